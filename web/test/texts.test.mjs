/** The page's sentences: both languages say everything, and what fills a hole stays text. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { SRC, load } from './load.mjs';

const { say, sayDate, sayNumber, setLang } = await load('texts.ts');

const PAGE = readFileSync(join(SRC, 'index.html'), 'utf8');

test('every text the page asks for exists in both languages, with the same holes', () => {
  const keys = [...PAGE.matchAll(/data-(?:text|label|placeholder)="(\w+)"/g)].map((m) => m[1]);
  assert.ok(keys.length > 15);
  for (const key of keys) {
    setLang('zh');
    const zh = say(key);
    setLang('en');
    const en = say(key);
    assert.ok(zh && en && zh !== en, key);
    const holes = (text) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();
    assert.deepEqual(holes(zh), holes(en), key);
  }
  setLang('zh');
});

test('the Chinese of the page and of the table are the same words', () => {
  setLang('zh');
  for (const [, key, text] of PAGE.matchAll(/data-text="(\w+)"[^>]*>([^<]+)</g)) assert.equal(say(key), text, key);
  for (const [, label, key] of PAGE.matchAll(/aria-label="([^"]+)"[^>]*? data-label="(\w+)"/g)) {
    assert.equal(say(key), label, key);
  }
});

test('a hole is filled as it comes, dollars and markup too', () => {
  assert.match(say('noneFound', { q: '$& <b>' }), /“\$& <b>”/);
});

test('dates are written as people write them', () => {
  assert.equal(sayDate('2023-12-31'), '2023年12月31日');
  setLang('en');
  assert.equal(sayDate('2023-12-31'), '31 December 2023');
  setLang('zh');
  assert.equal(sayDate('unknown'), 'unknown');
});

test('numbers have their thousands parted', () => assert.equal(sayNumber(1664897.4, 0), '1,664,897'));
