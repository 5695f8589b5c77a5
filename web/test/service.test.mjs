/** The way to the service: what is asked, what a newer question does to an older one, what a failure
 *  says. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './load.mjs';

const service = await load('service.ts');

/** Answer every fetch with fn(path, signal); gives back the paths that were asked for. */
function pretend(fn) {
  const asked = [];
  globalThis.fetch = (path, { signal } = {}) => {
    asked.push(path);
    return Promise.resolve(fn(path, signal));
  };
  return asked;
}

const json = (body, init) => new Response(JSON.stringify(body), init);

function never(signal) {
  return new Promise((_, fail) => signal.addEventListener('abort', () => fail(signal.reason)));
}

test('a newer search aborts the older, which says nothing', async () => {
  pretend((path, signal) => (path.includes('q=hai&') ? never(signal) : json({ places: [{ code: '110108' }] })));
  const older = service.search('hai');
  const newer = service.search('haidian');
  assert.equal(await older, null);
  assert.deepEqual(await newer, [{ code: '110108' }]);
});

test('running notices are asked for by place, and their pages keep the language', async () => {
  const asked = pretend(() => json({ notices: [{ id: 3 }] }));
  assert.deepEqual(await service.runningNotices('441400'), [{ id: 3 }]);
  const values = new URL(asked[0], 'http://x').searchParams;
  assert.deepEqual([values.get('state'), values.get('place')], ['running', '441400']);
  assert.equal(service.noticePage(3), '/notices/3');
  assert.equal(service.noticePage(), '/notices');
});

test('a place asked for by name takes over from a click still on its way', async () => {
  pretend((path, signal) => (path.includes('lookup') ? never(signal) : json({ code: '110108' })));
  const click = service.lookup({ lon: 116.3, lat: 39.96, datum: 'cgcs2000' }, null);
  await service.place('110108', null);
  assert.equal(await click, null);
});

test('questions carry the language and are encoded', async () => {
  const asked = pretend(() => json({ places: [] }));
  await service.search('a&b=<c>');
  assert.equal(asked[0], '/api/v1/places?q=a%26b%3D%3Cc%3E&limit=10&lang=zh');
});

test('outlines are asked for by layer, province and detail, at the revision the first answer came from', async () => {
  const asked = pretend((path) => {
    const answer = json({ features: [] });
    Object.defineProperty(answer, 'url', { value: `http://x${path.replace('current', '7')}` });
    return answer;
  });
  await service.outlines('provinces', 1, null);
  await service.outlines('counties', 3, '110000');
  assert.deepEqual(asked, ['/geo/current/provinces/all?detail=1', '/geo/7/counties/110000?detail=3']);
});

test('a point carries its datum and the day, and nothing where both are the usual ones', async () => {
  const asked = pretend(() => json({ divisions: [] }));
  await service.lookup({ lon: 116.3, lat: 39.96, datum: 'gcj02' }, '2023-06-01');
  await service.lookup({ lon: 116.3, lat: 39.96, datum: 'cgcs2000' }, null);
  assert.deepEqual(asked, ['/api/v1/lookup?lon=116.3&lat=39.96&datum=gcj02&on=2023-06-01&lang=zh', '/api/v1/lookup?lon=116.3&lat=39.96&lang=zh']);
});

test('titles of a day are asked for with those that are over; what is taken along has the same filters', async () => {
  const asked = pretend(() => json({ titles: [] }));
  await service.titles('2023-06-01');
  assert.equal(asked[0], '/api/v1/titles?on=2023-06-01&all=true&lang=zh');
  assert.equal(service.titlesAddress(null, '320000', false, { f: 'csv' }), '/api/v1/titles?f=csv&province=320000&lang=zh');
  assert.equal(service.titledPlacesAddress('2023-06-01', null), '/ogc/collections/titled-places/items?f=json&limit=10000&datetime=2023-06-01');
});

const FAILURES = [
  ['the detail of a problem', () => json({ title: 'T', detail: '没有这个地方' }, { status: 404 }), /^没有这个地方$/],
  ['its title where there is no detail', () => json({ title: 'Busy' }, { status: 503 }), /^Busy$/],
  ['the status of what is not JSON', () => new Response('<h1>Bad gateway</h1>', { status: 502 }), /502/],
  ['that an answer cannot be read', () => new Response('{"places":', { status: 200 }), /读不懂/],
  ['that nobody is there', () => Promise.reject(new TypeError('Failed to fetch')), /连不上/],
];
for (const [name, answer, message] of FAILURES) {
  test(`a failure says ${name}`, async () => {
    pretend(answer);
    await assert.rejects(service.place('999999', null), { message });
  });
}

test('a replaced code names its successor', async () => {
  const link = '<http://127.0.0.1/api/v1/places/540481>; rel="successor-version"';
  pretend(() => json({ detail: 'gone' }, { status: 410, headers: { link } }));
  await assert.rejects(service.place('540422', null), { successor: '540481', status: 410 });
});
