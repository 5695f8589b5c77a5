/** main.ts - wires the page together: address, search, day, map, list and card.  A place is selected,
 *  or a zone, or a spot with the place that holds it.
 *
 *  A choice makes a new entry in the history, a move of the map only rewrites the current one.  The
 *  page answers searches before the map's code has arrived. */

import { makeBase } from './base';
import { makeCard } from './card';
import { makeShare, makeTypeSwitch, typeScale } from './comfort';
import { makeDay } from './day';
import { need } from './dom';
import { makeLegend } from './legend';
import { makeList } from './list';
import { changesOf, listingOf, marksOf } from './listing';
import type { SheetMap } from './map/map';
import type { Progress } from './map/shapes';
import { drawScale, drawNorth } from './rule';
import { makeSearch } from './search';
import * as service from './service';
import type { Level, Lookup, Place, Title, Titles } from './service';
import { format, parse } from './state';
import type { Spot, State, View } from './state';
import { fillPage, say, sayDate, setLang } from './texts';
import { zoneListingOf, zoneMarksOf } from './zone_listing';
import type { ZoneRow } from './zone_listing';
import * as zoneService from './zone_service';
import type { Zones } from './zone_service';

let state = parse(location.search);
setLang(state.lang);
fillPage(document);

const card = makeCard(need('card'));
const search = makeSearch({
  place: (place) => select(place.code, { push: true, fit: true }),
  zone: (zone) => void selectZone(zone.id, { push: true, fit: true }),
  spot: (spot) => void ask(spot, { push: true, fit: true }),
});
const list = makeList({
  unit: (unit) => change({ unit }),
  sort: (sort) => change({ sort: sort === 'place' ? null : sort }),
  turn: (list) => change({ list }),
  point: (key) => map?.point(key),
  retry: () => void readDay(),
});
const legend = makeLegend({
  hide: (kind, hidden) => change({ hidden: hidden ? [...state.hidden, kind] : state.hidden.filter((k) => k !== kind) }),
  over: (over) => change({ over }),
});
const day = makeDay((on, settled) => goToDay(on, settled));
const base = makeBase((kind) => {
  change({ base: kind });
  base.show(state, map);
});
const status = need('search-status');
let map: SheetMap | null = null;
let shown: Place | null = null;
let found: Lookup | null = null; /* the spot that was asked about, where one was */
let fitWhenReady = false;
let zoneFit = false;
let known: { titles: Titles; zones: Zones } | null = null; /* of the day the page speaks of */

/* ---- the address ---- */

function address(): string {
  return `/${format(state)}`;
}

function keepAddress(push: boolean): void {
  if (address() === location.pathname + location.search) return;
  if (push) history.pushState(null, '', address());
  else history.replaceState(null, '', address());
}

/** What the list and the map show of the day changes; the day itself stays. */
function change(parts: Partial<State>): void {
  state = { ...state, ...parts };
  keepAddress(true);
  showTitles();
}

addEventListener('popstate', () => {
  const before = state;
  state = parse(location.search);
  if (state.lang !== before.lang) return location.reload();
  if (state.sheet !== before.sheet) void startMap();
  else {
    map?.setView(state.view);
    base.show(state, map);
  }
  if (state.on !== before.on) void readDay();
  else showTitles();
  if (nothingSelected()) search.show('');
  reopen(state.view === null);
});

/* ---- what is selected ---- */

interface How {
  push: boolean; /* a new entry in the history */
  fit: boolean; /* move the map there */
  focus?: boolean; /* put the reader at the head of the card */
}

function nothingSelected(): boolean {
  return state.code === null && state.zone === null && state.spot === null;
}

function select(code: string | null, how: How, spot: Spot | null = null): void {
  if (spot === null) setSpot(null, false);
  map?.selectZone(null, false);
  state = { ...state, code, spot, zone: null };
  keepAddress(how.push);
  if (code === null) {
    service.drop('selection');
    setPlace(null, false);
    card.empty();
  } else {
    void open(code, how);
  }
}

async function open(code: string, how: How): Promise<void> {
  if (shown?.code !== code) card.loading();
  try {
    const place = await service.place(code, state.on);
    if (!place) return;
    card.place(place, found, state.on);
    if (!found?.given) search.show(place.name);
    status.textContent = say('selected', { name: place.name, kind: place.kind_label ?? '' });
    setPlace(place, how.fit);
  } catch (e) {
    setPlace(null, false);
    card.failed(e as Error, () => void open(code, how));
  }
}

