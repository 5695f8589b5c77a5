/** desk.tsx - the provincial desk; cities and applicants work at the parts that concern them. */

import type { Desk } from '../desks';

export const PROVINCIAL: Desk = { title: 'provincialDesk', views: [] };
