// Titles as features of a map: which there are on a day or between two, with what shape and what
// properties; every property is a filter; and what GDAL makes of it.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ask } from '../lib/ask.mjs';
import { checked } from '../lib/checked.mjs';
import { CRS, itemsOf, walk } from '../lib/collections.mjs';
import * as facts from '../lib/published.mjs';
import { documents } from '../lib/resources.mjs';
import { serve } from '../lib/server.mjs';

const ID = 'titled-places';
let service;
let get;
before(async () => {
    service = await serve();
    get = await checked(service.url);
});
after(() => service?.stop());

const items = async (parameters = {}) => (await get(itemsOf(ID, { limit: '10000', simplify: '0.05', ...parameters }))).ok('application/geo+json');
const keyOf = (t) => `${t.kind} ${t.holder_code} ${t.batch}`;
const keyOfFeature = ({ properties: p }) => `${p.kind} ${p.holder} ${p.roster.split('/')[1]}`;
const SHOWN = facts.held(facts.shown);

function* days(first, last) {
    for (let at = Date.parse(first); at <= Date.parse(last); at += 86400000) {
        yield new Date(at).toISOString().slice(0, 10);
    }
}

describe('datetime', () => {
    for (const day of ['2022-06-30', '2022-07-01', '2022-07-31', '2022-08-01', '2023-06-01', '2023-12-31', '2024-01-01', '2024-02-01', '2025-06-30', '2025-07-01', '2025-07-31', '2025-08-01', '2026-12-31', '2027-01-01']) {
        test(`${day}: as many as the published rows have in force, no superseded one among them`, async () => {
            const found = await items({ datetime: day });
            const expected = facts.inForce(day);
            assert.deepEqual([found.numberMatched, found.numberReturned], [expected.length, expected.length]);
            assert.deepEqual(found.features.map(keyOfFeature).sort(), expected.map(keyOf).sort());
            for (const f of found.features) {
                const fact = expected.find((t) => keyOf(t) === keyOfFeature(f));
                assert.equal(f.properties.status, facts.statusOf(fact, day), keyOf(fact));
            }
        });
    }

    for (const [interval, first, last] of [
        ['2023-12-01/2024-01-31', '2023-12-01', '2024-01-31'], ['../2022-07-15', '2022-06-01', '2022-07-15'], ['/2022-07-15', '2022-06-01', '2022-07-15'], ['2026-01-01/..', '2026-01-01', '2027-06-01'],
        ['2022-01-01/2022-06-30', '2022-01-01', '2022-06-30'], ['2025-07-01/2025-08-31', '2025-07-01', '2025-08-31'], ['2025-06-30/2025-06-30', '2025-06-30', '2025-06-30'],
        ['2027-01-01/..', '2027-01-01', '2028-01-01'], ['2023-12-31T16:00:00Z/2024-01-01T15:59:59Z', '2024-01-01', '2024-01-01'],
    ]) {
        test(`${interval}: those in force on some day of it`, async () => {
            const expected = new Set([...days(first, last)].flatMap((day) => facts.inForce(day).map(keyOf)));
            const found = await items({ datetime: interval });
            assert.equal(found.numberMatched, expected.size);
            assert.deepEqual(found.features.map(keyOfFeature).sort(), [...expected].sort());
        });
    }

    for (const [moment, day] of [['2023-12-31T15:59:59Z', '2023-12-31'], ['2023-12-31T16:00:00Z', '2024-01-01'], ['2024-01-01T00:00:00+08:00', '2024-01-01'], ['2025-06-30T23:59:59.999+08:00', '2025-06-30']]) {
        test(`${moment} is ${day} in Shanghai`, async () => {
            assert.equal((await items({ datetime: moment })).numberMatched, facts.inForce(day).length);
        });
    }

    test('left out gives every title that may be shown, past and present', async () => {
        const found = await items();
        assert.deepEqual(found.features.map(keyOfFeature).sort(), SHOWN.map(keyOf).sort());
        assert.ok(found.features.some((f) => f.properties.status === 'superseded') && found.features.some((f) => f.properties.confidence === 'stated_in_local_plan'));
    });

    for (const datetime of ['2024-02-30', '2024', 'yesterday', '2024-02-01/2023-02-01', '2024-02-01/2024-03-01/2024-04-01', '']) {
        test(`"${datetime}" is refused`, async () => (await get(itemsOf(ID, { datetime }))).problem(400, 'datetime'));
    }
});

