/** Names in pinyin are words, not a row of syllables. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './load.mjs';

const { writePinyin } = await load('pinyin.ts');

const ROWS = [
  ['hai dian qu', '海淀区', '海淀', 'Haidian Qu'],
  ['xi an shi', '西安市', '西安', "Xi'an Shi"],
  ['bei jing shi', '北京市', '北京', 'Beijing Shi'],
  ['nei meng gu zi zhi qu', '内蒙古自治区', '内蒙古', 'Neimenggu Zizhiqu'],
  ['en shi tu jia zu miao zu zi zhi zhou', '恩施土家族苗族自治州', '恩施', 'Enshi Tujiazu Miaozu Zizhizhou'],
  ['lin xian', '林县', '林县', 'Linxian'],
  ['haidian', '海淀区', '海淀', 'haidian'],
  ['hai dian qu', '海淀区', '朝阳', 'hai dian qu'],
];
for (const [syllables, name, shortName, expected] of ROWS) {
  test(`${name} (${shortName}) from "${syllables}" is ${expected}`, () => {
    assert.equal(writePinyin(syllables, name, shortName), expected);
  });
}
