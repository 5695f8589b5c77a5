/** list.ts - what the map shows, as a table: the same titles, facts and links, for whoever cannot use
 *  a map or wants to read on; places and zones take turns.  Hovering or focusing a row marks it on the
 *  map, and the map marks the row. */

import { el, need } from './dom';
import type { KindCount, Listing } from './listing';
import { heapOf } from './listing';
import { titledPlacesAddress, titlesAddress } from './service';
import type { Title } from './service';
import { linkTo, linkToZone } from './state';
import type { State } from './state';
import { lang, say, sayDate } from './texts';
import type { TextKey } from './texts';
import { stateWords } from './verdict';
import type { ZoneListing, ZoneRow } from './zone_listing';
import { zonesAddress } from './zone_service';

export interface ListEvents {
  unit(code: string | null): void;
  sort(by: string): void;
  turn(to: State['list']): void; /* places or zones */
  point(key: string | null): void;
  retry(): void;
}

export interface List {
  loading(): void;
  show(listing: Listing, zones: ZoneListing, state: State, on: string): void;
  failed(error: Error): void;
  mark(key: string | null): void; /* the row of what the reader points at on the map */
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

  const turns = [...root.querySelectorAll<HTMLButtonElement>('button[data-list]')];

  turns.forEach((button) => button.addEventListener('click', () => events.turn(button.dataset.list as State['list'])));
  unit.addEventListener('change', () => events.unit(unit.value || null));
  for (const name of ['pointerover', 'focusin'] as const) {
    box.addEventListener(name, (e) => {
      const row = (e.target as Element).closest('tr');
      events.point(row?.dataset.place ?? row?.dataset.zone ?? null);
    });
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

  function fillUnits(units: readonly { code: string; name: string }[], chosen: string | null): void {
    const found = new Map(units.map((u) => [u.code, u]));
    const options = [{ code: '', name: say('allUnits') }, ...[...found.values()].sort((a, b) => (a.code < b.code ? -1 : 1))];
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
      el('button', { type: 'button', id: `sort-${by}`, 'data-sort': next }, say(by === 'place' && state.list === 'zones' ? 'columnZone' : key), el('span', { 'aria-hidden': 'true' }, arrow)),
    );
  }

  /** What is listed, to take with one. */
  function takeAway(ofZones: boolean, only: string | null, { unit, over }: State, on: string): void {
    const kind: Record<string, string> = only === null ? {} : { kind: only };
    csv.href = ofZones ? zonesAddress(on, unit, { f: 'csv', ...kind }) : titlesAddress(on, unit, over, { f: 'csv', ...kind });
    geojson.href = ofZones ? zonesAddress(on, unit, { f: 'geojson', ...kind }) : titledPlacesAddress(on, unit);
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
    show(listing, zones, state, on) {
      const had = document.activeElement?.id ?? '';
      const ofZones = state.list === 'zones';
      fillUnits([...listing.units, ...zones.units], state.unit);
      turns.forEach((button) => {
        const its = button.dataset.list === 'zones';
        button.setAttribute('aria-pressed', String(its === ofZones));
        button.textContent = say(its ? 'listZones' : 'listPlaces', { n: its ? zones.rows.length : listing.rows.length });
      });
      takeAway(ofZones, onlyKind(ofZones ? zones.kinds : listing.kinds, state), state, on);
      const rows = ofZones ? zones.rows.map((row) => zoneRowOf(row, state.on)) : listing.rows.map((title) => rowOf(title, state.on));
      said.textContent = say(rows.length ? (ofZones ? 'zoneListCount' : 'listCount') : 'listEmpty', { date: sayDate(on), n: rows.length });
      if (rows.length === 0) return put('empty', el('p', { class: 'quiet' }, say('listEmptyWhy')));
      put('shown', el('table', {}, el('thead', {}, el('tr', {}, ...COLUMNS.map((column) => heading(state, column)))), el('tbody', {}, ...rows)));
      if (matchMedia(NARROW).matches) foldAway(FIRST_ROWS);
      if (had.startsWith('sort-')) document.getElementById(had)?.focus();
    },
    failed(error) {
      const again = el('button', { type: 'button', class: 'retry' }, say('retry'));
      again.addEventListener('click', events.retry);
      said.textContent = '';
      put('failed', el('p', { role: 'alert' }, say('listFailed', { why: error.message })), again);
    },
    mark(key) {
      for (const row of box.querySelectorAll('tr.pointed')) row.classList.remove('pointed');
      if (key === null) return;
      const rows = [...box.querySelectorAll<HTMLElement>('tbody tr')].filter((row) => row.dataset.place === key || row.dataset.zone === key);
      rows.forEach((row) => row.classList.add('pointed'));
      const [first] = rows;
      if (first && box.scrollHeight > box.clientHeight) box.scrollTop = first.offsetTop - box.clientHeight / 2;
    },
  };
}

/** The one kind that is left when all others are hidden. */
function onlyKind(kinds: readonly KindCount[], { hidden }: State): string | null {
  const left = kinds.filter(({ kind }) => !hidden.includes(kind));
  return left.length === 1 && kinds.length > 1 ? (left[0]?.kind ?? null) : null;
}

function zoneRowOf({ zone, heap }: ZoneRow, on: string | null): HTMLElement {
  const { title } = zone;
  const place = zone.host.place?.name ?? (zone.host.guess ? `${zone.host.guess.name} ${zone.host.guess_note ?? ''}` : null);
  return el(
    'tr',
    { class: heap, 'data-kind': zone.kind, 'data-heap': heap, 'data-zone': zone.id, 'data-placed': zone.shape },
    el('th', { scope: 'row' }, el('a', { href: linkToZone(zone.id, lang(), on), 'data-zone': zone.id }, zone.name), place ? el('span', { class: 'sub' }, place) : null),
    el('td', { title: zone.kind_label }, title?.kind_short ?? zone.kind_label, el('span', { class: 'sub' }, title?.source.number ?? null)),
    el('td', { class: 'numbers' }, ...(title ? dates(title) : [say('termUnknown')])),
    el('td', {}, title ? stateWords(title) : say('zoneVerdict_none'), zone.shape === 'published' ? null : el('span', { class: 'sub' }, say(zone.shape === 'none' ? 'zoneNotOnMap' : 'zoneNoLimits'))),
  );
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
