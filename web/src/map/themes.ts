/** themes.ts - places that are marked for something: for titles they hold.  A mark says what a place is
 *  drawn as; where it lies comes from the service apart.  Zones are drawn by zones.ts.
 *
 *  A marked place is drawn from the same tier as the boundaries around it, or its edge would run
 *  beside theirs.  Close by the boundaries that are drawn anyway serve; from afar, where counties are
 *  not fetched, the outlines of the holders of titles do. */

import { containsCoordinate, getHeight, getWidth } from 'ol/extent.js';
import Feature from 'ol/Feature.js';
import type GeoJSON from 'ol/format/GeoJSON.js';
import type Geometry from 'ol/geom/Geometry.js';
import Point from 'ol/geom/Point.js';
import VectorSource from 'ol/source/Vector.js';
import type Style from 'ol/style/Style.js';
import type { Mark } from '../listing';
import * as service from '../service';
import { levelOf } from '../service';
import type { Level, Shapes } from '../service';
import { anchorOf } from './anchor';
import { TIERS } from './detail';
import { polygonsOf } from './shapes';
import type { BoundaryStore } from './shapes';
import type { Styles } from './styles';

export type Marks = ReadonlyMap<string, Mark>;

const SMALL = 14; /* pixels: an area smaller than this gets a sign */
const NEAR = 9; /* pixels: how far from its sign a place is still meant */
const OUTLINES_TO = 1; /* the finest tier that holders are fetched for */

const provinceOf = (code: string): string => `${code.slice(0, 2)}0000`;
const DEPTH: Record<Level, number> = { province: 0, prefecture: 1, county: 2 };

export class ThemeStore {
  readonly areas = new VectorSource<Feature<Geometry>>({ wrapX: false });
  readonly signs = new VectorSource<Feature<Point>>({ wrapX: false });
  marks: Marks = new Map();
  private readonly shapes = new Map<string, Geometry>(); /* "tier/code" */
  private readonly asked = new Set<number>();
  private readonly store: BoundaryStore;
  private readonly reader: GeoJSON;
  private readonly changed: (error: Error | null) => void;

  constructor(store: BoundaryStore, reader: GeoJSON, changed: (error: Error | null) => void) {
    this.store = store;
    this.reader = reader;
    this.changed = changed;
  }

  set(marks: readonly Mark[]): void {
    this.marks = new Map(marks.map((mark) => [mark.code, mark]));
    this.grow();
  }

  /** Fetch the outlines a tier needs that no boundary brings. */
  async look(tier: number): Promise<void> {
    const wanted = Math.min(tier, OUTLINES_TO);
    if (this.asked.has(wanted)) return;
    this.asked.add(wanted);
    const simplify = TIERS[wanted]?.simplify ?? '0.05';
    try {
      this.take(await service.holderOutlines(simplify), wanted);
      this.grow();
      this.changed(null);
    } catch (e) {
      this.asked.delete(wanted);
      this.changed(e as Error);
    }
  }

  private take(shapes: Shapes, tier: number): void {
    for (const { id, properties, geometry } of shapes.features) {
      const code = String(properties.holder ?? id);
      if (geometry && !this.shapes.has(`${tier}/${code}`)) {
        this.shapes.set(`${tier}/${code}`, this.reader.readGeometry(geometry) as Geometry);
      }
    }
  }

  /** Make features of what has arrived for places that are marked. */
  grow(): void {
    const areas: Feature<Geometry>[] = [];
    const signs: Feature<Point>[] = [];
    for (const code of this.marks.keys()) {
      for (let tier = 0; tier < TIERS.length; tier++) {
        const id = `${tier}/${code}`;
        const shape = this.areas.getFeatureById(id) ? null : this.shapeAt(tier, code);
        if (!shape) continue;
        const area = new Feature({ geometry: shape, code, tier });
        area.setId(id);
        areas.push(area);
        if (!this.signs.getFeatureById(code) && !signs.some((s) => s.getId() === code)) signs.push(signOf(code, shape));
      }
    }
    if (areas.length) this.areas.addFeatures(areas);
    if (signs.length) this.signs.addFeatures(signs);
  }

  private shapeAt(tier: number, code: string): Geometry | null {
    return this.store.drawnAt(tier, code, levelOf(code)) ?? this.shapes.get(`${tier}/${code}`) ?? null;
  }

  /** The shape of a marked place as it is drawn now. */
  shape(code: string): Geometry | null {
    for (let tier = Math.max(0, this.store.tierOf(provinceOf(code))); tier >= 0; tier--) {
      const feature = this.areas.getFeatureById(`${tier}/${code}`) as Feature<Geometry> | null;
      if (feature) return feature.getGeometry() ?? null;
    }
    return null;
  }

  /** The marked place at a point of the map: a county before the city around it. */
  at(coordinate: number[], resolution: number): string | null {
    let found: string | null = null;
    for (const code of this.marks.keys()) {
      if (found !== null && DEPTH[levelOf(code)] <= DEPTH[levelOf(found)]) continue;
      const shape = this.shape(code);
      if (!shape) continue;
      const inside = containsCoordinate(shape.getExtent(), coordinate) && shape.intersectsCoordinate(coordinate);
      if (inside || this.isNearSign(code, shape, coordinate, resolution)) found = code;
    }
    return found;
  }

  private isNearSign(code: string, shape: Geometry, [x, y]: number[], resolution: number): boolean {
    if (!isSmall(shape, resolution)) return false;
    const [sx, sy] = (this.signs.getFeatureById(code) as Feature<Point> | null)?.getGeometry()?.getCoordinates() ?? [];
    return Math.hypot((x as number) - (sx as number), (y as number) - (sy as number)) < NEAR * resolution;
  }

  areaStyle(feature: Feature<Geometry>, styles: Styles): Style[] | undefined {
    const code = feature.get('code') as string;
    const mark = this.marks.get(code);
    if (!mark || feature.getGeometry() !== this.shape(code)) return undefined;
    return styles.titled(mark.kind, mark.heap);
  }

  /** A sign where the area is too small to be seen, and words where no name of the place is written. */
  signStyle(feature: Feature<Point>, resolution: number, styles: Styles): Style | undefined {
    const code = feature.get('code') as string;
    const mark = this.marks.get(code);
    const shape = mark && this.shape(code);
    if (!mark || !shape) return undefined;
    const named = DEPTH[levelOf(code)] <= this.store.tierOf(provinceOf(code));
    const small = isSmall(shape, resolution);
    if (named && !small) return undefined;
    const words = named || mark.heap === 'over' ? null : `${mark.name} ${mark.words}`;
    return small || words !== null ? styles.sign(mark.kind, mark.heap, words) : undefined;
  }
}

function isSmall(shape: Geometry, resolution: number): boolean {
  const extent = shape.getExtent();
  return Math.min(getWidth(extent), getHeight(extent)) < SMALL * resolution;
}

function signOf(code: string, shape: Geometry): Feature<Point> {
  const anchor = anchorOf(polygonsOf(shape));
  const [x = 0, y = 0] = anchor ? [anchor.x, anchor.y] : shape.getExtent();
  const feature = new Feature({ geometry: new Point([x, y]), code });
  feature.setId(code);
  return feature;
}
