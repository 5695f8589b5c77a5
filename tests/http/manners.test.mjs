// How the service behaves whatever is asked: caching, compression, languages, other origins, health,
// and how it starts and leaves.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import http from 'node:http';
import zlib from 'node:zlib';
import { ask } from '../lib/ask.mjs';
import { COLLECTIONS, SIMPLIFY, itemsOf } from '../lib/collections.mjs';
import { RELEASE, SIZHI } from '../lib/paths.mjs';
import { resources, targetOf } from '../lib/resources.mjs';
import { serve } from '../lib/server.mjs';

let service;
let url;
let all;
before(async () => {
    service = await serve({ own: true });
    url = service.url;
    all = await resources(url);
});
after(() => service?.stop());

const BIG = itemsOf('counties', { limit: '10000', simplify: '0.05' });

const each = (name, check) => test(name, async () => {
    const faults = [];
    for (const r of all) {
        try {
            await check(targetOf(r), r);
        } catch (failure) {
            faults.push(`${r.target}: ${failure.message.split('\n').slice(0, 3).join(' ')}`);
        }
    }
    assert.deepEqual(faults, []);
});

describe('caching', () => {
    each('every public answer has an ETag, and If-None-Match gives 304 without a body', async (at) => {
        const first = await ask(url, at);
        assert.match(first.headers.etag || '', /^(W\/)?"[^"]+"$/);
        for (const etags of [first.headers.etag, `"x", ${first.headers.etag}`, '*', `W/${first.headers.etag.replace(/^W\//, '')}`]) {
            const again = await ask(url, at, { headers: { 'if-none-match': etags } });
            assert.equal(again.status, 304, etags);
            assert.equal(again.bytes.length, 0);
            assert.equal(again.headers.etag, first.headers.etag);
            assert.equal(again.headers.vary, first.headers.vary);
        }
        assert.equal((await ask(url, at, { headers: { 'if-none-match': '"other"' } })).status, 200);
    });

    each('varies by Accept, Accept-Encoding and Accept-Language', async (at) => {
        const vary = ((await ask(url, at)).headers.vary || '').toLowerCase().split(/\s*,\s*/);
        for (const name of ['accept', 'accept-encoding', 'accept-language']) {
            assert.ok(vary.includes(name), `Vary: ${vary}`);
        }
    });

    each('the same question gives the same bytes', async (at) => {
        const [a, b] = [await ask(url, at), await ask(url, at)];
        const still = (answer) => answer.text.replace(/"timeStamp":"[^"]*"/, '');
        assert.equal(still(a), still(b));
        assert.equal(a.headers.etag, b.headers.etag);
    });

    test('the ETag tells language, format and encoding apart', async () => {
        const asked = [
            [itemsOf('provinces', { simplify: '0.05' }), {}], [itemsOf('provinces', { simplify: '0.05', lang: 'en' }), {}], [itemsOf('provinces', { simplify: '0.05', f: 'html' }), {}],
            [itemsOf('provinces', { simplify: '0.05' }), { 'accept-encoding': 'gzip' }], [itemsOf('provinces', { simplify: '0.05' }), { 'accept-encoding': 'br' }],
        ];
        const tags = [];
        for (const [at, headers] of asked) {
            tags.push((await ask(url, at, { headers })).headers.etag);
        }
        assert.equal(new Set(tags).size, tags.length, tags.join(' '));
    });

    test('the ETag tells one way of writing from the other when only headers differ', async () => {
        const at = '/api/v1/places/110108';
        const [zh, en] = [await ask(url, at, { headers: { 'accept-language': 'zh' } }), await ask(url, at, { headers: { 'accept-language': 'en' } })];
        assert.notEqual(zh.headers.etag, en.headers.etag);
    });

    test('a refusal is not kept', async () => {
        const answer = await ask(url, '/api/v1/places/999999');
        assert.match(answer.headers['cache-control'] || '', /no-store|no-cache/);
    });

    each('what depends on the register says which revision', async (at, r) => {
        // What never changes with the register need not say.
        if (!/openapi|\/api$|conformance|queryables|^\/ogc\/?$/.test(r.target)) {
            assert.match((await ask(url, at)).headers['x-sizhi-revision'] || '', /^\d+$/);
        }
    });
});

