/** map.ts - the map, and the door to it: with its neighbours in this folder the only code that knows
 *  the map library.  The rest of the page speaks of longitudes, latitudes and codes.
 *
 *  There is no basemap unless the reader wants one (ground.ts), and nothing lies over the map: the whole territory, down to 3 degrees north,
 *  is in the first view, and buttons stand outside the frame. */

import { boundingExtent } from 'ol/extent.js';
import type { Extent } from 'ol/extent.js';
import Feature from 'ol/Feature.js';
import type Geometry from 'ol/geom/Geometry.js';
import Point from 'ol/geom/Point.js';
import { defaults as interactions } from 'ol/interaction/defaults.js';
import Layer from 'ol/layer/Layer.js';
import VectorLayer from 'ol/layer/Vector.js';
import VectorImageLayer from 'ol/layer/VectorImage.js';
import OlMap from 'ol/Map.js';
import { fromLonLat, getPointResolution, toLonLat, transformExtent } from 'ol/proj.js';
import VectorSource from 'ol/source/Vector.js';
import OlView from 'ol/View.js';
import { DARK, LIGHT } from '../palette';
import * as service from '../service';
import type { Mark } from '../listing';
import type { ZoneMark } from '../zone_listing';
import type { Collection, Level, Place } from '../service';
import type { Base, Sheet, View } from '../state';
import { ALBERS, useAlbers } from './albers';
import { TIERS, tierAt } from './detail';
import { nameStyle, seaNames, seaStyle } from './labels';
import { BoundaryStore, readerFor } from './shapes';
import type { Progress } from './shapes';
import { makeStyles } from './styles';
import { ThemeStore } from './themes';
import { ZoneStore, partStyle } from './zones';

/* What must be seen at first: the far ends of the land, the dash line and the islands in it.  On the
 * conic sheet a box of degrees would be half sea. */
const FAR_ENDS = [[73.3, 39.5], [78.8, 31], [97.4, 27.8], [107.5, 15], [109.2, 6], [112, 3], [119, 10], [123, 24], [124.7, 25.9],
  [135.3, 48.4], [121.4, 53.7], [87, 49.3]] as const;
const AROUND = [62, -4, 147, 60];
const EDGE_STOPS = 12;
const MAX_ZOOM = 15; /* a part of a zone may be a few streets */
const CLOSEST_FIT = 9.5; /* a small district is shown with its surroundings */
const CLOSEST_ZONE = 14;
const HOST_ZOOM = 8; /* where a zone without limits lies: the place and what is around it */

export interface MapEvents {
  picked(lon: number, lat: number, level: Level): void;
  zone?(id: string): void; /* its badge was clicked */
  hovered(key: string | null): void; /* a place that is marked for something, by its code, or a zone by its id */
  moved(view: View | null): void; /* null: the whole country, as the page opens */
  progress(progress: Progress): void;
  drawn(): void; /* the first picture stands */
}

export interface Options {
  sheet: Sheet;
  view: View | null;
  scale: number; /* of type */
}

export interface SheetMap {
  mark(marks: readonly Mark[]): void; /* which places are drawn as holders of what */
  zones(marks: readonly ZoneMark[], on: string): void;
  selectZone(id: string | null, fit: boolean): void;
  point(key: string | null): void; /* the reader points at it elsewhere */
  setSpot(spot: { lon: number; lat: number } | null, fit: boolean): void;
  select(place: Place | null, fit: boolean): void;
  setView(view: View | null): void; /* null: the whole country */
  zoomBy(steps: number): void;
  /** Lays a basemap below; null: none.  missing: part of it could not be had. */
  setBase(base: Base | null, missing: () => void): void;
  retry(): void;
  /** Ground metres per screen pixel in the middle of the map. */
  metresPerPixel(): number;
  /** Degrees clockwise from up to north, in the middle of the map. */
  north(): number;
  remove(): void;
}

