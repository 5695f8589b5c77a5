/** The parts of the map that need no map library: what is fetched when, where names stand. */

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { SRC, load } from './load.mjs';

const { anchorOf } = await load('map/anchor.ts');
const { fromAlbers, toAlbers } = await load('map/albers.ts');
const { bestTier, chunkKey, tierAt, wanted } = await load('map/detail.ts');
const { SEA_NAMES, shortName, wrapName } = await load('map/names.ts');

test('the whole country asks for provinces only', () => {
  assert.deepEqual(wanted(3.9, ['110000', '130000']), [{ tier: 0, province: null }]);
});

test('a view close by asks for the counties of the provinces in it and no others', () => {
  const keys = wanted(8, ['110000', '130000']).map(chunkKey);
  assert.deepEqual(keys, ['0/all', '1/all', '2/110000', '2/130000']);
});

test('a province is drawn from the finest tier that has arrived for it', () => {
  const arrived = new Set(['0/all', '2/110000']);
  assert.equal(bestTier(8, '110000', arrived), 2);
  assert.equal(bestTier(8, '130000', arrived), 0);
  assert.equal(bestTier(5.5, '110000', arrived), 0, 'and never from one finer than the zoom asks for');
  assert.equal(bestTier(8, '110000', new Set()), -1);
});

test('tiers begin at their zoom', () => {
  assert.deepEqual([2, 5.19, 5.2, 6.89, 6.9, 12].map(tierAt), [0, 0, 1, 1, 2, 2]);
});

/* As proj says it: +proj=aea +lat_1=25 +lat_2=47 +lat_0=0 +lon_0=105 +ellps=GRS80 */
const CONIC = [
  [105, 36, 0, 3847798.9],
  [116.3, 39.96, 947316.26, 4349312.54],
  [73.5, 39, -2636112.95, 4608638.47],
  [112, 4, 862556.13, 423051.68],
];
for (const [lon, lat, x, y] of CONIC) {
  test(`the conic sheet has ${lon}, ${lat} where it belongs, and finds it again`, () => {
    const at = toAlbers(lon, lat);
    assert.ok(Math.hypot(at[0] - x, at[1] - y) < 0.02, at.join(', '));
    const [back, up] = fromAlbers(...at);
    assert.ok(Math.abs(back - lon) < 1e-9 && Math.abs(up - lat) < 1e-9, `${back}, ${up}`);
  });
}

const box = (x1, y1, x2, y2) => [[x1, y1], [x2, y1], [x2, y2], [x1, y2], [x1, y1]];

test('the name of a plain area stands in its middle', () => {
  assert.deepEqual(anchorOf([[box(0, 0, 10, 4)]]), { x: 5, y: 2, width: 10 });
});

test('the name goes to the largest part', () => {
  const anchor = anchorOf([[box(0, 0, 1, 1)], [box(10, 10, 20, 20)]]);
  assert.equal(anchor.x, 15);
});

test('the name keeps out of a hole', () => {
  const anchor = anchorOf([[box(0, 0, 10, 10), box(4, 2, 9.5, 8)]]);
  assert.deepEqual(anchor, { x: 2, y: 5, width: 4 });
});

test('no area, no name', () => assert.equal(anchorOf([]), null));

const SHORT = [
  ['内蒙古自治区', 'province', '内蒙古'],
  ['新疆维吾尔自治区', 'province', '新疆'],
  ['广西壮族自治区', 'province', '广西'],
  ['香港特别行政区', 'province', '香港'],
  ['北京市', 'province', '北京'],
  ['台湾省', 'province', '台湾'],
  ['石家庄市', 'prefecture', '石家庄'],
  ['恩施土家族苗族自治州', 'prefecture', '恩施土家族苗族自治州'],
  ['海淀区', 'county', '海淀区'],
  ['辛集市', 'county', '辛集市'],
];
for (const [name, level, expected] of SHORT) {
  test(`${name} is written ${expected}`, () => assert.equal(shortName(name, level), expected));
}

test('long names take two lines and lose no character', () => {
  for (const name of ['恩施土家族苗族自治州', '大厂回族自治县', '双江拉祜族佤族布朗族傣族自治县', '克孜勒苏柯尔克孜自治州']) {
    const lines = wrapName(name).split('\n');
    assert.equal(lines.length, 2);
    assert.equal(lines.join(''), name);
    assert.ok(lines.every((line) => line.length >= 2), lines.join(' / '));
  }
  assert.equal(wrapName('海淀区'), '海淀区');
});

test('the islands that must be named on a national map are named', () => {
  const names = SEA_NAMES.map((sea) => sea.text);
  for (const name of ['南海诸岛', '东沙群岛', '西沙群岛', '中沙群岛', '南沙群岛', '黄岩岛', '曾母暗沙', '钓鱼岛', '赤尾屿']) {
    assert.ok(names.includes(name), name);
  }
});

test('only the map folder knows the map library, and nothing writes markup', () => {
  for (const file of readdirSync(SRC, { recursive: true }).map(String).filter((f) => f.endsWith('.ts'))) {
    const text = readFileSync(join(SRC, file), 'utf8');
    if (!file.startsWith('map')) assert.doesNotMatch(text, /from 'ol\//, file);
    if (file !== 'service.ts') assert.doesNotMatch(text, /\bfetch\(['"`(/]/, file);
    assert.doesNotMatch(text, /innerHTML|outerHTML|insertAdjacentHTML|document\.write/, file);
  }
});
