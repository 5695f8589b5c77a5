/** consistency_read.ts - what the checks look at, from the lists the service has.  The reports about extents
 *  are asked for zone by zone: only those with limits have any. */

import { read, readAll } from '../service';
import type { PlaceRef, QuotaRow } from '../types';
import type { GeoShape, MapShape } from '../ui/shape_map';
import { say } from '../texts';
import type { Found, Report } from '../zone/types';
import type { Listed, Roster } from './types';

export interface Zone {
  id: string;
  name: string;
  kind: string;
  kind_label: string;
  status_label: string;
  province: string | null;
  shape: 'published' | 'host_area' | 'none';
  shape_note: string | null;
  unit: PlaceRef | null; /* the province, by name */
}

/** A finding of the report about a zone's extent. */
export interface Said {
  zone: Zone;
  n: number;
  found: Found;
}

/** Two zones that overlap: once, whichever report says so. */
export interface Together {
  zone: Zone;
  other: Zone;
  m2: number | null;
  text: string;
}

export interface Obligation {
  zone: string;
  zone_name: string;
  unit: string;
  track: string;
  term: number;
  duty: string;
  duty_label: string;
  clause: string;
  owner_label: string;
  year: number | null;
  due: string | null;
  place: PlaceRef | null; /* of the unit, by name */
}

export interface Known {
  quotas: QuotaRow[];
  titles: Listed[];
  rosters: Roster[];
  zones: Zone[];
  said: Said[];
  together: Together[];
  overdue: Obligation[];
}

const AT_ONCE = 6;

async function reportsOf(zones: readonly Zone[]): Promise<Said[]> {
  const said: Said[] = [];
  const waiting = zones.filter((z) => z.shape === 'published');
  const one = async (): Promise<void> => {
    for (let zone = waiting.shift(); zone; zone = waiting.shift()) {
      const { findings } = await read<Report>(`/api/v1/zones/${encodeURIComponent(zone.id)}/extent-report`);
      for (const [n, found] of findings.entries()) said.push({ zone, n, found });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  const place = new Map(zones.map((z, i) => [z.id, i]));
  return said.sort((a, b) => (place.get(a.zone.id) ?? 0) - (place.get(b.zone.id) ?? 0) || a.n - b.n);
}

/* Both reports say it: the first one counts; parts of it are added up. */
function pairsOf(said: readonly Said[], zones: readonly Zone[]): Together[] {
  const found = new Map<string, Together>();
  for (const { zone, found: f } of said) {
    const other = f.check === 'zones-overlap' ? zones.find((z) => z.id === f.other_zone) : undefined;
    if (!other || found.has(`${other.id}/${zone.id}`)) continue;
    const had = found.get(`${zone.id}/${other.id}`);
    if (had) {
      had.m2 = had.m2 === null || f.m2 === null ? null : had.m2 + f.m2;
      had.text += f.text;
    } else found.set(`${zone.id}/${other.id}`, { zone, other, m2: f.m2, text: f.text });
  }
  return [...found.values()];
}

export async function gather(round: string): Promise<Known> {
  const [quotas, titles, rosters, listed, duties] = await Promise.all([
    round ? read<{ rows: QuotaRow[] }>(`/api/v1/rounds/${round}/quotas`).then((q) => q.rows) : [],
    read<{ titles: Listed[] }>('/api/v1/titles').then((t) => t.titles),
    read<{ rosters: Roster[] }>('/api/v1/rosters').then((r) => r.rosters),
    read<{ zones: Omit<Zone, 'unit'>[] }>('/api/v1/zones').then((z) => z.zones),
    readAll<Omit<Obligation, 'place'>>('/api/v1/obligations', 'obligations', { overdue: 'true' }),
  ]);
  /* Units are named by the rows that name them. */
  const names = new Map([...titles.flatMap((t) => (t.unit ? [[t.unit.code, t.unit.name] as const] : [])), ...quotas.map((q) => [q.province, q.province_name ?? q.province] as const)]);
  const unit = (code: string | null): PlaceRef | null => (code === null ? null : { code, name: names.get(code) ?? code });
  const zones = listed.map((z): Zone => ({ ...z, unit: unit(z.province) }));
  const said = await reportsOf(zones);
  return { quotas, titles, rosters, zones, said, together: pairsOf(said, zones), overdue: duties.map((o) => ({ ...o, place: unit(o.unit) })) };
}

/** The parts of a published zone as they are drawn. */
export async function publishedShapes(id: string): Promise<MapShape[]> {
  const { features } = await read<{ features: { properties: { number: number }; geometry: GeoShape | null }[] }>('/ogc/collections/zone-parts/items', { zone: id, limit: 1000, f: 'json' });
  return features.flatMap(({ properties: { number }, geometry }) =>
    geometry ? [{ id: `part-${number}`, role: 'published' as const, geometry, label: say('partShort', { n: number }) }] : []);
}
