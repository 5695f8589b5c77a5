/** verdict.ts - the answer people came for, first and in words: does this place hold a title on the
 *  day, which, since when, until when, by which document; and below, what is not known and why.
 *
 *  The word is the service's.  Silence of the register is never said as "no": where lists are here in
 *  part only, the answer is that it is not known. */

import { el } from './dom';
import { heapOf } from './listing';
import type { Lookup, Place, Title } from './service';
import { lang, say, sayDate } from './texts';

type Word = 'holds' | 'holdsNot' | 'unknown' | 'apart' | 'notCovered';

function wordOf(place: Place): Word {
  if (place.answer === 'in') return 'holds';
  if (place.answer !== 'not_in') return 'unknown';
  if (place.tracks?.length === 0) return 'apart';
  return place.not_covered?.length ? 'notCovered' : 'holdsNot';
}

const CLASS: Record<Word, string> = { holds: 'in', holdsNot: 'not-in', unknown: 'unknown', apart: 'not-in', notCovered: 'not-in' };

/** The title's own line: what, since, until, by which document. */
export function titleLine(title: Title): HTMLElement {
  const { source } = title;
  const number = source.number ?? say('documentUnknown');
  return el(
    'li',
    { class: `title-line ${heapOf(title) ?? ''}` },
    el('strong', {}, title.kind_label),
    ' ',
    el('span', { class: 'term' }, term(title)),
    ' ',
    el('span', { class: 'document' }, say('by'), source.url === null ? number : el('a', { href: source.url, rel: 'noopener' }, number)),
    heapOf(title) === 'now' && title.status === 'in_force' ? null : el('span', { class: 'state' }, stateWords(title)),
  );
}

export function term({ since, until }: Title): string {
  if (since === null && until === null) return say('termUnknown');
  const from = since === null ? say('dayUnknown') : sayDate(since);
  return say('termOf', { from, until: until === null ? say('dayUnknown') : sayDate(until) });
}

/** What a title is worth on the day, and how far that is known. */
export function stateWords(title: Title): string {
  if (title.confidence === 'stated') return title.status_label;
  return say('localPlan', { status: title.status_label });
}

export function verdictOf(place: Place): HTMLElement {
  const word = wordOf(place);
  const held = (place.titles ?? []).filter((t) => heapOf(t) === 'now');
  const why = { holds: null, holdsNot: null, unknown: 'whyUnknown', apart: 'whyApart', notCovered: null } as const;
  const key = why[word];
  return el(
    'section',
    { class: `verdict ${CLASS[word]}`, 'aria-label': say('verdict') },
    el('p', { class: 'verdict-word' }, el('strong', {}, say(`verdict_${word}`)), ' ', el('span', { class: 'quiet' }, say('onDay', { date: sayDate(place.on ?? '') }))),
    held.length ? el('ul', { class: 'plain-list' }, ...held.map(titleLine)) : null,
    key ? el('p', {}, say(key)) : null,
    ...(place.not_covered ?? []).map((note) => el('p', { class: 'not-covered' }, say('notCovered', { note }))),
  );
}

/** Titles of the city or province around it do not make it a holder, but people ask for them. */
export function aroundOf(place: Place, titles: readonly Title[]): HTMLElement | null {
  const above = new Set((place.parents ?? []).map((p) => p.code));
  const held = titles.filter((t) => t.holder.code !== null && above.has(t.holder.code) && heapOf(t) === 'now');
  if (held.length === 0) return null;
  const lines = held.map((t) => el('li', {}, say('aroundHolds', { name: t.holder.name, title: t.kind_label, term: term(t) })));
  return el('section', { class: 'part' }, el('h3', {}, say('around')), el('ul', { class: 'hints' }, ...lines));
}

/** What it held, and what begins later. */
export function otherTitles(place: Place): HTMLElement | null {
  return otherTitlesOf((place.titles ?? []).filter((t) => heapOf(t) !== 'now'));
}

export function otherTitlesOf(others: readonly Title[]): HTMLElement | null {
  if (others.length === 0) return null;
  return el('section', { class: 'part' }, el('h3', {}, say('otherTitles')), el('ul', { class: 'plain-list' }, ...others.map(titleLine)));
}

/** Why the answer is what it is, kind by kind. */
export function reasonsOf(place: Place): HTMLElement | null {
  if (!place.reasons?.length) return null;
  const lines = place.reasons.map((r) =>
    el('li', {}, el('strong', {}, `${r.kind_label}${lang() === 'zh' ? '：' : ': '}${say(`held_${r.held}`)}`), el('br'), r.text),
  );
  const open = place.answer === 'unknown';
  return el('details', { class: 'part', open }, el('summary', {}, say(open ? 'whatIsUnknown' : 'whyThis')), el('ul', { class: 'hints reasons' }, ...lines));
}

/** The same for a spot: about all the places it lies in. */
export function spotWord(found: Lookup): string {
  const holder = found.titles?.find((t) => heapOf(t) === 'now')?.holder.name ?? '';
  if (found.answer === 'in') return say('spot_in', { name: holder });
  if (found.answer === 'not_in') return say('spot_not_in');
  return say(found.answer === 'near_boundary' ? 'spot_near' : 'spot_unknown');
}
