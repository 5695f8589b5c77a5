/** labels.ts - which names are written at a zoom, how large, and which gives way.
 *
 *  Each province writes the names of its finest drawn level, and those one level above in a wider,
 *  paler hand.  A name that does not fit its area waits for a closer look. */

import Feature from 'ol/Feature.js';
import Point from 'ol/geom/Point.js';
import { fromLonLat } from 'ol/proj.js';
import VectorSource from 'ol/source/Vector.js';
import type Style from 'ol/style/Style.js';
import type { Level } from '../service';
import { SEA_NAMES, shortName, wrapName } from './names';
import type { SeaName } from './names';
import type { BoundaryStore } from './shapes';
import type { Marks } from './themes';
import type { Styles } from './styles';

const DEPTH: Record<Level, number> = { province: 0, prefecture: 1, county: 2 };
const SIZE_MAIN = 13;
const SIZE_WIDE = 16;
const SMALL_MAP = 13_000; /* map units per pixel: the whole country on a phone */

/** How far a name steps up or down for what stands in its way: where it is, its width and height. */
export type Dodge = (at: number[], width: number, height: number) => number;

/** Style one name of a division, or nothing while it has no place on the map.  A place with a title
 *  says so below its name. */
export function nameStyle(feature: Feature<Point>, resolution: number, store: BoundaryStore, marks: Marks, styles: Styles, dodge: Dodge = () => 0): Style | undefined {
  const code = feature.get('code') as string;
  const level = feature.get('level') as Level;
  const province = feature.get('province') as string;
  const tier = store.tierOf(province);
  const above = tier - DEPTH[level];
  const isMain = above === 0 || (above === 1 && level === 'province' && !store.hasPrefectures(province));
  const isWide = above === 1 || (above === 2 && level === 'province' && !store.hasPrefectures(province));
  if (tier < 0 || (!isMain && !isWide)) return undefined;
  const closeBy = feature.get('closeBy') as boolean | undefined; /* undefined: at every tier */
  if (closeBy !== undefined && closeBy !== tier > 1) return undefined;
  if (level === 'prefecture' && above === 1 && store.isAlsoCounty(code)) return undefined;

  const main = isMain && !(tier === 2 && level === 'province');
  const full = feature.get('name') as string;
  const text = tier === 2 && level === 'prefecture' ? full : shortName(full, level);
  const mark = marks.get(code);
  const size = main ? (resolution > SMALL_MAP ? SIZE_MAIN - 1 : SIZE_MAIN) : SIZE_WIDE;
  const room = (feature.get('width') as number) / resolution;
  const width = Math.max(...wrapName(text).split('\n').map((line) => line.length)) * size;
  if (level !== 'province' && !mark && room < width * styles.scale * (main ? 0.8 : 1.2)) return undefined;
  const lines = wrapName(text).split('\n').length + (mark ? 1 : 0);
  const wide = Math.max(width, (mark?.words.length ?? 0) * size) * styles.scale;
  return styles.name({
    text,
    more: mark?.words,
    dy: dodge(feature.getGeometry()?.getCoordinates() ?? [0, 0], wide, lines * size * 1.3 * styles.scale),
    role: main ? 'main' : 'wide',
    size,
    align: feature.get('align') as 'left' | 'right' | undefined,
    rank: mark ? 15 : main ? 10 - DEPTH[level] + ((feature.get('rank') as number | undefined) ?? 0) : 20,
  });
}

/** Names of seas and island groups, as points to be styled with seaStyle(). */
export function seaNames(projection: string): VectorSource<Feature<Point>> {
  const features = SEA_NAMES.map((sea) => new Feature({ geometry: new Point(fromLonLat([sea.lon, sea.lat], projection)), sea }));
  return new VectorSource({ features, wrapX: false });
}

export function seaStyle(feature: Feature<Point>, zoom: number, styles: Styles): Style[] {
  const { text, kind, align, dx, dy, from, to, dot } = feature.get('sea') as SeaName;
  const made = dot ? [styles.dot] : [];
  if (zoom >= from && zoom < (to ?? Infinity)) {
    made.push(styles.name({ text, role: kind, size: kind === 'sea' ? 15 : 12, align, dx, dy, rank: kind === 'sea' ? 29 : 30 }));
  }
  return made;
}
