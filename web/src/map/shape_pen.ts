/** shape_pen.ts - drawing on a desk's map: one figure at a time, points set by clicks or, without a mouse,
 *  by Enter in the middle of the map; what is drawn snaps to borders and can be dragged afterwards. */

import type { Coordinate } from 'ol/coordinate.js';
import { never } from 'ol/events/condition.js';
import Feature from 'ol/Feature.js';
import type Geometry from 'ol/geom/Geometry.js';
import LineString from 'ol/geom/LineString.js';
import Point from 'ol/geom/Point.js';
import Polygon from 'ol/geom/Polygon.js';
import Draw from 'ol/interaction/Draw.js';
import Modify from 'ol/interaction/Modify.js';
import Snap from 'ol/interaction/Snap.js';
import VectorLayer from 'ol/layer/Vector.js';
import { fromLonLat } from 'ol/proj.js';
import VectorSource from 'ol/source/Vector.js';
import { DARK, LIGHT } from '../palette';
import { shapeStyles } from './shape_looks';
import { degrees, type ShapeSheet } from './shape_sheet';

export type LonLat = [lon: number, lat: number];

export interface Figure {
  id: string;
  kind: 'area' | 'line';
  label?: string | undefined;
  points: readonly LonLat[];
}

export interface PenEvents {
  changed(id: string, points: LonLat[]): void; /* a figure was drawn, or dragged */
  drawing(points: number | null): void; /* how many are set so far; null: nothing is being drawn */
}

export interface Pen {
  show(figures: readonly Figure[]): void;
  draw(figure: Omit<Figure, 'points'>): void; /* begin; what there was is kept until it is done */
  finish(): void;
  undo(): void; /* the last point */
  stop(): void;
  remove(): void;
}

const LEAST = { area: 3, line: 2 } as const;

function geometryOf({ kind, points }: Figure): Geometry | null {
  const at = points.map(([lon, lat]) => fromLonLat([lon, lat]));
  if (at.length === 0) return null;
  if (at.length === 1) return new Point(at[0] as Coordinate);
  return kind === 'area' && at.length > 2 ? new Polygon([[...at, at[0] as Coordinate]]) : new LineString(at);
}

function cornersOf(geometry: Geometry | undefined): Coordinate[] {
  if (geometry instanceof Polygon) return geometry.getCoordinates()[0]?.slice(0, -1) ?? [];
  if (geometry instanceof LineString) return geometry.getCoordinates();
  return geometry instanceof Point ? [geometry.getCoordinates()] : [];
}

export function makePen(sheet: ShapeSheet, target: HTMLElement, scale: number, events: PenEvents): Pen {
  const { map } = sheet;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const over = new AbortController();
  const figures = new VectorSource<Feature<Geometry>>({ wrapX: false });
  let looks = shapeStyles(LIGHT, scale);
  const layer = new VectorLayer({ source: figures, style: (f) => looks(f as Feature<Geometry>, false), zIndex: 1 });
  const modify = new Modify({ source: figures, pixelTolerance: 12 });
  const snaps = [new Snap({ source: sheet.shapes, pixelTolerance: 9 }), new Snap({ source: figures, pixelTolerance: 9 })];
  let draw: Draw | null = null;

  function repaint(): void {
    looks = shapeStyles(dark.matches ? DARK : LIGHT, scale);
    layer.changed();
  }

  function changed(feature: Feature<Geometry>): void {
    const corners = cornersOf(feature.getGeometry()).map(degrees);
    events.changed(String(feature.getId()), corners.filter((at, i) => i === 0 || String(at) !== String(corners[i - 1])));
  }

  /* Whoever snaps must come after whoever draws. */
  function arrange(): void {
    for (const each of snaps) map.removeInteraction(each);
    for (const each of snaps) map.addInteraction(each);
  }

  function stop(): void {
    if (draw) map.removeInteraction(draw);
    draw = null;
    modify.setActive(true);
    sheet.aim(false);
    events.drawing(null);
  }

  function begin({ id, kind, label }: Omit<Figure, 'points'>): void {
    stop();
    modify.setActive(false);
    const mine = new Draw({ type: kind === 'area' ? 'Polygon' : 'LineString', stopClick: true, freehandCondition: never, style: (f) => looks(f as Feature<Geometry>, false) });
    const tell = (geometry: Geometry): void => {
      const line = geometry instanceof Polygon ? geometry.getCoordinates()[0]?.slice(0, -1) : geometry instanceof LineString ? geometry.getCoordinates() : [];
      events.drawing(Math.max(0, (line?.length ?? 0) - 1)); /* the last one still follows the pointer */
    };
    mine.on('drawstart', ({ feature }) => {
      feature.set('role', kind === 'area' ? 'drawn' : 'declared');
      feature.set('label', label);
      feature.getGeometry()?.on('change', (e) => tell(e.target as Geometry));
      events.drawing(1);
    });
    mine.on('drawend', ({ feature }) => {
      feature.setId(id);
      setTimeout(() => { /* not under the library's feet */
        if (draw === mine) stop();
        changed(feature as Feature<Geometry>);
      });
    });
    draw = mine;
    map.addInteraction(mine);
    arrange();
    events.drawing(0);
  }

  function key(e: KeyboardEvent): void {
    if (!draw || e.isComposing) return;
    const centre = map.getView().getCenter();
    if (/^Arrow/.test(e.key)) sheet.aim(true);
    if (e.key === 'Enter' && centre) {
      sheet.aim(true);
      draw.appendCoordinates([centre]);
    } else if (e.key === 'Backspace') draw.removeLastPoint();
    else if (e.key === 'Escape') stop();
    else return;
    e.preventDefault();
  }

  modify.on('modifyend', ({ features }) => features.forEach((f) => changed(f as Feature<Geometry>)));
  map.addLayer(layer);
  map.addInteraction(modify);
  arrange();
  dark.addEventListener('change', repaint, { signal: over.signal });
  target.addEventListener('keydown', key, { signal: over.signal });
  target.addEventListener('pointermove', () => sheet.aim(false), { signal: over.signal });
  repaint();

  return {
    show(wanted) {
      figures.clear(true);
      figures.addFeatures(wanted.flatMap((figure) => {
        const geometry = geometryOf(figure);
        if (!geometry) return [];
        const made = new Feature<Geometry>({ geometry, role: figure.kind === 'area' ? 'drawn' : 'declared', label: figure.label });
        made.setId(figure.id);
        return [made];
      }));
      figures.changed();
    },
    draw: begin,
    finish: () => draw?.finishDrawing(),
    undo: () => draw?.removeLastPoint(),
    stop,
    remove() {
      over.abort();
      for (const each of [draw, modify, ...snaps]) if (each) map.removeInteraction(each);
      map.removeLayer(layer);
    },
  };
}

/** Too few points to be a figure. */
export function isShort(kind: Figure['kind'], points: number): boolean {
  return points < LEAST[kind];
}
