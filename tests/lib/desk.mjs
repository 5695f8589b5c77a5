// A register of one's own with officers in it, and a service on it: every officer asks with a bearer
// token.  `people`: {name: {role, province?, place?}}.
import { Register } from './facts.mjs';
import { bearer, openAccount, prepare, send, sizhi, slug as slugOf } from './officers.mjs';
import { serve } from './server.mjs';
import { ask } from './ask.mjs';
import { contract } from './contract.mjs';
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

export class Desk {
    static async open(people, { before } = {}) {
        const desk = new Desk();
        desk.register = new Register();
        desk.tokens = {};
        desk.ids = {};
        for (const [name, { role, province, place }] of Object.entries(people)) {
            desk.ids[name] = desk.add(name, role, { ...(province && { province }), ...(place && { place }) });
            desk.tokens[name] = bearer(desk.register.db, name).authorization.slice('Bearer '.length);
        }
        before?.(desk.register);
        desk.service = await serve({ own: true, copy: false, register: desk.register.db });
        desk.url = desk.service.url;
        desk.contract = contract((await ask(desk.url, '/api/v1/openapi.json')).json);
        return desk;
    }

    // Its number.
    add(name, role, scope) {
        return openAccount(this.register.db, name, role, scope).id;
    }

    command(words, input) {
        const said = sizhi(words, input);
        assert.equal(said.status, 0, `${words.join(' ')}: ${said.stderr}`);
        return said.stdout;
    }

    // What somebody's requests carry.
    credentials(who) {
        return { Authorization: `Bearer ${this.tokens[who]}` };
    }

    // The same without looking at what is promised: pages, and what is no JSON.
    plain(who, method, path, body, headers = {}) {
        return send(this.url, method, path, { ...(who ? this.credentials(who) : {}), ...headers }, body);
    }

    // `who` null: nobody is signed in.  Every answer must be one that the contract promises.
    async ask(who, method, path, body, headers = {}) {
        const answer = await ask(this.url, path, {
            method,
            headers: {
                ...(who ? this.credentials(who) : {}),
                ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
                ...headers,
            },
            body: body === undefined ? undefined : typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
        });
        const [bare] = path.split('?');
        assert.ok(this.contract.documents(method, bare), `${answer.asked}: the contract does not know it`);
        assert.deepEqual(this.contract.faults(method, bare, answer), [], `${answer.asked} → ${answer.status}`);
        return answer;
    }

    get(who, path) {
        return this.ask(who, 'GET', path);
    }

    // The body of an answer that must have this status.
    async done(status, who, method, path, body, headers) {
        const answer = await this.ask(who, method, path, body, headers);
        assert.equal(answer.status, status, `${answer.asked} by ${who} → ${answer.status}: ${answer.text.slice(0, 400)}`);
        return answer.json;
    }

    // A refusal with this slug, as every refusal is told.
    async refused(slug, status, who, method, path, body, field) {
        const answer = await this.ask(who, method, path, body);
        const said = answer.problem(status, field);
        assert.equal(slugOf(answer), slug, `${method} ${path} by ${who}: ${said.detail}`);
        return said;
    }

    // Public answers come from the picture of a revision, which follows the write.
    async settled(revision) {
        for (let i = 0; i < 500; i++) {
            const answer = await ask(this.url, '/api/v1/rounds');
            if (Number(answer.headers['x-sizhi-revision']) >= revision) {
                return;
            }
            await sleep(20);
        }
        assert.fail(`the service never came to revision ${revision}`);
    }

    async close() {
        await this.service.stop();
        const found = prepare(['check', '--db', this.register.db]);
        this.register.done();
        assert.equal(found.status, 0, `sizhi check: ${found.stdout}${found.stderr}`);
    }
}
