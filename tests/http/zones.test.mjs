// Zones as they were published: the nineteen that the lists name, Jiangning's three parts, and
// nothing that no source says.  Limits of none of them were published.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { ask, query } from '../lib/ask.mjs';
import { rowsOf } from '../lib/csv.mjs';
import { contract } from '../lib/contract.mjs';
import { itemsOf } from '../lib/collections.mjs';
import * as facts from '../lib/published.mjs';
import { serve } from '../lib/server.mjs';

const ZONE_KINDS = ['demo-zone', 'trial-zone', 'js-zone', 'former-demo-zone', 'former-trial-zone'];
const FORMER = ['北京中关村科技园区', '上海漕河泾新兴技术开发区', '苏州高新区', '郑州市', '深圳市福田区', '佛山市', '成都高新区', '杭州高新区',
    '青岛市崂山区', '武汉东湖高新区', '天津滨海高新区', '西安高新区', '南京市江宁区', '广州开发区', '合肥高新区', '大连高新区'];
const NEW = ['昆明高新区', '济南市历城区', '海口国家高新技术产业开发区'];

let service;
let url;
let promised;
before(async () => {
    service = await serve();
    url = service.url;
    promised = contract((await ask(url, '/api/v1/openapi.json')).json);
});
after(() => service?.stop());

const get = async (target, options) => {
    const answer = await ask(url, target, options);
    if (/^\/api\//.test(target) && !options) {
        assert.deepEqual(promised.faults('GET', target.split('?')[0], answer), [], target);
    }
    return answer;
};
const zones = async (parameters = {}) => (await get(`/api/v1/zones?${query(parameters)}`)).ok().zones;
const one = async (id, parameters = {}) => (await get(`/api/v1/zones/${id}?${query(parameters)}`)).ok();

describe('the list', () => {
    test('has every zone that a list names, once, and no other', async () => {
        const all = await zones();
        assert.deepEqual(all.map((z) => z.name).sort(), [...FORMER, ...NEW].sort());
        assert.equal(new Set(all.map((z) => z.id)).size, 19);
        assert.ok(all.every((z) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(z.id)));
        assert.deepEqual(all.map((z) => z.id), all.map((z) => z.id).sort());
    });

    test('names the zones that titles name, each with its own titles', async () => {
        const titles = facts.shown.filter((t) => ZONE_KINDS.includes(t.kind));
        for (const z of await zones()) {
            const sheet = await one(z.id);
            assert.deepEqual(sheet.titles.map((t) => [t.kind, t.confidence]).sort(),
                             titles.filter((t) => t.name === z.name).map((t) => [t.kind, t.confidence]).sort(), z.name);
            assert.ok(sheet.titles.every((t) => t.holder.code === null && t.holder.name === z.name));
        }
    });

    test('says of none of them what was not published', async () => {
        for (const z of await zones()) {
            assert.deepEqual([z.applicant, z.declared_m2, z.area_m2, z.since, z.until, z.host.place], [null, null, null, null, null, null], z.name);
            assert.ok(z.shape === 'none' || (z.shape === 'host_area' && z.host_verified === false), z.name);
            assert.match(z.shape_note, /未公布/);
            assert.equal(z.status, 'term_unknown');
            assert.ok(!JSON.stringify(z.source).includes('http'), 'a copy is cited, not linked');
        }
    });

    test('shows a guess at a place as a guess, and marks what nobody located in its province', async () => {
        for (const z of await zones()) {
            const row = facts.shown.find((t) => t.name === z.name && ZONE_KINDS.includes(t.kind));
            if (row.host_code_guess) {
                assert.deepEqual([z.host.guess.code, z.host.guess_note, z.marker.of], [row.host_code_guess, '所在地（未核实）', row.host_code_guess]);
            } else {
                assert.deepEqual([z.shape, z.host.guess, z.marker.of], ['none', undefined, z.province]);
            }
        }
    });

    test('calls a division a division, and everything else a park', async () => {
        const divisions = (await zones()).filter((z) => z.host.kind === 'division').map((z) => z.name);
        assert.deepEqual(divisions.sort(), ['佛山市', '南京市江宁区', '济南市历城区', '深圳市福田区', '郑州市', '青岛市崂山区'].sort());
    });

    test('takes the newest stated title for the kind; what only a local plan says is among its titles', async () => {
        const kinds = Object.fromEntries((await zones()).map((z) => [z.name, z.kind]));
        assert.deepEqual([kinds['南京市江宁区'], kinds['杭州高新区'], kinds['大连高新区'], kinds['合肥高新区'], kinds['上海漕河泾新兴技术开发区']],
                         ['trial-zone', 'demo-zone', 'trial-zone', 'former-trial-zone', 'former-demo-zone']);
        const caohejing = await one('shanghai-caohejing');
        assert.deepEqual(caohejing.titles.map((t) => [t.kind, t.confidence]).sort(), [['demo-zone', 'stated_in_local_plan'], ['former-demo-zone', 'stated']]);
    });

    for (const [what, parameters, expected] of [
        ['a kind', { kind: 'former-trial-zone' }, ['天津滨海高新区', '西安高新区', '南京市江宁区', '广州开发区', '合肥高新区', '大连高新区']],
        ['a province', { province: '320000' }, ['苏州高新区', '南京市江宁区']],
        ['no shape', { shape: 'none' }, ['北京中关村科技园区', '天津滨海高新区', '昆明高新区', '海口国家高新技术产业开发区']],
        ['a published shape', { shape: 'published' }, []],
        ['a kind and a province', { kind: 'trial-zone', province: '370000' }, ['济南市历城区']],
        ['Jiangsu’s own kind', { kind: 'js-zone' }, []],
    ]) {
        test(`is filtered by ${what}`, async () => assert.deepEqual((await zones(parameters)).map((z) => z.name).sort(), [...expected].sort()));
    }

    test('can be had as a table and as shapes', async () => {
        const rows = rowsOf((await get('/api/v1/zones?f=csv')).ok('text/csv'));
        assert.deepEqual(rows.map((r) => r.name).sort(), [...FORMER, ...NEW].sort());
        assert.deepEqual(Object.keys(rows[0]).slice(0, 4), ['id', 'name', 'kind', 'status']);
        const shapes = (await get('/api/v1/zones?f=geojson')).ok('application/geo+json');
        assert.equal(shapes.features.length, 19);
        for (const f of shapes.features) {
            assert.equal(f.geometry === null, f.properties.shape === 'none', f.id);
        }
    });

    for (const [what, parameters, field] of [
        ['a kind that zones do not hold', { kind: 'demo-city' }, 'kind'], ['a shape nobody has', { shape: 'round' }, 'shape'],
        ['a province that is none', { province: '810000' }, 'province'], ['a day that does not exist', { on: '2023-02-29' }, 'on'],
        ['a parameter it does not know', { holder: '320115' }, 'holder'], ['a moment before the register', { asOf: '2001-01-01T00:00:00Z' }, 'asOf'],
    ]) {
        test(`refuses ${what}`, async () => (await get(`/api/v1/zones?${query(parameters)}`)).problem(400, field));
    }

    test('has an ETag that holds, and English on demand', async () => {
        const first = await ask(url, '/api/v1/zones');
        assert.equal((await ask(url, '/api/v1/zones', { headers: { 'if-none-match': first.headers.etag } })).status, 304);
        const english = (await get('/api/v1/zones?lang=en')).ok().zones;
        assert.ok(english.every((z) => /not published/.test(z.shape_note)));
    });
});

