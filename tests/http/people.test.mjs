// Tokens of one's own, and accounts for the operator.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from '../lib/ask.mjs';
import { contract } from '../lib/contract.mjs';
import { PASSWORD, bearer, openAccount, send, signIn, signInAnswer, slug } from '../lib/officers.mjs';
import { serve } from '../lib/server.mjs';

let service;
let url;
let promised;
before(async () => {
    service = await serve({ own: true });
    url = service.url;
    promised = contract((await ask(url, '/api/v1/openapi.json')).json);
    openAccount(service.db, 'wang', 'national');
    openAccount(service.db, 'jiangsu', 'province', { province: '320000' });
    openAccount(service.db, 'nanjing', 'city', { place: '320100' });
    openAccount(service.db, 'jiangning', 'applicant', { place: '320115' });
    openAccount(service.db, 'expert', 'expert', { province: '110000' });
    openAccount(service.db, 'operator', 'operator');
});
after(() => service?.stop());

// Every answer of this file is held against the contract.
async function told(method, path, headers, body) {
    const answer = await send(url, method, path, headers, body);
    assert.deepEqual(promised.faults(method, path.split('?')[0], answer), [], `${method} ${path} → ${answer.status}: ${answer.text}`);
    return answer;
}
const who = (headers) => ask(url, '/api/v1/session', { headers });
const tokens = async (headers, more = '') => (await told('GET', `/api/v1/tokens${more}`, headers)).ok();

