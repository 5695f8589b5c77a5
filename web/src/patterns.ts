/** patterns.ts - how titles look on the map and in the legend: a pattern, a sign and a colour for each
 *  kind.  Kinds are told apart without colour; what has ended is hatched the other way, whatever its
 *  kind.  Nothing here knows the map library. */

import type { Heap } from './listing';
import type { Palette } from './palette';

export type Pattern = 'slashes' | 'dots' | 'grid' | 'bars' | 'posts' | 'crosses' | 'rings' | 'backslashes' | 'none';
export type Sign = 'square' | 'ring' | 'triangle' | 'hollow-triangle' | 'diamond' | 'hollow-diamond';
/** The frame of a zone's badge; the character in it says the kind too. */
type Frame = 'square' | 'ring' | 'hexagon';
type Colour = 'demoCity' | 'pilotCity' | 'demoCounty' | 'pilotCounty' | 'zone';

export interface Look {
  pattern: Pattern;
  sign: Sign;
  colour: Colour;
  badge?: readonly [Frame, string]; /* of zones */
}

/** To draw another kind, add a line; a kind without one looks like a zone. */
const LOOKS: Readonly<Record<string, Look>> = {
  'demo-city': { pattern: 'slashes', sign: 'square', colour: 'demoCity' },
  'pilot-city': { pattern: 'dots', sign: 'ring', colour: 'pilotCity' },
  'demo-county': { pattern: 'grid', sign: 'triangle', colour: 'demoCounty' },
  'pilot-county': { pattern: 'bars', sign: 'hollow-triangle', colour: 'pilotCounty' },
  'demo-zone': { pattern: 'posts', sign: 'diamond', colour: 'zone', badge: ['square', '示'] },
  'trial-zone': { pattern: 'crosses', sign: 'diamond', colour: 'zone', badge: ['ring', '试'] },
  'js-zone': { pattern: 'rings', sign: 'diamond', colour: 'zone', badge: ['hexagon', '省'] },
  'former-demo-zone': { pattern: 'posts', sign: 'hollow-diamond', colour: 'zone', badge: ['square', '原'] },
  'former-trial-zone': { pattern: 'crosses', sign: 'hollow-diamond', colour: 'zone', badge: ['ring', '原'] },
  /* Not titles but verdicts, on the desks; what may not apply is drawn as over. */
  eligible: { pattern: 'grid', sign: 'square', colour: 'demoCounty' },
  undetermined: { pattern: 'dots', sign: 'ring', colour: 'pilotCity' },
  /* How far the places of a province are used; what is not known is drawn as over. */
  'quota-none': { pattern: 'none', sign: 'ring', colour: 'pilotCounty' },
  'quota-some': { pattern: 'dots', sign: 'ring', colour: 'pilotCounty' },
  'quota-full': { pattern: 'grid', sign: 'square', colour: 'demoCounty' },
  'quota-over': { pattern: 'slashes', sign: 'triangle', colour: 'demoCity' },
  found: { pattern: 'posts', sign: 'diamond', colour: 'pilotCity' },
};
const ZONE: Look = { pattern: 'posts', sign: 'hollow-diamond', colour: 'zone' };

export function lookOf(kind: string, heap: Heap): Look {
  const look = LOOKS[kind] ?? ZONE;
  if (heap === 'now') return look;
  return { ...look, pattern: heap === 'over' ? 'backslashes' : 'none' };
}

export function colourOf(look: Look, heap: Heap, palette: Palette): string {
  return heap === 'over' ? palette.ended : palette[look.colour];
}

const TILE: Readonly<Record<Pattern, number>> = { slashes: 7, dots: 6, grid: 7, bars: 6, posts: 6, crosses: 8, rings: 9, backslashes: 9, none: 8 };

/** One tile of a pattern, to be repeated; `scale`: device pixels per pixel. */
export function tileOf(look: Look, heap: Heap, palette: Palette, scale: number): HTMLCanvasElement {
  const size = TILE[look.pattern];
  const tile = document.createElement('canvas');
  tile.width = tile.height = Math.round(size * scale);
  const pen = tile.getContext('2d') as CanvasRenderingContext2D;
  pen.scale(tile.width / size, tile.height / size);
  const colour = colourOf(look, heap, palette);
  if (heap === 'now') {
    pen.globalAlpha = 0.2;
    pen.fillStyle = colour;
    pen.fillRect(0, 0, size, size);
    pen.globalAlpha = 1;
  }
  pen.strokeStyle = pen.fillStyle = colour;
  pen.lineWidth = heap === 'over' ? 1 : 1.3;
  stroke(pen, look.pattern, size);
  return tile;
}

function stroke(pen: CanvasRenderingContext2D, pattern: Pattern, size: number): void {
  const lines: number[][] = [];
  const half = size / 2;
  if (pattern === 'slashes') for (const x of [-size, 0, size]) lines.push([x - 1, size + 1, x + size + 1, -1]);
  if (pattern === 'backslashes') for (const x of [-size, 0, size]) lines.push([x - 1, -1, x + size + 1, size + 1]);
  if (pattern === 'bars' || pattern === 'grid') lines.push([0, half, size, half]);
  if (pattern === 'posts' || pattern === 'grid') lines.push([half, 0, half, size]);
  pen.beginPath();
  for (const [x1, y1, x2, y2] of lines as [number, number, number, number][]) {
    pen.moveTo(x1, y1);
    pen.lineTo(x2, y2);
  }
  if (pattern === 'crosses') {
    pen.moveTo(half, half - 2.2);
    pen.lineTo(half, half + 2.2);
    pen.moveTo(half - 2.2, half);
    pen.lineTo(half + 2.2, half);
  }
  if (pattern === 'rings') pen.arc(half, half, 2.4, 0, 2 * Math.PI);
  pen.stroke();
  if (pattern !== 'dots') return;
  pen.beginPath();
  pen.arc(half, half, 1.4, 0, 2 * Math.PI);
  pen.fill();
}

