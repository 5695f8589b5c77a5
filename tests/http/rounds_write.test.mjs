// What is set around a round: numbers of places, last days and who may be late, the standards of a
// province, and who speaks for it; by whom, and who sees it.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { Desk } from '../lib/desk.mjs';

const PEOPLE = {
    national: { role: 'national' },
    jiangsu: { role: 'province', province: '320000' },
    corps: { role: 'province', province: 'XPCC' },
    nanjing: { role: 'city', place: '320100' },
    jiangning: { role: 'applicant', place: '320115' },
    haidian: { role: 'applicant', place: '110108' },
    shihezi: { role: 'applicant', place: '659001' }, // which the corps recommends, not its province
    expert: { role: 'expert' },
    operator: { role: 'operator' },
};
const everybodyBut = (...some) => Object.keys(PEOPLE).filter((who) => !some.includes(who));

let desk;
before(async () => {
    desk = await Desk.open(PEOPLE);
});
after(() => desk?.close());

const read = async (path, who = null) => (await desk.get(who, path)).ok();
const refused = (slug, status, who, method, path, body, field) => desk.refused(slug, status, who, method, path, body, field);
// A change that is done and seen.
async function put(who, path, body) {
    const answer = await desk.ask(who, 'PUT', path, body);
    assert.equal(answer.status, 200, `${answer.asked} by ${who} → ${answer.status}: ${answer.text.slice(0, 400)}`);
    await desk.settled(Number(answer.headers['x-sizhi-revision']));
    return answer.json;
}
const entries = async (action) => (await read('/api/v1/audit?limit=1000', 'national')).entries.filter((e) => e.action === action);

describe('places', () => {
    const at = (track, province) => `/api/v1/rounds/2023/quotas/${track}/${province}`;
    const rows = (more = '') => read(`/api/v1/rounds/2023/quotas${more}`).then(({ rows: all }) => all);

    test('set over HTTP and set by command are read alike', async () => {
        const answer = await put('national', at('demo-city', '320000'), { places: 3, source: '函〔2023〕1号' });
        assert.deepEqual(answer, (await rows('?province=320000&track=demo-city'))[0]);
        assert.deepEqual([answer.places, answer.status, answer.recommended, answer.designated, answer.left, answer.source], [3, 'published', 0, 0, 3, '函〔2023〕1号']);

        const first = (await read('/api/v1/rounds')).revision;
        const said = desk.register.run('quota', 'set', '--round', '2023', '--track', 'demo-city', '--province', 'XPCC', '--places', '3', '--source', '函〔2023〕1号');
        assert.equal(said.status, 0, said.text);
        await desk.settled(first + 1);
        const [corps] = await rows('?province=XPCC&track=demo-city');
        assert.deepEqual({ ...corps, province: null, province_name: null }, { ...answer, province: null, province_name: null });
    });

    test('a number may become another, none again, and zero is a number', async () => {
        const where = at('pilot-county', 'XPCC');
        assert.deepEqual([(await put('national', where, { places: 2, source: '函' })).left, (await put('national', where, { places: 5, source: '函' })).left], [2, 5]);
        const none = await put('national', where, { places: null, source: '函〔2023〕2号' });
        assert.deepEqual([none.places, none.status, none.left, none.source], [null, 'unknown', null, '函〔2023〕2号']);
        const zero = await put('national', where, { places: 0, source: '函' });
        assert.deepEqual([zero.places, zero.status, zero.left], [0, 'published', 0]);
        const [row] = await rows('?province=XPCC&track=pilot-county');
        assert.deepEqual(row, zero);
    });

    test('the chain has what stood before and after', async () => {
        await put('national', at('demo-county', '320000'), { places: 4, source: '甲' });
        await put('national', at('demo-county', '320000'), { places: 6, source: '乙' });
        const last = (await entries('set-quota')).at(-1);
        assert.equal(last.object, 'quota/2023/demo-county/320000');
        assert.deepEqual(last.detail, { before: { places: 4, status: 'published', source: '甲' }, after: { places: 6, status: 'published', source: '乙' } });
    });

    test('nobody else sets them, and what cannot be is named', async () => {
        const good = { places: 3, source: '函' };
        for (const who of everybodyBut('national')) {
            await refused('forbidden', 403, who, 'PUT', at('demo-city', '320000'), good);
        }
        await refused('sign-in-required', 401, null, 'PUT', at('demo-city', '320000'), good);
        for (const path of [at('demo-city', '810000'), at('demo-zone', '320000'), at('demo-city', '320115'), '/api/v1/rounds/1999/quotas/demo-city/320000']) {
            await refused('not-found', 404, 'national', 'PUT', path, good);
        }
        for (const [body, field] of [[{ places: -1 }, 'places'], [{ places: 1.5 }, 'places'], [{ places: '3' }, 'places'], [{ places: 100001 }, 'places'], [{ places: undefined }, 'places'],
            [{ source: '' }, 'source'], [{ source: undefined }, 'source'], [{ status: 'unknown' }, 'status'], [{ places: null, status: 'published' }, 'status'], [{ status: 'maybe' }, 'status'], [{ colour: 1 }, 'colour']]) {
            await refused('bad-body', 400, 'national', 'PUT', at('demo-city', '320000'), { ...good, ...body }, field);
        }
        await refused('forbidden', 403, 'national', 'PUT', at('demo-city', '320000'), { ...good, status: 'illustrative' }, 'status');
        const refusals = (await entries('set-quota')).filter(({ outcome }) => outcome === 'forbidden');
        assert.ok(refusals.length >= everybodyBut('national').length); // who was told no is on record
    });
});

