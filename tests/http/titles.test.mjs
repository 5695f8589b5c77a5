// Titles and lists as they are read: all that was published and nothing else, in JSON and in CSV,
// with what is known of each list; and what a point or a place says of its titles on a day.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { query } from '../lib/ask.mjs';
import { checked } from '../lib/checked.mjs';
import { rowsOf } from '../lib/csv.mjs';
import * as facts from '../lib/published.mjs';
import { serve } from '../lib/server.mjs';

let service;
let get;
before(async () => {
    service = await serve();
    get = await checked(service.url);
});
after(() => service?.stop());

const titles = async (parameters = {}) => (await get(`/api/v1/titles?${query(parameters)}`)).ok().titles;
// What tells one row of the facts from another; a park or zone has a name and no holder.
const keyOf = (t) => [t.kind, t.holder_code || t.name, t.batch, t.since, t.until, t.document, t.confidence].join(' ');
const keyOfAnswer = (t) => [t.kind, t.holder.code ?? t.holder.name, t.roster?.split('/')[1], t.since ?? '', t.until ?? '', t.source.number, t.confidence].join(' ');
const sorted = (list) => [...list].sort();
const DAY = '2024-02-01';

describe('lists', () => {
    let rosters;
    before(async () => (rosters = (await get('/api/v1/rosters')).ok().rosters));

    test('are those that were published', () => assert.deepEqual(sorted(rosters.map((r) => r.id)), sorted(facts.rosters.map((r) => r.id))));

    for (const fact of facts.rosters) {
        test(`${fact.id}: declared ${fact.declared ?? 'unknown'}, and as many known as there are stated rows`, () => {
            const r = rosters.find((one) => one.id === fact.id);
            assert.deepEqual([r.kind, r.batch, r.declared, r.known, r.since ?? '', r.until ?? '', r.source.number, r.document],
                             [fact.kind, fact.batch, fact.declared, facts.knownOf(fact), fact.since, fact.until, fact.document, fact.document]);
            assert.equal(r.complete, facts.isComplete(fact, null));
            assert.ok(r.known <= (r.declared ?? Infinity), 'no more than the list holds');
        });
    }

    for (const on of ['2022-07-15', '2023-06-01', '2024-02-01', '2025-07-15', '2027-01-01']) {
        test(`on=${on} gives those whose term holds that day, and those whose term nobody published`, async () => {
            const found = (await get(`/api/v1/rosters?on=${on}`)).ok().rosters;
            const expected = facts.rosters.filter((r) => !r.since || (r.since <= on && on <= r.until));
            assert.deepEqual(sorted(found.map((r) => r.id)), sorted(expected.map((r) => r.id)));
        });
    }

    test('say of which units they are complete', () => {
        const of = (id) => rosters.find((r) => r.id === id).complete_for.sort();
        assert.deepEqual([of('pilot-city/2022-city'), of('demo-county/2022-county'), of('pilot-county/2022-county'), of('pilot-city/2024')],
                         [['430000', '440000', '610000'], ['410000', '440000'], ['410000', '500000'], []]);
    });
});

