/** styles.ts - palette in, ol styles out.
 *
 *  Styles are made once per theme and kept: ol asks for them for every feature of every frame. */

import Circle from 'ol/style/Circle.js';
import Fill from 'ol/style/Fill.js';
import Icon from 'ol/style/Icon.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import Text from 'ol/style/Text.js';
import type { Heap } from '../listing';
import type { Palette } from '../palette';
import { BADGE, colourOf, drawBadge, drawSign, lookOf, tileOf } from '../patterns';
import type { Collection } from '../service';
import { wrapName } from './names';

const FAMILY = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif';

/* Borders lie over areas, and the border of a province over that of a county. */
const ABOVE: Record<Collection, number> = { counties: 2, cities: 3, provinces: 4 };

const SIGN = 16; /* pixels that a sign takes */

/* What counts on the day lies over what is over. */
const ORDER: Record<Heap, number> = { over: 0, unsure: 1, now: 2 };

export type NameRole = 'main' | 'wide' | 'sea' | 'islands';

export interface NameLook {
  text: string;
  more?: string | undefined; /* on a line of its own below */
  role: NameRole;
  size: number;
  rank: number;
  align?: 'left' | 'right' | undefined; /* which end of the name is at its point; undefined: the middle */
  dx?: number | undefined; /* pixels */
  dy?: number | undefined;
}

export interface BadgeLook {
  kind: string;
  heap: Heap;
  stem: boolean;
  dx: number; /* pixels beside its point, where others stand there too */
  clear: boolean; /* names keep off it */
  size: number; /* 1: as it is drawn */
}

export interface Styles {
  scale: number; /* of type: more than 1 where large type is wanted */
  area(collection: Collection, tier: number): Style[];
  line(kind: string): Style[]; /* one of the kinds the service gives a line */
  selected: Style[];
  dot: Style;
  name(look: NameLook): Style;
  titled(kind: string, heap: Heap): Style[]; /* the area of a place with a title */
  zone(kind: string, heap: Heap): Style[]; /* a part of a zone, over whatever is there */
  strong: Style[]; /* the edge of a part of the zone that is selected */
  badge(look: BadgeLook): Style; /* of a zone: see patterns.ts */
  part(label: string): Style; /* the name of a part of the zone that is selected */
  sign(kind: string, heap: Heap, label: string | null): Style; /* stands for a place too small for it */
  marked: Style[]; /* what the reader points at in the list */
  spot: Style[];
  aim: Style[]; /* the badge the reader points at in the list */
}

