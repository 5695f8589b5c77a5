// What the register said at a moment: facts are taken out, brought back and corrected while the
// service answers, and every earlier answer can still be had, word for word.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask, query } from '../lib/ask.mjs';
import { checked } from '../lib/checked.mjs';
import { itemsOf } from '../lib/collections.mjs';
import { Register } from '../lib/facts.mjs';
import * as facts from '../lib/published.mjs';
import { serve } from '../lib/server.mjs';

let register;
let service;
let get;
let point;
const states = {}; // name → {moment, answers}

// The same register four times: as it was found; before anybody here had heard of the lists of 2024;
// when they were announced but no holder was known; all of it, with a day corrected.
const LISTS_2024 = /^[a-z-]+,2024,.*\n/gm;
const TITLES_2024 = /^[a-z-]+,[^,]*,\d+,\d*,\d*,2024,.*\n/gm;
const FENGTAI_PILOT = /^(pilot-city,丰台区,110000,110106,,2022-city,,)2022-07-01/m;
const STEPS = [
    ['found', null],
    ['earlier', () => [register.edit('titles.csv', (t) => t.replace(TITLES_2024, '')), register.edit('rosters.csv', (t) => t.replace(LISTS_2024, ''))]],
    ['announced', ([titles, rosters]) => [titles, rosters()]],
    ['corrected', ([titles]) => [titles(), register.edit('titles.csv', (t) => t.replace(FENGTAI_PILOT, '$12022-07-05'))]],
];

const QUESTIONS = [
    ...['2022-06-30', '2022-07-02', '2022-08-01', '2023-12-31', '2024-02-01', '2025-12-31'].map((on) => () => `/api/v1/lookup?${query({ ...point, on })}`),
    ...['2022-07-02', '2023-12-31', '2024-02-01'].map((on) => () => `/api/v1/places/110106/eligibility?on=${on}`),
    () => '/api/v1/eligibility?place=430200&track=demo-city&on=2025-06-30&lang=en',
    () => '/api/v1/places/110106?on=2024-02-01',
    () => '/api/v1/titles?on=2024-02-01', () => '/api/v1/titles?kind=demo-county&on=2025-12-31', () => '/api/v1/titles?f=csv&on=2024-02-01',
    () => '/api/v1/rosters',
    ...facts.TRACKS.map((track) => () => `/api/v1/eligible?track=${track}&on=2024-02-01`),
    () => '/api/v1/calendar.json', () => '/api/v1/calendar.json?province=110000&lang=en', () => '/api/v1/calendar.ics', () => '/api/v1/calendar.ics?kind=pilot-city&lang=en',
    // The first two in the form that is kept ready while the present is asked about.
    ...[{ limit: '10000', datetime: '2024-02-01' }, { limit: '10000' }, { datetime: '2023-12-31', limit: '30', offset: '10' }, { datetime: '2024-01-01/2025-07-01' }, { holder: '110106' }]
        .map((parameters) => () => itemsOf('titled-places', { simplify: '0.05', ...parameters })),
];
const at = (target, asOf) => (asOf ? `${target}${target.includes('?') ? '&' : '?'}asOf=${encodeURIComponent(asOf)}` : target);

// Revision and digest are those of the answer, not of the moment asked about; and an answer about a
// moment says so, in its links too.
const said = (answer) => answer.text.replace(/"revision":\d+/g, '').replace(/"digest":"[^"]*"/g, '')
    .replace(/"as_of":"[^"]*","shapes_revision":\d+,/g, '').replace(/X-WR-CALDESC:.*\r\n/, '').replace(/&asOf=[^"&]*/g, '');
const revision = async () => Number((await ask(service.url, '/api/v1/rosters')).headers['x-sizhi-revision']);

async function answers(asOf) {
    const all = [];
    for (const question of QUESTIONS) {
        const answer = await get(at(question(), asOf));
        assert.equal(answer.status, 200, answer.asked);
        all.push(said(answer));
    }
    return all;
}

async function step(change, undo) {
    const before = await revision();
    const undone = change(undo);
    const done = register.load();
    assert.equal(done.status, 0, done.text);
    const began = Date.now();
    while ((await revision()) === before) {
        assert.ok(Date.now() - began < 30000, 'a load through the service is published');
        await sleep(50);
    }
    return undone;
}