describe('titles', () => {
    test('are the rows that may be shown, each once, and no other', async () => {
        assert.deepEqual(sorted((await titles()).map(keyOfAnswer)), sorted(facts.shown.map(keyOf)));
    });

    for (const kind of [...new Set(facts.titles.map((t) => t.kind))]) {
        test(`kind=${kind} gives those of that kind`, async () => {
            const expected = facts.shown.filter((t) => t.kind === kind);
            assert.ok(expected.length > 0);
            assert.deepEqual(sorted((await titles({ kind })).map(keyOfAnswer)), sorted(expected.map(keyOf)));
        });
    }

    for (const province of ['110000', '310000', '320000', '440000', '540000', 'XPCC']) {
        test(`province=${province} gives those of that unit`, async () => {
            const expected = facts.shown.filter((t) => t.province === province);
            assert.deepEqual(sorted((await titles({ province })).map(keyOfAnswer)), sorted(expected.map(keyOf)));
        });
    }

    for (const on of ['2022-06-30', '2022-07-01', '2022-08-01', '2023-12-31', '2024-01-01', '2025-06-30', '2025-07-01', '2025-08-01', '2026-12-31', '2027-01-01']) {
        test(`on=${on} gives those in force, and those whose term nobody published`, async () => {
            const expected = facts.shown.filter((t) => facts.counts(t, on) || facts.statusOf(t, on) === 'term_unknown');
            const found = await titles({ on });
            assert.deepEqual(sorted(found.map(keyOfAnswer)), sorted(expected.map(keyOf)));
        });
    }

    test('filters work together', async () => {
        const expected = facts.shown.filter((t) => t.kind === 'pilot-city' && t.province === '440000' && facts.counts(t, DAY));
        assert.ok(expected.length > 0);
        assert.deepEqual(sorted((await titles({ kind: 'pilot-city', province: '440000', on: DAY })).map(keyOfAnswer)), sorted(expected.map(keyOf)));
    });

    for (const on of ['2023-06-01', '2024-02-01', '2025-06-30', '2026-06-01']) {
        test(`the status of each on ${on} is what the published facts make it`, async () => {
            const holders = [...new Set(facts.held(facts.shown).map((t) => t.holder_code))].filter((_, i) => i % 4 === 0);
            for (const code of [...holders, '110106', '310104', '430200', '150100']) {
                const said = (await get(`/api/v1/places/${code}?on=${on}`)).ok().titles;
                const expected = facts.held(facts.shown).filter((t) => t.holder_code === code);
                assert.deepEqual(sorted(said.map((t) => `${keyOfAnswer(t)} ${t.status}`)), sorted(expected.map((t) => `${keyOf(t)} ${facts.statusOf(t, on)}`)), code);
            }
        });
    }

    test('days left are counted to the last day, and only of what is in force', async () => {
        const days = (a, b) => (Date.parse(b) - Date.parse(a)) / 86400000;
        for (const on of ['2023-06-01', '2025-06-30']) {
            const found = await titles({ on });
            for (const t of found) {
                const counting = ['in_force', 'in_force_unless_superseded'].includes(t.status);
                assert.equal(t.days_left, counting ? days(on, t.until) : undefined, `${keyOfAnswer(t)} ${t.status}`);
            }
            assert.ok(found.some((t) => t.days_left !== undefined));
        }
        assert.ok((await titles({ on: '2025-06-30' })).some((t) => t.days_left === 0), 'the last day is in force');
    });

    test('of zones and parks: what is not known is null, and no term is guessed', async () => {
        const zones = (await titles()).filter((t) => !facts.TRACKS.includes(t.kind));
        assert.ok(zones.length > 30);
        for (const z of zones) {
            assert.equal(z.holder.code, null, 'a park or zone holds for itself');
            if (z.until === null) {
                assert.deepEqual([z.status, z.days_left], ['term_unknown', undefined], z.holder.name);
            }
        }
        assert.ok(zones.filter((z) => /zone/.test(z.kind)).every((z) => z.until === null && z.since === null));
        assert.ok(zones.filter((z) => /park/.test(z.kind)).every((z) => z.until === '2025-07-31'));
    });

    test('a guessed host district is called unverified, and is nobody\'s holder', async () => {
        for (const [lang, note] of [['zh', '所在地（未核实）'], ['en', 'location (unverified)']]) {
            const found = await titles({ lang });
            const guessed = found.filter((t) => t.host_guess);
            assert.deepEqual(sorted(guessed.map((t) => t.host_guess)), sorted(facts.shown.map((t) => t.host_code_guess).filter(Boolean)));
            assert.ok(guessed.every((t) => t.host_guess_note === note && t.holder.code === null));
            assert.ok(found.every((t) => t.host_guess || t.host_guess_note === undefined));
        }
        const { titles: held } = (await get('/api/v1/places/320115')).ok();
        assert.ok(held.every((t) => !/zone|park/.test(t.kind)), '江宁区 holds no zone');
    });

    test('cite the document; a repost gives no link, an authority\'s page does', async () => {
        for (const t of await titles()) {
            const fact = facts.shown.find((f) => keyOf(f) === keyOfAnswer(t));
            assert.equal(t.source.url, fact.source_kind === 'official' ? fact.source : null, keyOf(fact));
        }
    });

    test('speak English where that is asked, and keep names', async () => {
        const [zh, en] = [await titles(), await titles({ lang: 'en' })];
        assert.deepEqual(en.map((t) => t.holder), zh.map((t) => t.holder));
        for (const t of en) {
            assert.match(`${t.kind_label} ${t.status_label}`, /^[\x20-\x7e]+$/);
        }
    });
});

