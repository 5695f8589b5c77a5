/** map.ts - the map, and the door to it: with its neighbours in this folder the only code that knows
 *  the map library.  The rest of the page speaks of longitudes, latitudes and codes.
 *
 *  There is no basemap and nothing lies over the map: the whole territory, down to 3 degrees north,
 *  is in the first view, and buttons stand outside the frame. */

import { boundingExtent } from 'ol/extent.js';
import Feature from 'ol/Feature.js';
import type Geometry from 'ol/geom/Geometry.js';
import type Point from 'ol/geom/Point.js';
import { defaults as interactions } from 'ol/interaction/defaults.js';
import VectorLayer from 'ol/layer/Vector.js';
import VectorImageLayer from 'ol/layer/VectorImage.js';
import OlMap from 'ol/Map.js';
import { fromLonLat, getPointResolution, toLonLat, transformExtent } from 'ol/proj.js';
import VectorSource from 'ol/source/Vector.js';
import OlView from 'ol/View.js';
import { DARK, LIGHT } from '../palette';
import * as service from '../service';
import type { Collection, Level, Place } from '../service';
import type { View } from '../state';
import { TIERS, tierAt } from './detail';
import { nameStyle, seaNames, seaStyle } from './labels';
import { BoundaryStore, READER } from './shapes';
import type { Progress } from './shapes';
import { makeStyles } from './styles';

const TERRITORY = boundingExtent([fromLonLat([73.3, 3.0]), fromLonLat([135.3, 53.7])]);
const AROUND = transformExtent([62, -4, 147, 60], 'EPSG:4326', 'EPSG:3857');
const MAX_ZOOM = 12;
const CLOSEST_FIT = 9.5; /* a small district is shown with its surroundings */

export interface MapEvents {
  picked(lon: number, lat: number, level: Level): void;
  moved(view: View | null): void; /* null: the whole country, as the page opens */
  progress(progress: Progress): void;
  drawn(): void; /* the first picture stands */
}

export interface SheetMap {
  select(place: Place | null, fit: boolean): void;
  setView(view: View | null): void; /* null: the whole country */
  zoomBy(steps: number): void;
  retry(): void;
  /** Ground metres per screen pixel in the middle of the map. */
  metresPerPixel(): number;
}

