/** imports_read.ts - lists handed in as files, as the service tells them. */

import { address, read, send } from '../service';
import { say } from '../texts';

export const RESULTS = ['new', 'change', 'retract', 'same', 'refused'] as const;
export type Result = (typeof RESULTS)[number];

export interface Act {
  by: string;
  at: string;
  revision: number | null;
}

export interface Batch {
  id: number;
  name: string;
  source: string | null;
  sha256: string;
  size: number;
  encoding: string;
  state: 'previewed' | 'applied' | 'undone' | 'discarded';
  state_label: string;
  version: number;
  stale: boolean;
  results: Record<Result, number>;
  rows: number;
  left_out: number | null;
  handed_in: Act;
  applied: Act | null;
  ended: Act | null;
  reason: string | null;
}

export interface Row {
  line: number;
  result: Result;
  result_label: string;
  field: string | null;
  words: string | null;
  kind_short: string | null;
  code: string | null;
  name: string | null;
  unit_name: string | null;
  batch: string | null;
  since: string | null;
  until: string | null;
  document: string | null;
  source: string | null;
  note: string | null;
  stands: number | null;
  made: number | null;
  lon: number | null;
  lat: number | null;
}

export const sumOf = (b: Batch): string => say('i_sum', b.results);

export const ROWS_MOST = 5000;
export const BYTES_MOST = 4 * 1024 * 1024;
const AT = '/api/v1/imports';

/** Looked at and kept as a preview; nothing is recorded. */
export function handIn(name: string, body: Blob, source: string, newLists = false): Promise<Batch> {
  return send<Batch>(address(AT, { kind: 'titles', name, source: source.trim(), new_lists: newLists ? 1 : null }), body, 'text/csv', undefined, 'POST');
}

export interface Whole {
  batch: Batch;
  rows: Row[];
}

/** A batch with all of its rows; `progress` hears of each page. */
export async function wholeBatch(id: string, progress: (n: number, all: number) => void): Promise<Whole> {
  const rows: Row[] = [];
  for (;;) {
    const page = await read<Batch & { total: number; found: Row[] }>(`${AT}/${encodeURIComponent(id)}`, { limit: 1000, offset: rows.length });
    rows.push(...page.found);
    progress(rows.length, page.total);
    if (page.found.length === 0 || rows.length >= page.total) return { batch: page, rows };
  }
}
