// A demonstration: made from a seed into a file of its own, and marked in everything it answers.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { brotliDecompressSync } from 'node:zlib';
import { ask } from '../lib/ask.mjs';
import { demonstration } from '../lib/demo.mjs';
import { signIn, sizhi } from '../lib/officers.mjs';
import { GEODATA } from '../lib/paths.mjs';
import { serve } from '../lib/server.mjs';

const NOTICE = /演示数据/;
const demo = demonstration();
const { db, said, password } = demo;
let service;

before(async () => {
    service = await serve({ own: true, copy: false, register: db });
});
after(async () => {
    await service?.stop();
    demo.done();
});

const get = (path, headers) => ask(service.url, path, { headers });

describe('a demonstration', () => {
    test('says what it is, and names accounts', () => {
        assert.match(said, NOTICE);
        for (const name of ['demo-national', 'demo-province-320000', 'demo-city-', 'demo-applicant-', 'demo-expert', 'demo-operator']) {
            assert.ok(said.includes(name), name);
        }
    });

    test('is as large as it should be, and sound', async () => {
        const checked = sizhi(['check', '--db', db]);
        assert.equal(checked.status, 0, checked.stdout);
        const { writes } = await signIn(service.url, 'demo-national', password);
        const list = async (more) => (await get(`/api/v1/applications?limit=1000${more}`, writes)).ok();
        const { total, applications } = await list('');
        assert.equal(total, 300);
        const states = new Set(applications.map((a) => a.state));
        for (const state of ['draft', 'filed', 'endorsed', 'checked', 'visited', 'in_provincial_notice', 'recommended', 'in_review', 'in_notice',
            'designated', 'declined', 'rejected', 'withdrawn', 'cancelled']) {
            assert.ok(states.has(state), state);
        }
        const { zones } = (await get('/api/v1/zones')).ok();
        assert.equal(zones.length, 40);
        assert.ok(zones.every((z) => z.name.startsWith('演示')));
        const parts = (await get('/ogc/collections/zone-parts/items?f=json&limit=1000')).ok('application/geo+json');
        assert.deepEqual([parts.numberMatched, parts.demo], [120, true]);
        const counts = await Promise.all(zones.map(async (z) => (await get(`/api/v1/zones/${z.id}/institutions?limit=1`)).ok().total));
        assert.ok(counts.every((n) => n >= 13 && n <= 15), String(counts)); // a few have left
        const { rows } = (await get('/api/v1/rounds/demo-2024/quotas?province=320000')).ok();
        assert.ok(rows.every((r) => r.status === 'illustrative' && r.places === 40));
    });

    test('is marked in every answer, whatever its form', async () => {
        for (const path of ['/api/v1/places/320115', '/api/v1/lookup?lon=118.8&lat=31.9', '/api/v1/titles', '/api/v1/places/999999', '/api/v1/nothing',
            '/ogc', '/ogc/collections/provinces/items?f=json&limit=1', '/api/v1/calendar.json', '/api/v1/rounds', '/api/v1/applications']) {
            const answer = await get(path);
            assert.equal(answer.headers['x-sizhi-demo'], 'true; none of these data are real', path);
            assert.equal(answer.json.demo, true, path);
            assert.match(answer.json.demo_notice, NOTICE);
        }
        for (const path of ['/ogc?f=html', '/ogc/collections/zones/items?f=html', '/notices', '/']) {
            const page = await get(path, { accept: 'text/html' });
            assert.ok(page.status === 200 || path === '/', path);
            if (page.status === 200) {
                assert.match(page.text, /<body[^>]*><p id="demo-banner"[^>]*>.*演示数据/);
            }
        }
        assert.match((await get('/api/v1/titles?f=csv')).text, /^# 演示数据/);
        assert.match((await get('/api/v1/calendar.ics')).text, /^BEGIN:VCALENDAR\r\nX-SIZHI-DEMO:演示数据/);
        const packed = await get('/ogc/collections/counties/items?f=json&limit=10000&simplify=0.05', { 'accept-encoding': 'br' });
        assert.match(brotliDecompressSync(packed.bytes).toString(), /^\{"demo":true,"demo_notice":"演示数据/);
        assert.match(packed.headers.etag, /^"demo-/);
        assert.equal((await get('/healthz')).headers['x-sizhi-demo'], 'true; none of these data are real');
    });

    test('takes nothing real in, and is made in no place where something is', async () => {
        const again = sizhi(['demo', '--db', db, '--seed', '8', '--geodata', GEODATA]);
        assert.notEqual(again.status, 0);
        assert.match(again.stderr, /is there already/);
        const loaded = sizhi(['load', '--db', db, '--geodata', GEODATA]);
        assert.notEqual(loaded.status, 0);
        assert.match(loaded.stderr + loaded.stdout, /demonstration register/);
    });
});

test('a real register says nothing of the kind', async () => {
    const real = await serve();
    const answer = await ask(real.url, '/api/v1/rounds');
    assert.equal(answer.headers['x-sizhi-demo'], undefined);
    assert.equal(answer.json.demo, undefined);
    await real.stop();
});