export function makeMap(target: HTMLElement, events: MapEvents): SheetMap {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  let styles = makeStyles(dark.matches ? DARK : LIGHT);
  let selected: Place | null = null;
  let atHome = true;
  let first = true;

  const store = new BoundaryStore((progress) => {
    restyle();
    events.progress(progress);
  });
  const lines = new VectorSource({ wrapX: false });
  const outline = new VectorSource<Feature<Geometry>>({ wrapX: false });

  const areaLayer = new VectorImageLayer({
    source: store.areas,
    imageRatio: 1.4,
    style: (f) => {
      const tier = f.get('tier') as number;
      if (store.tierOf(f.get('province') as string) !== tier) return undefined;
      return styles.area(f.get('collection') as Collection, tier);
    },
  });
  const outlineLayer = new VectorLayer({ source: outline, style: () => styles.selected });
  const lineLayer = new VectorLayer({ source: lines, style: (f) => styles.line(String(f.get('kind'))) });
  const seaLayer = new VectorLayer({
    source: seaNames(),
    declutter: 'names',
    style: (f, resolution) => seaStyle(f as Feature<Point>, view.getZoomForResolution(resolution) ?? 0, styles),
  });
  const nameLayer = new VectorLayer({
    source: store.names,
    declutter: 'names',
    style: (f, resolution) => nameStyle(f as Feature<Point>, resolution, store, styles),
  });

  const view = new OlView({
    extent: AROUND,
    constrainOnlyCenter: true,
    minZoom: 2,
    maxZoom: MAX_ZOOM,
    enableRotation: false,
  });
  const map = new OlMap({
    target,
    view,
    layers: [areaLayer, outlineLayer, lineLayer, nameLayer, seaLayer],
    controls: [],
    interactions: interactions({ altShiftDragRotate: false, pinchRotate: false }),
  });

  function restyle(): void {
    for (const layer of [areaLayer, outlineLayer, lineLayer, seaLayer, nameLayer]) layer.changed();
    drawSelection();
  }

  function repaint(): void {
    const palette = dark.matches ? DARK : LIGHT;
    styles = makeStyles(palette);
    target.style.backgroundColor = palette.sea;
    restyle();
  }

  function drawSelection(): void {
    const shape = selected && store.drawn(selected.code, selected.level, provinceOf(selected));
    if (shape) setOutline(shape);
  }

  function setOutline(shape: Geometry | null): void {
    outline.clear(true);
    if (shape) outline.addFeature(new Feature(shape));
    outline.changed();
  }

  async function select(place: Place | null, fit: boolean): Promise<void> {
    service.drop('outline');
    selected = place;
    setOutline(null);
    if (!place) return;
    drawSelection();
    const shape = store.drawn(place.code, place.level, provinceOf(place)) ?? (await fetchOutline(place));
    if (selected !== place || !shape) return;
    if (outline.isEmpty()) setOutline(shape);
    if (fit) fitTo(shape);
  }

  async function fetchOutline(place: Place): Promise<Geometry | null> {
    const depth = { province: 0, prefecture: 1, county: 2 }[place.level];
    const simplify = TIERS[depth]?.simplify ?? '0';
    try {
      const answer = await service.outline(place.code, place.level, simplify);
      return answer?.geometry ? READER.readGeometry(answer.geometry) : null;
    } catch (e) {
      events.progress({ waiting: 0, error: e as Error });
      return null;
    }
  }

  function fitTo(shape: Geometry): void {
    const [width, height] = map.getSize() ?? [300, 300];
    const margin = Math.round(Math.min(width as number, height as number) * 0.14);
    atHome = false;
    view.fit(shape.getExtent(), {
      padding: [margin, margin, margin, margin],
      maxZoom: CLOSEST_FIT,
      duration: still.matches ? 0 : 450,
    });
  }

  function goHome(): void {
    view.cancelAnimations();
    view.fit(TERRITORY, { padding: [8, 8, 8, 8] });
    atHome = true;
  }

  function setView(to: View | null): void {
    if (!to) return goHome();
    view.cancelAnimations();
    view.setCenter(fromLonLat([to.lon, to.lat]));
    view.setZoom(to.z);
    atHome = false;
  }

  function currentView(): View | null {
    const centre = view.getCenter();
    if (atHome || !centre) return null;
    const [lon, lat] = toLonLat(centre) as [number, number];
    return { lon, lat, z: view.getZoom() ?? 0 };
  }

  function loadLines(): void {
    service
      .boundaryLines()
      .then(addLines)
      .catch((e: Error) => events.progress({ waiting: 0, error: e }));
  }

  function addLines(answer: service.Shapes): void {
    lines.addFeatures(READER.readFeatures(answer));
  }

  function pick(coordinate: number[]): void {
    const [lon, lat] = toLonLat(coordinate) as [number, number];
    const level = (['province', 'prefecture', 'county'] as const)[tierAt(view.getZoom() ?? 0)];
    events.picked(lon, lat, level ?? 'county');
  }

  map.on('singleclick', (e) => pick(e.coordinate));
  map.on('pointerdrag', () => (atHome = false));
  target.addEventListener('wheel', () => (atHome = false), { passive: true });
  target.addEventListener('dblclick', () => (atHome = false));
  target.addEventListener('keydown', (e) => {
    const centre = view.getCenter();
    if (e.key === 'Enter' && centre) pick(centre);
    else if (/^(Arrow|[+=_-])/.test(e.key)) atHome = false;
  });
  function settle(): void {
    store.look(view.getZoom() ?? 0, view.calculateExtent());
    restyle();
    events.moved(currentView());
  }
  /* The library tells of a move only from the second picture on. */
  map.once('postrender', settle);
  map.on('moveend', settle);
  map.on('change:size', () => {
    if (atHome) goHome();
  });
  map.on('rendercomplete', () => {
    if (!first || store.arrived.size === 0) return;
    first = false;
    performance.mark('first-picture');
    events.drawn();
  });
  dark.addEventListener('change', repaint);
  repaint();
  goHome();
  store.look(0, TERRITORY);
  loadLines();

  return {
    select: (place, fit) => void select(place, fit),
    setView,
    zoomBy(steps) {
      atHome = false;
      const zoom = (view.getZoom() ?? 0) + steps;
      if (still.matches) view.setZoom(zoom);
      else view.animate({ zoom, duration: 200 });
    },
    retry() {
      if (lines.isEmpty()) loadLines();
      store.retry();
    },
    metresPerPixel() {
      const centre = view.getCenter() ?? fromLonLat([105, 35]);
      return getPointResolution('EPSG:3857', view.getResolution() ?? 1, centre, 'm');
    },
  };
}

function provinceOf(place: Place): string {
  return `${place.code.slice(0, 2)}0000`;
}
