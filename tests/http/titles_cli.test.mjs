// sizhi title and sizhi quota: corrections by hand, each with document and person, each a revision;
// on a file nobody holds and through the service that holds it.
import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from '../lib/ask.mjs';
import { Register } from '../lib/facts.mjs';
import { QUICK } from '../lib/officers.mjs';
import { serve } from '../lib/server.mjs';

const BY = ['--source', '国知发运字〔2024〕2号', '--by', '王某', '--why', '更正'];
const add = (holder, kind, batch, since, until) =>
    ['title', 'add', '--kind', kind, '--holder', holder, '--batch', batch, '--since', since, '--until', until, ...BY];
const quota = (track, province, places, ...more) =>
    ['quota', 'set', '--round', '2023', '--track', track, '--province', province, '--places', places, ...more];

// 郴州市: on no list that is on record
const CHENZHOU = add('431000', 'demo-city', '2024', '2024-01-01', '2026-12-31');

async function settled(url, revision) {
    for (let i = 0; i < 500; i++) {
        const answer = await ask(url, '/api/v1/rounds');
        if (Number(answer.headers['x-sizhi-revision']) >= revision) {
            return;
        }
        await sleep(20);
    }
    assert.fail(`the service never came to revision ${revision}`);
}

// Both ways must end alike: [how, whether a service holds the register].
for (const [how, live] of [['by the command itself', false], ['by the running service', true]]) {
    describe(`corrections carried out ${how}`, () => {
        async function stage(t) {
            const r = new Register(live ? QUICK : undefined); // a service does the work then
            r.before = r.revision();
            const service = live ? await serve({ own: true, copy: false, register: r.db }) : null;
            t.after(async () => {
                await service?.stop();
                r.done();
            });
            r.url = service?.url;
            return r;
        }

        test('a title is added, superseded and taken back, each a revision', async (t) => {
            const r = await stage(t);
            const added = r.run(...CHENZHOU);
            assert.equal(added.status, 0, added.text);
            const id = /^title (\d+) is on record$/m.exec(added.stdout)[1];
            assert.deepEqual(r.titles('431000').map((row) => row.slice(0, 8)),
                [[id, 'demo-city', '431000', '郴州市', '2024', '2024-01-01', '2026-12-31', 'stated']]);
            assert.equal(r.revision(), r.before + 1);

            const old = r.titles('430200').find((row) => row[1] === 'pilot-city')[0];
            const done = r.run('title', 'supersede', '--id', old, '--with', id, '--since', '2024-01-01', ...BY);
            assert.equal(done.status, 0, done.text);
            assert.equal(done.stdout, `from 2024-01-01 on title ${id} stands in the place of title ${old}\n`);
            assert.match(r.titles('430200').find((row) => row[1] === 'pilot-city')[8], new RegExp(`^from 2024-01-01 on: title ${id}$`));

            const refused = r.run('title', 'retract', '--id', id, ...BY);
            assert.equal(refused.status, 1);
            assert.match(refused.text, new RegExp(`title ${id} stands in the place of title`));

            const row = r.titles('430200').find((each) => each[1] === 'pilot-city')[0];
            assert.equal(r.run('title', 'retract', '--id', row, ...BY).status, 0);
            assert.equal(r.run('title', 'retract', '--id', id, ...BY).stdout, `title ${id} is taken back\n`);
            assert.deepEqual(r.titles('431000'), []);
            assert.equal(r.revision(), r.before + 4);
            assert.equal(r.check().status, 0, r.check().text);
        });

        test('places are set and set anew', async (t) => {
            const r = await stage(t);
            const first = r.run(...quota('demo-city', '320000', '3', ...BY));
            assert.equal(first.status, 0, first.text);
            assert.equal(first.stdout, 'round 2023, demo-city, 320000: 3 places\n');
            assert.equal(r.run(...quota('demo-city', '320000', '3', ...BY)).status, 0);
            assert.equal(r.revision(), r.before + 1); // the same again is no change
            assert.equal(r.run(...quota('demo-city', '320000', '2', '--source', '函')).status, 0);
            assert.equal(r.run(...quota('pilot-county', 'XPCC', '1', ...BY)).status, 0);
            assert.equal(r.run(...quota('pilot-county', 'XPCC', 'unknown', ...BY)).status, 0);
            assert.equal(r.revision(), r.before + 4);
            assert.equal(r.check().status, 0, r.check().text);
            if (!live) {
                return;
            }
            await settled(r.url, r.before + 4);
            const { rows } = (await ask(r.url, '/api/v1/rounds/2023/quotas')).ok();
            assert.equal(rows.length, 4 * 32);
            const known = rows.filter(({ status }) => status !== 'unknown');
            assert.deepEqual(known.map(({ province, track, places, left, source }) => [province, track, places, left, source]),
                [['320000', 'demo-city', 2, 2, '函']]);
        });

        test('what cannot be is refused, and changes nothing', async (t) => {
            const r = await stage(t);
            const rows = [
                [CHENZHOU.filter((word) => word !== '--source' && word !== BY[1]), 2, /--source is missing/],
                [CHENZHOU.filter((word) => word !== '--by' && word !== BY[3]), 2, /--by is missing/],
                [CHENZHOU.map((word) => (word === BY[1] ? '' : word)), 2, /--source: name the document/],
                [CHENZHOU.map((word) => (word === BY[3] ? '' : word)), 2, /--by: name the person/],
                [CHENZHOU.map((word) => (word === 'demo-city' ? 'demo-town' : word)), 2, /--kind demo-town/],
                [CHENZHOU.map((word) => (word === '2024-01-01' ? '2024-1-1' : word)), 2, /--since 2024-1-1: a day is written/],
                [CHENZHOU.map((word) => (word === '431000' ? '4304' : word)), 2, /--holder 4304: a six-digit code/],
                [CHENZHOU.map((word) => (word === '431000' ? '439999' : word)), 1, /there is no place with the code 439999/],
                [add('540422', 'pilot-county', '2022-county', '2022-08-01', '2025-07-31'), 1, /the code 540422 was replaced by 540481/],
                [add('320115', 'demo-city', '2024', '2024-01-01', '2026-12-31'), 1, /not a kind of place that this title can name/],
                [add('422800', 'demo-city', '2024', '2024-01-01', '2026-12-31'), 1, /not a kind of place that this title can name/],
                [add('431000', 'demo-city', '2024', '2023-12-31', '2026-12-31'), 1, /outside the term of its list/],
                [add('431000', 'demo-city', '2025', '2024-01-01', '2026-12-31'), 1, /its list is not on record/],
                [add('110106', 'demo-city', '2024', '2025-01-01', '2026-12-31'), 1, /has another title of this kind on the same days/],
                [add('431000', 'demo-city', '2022-city', '2022-07-01', '2025-06-30'), 1, /39 entries are on record, more than the 38/],
                [['title', 'retract', '--id', '99999', ...BY], 1, /there is no title 99999/],
                [['title', 'retract', '--id', '-1', ...BY], 2, /a title has a number/],
                [['title', 'supersede', '--id', '1', '--with', '1', '--since', '2023-01-01', ...BY], 1, /cannot stand in the place/],
                [quota('demo-city', '320000', '3', '--illustrative', ...BY), 1, /illustrative numbers exist in a demonstration register only/],
                [quota('demo-city', '320000', 'x', ...BY), 2, /--places x: a number or "unknown"/],
                [quota('demo-city', '320000', '-1', ...BY), 2, /--places -1/],
                [quota('demo-zone', '320000', '3', ...BY), 2, /--track demo-zone/],
                [quota('demo-city', '810000', '3', ...BY), 1, /there is no quota of 810000/],
                [quota('demo-city', '320000', '3'), 2, /--source is missing/],
            ];
            for (const [words, status, says] of rows) {
                const answer = r.run(...words);
                assert.equal(answer.status, status, `${words.join(' ')}: ${answer.text}`);
                assert.match(answer.complaints, says, words.join(' '));
                assert.equal(answer.stdout, '', words.join(' '));
            }
            assert.equal(r.revision(), r.before);
        });
    });
}

