// node soak_run.mjs SECONDS [titles|divisions]: a service of our own is asked from all sides while
// its register moves; prints TAP.  SIZHI serves and SIZHI_RELEASE carries out the changes
// (paths.mjs); with SOAK_MEMORY set, memory that grows is a failure too.
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Fixture } from './fixture.mjs';
import { RELEASE } from './paths.mjs';
import { sanitizerReport, serve } from './server.mjs';
import { Watch, keepAsking, keepLeaving } from './soak.mjs';

const seconds = Number(process.argv[2] ?? 20);
const what = process.argv[3] ?? 'titles';

function command(args) {
    return new Promise((done) => {
        const child = spawn(RELEASE, args, { stdio: ['ignore', 'pipe', 'pipe'] });
        let said = '';
        child.stdout.on('data', (text) => (said += text));
        child.stderr.on('data', (text) => (said += text));
        child.on('error', (failure) => done({ status: -1, said: failure.message }));
        child.on('exit', (status) => done({ status, said }));
    });
}

const bulk = (points) => ({
    method: 'POST', target: '/api/v1/lookup', headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ points, on: '2024-06-01' }),
    holds: (json, fault) => json.results.length === points.length || fault(`${json.results.length} results for ${points.length} points`),
});
const grid = (x, y, step, n) => Array.from({ length: n * n }, (_, i) => ({ lon: x + step * (i % n), lat: y + step * Math.floor(i / n) }));
const collection = (json, fault) => json.features.length === json.numberReturned || fault('numberReturned is not what was returned');
const items = (path) => ({ target: `/ogc/collections/${path}`, holds: collection });

// A title comes and goes, and the places of a unit are set anew.
const BY = ['--source', 'a soak, not a document', '--by', 'soak'];
async function* titles(db) {
    for (let n = 0; ; n++) {
        yield ['quota', 'set', '--db', db, '--round', '2023', '--track', 'demo-city', '--province', '320000', '--places', String(n % 9), ...BY];
        const added = yield ['title', 'add', '--db', db, '--kind', 'demo-city', '--holder', '431000', '--batch', '2024',
            '--since', '2024-01-01', '--until', '2026-12-31', ...BY];
        yield ['title', 'retract', '--db', db, '--id', /^title (\d+)/m.exec(added)[1], ...BY];
    }
}

// A reading changes and changes back: other divisions each time, so another ground.
async function* divisions(fixture) {
    const names = ['gui xian', 'kui xian'];
    for (let n = 0; ; n++) {
        fixture.edit('prepared/pinyin.csv', (text) => text.replace(names[n % 2], names[(n + 1) % 2]));
        yield ['load', '--db', fixture.db, '--geodata', fixture.geodata];
    }
}

const real = {
    questions: [
        [{ target: '/api/v1/lookup?lon=116.30&lat=39.96&on=2024-06-01' }, { target: '/api/v1/places/431000?on=2024-06-01' },
            { target: '/api/v1/lookup?lon=104.06&lat=30.67&accuracy=800&on=2024-06-01' }, { target: '/metrics' }, { target: '/readyz' }],
        [{ target: '/api/v1/titles?on=2024-06-01' }, { target: '/api/v1/places?q=haidian' }, { target: '/api/v1/rounds/2023/quotas?province=320000' },
            { target: '/api/v1/eligible?track=demo-city&province=430000&on=2024-06-01' }, { target: '/api/v1/titles?f=csv&on=2024-06-01' },
            { target: '/api/v1/calendar.ics' }, { target: '/api/v1/nowhere', may: [404] }, { target: '/api/v1/lookup?lon=x&lat=1', may: [400] }],
        [items('counties/items?simplify=0.05&limit=10000&f=json'), items('titled-places/items?datetime=2024-06-01&f=json'),
            items('provinces/items?simplify=0.05&f=json'), items('cities/items?bbox=110,30,112,32&f=json'),
            { target: '/ogc/collections/counties/items/110108?f=json' }, { target: '/ogc/collections?f=html' }, { target: '/' }],
        [bulk(grid(80, 20, 4, 14)), { target: '/api/v1/eligibility?place=431000&track=demo-city&on=2024-06-01' }, { target: '/healthz' }],
    ],
    leaving: ['/ogc/collections/counties/items?simplify=0.015&limit=10000&f=json', '/api/v1/eligible?track=demo-county'],
};
const small = {
    questions: [
        [{ target: '/api/v1/places/982221' }, { target: '/api/v1/lookup?lon=3&lat=1&on=2024-06-01' }, { target: '/metrics' }],
        [{ target: '/api/v1/places?q=xian' }, { target: '/api/v1/places/970000/eligibility?on=2024-06-01' }],
        [items('counties/items?limit=10000&f=json'), items('provinces/items?f=json'), items('counties/items?limit=5&f=json')],
        [bulk(grid(0, 0, 1, 10)), items('cities/items?limit=10000&f=json')],
    ],
    leaving: ['/ogc/collections/counties/items?limit=10000&f=json'],
};

