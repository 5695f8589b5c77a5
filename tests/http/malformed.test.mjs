// At least 200 requests that are wrong in one way each.  Every one gets a refusal that says what is
// wrong, the service is alive after each, and its error stream holds no sanitizer's report.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { ask } from '../lib/ask.mjs';
import { BODIES, BYTES, NOT_HTTP, TARGETS } from '../lib/malformed.mjs';
import { answersIn, raw } from '../lib/raw.mjs';
import { sanitizerReport, serve } from '../lib/server.mjs';

let service;
let url;
before(async () => {
    service = await serve({ own: true });
    url = service.url;
});
after(() => service?.stop());

async function alive() {
    assert.ok(service.alive(), `the service ended: ${service.errors().slice(-3000)}`);
    assert.equal((await ask(url, '/healthz')).status, 200);
    assert.equal(sanitizerReport(service.errors()), null);
}

test('there are at least 200 of them', () => {
    assert.ok(TARGETS.length + BODIES.length + BYTES.length + NOT_HTTP.length >= 200);
});

describe('a GET with', () => {
    for (const [what, target, statuses = [400]] of TARGETS) {
        test(`${what} is refused`, async () => {
            const began = Date.now();
            let answer;
            if (/[^\x21-\x7e]/.test(target)) {
                answer = await ask(url, encodeURI(target));
            } else if (target.length > 100000) {
                // The service answers before it has read all; a client that still writes sees a reset.
                const [said] = answersIn((await raw(url, `GET ${target} HTTP/1.1\r\nHost: x\r\n\r\n`)).bytes);
                assert.ok(said, 'an answer');
                assert.deepEqual([said.status, said.type], [statuses[0], 'application/problem+json']);
                assert.equal(JSON.parse(said.body).status, said.status);
                return alive();
            } else {
                answer = await ask(url, target);
            }
            answer.problem(statuses);
            assert.ok(Date.now() - began < 2000, `${Date.now() - began} ms`);
            return alive();
        });
    }
});

describe('a POST with', () => {
    for (const [what, type, body, statuses = [400, 422]] of BODIES) {
        test(`${what.length > 60 ? `${what.slice(0, 60)}…` : what} is refused`, { timeout: 30000 }, async () => {
            const headers = { ...(type && { 'content-type': type }), 'content-length': Buffer.byteLength(body), connection: 'close' };
            const began = Date.now();
            try {
                (await ask(url, '/api/v1/lookup', { method: 'POST', headers, body })).problem(statuses);
            } catch (failure) {
                // A body over the limit may be refused while it is still being sent.
                if (!['EPIPE', 'ECONNRESET'].includes(failure.code) || !statuses.includes(413)) {
                    throw failure;
                }
                const start = `POST /api/v1/lookup HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\nContent-Length: ${headers['content-length']}\r\n\r\n`;
                const [said] = answersIn((await raw(url, start)).bytes);
                assert.equal(said?.status, 413);
                assert.equal(said.type, 'application/problem+json');
            }
            assert.ok(Date.now() - began < 5000, `${Date.now() - began} ms`);
            return alive();
        });
    }
});

describe('bytes with', { concurrency: 4 }, () => {
    for (const [what, bytes] of BYTES) {
        test(`${what} get one 4xx problem, and nothing after it`, { timeout: 30000 }, async () => {
            const { bytes: got, closed } = await raw(url, bytes);
            const answers = answersIn(got);
            assert.equal(answers.length, 1, `answers: ${got.toString('latin1').slice(0, 400)}`);
            const [said] = answers;
            assert.ok((said.status >= 400 && said.status < 500) || said.status === 501, `status ${said.status}`);
            if (said.body) {
                assert.equal(said.type, 'application/problem+json');
                assert.equal(JSON.parse(said.body).status, said.status);
            }
            assert.ok(closed || said.closes || !/healthz/.test(bytes), 'a connection whose end is in doubt is closed');
            return alive();
        });
    }

    for (const [what, bytes] of NOT_HTTP) {
        test(`${what} are refused or cut off`, { timeout: 30000 }, async () => {
            const { bytes: got, closed } = await raw(url, bytes);
            const [said] = answersIn(got);
            if (said) {
                assert.ok((said.status >= 400 && said.status < 500) || said.status === 505, `status ${said.status}`);
            } else {
                assert.ok(closed, `neither answered nor closed: ${got.toString('latin1').slice(0, 200)}`);
            }
            return alive();
        });
    }
});

describe('slowly', { concurrency: 4 }, () => {
    const drip = async (first, piece, seconds) => {
        const net = await import('node:net');
        const { hostname, port } = new URL(url);
        const socket = net.connect(Number(port), hostname);
        socket.on('error', () => {});
        const began = Date.now();
        const closed = new Promise((done) => socket.on('close', () => done((Date.now() - began) / 1000)));
        socket.resume();
        socket.write(first);
        const timer = setInterval(() => socket.write(piece), 1000);
        const late = setTimeout(() => socket.destroy(new Error('late')), seconds * 1000 + 5000);
        const took = await closed;
        clearInterval(timer);
        clearTimeout(late);
        return took;
    };

    test('a head that comes byte by byte is cut off after its 10 seconds, however busy', { timeout: 30000 }, async () => {
        const took = await drip(`GET /healthz HTTP/1.1\r\nHost: x\r\n`, 'X-A: b\r\n', 10);
        assert.ok(took >= 5 && took < 14, `${took} s`);
        return alive();
    });

    test('others are answered at once meanwhile', { timeout: 30000 }, async () => {
        const slow = Array.from({ length: 20 }, () => drip('GET / HTTP/1.1\r\n', 'X: y\r\n', 10));
        for (let i = 0; i < 20; i++) {
            const began = Date.now();
            assert.equal((await ask(url, '/api/v1/places/110108')).status, 200);
            assert.ok(Date.now() - began < 1000, `${Date.now() - began} ms`);
        }
        await Promise.all(slow);
    });
});