async function selectZone(id: string, how: How): Promise<void> {
  const same = card.shows() === id;
  if (!same) setSpot(null, false);
  setPlace(null, false);
  state = { ...state, zone: id, code: null, spot: null };
  keepAddress(how.push);
  if (!same) card.loading();
  zoneFit = how.fit;
  map?.selectZone(id, how.fit);
  try {
    const [zone, { zoneCard }] = await Promise.all([zoneService.zone(id, state.on), import('./zone_card')]);
    if (!zone || state.zone !== id) return;
    card.zone(id, zoneCard(zone, state.on));
    search.show(zone.name);
    document.title = `${zone.name} · 四至 Sizhi`;
    status.textContent = say('zoneSelected', { name: zone.name });
    if (how.focus) focusCard();
  } catch (e) {
    card.failed(e as Error, () => void selectZone(id, how));
  }
}

function focusCard(): void {
  need('card').querySelector<HTMLElement>('h2')?.focus();
}

function setPlace(place: Place | null, fit: boolean): void {
  shown = place;
  fitWhenReady = fit;
  document.title = place ? `${place.name} · 四至 Sizhi` : '四至 Sizhi';
  map?.select(place, fit);
}

function setSpot(answer: Lookup | null, fit: boolean): void {
  found = answer;
  map?.setSpot(answer?.point ?? null, fit);
}

/** What lies at a spot.  `level`: the finest one drawn where the reader clicked. */
async function ask(spot: Spot, how: How, level: Level = 'county'): Promise<void> {
  card.loading();
  try {
    const answer = await service.lookup(spot, state.on);
    if (!answer) return;
    const code = divisionAt(answer, level);
    setSpot(answer, how.fit);
    if (code) return select(code, { push: how.push, fit: false }, spot);
    service.drop('selection');
    state = { ...state, code: null, zone: null, spot };
    keepAddress(how.push);
    map?.selectZone(null, false);
    setPlace(null, false);
    card.outside(answer);
    status.textContent = say('outsideText');
  } catch (e) {
    card.failed(e as Error, () => void ask(spot, how, level));
  }
}

function divisionAt(answer: Lookup, level: Level): string | null {
  const order: Level[] = ['province', 'prefecture', 'county'];
  const depth = order.indexOf(level);
  const fit = answer.divisions.filter((d, i) => order.indexOf(d.level ?? order[i] ?? 'county') <= depth);
  return (fit[fit.length - 1] ?? answer.divisions[0])?.code ?? null;
}

/** What the address selects, as it stands: a link came in, or the reader went back. */
function reopen(fit: boolean): void {
  const { code, spot, zone } = state;
  if (zone) return void selectZone(zone, { push: false, fit });
  if (!spot) return select(code, { push: false, fit: fit && code !== null });
  void ask(spot, { push: false, fit }, code === null ? 'county' : service.levelOf(code));
}

/* ---- the day ---- */

function goToDay(on: string | null, settled: boolean): void {
  const moved = on !== state.on;
  state = { ...state, on };
  keepAddress(settled);
  if (!moved) return;
  void readDay();
  if (!nothingSelected()) reopen(false);
}

async function readDay(): Promise<void> {
  list.loading();
  try {
    const [titles, zones] = await Promise.all([service.titles(state.on), zoneService.zones(state.on)]);
    if (!titles || !zones) return;
    if (state.on === null) today = titles.on;
    known = { titles, zones };
    showTitles();
  } catch (e) {
    known = null; /* what another day showed must not pass for this one */
    map?.mark([]);
    map?.zones([], state.on ?? today);
    legend.clear();
    list.failed(e as Error);
  }
}

let today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10); /* in Shanghai, until the service says */

function showTitles(): void {
  if (!known) return;
  const { on, titles } = known.titles;
  const listing = listingOf(titles, state);
  const zones = zoneListingOf(known.zones.zones, state);
  day.show(on, today, changesOf(titles));
  legend.show(listing, zones, state.hidden, state.over);
  list.show(listing, zones, state, on);
  card.around(titles);
  map?.mark(marksOf(listing.rows, markWords));
  map?.zones(zoneMarksOf(zones.rows, zoneWords), on);
}

