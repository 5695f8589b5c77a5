/** quota_use.ts - how far the places of a unit are used, and which applications stand behind a number. */

import type { Heap, Mark } from '../../listing';
import { read } from '../service';
import { say, type TextKey } from '../texts';
import type { Application, QuotaRow, Summary } from '../types';
import type { Key } from './nation_map';

export type Use = 'none' | 'some' | 'full' | 'over' | 'unknown';
const USES: readonly Use[] = ['none', 'some', 'full', 'over', 'unknown'];

export const nameOf = (q: QuotaRow): string => q.province_name ?? q.province;

export function useOf({ places, recommended }: QuotaRow): Use {
  if (places === null) return 'unknown';
  if (recommended > places) return 'over';
  if (recommended === places) return 'full';
  return recommended === 0 ? 'none' : 'some';
}

const heapOf = (use: Use): Heap => (use === 'unknown' ? 'over' : 'now');

function words(q: QuotaRow): string {
  if (q.places !== null) return say('n_quotaMark', { used: q.recommended, places: q.places });
  return q.recommended > 0 ? say('n_quotaMarkUnknownUsed', { used: q.recommended }) : say('n_quotaMarkUnknown');
}

/** The corps has no area of its own on the map. */
export const isDrawn = (q: QuotaRow): boolean => /^\d{6}$/.test(q.province);

export function marksOf(rows: readonly QuotaRow[]): Mark[] {
  return rows.filter(isDrawn).map((q) => {
    const use = useOf(q);
    return { code: q.province, name: nameOf(q), kind: `quota-${use}`, heap: heapOf(use), words: words(q) };
  });
}

/** Of all units, those that are not drawn among them: they stand in the table, too. */
export function keysOf(rows: readonly QuotaRow[]): Key[] {
  return USES.map((use) => ({
    kind: `quota-${use}`, heap: heapOf(use), label: say(`n_quota-${use}` as TextKey), count: rows.filter((q) => useOf(q) === use).length,
  }));
}

/* Whoever was recommended keeps the place unless it was given back; a decline gives none back. */
const HOLDING = new Set(['recommended', 'in_review', 'in_notice', 'designated', 'declined']);

/* Of one that was cancelled only its events tell whether the place went back. */
async function keptOne(a: Summary): Promise<boolean> {
  if (a.state !== 'cancelled') return HOLDING.has(a.state);
  const { events } = await read<Application>(`/api/v1/applications/${a.id}`);
  return events.reduce((n, e) => n + e.quota_step, 0) > 0;
}

export type Held = 'used' | 'designated';

/** Those of the applications that make up a number of the quota table. */
export async function behind(held: Held, applications: readonly Summary[]): Promise<Summary[]> {
  if (held === 'designated') return applications.filter((a) => a.title !== null);
  const kept = await Promise.all(applications.map(keptOne));
  return applications.filter((_, i) => kept[i]);
}
