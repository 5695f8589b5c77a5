// May this place apply?  Kinds of places against tracks, days against titles, the same question a
// thousand times; every answer is held against the served contract and joined again from its own
// conditions.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import http from 'node:http';
import { query } from '../lib/ask.mjs';
import { checked } from '../lib/checked.mjs';
import * as facts from '../lib/published.mjs';
import { serve } from '../lib/server.mjs';

let service;
let get;
before(async () => {
    service = await serve();
    get = await checked(service.url);
});
after(() => service?.stop());

const { TRACKS } = facts;
const CITY = ['demo-city', 'pilot-city'];
const COUNTY = ['demo-county', 'pilot-county'];

const at = (place, track, on, more = {}) => `/api/v1/eligibility?${query({ place, track, on, ...more })}`;
const resultOf = (verdict, id) => verdict.conditions.find((c) => c.id === id)?.result;

// Kleene's strong conjunction, with industry and heritage as alternatives.
function join(conditions) {
    const result = (id) => conditions.find((c) => c.id === id)?.result;
    const either = [result('industry'), result('heritage')];
    const best = ['met', 'not_applicable', 'unknown', 'not_met'].find((r) => either.includes(r));
    const all = conditions.filter((c) => !['industry', 'heritage', 'quota-open'].includes(c.id)).map((c) => c.result).concat(best ?? []);
    return all.includes('not_met') ? 'not_eligible' : all.includes('unknown') ? 'undetermined' : 'eligible';
}

async function ask(...question) {
    const said = (await get(at(...question))).ok();
    assert.equal(said.verdict, join(said.conditions), `${question}: the verdict follows from the conditions`);
    return said;
}

describe('the kind of place decides the tracks', () => {
    const KINDS = [
        ['海淀区, a district of Beijing', '110108', CITY], ['滨海新区, a district of Tianjin', '120116', CITY], ['崇明区, a district of Shanghai', '310151', CITY], ['潼南区, a district of Chongqing', '500152', CITY],
        ['东莞市, a city without districts', '441900', CITY], ['嘉峪关市, another one', '620200', CITY], ['三沙市', '460300', CITY],
        ['南京市, a sub-provincial city', '320100', CITY], ['深圳市', '440300', CITY], ['株洲市', '430200', CITY],
        ['江宁区, a district of Nanjing', '320115', COUNTY], ['朝阳区 of Changchun', '220104', COUNTY], ['西沙区', '460302', COUNTY],
        ['秀山, an autonomous county of Chongqing', '500241', COUNTY], ['城口县, a county of Chongqing', '500229', COUNTY], ['正定县, a county', '130123', COUNTY], ['青龙, an autonomous county', '130321', COUNTY],
        ['仙桃市, a city directly under Hubei', '429004', COUNTY], ['北屯市 of the corps', '659005', COUNTY], ['宜兴市', '320282', COUNTY], ['神农架林区', '429021', COUNTY], ['六枝特区', '520203', COUNTY],
        ['土默特左旗, a banner', '150121', COUNTY], ['鄂伦春, an autonomous banner', '150723', COUNTY], ['金门县', '350527', COUNTY],
        ['恩施州, an autonomous prefecture', '422800', []], ['大兴安岭地区, a prefecture', '232700', []], ['兴安盟, a league', '152200', []],
        ['江苏省', '320000', []], ['北京市 as a whole', '110000', []], ['重庆市 as a whole', '500000', []], ['内蒙古自治区', '150000', []],
        ['a special area of Qinghai', '632857', []], ['a special area of Gansu', '629700', []], ['another', '629800', []], ['a third', '629900', []],
        ['香港', '810000', []], ['中西区 of Hong Kong', '810101', []], ['澳门', '820000', []], ['台湾省', '710000', []], ['a unit of Taiwan', '710001', []],
    ];
    for (const [name, code, tracks] of KINDS) {
        test(`${name} (${code}): ${tracks.length ? tracks.join(', ') : 'none'}`, async () => {
            assert.deepEqual((await get(`/api/v1/places/${code}`)).ok().tracks, tracks);
            for (const track of TRACKS) {
                const said = await ask(code, track, '2023-06-01');
                const fits = tracks.includes(track);
                assert.equal(resultOf(said, 'place-kind'), fits ? 'met' : 'not_met', track);
                if (!fits) {
                    assert.equal(said.verdict, 'not_eligible', track);
                    assert.ok(said.conditions.slice(1).every((c) => c.result === 'not_applicable'), `${track}: nothing else is asked`);
                    assert.deepEqual(said.coverage, [], `${track}: leans on no list`);
                }
            }
        });
    }
});

