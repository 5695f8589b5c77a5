// What scripts/bench asks of the writing side: acknowledged events a second over HTTP with one client
// and with sixteen, beside the commits a second of the engine alone in the same folder; and lookups
// a second while events go on.  BENCH_ROUNDS, BENCH_SECONDS; BENCH_COMMITS names the program that
// measures the engine.
import assert from 'node:assert/strict';
import http from 'node:http';
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { COUNTIES, Evaluation } from '../lib/evaluation.mjs';

const CLIENTS = 16, STEADY = 100;
const rounds = Number(process.env.BENCH_ROUNDS ?? 5), seconds = Number(process.env.BENCH_SECONDS ?? 2);
const counties = COUNTIES.slice(0, CLIENTS).map(([code]) => code);

const e = await Evaluation.open({
    nation: { role: 'national' }, jiangsu: { role: 'province', province: '320000' },
    ...Object.fromEntries(counties.map((code) => [`c${code}`, { role: 'applicant', place: code }])),
});

// One client, one connection, one application.
class Client {
    constructor(code, id, version) {
        Object.assign(this, { code, id, version, agent: new http.Agent({ keepAlive: true, maxSockets: 1 }), steps: 0 });
    }

    tell(who, event) {
        const { hostname, port } = new URL(e.url);
        const body = JSON.stringify({ event, ...(event === 'return' && { reason: 'again' }) });
        return new Promise((done, fail) => {
            const rq = http.request({ hostname, port, agent: this.agent, method: 'POST', path: `/api/v1/applications/${this.id}/events`,
                headers: { ...e.credentials(who), 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body), 'If-Match': `"v${this.version}"` } }, (rs) => {
                let text = '';
                rs.setEncoding('utf8').on('data', (piece) => (text += piece)).on('end', () => {
                    if (rs.statusCode !== 200) {
                        fail(new Error(`${event} → ${rs.statusCode} ${text}`));
                        return;
                    }
                    this.version = JSON.parse(text).version;
                    done();
                });
            });
            rq.on('error', fail);
            rq.end(body);
        });
    }

    // To and fro between two states.
    step(pair) {
        const [who, event] = pair[this.steps++ % 2];
        return this.tell(who ?? `c${this.code}`, event);
    }

    async until(end, pair) {
        let n = 0;
        while (Date.now() < end) {
            await this.step(pair);
            n++;
        }
        if (this.steps % 2) {
            await this.step(pair);
        }
        return n;
    }
}

const PRIVATE = [[null, 'file'], ['jiangsu', 'return']];
const PUBLISHED = [['jiangsu', 'recommend'], ['jiangsu', 'recall']];

async function eventsPerSecond(clients, pair) {
    const began = performance.now();
    const done = await Promise.all(clients.map((c) => c.until(Date.now() + seconds * 1000, pair)));
    return done.reduce((a, b) => a + b) / ((performance.now() - began) / 1000);
}

function commitsPerSecond() {
    const said = spawnSync(process.env.BENCH_COMMITS, [e.register.room, String(seconds)], { encoding: 'utf8' });
    assert.equal(said.status, 0, said.stderr);
    return Number(said.stdout);
}

function lookupsPerSecond() {
    return new Promise((done, fail) => {
        const child = spawn('wrk', ['-t1', '-c16', `-d${seconds}s`, `${e.url}/api/v1/lookup?lon=116.30&lat=39.96`], { stdio: ['ignore', 'pipe', 'inherit'] });
        let said = '';
        child.stdout.setEncoding('utf8').on('data', (text) => (said += text));
        child.on('error', fail);
        child.on('exit', () => (/Non-2xx|Socket errors/.test(said) ? fail(new Error(said)) : done(Number(/Requests\/sec:\s*([\d.]+)/.exec(said)[1]))));
    });
}

// Lookups while events come at a steady pace; how many came is told too.
async function lookupsWith(client, pair) {
    let stop = false, n = 0;
    const writing = (async () => {
        const began = performance.now();
        for (; !stop; n++) {
            await sleep(Math.max(0, began + n * (1000 / STEADY) - performance.now()));
            await client.step(pair);
        }
    })();
    const began = performance.now();
    const rate = await lookupsPerSecond();
    const events = n / ((performance.now() - began) / 1000);
    stop = true;
    await writing;
    if (client.steps % 2) {
        await client.step(pair);
    }
    return [rate, events];
}

// After a start the service makes and compresses its layers; that is measured elsewhere.
async function untilIdle() {
    const ticks = () => Number(readFileSync(`/proc/${e.service.pid}/stat`, 'utf8').split(') ')[1].split(' ').slice(11, 13).reduce((a, b) => Number(a) + Number(b)));
    for (let before = -1; ticks() - before > 5;) {
        before = ticks();
        await sleep(1000);
    }
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const columns = { engine: [] };
const note = (name, value) => (columns[name] ??= []).push(value);
const ratio = (a, b) => median(columns[a].map((value, i) => value / columns[b][i]));

async function measure(name, pair, clients) {
    await untilIdle();
    for (let i = 0; i < rounds; i++) {
        columns.engine[i] = commitsPerSecond();
        note('one', await eventsPerSecond(clients.slice(0, 1), pair));
        note('many', await eventsPerSecond(clients, pair));
        note('alone', await lookupsPerSecond());
        const [rate, events] = await lookupsWith(clients[0], pair);
        note('with', rate);
        note('events', events);
    }
    const row = (what, rate, than) => console.log(`${what.padEnd(46)} ${median(columns[rate]).toFixed(0).padStart(8)} ${ratio(rate, than).toFixed(2).padStart(8)}`);
    console.log(`\n${name.padEnd(46)} ${'a second'.padStart(8)} ${'ratio'.padStart(8)}`);
    row('commits of one row, the engine alone', 'engine', 'engine');
    row('events acknowledged, 1 client', 'one', 'engine');
    row(`events acknowledged, ${CLIENTS} clients`, 'many', 'engine');
    row('lookups, nothing written', 'alone', 'alone');
    row(`lookups beside ${median(columns.events).toFixed(0)} events a second`, 'with', 'alone');
    Object.keys(columns).forEach((key) => (columns[key].length = 0));
}

const drafts = [];
for (const code of counties) {
    const id = await e.apply(`c${code}`, 'demo-county', code);
    assert.equal((await e.material(`c${code}`, id, 'government_consent')).status, 200);
    drafts.push(new Client(code, id, 2));
}
await measure('steps nobody outside sees (file, return)', PRIVATE, drafts);

await e.places('demo-county', '320000', CLIENTS);
const checked = [];
for (const { id, code } of drafts) {
    await e.goes(`c${code}`, id, 'file', 'filed');
    for (const condition of ['leadership', 'lawful-policy', 'industry']) {
        assert.equal((await e.finding('jiangsu', id, condition)).status, 200);
    }
    const { version } = await e.goes('jiangsu', id, 'check', 'checked');
    checked.push(new Client(code, id, version));
}
await measure('steps that move a revision (recommend, recall)', PUBLISHED, checked);
console.log(`(${rounds} rounds of ${seconds} s in turn, the middle one; clients and wrk share this machine's cores with the service)`);
await e.close();
process.exit(0);
