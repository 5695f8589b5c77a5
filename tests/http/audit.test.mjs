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

    test('by who, what, when and how it ended, from either end', async () => {
        assert.equal(slug(await put(2, as.su)), 'forbidden');
        const all = (await audit()).entries;
        const su = all.find((e) => e.person?.name === 'su').person.id;
        const rows = [
            [`person=${su}`, (e) => e.person?.id === su], ['person=0', (e) => e.person === null],
            ['action=set-quota', (e) => e.action === 'set-quota'], ['action=nothing', () => false],
            ['outcome=done', (e) => e.outcome === 'done'], ['outcome=refused', (e) => e.outcome !== 'done'],
            ['before=5', (e) => e.seq < 5], ['from=2001-01-01&to=2001-12-31', () => false], ['from=2001-01-01', () => true], ['to=2099-01-01', () => true],
            [`person=${su}&action=set-quota&outcome=refused&object=${encodeURIComponent(QUOTA)}`, (e) => e.person?.id === su && e.object === QUOTA],
        ];
        for (const [query, belongs] of rows) {
            assert.deepEqual((await audit(`&${query}`)).entries, all.filter(belongs), query);
            assert.deepEqual((await audit(`&${query}&order=newest`)).entries, all.filter(belongs).reverse(), query);
        }
        const day = (e) => new Date(Date.parse(e.at) + 8 * 3600e3).toISOString().slice(0, 10); // of the register that was loaded, too
        const last = day(all.at(-1));
        assert.deepEqual((await audit(`&from=${last}&to=${last}`)).entries, all.filter((e) => day(e) === last));
        assert.deepEqual((await audit('&order=newest&before=4')).entries.map((e) => e.seq), [3, 2, 1]);
        for (const query of ['person=-1', 'person=su', 'outcome=maybe', 'order=up', 'before=0', 'from=soon', 'to=2023-02-30']) {
            (await ask(url, `/api/v1/audit?${query}`, { headers: as.guo })).problem(400, query.split('=')[0]);
        }
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

describe('the proof', () => {
    const proof = async (query = '', at = url) => {
        const answer = await ask(at, `/api/v1/audit/proof${query}`, { headers: as.yun });
        assert.deepEqual(promised.faults('GET', '/api/v1/audit/proof', answer), [], answer.text.slice(0, 300));
        return answer;
    };

    test('says how far the chain holds, as `sizhi verify` does', async () => {
        const { milliseconds, proved, ...said } = (await proof()).ok();
        const { entries } = await audit('&order=newest');
        const [last] = entries;
        assert.deepEqual(said, {
            ok: true, complete: true, entries: last.seq, first: 1, last: last.seq, newest: last.seq, sha256: last.sha256, sm3: last.sm3, since: null, broken: null,
        });
        assert.equal(verify(service.db).stdout, `${last.seq} entries, chain holds, last ${last.seq}: SHA-256 ${last.sha256} SM3 ${last.sm3}\n`);
        assert.ok(milliseconds < 5000 && Date.now() - Date.parse(proved) < 60000);
    });

    test('goes on from a hash of either kind, and from where it was told to end', async () => {
        const all = (await audit()).entries;
        const noted = all[2];
        for (const hash of [noted.sha256, noted.sm3]) {
            const said = (await proof(`?since=${hash}`)).ok();
            assert.deepEqual([said.ok, said.first, said.entries, said.since], [true, 4, all.length - 3, { seq: 3, at: noted.at, sha256: noted.sha256, sm3: noted.sm3 }]);
        }
        let [walked, since] = [0, ''];
        for (let said = { complete: false }; !said.complete;) {
            said = (await proof(`?limit=3${since}`)).ok();
            assert.ok(said.ok && said.entries <= 3);
            assert.equal(said.sha256, all[said.last - 1].sha256);
            walked += said.entries;
            since = `&since=${said.sha256}`;
        }
        assert.equal(walked, all.length);
        const newest = (await proof(since.replace('&', '?'))).ok();
        assert.deepEqual([newest.entries, newest.first, newest.ok, newest.complete], [0, null, true, true]);
        (await proof(`?since=${'0'.repeat(64)}`)).problem(404, 'since');
        for (const query of ['since=3', `since=${noted.sha256.toUpperCase()}x`, 'limit=0', 'limit=1000001', 'bogus=1']) {
            (await proof(`?${query}`)).problem(400, query.split('=')[0]);
        }
    });

    test('is for the national office and the operator', async () => {
        for (const [name, status] of [['guo', 200], ['su', 403], ['shi', 403], ['ning', 403], ['ping', 403]]) {
            assert.equal((await ask(url, '/api/v1/audit/proof', { headers: as[name] })).status, status, name);
            assert.ok(status === 200 || slug(await ask(url, '/api/v1/audit/proof?bogus=1', { headers: as[name] })) === 'forbidden');
        }
        assert.equal(slug(await ask(url, '/api/v1/audit/proof')), 'sign-in-required');
    });

    test('asked for by many at once is given, or says when to come back', async () => {
        const answers = await Promise.all(Array.from({ length: 12 }, () => proof()));
        assert.ok(answers.some(({ status }) => status === 200));
        for (const answer of answers.filter(({ status }) => status !== 200)) {
            answer.problem(503);
            assert.match(answer.headers['retry-after'], /^[1-9]\d*$/);
        }
    });

    test('finds what was changed behind the register\'s back', async () => {
        const copy = join(room, 'tampered.sqlite');
        assert.equal(sizhi(['backup', '--db', service.db, '--to', copy]).status, 0);
        const fourth = (await since(3))[0];
        const bytes = readFileSync(copy);
        const hash = bytes.indexOf(Buffer.from(fourth.sha256, 'hex'));
        bytes[hash - 1] ^= 1; // the last letter of its detail
        writeFileSync(copy, bytes);
        const tampered = await serve({ own: true, copy: false, register: copy });
        try {
            const said = (await proof('', tampered.url)).ok();
            assert.deepEqual([said.ok, said.complete, said.broken.seq, said.broken.findings], [false, true, 4, 1]);
            assert.match(said.broken.text, /内容被改动/);
            assert.match((await proof('?lang=en', tampered.url)).ok().broken.text, /^it was changed/);
            const after = (await proof(`?since=${fourth.sha256}`, tampered.url)).ok();
            assert.equal(after.ok, true); // what follows it holds
        } finally {
            await tampered.stop();
        }
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