describe('last days', () => {
    const AT = '/api/v1/rounds/2023/deadlines';

    test('are unknown until they are set, and may be unknown again', async () => {
        const { rows } = await read(AT);
        assert.deepEqual(rows.map(({ track, event }) => `${track} ${event}`), ['demo-city', 'demo-county', 'pilot-city', 'pilot-county'].flatMap((track) => [`${track} file`, `${track} recommend`]));
        assert.ok(rows.every(({ last_day: day, status, status_label: label }) => day === null && status === 'unknown' && label === '未公布'));
        assert.equal((await read(`${AT}?lang=en`)).rows[0].status_label, 'not published');

        const set = await put('national', AT, { track: 'demo-city', event: 'file', last_day: '2023-09-30', source: '通知' });
        assert.deepEqual([set.last_day, set.status, set.source], ['2023-09-30', 'published', '通知']);
        assert.deepEqual((await read(`${AT}?track=demo-city`)).rows[0], set);
        assert.equal((await put('national', AT, { track: 'demo-city', event: 'file', last_day: null, source: '撤回' })).status, 'unknown');
        assert.equal((await read(`${AT}?track=demo-city`)).rows[0].last_day, null);
    });

    test('only the nation sets them, for events that have one', async () => {
        const good = { track: 'demo-city', event: 'file', last_day: '2023-09-30', source: '通知' };
        for (const who of everybodyBut('national')) {
            await refused('forbidden', 403, who, 'PUT', AT, good);
        }
        await refused('sign-in-required', 401, null, 'PUT', AT, good);
        await refused('not-found', 404, 'national', 'PUT', '/api/v1/rounds/1999/deadlines', good);
        for (const [body, field] of [[{ event: 'designate' }, 'event'], [{ event: 'sleep' }, 'event'], [{ track: 'demo-zone' }, 'track'], [{ last_day: '30.9.2023' }, 'last_day'], [{ last_day: undefined }, 'last_day'], [{ source: ' ' }, 'source']]) {
            await refused('bad-body', 400, 'national', 'PUT', AT, { ...good, ...body }, field);
        }
        (await desk.get(null, '/api/v1/rounds/1999/deadlines')).problem(404);
        (await desk.get(null, `${AT}?province=320000`)).problem(400, 'province');
    });

    test('who is late is let in only with a recorded reason', async () => {
        const plain = (...asked) => desk.plain(...asked);
        const made = await plain('jiangning', 'POST', '/api/v1/applications', { round: '2023', track: 'demo-county', place: '320115' });
        assert.equal(made.status, 201, made.text);
        const { id } = made.json;
        const consent = await plain('jiangning', 'PUT', `/api/v1/applications/${id}/materials/government_consent`, { note: '同意' }, { 'if-match': made.headers.etag });
        assert.equal(consent.status, 200, consent.text);
        await put('national', AT, { track: 'demo-county', event: 'file', last_day: '2023-09-30', source: '通知' });
        const file = () => plain('jiangning', 'POST', `/api/v1/applications/${id}/events`, { event: 'file' }, { 'if-match': consent.headers.etag });
        const late = (await file()).problem(409);
        assert.match(late.type, /:deadline-passed$/);

        const excuse = `/api/v1/applications/${id}/excuses/file`;
        for (const who of everybodyBut('national')) {
            await refused('forbidden', 403, who, 'PUT', excuse, { reason: '洪水' });
        }
        await refused('not-found', 404, 'national', 'PUT', '/api/v1/applications/999999/excuses/file', { reason: '洪水' });
        await refused('not-found', 404, 'national', 'PUT', `/api/v1/applications/${id}/excuses/designate`, { reason: '洪水' });
        await refused('bad-body', 400, 'national', 'PUT', excuse, {}, 'reason');
        const done = await desk.done(200, 'national', 'PUT', excuse, { reason: '洪水' });
        assert.deepEqual([done.application, done.event, done.reason], [id, 'file', '洪水']);
        const filed = await file();
        assert.equal(filed.status, 200, filed.text);
        assert.equal(filed.json.state, 'filed');
        assert.equal((await entries('excuse-late')).filter(({ outcome, object }) => outcome === 'done' && object === `application/${id}`).length, 1);
    });
});