describe('a sheet', () => {
    test('of 江宁区 has one centre and two bases, with function and stage and no limits', async () => {
        const sheet = await one('nanjing-jiangning');
        assert.deepEqual(sheet.parts.map((p) => [p.number, p.name, p.stage]), [
            [1, '江宁开发区未来科技城片区', '成熟期机构'], [2, '江宁开发区高新园片区', '成长期机构'], [3, '江宁高新区生命科技小镇', '初创期机构'],
        ]);
        assert.match(sheet.parts[0].function, /一中心/);
        assert.ok(sheet.parts.slice(1).every((p) => /两基地/.test(p.function)));
        for (const p of sheet.parts) {
            assert.deepEqual([p.shape, p.method, p.crs, p.area_m2, p.declared_m2, p.bbox, p.given_limits, p.extent.text], ['none', 'none', null, null, null, null, null, null]);
            assert.equal(p.extent.note, '四至未公布');
            assert.equal(p.source.number, '宁政办发〔2024〕11号');
        }
        assert.ok(Object.values(sheet.area).every((v) => v === null));
    });

    test('of a zone nobody knows is not found', async () => {
        for (const id of ['nanjing', 'x', '1', 'nanjing-jiangning.1', '..%2Fzones']) {
            (await get(`/api/v1/zones/${id}`)).problem(404);
        }
    });

    test('says what is to be said about its extent: that nothing was published', async () => {
        const report = (await get('/api/v1/zones/nanjing-jiangning/extent-report')).ok();
        assert.ok(report.findings.length > 0 && report.findings.every((f) => f.severity === 'note'));
        assert.deepEqual([report.zone.host, report.zone.applicant, report.zone.computed_m2], [null, null, null], 'a guess decides nothing');
        const english = (await get('/api/v1/zones/nanjing-jiangning/extent-report?lang=en')).ok();
        assert.deepEqual(english.findings.map((f) => f.check), report.findings.map((f) => f.check));
        assert.notEqual(english.findings[0].text, report.findings[0].text);
    });
});

