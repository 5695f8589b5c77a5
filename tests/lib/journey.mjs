// The evaluation as people meet it: they sign in with name and password, write with the token of
// their session, and see days go by.  Every refusal that is met is kept by its name.
//
// A day that has not come - the end of a notice, of a session - is reached by starting the service
// again with its clock put ahead.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clockAhead } from './ahead.mjs';
import { Evaluation, daysFromNow } from './evaluation.mjs';
import { PASSWORD, signIn, sizhi } from './officers.mjs';
import { serve } from './server.mjs';

const DAY = 86400e3;

export class Journey extends Evaluation {
    static async open(people) {
        const journey = Object.setPrototypeOf(await Evaluation.open(people), Journey.prototype);
        journey.sessions = {};
        journey.slugs = new Set();
        journey.ahead = 0;
        return journey;
    }

    // The day it is where the service stands, and those around it.
    day(n = 0) {
        return daysFromNow(this.ahead + n);
    }

    async signIn(...names) {
        for (const name of names) {
            this.sessions[name] = (await signIn(this.url, name, PASSWORD)).writes;
        }
    }

    credentials(who) {
        assert.ok(this.sessions[who], `${who} has not signed in`);
        return this.sessions[who];
    }

    async ask(...asked) {
        const answer = await super.ask(...asked);
        if (answer.type === 'application/problem+json') {
            this.slugs.add(answer.json.type.split(':').at(-1));
        }
        return answer;
    }

    // The service is stopped and comes back `days` later; what people were signed in with stays.
    async later(days) {
        await this.service.stop();
        this.ahead += days;
        this.service = await serve({ own: true, copy: false, register: this.register.db, env: clockAhead(this.ahead) });
        this.url = this.service.url;
        const { headers } = await this.get(null, '/api/v1/notices');
        const late = (Date.parse(headers.date) - Date.now()) / DAY;
        assert.ok(Math.abs(late - this.ahead) < 0.01, `the clock is ${late} days ahead, not ${this.ahead}: is faketime installed?`);
    }

    // Nothing is wrong with the register, and its chain proves itself: in the register, and in a copy
    // that was taken away, where one changed byte would be found.
    proves() {
        const checked = this.register.check();
        assert.equal(checked.status, 0, checked.text);
        const copy = join(this.register.room, 'chain.jsonl');
        this.command(['export', '--db', this.register.db, '--to', copy]);
        assert.equal(this.command(['verify', copy]), this.command(['verify', this.register.db]));
        writeFileSync(copy, readFileSync(copy, 'utf8').replace('quota-exhausted', 'quota-exhauster'));
        const harmed = sizhi(['verify', copy]);
        assert.notEqual(harmed.status, 0);
        assert.match(harmed.stdout, /broken: entry \d+ is the first that does not hold/);
    }
}