describe('the conditions of a track', () => {
    const ATTESTED = ['leadership', 'lawful-policy', 'strength', 'industry', 'heritage', 'provincial-standard'];
    const ORDER = {
        'demo-city': ['110108', ['place-kind', 'pilot-in-force', 'not-already-titled', 'leadership', 'lawful-policy', 'strength', 'quota-open', 'not-barred']],
        'demo-county': ['320115', ['place-kind', 'pilot-in-force', 'not-already-titled', 'leadership', 'lawful-policy', 'industry', 'heritage', 'quota-open', 'not-barred']],
        'pilot-city': ['110108', ['place-kind', 'not-already-titled', 'provincial-standard', 'not-barred']],
        'pilot-county': ['320115', ['place-kind', 'not-already-titled', 'provincial-standard', 'not-barred']],
    };
    for (const [track, [code, ids]] of Object.entries(ORDER)) {
        test(`${track}: in the order of the notice, each with its clause, text and evidence, in either language`, async () => {
            for (const lang of ['zh', 'en']) {
                const said = await ask(code, track, '2023-06-01', { lang });
                assert.deepEqual(said.conditions.map((c) => c.id), ids);
                for (const c of said.conditions) {
                    assert.match(c.clause, /^N23\/[二三五]\([一二]\)\d?$/, c.id);
                    assert.ok(c.text && c.evidence, c.id);
                    assert.equal(/^[\x20-\x7e]+$/.test(c.text), lang === 'en', `${c.id}: ${c.text}`);
                }
            }
        });

        test(`${track}: what a person must find is unknown to anybody, no bar on record is met, and says so`, async () => {
            const said = await ask(code, track, '2023-06-01');
            for (const id of ATTESTED.filter((id) => ids.includes(id))) {
                assert.equal(resultOf(said, id), 'unknown', id);
            }
            const bar = said.conditions.find((c) => c.id === 'not-barred');
            assert.deepEqual([bar.result, bar.evidence.includes('无记录')], ['met', true]);
        });
    }

    test('no round is open on a day whose window nobody published; one that is named has no known places', async () => {
        for (const [more, round, result] of [[{}, null, 'not_applicable'], [{ round: '2023' }, '2023', 'unknown']]) {
            const said = await ask('110106', 'demo-city', '2023-12-31', more);
            assert.deepEqual([said.round, resultOf(said, 'quota-open'), said.verdict], [round, result, 'undetermined']);
        }
    });
});

