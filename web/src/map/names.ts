/** names.ts - how places are written on the map, where room is short, and the names of seas and
 *  island groups that no division carries. */

import type { Level } from '../service';

/** 内蒙古自治区 is 内蒙古 on a small map, 石家庄市 is 石家庄; counties keep their full names. */
export function shortName(name: string, level: Level): string {
  if (level === 'province') {
    return name.replace(/(维吾尔|壮族|回族)?自治区$|特别行政区$|[省市]$/, '');
  }
  if (level === 'prefecture') return name.length > 2 ? name.replace(/市$/, '') : name;
  return name;
}

/** Long names go on two lines, broken at the middle or after the 族 nearest to it: 恩施土家族 /
 *  苗族自治州. */
export function wrapName(name: string): string {
  if (name.length <= 6) return name;
  const bracket = name.indexOf('（');
  if (bracket > 0) return `${name.slice(0, bracket)}\n${name.slice(bracket)}`;
  const middle = Math.ceil(name.length / 2);
  const afterPeople = [0, -1, 1].map((off) => middle + off).find((at) => name[at - 1] === '族');
  const split = afterPeople ?? middle;
  return `${name.slice(0, split)}\n${name.slice(split)}`;
}

/** Where the name of a province stands on the small map, when the widest place inside it is not the
 *  best: it would meet a neighbour's name, or the province is smaller than its name. */
export interface Spot {
  lon: number;
  lat: number;
  align?: 'left' | 'right'; /* the end of the name that is at the spot */
  rank?: number; /* above (or below) other provinces where names would meet */
}

export const PROVINCE_SPOTS: Readonly<Record<string, Spot>> = {
  '110000': { lon: 115.95, lat: 40.3 },
  '120000': { lon: 117.7, lat: 39.05, align: 'left' },
  '130000': { lon: 115.6, lat: 38.0 },
  '140000': { lon: 111.9, lat: 37.4 },
  '150000': { lon: 115.2, lat: 43.7 },
  '310000': { lon: 121.7, lat: 31.15, align: 'left' },
  '320000': { lon: 120.0, lat: 33.6 },
  '330000': { lon: 120.0, lat: 29.1 },
  '340000': { lon: 116.9, lat: 31.6 },
  '350000': { lon: 118.2, lat: 25.9 },
  '360000': { lon: 115.4, lat: 27.9 },
  '410000': { lon: 113.5, lat: 33.9 },
  '420000': { lon: 112.3, lat: 31.1 },
  '430000': { lon: 111.6, lat: 27.7 },
  '440000': { lon: 113.3, lat: 24.1 },
  '450000': { lon: 108.6, lat: 23.8 },
  '460000': { lon: 109.45, lat: 19.3 },
  '500000': { lon: 107.8, lat: 29.9 },
  '520000': { lon: 106.6, lat: 26.9 },
  '610000': { lon: 108.8, lat: 34.9 },
  '640000': { lon: 106.0, lat: 37.3 },
  '710000': { lon: 121.5, lat: 23.3, align: 'right', rank: 1 },
  '810000': { lon: 114.25, lat: 22.2, align: 'left', rank: -1 },
  '820000': { lon: 113.5, lat: 21.9, align: 'right', rank: -1 },
};

/** A name at sea.  It stands clear of the reefs and dashes it belongs to, at every zoom it appears
 *  at: none of them may be hidden by a word. */
export interface SeaName {
  text: string;
  lon: number;
  lat: number;
  from: number; /* zoom */
  to?: number;
  align?: 'left' | 'right';
  dx?: number; /* pixels */
  dy?: number;
  kind: 'sea' | 'islands';
  dot?: true; /* stands for one island, marked even where its name is not */
}

export const SEA_NAMES: readonly SeaName[] = [
  { text: '渤海', lon: 119.8, lat: 38.8, from: 4.7, kind: 'sea' },
  { text: '黄海', lon: 123.2, lat: 35.6, from: 0, kind: 'sea' },
  { text: '东海', lon: 125.2, lat: 29.2, from: 0, kind: 'sea' },
  { text: '南海', lon: 117.8, lat: 13.75, from: 3.8, to: 4.4, kind: 'sea' },
  { text: '南海', lon: 116.9, lat: 17.3, from: 4.4, kind: 'sea' },
  { text: '南海诸岛', lon: 113.6, lat: 13.6, from: 0, to: 3.8, kind: 'islands' },
  { text: '钓鱼岛', lon: 123.48, lat: 25.745, dx: 4, dy: -12, from: 3.6, kind: 'islands', dot: true },
  { text: '赤尾屿', lon: 124.57, lat: 25.9, dx: 4, dy: 13, from: 5.2, kind: 'islands', dot: true },
  { text: '东沙群岛', lon: 116.72, lat: 20.7, dx: 2, dy: 13, from: 3.6, kind: 'islands', dot: true },
  { text: '西沙群岛', lon: 111.4, lat: 17.9, align: 'left', from: 3.8, kind: 'islands' },
  { text: '中沙群岛', lon: 114.3, lat: 14.7, from: 4.4, kind: 'islands' },
  { text: '黄岩岛', lon: 117.77, lat: 15.15, dy: 12, from: 4.4, kind: 'islands', dot: true },
  { text: '南沙群岛', lon: 113.1, lat: 12.4, from: 3.8, kind: 'islands' },
  { text: '曾母暗沙', lon: 112.28, lat: 3.97, align: 'left', dx: 8, dy: -9, from: 3.8, kind: 'islands' },
];
