// Those who write while the service is killed again and again.  A lane writes to things that nobody
// else writes to, one request at a time, and knows what they must look like: as the last answer
// said, or, where a request was under way when the service died, that with this request done as a
// whole.  Which of the two is found out by looking; then the same request is sent again under the
// same key, and what comes of it must be the one that was missing, or the answer that was lost.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { PASSWORD } from './officers.mjs';

export const GONE = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE']);

class Lane {
    constructor(stage, name) {
        Object.assign(this, { stage, name, pending: null, number: 0 });
    }

    get e() {
        return this.stage.e;
    }

    unique(word) {
        return `${word} ${this.name}/${++this.number}`;
    }

    nextDay() {}

    send({ who, method, path, body, headers = {}, key }) {
        return this.e.ask(who, method, path, body, { ...headers, 'Idempotency-Key': key });
    }

    // Until the service is gone.
    async run() {
        for (;;) {
            this.pending ??= { ...this.next(), key: this.unique('key') };
            let answer;
            try {
                answer = await this.send(this.pending);
            } catch (failure) {
                if (GONE.has(failure.code)) {
                    return;
                }
                throw failure;
            }
            this.settle(answer);
        }
    }

    settle(answer) {
        const op = this.pending;
        const what = `${this.name}: ${op.method} ${op.path} ${JSON.stringify(op.body)} by ${op.who} → ${answer.status} ${answer.text.slice(0, 300)}`;
        this.pending = null;
        if (answer.status >= 400) {
            const slug = answer.json.type.split(':').at(-1);
            assert.ok(op.refuse === slug || op.may?.includes(slug), what);
            this.stage.counts.refused++;
            return;
        }
        assert.ok(answer.status >= 200 && answer.status < 300 && !op.refuse, what);
        this.stage.counts.acknowledged++;
        this.took(op, answer, what);
    }

    // After a restart.
    async recover() {
        const op = this.pending;
        const there = await this.seen(op);
        if (!op) {
            return;
        }
        this.stage.counts[there ? 'unheard' : 'undone']++;
        const answer = await this.send(op);
        if (there && op.secret) { // what was answered is not kept, that it was done is
            answer.problem(409);
            this.pending = null;
            this.lost(op);
        } else {
            this.settle(answer);
            assert.ok(!there || answer.status < 300, `${this.name}: was done, and is refused: ${answer.text}`);
        }
        await this.e.settled(Number(answer.headers['x-sizhi-revision'] ?? 0));
        await this.seen(null);
    }
}

// ---- an application after the other, of one place after the other ----

const OVER = ['rejected', 'withdrawn', 'declined', 'cancelled'];
const FINDINGS = { demo: ['leadership', 'lawful-policy', 'industry'], pilot: ['provincial-standard'] };
const STANDING = ['id', 'version', 'state', 'rank', 'notice', 'title'];
const pick = (json) => Object.fromEntries(STANDING.map((name) => [name, json[name]]));

export class Applications extends Lane {
    constructor(stage, name, { track, unit, officers, applicant, code, lasting }) {
        super(stage, name);
        Object.assign(this, { track, unit, officers, applicant, code, lasting, app: null, over: [] });
        this.programme = track.split('-')[0];
    }

    // What was to be refused yesterday need not be today.
    nextDay() {
        this.pending = this.pending?.refuse ? null : this.pending;
    }

