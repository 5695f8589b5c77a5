// What a zone owes during its three years and what becomes of it, over HTTP: a day that was not
// published leaves everything open; events move the term and its titles; what follows from the texts
// is listed by office and last day, and comes as a calendar and as a feed.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { ask } from '../lib/ask.mjs';
import { Desk } from '../lib/desk.mjs';

const PEOPLE = {
    national: { role: 'national' },
    jiangsu: { role: 'province', province: '320000' },
    hunan: { role: 'province', province: '430000' },
    nanjing: { role: 'applicant', place: '320100' },
    yixing: { role: 'applicant', place: '320282' },
    judge: { role: 'expert' },
    operator: { role: 'operator' },
};
const Z = '/api/v1/zones/nanjing-jiangning';
const J = '/api/v1/zones/yixing-test';
const SOURCE = '一次测试';

// A zone of Jiangsu with known days and a known applicant, which no published list has.
function add_a_zone_of_jiangsu(register) {
    register.edit('rosters.csv', (text) => `${text}js-zone,test,,2022-03-01,,,policy,a test\n`);
    register.edit('titles.csv', (text) => `${text}js-zone,宜兴测试集聚区,320000,,,test,,2022-03-01,2025-02-28,,stated,policy,a test,\n`);
    register.edit('zones.csv', (text) => `${text}yixing-test,宜兴测试集聚区,js-zone,division,宜兴市,320282,,320000,320282,,,,,a test,\n`);
    const loaded = register.load();
    assert.equal(loaded.status, 0, loaded.text);
}

let desk;
before(async () => {
    desk = await Desk.open(PEOPLE, { before: add_a_zone_of_jiangsu });
});
after(async () => {
    await desk?.close();
});

const tell = async (who, at, event, day, more = {}) => {
    const said = await desk.done(201, who, 'POST', `${at}/events`, { event, day, source: SOURCE, ...more });
    await desk.settled(said.revision);
    return said;
};
const refuse = (slug, status, who, at, event, day, more = {}, field) =>
    desk.refused(slug, status, who, 'POST', `${at}/events`, { event, day, source: SOURCE, ...more }, field);
const sheet = async (at, query = '') => (await desk.done(200, null, 'GET', `${at}${query}`));
const owed = async (query) => (await desk.done(200, null, 'GET', `/api/v1/obligations?${query}`));
const brief = (list) => list.map((o) => [o.duty, o.year, o.due, o.state].join(' '));

describe('before a day is known', () => {
    test('a term is unknown, says why, and owes without days', async () => {
        const zone = await sheet(Z, '?lang=en');
        assert.equal(zone.term.track, 'trial-zone');
        assert.equal(zone.term.status, 'unknown');
        assert.deepEqual([zone.term.since, zone.term.until, zone.term.last_day], [null, null, null]);
        assert.deepEqual(zone.term.unknown.map((u) => u.what), ['approval_day', 'report_month', 'acceptance_day']);
        assert.deepEqual(brief(zone.obligations), ['plan   due_unknown', 'report   due_unknown', 'acceptance   due_unknown']);
        assert.deepEqual(zone.obligations.map((o) => o.clause), ['Z/二(二)2', 'Z/二(二)3', 'Z/二(三)']);
    });

    test('of the earlier programme no rule is on record, so nothing is owed', async () => {
        const zone = await sheet('/api/v1/zones/foshan');
        assert.equal(zone.term.programme, 'former');
        assert.deepEqual(zone.term.unknown.map((u) => u.what), ['former_rules']);
        assert.deepEqual(zone.obligations, []);
    });

    test('every zone that holds a title has a term, and none of them a made-up day', async () => {
        const { obligations } = await owed('limit=1000');
        const published = obligations.filter((o) => o.zone !== 'yixing-test');
        assert.ok(new Set(published.map((o) => o.zone)).size >= 6);
        assert.deepEqual(published.filter((o) => o.due || o.due_year || o.from), []);
        assert.ok(published.every((o) => o.state === 'due_unknown'));
    });
});

