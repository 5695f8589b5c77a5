// The basemap: tiles that the service fetches for its pages from a server that may be good, slow, gone
// or mad.  The token reaches that server and nothing else, and nothing that happens there is felt here.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import http from 'node:http';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask } from '../lib/ask.mjs';
import { DB, SIZHI } from '../lib/paths.mjs';
import { serve } from '../lib/server.mjs';
import { GREEN, plain, tileServer } from '../lib/tile_server.mjs';

const TOKEN = 'qK7-secret_0123456789abcdef.Zx';
const room = mkdtempSync(join(tmpdir(), 'sizhi-basemap-'));
const file = join(room, 'token');
const TILES = '/{layer}/{z}/{x}/{y}?tk={token}';
writeFileSync(file, `${TOKEN}\n`, { mode: 0o600 });
after(() => rmSync(room, { recursive: true, force: true }));

const slug = (answer) => answer.json.type.split(':').pop();

describe('the options of the basemap', () => {
    const begin = (...args) => spawnSync(SIZHI, ['serve', '--db', DB, '--listen', '127.0.0.1:0', ...args], { encoding: 'utf8', timeout: 30000 });
    const other = (name, text, mode) => {
        const path = join(room, name);
        writeFileSync(path, text);
        chmodSync(path, mode);
        return path;
    };

    test('are refused at start with what is wrong, and without the token', () => {
        const map = ['--basemap', 'tianditu'];
        for (const [args, words] of [
            [['--basemap', 'elsewhere'], /no such basemap; tianditu is one/],
            [map, /needs --basemap-token-file/],
            [['--basemap-token-file', file], /means nothing without --basemap/],
            [['--basemap-url', `http://127.0.0.1${TILES}`], /means nothing without --basemap/],
            [[...map, '--basemap-token-file', join(room, 'none')], /No such file/],
            [[...map, '--basemap-token-file', room], /this is no file/],
            [[...map, '--basemap-token-file', other('open', TOKEN, 0o644)], /everybody on this machine may read.*chmod 600/],
            [[...map, '--basemap-token-file', other('empty', '\n', 0o600)], /should hold the token alone/],
            [[...map, '--basemap-token-file', other('odd', `${TOKEN}&x=1`, 0o600)], /should hold the token alone/],
            [[...map, '--basemap-token-file', other('long', 'a'.repeat(5000), 0o600)], /should hold the token alone/],
            [[...map, '--basemap-token-file', file, '--basemap-url', 'file:///etc/{layer}{z}{x}{y}'], /begins with neither/],
            [[...map, '--basemap-token-file', file, '--basemap-url', 'http://h/{layer}/{z}/{x}?tk={token}'], /\{y\} is missing/],
            [[...map, '--basemap-token-file', file, '--basemap-url', 'http://h/{layer}/{z}/{x}/{y}'], /no \{token\} to put it in/],
        ]) {
            const { status, stderr } = begin(...args);
            assert.equal(status, 2, `${args.join(' ')}: ${stderr}`);
            assert.match(stderr, words);
            assert.ok(!stderr.includes(TOKEN), stderr);
        }
    });
});

describe('a service without a basemap', () => {
    let service;
    before(async () => (service = await serve()));
    after(() => service?.stop());

    test('says so, whatever tile is asked for', async () => {
        for (const path of ['/basemap/vec/3/6/2', '/basemap/x/y/z/0', '/basemap/vec/3/6/2?tk=1']) {
            const answer = await ask(service.url, path);
            answer.problem(404);
            assert.equal(slug(answer), 'no-basemap', path);
        }
        assert.equal((await ask(service.url, '/api/v1/about')).ok().basemap, null);
    });
});

