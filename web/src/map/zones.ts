/** zones.ts - zones on the map: a badge each, and close by the limits of the parts that have some.
 *
 *  Of a zone whose limits were not published nothing but its badge is drawn, on a stem that stands at
 *  the place it lies in: an outline there would pass for a limit.  Limits are fetched once a day is
 *  looked at from near enough, or of one zone when it is selected from afar. */

import { createEmpty, extend, isEmpty } from 'ol/extent.js';
import type { Extent } from 'ol/extent.js';
import Feature from 'ol/Feature.js';
import type GeoJSON from 'ol/format/GeoJSON.js';
import type Geometry from 'ol/geom/Geometry.js';
import Point from 'ol/geom/Point.js';
import { fromLonLat } from 'ol/proj.js';
import VectorSource from 'ol/source/Vector.js';
import Style from 'ol/style/Style.js';
import type Text from 'ol/style/Text.js';
import type { Shapes } from '../service';
import { partShapes } from '../zone_service';
import type { ZoneMark } from '../zone_listing';
import { anchorOf } from './anchor';
import { polygonsOf } from './shapes';
import type { BadgeLook, Styles } from './styles';

const PARTS_FROM = 8; /* zoom: farther off they are smaller than their badge */
const NAMES_FROM = 5.2; /* of zones; and from here on names of places keep off their badges */
const FAR = 4250; /* map units per pixel at that zoom */
const DODGES = [0, 20, -20, 30, -30]; /* pixels a name may step aside */
const REACH = 12; /* pixels around a badge */
const STEM = 15; /* pixels from the foot of a badge to its middle */
const BESIDE = 20; /* pixels between badges that would stand in one place */

export class ZoneStore {
  readonly areas = new VectorSource<Feature<Geometry>>({ wrapX: false });
  readonly signs = new VectorSource<Feature<Point>>({ wrapX: false });
  readonly strong = new VectorSource<Feature<Geometry>>({ wrapX: false }); /* parts of the one that is selected */
  selected: string | null = null;
  private marks: ReadonlyMap<string, ZoneMark> = new Map();
  private badges: [x: number, y: number, stem: boolean][] = [];
  private on = '';
  private readonly have = new Set<string>(); /* "" : all; else the ids of zones whose parts are here */
  private readonly projection: string;
  private readonly reader: GeoJSON;
  private readonly changed: (error: Error | null) => void;

  constructor(projection: string, reader: GeoJSON, changed: (error: Error | null) => void) {
    this.projection = projection;
    this.reader = reader;
    this.changed = changed;
  }

  set(marks: readonly ZoneMark[], on: string): void {
    this.marks = new Map(marks.map((mark) => [mark.id, mark]));
    if (on !== this.on) {
      this.on = on;
      this.have.clear();
      this.areas.clear(true);
      this.strong.clear(true);
    }
    this.badges = marks.map(({ lon, lat, placed }) => [...(fromLonLat([lon, lat], this.projection) as [number, number]), placed === 'host_area']);
    const beside = new Map<string, number>();
    this.signs.clear(true);
    this.signs.addFeatures(
      marks.map(({ id, lon, lat }) => {
        const here = `${lon},${lat}`;
        const nth = beside.get(here) ?? 0;
        beside.set(here, nth + 1);
        return new Feature({ geometry: new Point(fromLonLat([lon, lat], this.projection)), id, nth });
      }),
    );
    this.strengthen();
  }

  get count(): number {
    return this.marks.size;
  }

  /** Fetch the limits a view lacks. */
  async look(zoom: number): Promise<void> {
    const published = [...this.marks.values()].some(({ placed }) => placed === 'published');
    if (zoom >= PARTS_FROM && published) await this.bring('');
  }

  /** Draw one strongly; what it covers, once that is known: its parts, or null. */
  async select(id: string | null): Promise<Extent | null> {
    this.selected = id;
    this.strengthen();
    if (id === null || this.marks.get(id)?.placed !== 'published') return null;
    await this.bring(id);
    this.strengthen();
    const extent = this.strong.getFeatures().reduce((all, f) => extend(all, f.getGeometry()?.getExtent() ?? all), createEmpty());
    return this.selected !== id || isEmpty(extent) ? null : extent;
  }

  /** Where the badge of a zone stands. */
  point(id: string): number[] | null {
    const mark = this.marks.get(id);
    return mark ? fromLonLat([mark.lon, mark.lat], this.projection) : null;
  }