describe('titles on a day', () => {
    // [place, track, day, condition, result]
    const ROWS = [
        ['丰台区 before there were lists', '110106', 'demo-city', '2022-06-30', { 'pilot-in-force': 'not_met', 'not-already-titled': 'met' }, 'not_eligible'],
        ['丰台区 on the first day of the list', '110106', 'demo-city', '2022-07-01', { 'pilot-in-force': 'met', 'not-already-titled': 'met' }, 'undetermined'],
        ['丰台区 as a pilot', '110106', 'demo-city', '2022-08-01', { 'pilot-in-force': 'met', 'not-already-titled': 'met' }, 'undetermined'],
        ['丰台区 on its last day as a pilot', '110106', 'demo-city', '2023-12-31', { 'pilot-in-force': 'met', 'not-already-titled': 'met' }, 'undetermined'],
        ['丰台区 on its first day as a demonstration city', '110106', 'demo-city', '2024-01-01', { 'pilot-in-force': 'not_met', 'not-already-titled': 'not_met' }, 'not_eligible'],
        ['丰台区 as a demonstration city', '110106', 'demo-city', '2024-02-01', { 'pilot-in-force': 'not_met', 'not-already-titled': 'not_met' }, 'not_eligible'],
        ['丰台区 on the last day on record', '110106', 'demo-city', '2026-12-31', { 'not-already-titled': 'not_met' }, 'not_eligible'],
        ['丰台区 after it', '110106', 'demo-city', '2027-01-01', { 'pilot-in-force': 'unknown', 'not-already-titled': 'unknown' }, 'undetermined'],
        ['丰台区, a pilot, as a pilot again', '110106', 'pilot-city', '2023-12-31', { 'not-already-titled': 'not_met' }, 'not_eligible'],
        ['丰台区, a demonstration city, as a pilot', '110106', 'pilot-city', '2024-02-01', { 'not-already-titled': 'not_met' }, 'not_eligible'],
        ['海淀区, a demonstration city since 2022', '110108', 'demo-city', '2023-06-01', { 'not-already-titled': 'not_met' }, 'not_eligible'],
        ['东莞市 as a pilot', '441900', 'demo-city', '2023-12-31', { 'pilot-in-force': 'met', 'not-already-titled': 'met' }, 'undetermined'],
        ['东莞市 raised in 2024', '441900', 'demo-city', '2024-01-01', { 'pilot-in-force': 'not_met', 'not-already-titled': 'not_met' }, 'not_eligible'],
        ['淄博市 as a pilot', '370300', 'demo-city', '2023-12-31', { 'pilot-in-force': 'met', 'not-already-titled': 'met' }, 'undetermined'],
        ['淄博市 raised in 2024', '370300', 'demo-city', '2024-01-01', { 'pilot-in-force': 'not_met', 'not-already-titled': 'not_met' }, 'not_eligible'],
        ['宜兴市 as a pilot', '320282', 'demo-county', '2023-12-31', { 'pilot-in-force': 'met' }, 'undetermined'],
        ['宜兴市 raised in 2024', '320282', 'demo-county', '2024-01-01', { 'pilot-in-force': 'not_met', 'not-already-titled': 'not_met' }, 'not_eligible'],
        ['宜兴市 a month before there were lists of counties', '320282', 'demo-county', '2022-07-31', { 'pilot-in-force': 'not_met', 'not-already-titled': 'met' }, 'not_eligible'],
        ['历下区 raised in 2024', '370102', 'demo-county', '2024-02-01', { 'pilot-in-force': 'not_met', 'not-already-titled': 'not_met' }, 'not_eligible'],
        ['株洲市 in a province that is known to be complete', '430200', 'demo-city', '2023-12-31', { 'pilot-in-force': 'met', 'not-already-titled': 'met' }, 'undetermined'],
        ['株洲市, which the next list may have raised', '430200', 'demo-city', '2025-06-30', { 'pilot-in-force': 'unknown' }, 'undetermined'],
        ['株洲市 after its term', '430200', 'demo-city', '2025-07-01', { 'pilot-in-force': 'unknown' }, 'undetermined'],
        ['株洲市 as a pilot again, one of both held', '430200', 'pilot-city', '2025-06-30', { 'not-already-titled': 'not_met' }, 'not_eligible'],
        ['株洲市 as a pilot again after its term', '430200', 'pilot-city', '2025-07-01', { 'not-already-titled': 'unknown' }, 'undetermined'],
        ['大同市, on no list here', '140200', 'demo-city', '2023-06-01', { 'pilot-in-force': 'unknown', 'not-already-titled': 'met' }, 'undetermined'],
        ['永州市, on no list of a complete province', '431100', 'demo-city', '2023-06-01', { 'pilot-in-force': 'not_met', 'not-already-titled': 'met' }, 'not_eligible'],
        ['韶关市, likewise', '440200', 'demo-city', '2023-06-01', { 'pilot-in-force': 'not_met' }, 'not_eligible'],
        ['铜川市, likewise', '610200', 'demo-city', '2023-06-01', { 'pilot-in-force': 'not_met' }, 'not_eligible'],
        ['铜川市 when the next list runs as well', '610200', 'demo-city', '2024-01-01', { 'pilot-in-force': 'unknown', 'not-already-titled': 'unknown' }, 'undetermined'],
        ['秀山, on no list of a complete municipality', '500241', 'demo-county', '2023-06-01', { 'pilot-in-force': 'not_met', 'not-already-titled': 'unknown' }, 'not_eligible'],
        ['北屯市, on no list here', '659005', 'demo-county', '2023-06-01', { 'pilot-in-force': 'unknown', 'not-already-titled': 'unknown' }, 'undetermined'],
        ['徐汇区 with a title that only its own plan names', '310104', 'demo-city', '2024-02-01', { 'pilot-in-force': 'unknown', 'not-already-titled': 'unknown' }, 'undetermined'],
        ['徐汇区 before the term its plan names', '310104', 'demo-city', '2023-12-31', { 'not-already-titled': 'met' }, 'undetermined'],
        ['呼和浩特市, a pilot by its own plan only', '150100', 'demo-city', '2023-06-01', { 'pilot-in-force': 'unknown' }, 'undetermined'],
        ['南通市, of which only a lead is on record', '320600', 'demo-city', '2023-06-01', { 'pilot-in-force': 'unknown', 'not-already-titled': 'met' }, 'undetermined'],
        ['南通市, raised in 2024', '320600', 'demo-city', '2024-02-01', { 'not-already-titled': 'not_met' }, 'not_eligible'],
        ['any city a year on', '110108', 'demo-city', '2027-01-01', { 'pilot-in-force': 'unknown', 'not-already-titled': 'unknown' }, 'undetermined'],
        ['any other city', '540100', 'demo-city', '2027-01-01', { 'pilot-in-force': 'unknown', 'not-already-titled': 'unknown' }, 'undetermined'],
        ['any county', '320115', 'demo-county', '2027-01-01', { 'pilot-in-force': 'unknown', 'not-already-titled': 'unknown' }, 'undetermined'],
        ['any county as a pilot', '320115', 'pilot-county', '2027-01-01', { 'not-already-titled': 'unknown' }, 'undetermined'],
        ['any city of a province that was complete', '431100', 'pilot-city', '2027-01-01', { 'not-already-titled': 'unknown' }, 'undetermined'],
        ['any city long ago', '540100', 'pilot-city', '1990-01-01', { 'not-already-titled': 'met' }, 'undetermined'],
    ];
    for (const [name, place, track, on, results, verdict] of ROWS) {
        test(`${name}: ${track} on ${on}`, async () => {
            const said = await ask(place, track, on);
            for (const [id, result] of Object.entries(results)) {
                assert.equal(resultOf(said, id), result, id);
            }
            assert.equal(said.verdict, verdict);
        });
    }

    test('an absence names the list it leans on, what it was said to hold and what of that is here', async () => {
        const roster = facts.rosters.find((r) => r.id === 'pilot-city/2022-city');
        assert.equal(roster.declared, 72);
        const said = await ask('140200', 'demo-city', '2023-06-01');
        assert.deepEqual(said.coverage.find((c) => c.roster === roster.id),
                         { roster: roster.id, declared: 72, known: facts.knownOf(roster), complete_here: false });
        const { evidence } = said.conditions.find((c) => c.id === 'pilot-in-force');
        for (const figure of [roster.id, '72', String(facts.knownOf(roster))]) {
            assert.ok(evidence.includes(figure), `${figure} in: ${evidence}`);
        }
        assert.ok(facts.knownOf(roster) < 72, 'the list is here in part only');
    });

    test('what no list covers is said: the time before the first, and the scheme that runs since 2025', async () => {
        const said = async (on) => (await ask('140200', 'demo-city', on)).not_covered;
        assert.match((await said('2022-06-30')).join(), /2022/);
        assert.deepEqual(await said('2023-06-01'), []);
        assert.match((await said('2025-12-01')).join(), /国知发运字〔2025〕28号/);
    });

    test('a complete province says that it is', async () => {
        const said = await ask('431100', 'demo-city', '2023-06-01');
        assert.equal(said.coverage.find((c) => c.roster === 'pilot-city/2022-city').complete_here, true);
    });

    test('an answer leans on lists of its own side and day only, each once', async () => {
        for (const [place, track, on] of [['140200', 'demo-city', '2023-06-01'], ['140200', 'pilot-city', '2024-02-01'], ['320115', 'demo-county', '2025-01-01'], ['320115', 'pilot-county', '2026-01-01']]) {
            const lists = (await ask(place, track, on)).coverage.map((c) => c.roster);
            const running = facts.rosters.filter((r) => r.kind.endsWith(track.split('-')[1]) && r.since <= on && on <= r.until).map((r) => r.id);
            assert.deepEqual([...lists].sort(), running.sort(), `${track} on ${on}`);
        }
    });
});

