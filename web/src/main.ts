/** main.ts - wires the page together: address, search, map and card.
 *
 *  A selection makes a new entry in the history, a move of the map only rewrites the current one.
 *  The page answers searches before the map's code has arrived. */

import { makeCard } from './card';
import { need } from './dom';
import type { SheetMap } from './map/map';
import type { Progress } from './map/shapes';
import { makeSearch } from './search';
import * as service from './service';
import type { Level, Lookup, Place } from './service';
import { format, parse } from './state';
import type { View } from './state';
import { fillPage, say, sayDate, setLang } from './texts';

const state = parse(location.search);
setLang(state.lang);
fillPage(document);

const card = makeCard(need('card'));
const search = makeSearch((place) => select(place.code, { push: true, fit: true }));
const status = need('search-status');
let map: SheetMap | null = null;
let shown: Place | null = null;
let fitWhenReady = false;

interface How {
  push: boolean; /* a new entry in the history */
  fit: boolean; /* move the map there */
  found?: Lookup; /* the click that led here */
}

function select(code: string | null, how: How): void {
  if (how.push && code !== state.code) {
    state.code = code;
    history.pushState(null, '', address());
  }
  state.code = code;
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
    const place = await service.place(code);
    if (!place) return;
    card.place(place, how.found ?? null);
    search.show(place.name);
    status.textContent = say('selected', { name: place.name, kind: place.kind_label ?? '' });
    setPlace(place, how.fit);
  } catch (e) {
    setPlace(null, false);
    card.failed(e as Error, () => select(code, { ...how, push: false }));
  }
}

function setPlace(place: Place | null, fit: boolean): void {
  shown = place;
  fitWhenReady = fit;
  document.title = place ? `${place.name} · 四至 Sizhi` : '四至 Sizhi';
  map?.select(place, fit);
}

/** A click on the map: the level is the finest one drawn there. */
async function pick(lon: number, lat: number, level: Level): Promise<void> {
  card.loading();
  try {
    const found = await service.lookup(lon, lat);
    if (!found) return;
    const hit = divisionAt(found, level);
    if (hit) return select(hit, { push: true, fit: false, found });
    select(null, { push: true, fit: false });
    search.show('');
    card.outside(found);
    status.textContent = say('outsideText');
  } catch (e) {
    card.failed(e as Error, () => void pick(lon, lat, level));
  }
}

function divisionAt(found: Lookup, level: Level): string | null {
  const order: Level[] = ['province', 'prefecture', 'county'];
  const depth = order.indexOf(level);
  const fit = found.divisions.filter((d, i) => order.indexOf(d.level ?? order[i] ?? 'county') <= depth);
  return (fit[fit.length - 1] ?? found.divisions[0])?.code ?? null;
}

function address(): string {
  return `/${format(state)}`;
}

function moved(view: View | null): void {
  drawScale();
  state.view = view;
  if (address() !== location.pathname + location.search) history.replaceState(null, '', address());
}

function progress({ waiting, error }: Progress): void {
  const retry = need('map-retry');
  need('map-note').textContent = error ? say('mapFailed', { why: error.message }) : waiting ? say('mapLoading') : '';
  if (error) need('map-wait').hidden = true;
  retry.hidden = !error;
}

/** A round distance that is at most 90 px long. */
function drawScale(): void {
  const perPixel = map?.metresPerPixel();
  if (!perPixel) return;
  const most = perPixel * 90;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = ([5, 2, 1].find((n) => n * power <= most) ?? 1) * power;
  need('scale-bar').style.width = `${Math.round(metres / perPixel)}px`;
  need('scale-text').textContent =
    metres < 1000 ? say('metres', { n: metres }) : say('kilometres', { n: metres / 1000 });
}

async function startMap(): Promise<void> {
  try {
    const { makeMap } = await import('./map/map');
    map = makeMap(need('map'), {
      picked: (lon, lat, level) => void pick(lon, lat, level),
      moved,
      progress,
      drawn: () => (need('map-wait').hidden = true),
    });
  } catch (e) {
    need('map-wait').textContent = say('mapBroken');
    console.error(e);
    return;
  }
  if (state.view) map.setView(state.view);
  if (shown) map.select(shown, fitWhenReady);
  drawScale();
}

async function tellSources(): Promise<void> {
  try {
    const about = await service.about();
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

/* Links to places inside the card are followed here, unless the reader wants a new tab. */
need('card').addEventListener('click', (e) => {
  const to = (e.target as Element).closest<HTMLElement>('a[data-code]');
  if (!to || e.ctrlKey || e.metaKey || e.shiftKey || e.button !== 0) return;
  e.preventDefault();
  select(to.dataset.code ?? null, { push: true, fit: true });
  need('card').querySelector<HTMLElement>('h2')?.focus();
});
need('zoom-in').addEventListener('click', () => map?.zoomBy(1));
need('zoom-out').addEventListener('click', () => map?.zoomBy(-1));
need('home').addEventListener('click', () => map?.setView(null));
need('map-retry').addEventListener('click', () => map?.retry());
need<HTMLAnchorElement>('language').addEventListener('click', (e) => {
  e.preventDefault();
  location.href = `/${format({ ...state, lang: state.lang === 'zh' ? 'en' : 'zh' })}`;
});
addEventListener('popstate', () => {
  const before = parse(location.search);
  state.view = before.view;
  map?.setView(before.view);
  if (before.code === null) search.show('');
  select(before.code, { push: false, fit: before.code !== null && before.view === null });
});

need<HTMLAnchorElement>('notices').href = service.noticePage();
if (state.lang === 'en') need('language').textContent = '中文';
select(state.code, { push: false, fit: state.view === null });
void startMap();
void tellSources();
