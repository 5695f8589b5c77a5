// A register of one's own with the real places, beside a copy of the project's facts that a test may
// correct or break.  The boundaries are the project's, by link: the load sees that they are the same.
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DB, GEODATA, SIZHI, needed } from './paths.mjs';

export class Register {
    // `program`: what the commands are run with.
    constructor(program = SIZHI) {
        this.program = program;
        needed(SIZHI, 'build it, or name it in SIZHI');
        needed(DB, 'load it with `sizhi load --db FILE`, or name it in SIZHI_DB');
        this.room = mkdtempSync(join(tmpdir(), 'sizhi-facts-'));
        this.db = join(this.room, 'a register.sqlite');
        this.geodata = join(this.room, 'geo data');
        copyFileSync(DB, this.db);
        mkdirSync(this.geodata);
        for (const name of readdirSync(GEODATA)) {
            if (name !== 'facts') {
                symlinkSync(join(GEODATA, name), join(this.geodata, name));
            }
        }
        cpSync(join(GEODATA, 'facts'), join(this.geodata, 'facts'), { recursive: true, dereference: true });
    }

    edit(name, change) {
        const path = join(this.geodata, 'facts', name);
        const before = readFileSync(path, 'utf8');
        const after = change(before);
        if (after === before) {
            throw new Error(`nothing in ${name} was changed`);
        }
        writeFileSync(path, after);
        return () => writeFileSync(path, before);
    }

    // Runs a command on the register: its exit status and what it said, progress left out.
    run(...words) {
        const at = words.findIndex((word) => word.startsWith('--'));
        const split = at < 0 ? words.length : at;
        const said = spawnSync(this.program, [...words.slice(0, split), '--db', this.db, ...words.slice(split)], { encoding: 'utf8' });
        const complaints = said.stderr.split('\n').filter((line) => line !== '' && !/^\[\d+\/\d+\] /.test(line)).join('\n');
        return { status: said.status, stdout: said.stdout, complaints, text: said.stdout + complaints };
    }

    load() {
        return this.run('load', '--geodata', this.geodata);
    }

    check() {
        return this.run('check');
    }

    revision() {
        return Number(/revision (\d+)/.exec(this.check().stdout)?.[1]);
    }

    // Rows of `title list`: [id, kind, holder, name, batch, since, until, confidence, …].
    titles(holder) {
        const { stdout } = this.run('title', 'list', ...(holder ? ['--holder', holder] : []));
        return stdout.split('\n').filter(Boolean).map((line) => line.split('\t'));
    }

    done() {
        rmSync(this.room, { recursive: true, force: true });
    }
}