describe('standards of a province', () => {
    const AT = '/api/v1/units/320000/standards/pilot-city';
    const ITEMS = [{ text: '有知识产权强市建设规划', source: '苏知发〔2022〕1号' }, { text: '有专门机构', source: '苏知发〔2022〕1号' }];

    test('are set as a whole by the province, read by anybody, and may be taken back', async () => {
        const before = await read(AT);
        assert.deepEqual([before.items, before.status], [[], 'unknown']);
        const set = await put('jiangsu', AT, { items: ITEMS });
        assert.deepEqual(set.items, ITEMS.map((item, i) => ({ position: i + 1, ...item })));
        assert.deepEqual((await read(AT)).items, set.items);
        const { revision } = await read(AT);
        await put('jiangsu', AT, { items: ITEMS });
        assert.equal((await read(AT)).revision, revision); // the same again publishes nothing
        assert.deepEqual((await put('jiangsu', AT, { items: [ITEMS[1]] })).items, [{ position: 1, ...ITEMS[1] }]);
        assert.deepEqual((await read('/api/v1/units/XPCC/standards/pilot-city')).items, []);
        await put('jiangsu', AT, { items: [] });
        assert.equal((await read(AT)).status, 'unknown');
    });

    test('nobody else sets them, and what cannot be is named', async () => {
        await refused('not-your-province', 403, 'corps', 'PUT', AT, { items: ITEMS });
        await refused('not-your-province', 403, 'jiangsu', 'PUT', '/api/v1/units/nowhere/standards/pilot-city', { items: ITEMS });
        for (const who of everybodyBut('jiangsu', 'corps')) {
            await refused('forbidden', 403, who, 'PUT', AT, { items: ITEMS });
        }
        await refused('sign-in-required', 401, null, 'PUT', AT, { items: ITEMS });
        await refused('not-found', 404, 'jiangsu', 'PUT', '/api/v1/units/320000/standards/demo-city', { items: ITEMS });
        await refused('not-found', 404, 'jiangsu', 'PUT', '/api/v1/units/320000/standards/x', { items: ITEMS });
        for (const [items, field] of [[undefined, 'items'], ['x', 'items'], [Array(101).fill(ITEMS[0]), 'items'], [[ITEMS[0], { text: 'x' }], 'items[1].source'], [[{ ...ITEMS[0], text: '' }], 'items[0].text'], [[{ ...ITEMS[0], colour: 1 }], 'items[0].colour'], [[7], 'items[0]']]) {
            await refused('bad-body', 400, 'jiangsu', 'PUT', AT, { items }, field);
        }
        for (const path of ['/api/v1/units/810000/standards/pilot-city', '/api/v1/units/320000/standards/x']) {
            (await desk.get(null, path)).problem(404);
        }
    });
});