describe('a feature', () => {
    const DAY = '2024-02-01';

    test('says holder, term, document, list and how much of that is known', async () => {
        const { features } = await items({ datetime: DAY });
        for (const f of features) {
            const fact = facts.stated.find((t) => keyOf(t) === keyOfFeature(f));
            const roster = facts.rosters.find((r) => r.kind === fact.kind && r.batch === fact.batch);
            const p = f.properties;
            assert.deepEqual([p.kind, p.holder, p.province, p.since, p.until, p.document, p.roster, p.declared, p.known, p.confidence],
                             [fact.kind, fact.holder_code, fact.province, fact.since, fact.until, fact.document, roster.id, roster.declared, facts.knownOf(roster), 'stated']);
            assert.equal(p.days_left, (Date.parse(fact.until) - Date.parse(DAY)) / 86400000);
            assert.ok(fact.name.endsWith(p.name), `${fact.name} ${p.name}`);
        }
    });

    test('of a title that is not in force has no days left', async () => {
        for (const { properties: p } of (await items({ status: 'superseded' })).features) {
            assert.equal(p.days_left ?? null, null, p.name);
        }
    });

    test('has the shape of its holder', async () => {
        for (const [holder, layer] of [['110106', 'counties'], ['441900', 'cities'], ['320282', 'counties'], ['370300', 'cities']]) {
            for (const simplify of ['0.05', '0']) {
                const { features } = await items({ holder, simplify });
                const place = (await get(`/ogc/collections/${layer}/items/${holder}?simplify=${simplify}`)).ok('application/geo+json');
                assert.ok(features.length > 0);
                for (const f of features) {
                    assert.deepEqual(f.geometry, place.geometry, `${holder} at ${simplify}`);
                }
            }
        }
    });

    test('is found by its id, and so is that id among the titles', async () => {
        const { titles } = (await get('/api/v1/titles?province=110000')).ok();
        const held = titles.filter((t) => t.holder.code);
        assert.ok(held.length > 2);
        for (const t of held) {
            const f = (await get(`/ogc/collections/${ID}/items/${t.id}?simplify=0.05`)).ok('application/geo+json');
            assert.deepEqual([f.type, f.id, f.properties.kind, f.properties.holder], ['Feature', String(t.id), t.kind, t.holder.code]);
        }
    });

    test('is no zone and no lead: their ids lead nowhere', async () => {
        const { titles } = (await get('/api/v1/titles')).ok();
        const ids = new Set((await items()).features.map((f) => f.id));
        assert.equal(ids.size, SHOWN.length);
        for (const zone of titles.filter((t) => !t.holder.code).slice(0, 3)) {
            (await get(`/ogc/collections/${ID}/items/${zone.id}`)).problem(404);
        }
        // Leads were recorded in the same load: the numbers between those that are shown are theirs.
        const shown = new Set(titles.map((t) => t.id));
        const hidden = Array.from({ length: Math.max(...shown) }, (_, i) => i + 1).filter((id) => !shown.has(id));
        assert.ok(hidden.length > 0);
        for (const id of hidden.slice(0, 30)) {
            (await get(`/ogc/collections/${ID}/items/${id}`)).problem(404);
        }
    });

    for (const id of ['0', '-1', '1x', 'x', '99999999', '99999999999999999999', '1e1', '%20']) {
        test(`"${id}" is none`, async () => (await get(`/ogc/collections/${ID}/items/${id}`)).problem(404));
    }

    test('in EPSG:4490 has its axes turned, in 3857 metres', async () => {
        const first = (f) => f.geometry.coordinates.flat(Infinity).slice(0, 2);
        const one = async (crs) => (await items({ holder: '110108', ...(crs && { crs }) })).features[0];
        const [x, y] = first(await one());
        assert.deepEqual(first(await one(CRS[4490])), [y, x]);
        const [east] = first(await one(CRS[3857]));
        assert.ok(Math.abs(east - x * 111319.49) < 100, String(east));
    });
});

