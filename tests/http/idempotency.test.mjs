// The same request with the same key, fifty times at once, again later, and again after the service
// was killed: one thing is done, and there is one answer.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import http from 'node:http';
import { ask } from '../lib/ask.mjs';
import { bearer, openAccount, send, slug } from '../lib/officers.mjs';
import { PROVINCE, PlainProvince } from '../lib/plain_province.mjs';
import { serve } from '../lib/server.mjs';

const TIMES = 50;
const ALL = '/api/v1/applications';

const province = new PlainProvince(50);
const [one, two] = province.counties.map(({ code }) => code);
const who = {};
let service;
before(async () => {
    const accounts = { nation: ['national'], office: ['province', { province: PROVINCE }], county: ['applicant', { place: one }], neighbour: ['applicant', { place: two }] };
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
            for (const row of rows.filter((r) => r.path !== wish.path)) {
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