describe('who tells what', () => {
    test('only those whose zone it is, and of them the office whose step it is', async () => {
        await refuse('sign-in-required', 401, null, Z, 'plan_filed', '2024-03-15');
        await refuse('forbidden', 403, 'operator', Z, 'plan_filed', '2024-03-15');
        await refuse('forbidden', 403, 'judge', Z, 'plan_filed', '2024-03-15');
        await refuse('not-your-province', 403, 'hunan', Z, 'plan_filed', '2024-03-15');
        await refuse('not-your-place', 403, 'nanjing', Z, 'plan_filed', '2024-03-15'); // its applicant was not published
        await refuse('not-your-place', 403, 'nanjing', J, 'plan_filed', '2022-05-01');
        await refuse('forbidden', 403, 'jiangsu', Z, 'approved', '2022-03-01');
        await refuse('forbidden', 403, 'jiangsu', Z, 'passed', '2025-03-01');
        await refuse('forbidden', 403, 'national', J, 'qualified', '2025-03-01');
        await refuse('forbidden', 403, 'yixing', J, 'qualified', '2025-03-01');
    });

    test('a fault is named by its member', async () => {
        await refuse('bad-body', 400, 'national', Z, 'approves', '2022-03-01', {}, 'event');
        await refuse('bad-body', 400, 'national', Z, 'approved', '2022-02-29', {}, 'day');
        await refuse('bad-body', 400, 'national', Z, 'approved', '2999-01-01', {}, 'day');
        await refuse('bad-body', 400, 'national', Z, 'approved', '2022-03-01', { track: 'demo-city' }, 'track');
        await refuse('bad-body', 400, 'national', Z, 'approved', '2022-03-01', { year: 2022 }, 'year');
        await refuse('bad-body', 400, 'national', Z, 'approved', '2022-03-01', { why: 'x' }, 'why');
        await refuse('not-found', 404, 'national', '/api/v1/zones/no-such-zone', 'approved', '2022-03-01');
        await refuse('wrong-state', 409, 'national', '/api/v1/zones/foshan', 'plan_filed', '2022-03-01');
    });
});