describe('tokens', () => {
    test('are shown once, are good at once, and say when they were used', async () => {
        const { reads, writes } = await signIn(url, 'wang');
        const made = await told('POST', '/api/v1/tokens', writes, { label: ' 统计程序 ', ends: '2099-12-31' });
        assert.equal(made.status, 201);
        const { id, token, ...rest } = made.json;
        assert.deepEqual(rest, { label: '统计程序', ends: '2099-12-31T23:59:59.999+08:00' });
        assert.match(token, /^[\w-]{43}$/);
        const row = async () => (await tokens(reads)).tokens.find((each) => each.id === id);
        assert.equal((await row()).used, null);
        assert.ok(!JSON.stringify(await tokens(reads)).includes(token));
        assert.equal((await who({ authorization: `Bearer ${token}` })).json.name, 'wang');
        for (let i = 0; (await row()).used === null; i++) {
            assert.ok(i < 200, 'the use was never recorded');
        }
        assert.ok(Date.now() - Date.parse((await row()).used) < 60000);
    });

    test('are revoked for good, by their owner alone', async () => {
        const { reads, writes } = await signIn(url, 'wang');
        const other = await signIn(url, 'jiangsu');
        const { id, token } = (await told('POST', '/api/v1/tokens', writes, { label: 'a' })).json;
        const headers = { authorization: `Bearer ${token}` };
        const strange = await told('DELETE', `/api/v1/tokens/${id}`, other.writes);
        const unknown = await told('DELETE', '/api/v1/tokens/99999999', other.writes);
        strange.problem(404);
        assert.equal(strange.json.type, unknown.json.type);
        for (const bad of ['0', '-1', 'x', '1x', '99999999999999999999', '%20']) {
            (await told('DELETE', `/api/v1/tokens/${bad}`, writes)).problem(404);
        }
        assert.equal((await who(headers)).status, 200);
        assert.equal((await told('DELETE', `/api/v1/tokens/${id}`, headers)).status, 204); // a token may end itself
        (await who(headers)).problem(401);
        (await told('DELETE', `/api/v1/tokens/${id}`, writes)).problem(404);
        const { revoked } = (await tokens(reads)).tokens.find((each) => each.id === id);
        assert.ok(Date.now() - Date.parse(revoked) < 60000);
    });

    test('are made by who signed in, for a time that is to come, and not without number', async () => {
        openAccount(service.db, 'wuxi', 'city', { place: '320200' });
        const { writes } = await signIn(url, 'wuxi');
        const rows = [
            [{}, 'label'], [{ label: '' }, 'label'], [{ label: 'x'.repeat(101) }, 'label'], [{ label: 7 }, 'label'], [{ label: 'a\nb' }, 'label'],
            [{ label: 'a', ends: '2020-01-01' }, 'ends'], [{ label: 'a', ends: 'soon' }, 'ends'], [{ label: 'a', days: 3 }, 'days'],
        ];
        for (const [body, field] of rows) {
            (await told('POST', '/api/v1/tokens', writes, body)).problem(400, field);
        }
        (await told('POST', '/api/v1/tokens', bearer(service.db, 'wuxi'), { label: 'a child' })).problem(403);
        (await told('POST', '/api/v1/tokens', {}, { label: 'a' })).problem(401);
        const made = [];
        for (let i = 0; i < 50; i++) {
            made.push((await told('POST', '/api/v1/tokens', writes, { label: `token ${i}` })).status);
        }
        assert.deepEqual(made, [...Array(49).fill(201), 409]);
        const page = await tokens(writes, '?limit=10&offset=45');
        assert.deepEqual([page.tokens.length, page.limit, page.offset, page.total], [5, 10, 45, 50]);
        (await told('GET', '/api/v1/tokens?limit=0', writes)).problem(400, 'limit');
        (await told('GET', '/api/v1/tokens?owner=1', writes)).problem(400, 'owner');
    });

    test('that have ended are refused like those that were revoked, in words that say so', async () => {
        const { writes } = await signIn(url, 'wang');
        const ends = new Date(Date.now() + 1200).toISOString();
        const short = (await told('POST', '/api/v1/tokens', writes, { label: 'short', ends })).json;
        const long = (await told('POST', '/api/v1/tokens', writes, { label: 'long' })).json;
        const headers = ({ token }) => ({ authorization: `Bearer ${token}` });
        assert.equal((await who(headers(short))).status, 200);
        await sleep(1300);
        assert.equal((await told('DELETE', `/api/v1/tokens/${long.id}`, writes)).status, 204);
        const [ended, revoked, never] = await Promise.all([short, long, { token: 'A'.repeat(43) }].map((each) => who(headers(each))));
        assert.match(ended.problem(401).detail, /令牌无效：已被吊销或已到期/);
        assert.deepEqual([revoked.text, never.text], [ended.text, ended.text]);
        const english = await ask(url, '/api/v1/tokens', { headers: { ...headers(short), 'accept-language': 'en' } });
        assert.match(english.problem(401).detail, /revoked, or it has ended/);
        assert.equal((await told('GET', '/api/v1/eligibility?place=320115&track=demo-city', headers(short))).status, 401);
    });

    test('are not made twice by a repeated request, and not shown again', async () => {
        const { reads, writes } = await signIn(url, 'jiangsu');
        const make = () => told('POST', '/api/v1/tokens', { ...writes, 'idempotency-key': 'one' }, { label: 'once' });
        assert.equal((await make()).status, 201);
        (await make()).problem(409);
        assert.equal((await tokens(reads)).tokens.filter(({ label }) => label === 'once').length, 1);
    });
});

