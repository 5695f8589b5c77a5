// Asking a service from all sides while its register changes, and what must hold of every answer:
// it is whole, it comes from one revision, the revision never goes back, and the same question of
// the same revision has the same bytes.
import http from 'node:http';
import net from 'node:net';
import zlib from 'node:zlib';
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

const unpack = { br: zlib.brotliDecompressSync, gzip: zlib.gunzipSync, identity: (bytes) => bytes };
const ENCODINGS = Object.keys(unpack);

// What was seen, and what was wrong with it.
export class Watch {
    constructor() {
        this.faults = [];
        this.revisions = new Set();
        this.statuses = {};
        this.answers = 0;
        this.seen = new Map(); // question and revision → hash of the bytes
        this.newest = 0;
    }

    fault(what) {
        if (this.faults.length < 20) {
            this.faults.push(what);
        }
    }

    // `least`: the newest revision anybody had been given when the question was sent.
    check(question, answer, least) {
        const { target, encoding, tag } = question;
        const { status, headers, bytes, whole } = answer;
        const revision = Number(headers['x-sizhi-revision'] ?? NaN);
        const asked = `${target} (${encoding}) → ${status}`;

        this.answers++;
        this.statuses[status] = (this.statuses[status] ?? 0) + 1;
        if (!whole) {
            this.fault(`${asked}: cut after ${bytes.length} bytes`);
            return;
        }
        if (!(question.may ?? [200]).includes(status) && !(status === 304 && tag)) {
            this.fault(`${asked}: ${bytes.toString('utf8', 0, 300)}`);
        }
        if (Number.isNaN(revision)) {
            return;
        }
        this.revisions.add(revision);
        if (revision < least) {
            this.fault(`${asked}: revision ${revision} after ${least}`);
        }
        this.newest = Math.max(this.newest, revision);
        if (status === 304) {
            if (tag.revision !== revision) {
                this.fault(`${asked}: not modified at ${revision}, though the copy is of ${tag.revision}`);
            }
        } else if (status === 200) {
            this.checkBody(question, answer, revision, asked);
        }
    }

    checkBody(question, { headers, bytes }, revision, asked) {
        const key = `${question.method ?? 'GET'} ${question.target} ${question.encoding} ${revision}`;
        const hash = createHash('sha1').update(bytes).digest('base64');

        if (this.seen.has(key)) {
            if (this.seen.get(key) !== hash) {
                this.fault(`${asked}: other bytes than before at revision ${revision}`);
            }
            return; // what is the same needs no second look
        }
        this.seen.set(key, hash);
        try {
            const text = unpack[headers['content-encoding'] ?? 'identity'](bytes).toString('utf8');
            if (/json/.test(headers['content-type'])) {
                this.checkJson(JSON.parse(text), question, revision, asked);
            }
        } catch (failure) {
            this.fault(`${asked}: ${failure.message}`);
        }
    }

    checkJson(json, question, revision, asked) {
        for (const part of [json, ...(json.results ?? []), ...(json.tracks ?? [])]) {
            if (part.revision !== undefined && part.revision !== revision) {
                this.fault(`${asked}: says revision ${part.revision} in an answer of ${revision}`);
            }
        }
        question.holds?.(json, (what) => this.fault(`${asked}: ${what}`));
    }
}

function send(agent, url, { method = 'GET', target, headers, body }) {
    const { hostname, port } = new URL(url);
    return new Promise((done, fail) => {
        const rq = http.request({ hostname, port, method, path: target, headers, agent, timeout: 60000 }, (rs) => {
            const pieces = [];
            rs.on('data', (piece) => pieces.push(piece));
            rs.on('error', fail);
            rs.on('end', () => {
                const bytes = Buffer.concat(pieces);
                const length = rs.headers['content-length'];
                done({ status: rs.statusCode, headers: rs.headers, bytes,
                       whole: rs.complete && (rs.statusCode === 304 || Number(length) === bytes.length) });
            });
        });
        rq.on('timeout', () => rq.destroy(new Error(`no answer in a minute: ${target}`)));
        rq.on('error', fail);
        rq.end(body);
    });
}

// One client with one connection, which asks again and again; half of the time it says what copy
// it has.
export async function keepAsking(url, questions, watch, stop) {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const tags = new Map();

    for (let n = 0; !stop.now; n++) {
        const asked = questions[n % questions.length];
        const encoding = ENCODINGS[Math.floor(n / questions.length) % ENCODINGS.length];
        const tag = n % 2 ? tags.get(`${asked.target} ${encoding}`) : undefined;
        const headers = { 'Accept-Encoding': encoding, ...asked.headers, ...(tag ? { 'If-None-Match': tag.etag } : {}) };
        const least = watch.newest;
        try {
            const answer = await send(agent, url, { ...asked, headers });
            watch.check({ ...asked, encoding, tag }, answer, least);
            if (answer.headers.etag) {
                tags.set(`${asked.target} ${encoding}`,
                         { etag: answer.headers.etag, revision: Number(answer.headers['x-sizhi-revision']) });
            }
        } catch (failure) {
            // A kept connection may be closed between two questions; that is no answer gone wrong.
            if (failure.code !== 'ECONNRESET' || stop.now) {
                watch.fault(`${asked.target}: ${failure.message}`);
            }
        }
    }
    agent.destroy();
}

// Somebody who asks for much and leaves while it is on its way.
export async function keepLeaving(url, targets, stop) {
    const { hostname, port } = new URL(url);

    for (let n = 0; !stop.now; n++) {
        await new Promise((done) => {
            const socket = net.connect(Number(port), hostname, () => {
                socket.write(`GET ${targets[n % targets.length]} HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`);
                if (n % 3 === 0) {
                    socket.destroy(); // before the first byte
                }
            });
            socket.on('data', () => socket.destroy());
            socket.on('error', () => {});
            socket.on('close', done);
        });
        await sleep(50);
    }
}
