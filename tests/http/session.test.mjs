// Signing in and out, and everything that can be wrong with a credential.  Times in the future are
// the unit tests' (test_store_people): a service asks its own clock.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clockAhead } from '../lib/ahead.mjs';
import { ask } from '../lib/ask.mjs';
import { contract } from '../lib/contract.mjs';
import { PASSWORD, bearer, cookieOf, openAccount, send, signIn, signInAnswer, slug } from '../lib/officers.mjs';
import { DB } from '../lib/paths.mjs';
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
    openAccount(service.db, 'jiangning', 'applicant', { place: '320115' });
    openAccount(service.db, '张三', 'operator');
});
after(() => service?.stop());

// Every answer of this file is held against the contract.
function kept(answer, method, path) {
    assert.deepEqual(promised.faults(method, path, answer), [], `${method} ${path} → ${answer.status}: ${answer.text}`);
    return answer;
}
const whoAmI = async (headers) => kept(await ask(url, '/api/v1/session', { headers }), 'GET', '/api/v1/session');
const signOut = async (headers) => kept(await ask(url, '/api/v1/session', { method: 'DELETE', headers }), 'DELETE', '/api/v1/session');

describe('signing in', () => {
    test('gives a cookie that scripts and other sites never see, and a token for changes', async () => {
        const answer = kept(await signInAnswer(url, 'jiangsu'), 'POST', '/api/v1/session');
        assert.match(answer.headers['set-cookie'][0], /^sid=[\w-]{43}; Path=\/; Max-Age=36000; HttpOnly; SameSite=Strict$/);
        assert.equal(answer.headers['set-cookie'].length, 1);
        assert.equal(answer.headers['cache-control'], 'no-store');
        assert.equal(answer.headers.etag, undefined);
        const { csrf, id, begun, ends, ends_at_most, ...who } = answer.ok();
        assert.match(csrf, /^[\w-]{43}$/);
        assert.deepEqual(who, {
            name: 'jiangsu', role: 'province', role_label: '省级知识产权局', unit: '320000', unit_name: '江苏省',
            place: null, place_name: null, password_due: false, by: 'session',
        });
        assert.equal(Date.parse(ends) - Date.parse(begun), 30 * 60 * 1000);
        assert.equal(Date.parse(ends_at_most) - Date.parse(begun), 10 * 60 * 60 * 1000);
        const now = (await whoAmI({ cookie: cookieOf(answer) })).ok();
        assert.equal(now.csrf, csrf); // a page that was loaded again finds it here
        assert.equal(now.id, id);
    });

    test('tells an applicant its place, in the language asked for', async () => {
        const { reads } = await signIn(url, 'jiangning');
        const { place, place_name, role_label } = (await whoAmI({ ...reads, 'accept-language': 'en' })).ok();
        assert.deepEqual([place, place_name, role_label], ['320115', '江宁区', 'the applicant']);
    });

    test('works with a name in Chinese', async () => {
        assert.equal((await signIn(url, '张三')).who.name, '张三');
    });

    test('is refused alike for a wrong password and for nobody', async () => {
        const [wrong, nobody, closed] = [
            await signInAnswer(url, 'wang', 'not the password'),
            await signInAnswer(url, 'nobody', 'not the password'),
            await signInAnswer(url, 'Wang', PASSWORD),
        ].map((answer) => kept(answer, 'POST', '/api/v1/session'));
        for (const answer of [wrong, nobody, closed]) {
            answer.problem(401);
            assert.equal(slug(answer), 'sign-in-failed');
            assert.equal(answer.text, wrong.text);
            assert.equal(answer.headers['www-authenticate'], 'Bearer');
            assert.equal(answer.headers['set-cookie'], undefined);
        }
    });

    test('needs a body of two texts, sent as JSON by a page of ours', async () => {
        const rows = [
            [400, '{', {}], [400, '[]', {}], [400, '{}', {}, 'name'], [400, '{"name":"wang"}', {}, 'password'],
            [400, '{"name":"wang","password":""}', {}, 'password'], [400, '{"name":["wang"],"password":"x"}', {}, 'name'],
            [400, '{"name":"wang","password":"x","remember":true}', {}, 'remember'],
            [400, '{"name":"wang","name":"wang","password":"x"}', {}],
            [413, JSON.stringify({ name: 'wang', password: 'x'.repeat(5000) }), {}],
            [415, 'name=wang&password=x', { 'content-type': 'application/x-www-form-urlencoded' }],
            [403, JSON.stringify({ name: 'wang', password: PASSWORD }), { origin: 'https://evil.example' }],
            [403, JSON.stringify({ name: 'wang', password: PASSWORD }), { origin: 'null' }],
        ];
        for (const [status, body, headers, field] of rows) {
            const answer = await ask(url, '/api/v1/session', { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
            kept(answer, 'POST', '/api/v1/session').problem(status, field);
        }
        const own = await signInAnswer(url, 'wang', PASSWORD, { headers: { origin: url } });
        assert.equal(own.status, 200);
    });

    test('ends the session this browser had, and no other', async () => {
        const first = await signIn(url, 'wang');
        const elsewhere = await signIn(url, 'wang');
        await signIn(url, 'wang', PASSWORD, { headers: first.reads });
        (await whoAmI(first.reads)).problem(401);
        assert.equal((await whoAmI(elsewhere.reads)).status, 200);
    });

    test('is done for many at once', async () => {
        const names = ['wang', 'jiangsu', 'jiangning', '张三'].flatMap((name) => Array(5).fill(name));
        const answers = await Promise.all(names.map((name) => signInAnswer(url, name)));
        assert.deepEqual(answers.map(({ status }) => status), Array(20).fill(200));
        assert.equal(new Set(answers.map(cookieOf)).size, 20);
    });
});

describe('a credential', () => {
    test('that is good for nothing is a refusal where one is needed, and no hindrance elsewhere', async () => {
        const rows = [
            {}, { cookie: `sid=${'A'.repeat(43)}` }, { cookie: 'sid=' }, { cookie: 'sid=x; sid=y' }, { cookie: 'other=1' },
            { authorization: `Bearer ${'A'.repeat(43)}` }, { authorization: 'Bearer' }, { authorization: 'Basic d2FuZzp4' },
            { authorization: `Bearer ${'A'.repeat(43)}`, cookie: (await signIn(url, 'wang')).reads.cookie },
        ];
        for (const headers of rows) {
            const answer = await whoAmI(headers);
            answer.problem(401);
            assert.equal(slug(answer), 'sign-in-required', JSON.stringify(headers));
            (await ask(url, '/api/v1/about', { headers })).ok();
        }
    });

    test('a cookie that is over is taken back', async () => {
        const answer = await whoAmI({ cookie: `sid=${'A'.repeat(43)}` });
        assert.match(answer.headers['set-cookie'][0], /^sid=; Path=\/; Max-Age=0;/);
        assert.equal((await whoAmI({})).headers['set-cookie'], undefined);
    });

    test('a session that is over hinders nobody where the public may ask, and is forgotten there', async () => {
        const { reads, writes } = await signIn(url, 'wang');
        assert.equal((await signOut(writes)).status, 204);
        const TAKEN_BACK = /^sid=; Path=\/; Max-Age=0; HttpOnly/;
        const target = '/api/v1/eligibility?place=320115&track=demo-city&on=2023-06-01&round=2023';
        const nobody = await ask(url, target);
        assert.equal(nobody.headers['set-cookie'], undefined);
        for (const headers of [reads, { cookie: `sid=${'A'.repeat(43)}` }, { cookie: 'sid=x; sid=y' }]) {
            const answer = kept(await ask(url, target, { headers: { ...headers, 'if-none-match': nobody.headers.etag } }), 'GET', '/api/v1/eligibility');
            assert.deepEqual([answer.status, answer.text], [200, nobody.text]);
            assert.match(answer.headers['set-cookie'].join(), TAKEN_BACK);
            assert.deepEqual([answer.headers['cache-control'], answer.headers.etag], ['no-store', undefined]);
        }
        const report = await send(url, 'POST', '/api/v1/reports', reads, { about: '110108', text: 'x' });
        assert.equal(report.status, 201, report.text);
        assert.match(report.headers['set-cookie'].join(), TAKEN_BACK);
        for (const [method, path, body] of [['GET', '/api/v1/applications'], ['GET', '/api/v1/tokens'], ['POST', '/api/v1/tokens', { label: 'x' }],
            ['GET', `${target}&application=1`], ['DELETE', '/api/v1/session']]) {
            const answer = await send(url, method, path, writes, body);
            answer.problem(401);
            assert.equal(answer.headers['set-cookie'].length, 1);
            assert.match(answer.headers['set-cookie'][0], TAKEN_BACK);
            assert.equal((await send(url, method, path, {}, body)).headers['set-cookie'], undefined, 'nothing was sent, so nothing is taken back');
        }
        // A program has to hear that its token is good for nothing.
        const program = await ask(url, target, { headers: { authorization: `Bearer ${'A'.repeat(43)}`, ...reads } });
        program.problem(401);
        assert.equal(program.headers['set-cookie'], undefined);
        assert.equal((await ask(url, target, { headers: (await signIn(url, 'wang')).reads })).headers['set-cookie'], undefined);
    });

    test('a session is no token, and a token no session', async () => {
        const { reads } = await signIn(url, 'wang');
        const { authorization } = bearer(service.db, 'wang');
        (await whoAmI({ authorization: `Bearer ${reads.cookie.slice(4)}` })).problem(401);
        (await whoAmI({ cookie: `sid=${authorization.slice(7)}` })).problem(401);
        const who = (await whoAmI({ authorization })).ok();
        assert.deepEqual([who.by, who.csrf, who.begun, who.ends], ['token', undefined, null, null]);
    });
});

test('asking who one is prolongs a session, and says until when', async (t) => {
    const room = mkdtempSync(join(tmpdir(), 'sizhi-'));
    t.after(() => rmSync(room, { recursive: true }));
    const register = join(room, 'register.sqlite');
    copyFileSync(DB, register);
    openAccount(register, 'wang', 'national');
    const first = await serve({ own: true, copy: false, register });
    const { reads, who } = await signIn(first.url, 'wang');
    await first.stop();
    for (const [minutes, left] of [[20, 30], [45, 30]]) {
        const later = await serve({ own: true, copy: false, register, env: clockAhead(minutes / 1440) });
        const now = (await ask(later.url, '/api/v1/session', { headers: reads })).ok();
        await later.stop();
        const told = (Date.parse(now.ends) - Date.parse(who.begun)) / 60000;
        assert.ok(Math.abs(told - minutes - left) < 1, `after ${minutes} min it ends ${told} min after it began`);
        assert.equal(now.ends_at_most, who.ends_at_most);
    }
});

describe('a change by cookie', () => {
    const label = { label: 'a test' };

    test('needs the token of this session', async () => {
        const { reads, writes } = await signIn(url, 'wang');
        const other = await signIn(url, 'wang');
        const rows = [
            [reads, 403], [{ ...reads, 'x-csrf-token': '' }, 403], [{ ...reads, 'x-csrf-token': 'x' }, 403],
            [{ ...reads, 'x-csrf-token': other.who.csrf }, 403], [{ ...reads, 'x-csrf-token': `${writes['x-csrf-token']}x` }, 403],
            [writes, 201],
        ];
        for (const [headers, status] of rows) {
            const answer = kept(await send(url, 'POST', '/api/v1/tokens', headers, label), 'POST', '/api/v1/tokens');
            assert.equal(answer.status, status, JSON.stringify(headers));
            assert.ok(status !== 403 || slug(answer) === 'csrf');
        }
    });

    test('that is refused before anything is looked at is in the chain: who, what and why, once a minute', async () => {
        openAccount(service.db, 'careless', 'province', { province: '110000' });
        const { who, reads, writes } = await signIn(url, 'careless');
        const nation = bearer(service.db, 'wang');
        const chain = async () => (await ask(url, '/api/v1/audit?since=0&limit=1000', { headers: nation })).ok().entries.filter(({ person, outcome }) => person?.id === who.id && outcome !== 'done');
        assert.deepEqual(await chain(), []);
        for (let i = 0; i < 20; i++) {
            assert.equal(slug(await send(url, 'POST', '/api/v1/tokens', i % 2 ? reads : { ...reads, 'x-csrf-token': 'x' }, label)), 'csrf');
        }
        assert.equal(slug(await send(url, 'POST', '/api/v1/tokens', { ...writes, origin: 'https://evil.example' }, label)), 'csrf');
        assert.equal(slug(await send(url, 'POST', '/api/v1/notices', reads, {})), 'csrf');
        assert.equal(slug(await send(url, 'POST', '/api/v1/users', reads, {})), 'csrf');
        assert.equal(slug(await send(url, 'DELETE', '/api/v1/session', reads)), 'csrf');
        assert.equal(slug(await send(url, 'PUT', '/api/v1/session/password', reads, {})), 'csrf');
        const told = (entries) => entries.map(({ action, object, outcome }) => [action, object, outcome]);
        const refused = [
            ['token-add', '/api/v1/tokens', 'csrf'], ['open-notice', '/api/v1/notices', 'csrf'], ['person-add', '/api/v1/users', 'csrf'],
            ['session-end', '/api/v1/session', 'csrf'], ['person-password', '/api/v1/session/password', 'csrf'],
        ];
        assert.deepEqual(told(await chain()), refused);
        // Another account is another row.
        openAccount(service.db, 'careless-too', 'national');
        const other = await signIn(url, 'careless-too');
        await send(url, 'POST', '/api/v1/tokens', other.reads, label);
        const { entries } = (await ask(url, '/api/v1/audit?since=0&limit=1000', { headers: nation })).ok();
        assert.deepEqual(told(entries.filter(({ person, outcome }) => person?.id === other.who.id && outcome !== 'done')), refused.slice(0, 1));
        assert.deepEqual(told(await chain()), refused);
        // Too many at once, of whoever is known.
        for (let i = 0; i < 13; i++) {
            await send(url, 'POST', '/api/v1/reports', writes, { about: '110108', text: `${i}` });
        }
        assert.deepEqual(told(await chain()), [...refused, ['report-entry', '/api/v1/reports', 'too-many-requests']]);
        const before = (await ask(url, '/api/v1/audit?since=0&limit=1000', { headers: nation })).ok().entries.length;
        assert.equal((await send(url, 'POST', '/api/v1/reports', {}, { about: '110108', text: 'x' })).status, 429);
        assert.equal((await send(url, 'POST', '/api/v1/tokens', {}, label)).status, 401);
        assert.equal((await ask(url, '/api/v1/audit?since=0&limit=1000', { headers: nation })).ok().entries.length, before, 'nobody known, nothing entered');
    });

    test('comes from a page of ours, where the browser says whose', async () => {
        const { writes } = await signIn(url, 'wang');
        const { port } = new URL(url);
        const rows = [
            ['https://evil.example', 403], ['null', 403], [url.replace('http:', 'https:'), 403], [`http://127.0.0.1:${Number(port) + 1}`, 403],
            [`http://localhost:${port}`, 403], [url, 201],
        ];
        for (const [origin, status] of rows) {
            const answer = await send(url, 'POST', '/api/v1/tokens', { ...writes, origin }, label);
            assert.equal(answer.status, status, origin);
        }
    });

    test('cannot be asked for by a form', async () => {
        const { reads } = await signIn(url, 'wang');
        const answer = await ask(url, '/api/v1/tokens', { method: 'POST', headers: { ...reads, 'content-type': 'text/plain' }, body: '{"label":"x"}' });
        answer.problem(415);
    });

    test('is never readable or allowed from another origin', async () => {
        const preflight = await ask(url, '/api/v1/tokens', { method: 'OPTIONS', headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' } });
        for (const answer of [preflight, await whoAmI({ ...(await signIn(url, 'wang')).reads, origin: 'https://evil.example' })]) {
            assert.deepEqual(Object.keys(answer.headers).filter((name) => name.startsWith('access-control')), []);
        }
    });
});

describe('signing out', () => {
    test('ends this session alone and takes the cookie back', async () => {
        const one = await signIn(url, 'wang');
        const two = await signIn(url, 'wang');
        (await signOut(one.reads)).problem(403);
        const answer = await signOut(one.writes);
        assert.equal(answer.status, 204);
        assert.match(answer.headers['set-cookie'][0], /^sid=; Path=\/; Max-Age=0; HttpOnly/);
        (await whoAmI(one.reads)).problem(401);
        assert.equal((await whoAmI(two.reads)).status, 200);
        (await signOut(one.writes)).problem(401);
    });

    test('is nothing for a token', async () => {
        (await signOut(bearer(service.db, 'wang'))).problem(409);
    });
});

describe('another password', () => {
    const NEW = 'Kelp-harbour-42 lamps';
    const change = async (headers, body) =>
        kept(await send(url, 'PUT', '/api/v1/session/password', headers, body), 'PUT', '/api/v1/session/password');

    test('ends the other sessions; the old one opens nothing any more', async () => {
        openAccount(service.db, 'changes', 'national');
        const here = await signIn(url, 'changes');
        const elsewhere = await signIn(url, 'changes');
        const token = bearer(service.db, 'changes');
        bearer(service.db, 'changes', '--days', '1');
        const { authorization: gone } = bearer(service.db, 'changes');
        const { tokens } = (await ask(url, '/api/v1/tokens', { headers: here.reads })).ok();
        assert.equal((await ask(url, `/api/v1/tokens/${tokens.at(-1).id}`, { method: 'DELETE', headers: { authorization: gone } })).status, 204);
        const answer = await change(here.writes, { old: PASSWORD, new: NEW });
        assert.deepEqual([answer.status, answer.json], [200, { tokens_still_valid: 2 }]);
        assert.equal((await whoAmI(here.reads)).status, 200);
        (await whoAmI(elsewhere.reads)).problem(401);
        assert.equal((await whoAmI(token)).status, 200);
        (await signInAnswer(url, 'changes')).problem(401);
        assert.equal((await signInAnswer(url, 'changes', NEW)).status, 200);
    });

    test('is refused when it is weak, not new, or the old one is not right', async () => {
        openAccount(service.db, 'lanternfish', 'national');
        const { writes, reads } = await signIn(url, 'lanternfish');
        const rows = [
            [{ old: 'wrong one altogether', new: NEW }, 403, 'old'], [{ old: PASSWORD, new: PASSWORD }, 400, 'new'],
            [{ old: PASSWORD, new: 'short' }, 400, 'new'], [{ old: PASSWORD, new: 'password1234' }, 400, 'new'],
            [{ old: PASSWORD, new: 'my-LanternFish-1' }, 400, 'new'], [{ old: PASSWORD }, 400, 'new'], [{ new: NEW }, 400, 'old'],
            [{ old: PASSWORD, new: 'x1'.repeat(200) }, 400, 'new'],
        ];
        for (const [body, status, field] of rows) {
            (await change(writes, body)).problem(status, field);
        }
        (await change(reads, { old: PASSWORD, new: NEW })).problem(403);
        (await change(bearer(service.db, 'lanternfish'), { old: PASSWORD, new: NEW })).problem(403);
        (await change({}, { old: PASSWORD, new: NEW })).problem(401);
        assert.equal((await signInAnswer(url, 'lanternfish')).status, 200);
    });

    test('is not guessed with a browser that was left open', async () => {
        openAccount(service.db, 'left-open', 'national');
        const { who, writes } = await signIn(url, 'left-open');
        for (let i = 0; i < 5; i++) {
            (await change(writes, { old: `guess number ${i}`, new: NEW })).problem(403, 'old');
        }
        for (let i = 5; i < 9; i++) {
            const answer = await change(writes, { old: `guess number ${i}`, new: NEW });
            answer.problem(429);
            assert.ok(Number(answer.headers['retry-after']) >= 1);
        }
        const { entries } = (await ask(url, '/api/v1/audit?since=0&limit=1000', { headers: bearer(service.db, 'wang') })).ok();
        const told = entries.filter((e) => e.person?.id === who.id && e.action === 'person-password').map(({ outcome }) => outcome);
        assert.deepEqual(told, [...Array(5).fill('forbidden'), 'too-many-requests']);
    });
});

describe('served as https', () => {
    test('the cookie is bound to the host and never sent in the clear', async (t) => {
        const secure = await serve({ own: true, publicUrl: 'https://sizhi.example' });
        t.after(() => secure.stop());
        openAccount(secure.db, 'wang', 'national');
        const answer = await signInAnswer(secure.url, 'wang');
        assert.match(answer.headers['set-cookie'][0], /^__Host-sid=[\w-]{43}; Path=\/; Max-Age=36000; HttpOnly; SameSite=Strict; Secure$/);
        const cookie = cookieOf(answer);
        const { csrf } = (await ask(secure.url, '/api/v1/session', { headers: { cookie } })).ok();
        (await ask(secure.url, '/api/v1/session', { headers: { cookie: cookie.replace('__Host-', '') } })).problem(401);
        const leave = (origin) => ask(secure.url, '/api/v1/session', { method: 'DELETE', headers: { cookie, 'x-csrf-token': csrf, origin } });
        (await leave(secure.url)).problem(403);
        assert.equal((await leave('https://sizhi.example')).status, 204);
    });
});
