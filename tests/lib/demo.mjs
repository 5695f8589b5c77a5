// A demonstration of one's own: a copy of the one in SIZHI_DEMO, which scripts/test makes once, or one
// that is made here.  What the command said when it made it lies beside it, in FILE.said.
import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepare } from './officers.mjs';
import { GEODATA } from './paths.mjs';

export function demonstration() {
    const room = mkdtempSync(join(tmpdir(), 'sizhi-demo-'));
    const db = join(room, 'demo.sqlite');
    let said;
    if (process.env.SIZHI_DEMO) {
        copyFileSync(process.env.SIZHI_DEMO, db);
        said = readFileSync(`${process.env.SIZHI_DEMO}.said`, 'utf8');
    } else {
        const made = prepare(['demo', '--db', db, '--seed', '7', '--geodata', GEODATA]);
        assert.equal(made.status, 0, made.stderr);
        said = made.stdout;
    }
    return {
        db, said,
        password: /The password of all \d+ accounts: (\S+)/.exec(said)[1],
        accounts: [...said.matchAll(/^ {2}(demo-\S+)/gm)].map((m) => m[1]), // one of every role
        done: () => rmSync(room, { recursive: true, force: true }),
    };
}
