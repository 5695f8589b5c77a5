// The same request with the same key, fifty times at once, again later, and again after the service
// was killed: one thing is done, and there is one answer.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import http from 'node:http';
import { ask } from '../lib/ask.mjs';
import { bearer, openAccount, send, slug } from '../lib/officers.mjs';
import { PROVINCE, PlainProvince } from '../lib/plain_province.mjs';
import { serve } from '../lib/server.mjs';
import { TODAY } from '../lib/evaluation.mjs';

const TIMES = 50;
const ALL = '/api/v1/applications';

const province = new PlainProvince(50);
const [one, two, three] = province.counties.map(({ code }) => code);
const who = { nobody: {} };
let service;
before(async () => {
    const accounts = { nation: ['national'], office: ['province', { province: PROVINCE }], county: ['applicant', { place: one }], neighbour: ['applicant', { place: two }], third: ['applicant', { place: three }] };
    for (const [name, [role, scope]] of Object.entries(accounts)) {
        openAccount(province.db, name, role, scope);
        who[name] = bearer(province.db, name);
    }
    service = await serve({ own: true, copy: false, register: province.db });
});
after(async () => {
    await service?.stop();
    province.done();
});

// Everything of an answer that its reader may rely on.
const whole = ({ status, type, headers, text }) =>
    ({ status, type, text, etag: headers.etag, location: headers.location, revision: headers['x-sizhi-revision'] });

// One request, many times at once, each on a connection of its own.
async function atOnce(times, method, path, headers, body) {
    const { hostname, port } = new URL(service.url);
    const agent = new http.Agent({ maxSockets: times });
    const text = JSON.stringify(body);
    const answers = await Promise.all(Array.from({ length: times }, () => new Promise((done, fail) => {
        const rq = http.request({ hostname, port, agent, method, path, headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), ...headers } }, (rs) => {
            const pieces = [];
            rs.on('data', (piece) => pieces.push(piece)).on('error', fail);
            rs.on('end', () => done({ status: rs.statusCode, type: rs.headers['content-type'].split(';')[0], headers: rs.headers, text: Buffer.concat(pieces).toString() }));
        });
        rq.on('error', fail);
        rq.end(text);
    })));
    agent.destroy();
    return answers;
}

const chain = async () => (await ask(service.url, '/api/v1/audit?since=0&limit=1000', { headers: who.nation })).ok().entries;
const ok = async (method, path, by, body, more = {}) => {
    const answer = await send(service.url, method, path, { ...who[by], ...more }, body);
    assert.ok([200, 201].includes(answer.status), `${answer.asked}: ${answer.text}`);
    return answer;
};
const newest = async (by, id) => (await ask(service.url, `${ALL}/${id}`, { headers: who[by] })).headers.etag;

// A draft with the consent it needs.
async function draft(by, place) {
    const { json: { id } } = await ok('POST', ALL, by, { round: '2023', track: 'demo-county', place });
    const { headers } = await ok('PUT', `${ALL}/${id}/materials/government_consent`, by, { note: '同意' });
    return { id, etag: headers.etag };
}

// An application that stands in a notice which runs today.
async function listed() {
    const notice = (await ok('POST', '/api/v1/notices', 'nation', { round: '2023', track: 'demo-county', title: '名单', published: TODAY, length: 30, unit: 'calendar', counts_publication: true })).json.id;
    const { id } = await draft('third', three);
    const tell = async (by, body) => ok('POST', `${ALL}/${id}/events`, by, body, { 'if-match': await newest('nation', id) });
    await tell('third', { event: 'file' });
    for (const condition of ['leadership', 'lawful-policy', 'industry']) {
        await ok('PUT', `${ALL}/${id}/findings/${condition}`, 'office', { result: 'met', evidence: '已核' });
    }
    for (const [by, body] of [['office', { event: 'check' }], ['office', { event: 'recommend', rank: 1 }], ['nation', { event: 'accept' }], ['nation', { event: 'publish', notice }]]) {
        await tell(by, body);
    }
    return { notice, id };
}