export const BADGE = { width: 22, height: 28, foot: 25 }; /* pixels: how large, and where its point is */

/** The badge of a zone.  On a stem: the place it lies in is marked, and no limit is known; without:
 *  it stands in the zone itself.  Filled: it holds; hollow: nobody knows; crossed out: it has ended. */
export function drawBadge(pen: CanvasRenderingContext2D, kind: string, heap: Heap, stem: boolean, palette: Palette): void {
  const look = LOOKS[kind] ?? ZONE;
  const ink = colourOf(look, heap, palette);
  const [frame, character] = look.badge ?? (['ring', '区'] as const);
  const [x, y, r] = [BADGE.width / 2, stem ? 10 : BADGE.height / 2, 8];
  pen.lineJoin = pen.lineCap = 'round';
  const path = (): void => {
    pen.beginPath();
    if (frame === 'ring') pen.arc(x, y, r, 0, 2 * Math.PI);
    else if (frame === 'square') pen.rect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8);
    else for (let i = 0; i < 6; i++) pen.lineTo(x + r * 1.1 * Math.sin((i * Math.PI) / 3), y - r * 1.1 * Math.cos((i * Math.PI) / 3));
    pen.closePath();
    if (!stem) return;
    pen.moveTo(x, y + r);
    pen.lineTo(x, BADGE.foot);
  };
  path();
  pen.lineWidth = 4;
  pen.strokeStyle = palette.land;
  pen.stroke();
  pen.fillStyle = heap === 'now' ? ink : palette.land;
  pen.fill();
  pen.lineWidth = 1.5;
  pen.strokeStyle = ink;
  pen.setLineDash(heap === 'now' && !stem ? [] : [2.5, 2.2]);
  pen.stroke();
  pen.setLineDash([]);
  pen.fillStyle = heap === 'now' ? palette.land : ink;
  pen.font = '700 11px "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(character, x, y + 0.5);
  if (stem) {
    pen.beginPath();
    pen.arc(x, BADGE.foot, 1.6, 0, 2 * Math.PI);
    pen.fillStyle = ink;
    pen.fill();
  }
  if (heap !== 'over') return;
  pen.beginPath();
  pen.moveTo(x - r, y + r);
  pen.lineTo(x + r, y - r);
  pen.stroke();
}

/** A badge alone, as the legend shows what a stem means. */
export function drawBadgeSwatch(canvas: HTMLCanvasElement, kind: string, heap: Heap, stem: boolean, palette: Palette): void {
  const scale = window.devicePixelRatio || 1;
  canvas.width = Math.round(BADGE.width * scale);
  canvas.height = Math.round(BADGE.height * scale);
  const pen = canvas.getContext('2d') as CanvasRenderingContext2D;
  pen.scale(scale, scale);
  drawBadge(pen, kind, heap, stem, palette);
}

/** A patch of the pattern with its edge and its sign, as the legend shows it. */
export function drawSwatch(canvas: HTMLCanvasElement, kind: string, heap: Heap, palette: Palette): void {
  const scale = window.devicePixelRatio || 1;
  const [width, height] = [34, 20];
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const pen = canvas.getContext('2d') as CanvasRenderingContext2D;
  const look = lookOf(kind, heap);
  pen.fillStyle = palette.land;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = pen.createPattern(tileOf(look, heap, palette, scale), 'repeat') ?? palette.land;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.scale(scale, scale);
  pen.strokeStyle = colourOf(look, heap, palette);
  pen.lineWidth = 1.6;
  pen.setLineDash(heap === 'now' ? [] : [4, 3]);
  pen.strokeRect(0.8, 0.8, width - 1.6, height - 1.6);
  pen.setLineDash([]);
  if (look.badge) {
    pen.translate((width - BADGE.width) / 2, (height - BADGE.height) / 2);
    return drawBadge(pen, kind, heap, false, palette);
  }
  drawSign(pen, look.sign, width / 2, height / 2, 5, palette.land, colourOf(look, heap, palette));
}

/** A small sign around x, y: what stands for a place too small for its pattern. */
export function drawSign(pen: CanvasRenderingContext2D, sign: Sign, x: number, y: number, r: number, paper: string, ink: string): void {
  pen.beginPath();
  const corners = CORNERS[sign];
  if (corners) corners.forEach(([dx, dy]) => pen.lineTo(x + dx * r, y + dy * r));
  else pen.arc(x, y, r * 0.85, 0, 2 * Math.PI);
  pen.closePath();
  const hollow = sign === 'ring' || sign.startsWith('hollow');
  pen.lineJoin = 'round';
  pen.lineWidth = 3.5; /* a rim of paper, so that it stands out on its own pattern */
  pen.strokeStyle = paper;
  pen.stroke();
  pen.fillStyle = hollow ? paper : ink;
  pen.fill();
  pen.lineWidth = 1.8;
  pen.strokeStyle = ink;
  pen.stroke();
}

const TRIANGLE: [number, number][] = [[0, -1], [0.95, 0.75], [-0.95, 0.75]];
const DIAMOND: [number, number][] = [[0, -1], [1, 0], [0, 1], [-1, 0]];
const CORNERS: Partial<Record<Sign, [number, number][]>> = {
  square: [[-0.75, -0.75], [0.75, -0.75], [0.75, 0.75], [-0.75, 0.75]],
  triangle: TRIANGLE,
  'hollow-triangle': TRIANGLE,
  diamond: DIAMOND,
  'hollow-diamond': DIAMOND,
};
