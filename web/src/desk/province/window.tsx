/** window.tsx - the window a notice would have, told before it is opened.  Counted here by the calendar
 *  of the service, which counts again and decides; a year whose calendar is not known stays unknown. */

import type { JSX } from 'preact';
import { read } from '../service';
import { day, say } from '../texts';
import { useLoaded } from '../ui/loaded';

export interface Workdays {
  years: number[];
  exceptions: { date: string; workday: boolean }[];
}

export interface Terms {
  published: string;
  length: string;
  unit: string;
  counts_publication: boolean;
}

const LONGEST = 366;
const DAY = 86400e3;

const written = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** null: nothing to count yet; 'unknown': beyond the calendar. */
export function windowOf(terms: Terms, calendar: Workdays): { first: string; last: string } | 'unknown' | null {
  const n = Number(terms.length);
  const published = Date.parse(terms.published);
  if (!Number.isInteger(n) || n < 1 || n > LONGEST || Number.isNaN(published)) return null;
  const exceptions = new Map(calendar.exceptions.map((e) => [e.date, e.workday]));
  const counts = (at: number): boolean | undefined => {
    if (terms.unit === 'calendar') return true;
    const date = new Date(at);
    if (!calendar.years.includes(date.getUTCFullYear())) return undefined;
    return exceptions.get(written(at)) ?? date.getUTCDay() % 6 !== 0;
  };
  let first = '';
  let left = n;
  for (let at = published + (terms.counts_publication ? 0 : DAY); ; at += DAY) {
    const counted = counts(at);
    if (counted === undefined) return 'unknown';
    if (!counted) continue;
    first ||= written(at);
    if (--left === 0) return { first, last: written(at) };
  }
}

export function WindowAhead({ terms }: { terms: Terms }): JSX.Element | null {
  const calendar = useLoaded('workdays', () => read<Workdays>('/api/v1/workdays'));
  if (!calendar.value) return null;
  const found = windowOf(terms, calendar.value);
  const text = found === null ? ''
    : found === 'unknown' ? (calendar.value.years.length === 0 ? say('windowNoCalendar') : say('windowUnknown', { years: calendar.value.years.join(say('comma')) }))
    : say('windowAhead', { first: day(found.first), last: day(found.last) });
  return <p class={`bar ${found === 'unknown' ? 'bar-warn-box' : ''} window-ahead`} role="status" hidden={text === ''}>{text}</p>;
}
