/** ground.ts - the basemap under everything that is ours: tiles that come from the service itself.  A
 *  piece of code of its own, fetched when somebody wants a basemap.
 *
 *  The library's own tile layer reprojects, wraps and mixes; its parts would weigh on the first load
 *  of everybody.  Squares of web Mercator on a web Mercator map need none of that.  For the same
 *  reason the library's Layer is handed in: what two pieces of code import is cut out of both. */

import type Layer from 'ol/layer/Layer.js';
import type OlMap from 'ol/Map.js';
import type { FrameState } from 'ol/Map.js';
import type { Base } from '../state';

/* The map or the pictures from above, and the names that go with them: those only where ours have
 * become few, or every town would be named twice. */
const LAYERS: Record<Base, { ground: string; names: string }> = {
  vec: { ground: 'vec', names: 'cva' },
  img: { ground: 'img', names: 'cia' },
};
const NAMES_FROM = 9.5;

const MIN_ZOOM = 1;
const MAX_ZOOM = 18;
const HALF = 20037508.342789244; /* metres from the middle of the world to its edge */
const TILE = 256;
const KEPT = 300; /* tiles of a layer */
const ANCESTORS = 5; /* levels up that may stand in for a tile on its way */

/** Lays a basemap under the layers of a map, in place of the one there was; null: none.
 *  missing: a tile could not be had. */
export function lay(map: OlMap, LayerOf: typeof Layer, base: Base | null, missing: () => void): void {
  const layers = map.getLayers();
  for (const old of layers.getArray().filter((layer) => layer.get('ground'))) map.removeLayer(old);
  if (!base) return;
  const { ground, names } = LAYERS[base];
  layers.insertAt(0, makeLayer(LayerOf, ground, 0, missing));
  layers.insertAt(1, makeLayer(LayerOf, names, NAMES_FROM, missing));
}

function makeLayer(LayerOf: typeof Layer, name: string, minZoom: number, missing: () => void): Layer {
  const tiles = new Tiles(name, () => layer.changed(), missing);
  const canvas = document.createElement('canvas');
  canvas.className = 'ground';
  const layer = new LayerOf({
    properties: { ground: true },
    minZoom: minZoom || -Infinity,
    render: (frame) => {
      draw(canvas, frame, tiles);
      return canvas;
    },
  });
  return layer;
}

/** The tiles of one layer: those that were had, the latest used last, and those on their way. */
class Tiles {
  private readonly had = new Map<string, HTMLImageElement>();
  private readonly coming = new Map<string, HTMLImageElement>();
  private readonly lost = new Set<string>();

  private readonly name: string;
  private readonly arrived: () => void;
  private readonly missing: () => void;

  constructor(name: string, arrived: () => void, missing: () => void) {
    this.name = name;
    this.arrived = arrived;
    this.missing = missing;
  }

  get(key: string): HTMLImageElement | null {
    const tile = this.had.get(key);
    if (!tile) return null;
    this.had.delete(key);
    this.had.set(key, tile);
    return tile;
  }

  /** Sends for these; what was sent for before and is not among them is no longer wanted. */
  want(keys: ReadonlySet<string>): void {
    for (const [key, tile] of this.coming) {
      if (keys.has(key)) continue;
      this.coming.delete(key);
      tile.onload = tile.onerror = null;
      tile.src = '';
    }
    for (const key of keys) {
      if (!this.had.has(key) && !this.coming.has(key) && !this.lost.has(key)) this.send(key);
    }
  }

  private send(key: string): void {
    const tile = new Image();
    this.coming.set(key, tile);
    tile.onload = () => {
      this.coming.delete(key);
      this.had.set(key, tile);
      for (const [oldest] of this.had) {
        if (this.had.size <= KEPT) break;
        this.had.delete(oldest);
      }
      this.arrived();
    };
    tile.onerror = () => {
      this.coming.delete(key);
      this.lost.add(key);
      this.missing();
    };
    tile.src = `/basemap/${this.name}/${key}`;
  }
}

function draw(canvas: HTMLCanvasElement, frame: FrameState, tiles: Tiles): void {
  const { resolution, center } = frame.viewState;
  const [width, height] = frame.size as [number, number];
  const pixel = frame.pixelRatio;
  canvas.width = Math.round(width * pixel); /* which also wipes it */
  canvas.height = Math.round(height * pixel);
  Object.assign(canvas.style, { position: 'absolute', width: `${width}px`, height: `${height}px` });
  const pen = canvas.getContext('2d') as CanvasRenderingContext2D;
  const z = Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, Math.round(Math.log2((2 * HALF) / TILE / resolution))));
  const [cx, cy] = center as [number, number];
  const n = 2 ** z;
  const side = (2 * HALF) / n; /* metres */
  /* Edges are rounded alike on both sides of them, so no seam shows. */
  const across = (x: number): number => Math.round(((x * side - HALF - cx) / resolution + width / 2) * pixel);
  const down = (y: number): number => Math.round(((y * side - HALF + cy) / resolution + height / 2) * pixel);
  const first = (from: number): number => Math.max(0, Math.floor((from + HALF) / side));
  const last = (to: number): number => Math.min(n - 1, Math.floor((to + HALF) / side));
  const halfWidth = (width / 2) * resolution;
  const halfHeight = (height / 2) * resolution;
  const wanted = new Set<string>();
  for (let y = first(-cy - halfHeight); y <= last(-cy + halfHeight); y++) {
    for (let x = first(cx - halfWidth); x <= last(cx + halfWidth); x++) {
      wanted.add(`${z}/${x}/${y}`);
      const left = across(x);
      const top = down(y);
      drawTile(pen, tiles, z, x, y, [left, top, across(x + 1) - left, down(y + 1) - top]);
    }
  }
  if (!frame.viewHints[0]) tiles.want(wanted); /* not for every step of an animation */
}

/** The tile, or the part of a coarser one that lies there. */
function drawTile(pen: CanvasRenderingContext2D, tiles: Tiles, z: number, x: number, y: number, at: [number, number, number, number]): void {
  for (let up = 0; up <= ANCESTORS && z - up >= MIN_ZOOM; up++) {
    const tile = tiles.get(`${z - up}/${x >> up}/${y >> up}`);
    if (!tile) continue;
    const part = tile.naturalWidth / 2 ** up;
    pen.drawImage(tile, (x % 2 ** up) * part, (y % 2 ** up) * part, part, part, ...at);
    return;
  }
}
