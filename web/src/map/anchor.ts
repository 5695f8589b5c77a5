/** anchor.ts - where a name fits best inside an area.
 *
 *  Names run sideways, so what counts is the longest level run inside the largest part.  A few lines
 *  across it are tried; those near the middle are favoured, for a name looks wrong near an edge. */

export type Ring = readonly (readonly number[])[];
export type Polygon = readonly Ring[];

export interface Anchor {
  x: number;
  y: number;
  width: number; /* of the run, in the units of the coordinates */
}

const LINES = [0.5, 0.43, 0.57, 0.36, 0.64, 0.29, 0.71, 0.22, 0.78];
const OFF_CENTRE = 1.1; /* how dearly a line pays for its distance from the middle */

export function anchorOf(polygons: readonly Polygon[]): Anchor | null {
  let largest: Polygon | null = null;
  let most = 0;
  for (const polygon of polygons) {
    const size = Math.abs(ringArea(polygon[0] ?? []));
    if (size > most) {
      most = size;
      largest = polygon;
    }
  }
  return largest && anchorIn(largest);
}

function anchorIn(polygon: Polygon): Anchor | null {
  let low = Infinity;
  let high = -Infinity;
  for (const point of polygon[0] ?? []) {
    low = Math.min(low, point[1] as number);
    high = Math.max(high, point[1] as number);
  }
  let best: Anchor | null = null;
  let bestScore = 0;
  for (const share of LINES) {
    const y = low + (high - low) * share;
    const run = longestRun(polygon, y);
    const score = run ? (run[1] - run[0]) * (1 - OFF_CENTRE * Math.abs(share - 0.5)) : 0;
    if (run && score > bestScore) {
      bestScore = score;
      best = { x: (run[0] + run[1]) / 2, y, width: run[1] - run[0] };
    }
  }
  return best;
}

/** The longest stretch of the level line y that lies inside. */
function longestRun(polygon: Polygon, y: number): [number, number] | null {
  const crossings: number[] = [];
  for (const ring of polygon) {
    for (let i = 1; i < ring.length; i++) {
      const [x1, y1] = ring[i - 1] as readonly [number, number];
      const [x2, y2] = ring[i] as readonly [number, number];
      if (y1 > y !== y2 > y) crossings.push(x1 + ((x2 - x1) * (y - y1)) / (y2 - y1));
    }
  }
  crossings.sort((a, b) => a - b);
  let best: [number, number] | null = null;
  for (let i = 1; i < crossings.length; i += 2) {
    const run: [number, number] = [crossings[i - 1] as number, crossings[i] as number];
    if (!best || run[1] - run[0] > best[1] - best[0]) best = run;
  }
  return best;
}

function ringArea(ring: Ring): number {
  let twice = 0;
  for (let i = 1; i < ring.length; i++) {
    const [x1, y1] = ring[i - 1] as readonly [number, number];
    const [x2, y2] = ring[i] as readonly [number, number];
    twice += x1 * y2 - x2 * y1;
  }
  return twice / 2;
}
