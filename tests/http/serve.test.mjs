// sizhi serve: options that cannot be meant are named, what it prints is where it is, and it leaves
// when told.
import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask } from '../lib/ask.mjs';
import { DB, SIZHI, needed } from '../lib/paths.mjs';
import { serve } from '../lib/server.mjs';

needed(SIZHI, 'build it, or name it in SIZHI');
needed(DB, 'load it with `sizhi load --db FILE`, or name it in SIZHI_DB');

const freePort = () => new Promise((done) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
        const { port } = server.address();
        server.close(() => done(port));
    });
});
const run = (...args) => spawnSync(SIZHI, ['serve', '--db', DB, ...args], { encoding: 'utf8', timeout: 20000 });

describe('sizhi serve', () => {
    const wrong = [
        ['no address at all', [], /--listen/],
        ['a port alone', ['--listen', '8080'], /--listen 8080: an address and a port are wanted/],
        ['a port beyond the last', ['--listen', '127.0.0.1:65536'], /--listen 127\.0\.0\.1:65536/],
        ['a port with a tail', ['--listen', '127.0.0.1:80a'], /--listen/],
        ['a name instead of an address', ['--listen', 'localhost:0'], /localhost/],
        ['no threads', ['--listen', '127.0.0.1:0', '--threads', '0'], /--threads 0/],
        ['a thousand threads', ['--listen', '127.0.0.1:0', '--threads', '1000'], /--threads 1000/],
        ['a public address without a scheme', ['--listen', '127.0.0.1:0', '--public-url', 'sizhi.example'], /--public-url sizhi\.example/],
        ['a public address that is a scheme', ['--listen', '127.0.0.1:0', '--public-url', 'https://'], /--public-url/],
        ['a public address with a query', ['--listen', '127.0.0.1:0', '--public-url', 'https://a/?b'], /--public-url/],
        ['a public address with a quote', ['--listen', '127.0.0.1:0', '--public-url', 'https://a"b'], /--public-url/],
        ['an option nobody knows', ['--listen', '127.0.0.1:0', '--fast'], /--fast/],
    ];
    for (const [what, args, says] of wrong) {
        test(`refuses ${what} and says why`, () => {
            const { status, stdout, stderr } = run(...args);
            assert.equal(status, 2, stderr);
            assert.equal(stdout, '');
            assert.match(stderr, says);
        });
    }

    test('refuses a register that is not there', () => {
        const { status, stderr } = spawnSync(SIZHI, ['serve', '--db', `${DB}.not`, '--listen', '127.0.0.1:0'], { encoding: 'utf8' });
        assert.equal(status, 1);
        assert.match(stderr, /there is no register; make one with: sizhi load/);
    });

    test('refuses a folder of pages that is not there', () => {
        const { status, stderr } = run('--listen', '127.0.0.1:0', '--web', `${DB}.pages`);
        assert.equal(status, 1);
        assert.match(stderr, /no such folder/);
    });

    test('writes links with its public address, with one slash, and keeps whole layers for it', async (t) => {
        const port = await freePort();
        const room = mkdtempSync(join(tmpdir(), 'sizhi-'));
        copyFileSync(DB, join(room, 'register.sqlite'));
        const child = spawn(SIZHI, ['serve', '--db', join(room, 'register.sqlite'), '--listen', `127.0.0.1:${port}`,
            '--public-url', 'https://sizhi.example//'], { stdio: ['ignore', 'pipe', 'ignore'] });
        t.after(() => {
            child.kill('SIGKILL');
            rmSync(room, { recursive: true, force: true });
        });
        const [said] = await once(child.stdout.setEncoding('utf8'), 'data');
        assert.equal(said, 'https://sizhi.example/\n');
        const url = `http://127.0.0.1:${port}`;
        for (const target of ['/ogc', '/ogc/collections/provinces/items?simplify=0.05&limit=10000&f=json']) {
            const { links } = (await ask(url, target)).json;
            assert.ok(links.length > 1);
            assert.ok(links.every(({ href }) => href.startsWith('https://sizhi.example/ogc')), JSON.stringify(links));
        }
    });

    test('answers while it starts to leave, and leaves within five seconds', async () => {
        const service = await serve({ own: true });
        const began = Date.now();
        const answer = ask(service.url, '/ogc/collections/counties/items?limit=10000&f=json');
        service.signal('SIGTERM');
        await answer.catch((failure) => assert.match(failure.code, /ECONNRE/)); // it may not have arrived yet
        await service.stop();
        assert.ok(Date.now() - began < 5000, `${Date.now() - began} ms`);
    });
});
