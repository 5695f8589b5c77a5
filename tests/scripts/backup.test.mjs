// scripts/backup, as the timer runs it: copies of a register that is being served and written, checked,
// kept in number, and loud when it fails; and the units that ship with the project.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask } from '../lib/ask.mjs';
import { contract } from '../lib/contract.mjs';
import { bearer, openAccount, send, sizhi } from '../lib/officers.mjs';
import { ROOT, SIZHI } from '../lib/paths.mjs';
import { PlainProvince } from '../lib/plain_province.mjs';
import { serve } from '../lib/server.mjs';

const SCRIPT = join(ROOT, 'scripts', 'backup');
let province;
let service;
let room;
let promised;
const as = {};

before(async () => {
    province = new PlainProvince(50);
    room = mkdtempSync(join(tmpdir(), 'sizhi backups '));
    for (const [name, role] of [['yun', 'operator'], ['guo', 'national']]) {
        openAccount(province.db, name, role);
        as[name] = bearer(province.db, name);
    }
    mkdirSync(join(room, 'copies'));
    service = await serve({ own: true, copy: false, register: province.db, args: ['--backups', join(room, 'copies')] });
    promised = contract((await ask(service.url, '/api/v1/openapi.json')).json);
});
after(async () => {
    await service?.stop();
    province?.done();
    rmSync(room, { recursive: true, force: true });
});

const copies = () => readdirSync(join(room, 'copies')).filter((name) => /^sizhi-.*\.sqlite$/.test(name)).sort();
// Beside us: what is written meanwhile is written by this very process.
const backup = (...more) => new Promise((done) => {
    execFile(SCRIPT, ['--db', province.db, '--to', join(room, 'copies'), '--sizhi', SIZHI, ...more], { timeout: 120000, env: { ...process.env, JOURNAL_STREAM: '' } },
        (failed, stdout, stderr) => done({ status: failed ? failed.code : 0, stdout, stderr }));
});
async function machine() {
    const answer = await ask(service.url, '/api/v1/machine', { headers: as.yun });
    assert.deepEqual(promised.faults('GET', '/api/v1/machine', answer), [], answer.text);
    return answer.ok();
}

describe('scripts/backup', () => {
    test('makes checked copies of a register that is being written, keeps so many, and the service knows of them', async () => {
        assert.deepEqual((await machine()).backups, { readable: true, kept: 0, newest: null, bytes: 0, at: null, failed: null });
        let [writing, written] = [true, 0];
        const writer = (async () => {
            for (; writing; written++) {
                (await send(service.url, 'PUT', '/api/v1/rounds/2023/quotas/demo-city/510000', as.guo, { places: 3, source: '函' })).ok();
            }
        })();
        const made = [];
        for (let i = 0; i < 3; i++) {
            const said = await backup('--keep', '2');
            assert.equal(said.status, 0, said.stderr);
            assert.match(said.stdout, /^ok: /m);
            assert.match(said.stdout, /entries, chain holds, last \d+: SHA-256 [0-9a-f]{64}/);
            made.push(/(sizhi-[\dTZ]+\.sqlite): copied, checked and proved/.exec(said.stdout)[1]);
        }
        writing = false;
        await writer;
        assert.ok(written > 10, `${written} changes`);
        assert.deepEqual(copies(), made.slice(1));
        assert.equal(new Set(made).size, 3);
        const { backups } = await machine();
        assert.deepEqual([backups.kept, backups.newest, backups.failed], [2, made[2], null]);
        assert.ok(backups.bytes > 0 && Date.now() - Date.parse(backups.at) < 120000);
    });

    test('gives a copy that can be restored and served', () => {
        const to = join(room, 'restored.sqlite');
        const said = sizhi(['restore', '--from', join(room, 'copies', copies().at(-1)), '--to', to]);
        assert.equal(said.status, 0, said.stderr);
        assert.equal(sizhi(['check', '--db', to]).status, 0);
    });

    test('that finds something wrong says so loudly, keeps what there is, and says no more once it went well', async () => {
        const kept = copies();
        const deaf = join(room, 'program'); // the copy it makes is not whole
        writeFileSync(deaf, `#!/bin/sh\nif [ "$1" = check ]; then echo 'audit entry 3: it was changed'; exit 1; fi\nexec '${SIZHI}' "$@"\n`);
        chmodSync(deaf, 0o755);
        const said = await backup('--sizhi', deaf, '--keep', '1');
        assert.equal(said.status, 1);
        assert.match(said.stderr, /^BACKUP FAILED while checking the copy: /m);
        assert.match(said.stdout, /audit entry 3: it was changed/);
        assert.deepEqual(copies(), kept);
        assert.deepEqual(readdirSync(join(room, 'copies')).filter((name) => name.startsWith('.sizhi-')), []);
        assert.ok(Date.now() - Date.parse((await machine()).backups.failed) < 120000);
        const again = await backup('--keep', '2');
        assert.equal(again.status, 0, again.stderr);
        assert.equal((await machine()).backups.failed, null);
        assert.ok(!existsSync(join(room, 'copies', 'FAILED')));
    });

    test('asked wrongly, or without a folder or a register, says what is wrong', async () => {
        for (const [args, status, words] of [
            [['--keep', '0'], 2, /--keep takes a number/], [['--keep'], 2, /--keep needs a value/], [['--often'], 2, /Unknown option/],
            [['--to', join(room, 'nowhere')], 1, /is no folder/], [['--db', join(room, 'nowhere.sqlite')], 1, /BACKUP FAILED while copying/],
        ]) {
            const said = await backup(...args);
            assert.equal(said.status, status, args.join(' '));
            assert.match(said.stderr, words);
        }
        rmSync(join(room, 'copies', 'FAILED'));
    });
});

