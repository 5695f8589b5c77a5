/** desk.tsx - the national desk. */

import type { Desk } from '../desks';
import { Notices } from '../province/notices';
import { Bars } from './bars';
import { Compare } from './compare';
import { Consistency } from './consistency';
import { Corrections } from './corrections';
import { Deadlines } from './deadlines';
import { Queue } from './queue';
import { Quotas } from './quotas';
import { ScoresOfRound } from './scores';
import { Waiting } from './waiting';

export const NATIONAL_DESK: Desk = {
  title: 'nationalDesk',
  views: [
    { id: 'waiting', label: 'n_waiting', show: Waiting },
    { id: 'quotas', label: 'n_quotas', show: Quotas },
    { id: 'applications', label: 'n_queue', show: Queue },
    { id: 'compare', label: 'n_compare', show: Compare },
    { id: 'notices', label: 'notices', show: Notices },
    { id: 'scores', label: 'n_scores', show: ScoresOfRound },
    { id: 'corrections', label: 'n_corrections', show: Corrections },
    { id: 'bars', label: 'n_bars', show: Bars },
    { id: 'deadlines', label: 'n_deadlines', show: Deadlines },
    { id: 'consistency', label: 'n_consistency', show: Consistency },
  ],
};