describe('a property', () => {
    const NAMES = ['kind', 'kind_label', 'holder', 'name', 'place_kind', 'province', 'since', 'until', 'status', 'days_left', 'roster', 'declared', 'known', 'document', 'confidence'];

    test('is a queryable with a type, and the other way round', async () => {
        const { properties } = (await get(`/ogc/collections/${ID}/queryables`)).ok('application/schema+json');
        const { features } = await items({ datetime: '2024-02-01' });
        assert.deepEqual(Object.keys(properties).filter((name) => name !== 'geometry').sort(), [...NAMES].sort());
        for (const { properties: p } of features) {
            assert.deepEqual(Object.keys(p).filter((name) => name !== 'deviation_m').sort(), [...NAMES].sort());
            for (const [name, value] of Object.entries(p)) {
                const type = properties[name]?.type ?? 'number';
                assert.equal(typeof value, type === 'integer' ? 'number' : type, name);
                assert.ok(!properties[name]?.enum || properties[name].enum.includes(value), `${name}=${value}`);
            }
        }
    });

    for (const name of NAMES) {
        test(`${name} filters`, async () => {
            const { features: all } = await items({ datetime: '2024-02-01' });
            const values = [...new Set(all.map((f) => f.properties[name]))].slice(0, 4);
            for (const value of values) {
                const found = await items({ datetime: '2024-02-01', [name]: value });
                assert.deepEqual(found.features.map((f) => f.id), all.filter((f) => f.properties[name] === value).map((f) => f.id), `${name}=${value}`);
                assert.equal(found.numberMatched, found.features.length);
            }
        });
    }

    test('and another filter together', async () => {
        const found = await items({ kind: 'demo-city', province: '110000', datetime: '2024-02-01' });
        assert.deepEqual(found.features.map((f) => f.properties.holder).sort(), facts.inForce('2024-02-01').filter((t) => t.kind === 'demo-city' && t.province === '110000').map((t) => t.holder_code).sort());
    });

    // Zones and parks name no division: no feature can be one, so asking for them is a mistake and not an empty answer.
    test('kind is one of the city and county titles, in every document; any other is refused with the list', async () => {
        const { properties } = (await get(`/ogc/collections/${ID}/queryables`)).ok('application/schema+json');
        assert.deepEqual([...properties.kind.enum].sort(), [...facts.TRACKS].sort());
        for (const kind of facts.TRACKS) {
            const { features } = await items({ kind });
            assert.deepEqual(features.map(keyOfFeature).sort(), SHOWN.filter((t) => t.kind === kind).map(keyOf).sort(), kind);
        }
        const others = (await documents(service.url)).api.components.parameters.titleKind.schema.enum.filter((kind) => !facts.TRACKS.includes(kind));
        assert.ok(others.includes('demo-zone') && others.includes('pilot-park'));
        for (const kind of [...others, 'demo-town', 'Demo-City', 'demo-city,demo-county', '']) {
            for (const lang of ['zh', 'en']) {
                const { detail } = (await get(itemsOf(ID, { kind, lang }))).problem(400, 'kind');
                assert.ok(facts.TRACKS.every((track) => detail.includes(track)), `${kind}: ${detail}`);
            }
        }
    });

    for (const [name, value] of [['confidence', 'derived'], ['confidence', 'batch_unknown'], ['kind', 'demo-town'], ['place_kind', 'town'], ['status', 'gone'], ['holder', '11'], ['since', 'x'], ['until', '2024-02-30'], ['days_left', '-1'], ['confidence', 'sure'], ['bogus', '1']]) {
        test(`${name}=${value} is refused, naming it`, async () => (await get(itemsOf(ID, { [name]: value }))).problem(400, name));
    }
});

describe('a page', () => {
    test('goes on to the next until all were given, each once', async () => {
        const pages = await walk(service.url, itemsOf(ID, { limit: '50', simplify: '0.05', datetime: '2024-02-01' }));
        const ids = pages.flatMap((p) => p.features.map((f) => f.id));
        assert.deepEqual(pages.map((p) => p.numberReturned), [50, 50, facts.inForce('2024-02-01').length - 100]);
        assert.equal(new Set(ids).size, ids.length);
        assert.ok(pages.every((p) => p.numberMatched === ids.length));
    });

    test('in a box holds those whose holder meets it', async () => {
        const { label_point: { lon, lat } } = (await get('/api/v1/places/430202')).ok();
        const found = await items({ bbox: [lon, lat, lon, lat].join(','), datetime: '2023-06-01' });
        assert.deepEqual(found.features.map((f) => f.properties.holder), ['430200']);
        assert.equal((await items({ bbox: '150,20,151,21' })).numberMatched, 0);
    });

    test('speaks English where that is asked', async () => {
        const { features } = await items({ lang: 'en', limit: '5' });
        assert.ok(features.every((f) => /^[\x20-\x7e]+$/.test(f.properties.kind_label)));
    });

    test('of today says which day its ETag is of: tomorrow\'s days left are others', async () => {
        const answer = await get(itemsOf(ID, { limit: '1', simplify: '0.05' }));
        assert.match(answer.headers.etag, /\d{4}-\d{2}-\d{2}/);
        const again = await ask(service.url, itemsOf(ID, { limit: '1', simplify: '0.05' }), { headers: { 'if-none-match': answer.headers.etag } });
        assert.deepEqual([again.status, again.bytes.length], [304, 0]);
    });
});

describe('ogrinfo (GDAL)', () => {
    const run = async (...args) => (await promisify(execFile)('ogrinfo', ['-ro', ...args], { maxBuffer: 1 << 28, env: { ...process.env, LC_ALL: 'C.UTF-8' } })).stdout;

    test('counts every title, and takes its fields from the collection', async () => {
        const text = await run('-so', '-oo', 'PAGE_SIZE=1000', `OAPIF:${service.url}/ogc`, ID);
        assert.equal(Number(text.match(/Feature Count: (\d+)/)[1]), SHOWN.length);
        for (const [field, type] of [['kind', 'String'], ['holder', 'String'], ['since', 'Date'], ['until', 'Date'], ['days_left', 'Integer'], ['declared', 'Integer'], ['known', 'Integer'], ['document', 'String']]) {
            assert.match(text, new RegExp(`^${field}: ${type}`, 'm'), field);
        }
    });

    test('reads those of a day as a file, with filters of its own', async () => {
        const at = `${service.url}${itemsOf(ID, { datetime: '2024-02-01', limit: '10000', simplify: '0.05' })}`;
        const text = await run('-al', '-geom=NO', '-where', "kind = 'demo-county'", at);
        const found = [...text.matchAll(/ holder \(String\) = (\d{6})/g)].map((m) => m[1]).sort();
        assert.deepEqual(found, facts.inForce('2024-02-01').filter((t) => t.kind === 'demo-county').map((t) => t.holder_code).sort());
    });
});