describe('the units', () => {
    const UNITS = ['sizhi.service', 'sizhi-backup.service', 'sizhi-backup.timer'];
    const analyze = (...words) => spawnSync('systemd-analyze', words, { encoding: 'utf8', timeout: 60000 });
    const none = analyze('--version').status !== 0 && 'systemd-analyze is not there';

    // As they ship, but for the paths of what they start, which need not be installed here.
    function placed() {
        const folder = join(room, 'units');
        mkdirSync(folder, { recursive: true });
        for (const unit of UNITS) {
            const text = readFileSync(join(ROOT, 'scripts', 'systemd', unit), 'utf8');
            writeFileSync(join(folder, unit), text.replaceAll('/opt/sizhi/scripts/backup', '/bin/true').replaceAll(/ExecStart=\/opt\/sizhi\S+/g, 'ExecStart=/bin/true'));
        }
        return UNITS.map((unit) => join(folder, unit));
    }

    test('are understood by systemd, word for word', { skip: none }, () => {
        const said = analyze('verify', '--man=no', '--recursive-errors=no', ...placed());
        assert.equal(said.status, 0, said.stderr);
        assert.doesNotMatch(said.stderr, /sizhi/, said.stderr);
    });

    test('shut the programs in', { skip: none }, () => {
        for (const unit of placed().filter((path) => path.endsWith('.service'))) {
            const said = analyze('security', '--offline=true', '--threshold=20', '--no-pager', unit);
            assert.equal(said.status, 0, said.stdout.split('\n').slice(-3).join('\n') + said.stderr);
        }
    });

    test('start what is in the project, with options it has', () => {
        const text = UNITS.map((unit) => readFileSync(join(ROOT, 'scripts', 'systemd', unit), 'utf8')).join('');
        for (const [, path] of text.matchAll(/ExecStart=\/opt\/sizhi\/(\S+)/g)) {
            assert.ok(path === 'build/release/sizhi' || existsSync(join(ROOT, path)), path);
        }
        const words = /ExecStart=\S+ serve (.*)/.exec(text)[1];
        const known = sizhi(['serve', '--help']);
        for (const [option] of words.matchAll(/--[a-z-]+/g)) {
            assert.ok((known.stdout + known.stderr).includes(option), option);
        }
    });
});
