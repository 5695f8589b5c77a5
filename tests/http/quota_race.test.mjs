// 200 applications of one province are recommended at the same moment by its eight officers, and
// there are seven places.  Seven are taken, every time, and everybody else is told how it stands.
// RACE_ROUNDS says how often; between two rounds the seven are given back in the ways there are.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import http from 'node:http';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ask } from '../lib/ask.mjs';
import { PASSWORD, bearer, openAccount, send, sizhi } from '../lib/officers.mjs';
import { RELEASE } from '../lib/paths.mjs';
import { PROVINCE, PlainProvince } from '../lib/plain_province.mjs';
import { serve } from '../lib/server.mjs';

const ROUNDS = Number(process.env.RACE_ROUNDS || 20);
const APPLICATIONS = 200;
const PLACES = 7;
const OFFICERS = Array.from({ length: 8 }, (_, i) => `officer-${i + 1}`);
const QUOTA = `/api/v1/rounds/2023/quotas/demo-county/${PROVINCE}`;

const sorted = (numbers) => [...numbers].sort((a, b) => a - b);
// `work` on every item, a few at a time.
async function eachOf(items, atOnce, work) {
    const left = [...items.entries()];
    const hand = async () => {
        for (let next = left.shift(); next; next = left.shift()) {
            await work(next[1], next[0]);
        }
    };
    await Promise.all(Array.from({ length: atOnce }, hand));
}

// Every one of them as far as checked, with everything met; returns [{id, etag}].  That is preparing
// and not what is tested here, so the quicker build of the same program does it.
async function prepare(province, who) {
    const service = await serve({ own: true, copy: false, register: province.db, program: RELEASE });
    const change = async (status, ...asked) => {
        const answer = await send(service.url, ...asked);
        assert.equal(answer.status, status, `${answer.asked}: ${answer.text}`);
        return answer;
    };
    const run = promisify(execFile);
    const applications = [];
    await eachOf(province.counties, 6, async ({ code }, i) => {
        const name = `county-${code}`;
        await change(201, 'POST', '/api/v1/users', who.operator, { name, role: 'applicant', place: code, password: PASSWORD });
        const { stdout } = await run(RELEASE, ['token', 'add', '--db', province.db, '--user', name]);
        const county = { authorization: `Bearer ${stdout.trim()}` };
        const opened = await change(201, 'POST', '/api/v1/applications', county, { round: '2023', track: 'demo-county', place: code });
        const at = `/api/v1/applications/${opened.json.id}`;
        const seen = (answer) => ({ 'if-match': answer.headers.etag });
        const handed = await change(200, 'PUT', `${at}/materials/government_consent`, county, { note: '同意' });
        await change(200, 'POST', `${at}/events`, { ...county, ...seen(handed) }, { event: 'file' });
        let last;
        for (const condition of ['leadership', 'lawful-policy', 'industry']) {
            last = await change(200, 'PUT', `${at}/findings/${condition}`, who[OFFICERS[i % 8]], { result: 'met', evidence: '已核' });
        }
        last = await change(200, 'POST', `${at}/events`, { ...who[OFFICERS[i % 8]], ...seen(last) }, { event: 'check' });
        applications.push({ id: opened.json.id, etag: last.headers.etag });
    });
    await change(200, 'PUT', QUOTA, who.nation, { places: PLACES, source: '函' });
    await service.stop();
    return applications;
}

