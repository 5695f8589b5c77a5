/** state.ts - the address is the state: ?code=110108&at=39.960,116.300,8.5&lang=en.
 *
 *  Whatever does not read as one of these is passed over, so a link with foreign parameters or a
 *  slip of the hand still opens the page. */

import type { Lang } from './texts';

export interface View {
  lat: number;
  lon: number;
  z: number;
}

export interface State {
  code: string | null;
  view: View | null;
  lang: Lang;
}

const ZOOM_MIN = 2;
const ZOOM_MAX = 13;

export function parse(search: string): State {
  const query = new URLSearchParams(search);
  return {
    code: parseCode(query.get('code')),
    view: parseView(query.get('at')),
    lang: query.get('lang') === 'en' ? 'en' : 'zh',
  };
}

function parseCode(text: string | null): string | null {
  return text !== null && /^[1-9]\d{5}$/.test(text) ? text : null;
}

function parseView(text: string | null): View | null {
  if (text === null) return null;
  const parts = text.split(',');
  if (parts.length !== 3 || parts.some((p) => !/^-?\d+(\.\d+)?$/.test(p))) return null;
  const [lat, lon, z] = parts.map(Number) as [number, number, number];
  if (Math.abs(lat) > 85 || Math.abs(lon) > 180 || z < ZOOM_MIN || z > ZOOM_MAX) return null;
  return { lat, lon, z };
}

/** The query of the address that brings this state back; "" is the page as it first opens. */
export function format(state: State): string {
  const parts: string[] = [];
  if (state.code) parts.push(`code=${state.code}`);
  if (state.view) parts.push(`at=${formatView(state.view)}`);
  if (state.lang === 'en') parts.push('lang=en');
  return parts.length ? `?${parts.join('&')}` : '';
}

/* As many decimals as a screen pixel is worth at that zoom. */
function formatView({ lat, lon, z }: View): string {
  const digits = Math.min(6, Math.max(2, Math.ceil(z / 2.5)));
  return `${lat.toFixed(digits)},${lon.toFixed(digits)},${z.toFixed(2)}`;
}

/** The address of the page with another place selected, for links. */
export function linkTo(code: string, lang: Lang): string {
  return `/${format({ code, view: null, lang })}`;
}
