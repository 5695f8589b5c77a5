// The zone an application is about: named, divided into parts, drawn in every way a shape can be
// handed in; what is said about its extent; and a published part that is put right.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { ask } from '../lib/ask.mjs';
import { itemsOf } from '../lib/collections.mjs';
import { Desk } from '../lib/desk.mjs';
import { SIZHI } from '../lib/paths.mjs';

const PEOPLE = {
    nation: { role: 'national' },
    jiangsu: { role: 'province', province: '320000' },
    hunan: { role: 'province', province: '430000' },
    nanjing: { role: 'applicant', place: '320100' },
    suzhou: { role: 'applicant', place: '320500' },
    judge: { role: 'expert' },
};
const ALL = '/api/v1/applications';
const GEOJSON = 'application/geo+json';
const SHEET = { name: '江宁服务业集聚区', host_kind: 'division', host_name: '江宁区', host_code: '320115', declared_m2: 4200000 };
// With sanitizers everything takes a few times as long.
const LIMIT_MS = /release/.test(SIZHI) ? 2000 : 8000;

const square = (lon, lat, size = 0.02) => [[lon, lat], [lon + size, lat], [lon + size, lat + size], [lon, lat + size], [lon, lat]];
const polygon = (...rings) => JSON.stringify({ type: 'Polygon', coordinates: rings });
const lines = (all) => JSON.stringify({ type: 'FeatureCollection', features: all.map((coordinates) => ({ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates } })) });
const sha = (body) => createHash('sha256').update(body).digest('hex');

let d;
before(async () => {
    // A zone that holds a title with a term, so that a point can lie in one.
    d = await Desk.open(PEOPLE, {
        before: (register) => {
            register.edit('titles.csv', (text) => text.replace(/^(trial-zone,大连高新区,210000,,210211,2023,,),,/m, '$12023-12-01,2099-11-30,'));
            const loaded = register.load();
            assert.equal(loaded.status, 0, loaded.text);
        },
    });
});
after(() => d?.close());

const apply = async (who, track, place) => (await d.done(201, who, 'POST', ALL, { round: '2023-zone', track, place })).id;
const draw = (who, id, number, body, type = GEOJSON, more = '') =>
    d.ask(who, 'PUT', `${ALL}/${id}/parts/${number}/shape${more}`, Buffer.from(body), { 'Content-Type': type });

