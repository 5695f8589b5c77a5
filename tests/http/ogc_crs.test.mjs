// OGC API Features Part 2: what is listed works, is echoed by the URI that was asked for, and has the
// axis order of its authority.  proj4 stands beside the service as a second opinion.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import proj4 from 'proj4';
import { ask, link } from '../lib/ask.mjs';
import { COLLECTIONS, CRS, FEATURE, itemsOf } from '../lib/collections.mjs';
import { serve } from '../lib/server.mjs';

let service;
let url;
before(async () => {
    service = await serve();
    url = service.url;
});
after(() => service?.stop());

const positions = (geometry) => geometry.coordinates.flat(geometry.type === 'Polygon' ? 1 : 2);

// What a CRS84 position looks like in each, and how far apart the two may be.
const EXPECTED = {
    CRS84: { of: (p) => p, within: 0 },
    4326: { of: ([lon, lat]) => [lat, lon], within: 1e-6 },
    4490: { of: ([lon, lat]) => [lat, lon], within: 1e-6 },
    3857: { of: (p) => proj4('EPSG:4326', 'EPSG:3857', p), within: 1e-3 },
};

function compare(got, reference, { of, within }) {
    assert.equal(got.length, reference.length, 'number of positions');
    let worst = 0;
    got.forEach((position, i) => {
        const expected = of(reference[i]);
        assert.equal(position.length, 2);
        worst = Math.max(worst, Math.abs(position[0] - expected[0]), Math.abs(position[1] - expected[1]));
    });
    assert.ok(worst <= within, `largest difference ${worst}, allowed ${within}`);
}

describe('collections', () => {
    for (const id of COLLECTIONS) {
        test(`${id} lists its systems as URIs, CRS84 first, its storage among them`, async () => {
            const list = (await ask(url, '/ogc/collections')).ok();
            const one = (await ask(url, `/ogc/collections/${id}`)).ok();
            const crs = one.crs.flatMap((uri) => (uri === '#/crs' ? list.crs : [uri]));
            assert.equal(crs[0], CRS.CRS84);
            assert.deepEqual([...crs].sort(), Object.values(CRS).sort());
            assert.ok(crs.includes(one.storageCrs), `storageCrs ${one.storageCrs}`);
        });
    }
});

describe('crs', () => {
    for (const id of COLLECTIONS) {
        for (const [name, uri] of Object.entries(CRS)) {
            test(`${name} of a page of ${id}: echoed, and in its own axis order`, async () => {
                const asked = { limit: '3', simplify: '0.003' };
                const plain = (await ask(url, itemsOf(id, asked))).ok('application/geo+json');
                const answer = await ask(url, itemsOf(id, { ...asked, crs: uri }));
                const found = answer.ok('application/geo+json');
                assert.equal(answer.headers['content-crs'], `<${uri}>`);
                found.features.forEach((f, i) => {
                    assert.equal(f.id, plain.features[i].id);
                    assert.equal(f.geometry.type, plain.features[i].geometry.type);
                    compare(positions(f.geometry), positions(plain.features[i].geometry), EXPECTED[name]);
                });
            });

            test(`${name} of one feature of ${id}: echoed, and in its own axis order`, async () => {
                const at = `/ogc/collections/${id}/items/${FEATURE[id]}`;
                const plain = (await ask(url, at)).ok('application/geo+json');
                const answer = await ask(url, `${at}?crs=${encodeURIComponent(uri)}`);
                const found = answer.ok('application/geo+json');
                assert.equal(answer.headers['content-crs'], `<${uri}>`);
                compare(positions(found.geometry), positions(plain.geometry), EXPECTED[name]);
            });
        }

        test(`${id} answer in CRS84 when nothing is asked, and say so`, async () => {
            const answer = await ask(url, itemsOf(id, { limit: '1', simplify: '0.05' }));
            assert.equal(answer.headers['content-crs'], `<${CRS.CRS84}>`);
            for (const [lon, lat] of positions(answer.json.features[0].geometry)) {
                assert.ok(lon > 73 && lon < 136 && lat > 3 && lat < 54, `${lon} ${lat}`);
            }
        });
    }

    test('is known by HEAD as well', async () => {
        const answer = await ask(url, itemsOf('cities', { limit: '1', crs: CRS[3857] }), { method: 'HEAD' });
        assert.equal(answer.headers['content-crs'], `<${CRS[3857]}>`);
    });

    test('may be sent bare or escaped', async () => {
        const bare = await ask(url, `/ogc/collections/provinces/items?limit=1&simplify=0.05&crs=${CRS[4490]}`);
        assert.equal(bare.headers['content-crs'], `<${CRS[4490]}>`);
    });

    test('goes along with next', async () => {
        const found = (await ask(url, itemsOf('cities', { limit: '2', crs: CRS[4490] }))).json;
        assert.equal(new URL(link(found, 'next').href).searchParams.get('crs'), CRS[4490]);
    });

    test('of the answer and of the box are two things', async () => {
        const answer = await ask(url, itemsOf('counties', {
            bbox: '39.95,116.29,39.96,116.3', 'bbox-crs': CRS[4326], crs: CRS[3857], limit: '10',
        }));
        const found = answer.ok('application/geo+json');
        assert.deepEqual(found.features.map((f) => f.id), ['110108']);
        assert.equal(answer.headers['content-crs'], `<${CRS[3857]}>`);
        assert.ok(Math.abs(positions(found.features[0].geometry)[0][0]) > 1e7);
    });

    test('the southern end in metres agrees with proj4 as well', async () => {
        const at = '/ogc/collections/counties/items/460303';
        const [plain, metres] = [(await ask(url, at)).json, (await ask(url, `${at}?crs=${CRS[3857]}`)).json];
        compare(positions(metres.geometry), positions(plain.geometry), EXPECTED[3857]);
    });

    for (const crs of ['http://www.opengis.net/def/crs/EPSG/0/27700', 'EPSG:4326', '[EPSG:27700]', '4490', '', 'CRS84',
        'http://www.opengis.net/def/crs/OGC/1.3/CRS84h', 'http://www.opengis.net/def/crs/EPSG/0/', 'http://example.org/4326']) {
        test(`"${crs}" is refused`, async () => {
            (await ask(url, itemsOf('provinces', { crs }))).problem(400, 'crs');
            (await ask(url, `/ogc/collections/provinces/items/110000?crs=${encodeURIComponent(crs)}`)).problem(400, 'crs');
        });
    }
});
