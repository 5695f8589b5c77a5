/** The address of the page: read, written, and read again. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './load.mjs';

const { format, linkTo, parse } = await load('state.ts');

const EMPTY = { code: null, view: null, lang: 'zh' };

const READ = [
  ['nothing', '', EMPTY],
  ['a code', '?code=110108', { ...EMPTY, code: '110108' }],
  ['a view', '?at=39.96,116.3,8.5', { ...EMPTY, view: { lat: 39.96, lon: 116.3, z: 8.5 } }],
  ['south and west', '?at=-3,-100.25,4', { ...EMPTY, view: { lat: -3, lon: -100.25, z: 4 } }],
  ['English', '?lang=en', { ...EMPTY, lang: 'en' }],
  ['a language we do not speak', '?lang=fr', EMPTY],
  ['foreign parameters', '?utm_source=x&code=440300&from=y', { ...EMPTY, code: '440300' }],
  ['a code too short', '?code=11010', EMPTY],
  ['a code with letters', '?code=11010a', EMPTY],
  ['a code that is markup', '?code=%3Cimg%3E', EMPTY],
  ['a code that begins with nought', '?code=010108', EMPTY],
  ['a view with two numbers', '?at=39.96,116.3', EMPTY],
  ['a view with words', '?at=a,b,c', EMPTY],
  ['a view with an empty number', '?at=39.96,,8', EMPTY],
  ['a view in powers of ten', '?at=3e1,116,8', EMPTY],
  ['a view beyond the pole', '?at=95,116,8', EMPTY],
  ['a zoom out of range', '?at=39,116,30', EMPTY],
  ['infinity', '?at=Infinity,116,8', EMPTY],
];

for (const [name, search, expected] of READ) {
  test(`reading ${name}`, () => assert.deepEqual(parse(search), expected));
}

const WRITTEN = [
  ['the page as it opens', EMPTY, ''],
  ['a selection', { ...EMPTY, code: '110108' }, '?code=110108'],
  ['a view close by', { ...EMPTY, view: { lat: 39.9612345, lon: 116.3, z: 8.499 } }, '?at=39.9612,116.3000,8.50'],
  ['a view from afar', { ...EMPTY, view: { lat: 35, lon: 104, z: 3 } }, '?at=35.00,104.00,3.00'],
  [
    'everything at once',
    { code: '110108', view: { lat: 35, lon: 104, z: 3 }, lang: 'en' },
    '?code=110108&at=35.00,104.00,3.00&lang=en',
  ],
];

for (const [name, state, expected] of WRITTEN) {
  test(`writing ${name}`, () => assert.equal(format(state), expected));
}

test('what is written reads back the same', () => {
  const state = { code: '659012', view: { lat: 44.25, lon: 85.5, z: 7.25 }, lang: 'en' };
  assert.deepEqual(parse(format(state)), state);
});

test('a link to a place keeps the language and drops the view', () => {
  assert.equal(linkTo('110108', 'zh'), '/?code=110108');
  assert.equal(linkTo('110108', 'en'), '/?code=110108&lang=en');
});