describe('a proposal', () => {
    let id;
    let at;
    before(async () => {
        id = await apply('nanjing', 'trial-zone', '320100');
        at = `${ALL}/${id}`;
    });

    test('begins with nothing, and has no report yet', async () => {
        const nothing = await d.done(200, 'nanjing', 'GET', `${at}/zone`);
        assert.deepEqual([nothing.zone, nothing.parts, nothing.open, nothing.state], [null, [], true, 'draft']);
        await d.refused('not-found', 404, 'nanjing', 'GET', `${at}/extent-report`);
    });

    test('names the zone; every change is a version, and a stale one is refused', async () => {
        const said = await d.ask('nanjing', 'PUT', `${at}/zone`, SHEET, { 'If-Match': '"v1"' });
        assert.equal(said.status, 200, said.text);
        assert.deepEqual([said.json.version, said.headers.etag, said.json.zone.name, said.json.zone.continues], [2, '"v2"', SHEET.name, null]);
        (await d.ask('nanjing', 'PUT', `${at}/zone`, SHEET, { 'If-Match': '"v1"' })).problem(412);
    });

    for (const [what, body, field] of [
        ['without a name', { host_kind: 'park' }, 'name'],
        ['on a host of no known kind', { ...SHEET, host_kind: 'island' }, 'host_kind'],
        ['on a place that never was', { ...SHEET, host_code: '320199' }, 'host_code'],
        ['of no area', { ...SHEET, declared_m2: 0 }, 'declared_m2'],
        ['that continues one nobody knows', { ...SHEET, zone: 'nowhere' }, 'zone'],
        ['that continues one under another name', { ...SHEET, zone: 'nanjing-jiangning' }, 'name'],
        ['by the name of another', { ...SHEET, name: '南京市江宁区' }, 'name'],
        ['with a member nobody knows', { ...SHEET, colour: 'red' }, 'colour'],
    ]) {
        test(`of a zone ${what} is refused, naming ${field}`, async () => (await d.ask('nanjing', 'PUT', `${at}/zone`, body)).problem(400, field));
    }

    test('divides it into parts, in words', async () => {
        const said = await d.done(200, 'nanjing', 'PUT', `${at}/parts/1`, {
            name: '一片区', function: '管理中心', stage: '成熟期', extent_text: '东至甲路，南至乙路，西至丙河，北至丁路南150米', declared_m2: 4200000, given_limits: { east: 118.86, north: 31.97 },
        });
        const [part] = said.parts;
        assert.deepEqual([part.number, part.shape, part.given_limits.east, part.given_limits.south], [1, 'none', 118.86, null]);
        assert.equal(part.extent.blocks[0].sides.north.pieces[0].offset.metres, 150);
        assert.equal((await d.done(200, 'nanjing', 'PUT', `${at}/parts/2`, { name: '二片区' })).parts[1].extent.note, '四至未填写');
        for (const [number, body, status] of [[0, { name: 'x' }, 404], [101, { name: 'x' }, 404], [3, {}, 400], [3, { name: 'x', given_limits: { up: 1 } }, 400], [3, { name: 'x', given_limits: { north: 91 } }, 400]]) {
            (await d.ask('nanjing', 'PUT', `${at}/parts/${number}`, body)).problem(status);
        }
    });

    test('keeps a shape as it was sent, and gives it back as it is stored', async () => {
        const body = polygon(square(118.83, 31.95));
        const said = (await draw('nanjing', id, 1, body, GEOJSON, '?name=' + encodeURIComponent('红线图.geojson'))).ok();
        assert.deepEqual([said.taken.method, said.taken.points, said.parts[0].shape], ['geojson', 5, 'given']);
        assert.deepEqual(said.parts[0].original_file, { sha256: sha(body), name: '红线图.geojson', type: GEOJSON, size: body.length });
        assert.ok(Math.abs(said.parts[0].area_m2 - 4193009.27) < 1);
        assert.deepEqual(said.parts[0].bbox, [118.83, 31.95, 118.85, 31.97]);
        const back = await d.get('jiangsu', `${at}/files/${sha(body)}`);
        assert.equal(back.text, body);
        assert.deepEqual((await d.get('nation', `${at}/parts/1/shape`)).ok(GEOJSON).geometry, JSON.parse(body));
        assert.equal((await d.done(200, 'nanjing', 'PUT', `${at}/parts/1`, { name: '一片区', extent_text: '东至甲路，南至乙路，西至丙河，北至丁路', declared_m2: 4200000, given_limits: { east: 118.86 } })).parts[0].shape, 'given');
    });

    test('takes a table in GCJ-02, and says what it took it for', async () => {
        const table = `lon,lat\n${square(118.83, 31.95).map((p) => p.join(',')).join('\n')}\n`;
        const said = (await draw('nanjing', id, 2, table, 'text/csv', '?crs=gcj02')).ok();
        assert.deepEqual([said.taken.crs, said.taken.method], ['gcj02', 'csv']);
        const [west] = said.parts[1].bbox;
        assert.ok(118.83 - west > 0.003 && 118.83 - west < 0.007, 'moved back by some five hundred metres');
        (await draw('nanjing', id, 2, table, 'text/csv')).problem(400);
        (await draw('nanjing', id, 2, table, 'text/csv', '?crs=lambert')).problem(400, 'crs');
        (await draw('nanjing', id, 2, table, 'text/csv', '?format=kml')).problem(400, 'format');
        (await draw('nanjing', id, 2, table, 'application/octet-stream')).problem(400, 'format');
        assert.equal((await draw('nanjing', id, 2, table, 'application/octet-stream', '?format=csv&crs=cgcs2000')).status, 200);
    });

    test('closes a shape from the lines that bound it', async () => {
        const four = [[[118.85, 31.94], [118.85, 31.98]], [[118.84, 31.975], [118.88, 31.975]], [[118.872, 31.985], [118.872, 31.945]], [[118.88, 31.95], [118.851, 31.95]]];
        const said = await d.ask('nanjing', 'PUT', `${at}/parts/2/lines`, Buffer.from(lines(four)), { 'Content-Type': GEOJSON });
        assert.equal(said.status, 200, said.text);
        assert.deepEqual(said.json.parts[1].bbox.map((v) => Number(v.toFixed(6))), [118.85, 31.95, 118.872, 31.975]);
        assert.equal(said.json.parts[1].method, 'lines');
        const open = await d.ask('nanjing', 'PUT', `${at}/parts/2/lines`, Buffer.from(lines(four.slice(0, 2))), { 'Content-Type': GEOJSON });
        assert.equal(open.status, 400, open.text);
        for (const body of ['{}', '[]', '{"type":"FeatureCollection","features":[]}', '{"type":"FeatureCollection","features":7}', polygon(square(118, 31)), '{"type":"Point","coordinates":[1,2]}', 'x']) {
            (await d.ask('nanjing', 'PUT', `${at}/parts/2/lines`, Buffer.from(body), { 'Content-Type': GEOJSON })).problem(400);
        }
    });

    test('shows what a shape would come to, and keeps nothing of it', async () => {
        const before = await d.done(200, 'nanjing', 'GET', `${at}/zone`);
        const seen = (await draw('nanjing', id, 1, polygon(square(118.83, 31.95)), GEOJSON, '?crs=cgcs2000&preview=1')).ok();
        assert.deepEqual([seen.preview, seen.taken.method, seen.shape], [true, 'geojson', JSON.parse(polygon(square(118.83, 31.95)))]);
        const four = [[[118.85, 31.94], [118.85, 31.98]], [[118.84, 31.975], [118.88, 31.975]], [[118.872, 31.985], [118.872, 31.945]], [[118.88, 31.95], [118.851, 31.95]]];
        const closed = await d.ask('nanjing', 'PUT', `${at}/parts/99/lines?preview=1`, Buffer.from(lines(four)), { 'Content-Type': GEOJSON });
        assert.deepEqual([closed.status, closed.json.taken.method, closed.json.shape.coordinates[0].length], [200, 'lines', closed.json.taken.points]); // the part need not be there yet
        (await draw('nanjing', id, 1, polygon([[118, 31], [118.1, 31.1], [118.1, 31], [118, 31.1], [118, 31]]), GEOJSON, '?preview=1')).problem(400);
        (await draw('nanjing', id, 1, polygon(square(118.83, 31.95)), GEOJSON, '?preview=yes')).problem(400, 'preview');
        assert.equal((await draw('suzhou', id, 1, polygon(square(118.83, 31.95)), GEOJSON, '?preview=1')).status, 403);
        assert.deepEqual(await d.done(200, 'nanjing', 'GET', `${at}/zone`), before);
    });

    test('is nobody else’s: the province reads, other places learn nothing, the public is asked to sign in', async () => {
        const body = { name: 'x' };
        assert.equal((await d.done(200, 'jiangsu', 'GET', `${at}/zone`)).parts.length, 2);
        for (const [who, slug, status] of [['suzhou', 'not-your-place', 403], ['hunan', 'not-your-province', 403], [null, 'sign-in-required', 401]]) {
            for (const [method, path, sent] of [['GET', 'zone'], ['GET', 'extent-report'], ['GET', 'parts/1/shape'], ['PUT', 'zone', SHEET], ['PUT', 'parts/1', body], ['DELETE', 'parts/1']]) {
                await d.refused(slug, status, who, method, `${at}/${path}`, sent);
                await d.refused(slug, status, who, method, `${ALL}/99999/${path}`, sent);
            }
            assert.equal((await draw(who, id, 1, polygon(square(118, 31)))).status, status);
        }
        await d.refused('forbidden', 403, 'nation', 'PUT', `${at}/parts/1`, body);
    });

    test('has a report: numbers, sentences and what to draw, kept while nothing changes', async () => {
        await d.done(200, 'nanjing', 'PUT', `${at}/parts/3`, { name: '三片区', extent_text: '乱七八糟' });
        assert.equal((await draw('nanjing', id, 3, polygon([[118.845, 31.96], [119.3, 31.96], [119.3, 32.1], [118.845, 31.96]]))).status, 200);
        const report = await d.done(200, 'jiangsu', 'GET', `${at}/extent-report`);
        const of = (check, part) => report.findings.find((f) => f.check === check && f.part === part);
        assert.equal(of('limit-off', 1).side, 'east');
        assert.ok(Math.abs(of('limit-off', 1).metres - 945) < 2);
        assert.equal(of('limit-off', 1).shape.type, 'LineString');
        assert.equal(of('outside-host', 3).severity, 'error');
        assert.ok(of('outside-host', 3).share > 0.5 && /Polygon/.test(of('outside-host', 3).shape.type));
        assert.ok(of('outside-applicant', 3).share > 0.5);
        assert.deepEqual([of('parts-overlap', 1).other_part, of('parts-overlap', 2).other_part], [3, 3]);
        assert.match(of('text-unread', 3).text, /乱七八糟/);
        assert.equal(of('sum-off', null).part, null);
        assert.ok(report.findings.every((f) => f.text && f.label && (f.shape || f.shape_is === 'none')));
        assert.equal(report.counts.error, report.findings.filter((f) => f.severity === 'error').length);
        const again = await d.done(200, 'nanjing', 'GET', `${at}/extent-report`);
        assert.deepEqual([again.sha256, again.made], [report.sha256, report.made]);
        const english = await d.done(200, 'jiangsu', 'GET', `${at}/extent-report?lang=en`);
        assert.equal(english.sha256, report.sha256);
        assert.deepEqual(english.findings.map((f) => f.check), report.findings.map((f) => f.check));
        assert.ok(english.findings.every((f, i) => f.text !== report.findings[i].text));
        await d.done(200, 'nanjing', 'DELETE', `${at}/parts/3`);
        const fewer = await d.done(200, 'jiangsu', 'GET', `${at}/extent-report`);
        assert.notEqual(fewer.sha256, report.sha256);
        assert.deepEqual([...new Set(fewer.findings.map((f) => f.part))].filter(Boolean), [1, 2]);
        await d.refused('not-found', 404, 'nanjing', 'DELETE', `${at}/parts/3`);
    });

    test('tells that a part was drawn on a map in GCJ-02, where its border says so', async () => {
        // 东山街道 lies within the county: nothing near it to judge by, so nothing is said.
        const { findings } = await d.done(200, 'jiangsu', 'GET', `${at}/extent-report`);
        assert.ok(!findings.some((f) => f.check === 'datum-suspect'));
    });

    test('is closed once the application is over', async () => {
        const other = await apply('suzhou', 'trial-zone', '320500');
        await d.done(200, 'suzhou', 'PUT', `${ALL}/${other}/parts/1`, { name: 'x' });
        const moved = await d.ask('suzhou', 'POST', `${ALL}/${other}/events`, { event: 'withdraw' }, { 'If-Match': '"v2"' });
        assert.equal(moved.status, 200, moved.text);
        await d.refused('wrong-state', 409, 'suzhou', 'PUT', `${ALL}/${other}/zone`, SHEET);
        assert.equal((await draw('suzhou', other, 1, polygon(square(120.6, 31.3)))).status, 409);
    });
});

