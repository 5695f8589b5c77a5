/** listing.ts - which titles of places and parks are shown, in which order, and how many of each kind
 *  there are; zones are listed in zone_listing.ts.
 *
 *  Map, legend and list are all made from what stands here, so their numbers cannot differ.  What a
 *  title is worth on the day is the service's word; here it is only sorted into four heaps. */

import type { Title } from './service';
import type { State } from './state';

/** now: counts on the day.  unsure: nobody published its term, or it is known from a local plan alone.
 *  over: ended, superseded or revoked. */
export type Heap = 'now' | 'unsure' | 'over';

/** null: begins only later, so the day knows nothing of it. */
export function heapOf({ status, confidence }: Title): Heap | null {
  if (status === 'not_yet') return null;
  if (status === 'in_force' || status === 'in_force_unless_superseded') {
    return confidence === 'stated' ? 'now' : 'unsure';
  }
  return status === 'term_unknown' ? 'unsure' : 'over';
}

/** In this order in the legend and, sorted by kind, in the list; others come behind. */
export const KINDS = [
  'demo-city',
  'pilot-city',
  'demo-county',
  'pilot-county',
  'demo-park',
  'pilot-park',
  'demo-zone',
  'trial-zone',
  'js-zone',
  'former-demo-zone',
  'former-trial-zone',
] as const;

/** Kinds that zones hold: those are listed by themselves. */
export const ZONE_KINDS: readonly string[] = KINDS.slice(KINDS.indexOf('demo-zone'));

export function rankOf(kind: string): number {
  const at = (KINDS as readonly string[]).indexOf(kind);
  return at < 0 ? KINDS.length : at;
}

export type Filter = Pick<State, 'unit' | 'hidden' | 'over' | 'sort'>;

export interface KindCount {
  kind: string;
  label: string;
  short: string;
  drawn: boolean; /* titles of this kind have a holder with limits */
  counts: Record<Heap, number>;
}

export interface Listing {
  rows: Title[]; /* what is listed and drawn */
  kinds: KindCount[]; /* of all kinds there are, hidden ones too, within the unit */
  units: { code: string; name: string }[];
}

export function listingOf(titles: readonly Title[], filter: Filter): Listing {
  const known = titles.filter((t) => heapOf(t) !== null && !ZONE_KINDS.includes(t.kind));
  const within = known.filter((t) => filter.unit === null || t.unit?.code === filter.unit);
  const rows = within.filter((t) => !filter.hidden.includes(t.kind) && (filter.over || heapOf(t) !== 'over'));
  return { rows: sorted(rows, filter.sort ?? 'place'), kinds: kindsOf(known, within), units: unitsOf(titles) };
}

/* A kind keeps its line when the unit has none of it: nought is an answer. */
function kindsOf(known: readonly Title[], within: readonly Title[]): KindCount[] {
  const found = new Map<string, KindCount>();
  for (const { kind, kind_label, kind_short, holder } of known) {
    const had = found.get(kind);
    if (had) had.drawn ||= holder.code !== null;
    else {
      const counts = { now: 0, unsure: 0, over: 0 };
      found.set(kind, { kind, label: kind_label, short: kind_short, drawn: holder.code !== null, counts });
    }
  }
  for (const title of within) {
    const line = found.get(title.kind);
    if (line) line.counts[heapOf(title) as Heap] += 1;
  }
  return [...found.values()].sort((a, b) => rankOf(a.kind) - rankOf(b.kind));
}

function unitsOf(titles: readonly Title[]): { code: string; name: string }[] {
  const found = new Map<string, string>();
  for (const { unit } of titles) if (unit) found.set(unit.code, unit.name);
  return [...found].map(([code, name]) => ({ code, name })).sort((a, b) => (a.code < b.code ? -1 : 1));
}

export const HEAPS: readonly Heap[] = ['now', 'unsure', 'over'];
const KEYS: Readonly<Record<string, (t: Title) => string>> = {
  place: (t) => t.holder.code ?? `~${t.holder.name}`, /* those without a code behind the others */
  kind: (t) => String(rankOf(t.kind)).padStart(2, '0'),
  term: (t) => `${t.until ?? '9999'} ${t.since ?? ''}`,
  status: (t) => `${HEAPS.indexOf(heapOf(t) as Heap)} ${t.status_label}`,
};

function sorted(rows: readonly Title[], sort: string): Title[] {
  return inOrder(rows, sort, KEYS, (t) => String(t.id).padStart(9, '0'));
}

/** By a column's key, "-" before it: backwards; of equals by place, and at last by what never changes. */
export function inOrder<T>(rows: readonly T[], sort: string, keys: Readonly<Record<string, (row: T) => string>>, last: (row: T) => string): T[] {
  const backwards = sort.startsWith('-');
  const place = keys.place as (row: T) => string;
  const key = keys[backwards ? sort.slice(1) : sort] ?? place;
  const keyed = rows.map((row) => ({ row, key: key(row), place: place(row), last: last(row) }));
  const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  keyed.sort((a, b) => (backwards ? -1 : 1) * order(a.key, b.key) || order(a.place, b.place) || order(a.last, b.last));
  return keyed.map(({ row }) => row);
}

/** What the map draws at one place: the title that is worth most on the day. */
export interface Mark {
  code: string;
  name: string;
  kind: string;
  heap: Heap;
  words: string; /* the title in short, and that it has ended */
}

export function marksOf(rows: readonly Title[], words: (title: Title, heap: Heap) => string): Mark[] {
  const best = new Map<string, { title: Title; heap: Heap }>();
  for (const title of rows) {
    const { code } = title.holder;
    const heap = heapOf(title);
    if (code === null || heap === null) continue;
    const had = best.get(code);
    if (!had || isBetter({ title, heap }, had)) best.set(code, { title, heap });
  }
  return [...best].map(([code, { title, heap }]) => ({
    code,
    name: title.holder.name,
    kind: title.kind,
    heap,
    words: words(title, heap),
  }));
}

interface Worth {
  title: Title;
  heap: Heap;
}

/* What is worth more on the day comes first; of two that are over, the one that lasted longer. */
function isBetter(a: Worth, b: Worth): boolean {
  const by = HEAPS.indexOf(a.heap) - HEAPS.indexOf(b.heap) || rankOf(a.title.kind) - rankOf(b.title.kind);
  if (a.heap !== 'over' || b.heap !== 'over') return by < 0;
  return (a.title.until ?? '') === (b.title.until ?? '') ? by < 0 : (a.title.until ?? '') > (b.title.until ?? '');
}

/** A day on which something begins or no longer holds, and how many do. */
export interface Change {
  day: string;
  begin: number;
  end: number;
}

export function changesOf(titles: readonly Title[]): Change[] {
  const days = new Map<string, Change>();
  const at = (day: string): Change => {
    const had = days.get(day) ?? { day, begin: 0, end: 0 };
    days.set(day, had);
    return had;
  };
  for (const { since, until } of titles) {
    if (since) at(since).begin += 1;
    if (until) at(dayAfter(until)).end += 1;
  }
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

const DAY_MS = 86_400_000;

export function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY_MS;
}

export function dayOf(n: number): string {
  return new Date(n * DAY_MS).toISOString().slice(0, 10);
}

export function dayAfter(day: string): string {
  return dayOf(dayNumber(day) + 1);
}