describe('leads', () => {
    test('there are some on record in the files', () => assert.ok(facts.leads.length > 15));

    // A lead whose very kind and holder a shown row has as well cannot be told from it by these two.
    const onlyLeads = facts.leads.filter((lead) => !facts.shown.some((t) => t.kind === lead.kind && (t.holder_code || t.name) === (lead.holder_code || lead.name)));

    test('are in no list of titles, in neither format, on no day', async () => {
        for (const parameters of [{}, { on: '2023-06-01' }, { on: DAY }, { asOf: '2100-01-01T00:00:00Z' }]) {
            const found = (await titles(parameters)).map((t) => `${t.kind} ${t.holder.code ?? t.holder.name}`);
            const rows = rowsOf((await get(`/api/v1/titles?${query({ ...parameters, f: 'csv' })}`)).ok('text/csv')).map((r) => `${r.kind} ${r.holder || r.name}`);
            for (const lead of onlyLeads) {
                for (const list of [found, rows]) {
                    assert.ok(!list.includes(`${lead.kind} ${lead.holder_code || lead.name}`), keyOf(lead));
                }
            }
        }
    });

    test('are on no place\'s card and in no point\'s answer', async () => {
        for (const lead of onlyLeads.filter((t) => t.holder_code)) {
            for (const on of ['2023-06-01', DAY]) {
                const card = (await get(`/api/v1/places/${lead.holder_code}?on=${on}`)).ok();
                const point = (await get(`/api/v1/lookup?${query({ ...card.label_point, on })}`)).ok();
                for (const said of [card, point]) {
                    assert.ok(!said.titles.some((t) => t.kind === lead.kind && t.holder.code === lead.holder_code), keyOf(lead));
                }
            }
        }
    });

    test('no word for one is ever said', async () => {
        for (const target of ['/api/v1/titles', '/api/v1/titles?f=csv', '/api/v1/rosters', '/api/v1/calendar.json', '/ogc/collections/titled-places/items?limit=10000&simplify=0.05']) {
            const { text } = await get(target);
            for (const word of new Set(facts.leads.map((t) => t.confidence))) {
                assert.ok(!text.includes(word), `${word} in ${target}`);
            }
        }
    });
});

