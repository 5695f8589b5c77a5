/** shape_sheet.ts - the map of a desk: shapes with a role each over the boundaries, as close as one likes.
 *  Whoever shows it speaks of GeoJSON in longitudes and latitudes; maps that are twins share one view
 *  and one cross. */

import { isEmpty } from 'ol/extent.js';
import Feature from 'ol/Feature.js';
import type Geometry from 'ol/geom/Geometry.js';
import MultiLineString from 'ol/geom/MultiLineString.js';
import Point from 'ol/geom/Point.js';
import { defaults as interactions } from 'ol/interaction/defaults.js';
import VectorLayer from 'ol/layer/Vector.js';
import VectorImageLayer from 'ol/layer/VectorImage.js';
import OlMap from 'ol/Map.js';
import { fromLonLat, getPointResolution, toLonLat, transformExtent } from 'ol/proj.js';
import VectorSource from 'ol/source/Vector.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import OlView from 'ol/View.js';
import { DARK, LIGHT } from '../palette';
import * as service from '../service';
import type { Collection } from '../service';
import { nameStyle, seaNames, seaStyle } from './labels';
import { isSign, shapeStyles, type ShapeRole } from './shape_looks';
import { BoundaryStore, readerFor } from './shapes';
import { makeStyles } from './styles';

export interface GeoShape {
  type: string;
  coordinates: unknown;
}

export interface MapShape {
  id: string;
  role: ShapeRole;
  geometry: GeoShape;
  label?: string | undefined; /* stands in it: a number, a letter */
  plain?: boolean; /* no pattern inside while it is not the chosen one, the label at its edge */
  box?: boolean; /* a box that stands for many shapes */
}

export interface SheetEvents {
  picked(id: string | null): void; /* null: where no shape is */
  moved(metresPerPixel: number): void;
  failed(error: Error | null): void;
}

/** What maps share that lie side by side.  The first one fills it. */
export interface Twin {
  view?: OlView;
  crosses: Set<(at: number[] | null) => void>;
}

export interface ShapeSheet {
  readonly map: OlMap;
  readonly shapes: VectorSource<Feature<Geometry>>;
  aim(on: boolean): void; /* a cross in the middle, for those who draw without a mouse */
  show(shapes: readonly MapShape[]): void;
  select(id: string | null): void;
  fit(ids?: readonly string[]): void; /* none: everything */
  zoomBy(steps: number): void;
  retry(): void;
  remove(): void;
}

const PROJECTION = 'EPSG:3857';
const AROUND = [62, -4, 147, 60];
const MAX_ZOOM = 19;
const CLOSEST_FIT = 16;
const SIGN_FIT = 8; /* a place that is a sign is shown with what lies around it */
const POINT_FIT = 13;

function viewFor(twin: Twin | undefined): OlView {
  const view = twin?.view ?? new OlView({
    projection: PROJECTION,
    extent: transformExtent(AROUND, 'EPSG:4326', PROJECTION, 12),
    constrainOnlyCenter: true,
    center: fromLonLat([105, 35], PROJECTION),
    zoom: 4,
    minZoom: 3,
    maxZoom: MAX_ZOOM,
    enableRotation: false,
  });
  if (twin) twin.view = view;
  return view;
}