before(async () => {
    register = new Register();
    service = await serve({ own: true, copy: false, register: register.db });
    get = await checked(service.url);
    point = (await get('/api/v1/places/110106')).ok().label_point;
    let undo = [];
    for (const [name, change] of STEPS) {
        if (change) {
            undo = await step(change, undo);
        }
        await sleep(5);
        states[name] = { moment: new Date().toISOString(), answers: await answers() };
        await sleep(5);
    }
}, { timeout: 120000 });
after(async () => {
    await service?.stop();
    register?.done();
});

describe('every earlier answer', () => {
    for (const [name] of STEPS) {
        test(`of the register "${name}" is given again, word for word`, async () => {
            const { moment, answers: then } = states[name];
            const again = await answers(moment);
            QUESTIONS.forEach((question, i) => assert.equal(again[i], then[i], `${question()} as of ${moment}`));
        });
    }

    test('differs from the next where the change matters', () => {
        const [found, earlier, announced, corrected] = STEPS.map(([name]) => states[name].answers);
        const changed = (a, b) => a.filter((text, i) => text !== b[i]).length;
        for (const pair of [[found, earlier], [earlier, announced], [announced, corrected], [found, corrected]]) {
            assert.ok(changed(...pair) > 3);
        }
    });
});

describe('丰台区', () => {
    // [state, day, answer, titles, pilot-in-force, not-already-titled, verdict]
    const ROWS = [
        ['found', '2022-06-30', 'not_in', [], 'not_met', 'met', 'not_eligible'],
        ['found', '2022-07-02', 'in', ['pilot-city in_force'], 'met', 'met', 'undetermined'],
        ['found', '2023-12-31', 'in', ['pilot-city in_force'], 'met', 'met', 'undetermined'],
        ['found', '2024-02-01', 'in', ['demo-city in_force', 'pilot-city superseded'], 'not_met', 'not_met', 'not_eligible'],
        ['earlier', '2022-06-30', 'not_in', [], 'not_met', 'met', 'not_eligible'],
        ['earlier', '2022-08-01', 'in', ['pilot-city in_force'], 'met', 'met', 'undetermined'],
        ['earlier', '2023-12-31', 'in', ['pilot-city in_force'], 'met', 'met', 'undetermined'],
        ['earlier', '2024-02-01', 'in', ['pilot-city in_force'], 'met', 'met', 'undetermined'],
        ['earlier', '2025-07-01', 'unknown', ['pilot-city ended'], 'unknown', 'unknown', 'undetermined'],
        ['announced', '2023-12-31', 'in', ['pilot-city in_force'], 'met', 'met', 'undetermined'],
        ['announced', '2024-02-01', 'in', ['pilot-city in_force_unless_superseded'], 'unknown', 'unknown', 'undetermined'],
        ['corrected', '2022-07-02', 'not_in', [], 'not_met', 'met', 'not_eligible'],
        ['corrected', '2022-07-05', 'in', ['pilot-city in_force'], 'met', 'met', 'undetermined'],
        ['corrected', '2024-02-01', 'in', ['demo-city in_force', 'pilot-city superseded'], 'not_met', 'not_met', 'not_eligible'],
        [null, '2022-07-02', 'not_in', [], 'not_met', 'met', 'not_eligible'],
        [null, '2024-02-01', 'in', ['demo-city in_force', 'pilot-city superseded'], 'not_met', 'not_met', 'not_eligible'],
    ];
    for (const [state, on, answer, titles, pilot, already, verdict] of ROWS) {
        test(`${state ? `as of "${state}"` : 'now'}, on ${on}: ${answer}, ${titles.join(', ') || 'no title'}, ${verdict}`, async () => {
            const asOf = state && states[state].moment;
            const found = (await get(at(`/api/v1/lookup?${query({ ...point, on })}`, asOf))).ok();
            assert.deepEqual([found.answer, found.titles.map((t) => `${t.kind} ${t.status}`).sort()], [answer, titles]);
            const judged = (await get(at(`/api/v1/eligibility?place=110106&track=demo-city&on=${on}`, asOf))).ok();
            const result = (id) => judged.conditions.find((c) => c.id === id).result;
            assert.deepEqual([result('pilot-in-force'), result('not-already-titled'), judged.verdict], [pilot, already, verdict]);
        });
    }
});

