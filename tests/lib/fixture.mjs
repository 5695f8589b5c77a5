// A copy of the made-up boundaries in a folder of its own, to be broken or changed by a test.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';

export const hashOf = (path) => createHash('sha256').update(readFileSync(path)).digest('hex');

export class Fixture {
    constructor() {
        this.room = mkdtempSync(join(tmpdir(), 'sizhi-load-'));
        this.geodata = join(this.room, 'geo data'); // a path with a space, always
        this.db = join(this.room, 'register.sqlite');
        cpSync(join(ROOT, 'tests/fixtures/geodata'), this.geodata, { recursive: true });
    }

    path(name) {
        return join(this.geodata, name);
    }

    remove(name) {
        rmSync(this.path(name));
    }

    // Changes the text of a file and, as somebody who means it would, the hash it must have.
    edit(name, change) {
        const before = readFileSync(this.path(name), 'utf8');
        const after = change(before);
        if (after === before) {
            throw new Error(`nothing in ${name} was changed`);
        }
        writeFileSync(this.path(name), after);
        this.pin(name);
    }

    editJson(name, change) {
        this.edit(name, (text) => {
            const json = JSON.parse(text);
            change(json.features, json);
            return JSON.stringify(json);
        });
    }

    pin(name) {
        const sources = readFileSync(this.path('sources.csv'), 'utf8').split('\n')
            .map((row) => (row.split(',')[1] === name ? `${row.split(',').slice(0, 2)},${hashOf(this.path(name))}` : row));
        writeFileSync(this.path('sources.csv'), sources.join('\n'));
    }

    // What lies beside the register but for its lock: [name, hash] of each file.
    beside() {
        return readdirSync(this.room, { withFileTypes: true })
            .filter((entry) => entry.isFile() && !entry.name.endsWith('.lock'))
            .map(({ name }) => [name, hashOf(join(this.room, name))]).sort();
    }

    hasRegister() {
        return existsSync(this.db);
    }

    done() {
        rmSync(this.room, { recursive: true, force: true });
    }
}
