// The evaluation through the service, step by step: both paths with every refusal that stands on
// them, what each step leaves behind, and what nobody else learns of it.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { ask } from '../lib/ask.mjs';
import { COUNTIES, DISTRICT, Evaluation, PEOPLE } from '../lib/evaluation.mjs';
import { Journey } from '../lib/journey.mjs';

let e;
before(async () => {
    e = await Journey.open(PEOPLE);
    e.credentials = Evaluation.prototype.credentials; // tokens outlast the days that go by here
});
after(() => e?.close());

describe('a demonstration county', () => {
    test('is refused whatever is wrong on its way, and designated in the end', async () => {
        const [code] = COUNTIES[0];
        const who = `c${code}`;
        const path = '/api/v1/applications';
        const body = { round: '2023', track: 'demo-county', place: code };

        await e.refused('sign-in-required', 401, null, 'POST', path, body);
        await e.refused('forbidden', 403, 'jiangsu', 'POST', path, body);
        await e.refused('not-your-place', 403, `c${COUNTIES[1][0]}`, 'POST', path, body);
        await e.refused('bad-body', 400, who, 'POST', path, { ...body, round: '1999' }, 'round');
        await e.refused('bad-body', 400, who, 'POST', path, { ...body, track: 'king' }, 'track');
        await e.refused('bad-body', 400, who, 'POST', path, { ...body, state: 'filed' }, 'state');
        await e.refused('not-eligible', 409, who, 'POST', path, { ...body, track: 'demo-city' }, 'place');
        const opened = await e.ask(who, 'POST', path, body);
        assert.equal(opened.status, 201);
        assert.equal(opened.headers.etag, '"v1"');
        const { id } = opened.json;
        assert.ok(opened.headers.location.endsWith(`${path}/${id}`));
        await e.refused('conflict', 409, who, 'POST', path, body);

        // The applicant files.
        await e.fails('material-missing', 409, who, id, 'file');
        assert.equal((await e.material(who, id, 'government_consent')).status, 200);
        await e.refused('if-match-required', 428, who, 'POST', `${path}/${id}/events`, { event: 'file' });
        await e.fails('stale', 412, who, id, 'file', '"v1"');
        await e.fails('forbidden', 403, 'jiangsu', id, 'file');
        await e.fails('wrong-state', 409, 'jiangsu', id, 'check');
        await e.goes(who, id, 'file', 'filed');

        // The province checks.
        await e.fails('not-your-province', 403, 'hunan', id, 'check');
        await e.fails('not-your-place', 403, `c${COUNTIES[1][0]}`, id, 'withdraw');
        await e.fails('reason-missing', 422, 'jiangsu', id, 'return');
        await e.goes('jiangsu', id, { event: 'return', reason: '缺少方案' }, 'draft');
        await e.goes(who, id, 'file', 'filed');
        await e.goes('jiangsu', id, 'check', 'checked');
        const undetermined = await e.fails('undetermined', 409, 'jiangsu', id, 'recommend');
        assert.match(undetermined.detail, /leadership, lawful-policy, industry, heritage/);

        // What is found after the check sends it back, and says why.
        for (const [condition, result] of [['leadership', 'not_met'], ['lawful-policy', 'met'], ['heritage', 'met']]) {
            const found = await e.finding('jiangsu', id, condition, result);
            assert.equal(found.ok().state, 'filed');
        }
        const back = (await e.read('jiangsu', id)).events.find(({ event, from }) => event === 'finding_changed' && from === 'checked');
        assert.deepEqual([back.to, back.reason, back.by], ['filed', 'leadership', 'jiangsu']);
        await e.goes('jiangsu', id, 'check', 'checked');
        assert.match((await e.fails('not-eligible', 409, 'jiangsu', id, 'recommend')).detail, /leadership\b(?!,)/);
        await e.finding('jiangsu', id, 'leadership');
        await e.goes('jiangsu', id, 'check', 'checked');

        // It recommends within its places.
        await e.fails('quota-unknown', 409, 'jiangsu', id, 'recommend');
        await e.places('demo-county', '320000', 0);
        assert.match((await e.fails('quota-exhausted', 409, 'jiangsu', id, 'recommend')).detail, /0/);
        await e.places('demo-county', '320000', 1);
        const recommended = await e.goes('jiangsu', id, 'recommend', 'recommended');
        assert.deepEqual(recommended.quota, { status: 'published', places: 1, recommended: 1, designated: 0, left: 0 });
        assert.equal(recommended.rank, 1);
        await e.refused('quota-below-use', 409, 'nation', 'PUT', '/api/v1/rounds/2023/quotas/demo-county/320000', { places: 0, source: '函' });
        await e.goes('jiangsu', id, 'recall', 'checked');
        await e.goes('jiangsu', id, 'recommend', 'recommended');

        // The nation reviews, publishes, hears objections and decides.
        await e.fails('forbidden', 403, 'jiangsu', id, 'accept');
        await e.goes('nation', id, { event: 'send_back', reason: '材料不全' }, 'checked');
        await e.goes('jiangsu', id, 'recommend', 'recommended');
        await e.goes('nation', id, 'accept', 'in_review');
        await e.fails('bad-body', 400, 'nation', id, 'publish');
        const running = await e.notice('nation', 'demo-county', e.day(), 5);
        await e.goes('nation', id, { event: 'publish', notice: running }, 'in_notice');
        await e.fails('notice-running', 409, 'nation', id, 'designate');
        await e.goes('nation', id, { event: 'send_back', reason: '重新公示' }, 'checked');
        await e.goes('jiangsu', id, 'recommend', 'recommended');
        await e.goes('nation', id, 'accept', 'in_review');
        await e.goes('nation', id, { event: 'publish', notice: await e.notice('nation', 'demo-county', e.day(), 1) }, 'in_notice');
        await e.goes('nation', id, { event: 'object', reason: '材料不实' }, 'in_notice');
        await e.goes('nation', id, { event: 'answer', reason: '经查属实' }, 'in_notice');
        await e.fails('nothing-to-answer', 409, 'nation', id, { event: 'answer', reason: '又及' });
        await e.goes('nation', id, { event: 'send_back', reason: '换公示' }, 'checked');
        await e.goes('jiangsu', id, 'recommend', 'recommended');
        await e.goes('nation', id, 'accept', 'in_review');
        // What was published without it, over or still running, was not seen with it for the whole window.
        for (const days of [9, 1]) {
            const notice = await e.notice('nation', 'demo-county', e.day(-days), 5);
            assert.ok((await e.fails('notice-closed', 409, 'nation', id, { event: 'publish', notice })).detail.includes(e.day(-days)));
        }
        await e.goes('nation', id, { event: 'publish', notice: await e.notice('nation', 'demo-county', e.day(), 1) }, 'in_notice');
        await e.later(1);
        await e.fails('notice-closed', 409, 'nation', id, { event: 'object', reason: '迟到的异议' });
        const designated = await e.goes('nation', id, { event: 'designate', document: '国知发运字〔2026〕1号', batch: 'now', since: e.day() }, 'designated');
        assert.equal(designated.quota.designated, 1);

        // The map of the next revision knows it.
        await e.settled(designated.revision);
        const titles = (await ask(e.url, `/api/v1/titles?kind=demo-county&province=320000&on=${e.day()}`)).json.titles;
        const title = titles.find(({ holder }) => holder.code === code);
        assert.deepEqual([title.status, title.since, title.source.number], ['in_force', e.day(), '国知发运字〔2026〕1号']);
        const place = (await ask(e.url, `/api/v1/places/${code}`)).json;
        assert.deepEqual(place.titles.filter(({ kind }) => kind.endsWith('county')).map(({ kind, status }) => [kind, status]).sort(),
            [['demo-county', 'in_force'], ['pilot-county', 'superseded']]);

        // Fraud takes the title, gives no place back, and bars the place.
        await e.fails('reason-missing', 422, 'nation', id, 'cancel_fraud');
        const cancelled = await e.goes('nation', id, { event: 'cancel_fraud', reason: '弄虚作假', criticism: '通报〔2026〕3号' }, 'cancelled');
        assert.equal(cancelled.quota.recommended, 1);
        await e.settled(cancelled.revision);
        const { bars } = (await ask(e.url, '/api/v1/bars')).ok();
        assert.deepEqual(bars.map(({ place: { code: of }, province, round, criticism }) => [of, province.code, round, criticism]), [[code, '320000', '2023', '通报〔2026〕3号']]);
        const verdict = (await ask(e.url, `/api/v1/eligibility?place=${code}&track=demo-county&round=2023`)).ok();
        assert.equal(verdict.conditions.find((c) => c.id === 'not-barred').result, 'not_met');
        const second = await e.apply(who, 'demo-county', code);
        await e.material(who, second, 'government_consent');
        await e.fails('barred', 409, who, second, 'file');
        await e.goes(who, second, 'withdraw', 'withdrawn');
    });
});

