// Kill -9 at a random moment, start again, look at everything: what was acknowledged is there as the
// answer said, nothing is half there, ledger and chain hold.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { clearAwayClock, clockAhead } from './ahead.mjs';
import { Account, Applications, Desks, Places, viewOf } from './crash_lanes.mjs';
import { COUNTIES, DISTRICT, Evaluation, daysFromNow } from './evaluation.mjs';
import { SIZHI } from './paths.mjs';
import { SEED, dice } from './random.mjs';
import { serve } from './server.mjs';

const LANES = 6, DAYS_AT_MOST = 35;

export class Crash {
    // places: how many counties take part; those beyond the lanes are used up by titles and bars.
    static async open(rounds, places) {
        const stage = new Crash();
        stage.ahead = 0;
        stage.passing = Math.min(0.3, DAYS_AT_MOST / rounds);
        const counties = COUNTIES.slice(0, places).map(([code]) => code);
        stage.dice = dice(SEED);
        stage.closed = [];
        stage.counts = { acknowledged: 0, refused: 0, unheard: 0, undone: 0, killedAtStart: 0 };
        stage.e = await Evaluation.open({
            nation: { role: 'national' }, operator: { role: 'operator' }, jiangsu: { role: 'province', province: '320000' }, clerk: { role: 'province', province: '320000' },
            hunan: { role: 'province', province: '430000' }, beijing: { role: 'province', province: '110000' }, district: { role: 'applicant', place: DISTRICT },
            ...Object.fromEntries(counties.map((code) => [`c${code}`, { role: 'applicant', place: code }])),
        });
        stage.spare = counties.slice(LANES).map((code) => [`c${code}`, code]);
        stage.desks = new Desks(stage, 'desks');
        stage.places = new Places(stage, 'places', 'demo-county', '320000');
        stage.applications = [
            new Applications(stage, 'district', { track: 'pilot-city', unit: '110000', officers: ['beijing'], applicant: 'district', code: DISTRICT, lasting: true }),
            ...counties.slice(0, LANES).map((code) => new Applications(stage, code, { track: 'demo-county', unit: '320000', officers: ['jiangsu', 'clerk'], applicant: `c${code}`, code })),
        ];
        stage.lanes = [stage.desks, stage.places, ...stage.applications, new Account(stage, 'account', 'clerk')];
        await stage.e.places('pilot-city', '110000', 1000);
        stage.places.took({ body: await stage.e.places('demo-county', '320000', 5) });
        stage.head = await stage.chainHead();
        return stage;
    }

    // Is there another county for the lane that has come to the end of its own?
    mayUseUp() {
        return this.spare.length > this.applications.filter(({ app, pending }) => app?.standing.state === 'designated' || pending?.event === 'designate').length;
    }

    // The day it is where the service stands.
    day() {
        return daysFromNow(this.ahead);
    }

    async kill() {
        this.e.service.signal('SIGKILL');
        assert.equal((await this.e.service.gone).signal, 'SIGKILL', this.e.service.errors().slice(-2000));
        clearAwayClock(this.e.service.pid);
    }

    // Now and then on another day, for notices to come to their end; sometimes it does not even get
    // as far as being ready.
    async restart() {
        if (this.dice.next() < this.passing) {
            this.ahead++;
            this.lanes.forEach((lane) => lane.nextDay());
        }
        const env = clockAhead(this.ahead);
        if (this.dice.next() < 0.2) {
            const child = spawn(SIZHI, ['serve', '--db', this.e.register.db, '--listen', '127.0.0.1:0'], { stdio: 'ignore', env: { ...process.env, ...env } });
            const gone = new Promise((done) => child.on('exit', done));
            await sleep(this.dice.between(0, this.e.service.startMs));
            child.kill('SIGKILL');
            await gone;
            clearAwayClock(child.pid);
            this.counts.killedAtStart++;
        }
        this.e.service = await serve({ own: true, copy: false, register: this.e.register.db, env });
        this.e.url = this.e.service.url;
    }

    async round({ most = 250, check = true } = {}) {
        const running = Promise.all(this.lanes.map((lane) => lane.run()));
        running.catch(() => {}); // is told when it is waited for
        await sleep(this.dice.between(2, most));
        await this.kill();
        await running;
        await this.restart();
        for (const lane of this.lanes) {
            await lane.recover();
        }
        await this.lookAtAll();
        if (check) {
            this.lookAtFile();
        }
    }

    // A list to its end.
    async everything(who, path, member) {
        const found = [];
        for (;;) {
            const page = await this.e.done(200, who, 'GET', `${path}?limit=500&offset=${found.length}`);
            found.push(...page[member]);
            if (page[member].length < 500) {
                return found;
            }
        }
    }

    // Every application that was ever opened stands where the last answer about it said, and the
    // places that are taken are those of the applications.
    async lookAtAll() {
        const all = [...this.closed, ...this.applications.flatMap(({ app }) => app ?? [])];
        const listed = new Map((await this.everything('nation', '/api/v1/applications', 'applications')).map(({ id, version, state }) => [id, [version, state]]));
        assert.deepEqual(listed, new Map(all.map(({ standing: { id, version, state } }) => [id, [version, state]]).sort(([a], [b]) => a - b)));
        await this.e.settled(Number((await this.e.get('nation', '/api/v1/applications?limit=1')).headers['x-sizhi-revision'] ?? 0));
        const { recommended } = await this.e.placesNow('demo-county', '320000');
        const district = this.applications[0];
        const held = all.filter((a) => a !== district.app && !district.over.includes(a.standing.id)).reduce((sum, { holds }) => sum + holds, 0);
        assert.equal(recommended, held, 'places taken');
        const head = await this.chainHead();
        const { entries: [same] } = await this.e.done(200, 'operator', 'GET', `/api/v1/audit?since=${this.head.seq - 1}&limit=1`);
        assert.deepEqual([same.seq, same.sha256, same.sm3], [this.head.seq, this.head.sha256, this.head.sm3], 'the chain goes on where it was');
        this.head = head;
    }

    async chainHead() {
        const { newest } = await this.e.done(200, 'operator', 'GET', '/api/v1/audit?limit=1');
        return (await this.e.done(200, 'operator', 'GET', `/api/v1/audit?since=${newest - 1}&limit=1`)).entries[0];
    }

    lookAtFile() {
        const checked = this.e.register.check();
        assert.equal(checked.status, 0, `sizhi check: ${checked.text}`);
        assert.match(this.e.command(['verify', this.e.register.db]), /chain holds/);
    }

    // Once at the end, event by event, also of those that were over long ago.
    async close() {
        for (const { standing, events } of this.closed) {
            const now = await this.e.read('nation', standing.id);
            assert.deepEqual(viewOf(now).events, events, `application ${standing.id}`);
        }
        this.counts.applications = this.closed.length + this.applications.filter(({ app }) => app).length;
        this.counts.entries = this.head.seq;
        this.counts.titles = [...this.closed, ...this.applications.flatMap(({ app }) => app ?? [])].filter((a) => a.events.some(([, event]) => event === 'designate')).length;
        this.counts.days = this.ahead;
        await this.e.close();
        return this.counts;
    }
}
