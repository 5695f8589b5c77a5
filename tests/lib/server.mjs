// A service of our own for one test file, or the one named by SIZHI_URL.  Stopping it is a test too:
// it must leave by itself, with status 0, and must not have said anything a sanitizer says.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { DB, SIZHI, WEB, needed } from './paths.mjs';

const REPORT = /ERROR: (Address|Leak|Thread)Sanitizer|runtime error:|Assertion .* failed|stack smashing/;

// `own`: even where SIZHI_URL is given (the file ends the process, or reads what it wrote).
// `register`: another file than SIZHI_DB.  `copy`: on a copy of the register, because another service may hold the lock on the file itself.
// `publicUrl`: where the world would see it; it is asked where it listens all the same.
export async function serve({ own = false, copy = own, register = DB, program = SIZHI, args = [], env = {}, publicUrl } = {}) {
    if (process.env.SIZHI_URL && !own) {
        const url = process.env.SIZHI_URL.replace(/\/$/, '');
        return { url, db: DB, errors: () => '', alive: () => true, stop: async () => {} };
    }
    needed(program, 'build it, or name it in SIZHI');
    let db = needed(register, 'load it with `sizhi load --db FILE`, or name it in SIZHI_DB');
    let room = null;
    if (copy) {
        room = mkdtempSync(join(tmpdir(), 'sizhi-'));
        copyFileSync(db, join(room, 'register.sqlite'));
        db = join(room, 'register.sqlite');
    }
    const port = publicUrl ? await freePort() : 0;
    const seen = publicUrl ? ['--public-url', publicUrl] : [];
    const child = spawn(program, ['serve', '--db', db, '--listen', `127.0.0.1:${port}`, '--web', WEB, ...seen, ...args],
                        { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
    const gone = new Promise((done) => child.on('exit', (code, signal) => done({ code, signal })));
    // A test that throws half-way must not leave a service behind.
    const reap = () => child.exitCode === null && child.signalCode === null && child.kill('SIGKILL');
    process.on('exit', reap);
    gone.then(() => process.off('exit', reap));
    let written = '';
    child.stderr.setEncoding('utf8').on('data', (text) => (written += text));
    const began = Date.now();
    const said = await ready(child, program, gone, () => written);
    const url = publicUrl ? `http://127.0.0.1:${port}` : said;

    return {
        url,
        db,
        pid: child.pid,
        startMs: Date.now() - began,
        errors: () => written,
        alive: () => child.exitCode === null && child.signalCode === null,
        gone,
        signal: (name) => child.kill(name),
        async stop() {
            if (this.alive()) {
                child.kill('SIGTERM');
            }
            const timer = setTimeout(reap, 20000);
            const end = await gone;
            clearTimeout(timer);
            if (room) {
                rmSync(room, { recursive: true, force: true });
            }
            assert.doesNotMatch(written, REPORT, 'what the service wrote to its error stream');
            assert.deepEqual(end, { code: 0, signal: null }, `how the service ended: ${written.slice(-2000)}`);
        },
    };
}

export async function freePort() {
    const listener = createServer().listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const { port } = listener.address();
    listener.close();
    await once(listener, 'close');
    return port;
}

function ready(child, program, gone, written) {
    return new Promise((done, fail) => {
        let said = '';
        const timer = setTimeout(() => {
            child.kill('SIGKILL');
            fail(new Error(`the service was not ready after 60 s: ${said}${written()}`));
        }, 60000);
        child.stdout.setEncoding('utf8').on('data', (text) => {
            said += text;
            const url = said.match(/https?:\/\/[\w.-]+(:\d+)?/);
            if (url && said.includes('\n', url.index)) {
                clearTimeout(timer);
                done(url[0]);
            }
        });
        child.on('error', (failure) => fail(new Error(`${program} did not start: ${failure.message}`)));
        gone.then(({ code, signal }) => {
            clearTimeout(timer);
            fail(new Error(`the service ended (${signal || code}) before it was ready: ${written()}`));
        });
    });
}

export const sanitizerReport = (text) => text.match(REPORT);
