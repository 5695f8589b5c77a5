/** state.ts - the address is the state: ?code=110108&at=39.960,116.300,8.5&on=2023-06-01&lang=en.
 *
 *  Whatever does not read as one of these is passed over, so a link with foreign parameters or a
 *  slip of the hand still opens the page. */

import { isDatum } from './coordinates';
import type { Datum } from './coordinates';
import type { Lang } from './texts';

export interface View {
  lat: number;
  lon: number;
  z: number;
}

/** A spot somebody asked about, in the datum it was given in. */
export interface Spot {
  lon: number;
  lat: number;
  datum: Datum;
}

export type Sheet = 'web' | 'albers';

/** What somebody else drew, under our map: a map, or pictures from above. */
export type Base = 'vec' | 'img';

export interface State {
  code: string | null;
  zone: string | null; /* selected instead of a place */
  spot: Spot | null;
  view: View | null;
  on: string | null; /* the day the page speaks of; null: today */
  sheet: Sheet;
  base: Base | null;
  unit: string | null; /* the one recommending unit that is listed and drawn */
  hidden: readonly string[]; /* kinds of titles that are left out */
  over: boolean; /* what has ended is listed and drawn too */
  list: 'places' | 'zones'; /* which of the two lists is open */
  sort: string | null; /* a column of the list, "-" before it: the other way round */
  lang: Lang;
}

export const PLAIN: State = {
  code: null,
  zone: null,
  spot: null,
  view: null,
  on: null,
  sheet: 'web',
  base: null,
  unit: null,
  hidden: [],
  over: true,
  list: 'places',
  sort: null,
  lang: 'zh',
};

const ZOOM_MIN = 2;
const ZOOM_MAX = 17;

export function parse(search: string): State {
  const query = new URLSearchParams(search);
  return {
    code: matching(query.get('code'), /^[1-9]\d{5}$/),
    zone: matching(query.get('zone'), /^[a-z0-9]+(-[a-z0-9]+)*$/),
    spot: parseSpot(query.get('spot')),
    view: parseView(query.get('at')),
    on: parseDay(query.get('on')),
    sheet: query.get('sheet') === 'albers' ? 'albers' : 'web',
    base: matching(query.get('base'), /^(vec|img)$/) as Base | null,
    unit: matching(query.get('unit'), /^([1-9]\d{5}|XPCC)$/),
    hidden: (query.get('hide') ?? '').split(',').filter((kind) => /^[a-z-]{1,30}$/.test(kind)),
    over: query.get('over') !== '0',
    list: query.get('list') === 'zones' ? 'zones' : 'places',
    sort: matching(query.get('sort'), /^-?(place|kind|term|status)$/),
    lang: query.get('lang') === 'en' ? 'en' : 'zh',
  };
}

function matching(text: string | null, pattern: RegExp): string | null {
  return text !== null && pattern.test(text) ? text : null;
}

/** A day that the calendar has: 2023-02-29 is none. */
export function parseDay(text: string | null): string | null {
  if (text === null || !/^(19|20|21)\d\d-\d\d-\d\d$/.test(text)) return null;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? text : null;
}

function numbers(parts: readonly string[]): number[] | null {
  return parts.some((p) => !/^-?\d+(\.\d+)?$/.test(p)) ? null : parts.map(Number);
}

function parseView(text: string | null): View | null {
  const read = numbers((text ?? '').split(','));
  if (read?.length !== 3) return null;
  const [lat, lon, z] = read as [number, number, number];
  if (Math.abs(lat) > 85 || Math.abs(lon) > 180 || z < ZOOM_MIN || z > ZOOM_MAX) return null;
  return { lat, lon, z };
}

function parseSpot(text: string | null): Spot | null {
  const parts = (text ?? '').split(',');
  const read = numbers(parts.slice(0, 2));
  const datum = parts[2] ?? 'cgcs2000';
  if (read?.length !== 2 || parts.length > 3 || !isDatum(datum)) return null;
  const [lat, lon] = read as [number, number];
  return Math.abs(lat) > 90 || Math.abs(lon) > 180 ? null : { lat, lon, datum };
}

/** The query of the address that brings this state back; "" is the page as it first opens. */
export function format(state: State): string {
  const parts: string[] = [];
  if (state.code) parts.push(`code=${state.code}`);
  if (state.zone) parts.push(`zone=${state.zone}`);
  if (state.spot) parts.push(`spot=${formatSpot(state.spot)}`);
  if (state.view) parts.push(`at=${formatView(state.view)}`);
  if (state.on) parts.push(`on=${state.on}`);
  if (state.sheet === 'albers') parts.push('sheet=albers');
  if (state.base) parts.push(`base=${state.base}`);
  if (state.unit) parts.push(`unit=${state.unit}`);
  if (state.hidden.length) parts.push(`hide=${[...state.hidden].sort().join(',')}`);
  if (!state.over) parts.push('over=0');
  if (state.list === 'zones') parts.push('list=zones');
  if (state.sort) parts.push(`sort=${state.sort}`);
  if (state.lang === 'en') parts.push('lang=en');
  return parts.length ? `?${parts.join('&')}` : '';
}

/* As many decimals as a screen pixel is worth at that zoom. */
function formatView({ lat, lon, z }: View): string {
  const digits = Math.min(6, Math.max(2, Math.ceil(z / 2.5)));
  return `${lat.toFixed(digits)},${lon.toFixed(digits)},${z.toFixed(2)}`;
}

function formatSpot({ lat, lon, datum }: Spot): string {
  const at = [lat, lon].map((n) => String(Number(n.toFixed(6)))).join(',');
  return datum === 'cgcs2000' ? at : `${at},${datum}`;
}

/** The address of the page with another place selected, for links: the day and the language stay. */
export function linkTo(code: string, lang: Lang, on: string | null = null): string {
  return `/${format({ ...PLAIN, code, lang, on })}`;
}

export function linkToZone(zone: string, lang: Lang, on: string | null = null): string {
  return `/${format({ ...PLAIN, zone, lang, on })}`;
}