describe('a pilot city', () => {
    test('is published by its province, recommended and approved', async () => {
        const id = await e.apply('district', 'pilot-city', DISTRICT);
        await e.material('district', id, 'government_consent');
        await e.goes('district', id, 'file', 'filed');
        await e.refused('not-found', 404, 'beijing', 'PUT', `/api/v1/applications/${id}/findings/leadership`, { result: 'met', evidence: 'x' });
        assert.equal((await e.finding('beijing', id, 'provincial-standard')).status, 200);
        await e.goes('beijing', id, 'check', 'checked');
        await e.fails('wrong-state', 409, 'beijing', id, 'recommend');
        const notice = await e.notice('beijing', 'pilot-city', e.day(), 3);
        await e.fails('forbidden', 403, 'nation', id, { event: 'publish', notice });
        await e.goes('beijing', id, { event: 'publish', notice, rank: 2 }, 'in_provincial_notice');
        await e.places('pilot-city', '110000', 1);
        await e.fails('notice-running', 409, 'beijing', id, 'recommend');
        await e.goes('beijing', id, { event: 'object', reason: '有异议' }, 'in_provincial_notice');
        assert.equal((await e.finding('beijing', id, 'provincial-standard', 'met', 'looked again')).ok().state, 'filed');
        await e.goes('beijing', id, 'check', 'checked');
        const past = await e.notice('beijing', 'pilot-city', e.day(-5), 3);
        await e.fails('notice-closed', 409, 'beijing', id, { event: 'publish', notice: past, rank: 2 });
        const short = await e.notice('beijing', 'pilot-city', e.day(), 1);
        await e.fails('bad-body', 400, 'beijing', id, { event: 'publish', rank: 2 }); // two may still be entered
        await e.goes('beijing', id, { event: 'publish', notice: short, rank: 2 }, 'in_provincial_notice');
        await e.later(1);
        await e.fails('bad-body', 400, 'beijing', id, { event: 'recommend', rank: 1 });
        await e.fails('objection-open', 409, 'beijing', id, 'recommend'); // it was made to the notice before this one
        await e.goes('beijing', id, { event: 'answer', reason: '已核实' }, 'in_provincial_notice');
        await e.fails('nothing-to-answer', 409, 'beijing', id, { event: 'answer', reason: '已核实' });
        await e.goes('beijing', id, 'recommend', 'recommended');
        assert.equal((await e.read('beijing', id)).rank, 2);
        await e.fails('wrong-state', 409, 'nation', id, 'publish');
        const done = await e.goes('nation', id, 'designate', 'designated'); // a list of the round's own
        await e.settled(done.revision);
        const [title] = (await ask(e.url, `/api/v1/places/${DISTRICT}`)).json.titles.filter(({ kind }) => kind === 'pilot-city');
        assert.deepEqual([title.status, title.since, title.until], ['term_unknown', e.day(), null]);
    });

    test('is not designated while an objection is open', async () => {
        const id = await e.checked(COUNTIES[2][0]);
        await e.places('demo-county', '320000', 3);
        await e.goes('jiangsu', id, 'recommend', 'recommended');
        await e.goes('nation', id, 'accept', 'in_review');
        const notice = await e.notice('nation', 'demo-county', e.day(), 1);
        await e.goes('nation', id, { event: 'publish', notice }, 'in_notice');
        await e.goes('nation', id, { event: 'object', reason: '异议' }, 'in_notice');
        // Running and objected to: what stands first in the order of refusals is told.
        await e.fails('notice-running', 409, 'nation', id, 'designate');
        await e.goes('nation', id, { event: 'decline', reason: '异议成立' }, 'declined');
    });
});

