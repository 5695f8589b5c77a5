// Whoever has nothing to do with an application cannot tell one that is there from one that is not:
// not by the answer, and not by the time it takes.  The addresses are those of the document the
// service serves about itself, so a new one is held to it from the day it is documented.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from '../lib/ask.mjs';
import { bearer, openAccount, send } from '../lib/officers.mjs';
import { PROVINCE, PlainProvince } from '../lib/plain_province.mjs';
import { serve } from '../lib/server.mjs';

const province = new PlainProvince(100);
const [HOME, NEXT] = province.counties.map(({ code }) => code);
const ACCOUNTS = {
    nation: ['national'],
    office: ['province', { province: PROVINCE }],
    county: ['applicant', { place: HOME }],
    elsewhere: ['province', { province: '110000' }],
    neighbour: ['applicant', { place: NEXT }],
    city: ['city', { place: '510200' }], // the other of the two prefectures
    expert: ['expert'], // of no round
    operator: ['operator'],
};
const STRANGERS = ['nobody', 'elsewhere', 'neighbour', 'city', 'expert', 'operator'];
const NOWHERE = 4711; // no application has this number
const PLAN = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');
const LIMIT = 10 * 1024 * 1024;
const sha256 = createHash('sha256').update(PLAN).digest('hex');

const who = { nobody: {} };
let service;
let document;
let draft;
let filed;

const change = async (status, by, method, path, body, headers = {}) => {
    const answer = await send(service.url, method, path, { ...who[by], ...headers }, body);
    assert.equal(answer.status, status, `${answer.asked}: ${answer.text}`);
    return answer;
};
const putFile = (by, id, body, type, name) => ask(service.url, `/api/v1/applications/${id}/materials/demonstration_plan/file?name=${encodeURIComponent(name)}`,
    { method: 'PUT', headers: { ...who[by], 'content-type': type }, body });

before(async () => {
    for (const [name, [role, scope]] of Object.entries(ACCOUNTS)) {
        openAccount(province.db, name, role, scope);
        who[name] = bearer(province.db, name);
    }
    service = await serve({ own: true, copy: false, register: province.db });
    document = (await ask(service.url, '/api/v1/openapi.json')).json;

    // A draft with a file, and one that was filed.
    draft = (await change(201, 'county', 'POST', '/api/v1/applications', { round: '2023', track: 'demo-county', place: HOME })).json.id;
    assert.equal((await putFile('county', draft, PLAN, 'application/pdf', 'plan.pdf')).status, 200);
    filed = (await change(201, 'county', 'POST', '/api/v1/applications', { round: '2023', track: 'pilot-county', place: HOME })).json.id;
    const ready = await change(200, 'county', 'PUT', `/api/v1/applications/${filed}/materials/government_consent`, { note: '同意' });
    await change(200, 'county', 'POST', `/api/v1/applications/${filed}/events`, { event: 'file' }, { 'if-match': ready.headers.etag });
});
after(async () => {
    await service?.stop();
    province.done();
});

// What is sent where a good body may get further than none; where nothing stands here, an empty one is.
const BODIES = {
    'POST /api/v1/applications/{id}/events': [{ event: 'file' }, { event: 'check' }, { event: 'accept' }, { event: 'score' }, { event: 'object', reason: 'x' },
        { event: 'cancel_fraud', reason: 'x' }, { event: 'king' }],
    'PUT /api/v1/applications/{id}/findings/{condition}': [{ result: 'met', evidence: 'x' }, { result: 'odd' }],
    'PUT /api/v1/applications/{id}/materials/{kind}': [{ note: 'x' }, { withdrawn: true }, { odd: 1 }],
    'PUT /api/v1/applications/{id}/excuses/{event}': [{ reason: 'x' }],
    'PUT /api/v1/applications/{id}/scores': [{ items: [] }, { items: [{ indicator: 'A', value: 1 }] }],
    'PUT /api/v1/applications/{id}/findings/{condition}/file': [PLAN, Buffer.from('<html>')],
    'PUT /api/v1/applications/{id}/materials/{kind}/file': [PLAN, Buffer.from('<html>')],
};
const HOLES = { condition: ['leadership', 'x'], kind: ['government_consent', 'x'], event: ['file', 'x'], sha256: [sha256, '0'.repeat(64)] };

