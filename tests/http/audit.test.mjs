// The chain of what was done and refused: who reads it, what stands in it, and that it can be proved
// elsewhere, here by the program itself and by a second reckoning in another language.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from '../lib/ask.mjs';
import { contract } from '../lib/contract.mjs';
import { rowsOf } from '../lib/csv.mjs';
import { bearer, openAccount, send, signIn, sizhi, slug } from '../lib/officers.mjs';
import { serve } from '../lib/server.mjs';

const QUOTA = '/api/v1/rounds/2023/quotas/demo-city/320000';
const TELEPHONE = '025-83278327-only-in-this-test';

let service;
let url;
let room;
let promised;
const as = {};
before(async () => {
    service = await serve({ own: true });
    url = service.url;
    room = mkdtempSync(join(tmpdir(), 'sizhi-audit-'));
    promised = contract((await ask(url, '/api/v1/openapi.json')).json);
    for (const [name, role, scope] of [['guo', 'national'], ['yun', 'operator'], ['su', 'province', { province: '320000' }],
        ['shi', 'city', { place: '320100' }], ['ning', 'applicant', { place: '320115' }], ['ping', 'expert']]) {
        openAccount(service.db, name, role, scope);
        as[name] = bearer(service.db, name);
    }
});
after(async () => {
    await service?.stop();
    rmSync(room, { recursive: true, force: true });
});

const put = (places, headers, more = {}) => send(url, 'PUT', QUOTA, { ...headers, ...more }, { places, source: '国知发运字〔2023〕31号' });
async function audit(query = '', headers = as.guo) {
    const answer = await ask(url, `/api/v1/audit?limit=1000${query}`, { headers });
    assert.deepEqual(promised.faults('GET', '/api/v1/audit', answer), [], answer.text.slice(0, 300));
    return answer.ok();
}
const newest = async () => (await audit('&since=2000000000')).newest;
const since = async (seq) => (await audit(`&since=${seq}`)).entries;
async function exported(query = '') {
    const answer = await ask(url, `/api/v1/audit/export${query}`, { headers: as.yun });
    assert.deepEqual(promised.faults('GET', '/api/v1/audit/export', answer), []);
    return answer.ok('application/jsonl');
}
const verify = (file) => sizhi(['verify', file]);

describe('the chain is read', () => {
    for (const target of ['/api/v1/audit', '/api/v1/audit/export']) {
        test(`by the national office and the operator alone: ${target}`, async () => {
            for (const [name, status] of [['guo', 200], ['yun', 200], ['su', 403], ['shi', 403], ['ning', 403], ['ping', 403]]) {
                assert.equal((await ask(url, target, { headers: as[name] })).status, status, name);
            }
            assert.equal(slug(await ask(url, target)), 'sign-in-required');
            assert.equal(slug(await ask(url, target, { headers: { authorization: 'Bearer x' } })), 'sign-in-required');
            // who may not read it is not told what else was wrong
            assert.equal(slug(await ask(url, `${target}?bogus=1`, { headers: as.su })), 'forbidden');
            (await ask(url, `${target}?bogus=1`, { headers: as.guo })).problem(400, 'bogus');
            (await ask(url, `${target}?since=-1`, { headers: as.guo })).problem(400, 'since');
            (await ask(url, `${target}?limit=0`, { headers: as.guo })).problem(400, 'limit');
            const answer = await ask(url, target, { headers: as.guo });
            assert.equal(answer.headers['cache-control'], 'no-store');
            assert.equal(answer.headers['access-control-allow-origin'], undefined);
        });
    }

    test('in windows, of one object, and as a table', async () => {
        const all = (await audit()).entries;
        assert.deepEqual(all.map((e) => e.seq), all.map((_, i) => i + 1));
        const two = await (await ask(url, '/api/v1/audit?since=2&limit=2', { headers: as.yun })).ok();
        assert.deepEqual(two.entries, all.slice(2, 4));
        assert.equal(two.newest, all.length);
        const { object } = all.at(-1);
        assert.deepEqual((await audit(`&object=${encodeURIComponent(object)}`)).entries, all.filter((e) => e.object === object));
        assert.deepEqual((await audit('&object=nothing/1')).entries, []);
        const rows = rowsOf((await ask(url, '/api/v1/audit?f=csv&limit=1000', { headers: as.guo })).ok('text/csv'));
        assert.deepEqual(rows.map((r) => [r.seq, r.person, r.name, r.sha256, JSON.parse(r.detail)]),
            all.map((e) => [String(e.seq), String(e.person?.id ?? 0), e.person?.name ?? '', e.sha256, e.detail]));
    });
});