describe('the order of a province', () => {
    test('is set while checked, each rank once', async () => {
        const ids = [];
        for (const [code] of COUNTIES.slice(3, 6)) {
            ids.push(await e.checked(code));
        }
        const path = '/api/v1/rounds/2023/ranks/demo-county/320000';
        const all = (await e.done(200, 'jiangsu', 'GET', '/api/v1/applications?state=checked&track=demo-county')).applications.map(({ id }) => id);
        const order = [...all].reverse();
        const { applications } = await e.done(200, 'jiangsu', 'PUT', path, { order });
        const ranks = applications.map(({ rank }) => rank);
        assert.deepEqual(ranks, [...ranks].sort((a, b) => a - b));
        assert.equal(new Set(ranks).size, order.length);
        await e.refused('conflict', 409, 'jiangsu', 'PUT', path, { order: order.slice(1) }, 'order');
        await e.refused('bad-body', 400, 'jiangsu', 'PUT', path, { order: [...order, order[0]] }, 'order');
        await e.refused('conflict', 409, 'jiangsu', 'PUT', path, { order: [...order.slice(1), 999999] }, 'order');
        await e.refused('not-your-province', 403, 'hunan', 'PUT', path, { order });
        await e.refused('forbidden', 403, 'nation', 'PUT', path, { order });
        await e.refused('sign-in-required', 401, null, 'PUT', path, { order });
        const first = applications[0];
        const said = await e.fails('rank-taken', 409, 'jiangsu', order[1], { event: 'recommend', rank: first.rank });
        assert.match(said.errors[0].field, /rank/);
    });
});

