// The reverse question: who may apply.  Every place of the right kind stands in exactly one of three
// lists; which one is worked out again from the published facts, for every track, day and place.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { query } from '../lib/ask.mjs';
import { checked } from '../lib/checked.mjs';
import { itemsOf } from '../lib/collections.mjs';
import * as facts from '../lib/published.mjs';
import { serve } from '../lib/server.mjs';

let service;
let get;
let places; // [{code, name, kind, unit}], each once
before(async () => {
    service = await serve();
    get = await checked(service.url);
    const found = new Map();
    for (const layer of ['cities', 'counties']) {
        const { features } = (await get(itemsOf(layer, { limit: '10000', simplify: '0.05' }))).ok('application/geo+json');
        for (const { id, properties: p } of features) {
            found.set(id, { code: id, name: p.name, kind: p.kind, unit: facts.unitOf(id) });
        }
    }
    places = [...found.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
});
after(() => service?.stop());

const KINDS = {
    city: ['prefecture_city', 'municipality_district'],
    county: ['district', 'county', 'autonomous_county', 'banner', 'autonomous_banner', 'county_city', 'forest_district', 'special_district'],
};
const ofTrack = (track) => places.filter((p) => KINDS[track.split('-')[1]].includes(p.kind));
const eligible = async (parameters) => (await get(`/api/v1/eligible?${query(parameters)}`)).ok();
const codesOf = (list) => list.map((p) => p.code);
const LISTS = { may: 'eligible', may_not: 'not_eligible', undecided: 'undetermined' };

function hasEachOnce(said, expected) {
    const all = Object.keys(LISTS).flatMap((list) => codesOf(said[list]));
    assert.equal(new Set(all).size, all.length, 'no place stands in two lists, or twice in one');
    assert.deepEqual([...all].sort(), codesOf(expected));
    assert.deepEqual(said.counts, { may: said.may.length, may_not: said.may_not.length, undecided: said.undecided.length, places: expected.length });
}

test('there are as many places of either side as the division table has', () => {
    const count = (kinds) => places.filter((p) => kinds.includes(p.kind)).length;
    assert.deepEqual([count(['prefecture_city']), count(['municipality_district']), count(KINDS.city)], [293, 74, 367]);
    // 2,844 county-level divisions, less the 74 districts of municipalities
    assert.equal(count(KINDS.county), 2770);
});

// The days on which something begins, the days before, and one far off on either side.
const DAYS = ['2022-06-30', '2022-07-01', '2022-07-31', '2022-08-01', '2023-06-01', '2023-12-31', '2024-01-01', '2025-06-30', '2025-07-01', '2025-07-31', '2025-08-01', '2026-12-31', '2027-01-01'];

for (const track of facts.TRACKS) {
    describe(track, () => {
        for (const on of DAYS) {
            test(`on ${on} every place stands where the published facts put it`, async () => {
                const said = await eligible({ track, on });
                assert.deepEqual([said.track, said.province, said.on], [track, null, on]);
                hasEachOnce(said, ofTrack(track));
                const expected = { may: [], may_not: [], undecided: [] };
                for (const { code, unit } of ofTrack(track)) {
                    const verdict = facts.verdict(track, code, unit, on);
                    expected[Object.keys(LISTS).find((list) => LISTS[list] === verdict)].push(code);
                }
                for (const list of Object.keys(LISTS)) {
                    assert.deepEqual(codesOf(said[list]), expected[list], list);
                }
            });
        }

        test('by recommending unit the lists add up to those of the country', async () => {
            const whole = await eligible({ track, on: '2023-12-31' });
            const units = [...new Set(places.map((p) => p.unit))].filter((u) => !/^(71|81|82)/.test(u));
            assert.equal(units.length, 32);
            const parts = { may: [], may_not: [], undecided: [] };
            for (const unit of units) {
                const said = await eligible({ track, on: '2023-12-31', province: unit });
                assert.equal(said.province, unit);
                hasEachOnce(said, ofTrack(track).filter((p) => p.unit === unit));
                for (const list of Object.keys(parts)) {
                    parts[list].push(...codesOf(said[list]));
                }
            }
            for (const list of Object.keys(parts)) {
                assert.deepEqual(parts[list].sort(), codesOf(whole[list]), list);
            }
        });
    });
}

test('the corps recommends its twelve cities, and Xinjiang none of them', async () => {
    const corps = Array.from({ length: 12 }, (_, i) => String(659001 + i));
    const of = async (province) => Object.keys(LISTS).flatMap(((said) => (list) => codesOf(said[list]))(await eligible({ track: 'pilot-county', on: '2023-06-01', province }))).sort();
    assert.deepEqual(await of('XPCC'), corps);
    const xinjiang = await of('650000');
    assert.ok(xinjiang.length > 90 && !xinjiang.some((code) => corps.includes(code)));
    hasEachOnce(await eligible({ track: 'demo-city', on: '2023-06-01', province: 'XPCC' }), []);
});

test('a place stands in the list that its own verdict names', async () => {
    for (const [track, code] of [['demo-city', '110106'], ['demo-city', '431100'], ['pilot-city', '110108'], ['demo-county', '320115'], ['pilot-county', '659005']]) {
        for (const on of ['2023-12-31', '2024-02-01']) {
            const { verdict } = (await get(`/api/v1/eligibility?${query({ place: code, track, on })}`)).ok();
            const list = Object.keys(LISTS).find((l) => LISTS[l] === verdict);
            const said = await eligible({ track, on, province: facts.unitOf(code) });
            assert.ok(codesOf(said[list]).includes(code), `${code} among ${list} of ${track} on ${on}`);
        }
    }
});

test('leans on the lists of its side that run on the day, and says how far they are known', async () => {
    for (const [track, province, on] of [['demo-city', undefined, '2023-06-01'], ['demo-city', '440000', '2023-06-01'], ['pilot-county', '500000', '2024-02-01'], ['pilot-city', 'XPCC', '2025-07-01']]) {
        const { coverage } = await eligible({ track, on, ...(province && { province }) });
        const running = facts.rosters.filter((r) => facts.TRACKS.includes(r.kind) && r.kind.endsWith(track.split('-')[1]) && r.since <= on && on <= r.until);
        assert.deepEqual(coverage.map((c) => [c.roster, c.declared, c.known, c.complete_here]).sort(),
                         running.map((r) => [r.id, r.declared, facts.knownOf(r), facts.isComplete(r, province)]).sort(), `${track} ${province} ${on}`);
    }
    assert.deepEqual((await eligible({ track: 'demo-city', on: '2022-06-30' })).coverage, []);
});

test('says what no list covers: the time before the first, and the scheme that runs since 2025', async () => {
    const said = async (on) => (await eligible({ track: 'demo-city', province: '110000', on })).not_covered;
    assert.deepEqual([(await said('2022-06-30')).length, await said('2023-06-01'), (await said('2025-12-01')).join().includes('2025〕28号')], [1, [], true]);
});

test('carries names, rules, revision and where the boundaries come from', async () => {
    const answer = await get('/api/v1/eligible?track=demo-city&province=320000&on=2023-06-01');
    const said = answer.ok();
    assert.deepEqual([said.rules, String(said.revision), said.boundary_scale], ['n23-1', answer.headers['x-sizhi-revision'], '1:1000000']);
    assert.deepEqual([...said.may_not, ...said.undecided].find((p) => p.code === '320100'), { code: '320100', name: '南京市' });
});

for (const [name, parameters, field] of [
    ['no track', { on: '2023-06-01' }, 'track'], ['a track that does not exist', { track: 'demo-park' }, 'track'], ['a place that recommends nobody', { track: 'demo-city', province: '810000' }, 'province'],
    ['a county as the unit', { track: 'demo-city', province: '110108' }, 'province'], ['a round that does not exist', { track: 'demo-city', round: 'x' }, 'round'], ['a place', { track: 'demo-city', place: '110108' }, 'place'],
    ['a day that does not exist', { track: 'demo-city', on: '2023-13-01' }, 'on'],
]) {
    test(`${name} is refused, naming ${field}`, async () => (await get(`/api/v1/eligible?${query(parameters)}`)).problem(400, field));
}