describe('who speaks for a province', () => {
    const AT = '/api/v1/units/320000/liaison';
    const OFFICER = { name: '赵某', phone: '025-83236000', email: null, office: '江苏省知识产权局' };

    test('is named by it, and shown to those who need it alone', async () => {
        assert.deepEqual(await desk.done(200, 'jiangsu', 'GET', AT), { unit: '320000', named: null, purged: false, liaison: null });
        const answer = await desk.ask('jiangsu', 'PUT', AT, OFFICER);
        assert.equal(answer.status, 200, answer.text);
        assert.ok(!answer.text.includes('赵某'));
        const shown = await desk.done(200, 'national', 'GET', AT);
        assert.deepEqual(shown.liaison, OFFICER);
        assert.deepEqual(await desk.done(200, 'jiangsu', 'GET', AT), shown);
        await refused('not-your-province', 403, 'corps', 'GET', AT);
        for (const who of ['nanjing', 'expert', 'operator']) {
            await refused('forbidden', 403, who, 'GET', AT);
        }
        assert.deepEqual(await desk.done(200, 'jiangning', 'GET', AT), shown);
        for (const who of ['haidian', 'shihezi']) {
            await refused('not-your-place', 403, who, 'GET', AT);
        }
        await desk.done(200, 'shihezi', 'GET', '/api/v1/units/XPCC/liaison');
        for (const unit of ['650000', '110000', '810000', 'x']) {
            await refused('not-your-place', 403, 'shihezi', 'GET', `/api/v1/units/${unit}/liaison`);
        }
        await refused('sign-in-required', 401, null, 'GET', AT);
        const chain = await desk.ask('national', 'GET', '/api/v1/audit?limit=1000');
        for (const secret of [OFFICER.name, OFFICER.phone]) {
            assert.ok(!chain.text.includes(secret), `${secret} stands in the chain`);
        }
        assert.match((await entries('name-liaison')).at(-1).detail.after.details_digest, /^[0-9a-f]{64}$/);
    });

    test('another one takes the place of the first', async () => {
        await put('jiangsu', AT, { name: '钱某', email: 'q@example.org' });
        assert.deepEqual((await desk.done(200, 'jiangsu', 'GET', AT)).liaison, { name: '钱某', phone: null, email: 'q@example.org', office: null });
    });

    test('nobody else names them, and what is missing is named', async () => {
        await refused('not-your-province', 403, 'corps', 'PUT', AT, OFFICER);
        for (const who of everybodyBut('jiangsu', 'corps')) {
            await refused('forbidden', 403, who, 'PUT', AT, OFFICER);
        }
        await refused('sign-in-required', 401, null, 'PUT', AT, OFFICER);
        await refused('bad-body', 400, 'jiangsu', 'PUT', AT, { phone: '1' }, 'name');
        await refused('bad-body', 400, 'jiangsu', 'PUT', AT, { name: '孙某' }, 'phone');
        await refused('bad-body', 400, 'jiangsu', 'PUT', AT, { ...OFFICER, age: 40 }, 'age');
        await refused('not-found', 404, 'national', 'GET', '/api/v1/units/810000/liaison');
    });
});
