/** Points as people write them, from the table that the service is held to as well. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { SRC, load } from './load.mjs';

const { isDatum, parsePoint } = await load('coordinates.ts');

const ROWS = readFileSync(join(SRC, '../../tests/fixtures/coordinates.tsv'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t'));

test('the table has rows of both kinds', () => {
  const points = ROWS.filter(([lon]) => lon !== '-').length;
  assert.ok(points > 20 && ROWS.length - points > 20);
});

for (const [lon, lat, text] of ROWS) {
  test(`“${text}” is ${lon === '-' ? 'no point' : `${lon}, ${lat}`}`, () => {
    const found = parsePoint(text);
    if (lon === '-') return assert.equal(found, null);
    assert.ok(found, 'a point');
    assert.ok(Math.abs(found.lon - lon) < 1e-9 && Math.abs(found.lat - lat) < 1e-9, JSON.stringify(found));
  });
}

test('the datums are those the service knows', () => {
  assert.deepEqual(['cgcs2000', 'gcj02', 'bd09', 'wgs', ''].map(isDatum), [true, true, true, false, false]);
});