describe('shapes that bite', () => {
    let id;
    before(async () => {
        id = await apply('nanjing', 'demo-zone', '320100');
        await d.done(200, 'nanjing', 'PUT', `${ALL}/${id}/parts/1`, { name: '一片区' });
    });

    const many = (n) => Array.from({ length: n + 1 }, (_, i) => {
        const angle = 2 * Math.PI * (i % n) / n;
        return [Number((118.84 + 0.05 * Math.cos(angle)).toFixed(7)), Number((31.96 + 0.05 * Math.sin(angle)).toFixed(7))];
    });
    const star = (n) => Array.from({ length: n + 1 }, (_, i) => {
        const angle = 2 * Math.PI * ((i % n) * Math.floor(n / 2)) / n;
        return [118.84 + 0.05 * Math.cos(angle), 31.96 + 0.05 * Math.sin(angle)];
    });
    const hole = (lon, lat, size) => square(lon, lat, size).reverse();
    const million = Array.from({ length: 1000000 }, (_, i) => (i % 2 ? '[119,32]' : '[118,31]')).join(',');

    // [what, body, stored: true or what the refusal says, content type, query]
    const SHAPES = [
        ['a bow tie', polygon([[118.8, 31.9], [118.9, 32], [118.9, 31.9], [118.8, 32], [118.8, 31.9]]), /自相交|交/],
        ['a star of 101 points', polygon(star(101)), /交/],
        ['a million vertices', `{"type":"Polygon","coordinates":[[${million}]]}`, /200000/],
        ['a million rows', `lon,lat\n${'119,31.9\n'.repeat(1000000)}`, /200000|10 ?MiB|字节/, 'text/csv', '?crs=cgcs2000'],
        ['more than 10 MiB', `{"type":"Polygon","coordinates":[[${million},${million}]]}`, /字节/],
        ['200,000 vertices that are sound', polygon(many(199990)), true],
        ['no area', polygon([[118.8, 31.9], [118.9, 31.9], [118.8, 31.9], [118.8, 31.9]]), /./],
        ['a spike', polygon([[118.8, 31.9], [118.82, 31.9], [118.82, 31.92], [118.82, 31.95], [118.82, 31.92], [118.8, 31.92], [118.8, 31.9]]), /./],
        ['one ring twice', JSON.stringify({ type: 'MultiPolygon', coordinates: [[square(118.8, 31.9)], [square(118.8, 31.9)]] }), /./],
        ['a hole outside', polygon(square(118.8, 31.9), hole(118.9, 31.9, 0.005)), /./],
        ['a hole that is the shell', polygon(square(118.8, 31.9), hole(118.8, 31.9, 0.02)), /./],
        ['a sound hole', polygon(square(118.8, 31.9), hole(118.805, 31.905, 0.005)), true],
        ['a shape across the border of its host', polygon(square(118.99, 31.9, 0.2)), true],
        ['a shape in another country', polygon(square(10, 50)), /./],
        ['nothing', '', /./],
        ['an empty polygon', polygon(), /./],
        ['an empty collection', '{"type":"FeatureCollection","features":[]}', /./],
        ['heights', polygon(square(118.8, 31.9).map(([x, y]) => [x, y, 12.5])), true],
        ['three points', polygon([[118.8, 31.9], [118.9, 31.9], [118.8, 31.9]]), /./],
        ['a ring left open', polygon(square(118.8, 31.9).slice(0, 4)), /./],
        ['a line', JSON.stringify({ type: 'LineString', coordinates: [[118, 31], [119, 32]] }), /./],
        ['the whole world', polygon([[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]]), /./],
        ['degrees beyond the globe', polygon(square(500, 31.9)), /./],
        ['numbers without end', '{"type":"Polygon","coordinates":[[[1e999,31],[118,31],[118,32],[1e999,31]]]}', /./],
        ['depth', '['.repeat(100000), /./],
        ['no JSON', '\u0000\u0001', /./],
        ['a zip that is none', 'PK\x03\x04', /./, 'application/zip'],
        ['KML that is none', '<kml>', /./, 'application/vnd.google-earth.kml+xml'],
        ['a web page', '<html>', /./, 'text/html'],
    ];

    for (const [what, body, expected, type = GEOJSON, more = ''] of SHAPES) {
        test(`${what}: ${expected === true ? 'stored' : 'refused with the reason'}, in time, while others are answered`, async () => {
            const began = Date.now();
            let slowest = 0;
            let sending = true;
            const others = (async () => {
                while (sending) {
                    const sent = Date.now();
                    assert.equal((await ask(d.url, '/healthz')).status, 200);
                    slowest = Math.max(slowest, Date.now() - sent);
                }
            })();
            const answer = await send(id, body, type, more);
            const took = Date.now() - began;
            sending = false;
            await others;
            assert.ok(took < LIMIT_MS, `${took} ms`);
            assert.ok(slowest < LIMIT_MS / 2, `the slowest /healthz took ${slowest} ms`);
            if (expected === true) {
                assert.equal(answer.status, 200, answer.text.slice(0, 300));
                assert.equal(answer.json.parts[0].shape, 'given');
            } else {
                const said = answer.problem([400, 413, 415]);
                assert.match(said.detail, expected);
            }
        });
    }

    const send = (application, body, type, more) => ask(d.url, `${ALL}/${application}/parts/1/shape${more}`, {
        method: 'PUT', headers: { ...d.credentials('nanjing'), 'content-type': type }, body: Buffer.from(body, body.startsWith('PK') ? 'latin1' : 'utf8'),
    });

    test('the report about the last that was stored comes in time as well', async () => {
        await d.done(200, 'nanjing', 'PUT', `${ALL}/${id}/zone`, { ...SHEET, name: '另一个集聚区' });
        assert.equal((await send(id, polygon(many(199990)), GEOJSON, '')).status, 200);
        const began = Date.now();
        const report = await d.done(200, 'jiangsu', 'GET', `${ALL}/${id}/extent-report`);
        assert.ok(Date.now() - began < 3 * LIMIT_MS);
        assert.equal(report.parts[0].has_shape, true);
        assert.ok(JSON.stringify(report).length < 200000, 'a finding points, it does not repeat the shape');
    });
});

