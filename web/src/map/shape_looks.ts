/** shape_looks.ts - how shapes on a desk's map look: each role has a line and a pattern of its own, so
 *  that none is told from another by colour alone; a number or a letter may stand in it. */

import type Feature from 'ol/Feature.js';
import type Geometry from 'ol/geom/Geometry.js';
import LineString from 'ol/geom/LineString.js';
import MultiLineString from 'ol/geom/MultiLineString.js';
import MultiPoint from 'ol/geom/MultiPoint.js';
import Point from 'ol/geom/Point.js';
import Circle from 'ol/style/Circle.js';
import Fill from 'ol/style/Fill.js';
import RegularShape from 'ol/style/RegularShape.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import Text from 'ol/style/Text.js';
import type { Palette } from '../palette';
import { tileOf, type Pattern } from '../patterns';
import { anchorOf } from './anchor';
import { polygonsOf } from './shapes';

export type ShapeRole = 'host' | 'declared' | 'proposed' | 'published' | 'other' | 'finding' | 'drawn' | 'preview' | 'fault' | 'kept' | 'came' | 'ended' | 'beside' | 'added' | 'changed' | 'taken' | 'same' | 'refused';

type Ink = 'province' | 'pilotCity' | 'zone' | 'demoCounty' | 'pilotCounty' | 'demoCity' | 'name';

interface RoleLook {
  ink: Ink;
  pattern: Pattern | null; /* null: nothing inside */
  width: number;
  dash: number[];
  over: number; /* what lies over what */
  small?: true; /* its points: there are many of them */
  sign?: { corners: number; turned?: number; waist?: number }; /* its points are drawn in this form, with the pattern inside */
}

/** To show another role, add a line. */
const ROLES: Readonly<Record<ShapeRole, RoleLook>> = {
  host: { ink: 'province', pattern: null, width: 2.6, dash: [11, 4, 2, 4], over: 1 },
  other: { ink: 'pilotCounty', pattern: 'dots', width: 1.4, dash: [3, 3], over: 2 },
  published: { ink: 'demoCounty', pattern: 'bars', width: 1.8, dash: [], over: 3 },
  proposed: { ink: 'zone', pattern: 'posts', width: 2.2, dash: [], over: 4 },
  declared: { ink: 'pilotCity', pattern: null, width: 2.2, dash: [8, 5], over: 5 },
  drawn: { ink: 'pilotCity', pattern: null, width: 3, dash: [2, 5], over: 6 },
  preview: { ink: 'demoCounty', pattern: 'grid', width: 3, dash: [], over: 5.5 },
  finding: { ink: 'demoCity', pattern: 'slashes', width: 2, dash: [2, 3], over: 7 },
  fault: { ink: 'demoCity', pattern: null, width: 3, dash: [], over: 8 },
  beside: { ink: 'pilotCity', pattern: null, width: 2.2, dash: [8, 5], over: 2 },
  kept: { ink: 'demoCounty', pattern: 'dots', width: 1, dash: [], over: 2, small: true },
  came: { ink: 'pilotCounty', pattern: 'grid', width: 1.8, dash: [], over: 3, small: true },
  ended: { ink: 'demoCity', pattern: 'slashes', width: 1.8, dash: [4, 3], over: 3, small: true },
  /* Rows of an imported list, each where its place lies. */
  same: { ink: 'name', pattern: null, width: 1.6, dash: [], over: 2, sign: { corners: 24 } },
  added: { ink: 'demoCounty', pattern: 'grid', width: 2.2, dash: [], over: 3, sign: { corners: 4, turned: Math.PI / 4 } },
  taken: { ink: 'pilotCounty', pattern: 'posts', width: 2.2, dash: [], over: 4, sign: { corners: 4 } },
  changed: { ink: 'pilotCity', pattern: 'bars', width: 2.2, dash: [], over: 5, sign: { corners: 3 } },
  refused: { ink: 'demoCity', pattern: 'slashes', width: 2.2, dash: [], over: 6, sign: { corners: 4, turned: Math.PI / 4, waist: 0.42 } },
};

/** Is it drawn as a sign of one size, however close one looks? */
export const isSign = (role: ShapeRole): boolean => ROLES[role].sign !== undefined;

export const ROLE_ORDER = (Object.keys(ROLES) as ShapeRole[]).sort((a, b) => ROLES[a].over - ROLES[b].over);

type PatternInk = 'demoCity' | 'pilotCity' | 'demoCounty' | 'pilotCounty' | 'zone';

function tileFor(look: RoleLook, palette: Palette): HTMLCanvasElement | null {
  if (look.pattern === null) return null;
  return tileOf({ pattern: look.pattern, sign: 'square', colour: look.ink as PatternInk }, 'now', palette, window.devicePixelRatio || 1);
}

const FONT = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif';

function signOf(look: RoleLook, pattern: CanvasPattern | null, palette: Palette, radius: number): RegularShape {
  const { corners, turned = 0, waist } = look.sign ?? { corners: 4 };
  return new RegularShape({
    points: corners,
    radius,
    ...(waist !== undefined && { radius2: radius * waist }),
    angle: turned,
    fill: new Fill({ color: pattern ?? palette.land }),
    stroke: new Stroke({ color: palette[look.ink], width: look.width }),
  });
}