describe('a national zone from its approval to the end', () => {
    test('an approval gives its day to the title, and days to what is owed', async () => {
        const said = await tell('national', Z, 'approved', '2022-03-01', { document: '国知办发运字〔2023〕51号' });
        assert.equal(said.term.until, '2025-02-28');
        const zone = await sheet(Z);
        assert.equal(zone.term.status, 'due_acceptance');
        assert.equal(zone.term.last_day, '2025-02-28');
        const title = zone.titles.find((t) => t.kind === 'trial-zone');
        assert.deepEqual([title.since, title.until, title.status], ['2022-03-01', '2025-02-28', 'ended']);
        assert.deepEqual(brief(zone.obligations), [
            'plan  2022-06-01 overdue', 'report 2022  due_unknown', 'report 2023  due_unknown', 'report 2024  due_unknown',
            'acceptance   due_unknown']);
        assert.deepEqual(zone.obligations.map((o) => o.due_year), [2022, 2023, 2024, 2025, null]);
        const early = await sheet(Z, '?on=2022-06-01');
        assert.equal(early.term.status, 'running');
        assert.equal(early.obligations[0].state, 'open');
    });

    test('what is overdue is listed by office, last day and zone', async () => {
        assert.deepEqual(brief((await owed('unit=320000&zone=nanjing-jiangning&overdue=true')).obligations), ['plan  2022-06-01 overdue']);
        assert.deepEqual((await owed('unit=430000&overdue=true')).obligations, []);
        assert.deepEqual((await owed('zone=nanjing-jiangning&before=2022-06-01')).obligations, []);
        assert.equal((await owed('zone=nanjing-jiangning&before=2022-06-02')).obligations.length, 1);
        assert.equal((await owed('zone=nanjing-jiangning&on=2022-06-01&overdue=true')).total, 0);
        const all = await owed('zone=nanjing-jiangning&state=all&limit=2&offset=1');
        assert.equal(all.obligations.length, 2);
        assert.equal(all.total, 5);
        assert.equal(all.counts.overdue, 1);
        for (const [query, field] of [['unit=999999', 'unit'], ['zone=none', 'zone'], ['overdue=yes', 'overdue'], ['before=soon', 'before'],
            ['track=demo-city', 'track'], ['state=some', 'state']]) {
            (await desk.get(null, `/api/v1/obligations?${query}`)).problem(400, field);
        }
    });

    test('a calendar and a feed tell it', async () => {
        const ics = (await desk.get(null, '/api/v1/obligations.ics?unit=320000&zone=nanjing-jiangning')).ok('text/calendar');
        assert.match(ics, /\r\nUID:zone-nanjing-jiangning-trial-zone-1-plan-n1@sizhi\r\n/);
        assert.match(ics, /\r\nDTSTART;VALUE=DATE:20220601\r\n/);
        assert.equal(ics.match(/BEGIN:VEVENT/g).length, 1);
        const { events } = (await desk.get(null, '/api/v1/calendar.json?province=320000&until=2022-12-31')).ok();
        const due = events.filter((e) => e.event === 'obligation_due' && e.obligation.zone === 'nanjing-jiangning');
        assert.deepEqual(due.map((e) => [e.date, e.obligation.duty]), [['2022-06-01', 'plan']]);
        assert.match((await desk.get(null, '/api/v1/calendar.ics')).ok('text/calendar'), /nanjing-jiangning-trial-zone-1-plan/);
        const feed = (await desk.get(null, '/api/v1/reminders?zone=nanjing-jiangning&lang=en')).ok('application/feed+json');
        assert.deepEqual(feed.items.map((i) => [i.id, i.tags]), [['zone-nanjing-jiangning-trial-zone-1-plan-n1', ['plan', 'overdue']]]);
        assert.ok(feed.items[0]._sizhi.days_left < 0);
        (await desk.get(null, '/api/v1/reminders?days=500')).problem(400, 'days');
    });

    test('what was filed is done from its day on, and an earlier moment does not know it', async () => {
        const moment = (await ask(desk.url, '/api/v1/obligations?zone=nanjing-jiangning')).json;
        await tell('jiangsu', Z, 'plan_filed', '2022-06-02');
        const [plan] = (await owed('zone=nanjing-jiangning&state=all')).obligations;
        assert.deepEqual([plan.duty, plan.state, plan.done], ['plan', 'done_late', '2022-06-02']);
        assert.deepEqual((await owed('zone=nanjing-jiangning&on=2022-06-01')).obligations[0].state, 'open');
        const { events } = await desk.done(200, null, 'GET', `${Z}/events`);
        const recorded = events.find((e) => e.event === 'approved' && !e.implied).recorded;
        const then = await owed(`zone=nanjing-jiangning&overdue=true&asOf=${encodeURIComponent(recorded)}`);
        assert.deepEqual(brief(then.obligations), brief(moment.obligations.slice(0, 1)));
        assert.equal(then.as_of !== undefined, true);
    });

    test('what cannot have happened is wrong, with the reason', async () => {
        assert.match((await refuse('wrong-state', 409, 'jiangsu', Z, 'plan_filed', '2022-06-03')).detail, /此前已报送/);
        await refuse('wrong-state', 409, 'jiangsu', Z, 'report_filed', '2023-02-01');
        await refuse('wrong-state', 409, 'jiangsu', Z, 'report_filed', '2023-02-01', { year: 2023 });
        await refuse('wrong-state', 409, 'jiangsu', Z, 'report_filed', '2026-02-01', { year: 2025 });
        await refuse('wrong-state', 409, 'national', Z, 'passed', '2025-02-27');
        await refuse('wrong-state', 409, 'national', Z, 'excellent', '2025-03-01');
        await refuse('wrong-state', 409, 'jiangsu', Z, 'new_plan_filed', '2025-03-01');
        await refuse('wrong-state', 409, 'national', Z, 'approved', '2023-03-01');
        await refuse('wrong-state', 409, 'jiangsu', Z, 'plan_filed', '2022-02-28');
    });

    test('two officers who tell the same at once: one is heard', async () => {
        const bodies = [0, 1, 2, 3].map(() => desk.ask('jiangsu', 'POST', `${Z}/events`, { event: 'report_filed', day: '2023-02-01', year: 2022, source: SOURCE }));
        const answers = (await Promise.all(bodies)).map((a) => a.status).sort();
        assert.deepEqual(answers, [201, 409, 409, 409]);
    });

    test('passed without a new plan the title lapses by rule; with one it goes on', async () => {
        assert.equal((await tell('national', Z, 'passed', '2025-03-10')).term.status, 'lapsed');
        assert.equal((await sheet(Z, '?on=2025-03-09')).term.status, 'due_acceptance');
        assert.equal((await sheet(Z, '?on=2025-02-28')).term.status, 'running');
        const lapsed = await sheet(Z);
        assert.deepEqual(lapsed.term.unknown.map((u) => u.what), ['report_month', 'new_plan_limit']);
        assert.equal(lapsed.obligations.find((o) => o.duty === 'new_plan').state, 'due_unknown');
        const said = await tell('jiangsu', Z, 'new_plan_filed', '2025-04-01');
        assert.deepEqual([said.term.number, said.term.since, said.term.until], [2, '2025-03-01', '2028-02-29']);
        const zone = await sheet(Z, '?on=2025-04-01');
        assert.equal(zone.term.status, 'running');
        assert.equal(zone.terms.find((t) => t.track === 'trial-zone' && t.number === 1).status, 'renewed');
        assert.deepEqual(zone.titles.filter((t) => t.kind === 'trial-zone').map((t) => [t.since, t.until]),
                         [['2022-03-01', '2025-02-28'], ['2025-03-01', '2028-02-29']]);
    });

    test('fraud takes the title away, and what was owed for it', async () => {
        await tell('national', Z, 'fraud', '2025-05-01');
        const zone = await sheet(Z, '?on=2025-05-01');
        assert.equal(zone.term.status, 'revoked');
        assert.equal(zone.term.last_day, '2025-04-30');
        assert.equal(zone.titles.find((t) => t.since === '2025-03-01').status, 'revoked');
        assert.deepEqual((await owed('zone=nanjing-jiangning&state=all')).obligations.filter((o) => o.term === 2).map((o) => o.state),
                         ['dropped', 'dropped', 'dropped', 'dropped']);
        await refuse('wrong-state', 409, 'jiangsu', Z, 'plan_changed', '2025-06-01');
        assert.equal((await sheet('/api/v1/zones/kunming-gaoxin')).term.status, 'unknown'); // nobody else's
    });
});

