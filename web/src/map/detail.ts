/** detail.ts - how fine the boundaries are at which zoom, and what has to be fetched for it.
 *
 *  A tier is a degree of simplification with the collections it brings.  Neighbours share their
 *  borders only within one tier, so each province is drawn from a single tier: the finest one that
 *  has arrived for it and is not finer than the zoom asks for.  To change what appears when, edit
 *  TIERS. */

import type { Collection } from '../service';

export interface Tier {
  minZoom: number;
  detail: number; /* as the outlines are asked for: 1 is the coarsest */
  simplify: string; /* the same as features are asked for: degrees */
  collections: readonly Collection[];
  byProvince: boolean; /* one chunk per province, fetched when it comes into view */
}

export const TIERS: readonly Tier[] = [
  { minZoom: 0, detail: 1, simplify: '0.05', collections: ['provinces'], byProvince: false },
  { minZoom: 5.2, detail: 2, simplify: '0.015', collections: ['provinces', 'cities'], byProvince: false },
  { minZoom: 6.9, detail: 3, simplify: '0.003', collections: ['provinces', 'cities', 'counties'], byProvince: true },
];

/** One piece of boundary data: a tier, and a province where the tier comes in chunks. */
export interface Chunk {
  tier: number;
  province: string | null;
}

export function chunkKey({ tier, province }: Chunk): string {
  return `${tier}/${province ?? 'all'}`;
}

export function tierAt(zoom: number): number {
  let tier = 0;
  TIERS.forEach((t, i) => {
    if (zoom >= t.minZoom) tier = i;
  });
  return tier;
}

/** What a view needs, the coarsest first: what is coarse stands in until the rest is here. */
export function wanted(zoom: number, provincesInView: readonly string[]): Chunk[] {
  const chunks: Chunk[] = [];
  for (let tier = 0; tier <= tierAt(zoom); tier++) {
    if (!TIERS[tier]?.byProvince) chunks.push({ tier, province: null });
    else for (const province of provincesInView) chunks.push({ tier, province });
  }
  return chunks;
}

/** The tier to draw one province from, given the keys of what has arrived; -1: nothing has. */
export function bestTier(zoom: number, province: string, arrived: ReadonlySet<string>): number {
  for (let tier = tierAt(zoom); tier >= 0; tier--) {
    const whole = !TIERS[tier]?.byProvince;
    if (arrived.has(chunkKey({ tier, province: whole ? null : province }))) return tier;
  }
  return -1;
}
