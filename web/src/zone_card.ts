/** zone_card.ts - the card of a zone: the verdict first, in words; then when, by which document, where;
 *  its parts with their four limits; what is owed.  The whole sheet is a page of its own. */

import { el } from './dom';
import { heapOf } from './listing';
import type { PlaceRef } from './service';
import { linkTo } from './state';
import { lang, say, sayDate, sayNumber } from './texts';
import type { TextKey } from './texts';
import { otherTitlesOf, titleLine } from './verdict';
import { zoneAddress, zonePage } from './zone_service';
import type { Block, Obligation, Side, ZonePart, ZoneSheet } from './zone_service';

const SIDES: readonly Side[] = ['east', 'south', 'west', 'north'];
const DUE_SHOWN = 4;

export function zoneCard(zone: ZoneSheet, on: string | null): (HTMLElement | null)[] {
  return [
    el('div', { class: 'card-head' }, el('h2', { tabindex: -1 }, zone.name), el('span', { class: 'kind' }, say('zoneKind'))),
    verdict(zone),
    facts(zone, on),
    parts(zone),
    term(zone),
    otherTitlesOf(zone.titles.filter((t) => t.id !== zone.title?.id)),
    data(zone, on),
  ];
}

type Word = 'now' | 'unsure' | 'over' | 'coming' | 'none';

function wordOf({ title }: ZoneSheet): Word {
  return title ? (heapOf(title) ?? 'coming') : 'none';
}

const CLASS: Record<Word, string> = { now: 'in', unsure: 'unknown', over: 'not-in', coming: 'not-in', none: 'unknown' };

function verdict(zone: ZoneSheet): HTMLElement {
  const word = wordOf(zone);
  const { title } = zone;
  return el(
    'section',
    { class: `verdict ${CLASS[word]}`, 'aria-label': say('verdict') },
    el('p', { class: 'verdict-word' }, el('strong', {}, say(`zoneVerdict_${word}`)), ' ', el('span', { class: 'quiet' }, say('onDay', { date: sayDate(zone.on) }))),
    title ? el('ul', { class: 'plain-list' }, titleLine(title)) : null,
    word === 'unsure' && title ? el('p', {}, say('zoneWhyUnsure')) : null,
  );
}

function placeLink(ref: PlaceRef, on: string | null): HTMLElement {
  return el('a', { href: linkTo(ref.code, lang(), on), 'data-code': ref.code }, ref.name);
}

function facts(zone: ZoneSheet, on: string | null): HTMLElement {
  const rows: [TextKey, (Node | string)[]][] = [['zoneHost', host(zone, on)]];
  if (zone.applicant) rows.push(['zoneApplicant', [placeLink(zone.applicant, on)]]);
  rows.push(['zoneLimits', [limits(zone)]]);
  const { declared_m2, parts_declared_m2, computed_m2, difference_share } = zone.area;
  const declared = declared_m2 ?? parts_declared_m2;
  if (declared !== null || computed_m2 !== null) rows.push(['zoneArea', [areas(declared, computed_m2, declared_m2 === null ? shareOf(declared, computed_m2) : difference_share)]]);
  const list = el('dl', { class: 'facts' });
  for (const [key, value] of rows) list.append(el('dt', {}, say(key)), el('dd', {}, ...value));
  return list;
}

function host({ host }: ZoneSheet, on: string | null): (Node | string)[] {
  if (host.place) return [placeLink(host.place, on)];
  if (host.guess) return [`${host.name ?? ''} `, el('span', { class: 'caution-word' }, placeLink(host.guess, on), ` ${host.guess_note ?? ''}`)];
  return [`${host.name ?? ''} `, el('span', { class: 'quiet' }, say('zoneHostUnknown'))];
}

function limits(zone: ZoneSheet): string {
  if (zone.shape === 'published') return say('zoneLimitsDrawn', { n: zone.parts.length });
  return say(zone.shape === 'host_area' ? 'zoneLimitsHost' : 'zoneLimitsNone');
}

function shareOf(declared: number | null, computed: number | null): number | null {
  return declared && computed !== null ? (computed - declared) / declared : null;
}