describe('compression', () => {
    const unpack = { br: zlib.brotliDecompressSync, gzip: zlib.gunzipSync };

    for (const encoding of ['br', 'gzip']) {
        each(`${encoding}, where it is used, holds the same bytes`, async (at) => {
            const still = (bytes) => bytes.toString('utf8').replace(/"timeStamp":"[^"]*"/, '');
            const plain = await ask(url, at, { headers: { 'accept-encoding': 'identity' } });
            const packed = await ask(url, at, { headers: { 'accept-encoding': encoding } });
            assert.equal(plain.headers['content-encoding'], undefined);
            assert.equal(packed.status, 200);
            const used = packed.headers['content-encoding'];
            assert.equal(still(used ? unpack[used](packed.bytes) : packed.bytes), still(plain.bytes));
        });

        test(`${encoding} makes a whole collection at least three times smaller`, async () => {
            const [plain, packed] = [await ask(url, BIG), await ask(url, BIG, { headers: { 'accept-encoding': encoding } })];
            assert.equal(packed.headers['content-encoding'], encoding);
            assert.ok(packed.bytes.length * 3 < plain.bytes.length, `${packed.bytes.length} of ${plain.bytes.length}`);
            assert.equal(packed.headers['content-length'], String(packed.bytes.length));
            assert.ok(unpack[encoding](packed.bytes).equals(plain.bytes));
        });
    }

    for (const [accept, used] of [['gzip, deflate, br', 'br'], ['gzip;q=1.0, br;q=0.5', 'gzip'], ['br;q=0, gzip', 'gzip'], ['identity', undefined], ['deflate', undefined], ['gzip;q=0', undefined], ['*', 'br'], ['', undefined]]) {
        test(`Accept-Encoding "${accept}" gives ${used || 'plain bytes'}`, async () => {
            const got = (await ask(url, BIG, { headers: { 'accept-encoding': accept } })).headers['content-encoding'];
            if (accept === '*') {
                assert.ok([undefined, 'br', 'gzip'].includes(got));
            } else {
                assert.equal(got, used);
            }
        });
    }

    test('HEAD tells the length of the packed bytes', async () => {
        const headers = { 'accept-encoding': 'gzip' };
        const [get, head] = [await ask(url, BIG, { headers }), await ask(url, BIG, { headers, method: 'HEAD' })];
        assert.equal(head.headers['content-length'], String(get.bytes.length));
        assert.equal(head.headers['content-encoding'], 'gzip');
        assert.equal(head.bytes.length, 0);
    });
});