async function stage() {
    if (what !== 'divisions') {
        const service = await serve({ own: true });
        return { service, ...real, moves: titles(service.db), done: () => {} };
    }
    const fixture = new Fixture();
    const loaded = await command(['load', '--db', fixture.db, '--geodata', fixture.geodata]);
    if (loaded.status !== 0) {
        throw new Error(loaded.said);
    }
    const service = await serve({ own: true, copy: false, register: fixture.db });
    return { service, ...small, moves: divisions(fixture), done: () => fixture.done() };
}

// Kilobytes in memory, and open files, of the service.
function sizes({ pid }) {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return { kilobytes: Number(/VmRSS:\s*(\d+)/.exec(status)[1]), files: readdirSync(`/proc/${pid}/fd`).length };
}

let failed = 0;
function verdict(name, holds, details = []) {
    console.log(`${holds ? 'ok' : 'not ok'} - ${name}`);
    if (!holds) {
        failed = 1;
        details.forEach((line) => console.log(`# ${line}`));
    }
}

const { service, questions, leaving, moves, done } = await stage();
const watch = new Watch();
const stop = { now: false };
const clients = [...questions.map((each) => keepAsking(service.url, each, watch, stop)), keepLeaving(service.url, leaving, stop)];
const end = Date.now() + seconds * 1000;
const refused = [];
let acts = 0, said = '', early;
while (Date.now() < end && service.alive()) {
    const { value: args } = await moves.next(said);
    const answer = await command(args);
    said = answer.said;
    acts++;
    if (answer.status !== 0) {
        refused.push(`${args.slice(0, 2).join(' ')}: ${answer.status}: ${said}`);
        break;
    }
    if (Date.now() > end - seconds * 700) { // past the first third
        early ??= sizes(service);
    }
    await sleep(200);
}
await sleep(500);
const sound = service.alive() ? await command(['check', '--db', service.db]) : { status: -1, said: 'the service is gone' };
const late = service.alive() ? sizes(service) : { kilobytes: 0, files: 0 };
stop.now = true;
await Promise.all(clients);
let left = null;
await service.stop().catch((failure) => (left = failure.message));
done();

console.log(`# ${watch.answers} answers ${JSON.stringify(watch.statuses)}, ${acts} acts, revisions ${Math.min(...watch.revisions)} to ${watch.newest}, `
    + `${Math.round((early?.kilobytes ?? 0) / 1024)} to ${Math.round(late.kilobytes / 1024)} MiB, ${early?.files} to ${late.files} files`);
verdict('every act was carried out by the running service', refused.length === 0, refused);
verdict('the revision moved while readers were served', watch.revisions.size > 2 && acts > 2);
verdict('every answer was whole, of one revision, and never of an earlier one than before', watch.faults.length === 0, watch.faults);
verdict('some copies were still good', watch.statuses[304] > 0);
verdict('no file was left open', late.files <= (early?.files ?? 0) + 8, [`${early?.files} files, later ${late.files}`]);
if (process.env.SOAK_MEMORY) {
    verdict('memory did not grow', late.kilobytes < early?.kilobytes * 1.2 + 32768, [`${early?.kilobytes} kB, later ${late.kilobytes} kB`]);
}
verdict('the register is as sound as before', sound.status === 0, sound.said.split('\n').slice(0, 20));
verdict('the service left as told', left === null, String(left).split('\n').filter((line) => !line.startsWith('{"time"')).slice(0, 40));
const report = sanitizerReport(service.errors()) ?? service.errors().match(/WARNING: ThreadSanitizer/);
verdict('the sanitizer has nothing to report', report === null, service.errors().split('\n').filter((line) => !line.startsWith('{')).slice(0, 120));
process.exit(failed);