export function makeShapeSheet(target: HTMLElement, events: SheetEvents, scale: number, twin?: Twin): ShapeSheet {
  const reader = readerFor(PROJECTION);
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  const over = new AbortController();
  const view = viewFor(twin);
  const nobody = new Map();
  let styles = makeStyles(LIGHT, scale);
  let looks = shapeStyles(LIGHT, scale);
  let chosen: string | null = null;
  let aiming = false;

  const store = new BoundaryStore(PROJECTION, ({ error }) => {
    restyle();
    events.failed(error);
  });
  const shapes = new VectorSource<Feature<Geometry>>({ wrapX: false });
  const lines = new VectorSource({ wrapX: false });
  const cross = new VectorSource<Feature<Geometry>>({ wrapX: false });
  const crossLine = new Feature<Geometry>();

  const shapeLayer = new VectorLayer({
    source: shapes,
    style: (f) => looks(f as Feature<Geometry>, f.getId() === chosen),
  });
  const map = new OlMap({
    target,
    view,
    layers: [
      new VectorImageLayer({
        source: store.areas,
        imageRatio: 1.2,
        style: (f) => {
          const tier = f.get('tier') as number;
          return store.tierOf(f.get('province') as string) === tier ? styles.area(f.get('collection') as Collection, tier) : undefined;
        },
      }),
      new VectorLayer({ source: lines, style: (f) => styles.line(String(f.get('kind'))) }),
      new VectorLayer({
        source: store.names,
        declutter: 'names',
        style: (f, resolution) => nameStyle(f as Feature<Point>, resolution, store, nobody, styles),
      }),
      new VectorLayer({
        source: seaNames(PROJECTION),
        declutter: 'names',
        style: (f, resolution) => seaStyle(f as Feature<Point>, view.getZoomForResolution(resolution) ?? 0, styles),
      }),
      shapeLayer,
      new VectorLayer({ source: cross, style: () => crossStyle }),
    ],
    controls: [],
    interactions: interactions({ altShiftDragRotate: false, pinchRotate: false, doubleClickZoom: false }),
  });
  let crossStyle = new Style();

  function restyle(): void {
    map.getLayers().forEach((layer) => layer.changed());
  }

  function repaint(): void {
    const palette = dark.matches ? DARK : LIGHT;
    styles = makeStyles(palette, scale);
    looks = shapeStyles(palette, scale);
    crossStyle = new Style({ stroke: new Stroke({ color: palette.name, width: 1, lineDash: [4, 3] }) });
    target.style.backgroundColor = palette.sea;
    restyle();
  }

  function metresPerPixel(): number {
    return getPointResolution(PROJECTION, view.getResolution() ?? 1, view.getCenter() ?? fromLonLat([105, 35]), 'm');
  }

  function settle(): void {
    store.look(view.getZoom() ?? 0, view.calculateExtent(map.getSize()));
    events.moved(metresPerPixel());
    if (aiming) aim(true);
  }

  function fit(ids?: readonly string[]): void {
    const wanted = shapes.getFeatures().filter((f) => !ids || ids.includes(String(f.getId())));
    const all = new VectorSource({ features: wanted.map((f) => new Feature(f.getGeometry())) }).getExtent();
    if (!all || isEmpty(all)) return;
    const [width = 300, height = 300] = map.getSize() ?? [];
    const margin = Math.round(Math.min(width, height) * 0.12);
    view.cancelAnimations();
    const closest = wanted.every((f) => isSign(f.get('role') as ShapeRole)) ? SIGN_FIT : wanted.every((f) => f.getGeometry() instanceof Point) ? POINT_FIT : CLOSEST_FIT;
    view.fit(all, { padding: [margin, margin, margin, margin], maxZoom: closest, duration: still.matches || !ids ? 0 : 300 });
  }

  /* As far as the frame goes: the view is the same in all of them. */
  function drawCross(at: number[] | null): void {
    cross.clear(true);
    if (at) {
      const [x, y] = at as [number, number];
      const [x0, y0, x1, y1] = view.calculateExtent(map.getSize()) as [number, number, number, number];
      crossLine.setGeometry(new MultiLineString([[[x0, y], [x1, y]], [[x, y0], [x, y1]]]));
      cross.addFeature(crossLine);
    }
    cross.changed();
  }

  map.on('singleclick', (e) => {
    const found = map.forEachFeatureAtPixel(e.pixel, (f) => (f.get('role') === 'host' ? undefined : String(f.getId())), {
      layerFilter: (layer) => layer === shapeLayer,
      hitTolerance: 5,
    });
    events.picked(found ?? null);
  });
  map.once('postrender', settle);
  map.on('moveend', settle);
  if (twin) {
    twin.crosses.add(drawCross);
    map.on('pointermove', (e) => twin.crosses.forEach((draw) => draw(e.coordinate)));
    target.addEventListener('pointerleave', () => twin.crosses.forEach((draw) => draw(null)), { signal: over.signal });
  }
  dark.addEventListener('change', repaint, { signal: over.signal });
  repaint();
  settle();
  const loadLines = (): void => void service.boundaryLines().then((answer) => lines.addFeatures(reader.readFeatures(answer)), events.failed);
  loadLines();

  function aim(on: boolean): void {
    aiming = on;
    drawCross(on ? (view.getCenter() ?? null) : null);
  }

  return {
    map,
    shapes,
    aim,
    show(wanted) {
      shapes.clear(true);
      shapes.addFeatures(wanted.map(({ id, role, geometry, label, plain, box }) => {
        const drawn = reader.readGeometry(geometry) as Geometry;
        const made = new Feature<Geometry>({ geometry: drawn, role, label, plain, box });
        made.setId(id);
        return made;
      }));
      shapes.changed();
    },
    select(id) {
      chosen = id;
      shapeLayer.changed();
    },
    fit,
    zoomBy(steps) {
      const zoom = (view.getZoom() ?? 0) + steps;
      if (still.matches) view.setZoom(zoom);
      else view.animate({ zoom, duration: 200 });
    },
    retry() {
      if (lines.isEmpty()) loadLines();
      store.retry();
    },
    remove() {
      over.abort();
      twin?.crosses.delete(drawCross);
      map.setTarget(undefined);
      map.dispose();
    },
  };
}

/** A point of the map in degrees, as the service takes them: eight decimals are a millimetre. */
export function degrees(at: number[]): [number, number] {
  const [lon, lat] = toLonLat(at, PROJECTION) as [number, number];
  return [Number(lon.toFixed(8)), Number(lat.toFixed(8))];
}
