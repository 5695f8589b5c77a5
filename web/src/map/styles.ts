/** styles.ts - palette in, ol styles out.
 *
 *  Styles are made once per theme and kept: ol asks for them for every feature of every frame. */

import Circle from 'ol/style/Circle.js';
import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import Text from 'ol/style/Text.js';
import type { Palette } from '../palette';
import type { Collection } from '../service';
import { wrapName } from './names';

const FAMILY = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif';

/* Borders lie over areas, and the border of a province over that of a county. */
const ABOVE: Record<Collection, number> = { counties: 2, cities: 3, provinces: 4 };

export type NameRole = 'main' | 'wide' | 'sea' | 'islands';

export interface NameLook {
  text: string;
  role: NameRole;
  size: number;
  rank: number;
  align?: 'left' | 'right' | undefined; /* which end of the name is at its point; undefined: the middle */
  dx?: number | undefined; /* pixels */
  dy?: number | undefined;
}

export interface Styles {
  area(collection: Collection, tier: number): Style[];
  line(kind: string): Style[]; /* one of the kinds the service gives a line */
  selected: Style[];
  dot: Style;
  name(look: NameLook): Style;
}

export function makeStyles(palette: Palette): Styles {
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

  function area(collection: Collection, tier: number): Style[] {
    const key = `${collection}/${tier}`;
    let made = areas.get(key);
    if (!made) {
      made = [border(collection, tier)];
      if (collection === 'provinces') made.unshift(coast, land);
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
      made = nameStyle(palette, look);
      names.set(key, made);
    }
    return made;
  }

  return {
    area,
    dot: new Style({ image: dot }),
    line: (kind) => lines[kind] ?? onWater,
    selected: [
      new Style({
        fill: new Fill({ color: palette.selectedFill }),
        stroke: new Stroke({ color: palette.land, width: 5, lineJoin: 'round' }),
      }),
      new Style({ stroke: new Stroke({ color: palette.selected, width: 2.4, lineJoin: 'round' }) }),
    ],
    name,
  };
}

function nameStyle(palette: Palette, { text, role, size, rank, align, dx, dy }: NameLook): Style {
  const atSea = role === 'sea' || role === 'islands';
  const colour = { main: palette.name, wide: palette.nameWide, sea: palette.nameSea, islands: palette.name }[role];
  const slant = role === 'sea' ? 'italic ' : '';
  const weight = role === 'wide' ? '700 ' : '';
  return new Style({
    zIndex: rank,
    text: new Text({
      text: atSea ? text : wrapName(text),
      font: `${slant}${weight}${size}px ${FAMILY}`,
      fill: new Fill({ color: colour }),
      stroke: new Stroke({ color: atSea ? palette.sea : palette.land, width: 3, lineJoin: 'round' }),
      padding: [-3, 0, -3, 0], /* Chinese type leaves room above and below itself */
      textAlign: align ?? 'center',
      offsetX: (dx ?? 0) + (align && !atSea ? { left: 3, right: -3 }[align] : 0),
      offsetY: dy ?? 0,
    }),
  });
}
