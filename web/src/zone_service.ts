/** zone_service.ts - what is asked of the service about zones.  Limits are asked for apart: nearly
 *  all of a zone can be told without them. */

import { ask, day, query, read } from './service';
import type { PlaceRef, Shapes, Title } from './service';
import { lang } from './texts';

export interface ZoneRef {
  id: string;
  name: string;
}

/** published: parts have limits.  host_area: only the division it lies in is known, or guessed. */
export type ZoneShape = 'published' | 'host_area' | 'none';

export interface Zone extends ZoneRef {
  kind: string;
  kind_label: string;
  status: string | null;
  status_label: string | null;
  title?: Title; /* the one that says the kind */
  host: { kind_label: string; name: string | null; place: PlaceRef | null; guess?: PlaceRef; guess_note?: string };
  province: string | null;
  applicant: PlaceRef | null;
  n_parts: number;
  shape: ZoneShape;
  shape_note: string | null;
  marker: { lon: number; lat: number; of: string | null } | null;
}

export interface Zones {
  on: string;
  zones: Zone[];
  count: number;
}

export type Side = 'east' | 'south' | 'west' | 'north';

export interface Block {
  label: string | null;
  sides: Record<Side, { label: string; text: string | null }>;
}

export interface ZonePart {
  number: number;
  name: string | null;
  function: string | null;
  stage: string | null;
  extent: { text: string | null; note?: string; blocks?: Block[] };
  declared_m2: number | null;
  area_m2: number | null;
  difference_share: number | null;
  shape: ZoneShape;
}

export interface Obligation {
  term: number;
  duty_label: string;
  owner_label: string;
  year: number | null;
  due: string | null;
  done: string | null;
  state: string;
  state_label: string;
  overdue: boolean;
}

export interface ZoneSheet extends Zone {
  on: string;
  titles: Title[];
  parts: ZonePart[];
  area: { declared_m2: number | null; parts_declared_m2: number | null; computed_m2: number | null; difference_share: number | null };
  term: { status_label: string; phase_label: string | null; last_day: string | null; unknown: { text: string }[] } | null;
  obligations: Obligation[];
}

function address(id: string): string {
  return `/api/v1/zones/${encodeURIComponent(id)}`;
}

/** All zones on record, each with what it is worth on the day. */
export function zones(on: string | null): Promise<Zones | null> {
  return ask('zones', zonesAddress(on, null, {}));
}

/** The same for people who take the data with them. */
export function zonesAddress(on: string | null, unit: string | null, more: Record<string, string>): string {
  const values: Record<string, string> = { ...day(on), ...more };
  if (on !== null) values.all = 'true';
  if (unit !== null) values.province = unit;
  return `/api/v1/zones${query(values)}`;
}

export function zone(id: string, on: string | null): Promise<ZoneSheet | null> {
  return ask('selection', address(id) + query(day(on)));
}

export function zoneAddress(id: string): string {
  return address(id);
}

/** The whole sheet, as a page that can be cited and printed. */
export function zonePage(id: string, on: string | null): string {
  const values = new URLSearchParams({ ...day(on), ...(lang() === 'en' && { lang: 'en' }) });
  return `/zone/${encodeURIComponent(id)}${`${values}` ? `?${values}` : ''}`;
}

/** At most five whose name or pinyin holds this. */
export async function searchZones(text: string): Promise<Zone[] | null> {
  const answer = await ask<Zones>('search-zones', `/api/v1/zones${query({ q: text })}`);
  return answer && answer.zones.slice(0, 5);
}

/** Limits of the parts that have some on the day: of one zone, or of all. */
export function partShapes(on: string, zoneId: string | null): Promise<Shapes> {
  const values: Record<string, string> = { datetime: on, limit: '10000', f: 'json' };
  if (zoneId !== null) values.zone = zoneId;
  return read(`/ogc/collections/zone-parts/items?${new URLSearchParams(values)}`, null);
}