// [{method, path, body, type}] of every documented operation that takes an application's number, with
// the number left open, for every filling of the other holes and every body.
function asked() {
    const all = [];
    for (const [path, item] of Object.entries(document.paths)) {
        for (const method of ['get', 'put', 'post', 'delete', 'patch'].filter((m) => item[m])) {
            const named = [...(item.parameters ?? []), ...(item[method].parameters ?? [])].some((p) => p.name === 'application' && p.in === 'query');
            if (!/\/applications\/\{id\}/.test(path) && !named) {
                continue;
            }
            let targets = [named ? `${path}?place=${HOME}&track=demo-county&application={id}` : path];
            for (const [, hole] of path.matchAll(/\{(\w+)\}/g)) {
                if (hole !== 'id') {
                    targets = targets.flatMap((t) => (HOLES[hole] ?? ['x']).map((value) => t.replace(`{${hole}}`, value)));
                }
            }
            const bodies = method === 'get' || method === 'delete' ? [undefined] : BODIES[`${method.toUpperCase()} ${path}`] ?? [{}];
            all.push(...targets.flatMap((target) => bodies.map((body) => ({ method: method.toUpperCase(), path, target, body }))));
        }
    }
    return all;
}

const request = ({ method, target, body }, id, headers) => ask(service.url, target.replace('{id}', id), {
    method,
    headers: { ...headers, ...(body !== undefined && { 'content-type': Buffer.isBuffer(body) ? 'application/pdf' : 'application/json', 'if-match': '"v1"' }) },
    body: body === undefined || Buffer.isBuffer(body) ? body : JSON.stringify(body),
});
// All of it but the time of day.
const seen = ({ status, headers: { date, ...headers }, text }) => ({ status, headers, text, date: typeof date });

describe('an application that is not yours', () => {
    test('is asked for in many ways, which are all known here', () => {
        const paths = new Set(asked().map(({ method, path }) => `${method} ${path}`));
        for (const known of Object.keys(BODIES)) {
            assert.ok(paths.has(known), `${known} is documented`);
        }
        assert.ok(paths.size >= 12, [...paths].join('\n'));
    });

    for (const name of STRANGERS) {
        test(`and one that is not there are one and the same to ${name === 'nobody' ? 'anybody' : `an account of the role ${ACCOUNTS[name][0]}`}`, async () => {
            for (const each of asked()) {
                const nothing = seen(await request(each, NOWHERE, who[name]));
                for (const id of [draft, filed]) {
                    const there = seen(await request(each, id, who[name]));
                    assert.deepEqual(there, nothing, `${each.method} ${each.target} ${JSON.stringify(each.body)} of ${id}`);
                }
                // Somebody who may not read it is refused, or is told what the public is told.
                assert.ok(nothing.status >= 400 || (each.method === 'GET' && each.target.includes('?')), `${each.method} ${each.target} → ${nothing.status}`);
                for (const odd of ['0', '-1', 'x', '99999999999999999999']) {
                    const said = await request(each, odd, who[name]);
                    assert.ok(each.target.includes('?') || said.status === nothing.status, `${each.method} ${each.target} of ${odd} → ${said.status}, not ${nothing.status}`);
                }
            }
        });
    }

    test('is not betrayed by opening another, by lists, or by an objection to it', async () => {
        // 510122 has no draft; the answers to whoever is not at home there are the same.
        for (const name of STRANGERS) {
            const place = (code) => send(service.url, 'POST', '/api/v1/applications', who[name], { round: '2023', track: 'demo-county', place: code });
            const other = name === 'neighbour' ? province.counties[2].code : NEXT;
            assert.deepEqual(seen(await place(HOME)), seen(await place(other)), name);
        }
        for (const name of ['elsewhere', 'neighbour', 'city', 'expert']) {
            for (const filter of ['', '?state=draft', `?province=${PROVINCE}`, '?track=demo-county&round=2023', '?offset=0&limit=1']) {
                const list = await ask(service.url, `/api/v1/applications${filter}`, { headers: who[name] });
                assert.ok([200, 403].includes(list.status), list.text);
                assert.ok(list.status === 403 || list.json.total === 0, `${name} ${filter}`);
            }
        }
        const notice = (await change(201, 'nation', 'POST', '/api/v1/notices', { round: '2023', track: 'demo-county', title: '公示', published: '2023-11-28', length: 366, unit: 'calendar', counts_publication: true })).json.id;
        for (const by of [['application', draft, NOWHERE], ['place', HOME, NEXT]]) {
            const object = (value) => send(service.url, 'POST', `/api/v1/notices/${notice}/objections`, {}, { [by[0]]: value, text: 'x' });
            assert.deepEqual(seen(await object(by[1])), seen(await object(by[2])), by[0]);
        }
        const order = (ids) => send(service.url, 'PUT', `/api/v1/rounds/2023/ranks/demo-county/${PROVINCE}`, who.elsewhere, { order: ids });
        assert.deepEqual(seen(await order([draft])), seen(await order([NOWHERE])));
    });
});