describe('a change', () => {
    test('that was made stands in it with what was there before and after', async () => {
        const from = await newest();
        (await put(3, as.guo)).ok();
        const entries = await since(from);
        const done = entries.at(-1);
        assert.deepEqual([done.action, done.outcome, done.object], ['set-quota', 'done', 'quota/2023/demo-city/320000']);
        assert.equal(done.person.name, 'guo');
        assert.equal(done.detail.after.places, 3);
        assert.equal(typeof done.detail.before, 'object');
        // the revision has an entry of its own, before it
        assert.deepEqual(entries.slice(0, -1).map((e) => [e.object, e.outcome, e.revision]), [['register', 'done', done.revision]]);
    });

    test('that was refused stands in it with who, what and why, and nothing of its body', async () => {
        const from = await newest();
        assert.equal(slug(await put(4, as.su)), 'forbidden');
        assert.equal(slug(await send(url, 'PUT', QUOTA, as.guo, { places: -1, source: 'x' })), 'bad-body');
        assert.equal(slug(await send(url, 'PUT', QUOTA, as.guo, { places: 1, source: 'x', '张三 139': 1 })), 'bad-body');
        const entries = await since(from);
        assert.deepEqual(entries.map((e) => [e.person.name, e.action, e.outcome, e.detail.field]),
            [['su', 'set-quota', 'forbidden', undefined], ['guo', 'set-quota', 'bad-body', 'places'], ['guo', 'set-quota', 'bad-body', undefined]]);
    });

    test('by cookie needs the token of the session, and without it is one attempt a minute at most', async () => {
        const browser = await signIn(url, 'guo');
        const from = await newest();
        assert.equal(slug(await put(5, browser.reads)), 'csrf');
        assert.equal(slug(await put(5, browser.writes, { origin: 'https://elsewhere.example' })), 'csrf');
        assert.deepEqual((await since(from)).map((e) => [e.person.name, e.action, e.object, e.outcome]), [['guo', 'set-quota', QUOTA, 'csrf']]);
        (await put(5, browser.writes)).ok();
    });

    test('sent fifty times at once under one key is made once and answered alike', async () => {
        const from = await newest();
        const key = { 'idempotency-key': 'fifty times' };
        const answers = await Promise.all(Array.from({ length: 50 }, () => put(6, as.guo, key)));
        assert.deepEqual(new Set(answers.map((a) => `${a.status} ${a.headers['x-sizhi-revision']} ${a.text}`)).size, 1);
        assert.equal(answers[0].status, 200);
        assert.equal((await since(from)).filter((e) => e.action === 'set-quota').length, 1);
        const other = await put(7, as.guo, key);
        other.problem(422, 'Idempotency-Key');
        assert.equal(slug(other), 'idempotency-mismatch');
        assert.equal((await since(from)).at(-1).outcome, 'idempotency-mismatch');
        // the key of one officer is not that of another
        assert.equal(slug(await put(6, as.su, key)), 'forbidden');
    });

    test('one hundred at once are all made, and the chain holds', async () => {
        const from = await newest();
        const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => put(10 + (i % 7), as.guo)));
        assert.deepEqual([...new Set(answers.map((a) => a.status))], [200]);
        assert.equal((await since(from)).filter((e) => e.action === 'set-quota').length, 100);
        assert.equal(verify(service.db).status, 0);
    });
});

