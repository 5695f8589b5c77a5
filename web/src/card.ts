/** card.ts - the place card: what is selected, or why nothing is.
 *
 *  Every state replaces the whole card.  Links to other places are real addresses; main.ts takes over
 *  a plain click on one and leaves the rest to the browser. */

import { el } from './dom';
import { writePinyin } from './pinyin';
import { noticesOf } from './notices';
import { reportForm } from './report';
import { ServiceError, outlineAddress, placeAddress } from './service';
import type { Level, Lookup, Place, PlaceRef } from './service';
import { linkTo } from './state';
import { lang, say, sayNumber } from './texts';
import type { TextKey } from './texts';

const NEAR_EDGE_M = 200; /* what 1:1,000,000 can tell apart on the ground */

export interface Card {
  empty(): void;
  loading(): void;
  place(place: Place, found: Lookup | null): void;
  outside(found: Lookup): void;
  failed(error: Error, retry: () => void): void;
}

export function makeCard(root: HTMLElement): Card {
  function put(state: string, ...children: (Node | null)[]): void {
    root.dataset.state = state;
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
    place(place, found) {
      put('place', head(place), facts(place), noticesOf(place.code), found && spot(found), neighbours(place), data(place), reportForm(place.code, place.name));
    },
    outside(found) {
      const text = el('p', {}, say('outsideText'));
      put('outside', el('h2', {}, say('outside')), text, spot(found));
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

function link(ref: PlaceRef): HTMLElement {
  return el('a', { href: linkTo(ref.code, lang()), 'data-code': ref.code }, ref.name);
}

/** Names one below the other in the hierarchy, the largest first. */
function chain(refs: readonly PlaceRef[]): HTMLElement {
  return el('ol', { class: 'chain' }, ...refs.map((ref) => el('li', {}, link(ref))));
}

function facts(place: Place): HTMLElement {
  const rows: [TextKey, Node | string][] = [['code', place.code]];
  if (place.parents?.length) rows.push(['belongs', chain(place.parents)]);
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

/** The spot that was clicked: where it is, what holds it, how far the next boundary is. */
function spot(found: Lookup): HTMLElement {
  const { lon, lat } = found.point;
  const at = `${lat.toFixed(4)}° N，${lon.toFixed(4)}° E`;
  const lines: HTMLElement[] = [el('p', { class: 'numbers' }, lang() === 'zh' ? at : at.replace('，', ', '))];
  if (found.divisions.length) lines.push(chain(found.divisions));
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

function distance(metres: number): string {
  if (metres < 1000) return say('metres', { n: sayNumber(metres, 0) });
  return say('kilometres', { n: sayNumber(metres / 1000, metres < 10_000 ? 1 : 0) });
}

function neighbours(place: Place): HTMLElement | null {
  if (!place.neighbours) return null;
  const level = say(place.level satisfies Level);
  const body = place.neighbours.length
    ? el('ul', { class: 'neighbours' }, ...place.neighbours.map((ref) => el('li', {}, link(ref))))
    : el('p', { class: 'quiet' }, say('noNeighbours', { level }));
  return el('section', { class: 'part' }, el('h3', {}, say('neighbours', { level })), body);
}

function data(place: Place): HTMLElement {
  return el(
    'section',
    { class: 'part' },
    el('h3', {}, say('data')),
    el(
      'ul',
      { class: 'plain' },
      el('li', {}, el('a', { href: placeAddress(place.code) }, say('dataPlace'))),
      el('li', {}, el('a', { href: outlineAddress(place.code, place.level) }, say('dataShape'))),
    ),
  );
}
