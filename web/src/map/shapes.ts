/** shapes.ts - fetches boundaries chunk by chunk and keeps them as ol features.
 *
 *  A chunk counts as arrived only when all its collections are in, so a province never shows counties
 *  of one tier inside the outline of another. */

import type { Extent } from 'ol/extent.js';
import Feature from 'ol/Feature.js';
import GeoJSON from 'ol/format/GeoJSON.js';
import type Geometry from 'ol/geom/Geometry.js';
import MultiPoint from 'ol/geom/MultiPoint.js';
import MultiPolygon from 'ol/geom/MultiPolygon.js';
import Point from 'ol/geom/Point.js';
import Polygon from 'ol/geom/Polygon.js';
import { fromLonLat } from 'ol/proj.js';
import VectorSource from 'ol/source/Vector.js';
import * as service from '../service';
import type { Collection, Level, Shapes } from '../service';
import { anchorOf } from './anchor';
import { PROVINCE_SPOTS } from './names';
import { TIERS, bestTier, chunkKey, wanted } from './detail';
import type { Chunk } from './detail';

export interface Progress {
  waiting: number;
  error: Error | null;
}

/** Reads what the service sends into the coordinates of one map. */
export function readerFor(projection: string): GeoJSON {
  return new GeoJSON({ dataProjection: 'EPSG:4326', featureProjection: projection });
}

const REEF_PROVINCE = '460000'; /* Hainan, with the islands of the South China Sea */
const LEVEL: Record<Collection, Level> = { provinces: 'province', cities: 'prefecture', counties: 'county' };

export class BoundaryStore {
  readonly areas = new VectorSource<Feature<Geometry>>({ wrapX: false });
  readonly names = new VectorSource<Feature<Point>>({ wrapX: false });
  readonly arrived = new Set<string>();
  private readonly underway = new Set<string>();
  private readonly byKey = new Map<string, Feature<Geometry>>();
  private readonly parents = new Set<string>(); /* provinces that have prefectures */
  private readonly countyCodes = new Set<string>();
  private zoom = 0;
  private extent: Extent | null = null;
  private error: Error | null = null;
  private readonly changed: (progress: Progress) => void;
  private readonly projection: string;
  private readonly reader: GeoJSON;

  constructor(projection: string, changed: (progress: Progress) => void) {
    this.projection = projection;
    this.reader = readerFor(projection);
    this.changed = changed;
  }

  /** Fetch what this view lacks. */
  look(zoom: number, extent: Extent): void {
    this.zoom = zoom;
    this.extent = extent;
    if (this.error) return; /* retry() is the reader's decision */
    for (const chunk of wanted(zoom, this.provincesIn(extent))) void this.fetch(chunk);
  }

  retry(): void {
    this.error = null;
    if (this.extent) this.look(this.zoom, this.extent);
  }

  tierOf(province: string): number {
    return bestTier(this.zoom, province, this.arrived);
  }

  /** The outline of a place as it is drawn now; null when it has not arrived. */
  drawn(code: string, level: Level, province: string): Geometry | null {
    return this.drawnAt(this.tierOf(province), code, level);
  }

  /** The outline of a place within one tier, whether or not that tier is drawn. */
  drawnAt(tier: number, code: string, level: Level): Geometry | null {
    return this.byKey.get(`${tier}/${level}/${code}`)?.getGeometry() ?? null;
  }

  /** Municipalities, Hong Kong, Macau and Taiwan go straight from province to county. */
  hasPrefectures(province: string): boolean {
    return this.parents.has(province);
  }

  /** An undivided city is drawn among the counties too, under the same code. */
  isAlsoCounty(code: string): boolean {
    return this.countyCodes.has(code);
  }

  private provincesIn(extent: Extent): string[] {
    const found: string[] = [];
    for (const feature of this.areas.getFeatures()) {
      if (feature.get('tier') !== 0) continue;
      if (feature.getGeometry()?.intersectsExtent(extent)) found.push(feature.get('code') as string);
    }
    return found;
  }

  private async fetch(chunk: Chunk): Promise<void> {
    const key = chunkKey(chunk);
    const tier = TIERS[chunk.tier];
    if (!tier || this.arrived.has(key) || this.underway.has(key)) return;
    this.underway.add(key);
    this.report();
    try {
      const answers = await Promise.all(
        tier.collections.map((c) => service.outlines(c, tier.detail, chunk.province)),
      );
      const features = answers.flatMap((shapes, i) => this.take(shapes, tier.collections[i] as Collection, chunk.tier));
      this.arrived.add(key);
      this.areas.addFeatures(features);
    } catch (e) {
      this.error = e instanceof Error ? e : new Error(String(e));
    } finally {
      this.underway.delete(key);
      this.report();
    }
    /* The first provinces tell which chunks a view far in needs. */
    if (chunk.tier === 0 && this.extent && this.arrived.has(key)) this.look(this.zoom, this.extent);
  }

  private report(): void {
    this.changed({ waiting: this.underway.size, error: this.error });
  }

  private take(shapes: Shapes, collection: Collection, tier: number): Feature<Geometry>[] {
    const made: Feature<Geometry>[] = [];
    for (const shape of shapes.features) {
      const geometry = shape.geometry && this.reader.readGeometry(shape.geometry);
      if (!geometry) continue;
      const { code, name } = shape.properties;
      const level = LEVEL[collection];
      const province = `${code.slice(0, 2)}0000`;
      const feature = new Feature<Geometry>({ geometry, code, name, level, province, collection, tier });
      this.byKey.set(`${tier}/${level}/${code}`, feature);
      if (level === 'prefecture') this.parents.add(province);
      if (level === 'county') this.countyCodes.add(code);
      this.addName(geometry, { code, name, level, province });
      made.push(feature);
      if (code === REEF_PROVINCE && tier < TIERS.length - 1) made.push(reefs(geometry, feature));
    }
    return made;
  }

  private addName(geometry: Geometry, values: { code: string; level: Level; [key: string]: string }): void {
    const id = `${values.level}/${values.code}`;
    if (this.names.getFeatureById(id)) return;
    const anchor = anchorOf(polygonsOf(geometry));
    if (!anchor) return;
    const spot = values.level === 'province' ? PROVINCE_SPOTS[values.code] : undefined;
    const feature = new Feature({ ...values, geometry: new Point([anchor.x, anchor.y]), width: anchor.width });
    feature.setId(id);
    this.names.addFeature(feature);
    if (!spot) return;
    /* On the small map the name stands at its spot instead. */
    feature.set('closeBy', true);
    const { align, rank, lon, lat } = spot;
    this.names.addFeature(new Feature({ ...values, geometry: new Point(fromLonLat([lon, lat], this.projection)), width: 0, align, rank, closeBy: false }));
  }
}

/* Most reefs are smaller than a pixel on the small map, and would not be drawn: a dot stands for each. */
function reefs(geometry: Geometry, feature: Feature<Geometry>): Feature<Geometry> {
  const dots = polygonsOf(geometry).map((polygon) => polygon[0]?.[0] ?? [0, 0]);
  const { province, collection, tier } = feature.getProperties();
  return new Feature<Geometry>({ geometry: new MultiPoint(dots), province, collection, tier });
}

export function polygonsOf(geometry: Geometry): number[][][][] {
  if (geometry instanceof MultiPolygon) return geometry.getCoordinates();
  return geometry instanceof Polygon ? [geometry.getCoordinates()] : [];
}