// Another program's reading of the description in the contract.
function recount(text) {
    const [head, ...lines] = text.trimEnd().split('\n').map((line) => JSON.parse(line));
    const hashes = { sha256: head.before.sha256, sm3: head.before.sm3 };
    for (const e of lines) {
        const fields = [e.seq, Date.parse(e.at), e.person, e.action, e.object, e.outcome, e.revision, e.detail];
        const bytes = Buffer.concat(fields.map((f) => Buffer.from(`${Buffer.byteLength(String(f))}:${f},`)));
        for (const name of ['sha256', 'sm3']) {
            hashes[name] = createHash(name).update(Buffer.from(hashes[name], 'hex')).update(bytes).digest('hex');
            assert.equal(e[name], hashes[name], `${name} of entry ${e.seq}`);
        }
    }
    assert.deepEqual({ seq: (lines.at(-1) ?? head.before).seq, ...hashes }, head.newest);
    return lines.length;
}

describe('the export', () => {
    test('is what the contract describes, whole and in parts', async () => {
        const all = await newest();
        assert.equal(recount(await exported()), all);
        assert.equal(recount(await exported('?since=5&limit=7')), 7);
        (await ask(url, '/api/v1/audit/export?since=1000000', { headers: as.yun })).problem(400, 'since');
    });

    test('holds by `sizhi verify`, and a changed byte is found where it is', async () => {
        const text = await exported();
        const file = join(room, 'x.jsonl');
        writeFileSync(file, text);
        const whole = verify(file);
        const entries = text.trimEnd().split('\n').length - 1;
        const { newest: last } = JSON.parse(text.split('\n')[0]);
        assert.equal(whole.stdout, `${entries} entries, chain holds, last ${entries}: SHA-256 ${last.sha256} SM3 ${last.sm3}\n`);
        assert.equal(whole.status, 0);
        for (let at = text.indexOf('\n') + 10; at < text.length; at += 997) {
            const harmed = Buffer.from(text);
            harmed[at] ^= 4;
            writeFileSync(file, harmed);
            const line = Buffer.from(text).subarray(0, at).filter((b) => b === 10).length;
            const found = verify(file);
            assert.equal(found.status, 1, `byte ${at}`);
            assert.match(found.stdout, new RegExp(`^broken: entry ${line} is the first that does not hold$`, 'm'));
        }
        writeFileSync(file, 'something else\n');
        assert.equal(verify(file).status, 1);
        assert.match(verify(join(room, 'missing')).stderr, /missing: No such file/);
        assert.equal(sizhi(['verify']).status, 2);
    });

    test('by the command is the same, beside the service, and overwrites nothing', async () => {
        const file = join(room, 'y.jsonl');
        assert.equal(sizhi(['export', '--db', service.db, '--to', file]).status, 0);
        assert.equal(readFileSync(file, 'utf8'), await exported());
        const again = sizhi(['export', '--db', service.db, '--to', file]);
        assert.equal(again.status, 1);
        assert.match(again.stderr, /y\.jsonl: File exists/);
    });

    test('is not needed: a register and its backup prove themselves', async () => {
        const copy = join(room, 'backup.sqlite');
        assert.equal(sizhi(['backup', '--db', service.db, '--to', copy]).status, 0);
        const said = verify(copy);
        assert.equal(said.status, 0, said.stdout + said.stderr);
        assert.equal(said.stdout, verify(service.db).stdout);
        // one byte of the file, where entry 3 says what it was about
        const bytes = readFileSync(copy);
        const third = (await since(2))[0];
        const hash = bytes.indexOf(Buffer.from(third.sha256, 'hex'));
        assert.ok(hash > 0);
        bytes[hash - 1] ^= 1;
        writeFileSync(copy, bytes);
        const harmed = verify(copy);
        assert.equal(harmed.status, 1);
        assert.match(harmed.stdout, /^broken: entry 3 is the first that does not hold$/m);
    });
});

