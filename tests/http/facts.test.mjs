// The published facts in the register: loaded once, corrected by a new file, refused when broken;
// directly and through a running service.
import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from '../lib/ask.mjs';
import { Register } from '../lib/facts.mjs';
import { Fixture } from '../lib/fixture.mjs';
import { GEODATA, SIZHI } from '../lib/paths.mjs';
import { serve } from '../lib/server.mjs';
import { spawnSync } from 'node:child_process';

const FENGTAI = 'demo-city,丰台区,110000,110106';

function register(t) {
    const r = new Register();
    t.after(() => r.done());
    return r;
}

// The service builds its next picture after the command has its answer.
async function until(url, revision) {
    for (let i = 0; i < 500; i++) {
        const answer = await ask(url, '/api/v1/rosters');
        if (Number(answer.headers['x-sizhi-revision']) >= revision) {
            return;
        }
        await sleep(20);
    }
    assert.fail(`the service never came to revision ${revision}`);
}

describe('facts in the register', () => {
    test('the project\'s own rows are there, and there is nothing wrong with them', (t) => {
        const r = register(t);
        const rows = r.titles();
        assert.ok(rows.length > 180, `${rows.length} titles`);
        assert.deepEqual(rows.filter((row) => row[2] === '110106').map((row) => row.slice(1, 8)), [
            ['pilot-city', '110106', '丰台区', '2022-city', '2022-07-01', '2025-06-30', 'stated'],
            ['demo-city', '110106', '丰台区', '2024', '2024-01-01', '2026-12-31', 'stated'],
        ]);
        assert.equal(r.check().status, 0, r.check().text);
    });

    test('the same files again change nothing', (t) => {
        const r = register(t);
        const before = r.revision();
        assert.match(r.load().stdout, /nothing changed/);
        assert.match(r.load().stdout, /nothing changed/);
        assert.equal(r.revision(), before);
    });

    test('files that say the same in other words change nothing', (t) => {
        const r = register(t);
        const before = r.revision();
        r.edit('titles.csv', (text) => {
            const [head, ...rows] = text.trimEnd().split('\n');
            return `${[head, ...rows.reverse()].join('\r\n')}\r\n`;
        });
        const { status, stdout } = r.load();
        assert.equal(status, 0);
        assert.match(stdout, /facts: nothing changed/);
        assert.equal(r.revision(), before);
        assert.match(r.load().stdout, /: nothing changed \(revision/); // now without looking
    });

    test('a corrected row has two versions, one revision later', (t) => {
        const r = register(t);
        const before = r.revision();
        const undo = r.edit('titles.csv', (text) => text.replace(`${FENGTAI},,2024,,2024-01-01`, `${FENGTAI},,2024,,2024-02-01`));
        assert.match(r.load().stdout, /facts: revision \d+: 1 rows recorded, 1 retracted$/m);
        assert.equal(r.revision(), before + 1);
        assert.deepEqual(r.titles('110106').map((row) => row[5]), ['2022-07-01', '2024-02-01']);
        undo();
        assert.match(r.load().stdout, /facts: revision \d+: 1 rows recorded, 1 retracted$/m);
        assert.equal(r.check().status, 0, r.check().text);
    });

    test('without a folder of facts the titles stay as they are', (t) => {
        const r = register(t);
        const n = r.titles().length;
        rmSync(join(r.geodata, 'facts'), { recursive: true });
        const { status, stdout } = r.load();
        assert.equal(status, 0);
        assert.match(stdout, /has no folder facts: titles and lists stay as they are/);
        assert.equal(r.titles().length, n);
    });
});

const broken = [
    ['a code that never was', 'titles.csv', (s) => s.replace(',110108,', ',110199,'),
        /titles\.csv line 2: there is no place with the code 110199/],
    ['a code that was replaced', 'titles.csv', (s) => s.replace(/^pilot-county,.*$/m, 'pilot-county,米林县,540000,540422,,2022-county,,,,,stated,repost,x,'),
        /titles\.csv line \d+: the code 540422 was replaced by 540481/],
    ['the code of another place', 'titles.csv', (s) => s.replace(',110108,', ',110102,'),
        /titles\.csv line 2: 110102 is 西城区, not 海淀区/],
    ['a district on the city track', 'titles.csv', (s) => s.replace(/^(demo-city),南京市,320000,320100/m, '$1,江宁区,320000,320115'),
        /titles\.csv line \d+: the holder is not a kind of place/],
    ['a list nobody knows', 'titles.csv', (s) => s.replace('2022-city', '2021-city'),
        /titles\.csv line 2: list demo-city\/2021-city is not in rosters\.csv/],
    ['a day that does not exist', 'rosters.csv', (s) => s.replace('2022-07-01', '2022-02-30'),
        /rosters\.csv line 2: since "2022-02-30" is not a day/],
    ['a row in pieces', 'complete.csv', (s) => s.replace('demo-city,2022-city,*,', 'demo-city,2022-city,'),
        /complete\.csv line 2: 3 fields, not 4/],
    ['a day after the list ended', 'titles.csv', (s) => s.replace('2025-06-30', '2025-07-01'),
        /titles\.csv line 2: its days lie outside the term of its list/],
    ['more entries than a list was said to have', 'rosters.csv', (s) => s.replace(',38,', ',37,'),
        /rosters\.csv line 2: 38 entries are on record, more than the 37 it was said to have/],
];

describe('broken facts', () => {
    test('end with the file and the line, and the register as it was', (t) => {
        const r = register(t);
        const before = r.revision();
        for (const [name, file, change, says] of broken) {
            const undo = r.edit(file, change);
            const { status, stdout, complaints } = r.load();
            assert.equal(status, 1, name);
            assert.match(complaints, says, name);
            assert.equal(complaints.split('\n').length, 1, complaints);
            assert.equal(stdout, '', name);
            assert.equal(r.revision(), before, name);
            undo();
        }
        assert.match(r.load().stdout, /nothing changed/);
    });

    test('end no differently when a service holds the register', async (t) => {
        const r = register(t);
        const before = r.revision();
        const service = await serve({ own: true, copy: false, register: r.db });
        t.after(() => service.stop());
        for (const [name, file, change, says] of broken) {
            const undo = r.edit(file, change);
            const { status, text } = r.load();
            assert.equal(status, 1, name);
            assert.match(text, says, name);
            undo();
        }
        assert.equal(Number((await ask(service.url, '/api/v1/rosters')).headers['x-sizhi-revision']), before);
    });

    test('keep even the places of a new register out', (t) => {
        const f = new Fixture();
        t.after(() => f.done());
        cpSync(join(GEODATA, 'facts'), join(f.geodata, 'facts'), { recursive: true, dereference: true });
        const load = () => spawnSync(SIZHI, ['load', '--db', f.db, '--geodata', f.geodata], { encoding: 'utf8' });
        const answer = load(); // made-up places have none of the codes
        assert.equal(answer.status, 1);
        assert.match(answer.stderr, /titles\.csv line 2: there is no place with the code 110108/);
        const check = spawnSync(SIZHI, ['check', '--db', f.db], { encoding: 'utf8' });
        assert.match(check.stdout, /revision 0$/m);
        rmSync(join(f.geodata, 'facts'), { recursive: true });
        mkdirSync(join(f.geodata, 'facts'));
        rmSync(f.db);
        assert.match(load().stderr, /facts\/documents\.csv is missing/);
        assert.equal(f.hasRegister(), false); // noticed before anything was done
    });
});

describe('corrected facts while the service runs', () => {
    test('the service takes them in, and earlier moments keep their answer', async (t) => {
        const r = register(t);
        const service = await serve({ own: true, copy: false, register: r.db });
        t.after(() => service.stop());
        const before = r.revision();
        const moment = new Date().toISOString();
        const inForce = async (query) => (await ask(service.url, `/api/v1/titles?province=110000&on=2024-01-15${query}`)).ok().titles
            .filter(({ holder }) => holder?.code === '110106').map(({ kind, since }) => `${kind} ${since}`);
        assert.deepEqual(await inForce(''), ['demo-city 2024-01-01']);

        await sleep(5);
        r.edit('titles.csv', (text) => text.replace(`${FENGTAI},,2024,,2024-01-01`, `${FENGTAI},,2024,,2024-02-01`));
        const said = r.load();
        assert.equal(said.status, 0, said.text);
        assert.match(said.stdout, /^facts: revision \d+: 1 rows recorded, 1 retracted$/m);
        await until(service.url, before + 1);
        assert.deepEqual(await inForce(''), ['pilot-city 2022-07-01']);
        assert.deepEqual(await inForce(`&asOf=${encodeURIComponent(moment)}`), ['demo-city 2024-01-01']);
        assert.match(r.load().stdout, /nothing changed/);
    });
});
