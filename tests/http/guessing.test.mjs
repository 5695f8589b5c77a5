// Guessing passwords is slow for who guesses, and for nobody else; and what is typed is kept nowhere.
import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from '../lib/ask.mjs';
import { PASSWORD, bearer, openAccount, send, signIn, signInAnswer } from '../lib/officers.mjs';
import { serve } from '../lib/server.mjs';

async function stage(t, args = []) {
    const service = await serve({ own: true, args });
    t.after(() => service.stop());
    for (const name of ['wang', 'li']) {
        openAccount(service.db, name, 'national');
    }
    return service;
}

// Through a proxy every test says itself which network it is in.
const from = (network) => ({ headers: { 'x-forwarded-for': `203.0.113.1, ${network}.7` } });
const HERE = '198.51.100';
const THERE = '192.0.2';

async function guess(url, name, n, options) {
    const statuses = [];
    for (let i = 0; i < n; i++) {
        statuses.push((await signInAnswer(url, name, `guess number ${i}`, options)).status);
    }
    return statuses;
}

describe('guessing', () => {
    test('is slowed down for the account from that network, whatever the password', async (t) => {
        const { url } = await stage(t, ['--behind-proxy']);
        assert.deepEqual(await guess(url, 'wang', 7, from(HERE)), [401, 401, 401, 401, 401, 429, 429]);
        const right = await signInAnswer(url, 'wang', PASSWORD, from(HERE));
        right.problem(429);
        const wait = Number(right.headers['retry-after']);
        assert.ok(wait >= 1 && wait <= 2, String(wait));
        assert.match(right.json.detail, /秒后重试/);

        // another network, another account, and a program with a token are not concerned
        assert.equal((await signInAnswer(url, 'wang', PASSWORD, from(THERE))).status, 200);
        assert.equal((await signInAnswer(url, 'li', PASSWORD, from(HERE))).status, 200);

        await sleep(wait * 1000);
        assert.equal((await signInAnswer(url, 'wang', PASSWORD, from(HERE))).status, 200);
        assert.deepEqual(await guess(url, 'wang', 6, from(HERE)), [401, 401, 401, 401, 401, 429]); // forgiven
    });

    test('of an account that is not there is slowed down alike', async (t) => {
        const { url } = await stage(t, ['--behind-proxy']);
        assert.deepEqual(await guess(url, 'nobody', 6, from(HERE)), [401, 401, 401, 401, 401, 429]);
    });

    test('many names is slowed down for the network, but not for who signed in there before', async (t) => {
        const { url } = await stage(t, ['--behind-proxy']);
        assert.equal((await signInAnswer(url, 'wang', PASSWORD, from(HERE))).status, 200);
        const statuses = [];
        for (let i = 0; i < 34; i++) {
            statuses.push((await signInAnswer(url, `name${i}`, 'a guess or other', from(HERE))).status);
        }
        assert.deepEqual(statuses.slice(0, 30), Array(30).fill(401));
        assert.ok(statuses.slice(30).includes(429), statuses.join(' '));
        assert.equal((await signInAnswer(url, 'wang', PASSWORD, from(HERE))).status, 200);
        assert.equal((await signInAnswer(url, 'li', PASSWORD, from(THERE))).status, 200);
    });

    test('all at once is counted before it is worked out', async (t) => {
        const { url } = await stage(t, ['--behind-proxy']);
        const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => signInAnswer(url, 'wang', `guess number ${i}`, from(HERE))));
        assert.equal(answers.filter(({ status }) => status === 401).length, 5);
        assert.equal(answers.filter(({ status }) => status === 429).length, 15);
    });

    test('by sockets of one network leaves those of another alone', async (t) => {
        const { url } = await stage(t);
        const statuses = await guess(url, 'wang', 6, { localAddress: '127.1.0.1' });
        assert.deepEqual(statuses, [401, 401, 401, 401, 401, 429]);
        assert.equal((await signInAnswer(url, 'wang', PASSWORD, { localAddress: '127.1.0.200' })).status, 429);
        assert.equal((await signInAnswer(url, 'wang', PASSWORD)).status, 200);
        // without a proxy of our own nobody is believed about where they come from
        assert.equal((await signInAnswer(url, 'wang', PASSWORD, { localAddress: '127.1.0.1', headers: { 'x-forwarded-for': '192.0.2.7' } })).status, 429);
    });

    test('takes as long for nobody as for somebody', async (t) => {
        const { url } = await stage(t, ['--behind-proxy']);
        const times = { wang: [], nobody: [] };
        for (let i = 0; i < 12; i++) {
            for (const name of ['wang', 'nobody']) {
                const answer = await signInAnswer(url, name, 'not the password', from(`10.${i}.${name.length}`));
                answer.problem(401);
                times[name].push(answer.received - answer.sent);
            }
        }
        const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];
        const [known, unknown] = [median(times.wang), median(times.nobody)];
        assert.ok(Math.abs(known - unknown) < 0.5 * Math.max(known, unknown), `${known} ms and ${unknown} ms`);
    });
});

describe('what is secret', () => {
    test('stands neither in the log nor in the register', async (t) => {
        const { url, db, errors } = await stage(t);
        const { reads, writes } = await signIn(url, 'wang');
        const { authorization } = bearer(db, 'wang');
        await ask(url, '/api/v1/session', { headers: { authorization } });
        await signInAnswer(url, 'typed-into-the-wrong-field', 'wang');
        await signInAnswer(url, 'wang', 'mistyped-by-one-letter');
        const made = (await send(url, 'POST', '/api/v1/tokens', { ...writes, 'idempotency-key': 'k1' }, { label: 'a program' })).json;
        await send(url, 'PUT', '/api/v1/session/password', { ...writes, 'idempotency-key': 'k2' }, { old: PASSWORD, new: 'Kelp-harbour-42 lamps' });
        await sleep(500); // the log is written several times a second
        const log = errors();
        assert.match(log, /"path":"\/api\/v1\/session"/);
        const kept = ['', '-wal'].map((end) => db + end).filter(existsSync).map((path) => readFileSync(path, 'latin1'));
        const secrets = [
            PASSWORD, 'Kelp-harbour-42', 'mistyped-by-one-letter', 'typed-into-the-wrong-field', reads.cookie.slice(4),
            authorization.slice(7), made.token,
        ];
        for (const secret of secrets) {
            assert.ok(!log.includes(secret), `the log holds ${secret}`);
            assert.ok(!kept.some((bytes) => bytes.includes(secret)), `the register holds ${secret}`);
        }
        assert.ok(!log.includes(writes['x-csrf-token']));
        assert.ok(!/127\.0\.0\.1"/.test(log.replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, '')), 'an address stands in the log');
    });
});