/** over: a basemap lies below, so land stays clear and lines have a rim. */
export function makeStyles(palette: Palette, scale = 1, over = false): Styles {
  const names = new Map<string, Style>();
  const areas = new Map<string, Style[]>();
  const coast = new Style({ zIndex: 0, stroke: new Stroke({ color: palette.coast, width: 5, lineJoin: 'round' }) });
  /* Reefs are smaller than a pixel on the small map; a dot keeps them there. */
  const dot = new Circle({ radius: 0.8, fill: new Fill({ color: palette.province }), declutterMode: 'none' });
  const land = new Style({ zIndex: 1, fill: new Fill({ color: palette.land }) });
  const colour = { provinces: palette.province, cities: palette.prefecture, counties: palette.county };

  function border(collection: Collection, tier: number): Style {
    const width = { provinces: [0.9, 1.3, 1.9], cities: [0.8, 0.7, 1.1], counties: [0.7, 0.7, 0.7] }[collection][tier];
    return new Style({
      zIndex: ABOVE[collection],
      image: dot,
      stroke: new Stroke({ color: colour[collection], width: width ?? 1, lineJoin: 'round' }),
    });
  }

  function rim(collection: Collection): Style {
    const width = { provinces: 4, cities: 3, counties: 2 }[collection];
    return new Style({ zIndex: 1, stroke: new Stroke({ color: palette.rim, width, lineJoin: 'round' }) });
  }

  function area(collection: Collection, tier: number): Style[] {
    const key = `${collection}/${tier}`;
    let made = areas.get(key);
    if (!made) {
      made = [border(collection, tier)];
      if (over) made.unshift(rim(collection));
      else if (collection === 'provinces') made.unshift(coast, land);
      areas.set(key, made);
    }
    return made;
  }

  function line(color: string, width: number, lineDash?: number[]): Style[] {
    return [new Style({ stroke: new Stroke({ color, width, lineCap: 'butt', ...(lineDash && { lineDash }) }) })];
  }
  const onWater = line(palette.province, 1, [4, 3]);
  const lines: Record<string, Style[]> = {
    ten_dash_line: line(palette.national, 2.2),
    undefined_border: line(palette.national, 1.8, [6, 4]),
    province_border: onWater,
  };

  function name(look: NameLook): Style {
    const key = Object.values(look).join('/');
    let made = names.get(key);
    if (!made) {
      made = nameStyle(palette, look, scale);
      names.set(key, made);
    }
    return made;
  }

  const titles = new Map<string, Style[]>();
  const paper = new Style({ fill: new Fill({ color: over ? palette.rim : palette.land }), zIndex: -1 });
  function titled(kind: string, heap: Heap): Style[] {
    const key = `${kind}/${heap}`;
    let made = titles.get(key);
    if (!made) {
      const look = lookOf(kind, heap);
      const pixel = window.devicePixelRatio || 1;
      const tile = tileOf(look, heap, palette, pixel).getContext('2d');
      const pattern = tile?.createPattern(tile.canvas, 'repeat');
      const color = colourOf(look, heap, palette);
      const lineDash = heap === 'now' ? [] : [5, 4];
      const edge = new Stroke({ color, width: heap === 'now' ? 1.6 : 1.1, lineJoin: 'round', lineDash });
      made = [new Style({ ...(pattern && { fill: new Fill({ color: pattern }) }), stroke: edge, zIndex: ORDER[heap] })];
      titles.set(key, made);
    }
    return made;
  }

  const icons = new Map<string, Icon>();
  function icon(kind: string, heap: Heap): Icon {
    const key = `${kind}/${heap}`;
    let made = icons.get(key);
    if (!made) {
      const look = lookOf(kind, heap);
      const pixel = window.devicePixelRatio || 1;
      const img = document.createElement('canvas');
      img.width = img.height = Math.round(SIGN * pixel);
      const pen = img.getContext('2d') as CanvasRenderingContext2D;
      pen.scale(img.width / SIGN, img.height / SIGN);
      drawSign(pen, look.sign, SIGN / 2, SIGN / 2, heap === 'now' ? 5 : 4, palette.land, colourOf(look, heap, palette));
      made = new Icon({ img, size: [img.width, img.height], scale: 1 / pixel, declutterMode: 'none' });
      icons.set(key, made);
    }
    return made;
  }

  function sign(kind: string, heap: Heap, label: string | null): Style {
    const style = new Style({ image: icon(kind, heap), zIndex: ORDER[heap] });
    if (label !== null) {
      const look: NameLook = { text: label, role: 'main', size: 12, rank: 4 + ORDER[heap], align: 'left', dx: 7 };
      const text = name(look).getText();
      if (text) style.setText(text);
      style.setZIndex(look.rank);
    }
    return style;
  }

  function badge({ kind, heap, stem, dx, clear, size }: BadgeLook): Style {
    const key = `badge/${kind}/${heap}/${stem}/${dx}/${clear}/${size}`;
    let image = icons.get(key);
    if (!image) {
      const pixel = window.devicePixelRatio || 1;
      const img = document.createElement('canvas');
      img.width = Math.round(BADGE.width * pixel);
      img.height = Math.round(BADGE.height * pixel);
      const pen = img.getContext('2d') as CanvasRenderingContext2D;
      pen.scale(pixel, pixel);
      drawBadge(pen, kind, heap, stem, palette);
      const anchor = [0.5, stem ? BADGE.foot / BADGE.height : 0.5];
      const declutterMode = clear ? 'obstacle' : 'none';
      image = new Icon({ img, size: [img.width, img.height], scale: size / pixel, anchor, displacement: [dx, 0], declutterMode });
      icons.set(key, image);
    }
    return new Style({ image, zIndex: 3 + ORDER[heap] });
  }

  const aim = (color: string, width: number, radius = 8): Style =>
    new Style({ image: new Circle({ radius, stroke: new Stroke({ color, width }), declutterMode: 'none' }), zIndex: width < 4 ? 1 : 0 });
  const point = (color: string, radius: number, zIndex: number): Style =>
    new Style({ image: new Circle({ radius, fill: new Fill({ color }), declutterMode: 'none' }), zIndex });

  return {
    area,
    scale,
    titled,
    zone: (kind, heap) => [paper, ...titled(kind, heap)],
    sign,
    badge,
    part: (label) => name({ text: label, role: 'main', size: 13, rank: 28 }),
    marked: [
      new Style({ stroke: new Stroke({ color: palette.land, width: 6, lineJoin: 'round' }) }),
      new Style({ stroke: new Stroke({ color: palette.name, width: 2.6, lineJoin: 'round' }) }),
    ],
    spot: [aim(palette.land, 6), aim(palette.selected, 2.6), point(palette.selected, 2.6, 2)],
    aim: [aim(palette.land, 6, 15), aim(palette.name, 2.6, 15)],
    dot: new Style({ image: dot }),
    line: (kind) => lines[kind] ?? onWater,
    selected: [
      new Style({
        fill: new Fill({ color: palette.selectedFill }),
        stroke: new Stroke({ color: palette.land, width: 5, lineJoin: 'round' }),
      }),
      new Style({ stroke: new Stroke({ color: palette.selected, width: 2.4, lineJoin: 'round' }) }),
    ],
    strong: [
      new Style({ stroke: new Stroke({ color: palette.land, width: 7, lineJoin: 'round' }) }),
      new Style({ stroke: new Stroke({ color: palette.selected, width: 3.4, lineJoin: 'round' }) }),
    ],
    name,
  };
}

function nameStyle(palette: Palette, { text, more, role, size, rank, align, dx, dy }: NameLook, scale: number): Style {
  const atSea = role === 'sea' || role === 'islands';
  const colour = { main: palette.name, wide: palette.nameWide, sea: palette.nameSea, islands: palette.name }[role];
  const slant = role === 'sea' ? 'italic ' : '';
  const weight = role === 'wide' ? '700 ' : '';
  return new Style({
    zIndex: rank,
    text: new Text({
      text: (atSea ? text : wrapName(text)) + (more === undefined ? '' : `\n${more}`),
      font: `${slant}${more === undefined ? weight : '700 '}${Math.round(size * scale)}px ${FAMILY}`,
      fill: new Fill({ color: colour }),
      stroke: new Stroke({ color: atSea ? palette.sea : palette.land, width: 3, lineJoin: 'round' }),
      padding: [-3, 0, -3, 0], /* Chinese type leaves room above and below itself */
      textAlign: align ?? 'center',
      offsetX: (dx ?? 0) + (align && !atSea ? { left: 3, right: -3 }[align] : 0),
      offsetY: dy ?? 0,
    }),
  });
}