// `ready` gives the request, another body for its path, and the same wish of somebody else.
const ACTS = [
    {
        name: 'an application is opened', action: 'application-open',
        ready: async () => ({
            by: 'county', method: 'POST', path: ALL, body: { round: '2023', track: 'pilot-county', place: one }, differs: { round: '2023', track: 'demo-county', place: one },
            other: { by: 'neighbour', path: ALL, body: { round: '2023', track: 'pilot-county', place: two } },
        }),
    },
    {
        name: 'an event is told', action: 'application-event',
        ready: async () => {
            const [mine, theirs] = [await draft('county', one), await draft('neighbour', two)];
            return {
                by: 'county', method: 'POST', path: `${ALL}/${mine.id}/events`, headers: { 'if-match': mine.etag }, body: { event: 'file' }, differs: { event: 'withdraw' },
                other: { by: 'neighbour', path: `${ALL}/${theirs.id}/events`, headers: { 'if-match': theirs.etag }, body: { event: 'file' } },
                moved: async () => assert.equal(Number((await newest('county', mine.id)).slice(2, -1)), Number(mine.etag.slice(2, -1)) + 1, 'one step'),
            };
        },
    },
    {
        name: 'a notice is opened', action: 'open-notice',
        ready: async () => {
            const wish = { round: '2023', track: 'demo-county', title: '公示', published: '2023-11-28', length: 5, unit: 'calendar', counts_publication: true };
            return {
                by: 'nation', method: 'POST', path: '/api/v1/notices', body: wish, differs: { ...wish, length: 6 },
                other: { by: 'office', path: '/api/v1/notices', body: { ...wish, track: 'pilot-county' } },
                moved: async () => assert.equal((await ask(service.url, '/api/v1/notices')).ok().total, 1),
            };
        },
    },
    {
        name: 'a number of places is set', action: 'set-quota',
        ready: async () => ({
            by: 'nation', method: 'PUT', path: `/api/v1/rounds/2023/quotas/demo-county/${PROVINCE}`, body: { places: 3, source: '函' }, differs: { places: 4, source: '函' },
        }),
    },
    {
        name: 'anybody objects', action: 'object',
        ready: async () => {
            const { notice, id } = await listed();
            return {
                by: 'nobody', method: 'POST', path: `/api/v1/notices/${notice}/objections`, body: { application: id, text: '异议', contact: '张某' }, differs: { application: id, text: '异议', contact: '李某' },
                moved: async () => assert.equal((await ask(service.url, `/api/v1/notices/${notice}/objections`, { headers: who.nation })).ok().total, 1),
            };
        },
    },
    {
        name: 'anybody reports an entry', action: 'report-entry',
        ready: async () => ({
            by: 'nobody', method: 'POST', path: '/api/v1/reports', body: { about: one, text: '有误', contact: '张某' }, differs: { about: one, text: '有误' },
            moved: async () => assert.equal((await ask(service.url, '/api/v1/reports', { headers: who.nation })).ok().total, 1),
        }),
    },
    {
        name: 'a refusal is given', action: 'set-quota', refused: 'forbidden',
        ready: async () => ({
            by: 'office', method: 'PUT', path: `/api/v1/rounds/2023/quotas/demo-county/${PROVINCE}`, body: { places: 9, source: '自拟' }, differs: { places: 8, source: '自拟' },
        }),
    },
];

const kept = []; // {ask, answer}, to be asked once more when the service was killed
for (const [i, { name, action, refused, ready }] of ACTS.entries()) {
    describe(`${name}, ${TIMES} times at once with one key`, () => {
        const key = { 'idempotency-key': `key ${i + 1}` };
        const counted = (entries) => entries.filter((e) => e.action === action && e.outcome === (refused ?? 'done')).length;
        let wish;
        let answer;
        const again = (more = {}) => send(service.url, more.method ?? wish.method, more.path ?? wish.path,
            { ...who[more.by ?? wish.by], ...key, ...(more.headers ?? wish.headers) }, more.body ?? wish.body);

        test('one thing is done, and all are given the same bytes', async () => {
            wish = await ready();
            const was = counted(await chain());
            const answers = (await atOnce(TIMES, wish.method, wish.path, { ...who[wish.by], ...key, ...wish.headers }, wish.body)).map(whole);
            [answer] = answers;
            assert.equal(answer.status >= 400, refused !== undefined, answer.text);
            for (const each of answers) {
                assert.deepEqual(each, answer);
            }
            assert.equal(counted(await chain()), was + 1, 'entries in the chain');
            await wish.moved?.();
            assert.deepEqual(whole(await again()), answer);
            kept.push({ again, answer });
        });

        test('with the key of another request it is refused, and nothing is done', async () => {
            const before = (await chain()).filter((e) => e.outcome === 'done').length;
            const rows = [{ body: wish.differs }, { headers: { ...wish.headers, 'if-match': '"v99"' } }, { path: `${wish.path}?lang=en` },
                { path: ALL, method: 'POST', body: { round: '2023', track: 'pilot-city', place: one } }];
            // Where nobody may ask at all, no key is looked at.
            for (const row of rows.filter((r) => wish.by !== 'nobody' || r.path !== ALL)) {
                const said = await again(row);
                said.problem(422, 'Idempotency-Key');
                assert.equal(slug(said), 'idempotency-mismatch');
            }
            assert.equal((await chain()).filter((e) => e.outcome === 'done').length, before);
            assert.deepEqual(whole(await again()), answer, 'what is on record under the key stays');
        });

        test('the same key of somebody else is another key', async () => {
            const other = { by: 'nation', path: ALL, body: { round: '2023', track: 'demo-county', place: one }, ...wish.other };
            if (other.by === wish.by) {
                other.by = 'office';
            }
            const said = await again({ method: 'POST', headers: {}, ...other });
            assert.notEqual(said.status, 422, said.text);
            assert.notEqual(said.text, answer.text);
            assert.equal(said.status, wish.other ? answer.status : 403);
            assert.deepEqual(whole(await again({ method: 'POST', headers: {}, ...other })), whole(said));
        });
    });
}