describe(`${APPLICATIONS} recommendations at once for ${PLACES} places`, () => {
    let province;
    let service;
    let applications;
    const who = {};
    const agents = OFFICERS.map(() => new http.Agent({ keepAlive: true, maxSockets: APPLICATIONS / OFFICERS.length }));
    before(async () => {
        province = new PlainProvince(APPLICATIONS);
        const accounts = { nation: ['national'], operator: ['operator'], ...Object.fromEntries(OFFICERS.map((name) => [name, ['province', { province: PROVINCE }]])) };
        for (const [name, [role, scope]] of Object.entries(accounts)) {
            openAccount(province.db, name, role, scope);
            who[name] = bearer(province.db, name);
        }
        applications = await prepare(province, who);
        service = await serve({ own: true, copy: false, register: province.db });
    });
    after(async () => {
        agents.forEach((agent) => agent.destroy());
        await service?.stop();
        province?.done();
    });

    // One event of one application, on one of the officer's own connections.
    function tell(app, name, event, agent, more = {}) {
        const { hostname, port } = new URL(service.url);
        const body = JSON.stringify({ event, ...more });
        return new Promise((done, fail) => {
            const rq = http.request({ hostname, port, agent, method: 'POST', path: `/api/v1/applications/${app.id}/events?lang=en`,
                headers: { ...who[name], 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'if-match': app.etag } }, (rs) => {
                const pieces = [];
                rs.on('data', (piece) => pieces.push(piece));
                rs.on('error', fail);
                rs.on('end', () => done({ app, status: rs.statusCode, etag: rs.headers.etag, json: JSON.parse(Buffer.concat(pieces).toString()) }));
            });
            rq.on('error', fail);
            rq.end(body);
        });
    }

    // The ways in which a place comes back; all leave the application checked.
    const BACK = [['officer-1', 'recall'], ['nation', 'send_back', { reason: '重新排序' }], ['officer-5', 'recall']];
    async function giveBack(app, i) {
        const [name, event, more] = BACK[i % BACK.length];
        const answer = await tell(app, name, event, undefined, more);
        assert.deepEqual([answer.status, answer.json.state], [200, 'checked'], JSON.stringify(answer.json));
        app.etag = answer.etag;
    }

    const places = async () => {
        const { rows: [row] } = (await ask(service.url, `/api/v1/rounds/2023/quotas?province=${PROVINCE}&track=demo-county`)).ok();
        return [row.places, row.recommended, row.left];
    };
    async function settled(revision) {
        for (let i = 0; i < 500 && (await ask(service.url, '/api/v1/rounds')).ok().revision < revision; i++) {
            await new Promise((done) => setTimeout(done, 10));
        }
    }

    test(`take exactly ${PLACES} of them, ${ROUNDS} times over, and the others are told the present numbers`, async () => {
        const winners = new Set();
        for (let round = 0; round < ROUNDS; round++) {
            // Dealt out anew each time; the last of the pack may well be first.
            const deal = applications.map((app, i) => ({ app, key: (i * 7919 + round * 104729) % 1009 })).sort((a, b) => a.key - b.key);
            const answers = await Promise.all(deal.map(({ app }, i) => tell(app, OFFICERS[i % 8], 'recommend', agents[i % 8])));
            const taken = answers.filter((a) => a.status === 200);
            assert.equal(taken.length, PLACES, `round ${round + 1}: ${taken.length} places were given out`);
            assert.deepEqual(sorted(taken.map((a) => a.json.quota.recommended)), [1, 2, 3, 4, 5, 6, 7]);
            assert.deepEqual(sorted(taken.map((a) => a.json.quota.left)), [0, 1, 2, 3, 4, 5, 6]);
            for (const { status, json } of answers.filter((a) => a.status !== 200)) {
                assert.equal(status, 409, JSON.stringify(json));
                assert.ok(json.type.endsWith(':quota-exhausted'), JSON.stringify(json));
                assert.match(json.detail, /all 7 places are taken \(7 recommended\)/);
            }
            const last = Math.max(...taken.map((a) => a.json.revision));
            await settled(last);
            assert.deepEqual(await places(), [PLACES, PLACES, 0]);
            taken.forEach((a) => winners.add(a.app.id));
            taken.forEach((a) => (a.app.etag = a.etag));
            await Promise.all(taken.map(({ app }, i) => giveBack(app, i)));
            await settled(last + PLACES);
            assert.deepEqual(await places(), [PLACES, 0, PLACES]);
        }
        assert.ok(ROUNDS < 5 || winners.size > PLACES, 'not always the same ones are first');
    });

    test('the ledger, the chain and every application agree about it', () => {
        const said = sizhi(['check', '--db', province.db]);
        assert.equal(said.status, 0, said.stdout);
        assert.equal(sizhi(['verify', province.db]).status, 0);
    });
});