/** The point of a shape where its number stands. */
function middle(geometry: Geometry): Point {
  if (geometry instanceof Point) return geometry;
  if (geometry instanceof LineString) return new Point(geometry.getCoordinateAt(0.5));
  if (geometry instanceof MultiLineString) return new Point(geometry.getLineString(0)?.getCoordinateAt(0.5) ?? geometry.getFirstCoordinate());
  const anchor = anchorOf(polygonsOf(geometry));
  const [x0, y0, x1, y1] = geometry.getExtent() as [number, number, number, number];
  return new Point(anchor ? [anchor.x, anchor.y] : [(x0 + x1) / 2, (y0 + y1) / 2]);
}

/* Of a finding about a whole shape: at its edge, since the middle is taken by the name of the shape. */
function corner(geometry: Geometry, right: boolean): Point {
  const [x0, , x1, y1] = geometry.getExtent() as [number, number, number, number];
  return new Point([right ? x1 : x0, y1]);
}

function badge(text: string, ink: string, paper: string, scale: number, chosen: boolean, up: number): Text {
  return new Text({
    text,
    offsetY: up * scale,
    font: `700 ${Math.round(13 * scale)}px ${FONT}`,
    fill: new Fill({ color: chosen ? paper : ink }),
    backgroundFill: new Fill({ color: chosen ? ink : paper }),
    backgroundStroke: new Stroke({ color: ink, width: 1.6 }),
    padding: [1, 4, 0, 5],
    overflow: true,
  });
}

export type ShapeStyles = (feature: Feature<Geometry>, chosen: boolean) => Style[];

/** Styles for features with `role` and `label`; made once for a palette. */
export function shapeStyles(palette: Palette, scale: number): ShapeStyles {
  const tiles = new Map<ShapeRole, CanvasPattern | null>();
  const pen = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D;
  const tile = (role: ShapeRole): CanvasPattern | null => {
    if (!tiles.has(role)) {
      const drawn = tileFor(ROLES[role], palette);
      tiles.set(role, drawn && pen.createPattern(drawn, 'repeat'));
    }
    return tiles.get(role) ?? null;
  };
  return (feature, chosen) => {
    const role = (feature.get('role') as ShapeRole | undefined) ?? 'drawn'; /* the point under the pointer has none */
    const look = ROLES[role];
    const label = feature.get('label') as string | undefined;
    const geometry = feature.getGeometry() as Geometry;
    const color = palette[look.ink];
    const plain = feature.get('plain') === true && !chosen;
    const pattern = plain ? null : tile(role);
    const isPoint = geometry instanceof Point || geometry instanceof MultiPoint;
    const zIndex = look.over * 4 + (chosen ? 40 : 0);
    const made: Style[] = [];
    if (isPoint && look.sign) {
      made.push(new Style({ zIndex, image: signOf(look, pattern, palette, chosen ? 13 : 9) }));
    } else if (isPoint) {
      made.push(new Style({ zIndex, image: new Circle({ radius: (chosen ? 10 : 7) * (look.small ? 0.6 : 1), fill: new Fill({ color: palette.land }), stroke: new Stroke({ color, width: chosen ? 4 : 2.6 }) }) }));
    } else {
      if (chosen || look.dash.length > 0) made.push(new Style({ zIndex, stroke: new Stroke({ color: palette.land, width: chosen ? 9 : 4, lineJoin: 'round' }) }));
      made.push(new Style({
        zIndex: zIndex + 1,
        ...(pattern && { fill: new Fill({ color: pattern }) }),
        stroke: new Stroke({ color, width: chosen ? 4.5 : look.width, lineDash: chosen ? [] : look.dash, lineJoin: 'round' }),
      }));
    }
    if (label) made.push(new Style({ zIndex: zIndex + 2, geometry: plain ? corner(geometry, feature.get('box') !== true) : middle(geometry), text: badge(label, color, palette.land, scale, chosen, look.sign ? -20 : 0) }));
    return made;
  };
}

/** What a role looks like, for the legend; in pixels of the page. */
export function drawRole(canvas: HTMLCanvasElement, role: ShapeRole, palette: Palette): void {
  const scale = window.devicePixelRatio || 1;
  const [width, height] = [38, 20];
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const sheet = canvas.getContext('2d') as CanvasRenderingContext2D;
  const look = ROLES[role];
  sheet.fillStyle = palette.land;
  sheet.fillRect(0, 0, canvas.width, canvas.height);
  const tile = tileFor(look, palette);
  if (tile) {
    sheet.fillStyle = sheet.createPattern(tile, 'repeat') ?? palette.land;
    sheet.fillRect(0, 0, canvas.width, canvas.height);
  }
  sheet.scale(scale, scale);
  if (look.sign) {
    sheet.clearRect(0, 0, width, height);
    sheet.save();
    sheet.translate(width / 2, height / 2);
    outline(sheet, look.sign, 9);
    sheet.restore();
    sheet.fill();
  } else sheet.rect(2, 2, width - 4, height - 4);
  sheet.strokeStyle = palette[look.ink];
  sheet.lineWidth = look.width;
  sheet.setLineDash(look.dash);
  sheet.stroke();
}

/* A sign as the map draws it, round the origin. */
function outline(pen: CanvasRenderingContext2D, { corners, turned = 0, waist }: NonNullable<RoleLook['sign']>, radius: number): void {
  const steps = waist === undefined ? corners : corners * 2;
  pen.beginPath();
  for (let i = 0; i < steps; i++) {
    const angle = turned + (i * 2 * Math.PI) / steps - Math.PI / 2;
    const r = waist !== undefined && i % 2 === 1 ? radius * waist : radius;
    pen.lineTo(r * Math.cos(angle), r * Math.sin(angle));
  }
  pen.closePath();
}