  /** The zone whose badge is at a point of the map. */
  at([x, y]: number[], resolution: number): string | null {
    let found: string | null = null;
    let nearest = REACH;
    for (const sign of this.signs.getFeatures()) {
      const mark = this.marks.get(sign.get('id') as string);
      const [sx, sy] = sign.getGeometry()?.getCoordinates() as [number, number];
      const dx = ((x as number) - sx) / resolution - (sign.get('nth') as number) * BESIDE;
      const dy = ((y as number) - sy) / resolution - (mark?.placed === 'host_area' ? STEM : 0);
      const away = Math.hypot(dx, dy);
      if (mark && away < nearest) [found, nearest] = [mark.id, away];
    }
    return found;
  }

  areaStyle(feature: Feature<Geometry>, styles: Styles): Style[] | undefined {
    const mark = this.marks.get(feature.get('zone') as string);
    return mark && styles.zone(mark.kind, mark.heap);
  }

  /** Above the names of places: badges from near enough for names to keep off them, and always that of
   *  the zone that is selected, with its name. */
  overStyle(feature: Feature<Point>, zoom: number, styles: Styles): Style | undefined {
    const mark = this.marks.get(feature.get('id') as string);
    const selected = mark?.id === this.selected;
    if (!mark || (zoom < NAMES_FROM && !selected)) return undefined;
    const style = styles.badge({ ...lookOfMark(mark, feature), clear: true, size: sizeAt(zoom) });
    if (selected) style.setText(nameOf(mark, feature, styles));
    return style;
  }

  /** Below them: badges seen from afar, where no name of a province may be lost; close by their names. */
  underStyle(feature: Feature<Point>, zoom: number, styles: Styles): Style | undefined {
    const mark = this.marks.get(feature.get('id') as string);
    if (!mark || mark.id === this.selected) return undefined;
    if (zoom < NAMES_FROM) return styles.badge({ ...lookOfMark(mark, feature), clear: false, size: sizeAt(zoom) });
    const text = nameOf(mark, feature, styles);
    return text ? new Style({ text, zIndex: 1 }) : undefined;
  }

  /** How far a name of this size, in pixels, steps up or down so that no badge hides it. */
  dodge([x, y]: number[], resolution: number, width: number, height: number): number {
    if (resolution > FAR) return 0;
    const near = this.badges.filter(([bx]) => Math.abs(bx - (x as number)) < (width / 2 + 11) * resolution);
    const free = (dy: number): boolean =>
      near.every(([, by, stem]) => Math.abs(((y as number) - by) / resolution - dy - (stem ? STEM : 0)) >= height / 2 + 11);
    return DODGES.find(free) ?? 0;
  }

  private strengthen(): void {
    const parts = this.areas.getFeatures().filter((f) => f.get('zone') === this.selected && this.marks.has(this.selected ?? ''));
    this.strong.clear(true);
    this.strong.addFeatures(parts.map((f) => f.clone()));
    this.strong.changed();
  }

  private async bring(id: string): Promise<void> {
    const day = this.on;
    if (this.have.has('') || this.have.has(id)) return;
    this.have.add(id);
    try {
      const shapes = await partShapes(day, id || null);
      if (day !== this.on) return;
      this.take(shapes);
      this.strengthen();
      this.changed(null);
    } catch (e) {
      this.have.delete(id);
      this.changed(e as Error);
    }
  }

  private take(shapes: Shapes): void {
    for (const { id, properties, geometry } of shapes.features) {
      if (!geometry || this.areas.getFeatureById(String(id))) continue;
      const shape = this.reader.readGeometry(geometry) as Geometry;
      const area = new Feature<Geometry>({ geometry: shape, zone: String(properties.zone), name: String(properties.name ?? properties.number) });
      area.setId(String(id));
      this.areas.addFeature(area);
    }
  }
}

/* The whole country on a phone has little room. */
function sizeAt(zoom: number): number {
  return zoom < 3.4 ? 0.65 : zoom < NAMES_FROM ? 0.85 : 1;
}

function lookOfMark({ kind, heap, placed }: ZoneMark, feature: Feature<Point>): Omit<BadgeLook, 'clear' | 'size'> {
  return { kind, heap, stem: placed === 'host_area', dx: (feature.get('nth') as number) * BESIDE };
}

function nameOf(mark: ZoneMark, feature: Feature<Point>, styles: Styles): Text | null {
  const { stem, dx } = lookOfMark(mark, feature);
  const dy = stem ? -STEM : 0;
  return styles.name({ text: mark.name, more: mark.words, role: 'main', size: 12, rank: 3, align: 'left', dx: dx + 10, dy }).getText();
}

/** The names of its parts, on the zone that is selected. */
export function partStyle(feature: Feature<Geometry>, resolution: number, styles: Styles): Style[] {
  const shape = feature.getGeometry() as Geometry;
  const anchor = anchorOf(polygonsOf(shape));
  if (!anchor || anchor.width < 40 * resolution) return styles.strong;
  const label = styles.part(feature.get('name') as string).clone();
  label.setGeometry(new Point([anchor.x, anchor.y]));
  return [...styles.strong, label];
}