describe('丰台区 on the map and in the calendar', () => {
    // [state, titled-places on 2023-12-31, on 2024-02-01, on 2025-06-30; days on which a term ends]
    const PILOT = 'pilot-city in_force', DEMO = 'demo-city in_force', MAYBE = 'pilot-city in_force_unless_superseded';
    const ROWS = [
        ['found', [PILOT], [DEMO], [DEMO], ['demo-city 2026-12-31']],
        ['earlier', [PILOT], [PILOT], [PILOT], ['pilot-city 2025-06-30']],
        ['announced', [PILOT], [MAYBE], [MAYBE], ['pilot-city 2025-06-30']],
        ['corrected', [PILOT], [DEMO], [DEMO], ['demo-city 2026-12-31']],
        [null, [PILOT], [DEMO], [DEMO], ['demo-city 2026-12-31']],
    ];
    for (const [state, before, february, june, ends] of ROWS) {
        test(`${state ? `as of "${state}"` : 'now'}: ${february.join()} on 2024-02-01, ${ends.join()} ends`, async () => {
            const asOf = state && states[state].moment;
            const on = async (datetime) => (await get(at(itemsOf('titled-places', { holder: '110106', simplify: '0.05', datetime }), asOf))).ok('application/geo+json')
                .features.map((f) => `${f.properties.kind} ${f.properties.status}`).sort();
            assert.deepEqual([await on('2023-12-31'), await on('2024-02-01'), await on('2025-06-30')], [before, february, june]);
            const { events } = (await get(at('/api/v1/calendar.json?province=110000', asOf))).ok();
            const own = events.filter((e) => e.title.holder.code === '110106');
            assert.deepEqual(own.map((e) => `${e.title.kind} ${e.date}`), ends);
            const ics = (await get(at('/api/v1/calendar.ics?province=110000', asOf))).ok('text/calendar');
            assert.deepEqual([...ics.matchAll(/^UID:title-(\d+)-/gm)].map((m) => Number(m[1])), events.map((e) => e.title.id));
        });
    }

    test('the feature of a title exists from the moment it was recorded to the one it was taken back', async () => {
        const demo = async (state) => (await get(at(itemsOf('titled-places', { holder: '110106', kind: 'demo-city', simplify: '0.05' }), states[state].moment))).ok('application/geo+json').features;
        const [[old], [recorded]] = [await demo('found'), await demo('corrected')];
        assert.deepEqual(await demo('earlier'), []);
        assert.notEqual(old.id, recorded.id);
        const item = (id) => `/ogc/collections/titled-places/items/${id}?simplify=0.05`;
        (await get(item(old.id))).problem(404);
        (await get(at(item(old.id), states.earlier.moment))).problem(404);
        (await get(at(item(recorded.id), states.found.moment))).problem(404);
        (await get(item(recorded.id))).ok('application/geo+json');
        const then = (await get(at(item(old.id), states.found.moment))).ok('application/geo+json');
        assert.deepEqual([then.id, then.properties], [old.id, old.properties]);
        const self = then.links.find((l) => l.rel === 'self').href;
        assert.equal((await get(self.slice(service.url.length))).ok('application/geo+json').as_of, then.as_of, 'its own link asks about the same moment');
    });

    test('pages go on in the same moment', async () => {
        const asOf = states.earlier.moment;
        const first = (await get(at(itemsOf('titled-places', { datetime: '2024-02-01', limit: '50', simplify: '0.05' }), asOf))).ok('application/geo+json');
        const next = first.links.find((l) => l.rel === 'next').href;
        const second = (await get(next.slice(service.url.length))).ok('application/geo+json');
        assert.deepEqual([second.as_of, second.numberMatched], [first.as_of, first.numberMatched]);
        assert.ok(second.features.every((f) => !first.features.some((g) => g.id === f.id)));
    });
});

describe('lists', () => {
    test('have as many known entries as were on record then', async () => {
        const known = async (state) => {
            const { rosters } = (await get(at('/api/v1/rosters', states[state].moment))).ok();
            const list = rosters.find((r) => r.id === 'demo-city/2024');
            return list && [list.declared, list.known];
        };
        const roster = facts.rosters.find((r) => r.id === 'demo-city/2024');
        const all = [roster.declared, facts.knownOf(roster)];
        assert.deepEqual([await known('found'), await known('earlier'), await known('announced'), await known('corrected')], [all, undefined, [roster.declared, 0], all]);
    });
});