describe('one answer', () => {
    test('for all tracks of a place holds the very answers that each track gives', async () => {
        for (const [code, on] of [['110106', '2023-12-31'], ['320115', '2023-06-01'], ['422800', '2023-06-01'], ['310104', '2024-02-01'], ['810101', '2024-02-01']]) {
            const all = (await get(`/api/v1/places/${code}/eligibility?${query({ on })}`)).ok();
            assert.deepEqual(all.tracks.map((t) => t.track), TRACKS);
            for (const one of all.tracks) {
                assert.deepEqual(one, await ask(code, one.track, on));
            }
        }
    });

    test('carries the digest of its own bytes', async () => {
        for (const track of TRACKS) {
            const { text } = await get(at('110106', track, '2023-12-31'));
            const [, body, digest] = text.match(/^\{(.*),"digest":"sha256:([0-9a-f]{64})"\}\s*$/s);
            assert.equal(digest, createHash('sha256').update(body).digest('hex'));
        }
    });

    test('names place, kind, track, day, rules and revision', async () => {
        const answer = await get(at('320115', 'demo-city', '2023-06-01'));
        const said = answer.ok();
        assert.deepEqual(said.place, { code: '320115', name: '江宁区', kind: 'district' });
        assert.deepEqual([said.track, said.on, said.rules], ['demo-city', '2023-06-01', 'n23-1']);
        assert.equal(String(said.revision), answer.headers['x-sizhi-revision']);
    });

    test('asked a thousand times over eight connections has one and the same bytes', { timeout: 60000 }, async () => {
        const target = at('110106', 'demo-city', '2023-12-31');
        const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
        const sockets = new Set();
        const hashes = new Map();
        const once = () => new Promise((done, fail) => {
            const rq = http.get(service.url + target, { agent }, (rs) => {
                const hash = createHash('sha256');
                sockets.add(rs.socket);
                rs.on('data', (piece) => hash.update(piece));
                rs.on('end', () => {
                    const key = `${rs.statusCode} ${rs.headers.etag} ${hash.digest('hex')}`;
                    hashes.set(key, (hashes.get(key) || 0) + 1);
                    done();
                });
                rs.on('error', fail);
            });
            rq.on('error', fail);
        });
        const asker = async () => {
            for (let i = 0; i < 125; i++) {
                await once();
            }
        };
        await Promise.all(Array.from({ length: 8 }, asker));
        agent.destroy();
        assert.equal(sockets.size, 8, 'connections used');
        assert.deepEqual([...hashes.values()], [1000], [...hashes.keys()].join('\n'));
        assert.match([...hashes.keys()][0], /^200 /);
    });

    test('is another one on another day, for another place, in another language', async () => {
        const answers = await Promise.all([at('110106', 'demo-city', '2023-12-31'), at('110106', 'demo-city', '2023-12-30'), at('110108', 'demo-city', '2023-12-31'),
            at('110106', 'pilot-city', '2023-12-31'), at('110106', 'demo-city', '2023-12-31', { lang: 'en' }), at('110106', 'demo-city', '2023-12-31', { round: '2023' })].map((a) => get(a)));
        assert.equal(new Set(answers.map((a) => a.ok().digest)).size, answers.length);
    });
});

