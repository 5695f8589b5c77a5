// Rounds and their places: of 2023 no table was published, so every unit has a row that says unknown,
// and none of them a number.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { query, target } from '../lib/ask.mjs';
import { checked } from '../lib/checked.mjs';
import { TRACKS } from '../lib/published.mjs';
import { serve } from '../lib/server.mjs';

let service;
let get;
before(async () => {
    service = await serve();
    get = await checked(service.url);
});
after(() => service?.stop());

const UNITS = [...'11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65'.split(' ').map((p) => `${p}0000`), 'XPCC'];
const rows = async (parameters = {}) => (await get(`/api/v1/rounds/2023/quotas?${query(parameters)}`)).ok().rows;
const keys = (list) => list.map((r) => `${r.province} ${r.track}`).sort();
const pairs = (units, tracks) => units.flatMap((u) => tracks.map((t) => `${u} ${t}`)).sort();

describe('rounds', () => {
    test('2023 is there with its documents; its windows were not published', async () => {
        const { rounds } = (await get('/api/v1/rounds')).ok();
        assert.deepEqual(rounds.map((r) => [r.id, r.document, r.window_since, r.window_until]),
            [['2023', '国知办函运字〔2023〕582号', null, null], ['2023-zone', '国知发运字〔2023〕28号', null, null]]);
        assert.deepEqual(rounds.map((r) => [r.year, r.province, r.tracks]), [[2023, null, TRACKS], [2023, null, ['demo-zone', 'trial-zone']]]);
    });

    test('link to their places', async () => {
        const { rounds } = (await get('/api/v1/rounds')).ok();
        assert.equal((await get(target(rounds[0].quotas))).ok().round, '2023');
    });
});

describe('places of 2023', () => {
    test('32 units on four tracks are 128 rows, each once', async () => {
        const all = await rows();
        assert.equal(all.length, 128);
        assert.deepEqual(keys(all), pairs(UNITS, TRACKS));
    });

    test('are unknown, which is null and not nought, with none used and nothing left to tell', async () => {
        for (const row of await rows()) {
            const { places, status, recommended, designated, left, source } = row;
            assert.deepEqual({ places, status, recommended, designated, left, source },
                             { places: null, status: 'unknown', recommended: 0, designated: 0, left: null, source: null }, `${row.province} ${row.track}`);
        }
    });

    for (const [parameters, units, tracks] of [
        [{ province: '320000' }, ['320000'], TRACKS], [{ province: 'XPCC' }, ['XPCC'], TRACKS], [{ province: '650000' }, ['650000'], TRACKS],
        [{ track: 'demo-city' }, UNITS, ['demo-city']], [{ track: 'pilot-county', province: '110000' }, ['110000'], ['pilot-county']],
    ]) {
        test(`${query(parameters)} gives ${units.length * tracks.length} rows`, async () => assert.deepEqual(keys(await rows(parameters)), pairs(units, tracks)));
    }

    test('name their unit in the language that is asked', async () => {
        const name = async (province, lang) => (await rows({ province, track: 'demo-city', lang }))[0].province_name;
        assert.deepEqual([await name('320000', 'zh'), await name('320000', 'en'), await name('XPCC', 'zh')], ['江苏省', 'Jiangsu', '新疆生产建设兵团']);
        assert.match(await name('XPCC', 'en'), /^[\x20-\x7e]+$/);
    });

    for (const [name, at, status, field] of [
        ['a unit that recommends nobody', '2023/quotas?province=810000', 400, 'province'], ['Taiwan', '2023/quotas?province=710000', 400, 'province'], ['a city of the corps', '2023/quotas?province=659001', 400, 'province'],
        ['a county', '2023/quotas?province=110108', 400, 'province'], ['half a code', '2023/quotas?province=32', 400, 'province'], ['nothing for a unit', '2023/quotas?province=', 400, 'province'],
        ['a track that does not exist', '2023/quotas?track=demo-zone', 400, 'track'], ['a day', '2023/quotas?on=2023-06-01', 400, 'on'], ['a round nobody opened', '2024/quotas', 404, 'round'], ['a round that is no word', '%E4%BA%8C/quotas', 404, 'round'],
    ]) {
        test(`${name} is refused, naming ${field}`, async () => (await get(`/api/v1/rounds/${at}`)).problem(status, field));
    }

    test('a parameter nobody knows is refused on the list of rounds too', async () => (await get('/api/v1/rounds?year=2023')).problem(400, 'year'));
});
