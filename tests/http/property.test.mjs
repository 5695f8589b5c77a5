// Parameters nobody thought of, made by fast-check: never a 5xx, a refusal is always a problem, a
// limit is always kept, and boxes and filters agree with a plain walk over the package's data.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ask, query } from '../lib/ask.mjs';
import { CRS, codes, itemsOf } from '../lib/collections.mjs';
import * as divisions from '../lib/divisions.mjs';
import { SEED } from '../lib/random.mjs';
import { serve } from '../lib/server.mjs';
import { meetsBox } from '../lib/shapes.mjs';

let service;
let url;
before(async () => {
    service = await serve();
    url = service.url;
});
after(() => service?.stop());

const runs = (numRuns) => ({ numRuns, seed: SEED, endOnFailure: false });
const AREAS = { provinces: divisions.provinces, cities: divisions.cities };

// Text that is valid in a query once escaped, but otherwise anything.
const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ maxLength: 40 }),
                      fc.constantFrom('', '0', '-1', 'null', 'NaN', '1e999', '海淀', '..', '/', "'", '"', '%', '&', '=', '+', '\\', '<b>', '{}', '[]'));
const number = fc.oneof(fc.double().map(String), fc.integer().map(String), fc.bigInt().map(String), text);
const longitude = fc.double({ min: 70, max: 140, noNaN: true });
const latitude = fc.double({ min: 0, max: 58, noNaN: true });
const date = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
const datetime = fc.oneof(date.map((d) => d.toISOString()), date.map((d) => d.toISOString().slice(0, 10)),
                          fc.tuple(date, date).map(([a, b]) => `${a.toISOString()}/${b.toISOString()}`), text);

const some = (arbitraries) => fc.record(arbitraries, { requiredKeys: [] });
const REQUESTS = fc.oneof(
    some({ lon: number, lat: number, datum: fc.oneof(fc.constantFrom('gcj02', 'bd09', 'wgs84', 'cgcs2000'), text), on: datetime, asOf: datetime, accuracy: number, f: text, lang: text })
        .map((p) => `/api/v1/lookup?${query(p)}`),
    some({ q: text, level: fc.oneof(fc.constantFrom('province', 'prefecture', 'county'), text), province: text, limit: number, lang: fc.constantFrom('zh', 'en') })
        .map((p) => `/api/v1/places?${query(p)}`),
    text.map((code) => `/api/v1/places/${encodeURIComponent(code)}`),
    fc.tuple(fc.oneof(fc.constantFrom('provinces', 'cities', 'counties'), text), some({
        limit: number, offset: number, bbox: fc.oneof(fc.array(number, { maxLength: 7 }).map((a) => a.join(',')), text),
        'bbox-crs': fc.oneof(fc.constantFrom(...Object.values(CRS)), text), crs: fc.oneof(fc.constantFrom(...Object.values(CRS)), text), datetime,
        kind: text, level: text, province: text, parent: text, name: text, pinyin: text, code: text, simplify: fc.oneof(fc.constantFrom('0.05', '0'), text), f: text, lang: text,
    })).map(([id, p]) => `/ogc/collections/${encodeURIComponent(id)}/items?${query({ simplify: '0.05', limit: '20', ...p })}`),
    fc.tuple(text, text).map(([id, code]) => `/ogc/collections/${encodeURIComponent(id)}/items/${encodeURIComponent(code)}`),
    fc.webPath().map((path) => (path.startsWith('/') ? path : `/${path}`)),
    fc.tuple(fc.constantFrom('/ogc', '/ogc/conformance', '/ogc/collections', '/ogc/api', '/api/v1/places'), fc.webQueryParameters()).map(([at, q]) => `${at}?${q}`),
);

test(`any request is answered, or refused with a problem, never with a 5xx (seed ${SEED})`, { timeout: 120000 }, async () => {
    let [answered, refused] = [0, 0];
    await fc.assert(fc.asyncProperty(REQUESTS, async (at) => {
        const answer = await ask(url, at);
        assert.ok(answer.status < 500, `${answer.asked} → ${answer.status}`);
        if (answer.status >= 400) {
            refused++;
            answer.problem([400, 404, 405, 410, 414]);
        } else {
            answered++;
            assert.ok([200, 301, 302, 303, 307, 308].includes(answer.status), `${answer.asked} → ${answer.status}`);
        }
    }), runs(1500));
    assert.ok(answered > 50 && refused > 50, `${answered} answered, ${refused} refused: the mixture tests both`);
});

