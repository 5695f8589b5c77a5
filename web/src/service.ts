/** service.ts - the only file that calls the service.
 *
 *  A question belongs to a slot; a newer question in the same slot aborts the older one, which then
 *  resolves to null.  Failures are ServiceErrors whose message may be shown to people. */

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
}

export interface Lookup {
  point: { lon: number; lat: number };
  divisions: PlaceRef[];
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
}

export interface Shape {
  type: 'Feature';
  id?: string | number;
  properties: { code: string; name: string; level: Level; kind: string; province?: string };
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

export function collectionOf(level: Level): Collection {
  return COLLECTIONS[level];
}

const underway = new Map<string, AbortController>();

/** Forget the question that is on its way in a slot, if there is one. */
export function drop(slot: string): void {
  underway.get(slot)?.abort();
  underway.delete(slot);
}

async function read<T>(path: string, signal: AbortSignal | null, sent: RequestInit = {}): Promise<T> {
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

async function ask<T>(slot: string, path: string): Promise<T | null> {
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

function query(values: Record<string, string>): string {
  return `?${new URLSearchParams({ ...values, lang: lang() })}`;
}

/** Which divisions hold this point?  null: a newer question took over. */
export function lookup(lon: number, lat: number): Promise<Lookup | null> {
  return ask('selection', `/api/v1/lookup${query({ lon: lon.toFixed(6), lat: lat.toFixed(6) })}`);
}

export function placeAddress(code: string): string {
  return `/api/v1/places/${encodeURIComponent(code)}`;
}

export function place(code: string): Promise<Place | null> {
  return ask('selection', placeAddress(code) + query({}));
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

/** The outlines of a whole collection, or of the members that match a filter. */
export function outlines(
  collection: Collection,
  simplify: string,
  filter: Record<string, string> = {},
): Promise<Shapes> {
  const values = new URLSearchParams({ ...filter, simplify, limit: '10000', f: 'json' });
  return read(`/ogc/collections/${collection}/items?${values}`, null);
}

export function outlineAddress(code: string, level: Level): string {
  return `/ogc/collections/${COLLECTIONS[level]}/items/${encodeURIComponent(code)}?f=json`;
}

export function outline(code: string, level: Level, simplify: string): Promise<Shape | null> {
  return ask('outline', `${outlineAddress(code, level)}&simplify=${simplify}`);
}