describe('a service with a basemap', () => {
    let upstream, service, answers = [];
    const get = async (path, options) => {
        const answer = await ask(service.url, path, options);
        answers.push(answer);
        return answer;
    };
    // Two failures in a row are the most that leave the server being asked; a tile that comes forgives them.
    let fresh = 0;
    const forgive = async () => {
        upstream.answer = plain(GREEN);
        assert.equal((await get(`/basemap/cva/12/${fresh++}/9`)).status, 200);
    };

    before(async () => {
        upstream = await tileServer();
        service = await serve({ own: true, args: ['--basemap', 'tianditu', '--basemap-token-file', file, '--basemap-url', upstream.url + TILES] });
    });
    after(async () => {
        await upstream?.close();
        await service?.stop();
    });

    test('tells its pages which layers there are', async () => {
        assert.deepEqual((await get('/api/v1/about')).ok().basemap, { name: 'tianditu', layers: ['vec', 'cva', 'img', 'cia'], min_zoom: 1, max_zoom: 18 });
    });

    test('fetches a tile with the token, gives it with a tag, and fetches it once', async () => {
        const answer = await get('/basemap/vec/4/12/6');
        assert.equal(answer.status, 200);
        assert.equal(answer.type, 'image/png');
        assert.deepEqual(answer.bytes, GREEN);
        assert.match(answer.headers['cache-control'], /^public, max-age=86400$/);
        assert.equal(answer.headers['cross-origin-resource-policy'], 'same-origin');
        assert.equal(answer.headers['access-control-allow-origin'], undefined);
        const again = await get('/basemap/vec/4/12/6', { headers: { 'if-none-match': answer.headers.etag } });
        assert.equal(again.status, 304);
        assert.equal(upstream.asked.length, 1);
        const [{ url, headers }] = upstream.asked;
        assert.equal(url, `/vec/4/12/6?tk=${TOKEN}`);
        assert.match(headers['user-agent'], /^Sizhi\/\d/);
        assert.deepEqual(Object.keys(headers).sort(), ['accept', 'host', 'user-agent'], 'nothing of who asked goes with it');
    });

    test('fetches a tile once for many who ask at a time', async () => {
        upstream.asked.length = 0;
        upstream.answer = (rq, rs) => setTimeout(() => plain(GREEN)(rq, rs), 300);
        const many = await Promise.all(Array.from({ length: 8 }, () => get('/basemap/img/9/1/1')));
        assert.deepEqual(many.map((a) => a.status), Array(8).fill(200));
        assert.equal(upstream.asked.length, 1);
    });

    test('asks for no tile that there cannot be', async () => {
        upstream.asked.length = 0;
        for (const path of ['vec/0/0/0', 'vec/19/0/0', 'vec/1/2/0', 'vec/1/0/2', 'vec/01/0/0', 'vec/1/0/0.png', 'vec/1/-1/0', 'ter/1/0/0', 'vec_w/1/0/0',
            'vec/1/0/%2e%2e', 'vec%2f..%2fx/1/0/0', 'vec/1/0/0%3Fx=1', 'vec/4294967297/0/0', 'vec/1/0/0%0d%0aHost:x']) {
            const answer = await get(`/basemap/${path}`);
            answer.problem([400, 404]);
        }
        for (const path of ['vec/1/0', 'vec/1/0/0/0', '']) {
            (await get(`/basemap/${path}`)).problem(404);
        }
        (await get('/basemap/vec/1/0/0?tk=mine')).problem(400, 'tk');
        assert.deepEqual(upstream.asked, []);
    });

    test('gives its tiles to no page of another site', async () => {
        upstream.asked.length = 0;
        for (const from of ['cross-site', 'same-site']) {
            (await get('/basemap/vec/5/1/1', { headers: { 'sec-fetch-site': from } })).problem(403);
        }
        for (const from of ['same-origin', 'none']) {
            assert.equal((await get('/basemap/vec/5/1/2', { headers: { 'sec-fetch-site': from } })).status, 200);
        }
        assert.deepEqual(upstream.asked.map(({ url }) => url.split('?')[0]), ['/vec/5/1/2']);
    });

    test('passes on pictures alone, however the other server answers', async () => {
        const elsewhere = await tileServer();
        const endless = Buffer.concat([GREEN, Buffer.alloc(10 * 1024 * 1024)]);
        const ways = {
            'a page': plain('<html><script>1</script>', 'text/html'),
            'a page said to be a picture': plain('<html><script>1</script>'),
            'a picture said to be a page': plain(GREEN, 'text/html'),
            'a drawing with a script': plain('<svg><script>1</script></svg>', 'image/svg+xml'),
            'ten megabytes': plain(endless),
            'ten megabytes without saying so': (rq, rs) => rs.writeHead(200, { 'content-type': 'image/png', 'transfer-encoding': 'chunked' }).end(endless),
            'leading elsewhere': plain('', 'image/png', 302, { location: `${elsewhere.url}/x?tk=${TOKEN}` }),
            'refusing the token': plain(`{"msg":"${TOKEN} is not known"}`, 'application/json', 403),
            'failing': plain(GREEN, 'image/png', 500),
            'hanging up': (rq, rs) => rs.socket.destroy(),
            'no HTTP at all': (rq, rs) => rs.socket.end('220 smtp ready\r\n'),
        };
        let x = 0;
        for (const [how, answer] of Object.entries(ways)) {
            await forgive();
            upstream.answer = answer;
            const said = await get(`/basemap/vec/11/${x++}/0`);
            said.problem(502);
            assert.equal(slug(said), 'upstream', how);
        }
        assert.deepEqual(elsewhere.asked, [], 'nobody was led elsewhere');
        await elsewhere.close();
        await forgive();
        upstream.answer = plain('', 'text/plain', 404);
        (await get('/basemap/vec/11/99/0')).problem(404);
    });

    test('stays quick while two hundred wait for a server that does not answer', async () => {
        upstream.answer = () => {}; // it listens, and that is all
        const began = Date.now();
        const through = new http.Agent({ maxSockets: 200 });
        const waiting = Array.from({ length: 200 }, (_, i) => get(`/basemap/vec/15/${i}/0`, { through }));
        let slowest = 0;
        while (Date.now() - began < 2000) {
            const asked = Date.now();
            (await ask(service.url, '/healthz')).ok();
            assert.equal((await ask(service.url, '/basemap/vec/4/12/6')).status, 200, 'a tile that is kept');
            slowest = Math.max(slowest, Date.now() - asked);
            await new Promise((done) => setTimeout(done, 20));
        }
        const all = await Promise.all(waiting);
        const took = Date.now() - began;
        through.destroy();
        assert.ok(slowest < 1000, `/healthz and a kept tile took ${slowest} ms`);
        assert.ok(took < 20000, `all were answered after ${took} ms`);
        const counts = { 502: 0, 503: 0 };
        for (const answer of all) {
            answer.problem([502, 503]);
            counts[answer.status]++;
            assert.match(answer.headers['retry-after'] ?? '', answer.status === 503 ? /^\d+$/ : /^\d*$/);
        }
        assert.ok(counts[503] >= 100, `who came too many were told at once: ${JSON.stringify(counts)}`);
        // Now it is known to be gone, and nobody waits for it any more.
        const asked = Date.now();
        const next = await get('/basemap/vec/15/900/0');
        next.problem(502);
        assert.match(next.headers['retry-after'], /^\d+$/);
        assert.ok(Date.now() - asked < 1000);
        assert.equal((await get('/basemap/vec/4/12/6')).status, 200, 'what is kept is given all the same');
    });

    test('tells the token to nobody: no answer, no figure, no line of the log has it', async () => {
        await get('/metrics');
        await get('/api/v1/openapi.json');
        await new Promise((done) => setTimeout(done, 500)); // the log is written several times a second
        assert.ok(answers.length > 200);
        for (const answer of answers) {
            assert.ok(!`${JSON.stringify(answer.headers)}${answer.bytes.toString('latin1')}`.includes(TOKEN), answer.asked);
        }
        const log = service.errors();
        assert.match(log, /"event":"basemap"/, 'the log tells of the server that is gone');
        assert.ok(!log.includes(TOKEN) && !log.includes(upstream.url), 'the log');
        assert.ok(!/\/basemap\/\w+\/\d/.test(log), 'nor does the log tell where people look');
        assert.match(log, /"path":"\/basemap\/\*/);
    });

    test('is not held up in stopping by a server that does not answer', async () => {
        const slow = await tileServer(() => {});
        const own = await serve({ own: true, args: ['--basemap', 'tianditu', '--basemap-url', `${slow.url}/{layer}/{z}/{x}/{y}`] });
        const waiting = ask(own.url, '/basemap/vec/3/1/1').catch(() => null);
        while (slow.asked.length === 0) {
            await new Promise((done) => setTimeout(done, 20));
        }
        assert.equal(slow.asked[0].url, '/vec/3/1/1', 'a mirror that wants no token gets none');
        const began = Date.now();
        await own.stop();
        assert.ok(Date.now() - began < 7000, `it took ${Date.now() - began} ms`);
        await waiting;
        await slow.close();
    });
});