describe('what the public sends again', () => {
    // From a network of its own: nothing of it is counted yet.
    const report = (headers, text, localAddress = '127.7.0.1') =>
        ask(service.url, '/api/v1/reports', { method: 'POST', localAddress, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ about: two, text }) });

    test('does not count against the limit, and is answered even when the limit is reached', async () => {
        const first = whole(await report({ 'idempotency-key': 'mine' }, '一'));
        assert.equal(first.status, 201);
        for (let i = 0; i < 30; i++) {
            assert.deepEqual(whole(await report({ 'idempotency-key': 'mine' }, '一')), first);
        }
        for (let i = 0; i < 9; i++) {
            assert.equal((await report(i % 2 ? {} : { 'idempotency-key': `other ${i}` }, '二')).status, 201, `number ${i + 2} of ten`);
        }
        for (const headers of [{}, { 'idempotency-key': 'eleventh' }, { 'idempotency-key': 'eleventh' }]) {
            const late = await report(headers, '三');
            late.problem(429);
            assert.ok(Number(late.headers['retry-after']) > 30, late.headers['retry-after']);
        }
        assert.deepEqual(whole(await report({ 'idempotency-key': 'mine' }, '一')), first);
        assert.equal(slug(await report({ 'idempotency-key': 'mine' }, '四')), 'idempotency-mismatch');
        assert.equal((await report({ 'idempotency-key': 'k'.repeat(129) }, '五')).status, 400);
    });

    test('is told apart by the network it comes from, and from what officers send', async () => {
        const key = { 'idempotency-key': 'mine' };
        const [here, there] = [await report(key, '一'), await report(key, '一', '127.7.1.1')];
        assert.deepEqual([here.status, there.status], [201, 201]);
        assert.notEqual(here.json.id, there.json.id);
        assert.equal((await report(key, '一', '127.7.1.99')).json.id, there.json.id, 'the same network');
        const officer = await report({ ...key, ...who.office }, '别的', '127.7.1.1');
        assert.equal(officer.status, 201);
        assert.notEqual(officer.json.id, there.json.id);
    });
});

describe('after the service was killed', () => {
    test('every answer is still the same, and nothing is done again', async () => {
        const before = (await chain()).length;
        service.signal('SIGKILL');
        await service.gone;
        service = await serve({ own: true, copy: false, register: province.db });
        assert.equal(kept.length, ACTS.length);
        for (const { again, answer } of kept) {
            assert.deepEqual(whole(await again()), answer);
        }
        assert.equal((await chain()).length, before);
    });

    test('a key is told apart from one that begins like it, and from none', async () => {
        const wish = { round: '2023', track: 'demo-county', title: '又一公示', published: '2023-11-28', length: 5, unit: 'calendar', counts_publication: true };
        const ids = [];
        for (const headers of [{}, {}, { 'idempotency-key': 'a' }, { 'idempotency-key': 'a' }, { 'idempotency-key': 'ab' }, { 'idempotency-key': 'A' }]) {
            ids.push((await ok('POST', '/api/v1/notices', 'nation', wish, headers)).json.id);
        }
        assert.equal(new Set(ids).size, 5);
        assert.equal(ids[2], ids[3]);
        for (const key of ['k'.repeat(129), 'schlüssel']) {
            const said = await send(service.url, 'POST', '/api/v1/notices', { ...who.nation, 'idempotency-key': Buffer.from(key).toString('latin1') }, wish);
            said.problem(400, 'Idempotency-Key');
        }
    });
});