describe('what was recommended', () => {
    test('stays as it was, whatever is handed in later', async () => {
        const [code] = COUNTIES[6];
        const id = await e.checked(code);
        await e.places('demo-county', '320000', 20);
        const { version } = await e.goes('jiangsu', id, 'recommend', 'recommended');
        const path = `/api/v1/applications/${id}`;
        const frozen = await e.get('jiangsu', `${path}/frozen`);
        assert.equal(frozen.ok().application.version, version);
        const { frozen: [kept] } = await e.read('jiangsu', id);
        assert.equal(kept.sha256, createHash('sha256').update(frozen.bytes).digest('hex'));
        assert.equal((await e.material('jiangsu', id, 'recommendation_letter')).status, 200);
        const now = await e.read('jiangsu', id);
        assert.equal(now.version, version + 1);
        assert.deepEqual(now.materials.filter((m) => m.after_recommendation).map((m) => m.kind), ['recommendation_letter']);
        assert.equal((await e.get('jiangsu', `${path}/frozen?version=${version}`)).text, frozen.text);
        assert.equal((await e.get('jiangsu', `${path}/frozen?version=1`)).status, 404);
    });
});

describe('what somebody sees', () => {
    test('is what lies within reach, in lists and one by one', async () => {
        const id = await e.apply(`c${COUNTIES[1][0]}`, 'demo-county', COUNTIES[1][0]); // 江阴, of 无锡
        const seen = async (who) => (await e.done(200, who, 'GET', '/api/v1/applications?limit=500')).applications.map((a) => a.id);
        for (const [who, sees] of [['nation', true], ['jiangsu', true], ['wuxi', true], [`c${COUNTIES[1][0]}`, true], ['nanjing', false], ['hunan', false], ['judge', false], ['district', false]]) {
            assert.equal((await seen(who)).includes(id), sees, who);
        }
        await e.refused('forbidden', 403, 'operator', 'GET', '/api/v1/applications');
        await e.refused('sign-in-required', 401, null, 'GET', '/api/v1/applications');
        const counts = await e.done(200, 'nation', 'GET', '/api/v1/applications?limit=1&offset=1&province=320000&round=2023');
        assert.equal(counts.applications.length, 1);
        assert.ok(counts.total > 2);
        await e.refused('bad-parameter', 400, 'nation', 'GET', '/api/v1/applications?state=king', undefined, 'state');
        const own = await e.read('wuxi', id);
        assert.deepEqual(own.next, []); // a city's office only looks
        assert.equal(own.events[0].by, null); // and is told no names
        const applicant = await e.read(`c${COUNTIES[1][0]}`, id);
        assert.deepEqual(applicant.next.map(({ event }) => event).sort(), ['file', 'withdraw']);
        assert.ok(applicant.materials_missing.includes('demonstration_plan'));
    });

    test('a list says what each still lacks, and not what either of two conditions makes needless', async () => {
        const code = COUNTIES[11][0];
        const id = await e.apply(`c${code}`, 'demo-county', code);
        const listed = async () => (await e.done(200, 'jiangsu', 'GET', '/api/v1/applications?limit=500')).applications.find((a) => a.id === id).missing;
        const fresh = await listed();
        assert.deepEqual(fresh.materials, (await e.read('jiangsu', id)).materials_missing);
        assert.deepEqual(fresh.findings, ['leadership', 'lawful-policy', 'industry', 'heritage']);
        await e.material(`c${code}`, id, 'government_consent');
        await e.finding('jiangsu', id, 'leadership', 'not_met');
        await e.finding('jiangsu', id, 'industry', 'unknown');
        assert.ok(!(await listed()).materials.includes('government_consent'));
        assert.deepEqual((await listed()).findings, ['lawful-policy', 'industry', 'heritage']);
        await e.finding('jiangsu', id, 'heritage', 'met');
        assert.deepEqual((await listed()).findings, ['lawful-policy']);
    });

    test('of others does not differ from what is not there', async () => {
        const [code] = COUNTIES[7];
        const id = await e.apply(`c${code}`, 'demo-county', code);
        const strangers = [null, 'hunan', 'beijing', 'nanjing', 'judge', 'district', `c${COUNTIES[8][0]}`, 'operator'];
        const asked = (n) => [
            ['GET', `/api/v1/applications/${n}`],
            ['GET', `/api/v1/applications/${n}/frozen`],
            ['GET', `/api/v1/applications/${n}/files/${'0'.repeat(64)}`],
            ['GET', `/api/v1/eligibility?place=${code}&track=demo-county&application=${n}`],
            ['POST', `/api/v1/applications/${n}/events`, { event: 'file' }],
            ['POST', `/api/v1/applications/${n}/events`, { event: 'object', reason: 'x' }],
            ['POST', `/api/v1/applications/${n}/events`, { event: 'score' }],
            ['PUT', `/api/v1/applications/${n}/findings/leadership`, { result: 'met', evidence: 'x' }],
            ['PUT', `/api/v1/applications/${n}/materials/government_consent`, {}],
        ];
        for (const who of strangers) {
            const there = asked(id), missing = asked(id + 10000);
            for (let i = 0; i < there.length; i++) {
                const headers = { 'If-Match': '"v1"' };
                const a = await e.ask(who, ...there[i].slice(0, 2), there[i][2], headers);
                const b = await e.ask(who, ...missing[i].slice(0, 2), missing[i][2], headers);
                assert.deepEqual([a.status, a.text], [b.status, b.text], `${there[i].slice(0, 2).join(' ')} by ${who}`);
                assert.ok([401, 403].includes(a.status), `${there[i].slice(0, 2).join(' ')} by ${who}: ${a.status}`);
                assert.deepEqual(Object.keys(a.headers).sort(), Object.keys(b.headers).sort());
            }
        }
        await e.refused('not-found', 404, 'nation', 'GET', `/api/v1/applications/${id + 10000}`);
    });

    test('of a verdict depends on who asks: findings are for officers in scope', async () => {
        const [code] = COUNTIES[9];
        const id = await e.checked(code);
        const at = `/api/v1/eligibility?place=${code}&track=demo-county&round=2023`;
        const result = (answer) => answer.ok().conditions.find((c) => c.id === 'leadership').result;
        await e.settled(e.register.revision());
        const officer = await e.get('jiangsu', at);
        assert.equal(result(officer), 'met');
        assert.equal(officer.json.verdict, 'eligible');
        assert.equal(officer.headers['cache-control'], 'no-store');
        assert.equal(result(await e.get('jiangsu', `${at}&application=${id}`)), 'met');
        for (const who of [null, 'hunan', 'nanjing', 'judge']) {
            const other = await e.get(who, at);
            assert.equal(result(other), 'unknown', who);
            assert.equal(other.headers['cache-control'], 'no-cache');
        }
        assert.equal((await e.get('jiangsu', at)).text, officer.text); // byte for byte
        await e.refused('bad-parameter', 400, 'jiangsu', 'GET', `/api/v1/eligibility?place=${COUNTIES[8][0]}&track=demo-county&application=${id}`, undefined, 'application');
    });
});

describe('eight officers and seven places', () => {
    test('the same request with the same key, many times at once, is one step', async () => {
        const id = await e.apply(`c${COUNTIES[10][0]}`, 'demo-county', COUNTIES[10][0]);
        await e.material(`c${COUNTIES[10][0]}`, id, 'government_consent');
        const { version } = await e.read('nation', id);
        const answers = await Promise.all(Array.from({ length: 50 }, () => e.ask(`c${COUNTIES[10][0]}`, 'POST', `/api/v1/applications/${id}/events`,
            { event: 'file' }, { 'If-Match': `"v${version}"`, 'Idempotency-Key': 'once' })));
        assert.deepEqual([...new Set(answers.map((a) => `${a.status} ${a.text}`))].length, 1);
        assert.equal(answers[0].ok().version, version + 1);
    });
});