    // What it may do where it stands: [weight, request].
    choices() {
        const { app } = this;
        const { state, notice } = app.standing;
        const officer = this.stage.dice.one(this.officers);
        const missing = FINDINGS[this.programme].filter((c) => !app.findings[c]);
        const back = [[1, () => this.tell('nation', 'send_back')], [1, () => this.tell(this.applicant, 'withdraw')]];
        const level = this.programme === 'pilot' ? this.unit : 'national';
        const { enterable, running } = this.stage.desks.standing(level);
        const publish = (who, weight) => (enterable.length ? [[weight, () => ({ ...this.tell(who, 'publish', { notice: this.stage.dice.one(enterable) }), may: ['notice-closed'] })]] : []);
        const isRunning = running.includes(notice);
        const waiting = isRunning ? [[8, () => this.material('basic_state_table')]] : [];
        const heard = [
            ...(isRunning && app.open === 0 ? [[3, () => ({ ...this.tell('nation', 'object'), may: ['notice-closed'] })]] : []),
            ...(app.open ? [[6, () => this.tell(this.programme === 'pilot' ? officer : 'nation', 'answer')]] : []),
        ];
        switch (state) {
        case 'draft':
            return [
                [8, () => (app.materials.government_consent ? this.tell(this.applicant, 'file') : this.material('government_consent'))],
                [2, () => this.material('basic_state_table')], [2, () => this.file('application_letter')], [1, () => this.find(officer)],
                [0.5, () => this.tell(this.applicant, 'withdraw')], [0.5, () => ({ ...this.tell('hunan', 'check'), refuse: 'not-your-province' })],
            ];
        case 'filed':
            return [
                [8, () => (missing.length ? this.find(officer, missing[0]) : this.tell(officer, 'check'))],
                [1, () => this.find(officer)], [0.5, () => this.tell(officer, 'return')], [0.3, () => this.tell(officer, 'reject')],
                [0.5, () => ({ ...this.tell('nation', 'accept'), refuse: 'wrong-state' })],
            ];
        case 'checked':
            return [
                ...(this.programme === 'pilot' ? publish(officer, 8) : [[8, () => ({ ...this.tell(officer, 'recommend'), may: ['quota-exhausted'] })]]),
                [1, () => this.find(officer)], [1, () => this.file('basic_state_table')], [0.3, () => this.tell(this.applicant, 'withdraw')],
            ];
        case 'in_provincial_notice':
            return [
                ...heard, ...(isRunning || app.open ? [] : [[8, () => ({ ...this.tell(officer, 'recommend'), may: ['quota-exhausted'] })]]),
                ...(!isRunning && app.open ? [[1, () => ({ ...this.tell(officer, 'recommend'), refuse: 'objection-open' })]] : []),
                ...waiting, [0.5, () => this.find(officer)], [0.3, () => this.tell(this.applicant, 'withdraw')],
            ];
        case 'recommended':
            return [
                [2, () => this.tell(officer, 'recall')], [0.3, () => this.tell(officer, 'reject')], [1, () => this.material('basic_state_table')], ...back,
                ...(this.programme === 'pilot' ? [[0.3, () => this.tell('nation', 'decline')]] : [[8, () => this.tell('nation', 'accept')]]),
            ];
        case 'in_review':
            return [...publish('nation', 6), ...back, [0.5, () => this.tell('nation', 'decline')]];
        case 'in_notice':
            return [
                ...heard, ...waiting, ...back.map(([, op]) => [0.3, op]), [0.2, () => this.tell('nation', 'decline')], ...(isRunning ? [[1, () => ({ ...this.tell('nation', 'designate'), refuse: 'notice-running' })]] : []),
                ...(!isRunning && !app.open && !this.lasting && this.stage.mayUseUp()
                    ? [[3, () => this.tell('nation', 'designate', { batch: 'now', document: this.unique('文'), since: this.stage.day() })]] : []),
            ];
        default:
            assert.equal(state, 'designated');
            return [[1, () => this.tell('nation', 'cancel_fraud', { criticism: this.unique('通报') })]];
        }
    }

    next() {
        if (!this.app) {
            return { who: this.applicant, method: 'POST', path: '/api/v1/applications', body: { round: '2023', track: this.track, place: this.code }, event: 'open' };
        }
        const choices = this.choices();
        let at = this.stage.dice.next() * choices.reduce((sum, [weight]) => sum + weight, 0);
        return choices.find(([weight]) => (at -= weight) < 0)[1]();
    }

    get path() {
        return `/api/v1/applications/${this.app.standing.id}`;
    }