describe('a published part', () => {
    const at = '/api/v1/zones/dalian-gaoxin/parts/1';
    const words = { document: '大高管〔2024〕1号', reason: '补登四至', name: '凌水片区', extent_text: '东至甲路，南至乙路，西至丙路，北至丁路', declared_m2: 3300000 };
    const BLOCK = [[121.52, 38.86], [121.54, 38.86], [121.54, 38.88], [121.52, 38.88], [121.52, 38.86]];
    const inside = { lon: 121.53, lat: 38.87 };
    const lookup = async (more = '') => (await ask(d.url, `/api/v1/lookup?lon=${inside.lon}&lat=${inside.lat}${more}`)).ok();

    test('is put right by the national office alone, with document and reason', async () => {
        await d.refused('sign-in-required', 401, null, 'PUT', at, words);
        await d.refused('forbidden', 403, 'nanjing', 'PUT', at, words);
        await d.refused('not-your-province', 403, 'jiangsu', 'PUT', at, words);
        await d.refused('forbidden', 403, 'jiangsu', 'PUT', '/api/v1/zones/nanjing-jiangning/parts/1', words);
        await d.refused('bad-body', 400, 'nation', 'PUT', at, { ...words, document: undefined }, 'document');
        await d.refused('bad-body', 400, 'nation', 'PUT', at, { ...words, since: '2024-02-01', until: '2024-01-01' }, 'until');
        await d.refused('not-found', 404, 'nation', 'PUT', '/api/v1/zones/nowhere/parts/1', words);
    });

    test('a point in the host area is in none; once the part has its shape, it is in', async () => {
        const before = await lookup();
        assert.deepEqual([before.zones_answer, before.zones.map((z) => [z.id, z.shape, z.part])], ['unknown', [['dalian-gaoxin', 'host_area', null]]]);
        const first = await d.done(200, 'nation', 'PUT', at, words);
        await d.settled(first.revision);
        assert.equal((await lookup()).zones_answer, 'unknown');
        const wrong = await d.ask('nation', 'PUT', `${at}/shape`, Buffer.from(polygon(square(121.52, 38.86))), { 'Content-Type': GEOJSON });
        wrong.problem(400, 'document');
        const moment = new Date().toISOString();
        await new Promise((done) => setTimeout(done, 20)); // a row of that very millisecond would count
        const drawn = await d.ask('nation', 'PUT', `${at}/shape?document=d&reason=r`, Buffer.from(polygon(BLOCK)), { 'Content-Type': GEOJSON });
        assert.equal(drawn.status, 200, drawn.text);
        await d.settled(drawn.json.revision);
        const now = await lookup();
        assert.deepEqual([now.zones_answer, now.zones.map((z) => [z.id, z.shape, z.part, z.part_number, z.status])],
                         ['in', [['dalian-gaoxin', 'published', '凌水片区', 1, 'in_force']]]);
        assert.equal((await lookup('&on=2100-01-01')).zones_answer, 'unknown', 'after the title');
        assert.equal((await lookup(`&asOf=${encodeURIComponent(moment)}`)).zones_answer, 'unknown', 'before it was recorded');
        const beside = (await ask(d.url, `/api/v1/lookup?lon=${inside.lon - 0.02}&lat=${inside.lat}`)).ok();
        assert.deepEqual([beside.zones_answer, beside.zones.filter((z) => z.id === 'dalian-gaoxin')], ['unknown', []]);
    });

    test('lies exactly where it was stored: its corners and edges are in, a hair beyond is not', async () => {
        for (const [lon, lat, expected] of [[121.52, 38.86, 'in'], [121.54, 38.88, 'in'], [121.53, 38.86, 'in'], [121.53, 38.8599999999, 'unknown'], [121.5400000001, 38.87, 'unknown']]) {
            assert.equal((await ask(d.url, `/api/v1/lookup?lon=${lon}&lat=${lat}`)).ok().zones_answer, expected, `${lon} ${lat}`);
        }
    });

    test('is on the map with eight decimals, and its zone is drawn by its parts', async () => {
        const exact = [[[121.52345678, 38.86123456], [121.53, 38.861], [121.53, 38.87], [121.52345678, 38.86123456]]];
        const second = await d.done(200, 'nation', 'PUT', '/api/v1/zones/dalian-gaoxin/parts/2', { ...words, name: '二片区' });
        const drawn = await d.ask('nation', 'PUT', '/api/v1/zones/dalian-gaoxin/parts/2/shape?document=d&reason=r', Buffer.from(polygon(exact[0])), { 'Content-Type': GEOJSON });
        assert.ok(drawn.json.revision > second.revision, drawn.text);
        await d.settled(drawn.json.revision);
        const part = (await ask(d.url, '/ogc/collections/zone-parts/items/dalian-gaoxin.2')).ok(GEOJSON);
        assert.ok(part.geometry.coordinates[0].some(([x, y]) => x === 121.52345678 && y === 38.86123456));
        const zone = (await ask(d.url, itemsOf('zones', { shape: 'published' }))).ok(GEOJSON);
        assert.deepEqual(zone.features.map((f) => [f.id, f.properties.n_parts, f.geometry.type]), [['dalian-gaoxin', 2, 'Polygon']], 'the parts overlap, and are joined');
        assert.equal((await ask(d.url, '/api/v1/zones?shape=published')).ok().zones[0].n_parts, 2);
        const box = (await ask(d.url, itemsOf('zone-parts', { bbox: '121.5,38.8,121.6,38.9' }))).ok(GEOJSON);
        assert.equal(box.numberMatched, 2);
    });

    test('is told of in the report of its zone, and in the chain', async () => {
        const report = await d.done(200, null, 'GET', '/api/v1/zones/dalian-gaoxin/extent-report');
        assert.ok(report.findings.some((f) => f.check === 'parts-overlap' && f.part === 1 && f.other_part === 2));
        assert.ok(report.findings.some((f) => f.check === 'area-off' && f.part === 1));
    });

    test('that has ended is there on its days, and not after', async () => {
        const ended = await d.done(200, 'nation', 'PUT', '/api/v1/zones/dalian-gaoxin/parts/2', { ...words, name: '二片区', since: '2024-01-01', until: '2024-12-31' });
        await d.settled(ended.revision);
        const numbers = async (on) => (await ask(d.url, `/api/v1/zones/dalian-gaoxin?on=${on}`)).ok().parts.map((p) => p.number);
        assert.deepEqual([await numbers('2023-12-31'), await numbers('2024-12-31'), await numbers('2025-01-01')], [[1], [1, 2], [1]]);
        const there = async (datetime) => (await ask(d.url, itemsOf('zone-parts', { zone: 'dalian-gaoxin', ...(datetime && { datetime }) }))).ok(GEOJSON).features.map((f) => f.id);
        assert.deepEqual([await there('2025-06-01'), await there('2024-06-01'), await there('2023-01-01/2024-01-01')], [['dalian-gaoxin.1'], ['dalian-gaoxin.1', 'dalian-gaoxin.2'], ['dalian-gaoxin.1', 'dalian-gaoxin.2']]);
    });

    test('stays as it was corrected when the facts are loaded again', async () => {
        const sheet = async () => (await ask(d.url, '/api/v1/zones/dalian-gaoxin')).ok().parts.map((p) => [p.number, p.name, p.shape]);
        const before = await sheet();
        const again = d.register.load();
        assert.equal(again.status, 0, again.text);
        assert.deepEqual(await sheet(), before);
    });
});
