/** list.ts - what the map shows, as a table: the same titles, facts and links, for whoever cannot use
 *  a map or wants to read on.  Hovering or focusing a row marks the place on the map, and the map
 *  marks the row. */

import { el, need } from './dom';
import type { Listing } from './listing';
import { heapOf } from './listing';
import { titledPlacesAddress, titlesAddress } from './service';
import type { Title } from './service';
import { linkTo } from './state';
import type { State } from './state';
import { lang, say, sayDate } from './texts';
import type { TextKey } from './texts';
import { stateWords } from './verdict';

export interface ListEvents {
  unit(code: string | null): void;
  sort(by: string): void;
  point(code: string | null): void;
  retry(): void;
}

export interface List {
  loading(): void;
  show(listing: Listing, state: State, on: string): void;
  failed(error: Error): void;
  mark(code: string | null): void; /* the row of a place the reader points at on the map */
}

const NARROW = '(max-width: 55.99rem)'; /* the list stands below everything: see style/room.css */
const FIRST_ROWS = 20;

const COLUMNS: readonly [string, TextKey][] = [
  ['place', 'columnPlace'],
  ['kind', 'columnKind'],
  ['term', 'columnTerm'],
  ['status', 'columnStatus'],
];

export function makeList(events: ListEvents): List {
  const root = need('list');
  const unit = need<HTMLSelectElement>('unit');
  const said = need('list-count');
  const box = need('list-body');
  const csv = need<HTMLAnchorElement>('list-csv');
  const geojson = need<HTMLAnchorElement>('list-geojson');

  unit.addEventListener('change', () => events.unit(unit.value || null));
  for (const name of ['pointerover', 'focusin'] as const) {
    box.addEventListener(name, (e) => events.point((e.target as Element).closest('tr')?.dataset.place ?? null));
  }
  for (const name of ['pointerleave', 'focusout'] as const) box.addEventListener(name, () => events.point(null));
  box.addEventListener('click', (e) => {
    const button = (e.target as Element).closest<HTMLElement>('button[data-sort]');
    if (button) events.sort(button.dataset.sort as string);
  });

  function put(state: string, ...children: Node[]): void {
    root.dataset.state = state;
    root.setAttribute('aria-busy', String(state === 'loading'));
    box.replaceChildren(...children);
  }

  function fillUnits(listing: Listing, chosen: string | null): void {
    const options = [{ code: '', name: say('allUnits') }, ...listing.units];
    if (chosen !== null && !options.some(({ code }) => code === chosen)) options.push({ code: chosen, name: chosen });
    unit.replaceChildren(...options.map(({ code, name }) => el('option', { value: code }, name)));
    unit.value = chosen ?? '';
  }

  function heading(state: State, [by, key]: readonly [string, TextKey]): HTMLElement {
    const [sort, backwards] = [(state.sort ?? 'place').replace('-', ''), (state.sort ?? '').startsWith('-')];
    const here = sort === by;
    const next = here && !backwards ? `-${by}` : by;
    const arrow = here ? (backwards ? ' ↓' : ' ↑') : '';
    return el(
      'th',
      { scope: 'col', 'aria-sort': here ? (backwards ? 'descending' : 'ascending') : undefined },
      el('button', { type: 'button', id: `sort-${by}`, 'data-sort': next }, say(key), el('span', { 'aria-hidden': 'true' }, arrow)),
    );
  }

  /* A hundred rows would be the whole page of a phone. */
  function foldAway(first: number): void {
    const rest = [...box.querySelectorAll<HTMLElement>('tbody tr')].slice(first);
    if (rest.length === 0) return;
    rest.forEach((row) => (row.hidden = true));
    const more = el('button', { type: 'button', class: 'retry' }, say('listMore', { n: rest.length }));
    more.addEventListener('click', () => {
      rest.forEach((row) => (row.hidden = false));
      more.remove();
      rest[0]?.querySelector('a')?.focus();
    });
    box.append(more);
  }

  return {
    loading() {
      said.textContent = say('listLoading');
      if (root.dataset.state !== 'shown') put('loading');
      root.setAttribute('aria-busy', 'true');
    },
    show(listing, state, on) {
      const had = document.activeElement?.id ?? '';
      fillUnits(listing, state.unit);
      const kinds = listing.kinds.filter(({ kind }) => !state.hidden.includes(kind));
      const only = kinds.length === 1 && listing.kinds.length > 1 ? (kinds[0]?.kind ?? null) : null;
      csv.href = titlesAddress(on, state.unit, state.over, { f: 'csv', ...(only !== null && { kind: only }) });
      geojson.href = titledPlacesAddress(on, state.unit);
      said.textContent = say(listing.rows.length ? 'listCount' : 'listEmpty', { date: sayDate(on), n: listing.rows.length });
      if (listing.rows.length === 0) return put('empty', el('p', { class: 'quiet' }, say('listEmptyWhy')));
      put(
        'shown',
        el(
          'table',
          {},
          el('thead', {}, el('tr', {}, ...COLUMNS.map((column) => heading(state, column)))),
          el('tbody', {}, ...listing.rows.map((title) => rowOf(title, state.on))),
        ),
      );
      if (matchMedia(NARROW).matches) foldAway(FIRST_ROWS);
      if (had.startsWith('sort-')) document.getElementById(had)?.focus();
    },
    failed(error) {
      const again = el('button', { type: 'button', class: 'retry' }, say('retry'));
      again.addEventListener('click', events.retry);
      said.textContent = '';
      put('failed', el('p', { role: 'alert' }, say('listFailed', { why: error.message })), again);
    },
    mark(code) {
      for (const row of box.querySelectorAll('tr.pointed')) row.classList.remove('pointed');
      if (code === null) return;
      const rows = [...box.querySelectorAll<HTMLElement>('tr[data-place]')].filter((row) => row.dataset.place === code);
      rows.forEach((row) => row.classList.add('pointed'));
      const [first] = rows;
      if (first && box.scrollHeight > box.clientHeight) box.scrollTop = first.offsetTop - box.clientHeight / 2;
    },
  };
}

function rowOf(title: Title, on: string | null): HTMLElement {
  const { code, name } = title.holder;
  const place = code === null ? name : el('a', { href: linkTo(code, lang(), on), 'data-code': code }, name);
  return el(
    'tr',
    { class: heapOf(title) ?? '', 'data-kind': title.kind, 'data-heap': heapOf(title) ?? '', 'data-place': code ?? undefined },
    el('th', { scope: 'row' }, place, title.unit ? el('span', { class: 'sub' }, title.unit.name) : null),
    el('td', { title: title.kind_label }, title.kind_short, el('span', { class: 'sub' }, title.source.number)),
    el('td', { class: 'numbers' }, ...dates(title)),
    el('td', {}, stateWords(title)),
  );
}

function dates({ since, until }: Title): (HTMLElement | string)[] {
  if (since === null && until === null) return [say('termUnknown')];
  return [el('span', { class: 'day' }, since ?? '…'), ' ', el('span', { class: 'day' }, until ?? '…')];
}