    tell(who, event, more = {}) {
        const reason = this.unique(event);
        return { who, method: 'POST', path: `${this.path}/events`, body: { event, reason, ...more }, headers: { 'If-Match': `"v${this.app.standing.version}"` }, event };
    }

    find(who, condition = this.stage.dice.one(FINDINGS[this.programme])) {
        const evidence = this.unique('evidence');
        return { who, method: 'PUT', path: `${this.path}/findings/${condition}`, body: { result: 'met', evidence }, event: 'finding_changed', finding: { [condition]: evidence } };
    }

    material(kind) {
        const note = this.unique('note');
        return { who: this.applicant, method: 'PUT', path: `${this.path}/materials/${kind}`, body: { note }, event: 'material', material: { kind, note } };
    }

    file(kind) {
        const body = this.unique('text').repeat(this.stage.dice.whole(1, 3000));
        const sha256 = createHash('sha256').update(body).digest('hex');
        return { who: this.applicant, method: 'PUT', path: `${this.path}/materials/${kind}/file?name=a.txt`, body, headers: { 'Content-Type': 'text/plain' }, event: 'material', material: { kind, sha256 } };
    }

    took(op, answer, what) {
        const standing = pick(answer.json);
        assert.equal(answer.headers.etag, `"v${standing.version}"`, what);
        if (op.event === 'open') {
            this.app = { standing, events: [], findings: {}, materials: {}, frozen: [], open: 0, holds: 0 };
        }
        assert.equal(standing.version, this.app.events.length + 1, what);
        this.app = this.after(op, standing);
        if (OVER.includes(standing.state)) {
            this.stage.closed.push(this.app);
            this.over.push(standing.id);
            if (op.event === 'cancel_fraud') { // barred for the round
                [this.applicant, this.code] = this.stage.spare.pop() ?? [];
                this.over = [];
                assert.ok(this.code, 'a place is left');
            }
            this.app = null;
        }
    }

    after(op, standing) {
        const { app } = this;
        const takes = op.event === 'recommend';
        const gives = app.holds && ['recall', 'send_back', 'withdraw', 'reject'].includes(op.event);
        return {
            standing,
            events: [...app.events, [standing.version, op.event, standing.state]],
            findings: { ...app.findings, ...op.finding },
            materials: op.material ? withMaterial(app.materials, op.material) : app.materials,
            frozen: takes ? [...app.frozen, standing.version] : app.frozen,
            open: op.event === 'object' ? app.open + 1 : op.event === 'answer' ? app.open - 1 : app.open,
            holds: app.holds + takes - gives,
        };
    }

    async seen(op) {
        if (!this.app) {
            const { applications } = await this.e.done(200, this.applicant, 'GET', '/api/v1/applications?state=draft');
            assert.ok(applications.length === 0 || (applications.length === 1 && op && applications[0].version === 1), `${this.name}: ${JSON.stringify(applications)}`);
            return applications.length === 1;
        }
        const now = await this.e.read('nation', this.app.standing.id);
        const there = op !== null && !op.refuse && now.version === this.app.standing.version + 1;
        const expected = there ? this.after(op, { ...this.app.standing, ...pick(now) }) : this.app;
        assert.deepEqual(viewOf(now), expectedView(expected), `${this.name}: application ${now.id}${there ? ` after ${op.event}` : ''}`);
        assert.ok(!there || !op.body.reason || op.event === 'object' || op.event === 'answer' || now.events.at(-1).reason === op.body.reason);
        return there;
    }
}

// A note and a file of the same kind do not drive each other out.
const withMaterial = (all, { kind, note, sha256 }) => {
    const [oldNote, oldFile] = all[kind] ?? ['', null];
    return { ...all, [kind]: [note ?? oldNote, sha256 ?? oldFile] };
};

const expectedView = ({ standing, events, findings, materials, frozen, holds }) => ({ standing, events, findings, materials, frozen, holds });