describe('asOf', () => {
    const TAKEN = ['/api/v1/rosters', '/api/v1/titles', '/api/v1/calendar.json', '/api/v1/calendar.ics', itemsOf('titled-places', { limit: '1', simplify: '0.05' })];

    const recorded = async () => (await get('/api/v1/places/110106?on=2024-02-01')).ok().titles.find((t) => t.kind === 'demo-city').recorded;
    const kinds = async (asOf) => (await get(`/api/v1/places/110106?${query({ on: '2024-02-01', asOf })}`)).ok().titles.map((t) => t.kind).sort();

    test('of the very moment a row was recorded shows it, a millisecond before does not', async () => {
        const moment = await recorded();
        const justBefore = new Date(Date.parse(moment) - 1).toISOString();
        assert.deepEqual([await kinds(moment), await kinds(justBefore)], [['demo-city', 'pilot-city'], ['pilot-city']]);
    });

    test('is one moment in whatever offset, and with a + that came as a space', async () => {
        const moment = states.announced.moment;
        const shifted = (hours) => `${new Date(Date.parse(moment) + hours * 3600000).toISOString().replace('Z', '')}${hours < 0 ? '-' : '+'}${String(Math.abs(hours)).padStart(2, '0')}:00`;
        const expected = said(await get(at(QUESTIONS[4](), moment)));
        for (const text of [shifted(8), shifted(-5), shifted(0)]) {
            assert.equal(said(await get(at(QUESTIONS[4](), text))), expected, text);
        }
        assert.equal(said(await get(`${QUESTIONS[4]()}&asOf=${shifted(8)}`)), expected, 'a raw +');
    });

    test('in the future is now', async () => {
        assert.equal(said(await get(at(QUESTIONS[4](), '2100-01-01T00:00:00Z'))), said(await get(QUESTIONS[4]())));
    });

    for (const target of TAKEN) {
        test(`before the register is refused, naming the first moment, which is not: ${target}`, async () => {
            const problem = (await get(at(target, '2001-01-01T00:00:00Z'))).problem(400, 'asOf');
            const [first] = problem.detail.match(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})/);
            assert.equal((await get(at(target, first))).status, 200);
            (await get(at(target, new Date(Date.parse(first) - 1).toISOString()))).problem(400, 'asOf');
        });
    }

    test('is said in the answers about an earlier moment, and in no others', async () => {
        const moment = states.announced.moment;
        for (const target of [`/api/v1/lookup?${query({ ...point })}`, '/api/v1/places/110106', '/api/v1/calendar.json', '/api/v1/titles', '/api/v1/rosters',
            '/api/v1/eligibility?place=110106&track=demo-city', '/api/v1/places/110106/eligibility', '/api/v1/eligible?track=demo-city', itemsOf('titled-places', { limit: '1', simplify: '0.05' })]) {
            const [then, now] = [(await get(at(target, moment))).json, (await get(target)).json];
            assert.equal(Date.parse(then.as_of), Date.parse(moment), target);
            assert.equal(then.shapes_revision, await revision());
            assert.deepEqual([now.as_of, now.shapes_revision], [undefined, undefined], target);
        }
        for (const lang of ['zh', 'en']) {
            const [then, now] = [(await get(at(`/api/v1/calendar.ics?lang=${lang}`, moment))).text, (await get(`/api/v1/calendar.ics?lang=${lang}`)).text];
            const [, said] = then.match(/^X-WR-CALDESC:[^\r]*?(\d{4}-\d{2}-\d{2}T[\d:.+]+)/m);
            assert.equal(Date.parse(said), Date.parse(moment));
            assert.ok(then.split('\r\n').every((line) => Buffer.byteLength(line) <= 75) && !now.includes('CALDESC'));
        }
    });

    test('is no parameter of what has no time', async () => {
        for (const target of [itemsOf('counties'), '/ogc/collections/counties/items/110106', '/ogc/collections/titled-places']) {
            (await get(at(target, states.announced.moment))).problem(400, 'asOf');
        }
    });

    test('in the body of many points is the same', async () => {
        const body = JSON.stringify({ points: [point], on: '2024-02-01', asOf: states.announced.moment });
        const { results } = (await get('/api/v1/lookup', { method: 'POST', headers: { 'content-type': 'application/json' }, body })).ok();
        assert.deepEqual(results[0].titles.map((t) => t.status), ['in_force_unless_superseded']);
    });

    for (const text of ['2024-02-30T00:00:00Z', '2024-02-01', 'now', '', '2024-02-01T25:00:00Z']) {
        test(`"${text}" is refused where it is no moment`, async () => {
            for (const target of TAKEN) {
                (await get(`${target}${target.includes('?') ? '&' : '?'}${query({ asOf: text })}`)).problem(400, 'asOf');
            }
        });
    }
});
