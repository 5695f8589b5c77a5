/** service.ts - calls the service; zone_service.ts asks through it about zones, and nothing else calls.
 *
 *  A question belongs to a slot; a newer question in the same slot aborts the older one, which then
 *  resolves to null.  Failures are ServiceErrors whose message may be shown to people. */

import type { Spot } from './state';
import { lang, say } from './texts';

export type Level = 'province' | 'prefecture' | 'county';
export type Collection = 'provinces' | 'cities' | 'counties';

export interface PlaceRef {
  code: string;
  name: string;
  level?: Level;
}

export interface Place extends PlaceRef {
  level: Level;
  kind: string;
  kind_label?: string;
  short_name?: string;
  pinyin?: string; /* syllables, parted by spaces */
  area_km2?: number;
  parents?: PlaceRef[];
  neighbours?: PlaceRef[];
  on?: string;
  answer?: Answer;
  titles?: Title[];
  tracks?: string[]; /* none: places of its kind take no part */
  reasons?: { kind: string; kind_label: string; held: 'yes' | 'no' | 'unknown'; text: string }[];
  not_covered?: string[];
}

export type Answer = 'in' | 'not_in' | 'unknown' | 'near_boundary';

export interface Title {
  id: number;
  kind: string;
  kind_label: string;
  kind_short: string;
  holder: { code: string | null; name: string };
  host_guess?: string;
  unit: { code: string; name: string } | null;
  roster?: string | null;
  since: string | null;
  until: string | null;
  status: string;
  status_label: string;
  days_left?: number;
  confidence: string;
  source: { number: string | null; url: string | null };
}

export interface Titles {
  revision: number;
  on: string;
  titles: Title[];
}

export interface Lookup {
  point: { lon: number; lat: number };
  given?: { lon: number; lat: number; datum: string };
  divisions: PlaceRef[];
  on?: string;
  answer?: Answer;
  titles?: Title[];
  zones?: { id: string; name: string; part: string | null; kind: string; status?: string; status_label?: string; shape: string; note: string | null }[];
  zones_answer?: Answer;
  edge_metres?: number;
  on_edge?: boolean;
  boundary_scale?: string;
}

export interface Notice {
  id: number;
  title: string;
  level_name: string; /* who publishes it */
  window: { last: string };
}

export interface About {
  source_line?: string;
  map_approval?: string | null;
  boundary_date?: string;
  boundary_scale?: string;
  revision?: number;
  basemap?: { name: string; layers: string[] } | null;
}

export interface Shape {
  type: 'Feature';
  id?: string | number;
  properties: { code: string; name: string; [key: string]: unknown };
  geometry: { type: string; coordinates: unknown } | null;
}

export interface Shapes {
  type: 'FeatureCollection';
  features: Shape[];
}

export class ServiceError extends Error {
  readonly status: number;
  readonly successor: string | null; /* the code that took the place of a replaced one */

  constructor(status: number, message: string, successor: string | null = null) {
    super(message);
    this.status = status;
    this.successor = successor;
  }
}

const COLLECTIONS: Record<Level, Collection> = {
  province: 'provinces',
  prefecture: 'cities',
  county: 'counties',
};

/** A code says its level: 110000, 320500, 320508. */
export function levelOf(code: string): Level {
  if (code.endsWith('0000')) return 'province';
  return code.endsWith('00') ? 'prefecture' : 'county';
}

const underway = new Map<string, AbortController>();

/** Forget the question that is on its way in a slot, if there is one. */
export function drop(slot: string): void {
  underway.get(slot)?.abort();
  underway.delete(slot);
}

export async function read<T>(path: string, signal: AbortSignal | null, sent: RequestInit = {}, come?: (url: string) => void): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, { ...sent, signal });
  } catch (e) {
    if (signal?.aborted) throw e;
    throw new ServiceError(0, say('offline'));
  }
  const answer: unknown = await response.json().catch((e: unknown) => {
    if (signal?.aborted) throw e;
    return undefined;
  });
  if (!response.ok) {
    const successor = /\/places\/(\d{6})>; *rel="successor-version"/.exec(response.headers.get('link') ?? '');
    throw new ServiceError(response.status, reason(answer, response.status), successor?.[1] ?? null);
  }
  if (typeof answer !== 'object' || answer === null) {
    throw new ServiceError(response.status, say('unreadable'));
  }
  come?.(response.url);
  return answer as T;
}

/** What a problem document says, the detail before the title. */
function reason(answer: unknown, status: number): string {
  const problem = (answer ?? {}) as { detail?: unknown; title?: unknown };
  for (const text of [problem.detail, problem.title]) {
    if (typeof text === 'string' && text !== '') return text;
  }
  return say('status', { n: status });
}

