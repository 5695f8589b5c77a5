/** roster_columns.ts - a published list and how much of it is known, as columns. */

import { say } from '../texts';
import type { Column } from '../ui/table';
import type { Roster } from './types';

export function rosterColumns(): Column<Roster>[] {
  const lacking = (r: Roster): number | null => (r.declared === null ? null : r.declared - r.known);
  const number = (n: number | null): string => (n === null ? say('unknown') : String(n));
  return [
    { id: 'kind', head: say('kind'), text: (r) => r.kind_label },
    { id: 'batch', head: say('n_roster'), text: (r) => r.batch },
    { id: 'document', head: say('document'), text: (r) => r.document ?? '' },
    { id: 'declared', head: say('n_declared'), text: (r) => number(r.declared), order: (r) => r.declared, number: true },
    { id: 'known', head: say('n_known'), text: (r) => String(r.known), order: (r) => r.known, number: true },
    { id: 'lacking', head: say('n_lacking'), text: (r) => number(lacking(r)), order: lacking, number: true },
  ];
}