test(`any body is answered, or refused with a problem, never with a 5xx (seed ${SEED})`, { timeout: 120000 }, async () => {
    const point = fc.oneof({ weight: 5, arbitrary: fc.record({ lon: longitude, lat: latitude }) }, fc.record({ lon: fc.jsonValue(), lat: fc.jsonValue(), id: fc.jsonValue() }, { requiredKeys: [] }), fc.jsonValue());
    const bodies = fc.oneof(
        fc.array(point, { maxLength: 20 }).map((points) => ['application/json', JSON.stringify({ points }), points.length]),
        fc.json().map((body) => ['application/json', body]),
        fc.string({ unit: 'binary', maxLength: 200 }).map((body) => ['application/json', body]),
        fc.array(fc.tuple(number, number), { maxLength: 10 }).map((rows) => ['text/csv', `lon,lat\n${rows.map((r) => r.join(',')).join('\n')}`]),
        fc.uint8Array({ maxLength: 200 }).map((bytes) => ['text/csv', Buffer.concat([Buffer.from('lon,lat,id\n'), Buffer.from(bytes)])]),
    );
    await fc.assert(fc.asyncProperty(bodies, async ([type, body, points]) => {
        const answer = await ask(url, '/api/v1/lookup', { method: 'POST', headers: { 'content-type': type }, body });
        if (answer.status === 200) {
            assert.ok(points === undefined || answer.json.results.length === points, 'one result a point');
        } else {
            answer.problem([400, 422]);
        }
    }), runs(500));
});

test(`limit and offset are kept, whatever they are (seed ${SEED})`, { timeout: 120000 }, async () => {
    const all = divisions.cities().map((c) => c.code);
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 12000 }), fc.integer({ min: 0, max: 400 }), async (limit, offset) => {
        const found = (await ask(url, itemsOf('cities', { limit, offset, simplify: '0.05' }))).ok('application/geo+json');
        assert.deepEqual(found.features.map((f) => f.id), all.slice(offset, offset + limit));
        assert.deepEqual([found.numberMatched, found.numberReturned], [333, found.features.length]);
        assert.equal(found.links.some((l) => l.rel === 'next'), offset + limit < 333);
        assert.equal(found.links.some((l) => l.rel === 'prev'), offset > 0);
    }), runs(25));
});

for (const id of ['provinces', 'cities']) {
    describe(id, () => {
        const box = fc.tuple(longitude, latitude, fc.double({ min: 0, max: 8, noNaN: true }), fc.double({ min: 0, max: 8, noNaN: true }))
            .map(([west, south, width, height]) => [west, south, west + width, south + height]);
        const meeting = (b) => AREAS[id]().filter(({ shape }) => meetsBox(shape, b)).map((a) => a.code);

        test(`in any box are those a plain walk finds (seed ${SEED})`, { timeout: 120000 }, async () => {
            await fc.assert(fc.asyncProperty(box, async (b) => {
                assert.deepEqual(await codes(url, id, { bbox: b.join(',') }), meeting(b));
            }), runs(100));
        });

        test(`in a tiny box on any of their vertices are those a plain walk finds (seed ${SEED})`, { timeout: 120000 }, async () => {
            const areas = AREAS[id]();
            const vertex = fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.constantFrom(0, 1e-9, 1e-6, 1e-3)).map(([i, j, k, size]) => {
                const { rings } = areas[i % areas.length].shape;
                const { ring } = rings[j % rings.length];
                const [x, y] = ring[k % ring.length];
                return [x, y, x + size, y + size];
            });
            await fc.assert(fc.asyncProperty(vertex, async (b) => {
                assert.deepEqual(await codes(url, id, { bbox: b.join(',') }), meeting(b));
            }), runs(60));
        });

        test(`in a box given in any of the systems are the same (seed ${SEED})`, { timeout: 120000 }, async () => {
            await fc.assert(fc.asyncProperty(box, async ([west, south, east, north]) => {
                const flipped = [south, west, north, east].join(',');
                const expected = meeting([west, south, east, north]);
                assert.deepEqual(await codes(url, id, { bbox: flipped, 'bbox-crs': CRS[4490] }), expected);
                assert.deepEqual(await codes(url, id, { bbox: flipped, 'bbox-crs': CRS[4326] }), expected);
            }), runs(20));
        });
    });
}
