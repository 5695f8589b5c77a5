/** card.ts - the place card: what is selected, or why nothing is.
 *
 *  Every state replaces the whole card.  Links to other places are real addresses; main.ts takes over
 *  a plain click on one and leaves the rest to the browser. */

import { el } from './dom';
import { writePinyin } from './pinyin';
import { noticesOf } from './notices';
import { reportForm } from './report';
import { ServiceError, outlineAddress, placeAddress, placePage } from './service';
import type { Level, Lookup, Place, PlaceRef, Title } from './service';
import { linkTo, linkToZone } from './state';
import { lang, say, sayNumber } from './texts';
import type { TextKey } from './texts';
import { aroundOf, otherTitles, reasonsOf, spotWord, verdictOf } from './verdict';

const NEAR_EDGE_M = 200; /* what 1:1,000,000 can tell apart on the ground */

export interface Card {
  empty(): void;
  loading(): void;
  place(place: Place, found: Lookup | null, on: string | null): void;
  /** All titles of the day have arrived: what is held around the place can be said. */
  around(titles: readonly Title[]): void;
  /** Whatever makes up the card of a zone. */
  zone(id: string, parts: (Node | null)[]): void;
  shows(): string | null; /* the zone whose card it is now */
  outside(found: Lookup): void;
  failed(error: Error, retry: () => void): void;
}

export function makeCard(root: HTMLElement): Card {
  let day: string | null = null;
  let shown: Place | null = null;
  let titles: readonly Title[] = [];
  const around = el('div');

  function link(ref: PlaceRef): HTMLElement {
    return el('a', { href: linkTo(ref.code, lang(), day), 'data-code': ref.code }, ref.name);
  }

  function sayAround(): void {
    const part = shown && aroundOf(shown, titles);
    around.replaceChildren(...(part ? [part] : []));
  }

  function put(state: string, ...children: (Node | null)[]): void {
    root.dataset.state = state;
    delete root.dataset.zone;
    root.setAttribute('aria-busy', String(state === 'loading'));
    root.replaceChildren(...children.filter((c) => c !== null));
    root.scrollTop = 0;
  }

  return {
    empty() {
      const hints = (['hintSearch', 'hintClick', 'hintZoom'] as const).map((key) => el('li', {}, say(key)));
      put('empty', el('h2', {}, say('hintTitle')), el('ul', { class: 'hints' }, ...hints));
    },
    loading() {
      put('loading', el('p', { class: 'quiet' }, say('cardLoading')));
    },
    place(place, found, on) {
      [shown, day] = [place, on];
      sayAround();
      put(
        'place',
        head(place),
        verdictOf(place),
        found && zonesAt(found, day),
        found && spot(found, link),
        facts(place, link),
        around,
        otherTitles(place),
        reasonsOf(place),
        noticesOf(place.code),
        neighbours(place, link),
        data(place, on),
        reportForm(place.code, place.name),
      );
    },
    zone(id, parts) {
      shown = null;
      put('zone', ...parts);
      root.dataset.zone = id;
    },
    shows: () => root.dataset.zone ?? null,
    around(all) {
      titles = all;
      sayAround();
    },
    outside(found) {
      const text = el('p', {}, say('outsideText'));
      put('outside', el('h2', {}, say('outside')), text, spot(found, link));
    },
    failed(error, retry) {
      const again = el('button', { type: 'button', class: 'retry' }, say('retry'));
      again.addEventListener('click', retry);
      const why = el('p', { role: 'alert' }, error.message);
      const successor = error instanceof ServiceError ? error.successor : null;
      const next = successor ? el('p', {}, link({ code: successor, name: say('successor', { code: successor }) })) : again;
      put('failed', el('h2', {}, say('cardFailed')), why, next);
    },
  };
}

function head(place: Place): HTMLElement {
  return el(
    'div',
    { class: 'card-head' },
    el('h2', { tabindex: -1 }, place.name),
    place.kind_label ? el('span', { class: 'kind' }, place.kind_label) : null,
  );
}

type LinkTo = (ref: PlaceRef) => HTMLElement;

/** Names one below the other in the hierarchy, the largest first. */
function chain(refs: readonly PlaceRef[], link: LinkTo): HTMLElement {
  return el('ol', { class: 'chain' }, ...refs.map((ref) => el('li', {}, link(ref))));
}

