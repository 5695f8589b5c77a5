// sizhi user and sizhi token: on a file nobody holds and through the service that holds it.
import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { ask } from '../lib/ask.mjs';
import { Register } from '../lib/facts.mjs';
import { PASSWORD, QUICK, signInAnswer, sizhi } from '../lib/officers.mjs';
import { serve } from '../lib/server.mjs';

// Both ways must end alike: [how, whether a service holds the register].
for (const [how, live] of [['by the command itself', false], ['by the running service', true]]) {
    describe(`accounts and tokens kept ${how}`, () => {
        async function stage(t) {
            const r = new Register(live ? QUICK : undefined); // a service does the work then
            let service = live ? await serve({ own: true, copy: false, register: r.db }) : null;
            t.after(async () => {
                await service?.stop();
                r.done();
            });
            r.add = (name, role, scope = [], input = `${PASSWORD}\n`) =>
                sizhi(['user', 'add', '--db', r.db, '--name', name, '--role', role, ...scope, '--password-stdin'], input, r.program);
            r.served = async () => (service ??= await serve({ own: true, copy: false, register: r.db })).url;
            return r;
        }

        test('an account is opened, listed, given another password and closed', async (t) => {
            const r = await stage(t);
            const before = r.revision();
            assert.deepEqual(r.add('jiangsu', 'province', ['--province', '320000']), { status: 0, stdout: "account 1 'jiangsu' is open (province)\n", stderr: '' });
            assert.equal(r.add('nanjing', 'city', ['--place', '320100']).status, 0);
            assert.equal(r.add('jiangning', 'applicant', ['--place', '320115'], PASSWORD).status, 0); // no line end is fine
            assert.equal(r.add('expert', 'expert').status, 0);
            const made = r.run('user', 'add', '--name', 'operator', '--role', 'operator');
            const shown = /^account 5 'operator' is open \(operator\)\npassword: ([\w-]{43})\n$/.exec(made.stdout);
            assert.ok(shown, made.text);
            const rows = r.run('user', 'list').stdout.trim().split('\n').map((line) => line.split('\t'));
            assert.deepEqual(rows.map(([id, name, role, unit, place]) => [id, name, role, unit, place]), [
                ['1', 'jiangsu', 'province', '320000', '-'], ['2', 'nanjing', 'city', '-', '320100'], ['3', 'jiangning', 'applicant', '-', '320115'],
                ['4', 'expert', 'expert', '-', '-'], ['5', 'operator', 'operator', '-', '-'],
            ]);

            const changed = sizhi(['user', 'password', '--db', r.db, '--name', 'expert', '--password-stdin'], 'Kelp-harbour-42 lamps\n');
            assert.equal(changed.status, 0, changed.stderr);
            assert.equal(r.run('user', 'close', '--name', 'nanjing').stdout, "account 'nanjing' is closed; its sessions and tokens are ended\n");
            assert.equal(r.run('user', 'close', '--name', 'nanjing').status, 1);
            assert.equal(r.revision(), before); // nothing of it is published
            assert.equal(r.check().status, 0, r.check().text);

            const url = await r.served();
            const statuses = [];
            for (const [name, password] of [['jiangsu', PASSWORD], ['jiangning', PASSWORD], ['expert', 'Kelp-harbour-42 lamps'], ['operator', shown[1]], ['expert', PASSWORD], ['nanjing', PASSWORD]]) {
                statuses.push((await signInAnswer(url, name, password)).status);
            }
            assert.deepEqual(statuses, [200, 200, 200, 200, 401, 401]);
        });

        test('a token is printed once, alone, and is good until it is revoked', async (t) => {
            const r = await stage(t);
            assert.equal(r.add('wang', 'national').status, 0);
            const made = r.run('token', 'add', '--user', 'wang', '--label', 'a program', '--days', '3');
            assert.equal(made.status, 0, made.text);
            assert.match(made.stdout, /^[\w-]{43}\n$/);
            const row = r.run('token', 'list', '--user', 'wang').stdout.trim().split('\t');
            assert.deepEqual([row[0], row[1], row[2], row[5], row[6]], ['1', 'wang', 'a program', '-', '-']);
            assert.equal(Date.parse(row[4]) - Date.parse(row[3]), 3 * 24 * 60 * 60 * 1000);
            assert.equal(r.run('token', 'list', '--user', 'li').stdout, '');

            const url = await r.served();
            const who = () => ask(url, '/api/v1/session', { headers: { authorization: `Bearer ${made.stdout.trim()}` } });
            assert.equal((await who()).json.name, 'wang');
            assert.equal(r.run('token', 'revoke', '--id', '1').stdout, 'token 1 is revoked\n');
            (await who()).problem(401);
            assert.equal(r.run('token', 'revoke', '--id', '1').status, 1);
            assert.notEqual(r.run('token', 'list').stdout.trim().split('\t')[6], '-');

            // Whose password somebody else sets is taken to be in wrong hands.
            const headers = { authorization: `Bearer ${r.run('token', 'add', '--user', 'wang').stdout.trim()}` };
            assert.equal((await ask(url, '/api/v1/session', { headers })).status, 200);
            const set = sizhi(['user', 'password', '--db', r.db, '--name', 'wang', '--password-stdin'], 'Kelp-harbour-42 lamps\n');
            assert.equal(set.stdout, "account 'wang' has another password; its sessions and tokens are ended\n");
            (await ask(url, '/api/v1/session', { headers })).problem(401);
        });

        test('what cannot be is refused, and changes nothing', async (t) => {
            const r = await stage(t);
            assert.equal(r.add('wang', 'national').status, 0);
            const rows = [
                [r.add('king', 'king'), 2, /--role king: national, province, city, applicant, expert or operator/],
                [r.add('none', 'anonymous'), 1, /nobody signs in as the public/],
                [r.add('p', 'province', ['--province', '320000']), 1, /the name of an account has 2 to 64 bytes/],
                [r.add('jiangsu', 'province'), 1, /the role 'province' needs a unit/],
                [r.add('jiangsu', 'province', ['--province', '320100']), 1, /'320100' is not a recommending unit/],
                [r.add('nanjing', 'city', ['--place', '320115']), 1, /'320115' is not a prefecture/],
                [r.add('jiangsu', 'applicant', ['--place', '320000']), 1, /'320000' is a place that cannot apply/],
                [r.add('wang', 'operator'), 1, /the name 'wang' belongs to an account already/],
                [r.add('li', 'national', [], 'short\n'), 2, /at least 12 characters/],
                [r.add('li', 'national', [], ''), 2, /nothing came in/],
                [r.add('lantern', 'national'), 2, /does not hold the account's name/],
                [r.add('li', 'national', [], `${'long'.repeat(100)}\n`), 2, /at most 256 bytes/],
                [sizhi(['user', 'password', '--db', r.db, '--name', 'nobody']), 1, /there is no open account 'nobody'/],
                [sizhi(['token', 'add', '--db', r.db, '--user', 'nobody']), 1, /there is no open account 'nobody'/],
                [sizhi(['token', 'add', '--db', r.db, '--user', 'wang', '--days', '0']), 2, /--days 0: a number from 1 to 3650/],
                [sizhi(['token', 'add', '--db', r.db, '--user', 'wang', '--label', 'a\tb']), 1, /a label is one line/],
                [sizhi(['token', 'revoke', '--db', r.db, '--id', 'x']), 2, /--id x: a token has a number/],
                [sizhi(['user', 'add', '--db', r.db, '--name', 'li']), 2, /--role is missing/],
            ];
            for (const [answer, status, says] of rows) {
                assert.equal(answer.status, status, answer.stderr);
                assert.match(answer.stderr, says);
                assert.equal(answer.stdout, '');
            }
            assert.equal(r.run('user', 'list').stdout.trim().split('\n').length, 1);
            assert.equal(r.run('token', 'list').stdout, '');
        });
    });
}

test('each command tells how it is asked', () => {
    for (const words of [['user', 'add'], ['user', 'list'], ['user', 'close'], ['user', 'password'], ['token', 'add'], ['token', 'list'], ['token', 'revoke']]) {
        const help = sizhi([...words, '--help']);
        assert.equal(help.status, 0);
        assert.match(help.stdout, new RegExp(`^usage: sizhi ${words.join(' ')} --db FILE`));
    }
    for (const words of [['user'], ['user', 'rename'], ['token'], ['token', 'show']]) {
        const answer = sizhi(words);
        assert.equal(answer.status, 2);
        assert.match(answer.stderr, /^usage: sizhi /);
    }
});
