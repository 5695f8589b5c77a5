/** points.ts - corners and lines as text, one point on a row, and the places a refusal names. */

import { parsePoint } from '../../coordinates';
import type { LonLat } from '../../map/shape_pen';

export interface PointsRead {
  points: LonLat[];
  bad: number[]; /* rows that are no point, the first is 1 */
}

/** Rows of what people write: decimals, or degrees, minutes and seconds. */
export function readPoints(text: string): PointsRead {
  const points: LonLat[] = [];
  const bad: number[] = [];
  text.split('\n').forEach((row, i) => {
    if (row.trim() === '') return;
    const point = parsePoint(row.trim());
    if (point) points.push([point.lon, point.lat]);
    else bad.push(i + 1);
  });
  return { points, bad };
}

export function writePoints(points: readonly LonLat[]): string {
  return points.map(([lon, lat]) => `${lon}, ${lat}`).join('\n');
}

/** Where it is, when a sentence of the service says "… 118.850000, 31.950000". */
export function placesIn(text: string): LonLat[] {
  return [...text.matchAll(/(\d{2,3}\.\d{3,})\s*[,，]\s*(\d{1,2}\.\d{3,})/g)].map((m) => [Number(m[1]), Number(m[2])]);
}