export function viewOf(now) {
    return {
        standing: pick(now),
        events: now.events.map(({ version, event, to }) => [version, event, to]),
        findings: Object.fromEntries(now.findings.filter((f) => f.result).map((f) => [f.condition, f.evidence])),
        materials: Object.fromEntries(now.materials.filter((m) => m.present).map((m) => [m.kind, [m.note, m.file?.sha256 ?? null]])),
        frozen: now.frozen.map(({ version }) => version).sort((a, b) => a - b),
        holds: now.events.reduce((sum, { quota_step }) => sum + quota_step, 0),
    };
}

// ---- the nation's table of places ----

export class Places extends Lane {
    constructor(stage, name, track, unit) {
        super(stage, name);
        Object.assign(this, { path: `/api/v1/rounds/2023/quotas/${track}/${unit}`, list: `/api/v1/rounds/2023/quotas?track=${track}&province=${unit}`, now: null });
    }

    next() {
        const places = this.stage.closed.reduce((sum, { holds }) => sum + holds, 0) + this.stage.dice.whole(2, 8);
        return { who: 'nation', method: 'PUT', path: this.path, body: { places, source: this.unique('函') }, may: ['quota-below-use'] };
    }

    took({ body }) {
        this.now = body;
    }

    async seen(op) {
        const { rows: [row] } = await this.e.done(200, null, 'GET', this.list);
        const there = op !== null && row.source === op.body.source;
        const { places, source } = there ? op.body : this.now;
        assert.deepEqual({ places: row.places, source: row.source }, { places, source });
        return there;
    }
}

// ---- notices, and who is to be called in a province ----

export class Desks extends Lane {
    constructor(stage, name) {
        super(stage, name);
        Object.assign(this, { notices: [], liaison: null, most: 100 });
    }

    next() {
        const { dice } = this.stage;
        const level = ['national', '110000'].find((l) => this.standing(l).enterable.length === 0) ?? dice.one(['national', '110000']);
        if (this.standing(level).enterable.length === 0 || (this.notices.length < this.most && dice.next() < 0.1)) {
            const [track, who] = level === 'national' ? ['demo-county', 'nation'] : ['pilot-city', 'beijing'];
            const body = { round: '2023', track, title: this.unique('公示'), unit: 'calendar', counts_publication: true, published: this.stage.day(), length: dice.whole(1, 2) };
            return { who, method: 'POST', path: '/api/v1/notices', body };
        }
        return { who: 'jiangsu', method: 'PUT', path: '/api/v1/units/320000/liaison', body: { name: this.unique('王'), phone: `025-${dice.whole(1e7, 9e7)}` } };
    }

    took({ method, body }, { json }) {
        if (method === 'PUT') {
            this.liaison = body;
        } else {
            this.notices.push({ id: json.id, title: body.title, level: json.level, published: body.published, last: json.window.last });
        }
    }

    // Notices of a level that may be entered today, and those that run.
    standing(level) {
        const today = this.stage.day();
        const all = this.notices.filter((n) => n.level === level);
        return { enterable: all.filter((n) => n.published >= today).map(({ id }) => id), running: all.filter((n) => n.published <= today && today <= n.last).map(({ id }) => id) };
    }

    async seen(op) {
        const notices = await this.stage.everything(null, '/api/v1/notices', 'notices');
        const known = new Map(this.notices.map(({ id, title }) => [id, title]));
        const others = notices.filter(({ id, title }) => known.get(id) !== title);
        const opened = others.length === 1 && op?.body.title === others[0].title;
        assert.equal(notices.length - others.length, known.size, 'every notice that was opened is there');
        assert.ok(opened || others.length === 0, JSON.stringify(others));
        const { liaison } = await this.e.done(200, 'jiangsu', 'GET', '/api/v1/units/320000/liaison');
        const named = op?.method === 'PUT' && liaison?.name === op.body.name;
        assert.deepEqual(liaison && { name: liaison.name, phone: liaison.phone }, named ? op.body : this.liaison);
        return opened || named;
    }
}