describe('a question that cannot be answered', () => {
    const REFUSED = [
        ['a track that does not exist', { place: '110108', track: 'demo-park' }, 400, 'track'], ['no track', { place: '110108' }, 400, 'track'], ['no place', { track: 'demo-city' }, 400, 'place'],
        ['a place that does not exist', { place: '999999', track: 'demo-city' }, 404, 'place'], ['a place that is no code', { place: '海淀', track: 'demo-city' }, [400, 404], 'place'],
        ['a code that was replaced', { place: '540422', track: 'demo-county' }, 410, 'place'], ['a round that does not exist', { place: '110108', track: 'demo-city', round: '1999' }, 400, 'round'],
        ['an application nobody may see', { place: '110108', track: 'demo-city', application: '1' }, 401, 'application'], ['a day that does not exist', { place: '110108', track: 'demo-city', on: '2023-02-30' }, 400, 'on'],
        ['a moment that is none', { place: '110108', track: 'demo-city', asOf: 'yesterday' }, 400, 'asOf'], ['a moment before the register', { place: '110108', track: 'demo-city', asOf: '2001-01-01T00:00:00+08:00' }, 400, 'asOf'],
        ['a parameter nobody knows', { place: '110108', track: 'demo-city', day: '2023-06-01' }, 400, 'day'],
    ];
    for (const [name, parameters, status, field] of REFUSED) {
        test(`${name} is refused, naming ${field}`, async () => {
            (await get(`/api/v1/eligibility?${query(parameters)}`)).problem(status, field);
            (await get(`/api/v1/eligibility?${query({ ...parameters, lang: 'en' })}`)).problem(status, field);
        });
    }

    for (const [name, target, status, field] of [
        ['a place that does not exist', '/api/v1/places/999999/eligibility', 404, 'code'], ['a code that was replaced', '/api/v1/places/540422/eligibility', 410, 'code'],
        ['a track', '/api/v1/places/110108/eligibility?track=demo-city', 400, 'track'], ['a round that does not exist', '/api/v1/places/110108/eligibility?round=1999', 400, 'round'],
    ]) {
        test(`all tracks of a place: ${name} is refused, naming ${field}`, async () => (await get(target)).problem(status, field));
    }
});