/** What was declared beside what was measured, and how far they are apart. */
function areas(declared: number | null, computed: number | null, share: number | null): HTMLElement {
  const one = (key: TextKey, m2: number | null): HTMLElement => el('span', {}, say(key), ' ', el('b', {}, m2 === null ? say('zoneNotGiven') : sayArea(m2)));
  const apart = share === null ? null : el('span', { class: 'quiet' }, sayApart(share));
  return el('span', { class: 'areas' }, one('zoneDeclared', declared), one('zoneComputed', computed), apart);
}

// What would be rounded to nothing is said in words: "-0%" is no number.
function sayApart(share: number): string {
  return Math.abs(share) < 0.0005 ? say('zoneApartLittle') : say('zoneApart', { n: `${share > 0 ? '+' : ''}${sayNumber(share * 100, 1)}` });
}

function sayArea(m2: number): string {
  return say('km2', { n: sayNumber(m2 / 1e6, 3) });
}

function parts(zone: ZoneSheet): HTMLElement | null {
  if (zone.parts.length === 0) return null;
  /* On a phone the map stands below the card, and must not be far. */
  const open = !matchMedia('(max-width: 55.99rem)').matches;
  return el('details', { class: 'part', open }, el('summary', {}, say('zoneParts', { n: zone.parts.length })), ...zone.parts.map(partOf));
}

function partOf(part: ZonePart): HTMLElement {
  const about = [part.function, part.stage].filter(Boolean).join(say('comma'));
  return el(
    'div',
    { class: 'zone-part' },
    el('h3', { class: 'zone-part-name' }, `${part.number}. ${part.name ?? say('zoneUnnamed')}`),
    about ? el('p', { class: 'quiet' }, about) : null,
    ...(part.extent.blocks?.length ? part.extent.blocks.map(fourSides) : [el('p', { class: 'quiet' }, part.extent.text ?? part.extent.note ?? say('zoneNoLimits'))]),
    part.declared_m2 === null && part.area_m2 === null ? null : el('p', {}, areas(part.declared_m2, part.area_m2, part.difference_share)),
  );
}

function fourSides(block: Block): HTMLElement {
  const list = el('dl', { class: 'sides' });
  for (const side of SIDES) {
    const { label, text } = block.sides[side];
    list.append(el('dt', {}, label), el('dd', {}, text ?? say('zoneNotGiven')));
  }
  return block.label === null ? list : el('div', {}, el('p', { class: 'quiet' }, block.label), list);
}

function term(zone: ZoneSheet): HTMLElement | null {
  const { term, obligations } = zone;
  if (!term && obligations.length === 0) return null;
  const open = obligations.filter((o) => o.done === null);
  const done = obligations.length - open.length;
  const soonest = [...open].sort((a, b) => Number(b.overdue) - Number(a.overdue) || ((a.due ?? '9') < (b.due ?? '9') ? -1 : 1));
  return el(
    'section',
    { class: 'part' },
    el('h3', {}, say('zoneTerm')),
    term ? el('p', {}, [term.status_label, term.phase_label, term.last_day && say('zoneLastDay', { date: sayDate(term.last_day) })].filter(Boolean).join(say('comma'))) : null,
    ...(term?.unknown ?? []).map(({ text }) => el('p', { class: 'quiet' }, text)),
    soonest.length ? el('ul', { class: 'hints' }, ...soonest.slice(0, DUE_SHOWN).map(duty)) : null,
    obligations.length ? el('p', { class: 'quiet' }, say('zoneDuties', { done, open: open.length })) : null,
  );
}

function duty(o: Obligation): HTMLElement {
  const when = o.due === null ? o.state_label : `${sayDate(o.due)}${say('comma')}${o.state_label}`;
  return el('li', o.overdue ? { class: 'overdue' } : {}, `${o.duty_label}${o.year === null ? '' : ` ${o.year}`}${say('colon')}${when}`);
}

function data(zone: ZoneSheet, on: string | null): HTMLElement {
  return el(
    'section',
    { class: 'part' },
    el('h3', {}, say('data')),
    el(
      'ul',
      { class: 'plain' },
      el('li', {}, el('a', { href: zonePage(zone.id, on) }, say('zoneSheet'))),
      el('li', {}, el('a', { href: zoneAddress(zone.id) }, say('dataPlace'))),
    ),
  );
}