// ---- an officer's session and tokens ----

export class Account extends Lane {
    constructor(stage, name, who) {
        super(stage, name);
        Object.assign(this, { who, session: null, tokens: [] });
    }

    next() {
        const { session, tokens, stage: { dice } } = this;
        if (!session) {
            return { who: null, method: 'POST', path: '/api/v1/session', body: { name: this.who, password: PASSWORD } };
        }
        const live = tokens.filter((t) => !t.revoked);
        const headers = { cookie: session.cookie, 'X-CSRF-Token': session.csrf };
        if (live.length > 3) {
            return { who: null, method: 'DELETE', path: `/api/v1/tokens/${live[0].id}`, headers, revokes: live[0] };
        }
        return dice.next() < 0.2 ? { who: null, method: 'DELETE', path: '/api/v1/session', headers, leaves: true }
            : { who: null, method: 'POST', path: '/api/v1/tokens', headers, body: { label: this.unique('token') }, secret: true };
    }

    // A session does not last so long.
    nextDay() {
        this.left = this.session?.cookie ?? this.left;
        this.session = null;
        this.ended = true;
    }

    took(op, answer) {
        if (op.revokes) {
            op.revokes.revoked = true;
        } else if (op.leaves) {
            this.left = this.session.cookie;
            this.session = null;
        } else if (op.secret) {
            this.tokens.push({ id: answer.json.id, label: op.body.label, token: answer.json.token, revoked: false });
        } else {
            this.session = { cookie: answer.headers['set-cookie'][0].split(';')[0], csrf: answer.json.csrf };
        }
    }

    // The token is there, and nobody will ever know it.
    lost({ body }) {
        this.tokens.push({ id: this.found, label: body.label, token: null, revoked: false });
    }

    async seen(op) {
        const tokens = await this.stage.everything(this.who, '/api/v1/tokens', 'tokens');
        const known = new Map(this.tokens.map((t) => [t.id, t]));
        let there = false;
        for (const { id, label, revoked } of tokens.filter((t) => t.label.startsWith('token '))) {
            const mine = known.get(id);
            known.delete(id);
            if (!mine && op?.secret && label === op.body.label) {
                this.found = id;
                there = true;
            } else if (op?.revokes === mine && mine && revoked) {
                there = true;
            } else {
                assert.deepEqual([label, revoked !== null], [mine?.label, mine?.revoked], `token ${id}`);
            }
        }
        assert.equal(known.size, 0, 'every token that was made is there');
        const asks = async (headers) => (await this.e.ask(null, 'GET', '/api/v1/session', undefined, headers)).status;
        for (const t of this.tokens.slice(-6).filter(({ token }) => token)) {
            const good = await asks({ authorization: `Bearer ${t.token}` }) === 200;
            assert.ok(good === !t.revoked || (op?.revokes === t && there), `token ${t.id} is ${good ? '' : 'not '}good`);
        }
        if (this.session) {
            const good = await asks({ cookie: this.session.cookie }) === 200;
            assert.ok(good || op?.leaves, 'the session is good');
            there ||= !good;
        }
        if (this.left) {
            assert.equal(await asks({ cookie: this.left }), 401, 'who has left is out');
        }
        return there;
    }

    // Signing in and out says nothing that could be told again: a lost cookie is lost, and who has
    // left is not known any more.  Neither is anybody after a night.
    async recover() {
        const op = this.pending;
        if (!op || (!this.ended && (op.secret || op.revokes))) {
            this.ended = false;
            return super.recover();
        }
        const there = await this.seen(op);
        this.stage.counts[there ? 'unheard' : 'undone']++;
        this.pending = null;
        this.ended = false;
        if (op.leaves) {
            this.session = null;
        } else if (there && op.secret) {
            this.lost(op);
        } else if (there && op.revokes) {
            op.revokes.revoked = true;
        }
        return this.seen(null);
    }
}
