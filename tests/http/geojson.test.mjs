// RFC 7946: every page of every collection at every simplification.  The package checks structure,
// the rest (ring direction, closing, decimals, no crs member) is checked here.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { check } from '@placemarkio/check-geojson';
import { ask } from '../lib/ask.mjs';
import { COLLECTIONS, COUNTS, FEATURE, SIMPLIFY, itemsOf, walk } from '../lib/collections.mjs';
import { turning } from '../lib/shapes.mjs';
import { serve } from '../lib/server.mjs';

const PAGE = 500; // the checker takes about 140 bytes of memory for each byte of text

let service;
let url;
before(async () => {
    service = await serve();
    url = service.url;
});
after(() => service?.stop());

function checkText(text, decimals = 6) {
    try {
        check(text);
    } catch (failure) {
        assert.fail(`${failure.message}: ${JSON.stringify(failure.issues?.slice(0, 3))}`);
    }
    assert.ok(!/"crs"\s*:/.test(text), 'no crs member');
    const numbers = text.replace(/"[^"]*"/g, '');
    assert.equal(numbers.match(new RegExp(`\\d*\\.\\d{${decimals + 1},}`)), null, `at most ${decimals} decimals`);
    assert.equal(numbers.match(/\d[eE][-+]?\d/), null, 'numbers in plain writing');
}

function checkFeature(feature) {
    assert.match(feature.geometry.type, /^(Multi)?Polygon$/, feature.id);
    const parts = feature.geometry.type === 'Polygon' ? [feature.geometry.coordinates] : feature.geometry.coordinates;
    for (const [i, part] of parts.entries()) {
        for (const [j, ring] of part.entries()) {
            const where = `${feature.id}, part ${i}, ring ${j}`;
            assert.ok(ring.length >= 4, `${where}: at least four positions`);
            assert.deepEqual(ring.at(-1), ring[0], `${where}: closed`);
            assert.equal(Math.sign(turning(ring)), j === 0 ? 1 : -1, `${where}: right-hand rule`);
        }
    }
}

for (const id of COLLECTIONS) {
    describe(id, () => {
        for (const simplify of SIMPLIFY) {
            test(`every page at simplify=${simplify} is GeoJSON as RFC 7946 has it`, { timeout: 120000 }, async () => {
                let features = 0;
                await walk(url, itemsOf(id, { limit: PAGE, simplify }), (answer, found) => {
                    checkText(answer.text);
                    found.features.forEach(checkFeature);
                    features += found.features.length;
                });
                assert.equal(features, COUNTS[id]);
            });

            test(`a single feature at simplify=${simplify} is GeoJSON as RFC 7946 has it`, async () => {
                const answer = await ask(url, `/ogc/collections/${id}/items/${FEATURE[id]}?simplify=${simplify}`);
                checkFeature(answer.ok('application/geo+json'));
                checkText(answer.text);
            });
        }
    });
}

describe('every other collection', () => {
    test('is GeoJSON as RFC 7946 has it, page by page', { timeout: 120000 }, async () => {
        const { collections } = (await ask(url, '/ogc/collections')).ok();
        for (const { id } of collections.filter((c) => !COLLECTIONS.includes(c.id))) {
            let features = 0;
            const pages = await walk(url, itemsOf(id, { limit: PAGE, simplify: '0.015' }), (answer, found) => {
                checkText(answer.text, id.startsWith('zone') ? 8 : 6);
                found.features.filter((f) => f.geometry !== null).forEach(checkFeature);
                features += found.features.length;
            });
            assert.equal(features, pages[0].numberMatched, id);
            assert.equal(new Set(pages.flatMap((p) => p.features.map((f) => f.id))).size, features, `${id}: ids are unique`);
        }
    });
});