function facts(place: Place, link: LinkTo): HTMLElement {
  const rows: [TextKey, Node | string][] = [['code', place.code]];
  if (place.parents?.length) rows.push(['belongs', chain(place.parents, link)]);
  const pinyin = writePinyin(place.pinyin ?? '', place.name, place.short_name ?? place.name);
  if (pinyin) rows.push(['pinyin', el('span', { lang: 'zh-Latn' }, pinyin)]);
  if (typeof place.area_km2 === 'number') rows.push(['area', say('km2', { n: area(place.area_km2) })]);
  const list = el('dl', { class: 'facts' });
  for (const [key, value] of rows) list.append(el('dt', {}, say(key)), el('dd', { class: `fact-${key}` }, value));
  return list;
}

function area(km2: number): string {
  return sayNumber(km2, km2 < 100 ? 2 : km2 < 10_000 ? 1 : 0);
}

/** Zones whose published limits hold the spot, and those that only say they lie in this division. */
function zonesAt({ zones = [], zones_answer }: Lookup, on: string | null): HTMLElement | null {
  const inside = zones.filter((z) => z.part !== null && z.shape === 'published');
  const nearby = zones.filter((z) => !inside.includes(z) && z.shape === 'host_area');
  if (inside.length + nearby.length === 0) return null;
  const link = (z: { id: string; name: string }): HTMLElement => el('a', { href: linkToZone(z.id, lang(), on), 'data-zone': z.id }, z.name);
  const state = (z: { status_label?: string }): string => (z.status_label ? say('inBrackets', { text: z.status_label }) : '');
  return el(
    'section',
    { class: 'part zones-at' },
    el('h3', {}, say('zonesAt')),
    zones_answer === 'in' ? null : el('p', {}, say('zonesAtUnknown')),
    el(
      'ul',
      { class: 'hints' },
      ...inside.map((z) => el('li', { class: 'inside' }, say('zoneInside'), link(z), say('zonePartName', { part: z.part ?? '' }), state(z))),
      ...nearby.map((z) => el('li', {}, link(z), state(z), say('colon'), z.note ?? '')),
    ),
  );
}

/** The spot that was clicked: where it is, what holds it, how far the next boundary is. */
function spot(found: Lookup, link: LinkTo): HTMLElement {
  const lines: HTMLElement[] = [el('p', { class: 'numbers' }, written(found.point))];
  if (found.given) lines.push(el('p', { class: 'quiet' }, say('givenAs', { at: written(found.given), datum: say(`datum_${found.given.datum}` as TextKey) })));
  if (found.divisions.length) lines.push(chain(found.divisions, link), el('p', {}, spotWord(found)));
  const edge = found.edge_metres;
  if (found.on_edge) lines.push(el('p', { class: 'quiet' }, say('onEdge')));
  else if (found.divisions.length && typeof edge === 'number') {
    lines.push(el('p', { class: 'quiet' }, say('edge', { d: distance(edge) })));
  }
  if (found.divisions.length && (found.on_edge || (edge ?? Infinity) < NEAR_EDGE_M)) {
    lines.push(el('p', { class: 'caution' }, say('nearEdge', { scale: found.boundary_scale ?? '1:1000000' })));
  }
  return el('section', { class: 'part spot' }, el('h3', {}, say('pickedPoint')), ...lines);
}

function written({ lon, lat }: { lon: number; lat: number }): string {
  return `${lat.toFixed(4)}° N${say('comma')}${lon.toFixed(4)}° E`;
}

function distance(metres: number): string {
  if (metres < 1000) return say('metres', { n: sayNumber(metres, 0) });
  return say('kilometres', { n: sayNumber(metres / 1000, metres < 10_000 ? 1 : 0) });
}

function neighbours(place: Place, link: LinkTo): HTMLElement | null {
  if (!place.neighbours) return null;
  const level = say(place.level satisfies Level);
  const body = place.neighbours.length
    ? el('ul', { class: 'neighbours' }, ...place.neighbours.map((ref) => el('li', {}, link(ref))))
    : el('p', { class: 'quiet' }, say('noNeighbours', { level }));
  return el('section', { class: 'part' }, el('h3', {}, say('neighbours', { level })), body);
}

function data(place: Place, on: string | null): HTMLElement {
  const print = el('button', { type: 'button', class: 'link' }, say('print'));
  print.addEventListener('click', () => window.print());
  return el(
    'section',
    { class: 'part' },
    el('h3', {}, say('data')),
    el(
      'ul',
      { class: 'plain' },
      el('li', {}, el('a', { href: placePage(place.code, on) }, say('dataPage'))),
      el('li', {}, print),
      el('li', {}, el('a', { href: placeAddress(place.code) }, say('dataPlace'))),
      el('li', {}, el('a', { href: outlineAddress(place.code, place.level) }, say('dataShape'))),
    ),
  );
}
