/** The address of the page: read, written, and read again. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './load.mjs';

const { PLAIN: EMPTY, format, linkTo, parse } = await load('state.ts');

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
  ['a day', '?on=2024-02-29', { ...EMPTY, on: '2024-02-29' }],
  ['a day the calendar does not have', '?on=2023-02-29', EMPTY],
  ['a day in another order', '?on=01-06-2023', EMPTY],
  ['a day with a time', '?on=2023-06-01T00:00:00Z', EMPTY],
  ['a spot', '?spot=39.96,116.3', { ...EMPTY, spot: { lat: 39.96, lon: 116.3, datum: 'cgcs2000' } }],
  ['a spot of a phone', '?spot=39.96,116.3,gcj02', { ...EMPTY, spot: { lat: 39.96, lon: 116.3, datum: 'gcj02' } }],
  ['a spot in a datum nobody knows', '?spot=39.96,116.3,mars', EMPTY],
  ['a spot beyond the pole', '?spot=91,116.3', EMPTY],
  ['the conic sheet', '?sheet=albers', { ...EMPTY, sheet: 'albers' }],
  ['a basemap', '?base=img', { ...EMPTY, base: 'img' }],
  ['a basemap nobody has', '?base=osm', EMPTY],
  ['a sheet that is not drawn', '?sheet=globe', EMPTY],
  ['a zone', '?zone=nanjing-jiangning', { ...EMPTY, zone: 'nanjing-jiangning' }],
  ['a zone that is markup', '?zone=%3Cimg%3E', EMPTY],
  ['a zone that is a path', '?zone=..%2Fusers', EMPTY],
  ['the list of zones', '?list=zones', { ...EMPTY, list: 'zones' }],
  ['a list there is not', '?list=users', EMPTY],
  ['a unit', '?unit=320000', { ...EMPTY, unit: '320000' }],
  ['the corps, which is no division', '?unit=XPCC', { ...EMPTY, unit: 'XPCC' }],
  ['a unit that is markup', '?unit=%22%3E%3Cb%3E', EMPTY],
  ['kinds left out', '?hide=pilot-city,demo-county', { ...EMPTY, hidden: ['pilot-city', 'demo-county'] }],
  ['kinds that are markup', '?hide=%3Cb%3E,pilot-city', { ...EMPTY, hidden: ['pilot-city'] }],
  ['without what is over', '?over=0', { ...EMPTY, over: false }],
  ['an order backwards', '?sort=-term', { ...EMPTY, sort: '-term' }],
  ['an order nobody knows', '?sort=luck', EMPTY],
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
    {
      code: '110108',
      spot: { lat: 39.9600001, lon: 116.3, datum: 'bd09' },
      view: { lat: 35, lon: 104, z: 3 },
      on: '2023-06-01',
      sheet: 'albers',
      base: 'vec',
      unit: '110000',
      hidden: ['pilot-city', 'demo-city'],
      over: false,
      sort: '-term',
      lang: 'en',
    },
    '?code=110108&spot=39.96,116.3,bd09&at=35.00,104.00,3.00&on=2023-06-01&sheet=albers&base=vec&unit=110000' +
      '&hide=demo-city,pilot-city&over=0&sort=-term&lang=en',
  ],
];

for (const [name, state, expected] of WRITTEN) {
  test(`writing ${name}`, () => assert.equal(format(state), expected));
}

test('what is written reads back the same', () => {
  const state = {
    ...EMPTY,
    code: '659012',
    spot: { lat: -3.5, lon: 100, datum: 'cgcs2000' },
    view: { lat: 44.25, lon: 85.5, z: 7.25 },
    on: '2022-07-01',
    hidden: ['demo-park', 'pilot-park'],
    sort: 'status',
    lang: 'en',
  };
  assert.deepEqual(parse(format(state)), state);
});

test('a link to a place keeps the day', () => assert.equal(linkTo('110108', 'zh', '2023-06-01'), '/?code=110108&on=2023-06-01'));

test('a link to a place keeps the language and drops the view', () => {
  assert.equal(linkTo('110108', 'zh'), '/?code=110108');
  assert.equal(linkTo('110108', 'en'), '/?code=110108&lang=en');
});
