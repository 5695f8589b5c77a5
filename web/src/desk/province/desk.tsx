/** desk.tsx - the provincial desk; cities and applicants work at the parts that concern them. */

import type { Desk } from '../desks';
import { Applications } from './applications';
import { Notices } from './notices';
import { Office } from './office';
import { Places } from './places';
import { Proposals } from './proposals';
import { Ranking } from './ranking';
import { Waiting } from './waiting';
import { ZonesView, ZoneView } from '../zone/later';

export const PROVINCIAL: Desk = {
  title: 'provincialDesk',
  views: [
    { id: 'waiting', label: 'waiting', show: Waiting },
    { id: 'applications', label: 'applications', show: Applications },
    { id: 'zone', label: 'zone', show: ZoneView, hidden: true },
    { id: 'zones', label: 'zones', show: ZonesView },
    { id: 'places', label: 'places', show: Places, roles: ['province', 'city'] },
    { id: 'ranking', label: 'ranking', show: Ranking, roles: ['province'] },
    { id: 'notices', label: 'notices', show: Notices },
    { id: 'proposals', label: 'proposals', show: Proposals, roles: ['province'] },
    { id: 'office', label: 'office', show: Office },
  ],
};