describe('a zone of Jiangsu', () => {
    test('its reports have a day, and its applicant tells what it files', async () => {
        const zone = await sheet(J);
        assert.equal(zone.term.programme, 'J');
        assert.deepEqual(brief(zone.obligations), [
            'plan  2022-06-01 overdue', 'report 2022 2023-01-31 overdue', 'report 2023 2024-01-31 overdue', 'report 2024 2025-01-31 overdue',
            'acceptance   due_unknown']);
        await tell('yixing', J, 'plan_filed', '2022-06-01');
        await tell('yixing', J, 'report_filed', '2023-01-31', { year: 2022 });
        await tell('yixing', J, 'report_filed', '2024-02-01', { year: 2023 });
        assert.deepEqual(brief((await sheet(J)).obligations).slice(0, 3), ['plan  2022-06-01 done', 'report 2022 2023-01-31 done', 'report 2023 2024-01-31 done_late']);
    });

    test('a changed plan waits for the province', async () => {
        await tell('yixing', J, 'plan_changed', '2024-03-01');
        await refuse('wrong-state', 409, 'yixing', J, 'plan_changed', '2024-03-02');
        const { obligations } = await owed('zone=yixing-test');
        assert.deepEqual(obligations.filter((o) => o.duty === 'change').map((o) => [o.owner, o.state]), [['province', 'due_unknown']]);
        await refuse('forbidden', 403, 'yixing', J, 'change_approved', '2024-04-01');
        await tell('jiangsu', J, 'change_approved', '2024-04-01');
    });

    test('not qualified, rectified within its time, then qualified: the title is kept, for how long is not said', async () => {
        await refuse('wrong-state', 409, 'jiangsu', J, 'not_qualified', '2025-03-10');
        await refuse('wrong-state', 409, 'jiangsu', J, 'revoked', '2025-03-10');
        await tell('jiangsu', J, 'not_qualified', '2025-03-10', { limit_day: '2025-09-10' });
        const zone = await sheet(J, '?on=2025-09-11');
        assert.equal(zone.term.status, 'in_rectification');
        assert.deepEqual(zone.obligations.filter((o) => o.duty === 'rectify').map((o) => [o.due, o.overdue]), [['2025-09-10', true]]);
        await tell('yixing', J, 'rectified', '2025-09-01');
        const said = await tell('jiangsu', J, 'qualified', '2025-09-20');
        assert.equal(said.term.status, 'renewed');
        assert.equal(said.term.last_day, null);
        assert.ok(said.term.unknown.some((u) => u.what === 'kept_length'));
        const kept = (await sheet(J)).titles.find((t) => t.since === '2025-03-01');
        assert.deepEqual([kept.until, kept.status], [null, 'term_unknown']);
    });

    test('what was told stands in the chain', async () => {
        const entries = (await desk.done(200, 'national', 'GET', '/api/v1/audit?since=0')).entries.filter((e) => e.object === 'zone/yixing-test');
        assert.ok(entries.some((e) => e.action === 'zone-event' && e.outcome === 'done'));
        assert.ok(entries.some((e) => e.action === 'zone-event' && e.outcome === 'wrong-state'));
    });
});