describe('accounts', () => {
    const users = '/api/v1/users';
    const names = async (headers) => (await told('GET', users, headers)).ok().users.map(({ name }) => name);

    test('are the operator\'s to see, open and close, and nobody else\'s', async () => {
        const rows = [['wang', 403], ['jiangsu', 403], ['nanjing', 403], ['jiangning', 403], ['expert', 403], ['operator', 200], [null, 401]];
        for (const [name, status] of rows) {
            const headers = name ? bearer(service.db, name) : {};
            assert.equal((await told('GET', users, headers)).status, status, name);
            if (status === 200) {
                continue;
            }
            const opened = await told('POST', users, headers, { name: 'sneaked-in', role: 'national', password: PASSWORD });
            const closed = await told('DELETE', `${users}/1`, headers);
            assert.deepEqual([opened.status, closed.status], [status, status], name);
        }
        assert.ok(!(await names(bearer(service.db, 'operator'))).includes('sneaked-in'));
        assert.equal((await who(bearer(service.db, 'wang'))).status, 200);
    });

    test('are opened with a password given, or one that is shown once', async () => {
        const { reads, writes } = await signIn(url, 'operator');
        const given = await told('POST', users, writes, { name: '李四', role: 'applicant', place: '320282', password: 'Kelp-harbour-42 lamps' });
        assert.equal(given.status, 201);
        const { id, ...row } = given.json;
        assert.deepEqual(row, {
            name: '李四', role: 'applicant', role_label: '申报地', unit: null, unit_name: null, place: '320282', place_name: '宜兴市',
        });
        assert.equal((await signIn(url, '李四', 'Kelp-harbour-42 lamps')).who.id, id);
        const made = (await told('POST', users, writes, { name: 'corps', role: 'province', unit: 'XPCC' })).json;
        assert.match(made.password, /^[\w-]{43}$/);
        assert.equal((await signIn(url, 'corps', made.password)).who.unit, 'XPCC');
        const list = (await told('GET', `${users}?limit=500`, reads)).ok();
        assert.equal(list.total, list.users.length);
        assert.ok(!JSON.stringify(list).includes('argon2'));
    });

    test('are not opened without the scope of the role, a good name and a good password', async () => {
        const { writes } = await signIn(url, 'operator');
        const rows = [
            [400, { role: 'national' }, 'name'], [400, { name: 'x' }, 'role'], [400, { name: 'xx', role: 'king' }, 'role'],
            [400, { name: 'xx', role: 'anonymous' }, 'role'], [400, { name: 'x', role: 'national' }, 'name'],
            [400, { name: 'two words', role: 'national' }, 'name'], [400, { name: 'xx', role: 'province' }, 'unit'],
            [400, { name: 'xx', role: 'province', unit: '320100' }, 'unit'], [400, { name: 'xx', role: 'city', place: '320115' }, 'place'],
            [400, { name: 'xx', role: 'applicant', place: '999999' }, 'place'], [400, { name: 'xx', role: 'national', place: '320100' }, 'place'],
            [400, { name: 'xx', role: 'national', password: 'short' }, 'password'], [400, { name: 'xx', role: 'national', password: 'Password1234' }, 'password'],
            [400, { name: 'lantern', role: 'national', password: PASSWORD }, 'password'], [400, { name: 'xx', role: 'national', admin: true }, 'admin'],
            [409, { name: 'wang', role: 'national' }, 'name'], [409, { name: 'WANG', role: 'national' }, 'name'],
        ];
        for (const [status, body, field] of rows) {
            (await told('POST', users, writes, body)).problem(status, field);
        }
    });

    test('once closed open nothing, and keep their name', async () => {
        const { reads, writes } = await signIn(url, 'operator');
        openAccount(service.db, 'leaves', 'national');
        const theirs = await signIn(url, 'leaves');
        const token = bearer(service.db, 'leaves');
        assert.equal((await told('DELETE', `${users}/${theirs.who.id}`, writes)).status, 204);
        (await who(theirs.reads)).problem(401);
        (await who(token)).problem(401);
        const refused = await signInAnswer(url, 'leaves');
        const nobody = await signInAnswer(url, 'never-was');
        assert.equal(slug(refused), 'sign-in-failed');
        assert.equal(refused.text, nobody.text);
        (await told('DELETE', `${users}/${theirs.who.id}`, writes)).problem(404);
        (await told('DELETE', `${users}/999999`, writes)).problem(404);
        (await told('POST', users, writes, { name: 'leaves', role: 'national' })).problem(409, 'name');
        const { closed } = (await told('GET', users, reads)).ok().users.find(({ name }) => name === 'leaves');
        assert.ok(Date.now() - Date.parse(closed) < 60000);
    });

    test('are not closed by oneself', async () => {
        const { who: me, writes } = await signIn(url, 'operator');
        (await told('DELETE', `${users}/${me.id}`, writes)).problem(409);
    });

    test('say how many sessions and tokens of each are good', async () => {
        const { reads } = await signIn(url, 'operator');
        openAccount(service.db, 'counted', 'national');
        const row = async () => (await told('GET', `${users}?limit=500`, reads)).ok().users.find(({ name }) => name === 'counted');
        assert.deepEqual([(await row()).sessions, (await row()).tokens], [0, 0]);
        const theirs = await signIn(url, 'counted');
        bearer(service.db, 'counted');
        assert.deepEqual([(await row()).sessions, (await row()).tokens], [1, 1]);
        await told('DELETE', '/api/v1/session', theirs.writes);
        assert.deepEqual([(await row()).sessions, (await row()).tokens], [0, 1]);
    });
});

