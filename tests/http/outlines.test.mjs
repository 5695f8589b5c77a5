// Outlines for drawing: the revision stands in their address, so a browser may keep them for good; an
// address of another revision leads on to the one there is.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve } from '../lib/server.mjs';

let service;
let revision;
before(async () => {
    service = await serve();
    ({ revision } = await (await fetch(`${service.url}/api/v1/about`)).json());
});
after(() => service?.stop());

const get = (path, options) => fetch(service.url + path, options);
const codes = async (path) => (await (await get(path)).json()).features.map((f) => f.properties.code);

test('may be kept for good at the revision there is, and come packed', async () => {
    const answer = await get(`/geo/${revision}/counties/320000?detail=3`);
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('cache-control'), /immutable/);
    assert.ok(answer.headers.get('content-encoding'));
    assert.equal(answer.headers.get('x-sizhi-revision'), String(revision));
    const { features } = await answer.json();
    assert.ok(features.length > 90 && features.every((f) => /^32/.test(f.properties.code) && f.geometry.coordinates.length > 0));
});

for (const other of ['current', '0', String(2 ** 40), '1x']) {
    test(`an address of revision ${other} leads on, and is not kept`, async () => {
        const answer = await get(`/geo/${other}/counties/320000?detail=2`, { redirect: 'manual' });
        assert.equal(answer.status, 307);
        assert.equal(answer.headers.get('location'), `/geo/${revision}/counties/320000?detail=2`);
        assert.equal(answer.headers.get('cache-control'), 'no-store');
    });
}

for (const layer of ['cities', 'counties']) {
    test(`all ${layer} are those of the provinces put together, and those of the standard interface`, async () => {
        const provinces = await codes('/geo/current/provinces/all');
        const parts = await Promise.all(provinces.map((p) => codes(`/geo/current/${layer}/${p}`)));
        const whole = await codes(`/geo/current/${layer}/all?detail=1`);
        assert.equal(provinces.length, 34);
        assert.deepEqual(parts.flat().sort(), whole.slice().sort());
        const { features } = await (await get(`/ogc/collections/${layer}/items?simplify=0.05&limit=10000&f=json`)).json();
        assert.deepEqual(whole, features.map((f) => f.properties.code));
    });
}

test('finer ones have more points', async () => {
    const size = async (detail) => JSON.stringify(await (await get(`/geo/current/provinces/110000?detail=${detail}`)).json()).length;
    const sizes = await Promise.all([1, 2, 3].map(size));
    assert.ok(sizes[0] < sizes[1] && sizes[1] < sizes[2], sizes.join(' '));
});

for (const [path, status] of [
    ['counties/110108', 404], ['counties/999999', 404], ['rivers/all', 404], ['counties/all?detail=0', 400], ['counties/all?detail=1&detail=2', 400],
    ['counties/all?simplify=0.05', 400], ['counties', 404]]) {
    test(`${path} is refused with ${status}`, async () => {
        const answer = await get(`/geo/${revision}/${path}`);
        assert.equal(answer.status, status);
        assert.match(answer.headers.get('content-type'), /problem\+json/);
    });
}
