/** zone_listing.ts - which zones are listed, drawn and counted on a day, as listing.ts does for titles.
 *
 *  Legend, list and map are made from what stands here.  A zone counts once, by the title that says
 *  what it is on the day. */

import { HEAPS, heapOf, inOrder, rankOf } from './listing';
import type { Filter, Heap, KindCount } from './listing';
import type { Zone } from './zone_service';

/** null: it begins only later.  What no title on record tells is not known. */
export function heapOfZone({ title }: Zone): Heap | null {
  return title ? heapOf(title) : 'unsure';
}

export interface ZoneRow {
  zone: Zone;
  heap: Heap;
}

export interface ZoneListing {
  rows: ZoneRow[];
  kinds: KindCount[];
  units: { code: string; name: string }[];
  counts: { published: number; host_area: number; none: number }; /* of the rows: how they can be drawn */
}

export function zoneListingOf(zones: readonly Zone[], filter: Filter): ZoneListing {
  const known = zones.flatMap((zone) => {
    const heap = heapOfZone(zone);
    return heap === null ? [] : [{ zone, heap }];
  });
  const within = known.filter(({ zone }) => filter.unit === null || zone.province === filter.unit);
  const rows = within.filter(({ zone, heap }) => !filter.hidden.includes(zone.kind) && (filter.over || heap !== 'over'));
  const counts = { published: 0, host_area: 0, none: 0 };
  for (const { zone } of rows) counts[zone.shape] += 1;
  return { rows: sorted(rows, filter.sort ?? 'place'), kinds: kindsOf(known, within), units: unitsOf(zones), counts };
}

function kindsOf(known: readonly ZoneRow[], within: readonly ZoneRow[]): KindCount[] {
  const found = new Map<string, KindCount>();
  for (const { zone } of known) {
    const { kind, kind_label: label, title } = zone;
    if (!found.has(kind)) {
      found.set(kind, { kind, label, short: title?.kind_short ?? label, drawn: true, counts: { now: 0, unsure: 0, over: 0 } });
    }
  }
  for (const { zone, heap } of within) {
    const line = found.get(zone.kind);
    if (line) line.counts[heap] += 1;
  }
  return [...found.values()].sort((a, b) => rankOf(a.kind) - rankOf(b.kind));
}

function unitsOf(zones: readonly Zone[]): { code: string; name: string }[] {
  return zones.flatMap(({ title }) => (title?.unit ? [title.unit] : []));
}

const KEYS: Readonly<Record<string, (row: ZoneRow) => string>> = {
  place: ({ zone }) => `${zone.province ?? '~'} ${zone.id}`,
  kind: ({ zone }) => String(rankOf(zone.kind)).padStart(2, '0'),
  term: ({ zone }) => `${zone.title?.until ?? '9999'} ${zone.title?.since ?? ''}`,
  status: ({ zone, heap }) => `${HEAPS.indexOf(heap)} ${zone.status_label ?? ''}`,
};

function sorted(rows: readonly ZoneRow[], sort: string): ZoneRow[] {
  return inOrder(rows, sort, KEYS, ({ zone }) => zone.id);
}

/** What the map draws of one zone. */
export interface ZoneMark {
  id: string;
  name: string;
  kind: string;
  heap: Heap;
  placed: 'published' | 'host_area'; /* host_area: a sign at the place, no limit */
  lon: number;
  lat: number;
  words: string; /* what it is, in short */
}

export function zoneMarksOf(rows: readonly ZoneRow[], words: (row: ZoneRow) => string): ZoneMark[] {
  return rows.flatMap((row) => {
    const { id, name, kind, shape, marker } = row.zone;
    if (shape === 'none' || !marker) return [];
    return [{ id, name, kind, heap: row.heap, placed: shape, lon: marker.lon, lat: marker.lat, words: words(row) }];
  });
}