// Times are the service's own, from its request log: an observer outside sees them through more noise.
describe('the time an answer takes', () => {
    const ROUNDS = 120;
    const log = () => service.errors().split('\n').filter((line) => line.includes('"event":"request"')).map((line) => JSON.parse(line));
    const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

    // Medians of requests that take turns, so that whatever else the machine does befalls both.
    async function compare(each, headers) {
        for (let i = 0; i < ROUNDS; i++) {
            for (const id of i % 2 ? [draft, NOWHERE] : [NOWHERE, draft]) {
                await request(each, id, headers);
            }
        }
        // The log comes a little later than the answers; the last lines are those of these requests.
        for (let was = -1, i = 0; i < 50 && log().length !== was; i++) {
            was = log().length;
            await sleep(150);
        }
        const times = (id) => log().filter((line) => line.path.split('/').includes(String(id))).slice(-ROUNDS).map((line) => line.us);
        const [there, nothing] = [times(draft), times(NOWHERE)];
        assert.deepEqual([there.length, nothing.length], [ROUNDS, ROUNDS]);
        return [median(there), median(nothing)];
    }

    for (const [method, path, name] of [
        ['GET', '/api/v1/applications/{id}', 'elsewhere'], ['GET', '/api/v1/applications/{id}', 'neighbour'], ['GET', '/api/v1/applications/{id}', 'nobody'],
        ['GET', '/api/v1/applications/{id}/files/{sha256}', 'elsewhere'], ['GET', '/api/v1/applications/{id}/scores', 'expert'],
        ['POST', '/api/v1/applications/{id}/events', 'elsewhere'], ['PUT', '/api/v1/applications/{id}/findings/{condition}', 'neighbour'],
    ]) {
        test(`of ${method} ${path} does not tell ${name} whether it is there`, async () => {
            const each = asked().find((a) => a.method === method && a.path === path);
            const told = [];
            for (let again = 0; again < 5; again++) {
                const [there, nothing] = await compare(each, who[name]);
                told.push(`${there} and ${nothing} µs`);
                if (Math.abs(there - nothing) <= 50 + 0.25 * Math.min(there, nothing)) {
                    return;
                }
            }
            assert.fail(`five times over the medians were apart: ${told.join(', ')}`);
        });
    }
});

describe('what is handed in', () => {
    const material = async () => (await ask(service.url, `/api/v1/applications/${draft}`, { headers: who.county })).ok().materials.find((m) => m.kind === 'demonstration_plan');
    const PNG = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), Buffer.alloc(64)]);

    test('lies in the register and nowhere else, whatever it is called', async () => {
        const around = () => [province.room, '/tmp'].flatMap((folder) => readdirSync(folder)).filter((name) => /^x$|passwd|plan/.test(name));
        assert.deepEqual(around(), []);
        for (const name of ['../../x', '/etc/passwd', '..\\x', `${province.room}/x`, 'x\0.pdf']) {
            const answer = await putFile('county', draft, PLAN, 'application/pdf', name);
            assert.ok([200, 400].includes(answer.status), `${name}: ${answer.text}`);
            assert.doesNotMatch((await material()).file.name, /[/\\\0]|^\./);
        }
        assert.deepEqual(around(), []);
    });

    for (const [what, body, type, status] of [
        ['nothing at all', Buffer.alloc(0), 'text/plain', 400],
        ['one byte more than may be', Buffer.alloc(LIMIT + 1, 'a'), 'text/plain', 413],
        ['a picture that is a page as well', Buffer.concat([PNG, Buffer.from('<html><script>alert(1)</script>')]), 'image/png', 415],
        ['a page that begins like a PDF', Buffer.from('%PDF-1.4\n<!doctype html><script>alert(1)</script>'), 'application/pdf', 415],
    ]) {
        test(`is refused when it is ${what}`, async () => {
            const was = await material();
            (await putFile('county', draft, body, type, 'x')).problem(status);
            assert.deepEqual(await material(), was);
        });
    }

    test('may be as large as it may, and comes back to be saved and never to be shown', async () => {
        assert.equal((await putFile('county', draft, Buffer.alloc(LIMIT, 'a'), 'text/plain', '../../x')).status, 200);
        const { file } = await material();
        assert.deepEqual([file.name, file.size], ['x', LIMIT]);
        const back = await ask(service.url, `/api/v1/applications/${draft}/files/${file.sha256}`, { headers: who.office });
        assert.equal(back.bytes.length, LIMIT);
        assert.match(back.headers['content-disposition'], /^attachment;/);
        assert.equal(back.headers['x-content-type-options'], 'nosniff');
        assert.match(back.headers['content-security-policy'], /^sandbox/);
    });
});