describe('somebody else\'s password and tokens', () => {
    const users = '/api/v1/users';
    const all = async (headers, object) => (await told('GET', `/api/v1/audit?limit=1000&object=${object}`, headers)).ok().entries;

    test('are the operator\'s to set and revoke, and whoever else asks learns nothing of what is there', async () => {
        openAccount(service.db, 'kept', 'national');
        const { who: { id } } = await signIn(url, 'kept');
        for (const name of ['wang', 'jiangsu', 'nanjing', 'jiangning', 'expert', null]) {
            const headers = name ? bearer(service.db, name) : {};
            for (const [method, path, body] of [['PUT', 'password', {}], ['GET', 'tokens'], ['DELETE', 'tokens/1']]) {
                const there = await told(method, `${users}/${id}/${path}`, headers, body);
                const nowhere = await told(method, `${users}/999999/${path}`, headers, body);
                assert.equal(there.status, name ? 403 : 401, `${name} ${path}`);
                assert.equal(there.text, nowhere.text);
            }
        }
        assert.equal((await signInAnswer(url, 'kept')).status, 200);
    });

    test('end every session and token of the account, and the chain says who did it', async () => {
        const operator = await signIn(url, 'operator');
        openAccount(service.db, 'forgot', 'province', { province: '330000' });
        const theirs = await signIn(url, 'forgot');
        const token = bearer(service.db, 'forgot');
        const at = `${users}/${theirs.who.id}/password`;
        const { id, name, password } = (await told('PUT', at, operator.writes, {})).ok();
        assert.deepEqual([id, name], [theirs.who.id, 'forgot']);
        assert.match(password, /^[\w-]{43}$/);
        (await who(theirs.reads)).problem(401);
        (await who(token)).problem(401);
        assert.equal(slug(await signInAnswer(url, 'forgot')), 'sign-in-failed');
        assert.equal((await signIn(url, 'forgot', password)).who.id, id);
        const entries = await all(operator.reads, `person/${id}`);
        assert.doesNotMatch(JSON.stringify(entries), new RegExp(`${password}|argon2`));
        assert.deepEqual(entries.filter(({ action }) => action === 'person-password').map((e) => [e.person.name, e.outcome, e.detail.after.ended]),
            [['operator', 'done', ['sessions', 'tokens']]]);

        const given = await told('PUT', at, operator.writes, { password: 'Kelp-harbour-43 lamps' });
        assert.deepEqual(given.ok(), { id, name });
        assert.equal((await signInAnswer(url, 'forgot', 'Kelp-harbour-43 lamps')).status, 200);
    });

    test('that was set by the operator is changed by its owner before anything else', async () => {
        const operator = await signIn(url, 'operator');
        openAccount(service.db, 'newly', 'province', { province: '330000' });
        const first = await signIn(url, 'newly');
        assert.equal(first.who.password_due, false); // of one that was opened on the machine itself
        const { password } = (await told('PUT', `${users}/${first.who.id}/password`, operator.writes, {})).ok();
        const theirs = await signIn(url, 'newly', password);
        assert.equal(theirs.who.password_due, true);
        assert.equal((await told('GET', '/api/v1/session', theirs.reads)).ok().password_due, true);
        for (const [method, path, body] of [['GET', '/api/v1/applications'], ['GET', '/api/v1/tokens'], ['POST', '/api/v1/tokens', { label: 'x' }],
            ['POST', '/api/v1/applications', { round: '2023', track: 'demo-city', place: '330100' }]]) {
            const refused = await told(method, path, theirs.writes, body);
            assert.equal(refused.problem(403) && slug(refused), 'password-due', `${method} ${path}`);
        }
        const asked = '/api/v1/eligibility?place=330100&track=demo-city'; // until then as anybody
        assert.equal((await told('GET', asked, theirs.reads)).text, (await told('GET', asked, {})).text);

        const change = await told('PUT', '/api/v1/session/password', theirs.writes, { old: password, new: 'Kelp-harbour-44 lamps' });
        assert.equal(change.status, 200);
        assert.equal((await told('GET', '/api/v1/session', theirs.reads)).ok().password_due, false);
        assert.equal((await told('GET', '/api/v1/applications', theirs.reads)).status, 200);
        assert.equal((await signIn(url, 'newly', 'Kelp-harbour-44 lamps')).who.password_due, false);
    });

    test('are not set to something weak, for nobody, for a closed account, for oneself, or twice by one request', async () => {
        const operator = await signIn(url, 'operator');
        openAccount(service.db, 'stays', 'national');
        openAccount(service.db, 'went', 'national');
        const [stays, went] = [await signIn(url, 'stays'), await signIn(url, 'went')];
        const at = (id) => `${users}/${id}/password`;
        for (const [status, id, body, field] of [
            [400, stays.who.id, { password: 'short' }, 'password'], [400, stays.who.id, { password: 'my-name-is-stays' }, 'password'],
            [400, stays.who.id, { password: 7 }, 'password'], [400, stays.who.id, { secret: 1 }, 'secret'],
            [404, 999999, {}], [404, 'x', {}], [409, operator.who.id, {}],
        ]) {
            (await told('PUT', at(id), operator.writes, body)).problem(status, field);
        }
        assert.equal((await who(stays.reads)).status, 200);
        assert.equal((await told('DELETE', `${users}/${went.who.id}`, operator.writes)).status, 204);
        (await told('PUT', at(went.who.id), operator.writes, {})).problem(404);
        assert.equal(slug(await send(url, 'PUT', at(stays.who.id), operator.reads, {})), 'csrf');
        const once = () => told('PUT', at(stays.who.id), { ...operator.writes, 'idempotency-key': 'reset' }, {});
        assert.equal((await once()).status, 200);
        (await once()).problem(409);
    });

    test('are seen without what they are, and revoked one by one', async () => {
        const operator = await signIn(url, 'operator');
        openAccount(service.db, 'keeps', 'national');
        const theirs = await signIn(url, 'keeps');
        const { id } = theirs.who;
        const made = [];
        for (const label of ['甲', '乙']) {
            made.push((await told('POST', '/api/v1/tokens', theirs.writes, { label })).json);
        }
        const list = await told('GET', `${users}/${id}/tokens`, operator.reads);
        assert.deepEqual(list.ok(), await tokens(theirs.reads));
        assert.ok(made.every(({ token }) => !list.text.includes(token)));
        assert.equal((await told('DELETE', `${users}/${id}/tokens/${made[0].id}`, operator.writes)).status, 204);
        (await who({ authorization: `Bearer ${made[0].token}` })).problem(401);
        assert.equal((await who({ authorization: `Bearer ${made[1].token}` })).status, 200);
        assert.equal((await all(operator.reads, `token/${made[0].id}`)).at(-1).person.name, 'operator');
        (await told('DELETE', `${users}/${id}/tokens/${made[0].id}`, operator.writes)).problem(404); // once is enough
        (await told('DELETE', `${users}/${operator.who.id}/tokens/${made[1].id}`, operator.writes)).problem(404); // not that account's
        (await told('DELETE', `${users}/${id}/tokens/x`, operator.writes)).problem(404);
        (await told('GET', `${users}/999999/tokens`, operator.reads)).problem(404);
        (await told('GET', `${users}/${id}/tokens?secret=1`, operator.reads)).problem(400, 'secret');
    });
});