describe('on the map', () => {
    test('zones are features; a host area is called one and nothing has a shape it was not given', async () => {
        const found = (await ask(url, itemsOf('zones', { limit: '100' }))).ok('application/geo+json');
        assert.equal(found.numberMatched, 19);
        for (const f of found.features) {
            const { shape, host, host_verified: verified } = f.properties;
            assert.equal(f.geometry === null, shape === 'none');
            assert.deepEqual([host !== null, verified], shape === 'none' ? [false, null] : [true, false]);
        }
    });

    test('a feature is found by its id, and parts by zone and number', async () => {
        assert.equal((await ask(url, '/ogc/collections/zones/items/foshan')).ok('application/geo+json').properties.host, '440600');
        const part = (await ask(url, '/ogc/collections/zone-parts/items/nanjing-jiangning.2')).ok('application/geo+json');
        assert.deepEqual([part.geometry, part.properties.number, part.properties.zone_name], [null, 2, '南京市江宁区']);
        (await ask(url, '/ogc/collections/zone-parts/items/nanjing-jiangning.4')).problem(404);
        (await ask(url, '/ogc/collections/zones/items/nanjing')).problem(404);
    });

    test('a box finds what lies in it, and not what lies nowhere', async () => {
        const inNanjing = (await ask(url, itemsOf('zones', { bbox: '118.7,31.7,118.9,31.9' }))).ok('application/geo+json');
        assert.deepEqual(inNanjing.features.map((f) => f.id), ['nanjing-jiangning']);
        assert.equal((await ask(url, itemsOf('zone-parts', { bbox: '-180,-90,180,90' }))).ok('application/geo+json').numberMatched, 0);
    });

    test('properties are filters', async () => {
        for (const [parameters, n] of [[{ kind: 'trial-zone' }, 5], [{ shape: 'none' }, 4], [{ host_verified: 'false' }, 15], [{ host_kind: 'division' }, 6], [{ province: '320000' }, 2]]) {
            assert.equal((await ask(url, itemsOf('zones', { limit: '1', ...parameters }))).ok('application/geo+json').numberMatched, n, query(parameters));
        }
        (await ask(url, itemsOf('zones', { kind: 'demo-city' }))).problem(400, 'kind');
    });

    test('ogrinfo reads both collections', { skip: spawnSync('ogrinfo', ['--version']).status !== 0 }, () => {
        for (const [layer, n] of [['zones', 19], ['zone-parts', 3]]) {
            const said = spawnSync('ogrinfo', ['-ro', '-so', `OAPIF:${url}/ogc`, layer], { encoding: 'utf8', timeout: 60000 });
            assert.equal(said.status, 0, said.stderr);
            assert.match(said.stdout, new RegExp(`Feature Count: ${n}\\b`));
        }
    });
});

describe('a text of four limits', () => {
    const read = async (text, lang = 'zh') => {
        const answer = await ask(url, `/api/v1/extent?lang=${lang}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ text }) });
        assert.deepEqual(promised.faults('POST', '/api/v1/extent', answer), []);
        return answer;
    };

    test('is read into its sides', async () => {
        const said = (await read('东至外环高速路,南至曹安公路南150米,西至中环路(申江路),北至立跃路-三友河')).ok();
        const [{ sides }] = said.blocks;
        assert.deepEqual(said.missing, []);
        assert.deepEqual(sides.south.pieces.map((p) => [p.name, p.kind, p.offset]), [['曹安公路', 'road', { towards: 'south', metres: 150 }]]);
        assert.deepEqual(sides.west.pieces.map((p) => [p.name, p.alias]), [['中环路', '申江路']]);
        assert.deepEqual(sides.north.pieces.map((p) => [p.name, p.kind]), [['立跃路', 'road'], ['三友河', 'water']]);
    });

    test('that leaves a side out says which', async () => {
        assert.deepEqual((await read('东至甲路，西至丙河')).ok().missing.map((m) => [m.block, m.side]), [[1, 'south'], [1, 'north']]);
    });

    test('that is none is refused, in both languages, with the place', async () => {
        assert.match((await read('今天天气很好')).problem(400).detail, /字/);
        assert.match((await read('今天天气很好', 'en')).problem(400).detail, /character/i);
        (await read('')).problem(400, 'text');
        (await read('东至甲路'.repeat(6000))).problem(400, 'text');
    });
});

describe('the list of zones is looked through', () => {
    for (const [typed, first] of [['江宁', 'nanjing-jiangning'], ['jiangning', 'nanjing-jiangning'], ['Nanjing Jiang', 'nanjing-jiangning'], ['佛山市', 'foshan']]) {
        test(`for ${typed}`, async () => assert.equal((await zones({ q: typed }))[0].id, first));
    }

    test('for what begins so before what only holds it, and for what is not there', async () => {
        const found = await zones({ q: '高新区' });
        assert.ok(found.length > 5 && found.every((z) => z.name.includes('高新区')));
        assert.deepEqual(await zones({ q: 'angning' }), [], 'a word of pinyin is met at its start');
        assert.deepEqual(await zones({ q: '%' }), []);
        for (const q of [' ', 'x'.repeat(101)]) (await get(`/api/v1/zones?${query({ q })}`)).problem(400, 'q');
    });

    test('and each says of the title that makes it what it is', async () => {
        const found = await zones({ on: '2020-01-01', all: 'true' });
        assert.equal(found.length, 19);
        for (const z of found) assert.deepEqual([z.title.kind, z.title.status, z.title.holder.name], [z.kind, z.status, z.name]);
        (await get('/api/v1/zones?on=2020-01-01&all=yes')).problem(400, 'all');
    });
});
