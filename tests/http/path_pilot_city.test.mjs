// The whole path of a pilot city, told from the beginning: 房山区, a district of 北京, which may apply on
// the city track.  Here the province sets what it asks for, publishes before it recommends, and
// hears the objections; the nation approves.  顺义区 competes.  At the end the title is taken away.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { ask } from '../lib/ask.mjs';
import { Journey } from '../lib/journey.mjs';

// Accounts are opened with `sizhi user add`; whoever is not named here has none.
const PEOPLE = {
    nation: { role: 'national' },
    beijing: { role: 'province', province: '110000' },
    jiangsu: { role: 'province', province: '320000' },
    fangshan: { role: 'applicant', place: '110111' },
    shunyi: { role: 'applicant', place: '110113' },
    machine: { role: 'operator' },
};

const ALL = '/api/v1/applications';
const ROUND = '/api/v1/rounds/2023';
const STANDARD = '/api/v1/units/110000/standards/pilot-city';
const POINT = 'lon=115.99&lat=39.70'; // in 房山区
const WISH = { round: '2023', track: 'pilot-city', place: '110111' };

describe('房山区 becomes a pilot city', () => {
    let j;
    let id; // of its application
    let at; // where that is
    let other; // the application of 顺义区
    let notice;
    before(async () => {
        j = await Journey.open(PEOPLE);
    });
    after(() => j?.close());

    const titleOf = async (code) => (await ask(j.url, `/api/v1/places/${code}`)).ok().titles.filter((t) => t.kind === 'pilot-city');

    test('the province says what it asks of its pilots, and who speaks for it', async () => {
        await j.signIn(...Object.keys(PEOPLE));
        const standard = { items: [{ text: '有三年规划', source: '京知局〔2023〕12号' }, { text: '有专项资金', source: '京知局〔2023〕12号' }] };
        await j.refused('not-your-province', 403, 'jiangsu', 'PUT', STANDARD, standard);
        await j.refused('forbidden', 403, 'nation', 'PUT', STANDARD, standard);
        const set = await j.ask('beijing', 'PUT', STANDARD, standard);
        assert.equal(set.status, 200, set.text);
        await j.settled(Number(set.headers['x-sizhi-revision']));
        assert.deepEqual((await ask(j.url, STANDARD)).ok().items.map((item) => item.text), ['有三年规划', '有专项资金']);

        await j.done(200, 'beijing', 'PUT', '/api/v1/units/110000/liaison', { name: '赵某', phone: '010-60000000' });
        await j.refused('sign-in-required', 401, null, 'GET', '/api/v1/units/110000/liaison');
        await j.refused('not-your-province', 403, 'jiangsu', 'GET', '/api/v1/units/110000/liaison');
    });

    test('it opens an application on the track that is for it', async () => {
        assert.deepEqual(await titleOf('110111'), []);
        await j.refused('not-your-place', 403, 'fangshan', 'POST', ALL, { ...WISH, place: '110113' });
        await j.refused('forbidden', 403, 'beijing', 'POST', ALL, WISH);
        await j.refused('not-eligible', 409, 'fangshan', 'POST', ALL, { ...WISH, track: 'pilot-county' }, 'place'); // a municipality's district is no county
        id = await j.apply('fangshan', 'pilot-city', '110111');
        at = `${ALL}/${id}`;
        await j.refused('not-your-province', 403, 'jiangsu', 'GET', at);
        await j.refused('not-your-place', 403, 'shunyi', 'GET', at);
        await j.refused('sign-in-required', 401, null, 'GET', at);

        await j.fails('material-missing', 409, 'fangshan', id, 'file');
        assert.equal((await j.material('fangshan', id, 'government_consent')).status, 200);
        await j.refused('if-match-required', 428, 'fangshan', 'POST', `${at}/events`, { event: 'file' });
        await j.fails('stale', 412, 'fangshan', id, 'file', '"v1"');
        await j.goes('fangshan', id, 'file', 'filed');
        other = await j.apply('shunyi', 'pilot-city', '110113');
        assert.equal((await j.material('shunyi', other, 'government_consent')).status, 200);
        await j.goes('shunyi', other, 'file', 'filed');
    });

    test('the province checks it, and publishes only what meets its standard', async () => {
        const wish = { round: '2023', track: 'pilot-city', title: '试点城市推荐名单公示', published: j.day(), length: 5, unit: 'calendar', counts_publication: true };
        await j.refused('bad-body', 400, 'nation', 'POST', '/api/v1/notices', wish, 'track'); // pilots are published by their province
        await j.refused('calendar-unknown', 409, 'beijing', 'POST', '/api/v1/notices', { ...wish, unit: 'working', published: '2093-12-28' });
        notice = (await j.done(201, 'beijing', 'POST', '/api/v1/notices', wish)).id;
        const elsewhere = (await j.done(201, 'jiangsu', 'POST', '/api/v1/notices', wish)).id;

        await j.fails('not-your-province', 403, 'jiangsu', id, 'check');
        await j.fails('wrong-state', 409, 'beijing', id, { event: 'publish', notice });
        await j.goes('beijing', id, 'check', 'checked');
        assert.match((await j.fails('undetermined', 409, 'beijing', id, { event: 'publish', notice })).detail, /provincial-standard/);
        assert.equal((await j.finding('beijing', id, 'provincial-standard', 'not_met', '无专项资金')).ok().state, 'filed');
        await j.goes('beijing', id, 'check', 'checked');
        assert.match((await j.fails('not-eligible', 409, 'beijing', id, { event: 'publish', notice })).detail, /provincial-standard/);
        assert.equal((await j.finding('beijing', id, 'provincial-standard', 'met', '资金已列入预算')).ok().state, 'filed');
        await j.goes('beijing', id, 'check', 'checked');
        await j.fails('wrong-state', 409, 'beijing', id, 'recommend'); // not before it was published

        assert.equal((await j.finding('beijing', other, 'provincial-standard')).ok().state, 'filed');
        await j.goes('beijing', other, 'check', 'checked');
        await j.goes('beijing', other, { event: 'publish', notice, rank: 1 }, 'in_provincial_notice');
        await j.fails('rank-taken', 409, 'beijing', id, { event: 'publish', notice, rank: 1 });
        assert.equal((await j.fails('bad-body', 400, 'beijing', id, { event: 'publish', notice: elsewhere, rank: 2 })).errors[0].field, 'notice');
        await j.fails('forbidden', 403, 'nation', id, { event: 'publish', notice });
        const published = await j.goes('beijing', id, { event: 'publish', notice, rank: 2 }, 'in_provincial_notice');
        await j.settled(published.revision);
        const { entries } = (await ask(j.url, `/api/v1/notices/${notice}`)).ok();
        assert.deepEqual(entries.map((entry) => entry.place.name).sort(), ['房山区', '顺义区']);
    });

    test('while the notice runs anybody may object, and nothing is recommended', async () => {
        await j.done(201, null, 'POST', `/api/v1/notices/${notice}/objections`, { application: id, text: '规划未公开' });
        await j.fails('notice-running', 409, 'beijing', id, 'recommend');
        await j.fails('wrong-state', 409, 'nation', id, 'designate');
    });

    test('after it the province answers, and recommends as far as there are places', async () => {
        await j.later(6);
        await j.refused('sign-in-required', 401, 'beijing', 'GET', at);
        await j.signIn('nation', 'beijing', 'jiangsu', 'fangshan');
        assert.match((await j.fails('objection-open', 409, 'beijing', id, 'recommend')).detail, /1/);
        const objections = `/api/v1/notices/${notice}/objections`;
        await j.refused('notice-closed', 409, null, 'POST', objections, { application: id, text: '迟到的异议' });
        const { objections: [open] } = await j.done(200, 'beijing', 'GET', objections);
        const answer = `${objections}/${open.id}/answer`;
        await j.refused('not-your-province', 403, 'jiangsu', 'PUT', answer, { answer: '代答' });
        await j.refused('forbidden', 403, 'nation', 'PUT', answer, { answer: '代答' });
        await j.done(200, 'beijing', 'PUT', answer, { answer: '规划已于三月公开。' });
        await j.refused('nothing-to-answer', 409, 'beijing', 'PUT', answer, { answer: '又及' });

        // The last day to recommend has passed; it is put off.
        const deadline = { track: 'pilot-city', event: 'recommend', source: '国知办函运字〔2023〕582号' };
        await j.done(200, 'nation', 'PUT', `${ROUND}/deadlines`, { ...deadline, last_day: j.day(-1) });
        await j.fails('deadline-passed', 409, 'beijing', id, 'recommend');
        await j.done(200, 'nation', 'PUT', `${ROUND}/deadlines`, { ...deadline, last_day: j.day(3) });

        // One place; the operator's command sets it, in the running service.
        await j.fails('quota-unknown', 409, 'beijing', id, 'recommend');
        const set = j.register.run('quota', 'set', '--round', '2023', '--track', 'pilot-city', '--province', '110000', '--places', '1', '--source', '国知办函运字〔2023〕582号 附件3');
        assert.equal(set.status, 0, set.text);
        await j.goes('beijing', other, 'recommend', 'recommended');
        const full = await j.fails('quota-exhausted', 409, 'beijing', id, 'recommend');
        assert.match(full.detail, /1/);
        await j.refused('quota-below-use', 409, 'nation', 'PUT', `${ROUND}/quotas/pilot-city/110000`, { places: 0, source: '更正' });
        await j.fails('reason-missing', 422, 'nation', other, 'send_back');
        await j.goes('nation', other, { event: 'send_back', reason: '推荐顺序有误' }, 'checked');

        // The rank was fixed when it was published.
        assert.equal((await j.fails('bad-body', 400, 'beijing', id, { event: 'recommend', rank: 1 })).errors[0].field, 'rank');
        const key = { 'If-Match': (await j.get('beijing', at)).headers.etag, 'Idempotency-Key': 'fangshan' };
        const taken = await j.ask('beijing', 'POST', `${at}/events`, { event: 'recommend' }, key);
        assert.deepEqual([taken.ok().state, taken.json.rank, taken.json.quota.left], ['recommended', 2, 0]);
        const mismatch = await j.ask('beijing', 'POST', `${at}/events`, { event: 'recommend', rank: 2 }, key);
        assert.ok(mismatch.problem(422).type.endsWith(':idempotency-mismatch'));
    });

    test('the nation approves it, and its title is on the map from that revision on', async () => {
        const before = (await ask(j.url, `/api/v1/lookup?${POINT}`)).ok();
        const today = j.day();
        await j.fails('forbidden', 403, 'beijing', id, 'designate');
        await j.fails('wrong-state', 409, 'nation', id, 'accept'); // a pilot is not reviewed by experts
        const done = await j.goes('nation', id, { event: 'designate', document: '国知发运字〔2024〕2号', since: today, until: j.day(1000) }, 'designated');
        assert.deepEqual([done.quota.recommended, done.quota.designated, done.quota.left], [1, 1, 0]);
        assert.ok(done.revision > before.revision);
        await j.settled(done.revision);

        const found = (await ask(j.url, `/api/v1/lookup?${POINT}`)).ok();
        assert.deepEqual([before.answer, found.answer], ['not_in', 'in']);
        const [title] = found.titles.filter((t) => t.holder.code === '110111');
        assert.deepEqual([title.kind, title.status, title.since, title.until], ['pilot-city', 'in_force', today, j.day(1000)]);
        const map = (await ask(j.url, `/ogc/collections/titled-places/items?f=json&limit=10000&simplify=0.05&datetime=${today}`)).ok('application/geo+json');
        assert.deepEqual(map.features.map((f) => f.properties).filter((f) => f.holder === '110111').map((f) => f.kind), ['pilot-city']);

        // Now it could apply for the next step, and not for this one again.
        const verdict = async (track) => (await ask(j.url, `/api/v1/eligibility?place=110111&track=${track}`)).ok().conditions;
        assert.equal((await verdict('demo-city')).find((c) => c.id === 'pilot-in-force').result, 'met');
        assert.equal((await verdict('pilot-city')).find((c) => c.id === 'not-already-titled').result, 'not_met');
    });

    test('fraud takes the title, gives no place back, and bars the place', async () => {
        const lost = await j.goes('nation', id, { event: 'cancel_fraud', reason: '隐瞒事实', criticism: '国知通报〔2024〕1号' }, 'cancelled');
        assert.deepEqual([lost.quota.recommended, lost.quota.left], [1, 0]);
        await j.settled(lost.revision);
        assert.equal((await ask(j.url, `/api/v1/lookup?${POINT}`)).ok().answer, 'not_in');
        assert.deepEqual((await titleOf('110111')).map((t) => t.status), ['revoked']);
        const again = await j.apply('fangshan', 'pilot-city', '110111');
        assert.equal((await j.material('fangshan', again, 'government_consent')).status, 200);
        await j.fails('barred', 409, 'fangshan', again, 'file');
    });

    test('every step can be shown, and the register proves itself', async () => {
        const { events } = await j.read('nation', id);
        assert.deepEqual(events.map((e) => e.event), ['open', 'material', 'file', 'check', 'finding_changed', 'check', 'finding_changed', 'check', 'publish',
            'object', 'answer', 'recommend', 'designate', 'cancel_fraud']);
        assert.deepEqual(events.filter((e) => e.quota_step !== 0).map((e) => [e.event, e.quota_step]), [['recommend', 1]]);
        j.proves();
    });

    test('nothing that can be refused on this path was left untried', () => {
        const untried = ['forbidden', 'not-your-province', 'not-your-place', 'wrong-state', 'stale', 'if-match-required', 'reason-missing',
            'material-missing', 'deadline-passed', 'not-eligible', 'undetermined', 'barred', 'rank-taken', 'quota-unknown', 'quota-exhausted',
            'quota-below-use', 'calendar-unknown', 'notice-running', 'notice-closed', 'objection-open', 'nothing-to-answer',
            'idempotency-mismatch', 'sign-in-required'].filter((slug) => !j.slugs.has(slug));
        assert.deepEqual(untried, []);
    });
});
