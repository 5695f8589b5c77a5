/** changes.ts - two days of the list of titles held against each other: what came, what ended, what stayed.
 *  Maps, counts and rows are made from what stands here alone. */

import { heapOf } from '../../listing';
import type { PlaceRef } from '../types';

export interface OnDay {
  id: number;
  kind: string;
  kind_label: string;
  kind_short: string;
  holder: { code: string | null; name: string };
  unit: PlaceRef | null;
  since: string | null;
  until: string | null;
  status: string;
  status_label: string;
  confidence: string;
  source: { number: string | null; url: string | null };
}

export type Fate = 'came' | 'ended' | 'kept';
export const FATES: readonly Fate[] = ['came', 'ended', 'kept'];

export interface Change {
  title: OnDay;
  fate: Fate;
}

/* What counts on the day, or may: a title whose term nobody published is on the list on both. */
function holds(title: OnDay): boolean {
  const heap = heapOf(title as Parameters<typeof heapOf>[0]);
  return heap === 'now' || heap === 'unsure';
}

export function changesBetween(first: readonly OnDay[], second: readonly OnDay[]): Change[] {
  const before = new Map(first.filter(holds).map((t) => [t.id, t]));
  const after = new Map(second.filter(holds).map((t) => [t.id, t]));
  return [
    ...[...after.values()].filter((t) => !before.has(t.id)).map((title): Change => ({ title, fate: 'came' })),
    ...[...before.values()].filter((t) => !after.has(t.id)).map((t): Change => ({ title: second.find((now) => now.id === t.id) ?? t, fate: 'ended' })),
    ...[...after.values()].filter((t) => before.has(t.id)).map((title): Change => ({ title, fate: 'kept' })),
  ];
}

export interface Count {
  kind: string;
  label: string;
  before: number;
  ended: number;
  came: number;
  after: number;
}

function countOf(kind: string, label: string, changes: readonly Change[]): Count {
  const n = (fate: Fate): number => changes.filter((c) => c.fate === fate).length;
  return { kind, label, before: n('kept') + n('ended'), ended: n('ended'), came: n('came'), after: n('kept') + n('came') };
}

/** A line for each kind, and `all` for the sum of them. */
export function countsOf(changes: readonly Change[], all: string): Count[] {
  const kinds = new Map(changes.map(({ title }) => [title.kind, title.kind_label]));
  const lines = [...kinds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, label]) => countOf(kind, label, changes.filter((c) => c.title.kind === kind)));
  return [...lines, countOf('', all, changes)];
}

/** The day on which the change came about, as far as it was published. */
export function changedOn({ title, fate }: Change): string | null {
  return fate === 'came' ? title.since : fate === 'ended' ? title.until : null;
}