export async function ask<T>(slot: string, path: string): Promise<T | null> {
  drop(slot);
  const mine = new AbortController();
  underway.set(slot, mine);
  try {
    return await read<T>(path, mine.signal);
  } catch (e) {
    if (mine.signal.aborted) return null;
    throw e;
  } finally {
    if (underway.get(slot) === mine) underway.delete(slot);
  }
}

export function query(values: Record<string, string>): string {
  return `?${new URLSearchParams({ ...values, lang: lang() })}`;
}

/** What a question about today leaves out. */
export function day(on: string | null): Record<string, string> {
  return on === null ? {} : { on };
}

/** Which divisions hold this point, and what do they hold?  null: a newer question took over. */
export function lookup({ lon, lat, datum }: Spot, on: string | null): Promise<Lookup | null> {
  const at: Record<string, string> = { lon: String(Number(lon.toFixed(8))), lat: String(Number(lat.toFixed(8))) };
  if (datum !== 'cgcs2000') at.datum = datum;
  return ask('selection', `/api/v1/lookup${query({ ...at, ...day(on) })}`);
}

/** All titles on record, each with what it is worth on the day. */
export function titles(on: string | null): Promise<Titles | null> {
  return ask('titles', titlesAddress(on, null, true, {}));
}

/** The same for people who take the data with them. */
export function titlesAddress(on: string | null, unit: string | null, over: boolean, more: Record<string, string>): string {
  const values: Record<string, string> = { ...day(on), ...more };
  if (over) values.all = 'true';
  if (unit !== null) values.province = unit;
  return `/api/v1/titles${query(values)}`;
}

export function titledPlacesAddress(on: string | null, unit: string | null): string {
  const values: Record<string, string> = { f: 'json', limit: '10000' };
  if (on !== null) values.datetime = on;
  if (unit !== null) values.province = unit;
  return `/ogc/collections/titled-places/items?${new URLSearchParams(values)}`;
}

export function placeAddress(code: string): string {
  return `/api/v1/places/${encodeURIComponent(code)}`;
}

export function place(code: string, on: string | null): Promise<Place | null> {
  return ask('selection', placeAddress(code) + query(day(on)));
}

/** The page of a place that can be cited and printed. */
export function placePage(code: string, on: string | null): string {
  const values = new URLSearchParams({ ...day(on), ...(lang() === 'en' && { lang: 'en' }) });
  return `/place/${encodeURIComponent(code)}${`${values}` ? `?${values}` : ''}`;
}

export async function search(text: string): Promise<Place[] | null> {
  const answer = await ask<{ places?: Place[] }>(
    'search',
    `/api/v1/places${query({ q: text, limit: '10' })}`,
  );
  return answer && (answer.places ?? []);
}

/** Those that list the place today; the page of each says how to object. */
export async function runningNotices(code: string): Promise<Notice[] | null> {
  const path = `/api/v1/notices${query({ state: 'running', place: code, limit: '5' })}`;
  const answer = await ask<{ notices?: Notice[] }>('notices', path);
  return answer && (answer.notices ?? []);
}

export function noticePage(id: number | null = null): string {
  return `/notices${id === null ? '' : `/${id}`}${lang() === 'en' ? '?lang=en' : ''}`;
}

/** What somebody says is wrong about a place; an empty contact is none. */
export function report(code: string, text: string, contact: string): Promise<{ id: number }> {
  const body = JSON.stringify({ about: code, text, contact: contact || null });
  return read(`/api/v1/reports${query({})}`, null, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
}

export function about(): Promise<About> {
  return read(`/api/v1/about${query({})}`, null);
}

export function boundaryLines(): Promise<Shapes> {
  return read('/api/v1/boundary-lines', null);
}

/* Outlines have the revision in their address, so that they may be kept for good.  Until the first
 * answer has told which one there is, the service is asked for the current one and leads on to it. */
let revision = 'current';

/** The outlines of a province's part of a layer, or of the whole of it. */
export function outlines(collection: Collection, detail: number, province: string | null): Promise<Shapes> {
  const path = `/geo/${revision}/${collection}/${province ?? 'all'}?detail=${detail}`;
  return read(path, null, {}, (url) => {
    revision = /\/geo\/(\d+)\//.exec(url)?.[1] ?? revision;
  });
}

/** The outlines of every place that holds or held a title; a place comes once for each of its titles. */
export function holderOutlines(simplify: string): Promise<Shapes> {
  return read(`/ogc/collections/titled-places/items?simplify=${simplify}&limit=10000&f=json`, null);
}

export function outlineAddress(code: string, level: Level): string {
  return `/ogc/collections/${COLLECTIONS[level]}/items/${encodeURIComponent(code)}?f=json`;
}

export function outline(code: string, level: Level, simplify: string): Promise<Shape | null> {
  return ask('outline', `${outlineAddress(code, level)}&simplify=${simplify}`);
}