describe('personal details', () => {
    const everywhere = () => readdirSync(dirname(service.db)).filter((name) => name.startsWith(basename(service.db)))
        .filter((name) => !name.endsWith('.sock') && readFileSync(join(dirname(service.db), name)).includes(TELEPHONE));

    test('stand nowhere in the chain, go when their time is over, and the chain still holds', async () => {
        const from = await newest();
        (await send(url, 'PUT', '/api/v1/units/320000/liaison', as.su, { name: '李四', phone: TELEPHONE })).ok();
        assert.ok(!JSON.stringify(await since(from)).includes(TELEPHONE));
        assert.ok(!(await exported()).includes('李四'));
        assert.equal((await ask(url, '/api/v1/units/320000/liaison', { headers: as.guo })).ok().liaison.phone, TELEPHONE);
        assert.notDeepEqual(everywhere(), []);

        // without a setting nothing goes; all of it through the running service
        const db = ['--db', service.db];
        assert.match(sizhi(['purge', ...db, '--by', '王某']).stdout, /details of 0 who objected, 0 liaison officers/);
        assert.match(sizhi(['setting', 'list', ...db]).stdout, /^keep\.liaison +none /m);
        assert.equal(sizhi(['setting', 'set', ...db, '--name', 'keep.liaison', '--days', '0', '--by', '王某']).stdout, 'keep.liaison: 0\n');
        assert.match(sizhi(['setting', 'list', ...db]).stdout, /^keep\.liaison +0 /m);
        await sleep(5);
        assert.match(sizhi(['purge', ...db, '--by', '王某']).stdout, /0 who objected, 1 liaison officers/);

        const { liaison, purged } = (await ask(url, '/api/v1/units/320000/liaison', { headers: as.guo })).ok();
        assert.deepEqual([liaison, purged], [null, true]);
        assert.equal(verify(service.db).status, 0);
        const told = (await since(from)).filter((e) => ['purge', 'setting set'].includes(e.action));
        assert.deepEqual(told.map((e) => [e.object, e.detail.by]),
            [['register', 'cli:王某'], ['setting/keep.liaison', 'cli:王某'], ['register', 'cli:王某']]);
        // nor in the file, once what is written ahead has been carried over
        for (let i = 0; everywhere().length > 0; i++) {
            assert.ok(i < 100, `still in ${everywhere()}`);
            await sleep(50);
        }
    });

    test('are asked wrongly in words', () => {
        const db = ['--db', service.db];
        for (const [days, name] of [['1', 'keep.nothing'], ['36501', 'keep.liaison'], ['x', 'keep.liaison'], ['-1', 'keep.liaison'], ['8', 'keep.replays']]) {
            const said = sizhi(['setting', 'set', ...db, '--name', name, '--days', days]);
            assert.equal(said.status, 2, `${name} ${days}`);
            assert.match(said.stderr, /keep\.|--days/);
        }
        assert.equal(sizhi(['setting']).status, 2);
    });

    test('and places that were looked for are not in the request log', async () => {
        await ask(url, '/api/v1/lookup?lon=118.7654321&lat=32.0611111&on=2023-06-01');
        await ask(url, `/api/v1/places?q=${encodeURIComponent('江宁')}`);
        await ask(url, '/api/v1/lookup?Lon=118.7654322&adress=somewhere');
        await sleep(300);
        const log = service.errors();
        assert.match(log, /lookup\?lon=\*&lat=\*&on=2023-06-01/);
        for (const word of ['118.765432', '32.0611111', encodeURIComponent('江宁'), 'somewhere']) {
            assert.ok(!log.includes(word), word);
        }
    });
});

test('after all of it the whole register is in order', () => {
    const said = sizhi(['check', '--db', service.db]);
    assert.match(said.stdout, /^ok: /, said.stdout);
});
