/** What is drawn on the canvas cannot be seen by an accessibility checker; its contrast is held here:
 *  4.5:1 for words, 3:1 for lines that carry meaning (WCAG 1.4.3, 1.4.11). */

import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './load.mjs';

const { DARK, LIGHT } = await load('palette.ts');

function luminance(hex) {
  const parts = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255);
  const [r, g, b] = parts.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a, b) {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const PAIRS = [
  ['name', 'land', 4.5],
  ['nameWide', 'land', 4.5],
  ['name', 'sea', 4.5],
  ['nameSea', 'sea', 4.5],
  ['province', 'land', 3],
  ['prefecture', 'land', 3],
  ['county', 'land', 3],
  ['province', 'sea', 3],
  ['national', 'sea', 3],
  ['national', 'land', 3],
  ['selected', 'land', 3],
  ['selected', 'sea', 3],
  ['demoCity', 'land', 3],
  ['pilotCity', 'land', 3],
  ['demoCounty', 'land', 3],
  ['pilotCounty', 'land', 3],
  ['zone', 'land', 3],
  ['ended', 'land', 3],
];

for (const [theme, palette] of Object.entries({ light: LIGHT, dark: DARK })) {
  for (const [front, back, least] of PAIRS) {
    test(`${theme}: ${front} on ${back} is at least ${least}:1`, () => {
      const found = contrast(palette[front], palette[back]);
      assert.ok(found >= least, `${found.toFixed(2)}:1`);
    });
  }
}