export function makeMap(target: HTMLElement, events: MapEvents, options: Options): SheetMap {
  if (options.sheet === 'albers') useAlbers();
  const projection = options.sheet === 'albers' ? ALBERS : 'EPSG:3857';
  const reader = readerFor(projection);
  const extentOf = (degrees: number[]): number[] => transformExtent(degrees, 'EPSG:4326', projection, EDGE_STOPS);
  const territory = boundingExtent(FAR_ENDS.map(([lon, lat]) => fromLonLat([lon, lat], projection)));
  const place = (lon: number, lat: number): number[] => fromLonLat([lon, lat], projection);
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  const over = new AbortController(); /* ends what listens when the map goes */
  let styles = makeStyles(dark.matches ? DARK : LIGHT, options.scale);
  let selected: Place | null = null;
  let atHome = true;
  let first = true;
  let base: Base | null = null;
  let baseMissing = (): void => undefined;
  const paper = matchMedia('print');

  const store = new BoundaryStore(projection, (progress) => {
    themes.grow();
    restyle();
    events.progress(progress);
  });
  const themes = new ThemeStore(store, reader, (error) => {
    restyle();
    if (error) events.progress({ waiting: 0, error });
  });
  const zones = new ZoneStore(projection, reader, (error) => {
    redrawZones();
    if (error) events.progress({ waiting: 0, error });
  });
  let zoneFit = false; /* the map is to go to the selected zone as soon as it is known where that is */
  const lines = new VectorSource({ wrapX: false });
  const outline = new VectorSource<Feature<Geometry>>({ wrapX: false });
  const pointed = new VectorSource<Feature<Geometry>>({ wrapX: false });
  const spot = new VectorSource<Feature<Geometry>>({ wrapX: false });

  const areaLayer = new VectorImageLayer({
    source: store.areas,
    imageRatio: 1.4,
    style: (f) => {
      const tier = f.get('tier') as number;
      if (store.tierOf(f.get('province') as string) !== tier) return undefined;
      return styles.area(f.get('collection') as Collection, tier);
    },
  });
  const themeLayer = new VectorImageLayer({
    source: themes.areas,
    imageRatio: 1.4,
    style: (f) => themes.areaStyle(f as Feature<Geometry>, styles),
  });
  const signLayer = new VectorLayer({
    source: themes.signs,
    declutter: 'names',
    style: (f, resolution) => themes.signStyle(f as Feature<Point>, resolution, styles),
  });
  const zoneLayer = new VectorLayer({ source: zones.areas, style: (f) => zones.areaStyle(f as Feature<Geometry>, styles) });
  const strongLayer = new VectorLayer({
    source: zones.strong,
    declutter: 'names',
    style: (f, resolution) => partStyle(f as Feature<Geometry>, resolution, styles),
  });
  const zoomOf = (resolution: number): number => view.getZoomForResolution(resolution) ?? 0;
  const overLayer = new VectorLayer({
    source: zones.signs,
    declutter: 'names',
    style: (f, resolution) => zones.overStyle(f as Feature<Point>, zoomOf(resolution), styles),
  });
  const underLayer = new VectorLayer({
    source: zones.signs,
    declutter: 'names',
    style: (f, resolution) => zones.underStyle(f as Feature<Point>, zoomOf(resolution), styles),
  });
  const pointedLayer = new VectorLayer({ source: pointed, style: (f) => (f.getGeometry() instanceof Point ? styles.aim : styles.marked) });
  const spotLayer = new VectorLayer({ source: spot, style: () => styles.spot });
  const outlineLayer = new VectorLayer({ source: outline, style: () => styles.selected });
  const lineLayer = new VectorLayer({ source: lines, style: (f) => styles.line(String(f.get('kind'))) });
  const seaLayer = new VectorLayer({
    source: seaNames(projection),
    declutter: 'names',
    style: (f, resolution) => seaStyle(f as Feature<Point>, zoomOf(resolution), styles),
  });
  const nameLayer = new VectorLayer({
    source: store.names,
    declutter: 'names',
    style: (f, resolution) => nameStyle(f as Feature<Point>, resolution, store, themes.marks, styles, (at, width, height) => zones.dodge(at, resolution, width, height)),
  });

  const view = new OlView({
    projection,
    extent: extentOf(AROUND),
    constrainOnlyCenter: true,
    minZoom: 2,
    maxZoom: MAX_ZOOM,
    enableRotation: false,
  });
  const map = new OlMap({
    target,
    view,
    layers: [
      areaLayer, themeLayer, zoneLayer, outlineLayer, strongLayer, pointedLayer, lineLayer,
      signLayer, underLayer, nameLayer, seaLayer, overLayer, spotLayer, /* of names those further on here come first */
    ],
    controls: [],
    interactions: interactions({ altShiftDragRotate: false, pinchRotate: false }),
  });

  function redrawZones(): void {
    for (const layer of [overLayer, underLayer, zoneLayer, strongLayer]) layer.changed();
  }

  function restyle(): void {
    map.getLayers().forEach((layer) => layer.changed());
    drawSelection();
  }

  /* Where one place fills the picture, what lies below it is what the reader wants to see. */
  function fade(above: boolean): void {
    themeLayer.setOpacity(above ? ((view.getZoom() ?? 0) < CLOSEST_FIT ? 0.8 : 0.35) : 1);
  }

  function repaint(): void {
    const above = base !== null && !paper.matches;
    const palette = (above ? base === 'img' : dark.matches) ? DARK : LIGHT;
    styles = makeStyles(palette, options.scale, above);
    target.style.backgroundColor = above ? palette.land : palette.sea; /* where tiles are missing, nothing is sea */
    fade(above);
    restyle();
  }

  /* Only once our own picture stands: it is not to wait for anybody's tiles. */
  async function layBase(): Promise<void> {
    const { lay } = await import('./ground');
    lay(map, Layer, base, baseMissing);
    repaint();
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
    if (fit) fitTo(shape.getExtent());
  }

  async function fetchOutline(place: Place): Promise<Geometry | null> {
    const depth = { province: 0, prefecture: 1, county: 2 }[place.level];
    const simplify = TIERS[depth]?.simplify ?? '0';
    try {
      const answer = await service.outline(place.code, place.level, simplify);
      return answer?.geometry ? reader.readGeometry(answer.geometry) : null;
    } catch (e) {
      events.progress({ waiting: 0, error: e as Error });
      return null;
    }
  }

  function fitTo(extent: Extent, closest = CLOSEST_FIT): void {
    const [width, height] = map.getSize() ?? [300, 300];
    const margin = Math.round(Math.min(width as number, height as number) * 0.14);
    atHome = false;
    view.fit(extent, {
      padding: [margin, margin, margin, margin],
      maxZoom: closest,
      duration: still.matches ? 0 : 450,
    });
  }

  async function selectZone(id: string | null, fit: boolean): Promise<void> {
    zoneFit = fit;
    const found = await zones.select(id);
    redrawZones();
    if (id === null || zones.selected !== id) return;
    const at = zones.point(id);
    pointTo(found ? null : at);
    if (!zoneFit || !at) return;
    zoneFit = false;
    if (found) fitTo(found, CLOSEST_ZONE);
    else fitTo(boundingExtent([at]), HOST_ZOOM);
  }

  /** Ring a spot: what was asked about, or the place of a zone that has no limits. */
  function pointTo(at: number[] | null): void {
    spot.clear(true);
    if (at) spot.addFeature(new Feature<Geometry>(new Point(at)));
    spot.changed();
  }

  function goHome(): void {
    view.cancelAnimations();
    view.fit(territory, { padding: [8, 8, 8, 8] });
    atHome = true;
  }

  function setView(to: View | null): void {
    if (!to) return goHome();
    view.cancelAnimations();
    view.setCenter(place(to.lon, to.lat));
    view.setZoom(to.z);
    atHome = false;
  }

  function currentView(): View | null {
    const centre = view.getCenter();
    if (atHome || !centre) return null;
    const [lon, lat] = toLonLat(centre, projection) as [number, number];
    return { lon, lat, z: view.getZoom() ?? 0 };
  }

  function loadLines(): void {
    service
      .boundaryLines()
      .then(addLines)
      .catch((e: Error) => events.progress({ waiting: 0, error: e }));
  }

  function addLines(answer: service.Shapes): void {
    lines.addFeatures(reader.readFeatures(answer));
  }

  function pick(coordinate: number[]): void {
    const [lon, lat] = toLonLat(coordinate, projection) as [number, number];
    const level = (['province', 'prefecture', 'county'] as const)[tierAt(view.getZoom() ?? 0)];
    events.picked(lon, lat, level ?? 'county');
  }

  map.on('singleclick', (e) => {
    const zone = zones.at(e.coordinate, view.getResolution() ?? 1);
    if (zone === null) pick(e.coordinate);
    else events.zone?.(zone);
  });
  let hovered: string | null = null;
  function hover(code: string | null): void {
    if (code === hovered) return;
    hovered = code;
    events.hovered(code);
  }
  map.on('pointermove', (e) => {
    if (e.dragging) return;
    const resolution = view.getResolution() ?? 1;
    const zone = zones.at(e.coordinate, resolution);
    target.style.cursor = zone === null ? '' : 'pointer';
    hover(zone ?? themes.at(e.coordinate, resolution));
  });
  target.addEventListener('pointerleave', () => hover(null), { signal: over.signal });
  map.on('pointerdrag', () => (atHome = false));
  target.addEventListener('wheel', () => (atHome = false), { passive: true, signal: over.signal });
  target.addEventListener('dblclick', () => (atHome = false), { signal: over.signal });
  target.addEventListener('keydown', (e) => {
    const centre = view.getCenter();
    if (e.key === 'Enter' && centre) pick(centre);
    else if (/^(Arrow|[+=_-])/.test(e.key)) atHome = false;
  }, { signal: over.signal });
  function settle(): void {
    store.look(view.getZoom() ?? 0, view.calculateExtent());
    if (themes.marks.size) void themes.look(tierAt(view.getZoom() ?? 0));
    void zones.look(view.getZoom() ?? 0);
    fade(base !== null && !paper.matches);
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
    if (base) void layBase();
  });
  dark.addEventListener('change', repaint, { signal: over.signal });
  /* Printed without: paper has our own land and sea. */
  paper.addEventListener('change', () => {
    if (!base) return;
    map.getLayers().forEach((layer) => layer.get('ground') && layer.setVisible(!paper.matches));
    repaint();
    map.renderSync();
  }, { signal: over.signal });
  repaint();
  setView(options.view);
  store.look(view.getZoom() ?? 0, view.calculateExtent(map.getSize()));
  loadLines();

  return {
    mark(marks) {
      themes.set(marks);
      void themes.look(tierAt(view.getZoom() ?? 0));
      restyle();
    },
    zones(marks, on) {
      zones.set(marks, on);
      target.dataset.zones = String(zones.count);
      void zones.look(view.getZoom() ?? 0);
      void selectZone(zones.selected, zoneFit);
    },
    selectZone: (id, fit) => void selectZone(id, fit),
    point(key) {
      const zone = key === null ? null : zones.point(key);
      const shape = key === null ? null : zone ? new Point(zone) : themes.shape(key);
      pointed.clear(true);
      if (shape) pointed.addFeature(new Feature(shape));
      pointed.changed();
    },
    setSpot(at, fit) {
      pointTo(at && place(at.lon, at.lat));
      if (at && fit) setView({ ...at, z: CLOSEST_FIT });
    },
    select: (place, fit) => void select(place, fit),
    setView,
    zoomBy(steps) {
      atHome = false;
      const zoom = (view.getZoom() ?? 0) + steps;
      if (still.matches) view.setZoom(zoom);
      else view.animate({ zoom, duration: 200 });
    },
    setBase(wanted, missing) {
      base = wanted;
      baseMissing = missing;
      if (!first) void layBase();
    },
    retry() {
      if (lines.isEmpty()) loadLines();
      store.retry();
      void zones.look(view.getZoom() ?? 0);
      if (themes.marks.size) void themes.look(tierAt(view.getZoom() ?? 0));
    },
    metresPerPixel() {
      const centre = view.getCenter() ?? place(105, 35);
      return getPointResolution(projection, view.getResolution() ?? 1, centre, 'm');
    },
    north() {
      const centre = view.getCenter() ?? place(105, 35);
      const [lon, lat] = toLonLat(centre, projection) as [number, number];
      const [x, y] = place(lon, Math.min(84, lat + 0.1)) as [number, number];
      return (Math.atan2(x - (centre[0] as number), y - (centre[1] as number)) * 180) / Math.PI;
    },
    remove() {
      over.abort();
      map.setTarget(undefined);
      map.dispose();
    },
  };
}

function provinceOf(place: Place): string {
  return `${place.code.slice(0, 2)}0000`;
}