describe('other origins', () => {
    each('may read every public answer', async (at) => {
        const answer = await ask(url, at, { headers: { origin: 'https://map.example.org' } });
        assert.equal(answer.headers['access-control-allow-origin'], '*');
        assert.equal(answer.headers['access-control-allow-credentials'], undefined);
    });

    each('may ask beforehand with OPTIONS', async (at) => {
        const answer = await ask(url, at.split('?')[0], {
            method: 'OPTIONS',
            headers: { origin: 'https://map.example.org', 'access-control-request-method': 'GET', 'access-control-request-headers': 'if-none-match' },
        });
        assert.ok([200, 204].includes(answer.status), String(answer.status));
        assert.equal(answer.headers['access-control-allow-origin'], '*');
        assert.match(answer.headers['access-control-allow-methods'] || '', /\bGET\b/);
        assert.match(answer.headers.allow || answer.headers['access-control-allow-methods'], /\bGET\b/);
    });

    test('may ask for bulk lookup, with its content type', async () => {
        const answer = await ask(url, '/api/v1/lookup', {
            method: 'OPTIONS',
            headers: { origin: 'https://map.example.org', 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
        });
        assert.match(answer.headers['access-control-allow-methods'] || '', /\bPOST\b/);
        assert.match((answer.headers['access-control-allow-headers'] || '').toLowerCase(), /content-type/);
    });

    test('may read what matters in the headers', async () => {
        const answer = await ask(url, '/api/v1/places/110108', { headers: { origin: 'https://map.example.org' } });
        const exposed = (answer.headers['access-control-expose-headers'] || '').toLowerCase();
        for (const name of ['etag', 'x-sizhi-revision', 'content-crs']) {
            assert.ok(exposed.includes(name), `${name} in ${exposed}`);
        }
    });

    test('may read refusals too', async () => {
        const answer = await ask(url, '/api/v1/places/999999', { headers: { origin: 'https://map.example.org' } });
        assert.equal(answer.headers['access-control-allow-origin'], '*');
    });
});

describe('refusals', () => {
    test('have a stable type, a title, the status and a detail', async () => {
        const [a, b] = [(await ask(url, '/api/v1/places/999999')).problem(404), (await ask(url, '/api/v1/places/888888')).problem(404)];
        assert.equal(a.type, b.type);
        assert.equal(a.title, b.title);
        assert.notEqual(a.detail, b.detail);
    });

    test('speak Chinese unless English is asked, and then English', async () => {
        const han = /\p{Script=Han}/u;
        const [zh, en, header, both] = [
            await ask(url, '/api/v1/lookup?lon=x&lat=1'), await ask(url, '/api/v1/lookup?lon=x&lat=1&lang=en'),
            await ask(url, '/api/v1/lookup?lon=x&lat=1', { headers: { 'accept-language': 'en-GB,en;q=0.8' } }),
            await ask(url, '/api/v1/lookup?lon=x&lat=1&lang=zh', { headers: { 'accept-language': 'en' } }),
        ].map((answer) => answer.problem(400, 'lon'));
        assert.match(zh.detail, han);
        assert.doesNotMatch(en.detail, han);
        assert.doesNotMatch(header.detail, han);
        assert.match(both.detail, han, 'lang wins over Accept-Language');
        assert.equal(zh.type, en.type);
    });

    for (const [accept, english] of [['en', true], ['en-US,en;q=0.9,zh;q=0.8', true], ['zh-CN,zh;q=0.9,en;q=0.8', false], ['fr', false], ['en;q=0, zh', false], ['de, en;q=0.5', true], ['', false], ['*', false], ['en;q=0.3, zh;q=0.7', false]]) {
        test(`Accept-Language "${accept}" speaks ${english ? 'English' : 'Chinese'}`, async () => {
            const answer = await ask(url, '/api/v1/places/110108', { headers: { 'accept-language': accept } });
            assert.equal(/^[\x20-\x7e]+$/.test(answer.ok().kind_label), english);
            assert.equal((answer.headers['content-language'] || '').startsWith('en') || !answer.headers['content-language'], english || !answer.headers['content-language']);
        });
    }

    test('name the parameter and what is allowed', async () => {
        const said = (await ask(url, '/ogc/collections/cities/items?limits=5&lang=en')).problem(400, 'limits');
        assert.match(said.detail, /limits/);
        assert.match(JSON.stringify(said), /\blimit\b/);
    });

    test('of an unknown path are 404, of a known path with another method 405 with Allow', async () => {
        for (const at of ['/nothing', '/api', '/api/v2/places', '/api/v1', '/api/v1/', '/ogc/nothing', '/ogc/collections/', '/ogc/collections/cities/items/110000/x', '/api/v1/places/110108/', '//api/v1/places/110108']) {
            (await ask(url, at)).problem(404);
        }
        const answer = await ask(url, '/api/v1/places/110108', { method: 'PUT', headers: { 'content-type': 'application/json' }, body: '{}' });
        answer.problem(405);
        assert.match(answer.headers.allow, /\bGET\b/);
    });
});

describe('health', () => {
    test('healthz is alive, readyz is ready', async () => {
        for (const at of ['/healthz', '/readyz']) {
            const answer = await ask(url, at);
            assert.equal(answer.status, 200, at);
            assert.match(answer.headers['cache-control'] || '', /no-store/, at);
        }
    });

    test('metrics are Prometheus text with requests, latency, revision, memory and connections', async () => {
        await ask(url, '/api/v1/places/110108');
        const answer = await ask(url, '/metrics');
        const text = answer.ok('text/plain');
        const names = new Set();
        for (const line of text.trim().split('\n')) {
            if (!line.startsWith('#')) {
                assert.match(line, /^[a-zA-Z_:][\w:]*(\{([a-zA-Z_]\w*="(\\.|[^"\\])*",?)*\})? (-?\d+(\.\d+)?([eE][-+]?\d+)?|[+-]Inf|NaN)( \d+)?$/, line);
                names.add(line.match(/^[\w:]+/)[0]);
            }
        }
        for (const what of [/requests?_total/, /_seconds_bucket/, /_seconds_sum/, /_seconds_count/, /revision/, /atlas.*bytes|bytes.*atlas/, /connections/]) {
            assert.ok([...names].some((name) => what.test(name)), `${what} among ${[...names].join(' ')}`);
        }
        assert.match(text, /le="\+Inf"/);
        assert.match(text, /places/, 'requests are counted by route');
        assert.doesNotMatch(text, /110108/, 'and not by every path anybody thinks of');
    });

    test('the buckets of the latency histogram add up', async () => {
        const text = (await ask(url, '/metrics')).text;
        const buckets = [...text.matchAll(/^(\w+_seconds)_bucket\{(.*?)le="([^"]+)"\} (\d+)$/gm)];
        assert.ok(buckets.length > 4);
        for (const [name, rows] of group(buckets, (b) => b[1] + b[2])) {
            const values = rows.map((b) => Number(b[4]));
            assert.deepEqual(values, [...values].sort((x, y) => x - y), name);
            assert.equal(rows.at(-1)[3], '+Inf', name);
        }
    });

    const group = (list, key) => {
        const map = new Map();
        list.forEach((item) => map.set(key(item), [...(map.get(key(item)) || []), item]));
        return map;
    };
});

describe('headers', () => {
    each('keep a browser from guessing', async (at) => {
        assert.equal((await ask(url, at)).headers['x-content-type-options'], 'nosniff');
    });

    test('of pages forbid foreign scripts and frames', async () => {
        const policy = (await ask(url, '/ogc?f=html')).headers['content-security-policy'] || '';
        assert.match(policy, /default-src 'self'|default-src 'none'/);
        assert.match(policy, /frame-ancestors/);
        assert.doesNotMatch(policy, /unsafe-inline.*script|script-src[^;]*unsafe/);
    });

    each('have a Date and a Content-Length', async (at) => {
        const answer = await ask(url, at);
        assert.ok(Math.abs(Date.parse(answer.headers.date) - Date.now()) < 10000, answer.headers.date);
        assert.equal(answer.headers['content-length'], String(answer.bytes.length));
    });
});

describe('coming and going', () => {
    test('a second start answers within 3 s', async () => {
        // What is promised is promised of the program people run: the release build, where there is one.
        const program = existsSync(RELEASE) ? RELEASE : SIZHI;
        await (await serve({ own: true, program })).stop();
        const second = await serve({ own: true, program });
        try {
            assert.equal((await ask(second.url, '/readyz')).status, 200);
            assert.ok(second.startMs < 3000, `${second.startMs} ms (${program})`);
        } finally {
            await second.stop();
        }
    });

    test('every whole layer in every coding leaves less than 200 MiB of memory in use', async (t) => {
        if (!existsSync(RELEASE) || !existsSync('/proc/self/status')) {
            return t.skip('needs the release build, and a system that says how much memory a process has');
        }
        const own = await serve({ own: true, program: RELEASE });
        try {
            for (const id of COLLECTIONS) {
                for (const simplify of SIMPLIFY) {
                    for (const encoding of ['br', 'gzip', 'identity']) {
                        const answer = await ask(own.url, itemsOf(id, { simplify, limit: '10000', f: 'json' }), { headers: { 'accept-encoding': encoding } });
                        assert.equal(answer.status, 200);
                    }
                }
            }
            // What making them took goes back right after the last one.
            let resident;
            for (let i = 0; i < 30 && !(resident < 200); i++) {
                resident = Number(readFileSync(`/proc/${own.pid}/status`, 'utf8').match(/^VmRSS:\s+(\d+) kB$/m)[1]) / 1024;
                await new Promise((done) => setTimeout(done, 100));
            }
            assert.ok(resident < 200, `${resident.toFixed(1)} MiB`);
        } finally {
            await own.stop();
        }
    });

    test('a second service on the same register is refused with a sentence that says why', async () => {
        await assert.rejects(serve({ own: true, copy: false, register: service.db }), /ended \(1\).*(in use|held|lock|already)/s);
    });

    for (const signal of ['SIGTERM', 'SIGINT']) {
        test(`${signal} while a request runs: it is finished, and the service leaves within 5 s`, async () => {
            const own = await serve({ own: true });
            const { hostname, port } = new URL(own.url);
            const body = JSON.stringify({ points: Array.from({ length: 3000 }, (_, i) => ({ lon: 75 + (i % 600) / 10, lat: 18 + (i % 350) / 10 })) });
            let began;
            // "100 Continue" says that the request has begun; its body comes after the signal.
            const answer = await new Promise((done, fail) => {
                const rq = http.request({
                    hostname, port, path: '/api/v1/lookup', method: 'POST',
                    headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), expect: '100-continue' },
                }, (rs) => {
                    const pieces = [];
                    rs.on('data', (piece) => pieces.push(piece)).on('error', fail)
                        .on('end', () => done({ status: rs.statusCode, text: Buffer.concat(pieces).toString() }));
                });
                rq.on('error', fail);
                rq.on('continue', () => {
                    own.signal(signal);
                    began = Date.now();
                    setTimeout(() => rq.end(body), 200);
                });
                rq.flushHeaders();
            });
            const end = await own.gone;
            const took = Date.now() - began;
            assert.equal(answer.status, 200, answer.text.slice(0, 200));
            assert.equal(JSON.parse(answer.text).results.length, 3000);
            assert.deepEqual(end, { code: 0, signal: null });
            assert.ok(took < 5000, `${took} ms`);
            await own.stop();
        });
    }

    test('SIGTERM with idle and half-open connections: the service leaves within 5 s all the same', async () => {
        const own = await serve({ own: true });
        const { hostname, port } = new URL(own.url);
        const net = await import('node:net');
        const idle = [];
        for (const text of ['', 'GET /healthz HTTP/1.1\r\nHost: x\r\n', 'POST /api/v1/lookup HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{']) {
            const socket = net.connect(Number(port), hostname);
            socket.on('error', () => {});
            await new Promise((done) => socket.on('connect', done));
            socket.write(text);
            idle.push(socket);
        }
        const began = Date.now();
        own.signal('SIGTERM');
        const end = await own.gone;
        assert.deepEqual(end, { code: 0, signal: null });
        assert.ok(Date.now() - began < 5500, `${Date.now() - began} ms`);
        idle.forEach((socket) => socket.destroy());
        await own.stop();
    });

    test('a connection serves many requests, one after the other', async () => {
        const { hostname, port } = new URL(url);
        const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
        const sockets = new Set();
        for (let i = 0; i < 20; i++) {
            await new Promise((done, fail) => http.get({ hostname, port, path: `/api/v1/places/110108?lang=${i % 2 ? 'en' : 'zh'}`, agent }, (rs) => {
                sockets.add(rs.socket);
                rs.resume().on('end', done);
            }).on('error', fail));
        }
        agent.destroy();
        assert.equal(sockets.size, 1);
    });
});