function zoneWords({ zone, heap }: ZoneRow): string {
  const key = heap === 'over' ? 'zoneMarkOver' : zone.shape === 'host_area' ? 'zoneMarkHost' : heap === 'unsure' ? 'zoneMarkUnsure' : 'zoneMark';
  return say(key, { title: zone.title?.kind_short ?? zone.kind_label });
}

function markWords(title: Title, heap: string): string {
  if (heap === 'now') return title.kind_short;
  return say(heap === 'over' ? 'markOver' : 'markUnsure', { title: title.kind_short });
}

/* ---- the map ---- */

function moved(view: View | null): void {
  drawScale(map?.metresPerPixel());
  drawNorth(map?.north() ?? 0);
  state = { ...state, view };
  keepAddress(false);
}

function progress({ waiting, error }: Progress): void {
  need('map-note').textContent = error ? say('mapFailed', { why: error.message }) : waiting ? say('mapLoading') : '';
  if (error) need('map-wait').hidden = true;
  need('map-retry').hidden = !error;
}

async function startMap(): Promise<void> {
  need('sheet').setAttribute('aria-pressed', String(state.sheet === 'albers'));
  try {
    const { makeMap } = await import('./map/map');
    map?.remove();
    map = makeMap(
      need('map'),
      {
        picked: (lon, lat, level) => void ask({ lon, lat, datum: 'cgcs2000' }, { push: true, fit: false }, level),
        zone: (id) => void selectZone(id, { push: true, fit: true }),
        hovered: (key) => {
          list.mark(key);
          map?.point(key);
        },
        moved,
        progress,
        drawn: () => (need('map-wait').hidden = true),
      },
      { sheet: state.sheet, view: state.view, scale: typeScale() },
    );
  } catch (e) {
    need('map-wait').textContent = say('mapBroken');
    console.error(e);
    return;
  }
  if (shown) map.select(shown, fitWhenReady);
  if (found) map.setSpot(found.point, fitWhenReady);
  if (state.zone) map.selectZone(state.zone, zoneFit);
  showTitles();
  base.show(state, map);
  drawScale(map.metresPerPixel());
}

async function tellSources(): Promise<void> {
  try {
    const about = await service.about();
    base.offer(about.basemap);
    if (about.source_line) need('source').textContent = about.source_line;
    if (about.map_approval) need('approval').textContent = say('approval', { n: about.map_approval });
    need('vintage').textContent = say('vintage', {
      date: sayDate(about.boundary_date ?? ''),
      scale: about.boundary_scale ?? '',
      revision: about.revision ?? '',
    });
  } catch {
    /* the source line stands in the page itself; the rest is not claimed when not known */
  }
}

/* Links to places and zones are followed here, unless the reader wants a new tab. */
for (const id of ['card', 'list']) {
  need(id).addEventListener('click', (e) => {
    const to = (e.target as Element).closest<HTMLElement>('a[data-code], a[data-zone]');
    if (!to || e.ctrlKey || e.metaKey || e.shiftKey || e.button !== 0) return;
    e.preventDefault();
    const { code, zone } = to.dataset;
    if (zone) return void selectZone(zone, { push: true, fit: true, focus: true });
    select(code ?? null, { push: true, fit: true });
    if (id === 'card') focusCard();
  });
}
need('zoom-in').addEventListener('click', () => map?.zoomBy(1));
need('zoom-out').addEventListener('click', () => map?.zoomBy(-1));
need('home').addEventListener('click', () => map?.setView(null));
need('map-retry').addEventListener('click', () => map?.retry());
need('sheet').addEventListener('click', () => {
  state = { ...state, sheet: state.sheet === 'albers' ? 'web' : 'albers' };
  keepAddress(true);
  void startMap();
});
need<HTMLAnchorElement>('language').addEventListener('click', (e) => {
  e.preventDefault();
  location.href = `/${format({ ...state, lang: state.lang === 'zh' ? 'en' : 'zh' })}`;
});

for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-page]')) {
  if (state.lang === 'en') link.href += '?lang=en';
}
if (state.lang === 'en') need('language').textContent = '中文';
makeTypeSwitch(() => void startMap());
makeShare();
if (nothingSelected()) card.empty();
else reopen(state.view === null);
void startMap();
void readDay();
void tellSources();
