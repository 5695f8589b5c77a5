/** What is listed, drawn and counted of a day's titles. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './load.mjs';

const { changesOf, dayAfter, dayNumber, dayOf, heapOf, listingOf, marksOf } = await load('listing.ts');

const ALL = { unit: null, hidden: [], over: true, sort: null };

let id = 0;
function title(kind, code, status, more = {}) {
  return {
    id: ++id, kind, kind_label: `the ${kind}`, kind_short: kind, holder: { code, name: code ?? 'a park' },
    unit: code ? { code: `${code.slice(0, 2)}0000`, name: code.slice(0, 2) } : null,
    since: '2022-07-01', until: '2025-06-30', status, status_label: status, confidence: 'stated', source: { number: null, url: null }, ...more,
  };
}

const TITLES = [
  title('pilot-city', '320500', 'superseded'),
  title('demo-city', '320500', 'in_force', { since: '2024-01-01', until: '2026-12-31' }),
  title('pilot-city', '110106', 'in_force_unless_superseded'),
  title('demo-county', '320583', 'ended', { since: '2022-08-01', until: '2025-07-31' }),
  title('demo-city', '440100', 'not_yet'),
  title('demo-city', '210200', 'in_force', { confidence: 'stated_in_local_plan' }),
  title('demo-park', null, 'term_unknown', { since: null, until: null }),
];

const HEAPS = [
  ['in_force', 'stated', 'now'],
  ['in_force_unless_superseded', 'stated', 'now'],
  ['in_force', 'stated_in_local_plan', 'unsure'],
  ['term_unknown', 'stated', 'unsure'],
  ['superseded', 'stated', 'over'],
  ['ended', 'stated_in_local_plan', 'over'],
  ['revoked', 'stated', 'over'],
  ['not_yet', 'stated', null],
];
for (const [status, confidence, heap] of HEAPS) {
  test(`${status}, ${confidence}: ${heap}`, () => assert.equal(heapOf({ status, confidence }), heap));
}

const codes = (listing) => listing.rows.map((t) => `${t.kind} ${t.holder.code}`);

test('the legend counts exactly what is listed, whatever is filtered', () => {
  for (const filter of [ALL, { ...ALL, unit: '320000' }, { ...ALL, over: false }, { ...ALL, hidden: ['demo-city'] }]) {
    const { rows, kinds } = listingOf(TITLES, filter);
    for (const { kind, counts } of kinds) {
      for (const heap of ['now', 'unsure', 'over']) {
        const shown = !filter.hidden.includes(kind) && (filter.over || heap !== 'over');
        const listed = rows.filter((t) => t.kind === kind && heapOf(t) === heap).length;
        assert.equal(listed, shown ? counts[heap] : 0, `${kind} ${heap}`);
      }
    }
  }
});

test('what begins later is neither listed nor counted', () => {
  assert.ok(!codes(listingOf(TITLES, ALL)).includes('demo-city 440100'));
});

test('a kind without limits of its own says so', () => {
  assert.deepEqual(listingOf(TITLES, ALL).kinds.map((k) => [k.kind, k.drawn]), [['demo-city', true], ['pilot-city', true], ['demo-county', true], ['demo-park', false]]);
});

test('rows stand by place, those without a code last; or by another column, both ways', () => {
  assert.deepEqual(codes(listingOf(TITLES, ALL)), ['pilot-city 110106', 'demo-city 210200', 'pilot-city 320500', 'demo-city 320500', 'demo-county 320583', 'demo-park null']);
  const byStatus = listingOf(TITLES, { ...ALL, sort: 'status' }).rows.map(heapOf);
  assert.deepEqual(byStatus, ['now', 'now', 'unsure', 'unsure', 'over', 'over']);
  assert.deepEqual(listingOf(TITLES, { ...ALL, sort: '-status' }).rows.map(heapOf), byStatus.slice().reverse());
});

test('a place is drawn as what it is worth most', () => {
  const marks = marksOf(listingOf(TITLES, ALL).rows, (t, heap) => `${t.kind_short} ${heap}`);
  assert.deepEqual(marks.map((m) => [m.code, m.words]).sort(), [['110106', 'pilot-city now'], ['210200', 'demo-city unsure'], ['320500', 'demo-city now'], ['320583', 'demo-county over']]);
});

test('of two titles that are over the later one is drawn', () => {
  const rows = [title('demo-city', '110105', 'ended', { until: '2024-06-30' }), title('pilot-city', '110105', 'ended', { until: '2026-06-30' })];
  assert.deepEqual(marksOf(rows, () => '').map((m) => m.kind), ['pilot-city']);
});

test('something changes on first days and on the days after last ones', () => {
  assert.deepEqual(changesOf(TITLES.slice(0, 4)), [
    { day: '2022-07-01', begin: 2, end: 0 },
    { day: '2022-08-01', begin: 1, end: 0 },
    { day: '2024-01-01', begin: 1, end: 0 },
    { day: '2025-07-01', begin: 0, end: 2 },
    { day: '2025-08-01', begin: 0, end: 1 },
    { day: '2027-01-01', begin: 0, end: 1 },
  ]);
});

test('days are counted over months, years and leap days', () => {
  assert.deepEqual(['2023-02-28', '2024-02-28', '2024-12-31'].map(dayAfter), ['2023-03-01', '2024-02-29', '2025-01-01']);
  assert.equal(dayOf(dayNumber('2022-07-01')), '2022-07-01');
});