describe('CSV', () => {
    const csv = async (parameters = {}) => (await get(`/api/v1/titles?${query({ ...parameters, f: 'csv' })}`)).ok('text/csv');

    test('begins with the mark spreadsheets look for and a header, and ends every line with CRLF', async () => {
        const answer = await get('/api/v1/titles?f=csv');
        assert.deepEqual([...answer.bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
        assert.match(answer.headers['content-type'], /charset=utf-8/i);
        assert.equal(answer.text.slice(1).split('\r\n')[0], 'kind,holder,name,province,batch,since,until,status,confidence,document,url');
        assert.ok(answer.text.endsWith('\r\n'));
        assert.ok(!/[^\r]\n/.test(answer.text), 'no bare line feed');
    });

    for (const parameters of [{}, { kind: 'demo-county' }, { province: '310000' }, { on: DAY }, { kind: 'trial-zone', on: DAY }, { kind: 'demo-city', on: '2022-06-30' }]) {
        test(`${query(parameters) || 'everything'}: a row for each title of the JSON, with the same words`, async () => {
            const rows = rowsOf(await csv(parameters));
            const found = await titles(parameters);
            assert.deepEqual(rows.map((r) => [r.kind, r.holder, r.name, r.since, r.until, r.status, r.confidence, r.document, r.url]),
                             found.map((t) => [t.kind, t.holder.code ?? '', t.holder.name, t.since ?? '', t.until ?? '', t.status, t.confidence, t.source.number ?? '', t.source.url ?? '']));
        });
    }

    test('is given by the Accept header too', async () => {
        const answer = await get('/api/v1/titles', { headers: { accept: 'text/csv' } });
        assert.equal(rowsOf(answer.ok('text/csv')).length, facts.shown.length);
    });
});

describe('a point in 丰台区 (110106)', () => {
    let point;
    before(async () => (point = (await get('/api/v1/places/110106')).ok().label_point));
    const lookup = async (on) => (await get(`/api/v1/lookup?${query({ ...point, on })}`)).ok();
    const said = (answer) => answer.titles.map((t) => `${t.kind} ${t.status}`).sort();

    const ROWS = [
        ['2022-06-30', 'not_in', []],
        ['2022-07-01', 'in', ['pilot-city in_force']],
        ['2022-08-01', 'in', ['pilot-city in_force']],
        ['2023-12-31', 'in', ['pilot-city in_force']],
        ['2024-01-01', 'in', ['demo-city in_force', 'pilot-city superseded']],
        ['2024-02-01', 'in', ['demo-city in_force', 'pilot-city superseded']],
        ['2026-12-31', 'in', ['demo-city in_force', 'pilot-city superseded']],
        ['2027-01-01', 'unknown', ['demo-city ended', 'pilot-city superseded']],
    ];
    for (const [on, answer, list] of ROWS) {
        test(`on ${on}: ${answer}, ${list.join(', ') || 'no title'}`, async () => {
            const found = await lookup(on);
            assert.deepEqual([found.divisions.map((d) => d.code), found.on, found.answer, said(found)], [['110000', '110106'], on, answer, list]);
        });
    }

    test('an instant means its day in Shanghai', async () => {
        for (const [on, day] of [['2023-12-31T15:59:59Z', '2023-12-31'], ['2023-12-31T16:00:00Z', '2024-01-01'], ['2024-01-01T00:00:00+08:00', '2024-01-01']]) {
            assert.equal((await lookup(on)).on, day);
            assert.deepEqual(said(await lookup(on)), said(await lookup(day)));
        }
    });

    test('before the lists it is said that earlier programmes are not covered, after them that a later scheme is not', async () => {
        assert.match((await lookup('2022-06-30')).not_covered.join(), /2022/);
        assert.deepEqual((await lookup('2023-12-31')).not_covered, []);
        assert.match((await lookup('2026-01-01')).not_covered.join(), /国知发运字〔2025〕28号/);
    });
});

describe('a point somewhere else', () => {
    const ROWS = [
        ['海淀区', '110108', '2023-06-01', 'in'], ['株洲市, through its city', '430202', '2023-06-01', 'in'], ['株洲市, which may have been raised: one of both is held', '430202', '2025-06-30', 'in'],
        ['株洲市 after its term', '430202', '2025-07-01', 'unknown'], ['徐汇区, by its own plan only', '310104', '2024-02-01', 'unknown'],
        ['大同市, on no list here', '140213', '2023-06-01', 'unknown'], ['a district on no list, long ago', '140213', '2021-01-01', 'not_in'],
        ['a special area of Gansu, which no list can name', '629800', '2023-06-01', 'not_in'], ['香港', '810101', '2023-06-01', 'not_in'], ['台湾', '710001', '2024-06-01', 'not_in'],
    ];
    for (const [name, code, on, answer] of ROWS) {
        test(`${name} (${code}) on ${on}: ${answer}`, async () => {
            const { label_point: point } = (await get(`/api/v1/places/${code}`)).ok();
            const found = (await get(`/api/v1/lookup?${query({ ...point, on })}`)).ok();
            assert.ok(found.divisions.some((d) => d.code === code), 'the point lies where it should');
            assert.equal(found.answer, answer);
        });
    }

    test('of a title that only a local plan names, the row is shown with its confidence', async () => {
        const { titles: held } = (await get('/api/v1/places/310104?on=2024-02-01')).ok();
        assert.deepEqual(held.map((t) => [t.kind, t.status, t.confidence]), [['demo-city', 'in_force', 'stated_in_local_plan']]);
    });

    test('a card without titles says which lists could hold one, and how far they are known', async () => {
        const card = async (code, on) => (await get(`/api/v1/places/${code}?on=${on}`)).ok();
        const datong = await card('140200', '2023-06-01');
        assert.deepEqual(datong.titles, []);
        assert.deepEqual(sorted(datong.coverage.map((c) => `${c.roster} ${c.known}/${c.declared} ${c.complete_here}`)),
                         sorted(facts.rosters.filter((r) => /city$/.test(r.id) && /city/.test(r.kind)).map((r) => `${r.id} ${facts.knownOf(r)}/${r.declared} ${facts.isComplete(r, '140000')}`)));
        assert.deepEqual([(await card('422800', '2023-06-01')).coverage, (await card('810101', '2024-02-01')).coverage], [[], []]);
        assert.match((await card('140200', '2026-02-01')).not_covered.join(), /国知发运字〔2025〕28号/);
    });

    test('an absence names the lists that could have named a place of the chain, with what is known of them', async () => {
        const { label_point: point } = (await get('/api/v1/places/140213')).ok();
        const { coverage } = (await get(`/api/v1/lookup?${query({ ...point, on: '2023-06-01' })}`)).ok();
        const running = facts.rosters.filter((r) => facts.TRACKS.includes(r.kind) && r.since <= '2023-06-01' && '2023-06-01' <= r.until);
        assert.deepEqual(sorted(coverage.map((c) => c.roster)), sorted(running.map((r) => r.id)));
        for (const c of coverage) {
            const roster = facts.rosters.find((r) => r.id === c.roster);
            assert.deepEqual([c.declared, c.known, c.complete_here], [roster.declared, facts.knownOf(roster), facts.isComplete(roster, '140000')]);
        }
    });

    const zonesAt = async (code, on) => {
        const { label_point: point } = (await get(`/api/v1/places/${code}`)).ok();
        return (await get(`/api/v1/lookup?${query({ ...point, on })}`)).ok();
    };

    test('zones are listed apart, and a host district is never in one', async () => {
        const found = await zonesAt('320115', '2024-02-01');
        assert.deepEqual(found.zones.map((z) => [z.id, z.kind, z.status, z.shape, z.host_verified, z.part]),
                         [['nanjing-jiangning', 'trial-zone', 'term_unknown', 'host_area', false, null]]);
        assert.ok(found.zones.every((z) => /未核实/.test(z.note)));
        assert.equal(found.zones_answer, 'unknown');
        assert.ok(found.titles.every((t) => facts.TRACKS.includes(t.kind)));
        assert.equal((await get('/api/v1/lookup?lon=150&lat=20')).ok().zones_answer, 'not_in');
    });

    test('a park whose term is over is called ended, and is not there before it began', async () => {
        const park = facts.stated.find((t) => /park/.test(t.kind) && t.host_code_guess);
        const statuses = async (on) => (await zonesAt(park.host_code_guess, on)).zones.filter((z) => z.kind === park.kind).map((z) => z.status);
        assert.deepEqual([await statuses('2022-07-31'), await statuses('2022-08-01'), await statuses(park.until), await statuses('2025-08-01')],
                         [[], ['in_force'], ['in_force'], ['ended']]);
    });
});

for (const [name, target, field] of [
    ['a kind that does not exist', '/api/v1/titles?kind=demo-town', 'kind'], ['a unit that does not exist', '/api/v1/titles?province=810000', 'province'], ['a holder', '/api/v1/titles?holder=110106', 'holder'],
    ['a day that does not exist', '/api/v1/titles?on=2023-02-29', 'on'], ['a format nobody writes', '/api/v1/titles?f=xml', 'f'], ['a kind of list', '/api/v1/rosters?kind=demo-city', 'kind'], ['a list in CSV', '/api/v1/rosters?f=csv', 'f'],
]) {
    test(`${name} is refused, naming ${field}`, async () => (await get(target)).problem(400, field));
}