describe('corrections by hand', () => {
    test('a service shows them, and what it said before can still be asked', async (t) => {
        const r = new Register();
        const before = r.revision();
        const service = await serve({ own: true, copy: false, register: r.db });
        t.after(async () => {
            await service.stop();
            r.done();
        });
        const held = async (more = '') => (await ask(service.url, `/api/v1/titles?province=430000&on=2024-06-01${more}`)).ok().titles
            .filter(({ holder }) => holder?.code === '431000').map(({ kind, source }) => [kind, source.number]);
        assert.deepEqual(await held(), []);
        const moment = new Date().toISOString();
        await sleep(5);
        assert.equal(r.run(...CHENZHOU).status, 0);
        await settled(service.url, before + 1);
        assert.deepEqual(await held(), [['demo-city', '国知发运字〔2024〕2号']]);
        assert.deepEqual(await held(`&asOf=${encodeURIComponent(moment)}`), []);
    });

    test('a load leaves them alone', (t) => {
        const r = new Register();
        t.after(() => r.done());
        assert.equal(r.run(...CHENZHOU).status, 0);
        const haidian = r.titles('110108')[0][0];
        assert.equal(r.run('title', 'retract', '--id', haidian, ...BY).status, 0);
        const now = r.revision();
        r.edit('titles.csv', (text) => `${text.trimEnd()}\r\n`);
        const { status, stdout, text } = r.load();
        assert.equal(status, 0, text);
        assert.match(stdout, /facts: nothing changed .*; 1 left out, because an operator took them back or entered them by hand/);
        assert.equal(r.revision(), now);
        assert.deepEqual(r.titles('110108'), []);
        assert.equal(r.titles('431000').length, 1);
        assert.equal(r.check().status, 0, r.check().text);
    });

    test('a register that is not there is not made', (t) => {
        const r = new Register();
        t.after(() => r.done());
        r.db += '.not';
        for (const words of [CHENZHOU, ['title', 'retract', '--id', '1', ...BY], quota('demo-city', '320000', '3', ...BY)]) {
            const answer = r.run(...words);
            assert.equal(answer.status, 1);
            assert.match(answer.complaints, /there is no register; make one with/);
        }
        assert.equal(r.run('title', 'list').status, 1);
    });

    test('each command tells how it is asked', (t) => {
        const r = new Register();
        t.after(() => r.done());
        for (const words of [['title', 'add'], ['title', 'retract'], ['title', 'supersede'], ['title', 'list'], ['quota', 'set']]) {
            const help = r.run(...words, '--help');
            assert.equal(help.status, 0);
            assert.match(help.stdout, new RegExp(`^usage: sizhi ${words.join(' ')} --db FILE`));
        }
        for (const words of [['title'], ['title', 'rename'], ['quota'], ['quota', 'raise']]) {
            const answer = r.run(...words);
            assert.equal(answer.status, 2);
            assert.match(answer.complaints, /^usage: sizhi /);
        }
    });
});
