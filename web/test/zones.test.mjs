/** Which zones are listed, drawn and counted on a day. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './load.mjs';

const { heapOfZone, zoneListingOf, zoneMarksOf } = await load('zone_listing.ts');

const ALL = { unit: null, hidden: [], over: true, sort: null };
const title = (status, more = {}) => ({ id: 1, status, confidence: 'stated', kind_short: 'short', since: null, until: null, unit: null, ...more });
const zone = (id, kind, shape, more = {}) => ({
  id, name: id.toUpperCase(), kind, kind_label: kind, status_label: 's', province: '320000', shape,
  marker: { lon: 118, lat: 32, of: null }, title: title('in_force'), ...more,
});

const ZONES = [
  zone('b', 'trial-zone', 'published'),
  zone('a', 'trial-zone', 'host_area', { title: title('term_unknown') }),
  zone('c', 'demo-zone', 'none', { title: title('ended'), province: '110000' }),
  zone('d', 'demo-zone', 'published', { title: title('not_yet') }),
  zone('e', 'js-zone', 'none', { title: undefined, marker: null }),
];

test('a zone without any title on record is not known to be one', () => {
  assert.deepEqual(ZONES.map(heapOfZone), ['now', 'unsure', 'over', null, 'unsure']);
});

test('zones are counted once by kind, and what begins later is not there yet', () => {
  const { rows, kinds, counts } = zoneListingOf(ZONES, ALL);
  assert.deepEqual(rows.map((r) => r.zone.id), ['c', 'a', 'b', 'e']);
  assert.deepEqual(kinds.map((k) => [k.kind, k.counts]), [
    ['demo-zone', { now: 0, unsure: 0, over: 1 }], ['trial-zone', { now: 1, unsure: 1, over: 0 }], ['js-zone', { now: 0, unsure: 1, over: 0 }],
  ]);
  assert.deepEqual(counts, { published: 1, host_area: 1, none: 2 });
});

test('the rows, the counts of what is drawn and the marks follow the same filter', () => {
  const { rows, counts } = zoneListingOf(ZONES, { ...ALL, hidden: ['trial-zone'], over: false });
  assert.deepEqual([rows.map((r) => r.zone.id), counts], [['e'], { published: 0, host_area: 0, none: 1 }]);
  assert.deepEqual(zoneListingOf(ZONES, { ...ALL, unit: '110000' }).rows.map((r) => r.zone.id), ['c']);
});

test('a zone that lies nobody knows where is not marked, even where a marker is at hand', () => {
  const marks = zoneMarksOf(zoneListingOf(ZONES, ALL).rows, ({ heap }) => heap);
  assert.deepEqual(marks.map((m) => [m.id, m.placed, m.words]), [['a', 'host_area', 'unsure'], ['b', 'published', 'now']]);
});
