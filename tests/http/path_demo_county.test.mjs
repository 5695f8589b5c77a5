// The whole path of a demonstration county, told from the beginning: 江宁区 of 南京, which is a pilot
// county, opens an application, and at the end its title is on the map.  On the way everything is
// tried that must not be done.  新沂市, of the same province, competes for the one place there is.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { ask } from '../lib/ask.mjs';
import { Journey } from '../lib/journey.mjs';

// Accounts are opened with `sizhi user add`; whoever is not named here has none.
const PEOPLE = {
    nation: { role: 'national' },
    jiangsu: { role: 'province', province: '320000' },
    hunan: { role: 'province', province: '430000' },
    nanjing: { role: 'city', place: '320100' },
    jiangning: { role: 'applicant', place: '320115' },
    c320381: { role: 'applicant', place: '320381' }, // 新沂市
    chen: { role: 'expert' }, // who comes from Jiangsu
    lin: { role: 'expert' }, // and from Hunan
    machine: { role: 'operator' },
};

const ALL = '/api/v1/applications';
const ROUND = '/api/v1/rounds/2023';
const QUOTA = `${ROUND}/quotas/demo-county/320000`;
const RANKS = `${ROUND}/ranks/demo-county/320000`;
const POINT = 'lon=118.84&lat=31.95'; // in 江宁区
const WISH = { round: '2023', track: 'demo-county', place: '320115' };
const PLAN = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');

describe('江宁区 becomes a demonstration county', () => {
    let j;
    let id; // of its application
    let at; // where that is
    let notice;
    before(async () => {
        j = await Journey.open(PEOPLE);
    });
    after(() => j?.close());

    test('everybody signs in with name and password', async () => {
        await j.refused('sign-in-failed', 401, null, 'POST', '/api/v1/session', { name: 'jiangning', password: 'guessed it once' });
        await j.refused('sign-in-required', 401, null, 'POST', ALL, WISH);
        await j.signIn(...Object.keys(PEOPLE));
        const { role, place_name: place } = await j.done(200, 'jiangning', 'GET', '/api/v1/session');
        assert.deepEqual([role, place], ['applicant', '江宁区']);

        // A page of somebody else can send the cookie, but not the token that goes with it.
        const { cookie } = j.sessions.jiangning;
        const forged = await j.ask(null, 'POST', ALL, WISH, { cookie });
        assert.ok(forged.problem(403).type.endsWith(':csrf'));
    });

    test('it is a pilot so far, and anybody can see it', async () => {
        const { answer, titles } = (await ask(j.url, `/api/v1/lookup?${POINT}`)).ok();
        assert.equal(answer, 'in');
        assert.deepEqual(titles.filter((t) => t.holder.code === '320115' && t.status === 'in_force').map((t) => t.kind), ['pilot-county']);
        const { rows: [places] } = (await ask(j.url, `${ROUND}/quotas?track=demo-county&province=320000`)).ok();
        assert.deepEqual([places.status, places.places], ['unknown', null]); // no table of places was published
    });

    test('it opens an application, for itself and as what it is', async () => {
        await j.refused('forbidden', 403, 'jiangsu', 'POST', ALL, WISH);
        await j.refused('forbidden', 403, 'nanjing', 'POST', ALL, WISH);
        await j.refused('not-your-place', 403, 'jiangning', 'POST', ALL, { ...WISH, place: '320381' });
        await j.refused('not-eligible', 409, 'jiangning', 'POST', ALL, { ...WISH, track: 'demo-city' }, 'place'); // a district of a city
        await j.refused('bad-body', 400, 'jiangning', 'POST', ALL, { ...WISH, round: '1999' }, 'round');
        const opened = await j.ask('jiangning', 'POST', ALL, WISH);
        assert.equal(opened.status, 201, opened.text);
        assert.equal(opened.headers.etag, '"v1"');
        id = opened.json.id;
        at = `${ALL}/${id}`;
        assert.equal(opened.headers.location, `${j.url}${at}`);
        assert.equal(opened.json.state, 'draft');
        await j.refused('conflict', 409, 'jiangning', 'POST', ALL, WISH); // one at a time

        // Nobody learns of a draft who has nothing to do with it.
        await j.refused('sign-in-required', 401, null, 'GET', at);
        await j.refused('not-your-province', 403, 'hunan', 'GET', at);
        await j.refused('not-your-place', 403, 'c320381', 'GET', at);
        await j.refused('forbidden', 403, 'machine', 'GET', at);
        await j.refused('not-found', 404, 'nation', 'GET', `${ALL}/${id + 1}`);
    });

    test('it hands in what is asked for, and files in time', async () => {
        const { materials_missing: missing } = await j.read('jiangning', id);
        assert.ok(missing.includes('government_consent') && missing.includes('demonstration_plan'));
        await j.fails('material-missing', 409, 'jiangning', id, 'file');
        assert.equal((await j.material('jiangning', id, 'government_consent', { note: '区政府常务会议同意' })).status, 200);
        const sent = await j.ask('jiangning', 'PUT', `${at}/materials/demonstration_plan/file?name=${encodeURIComponent('三年规划.pdf')}`, PLAN, { 'Content-Type': 'application/pdf' });
        assert.equal(sent.status, 200, sent.text);
        assert.ok(!(await j.read('jiangsu', id)).materials_missing.includes('demonstration_plan'));

        // Whoever tells an event says which version of the application was seen.
        await j.refused('if-match-required', 428, 'jiangning', 'POST', `${at}/events`, { event: 'file' });
        await j.fails('stale', 412, 'jiangning', id, 'file', '"v1"');
        await j.fails('forbidden', 403, 'jiangsu', id, 'file');

        // The last day to file was yesterday; the nation may excuse it, in writing.
        const deadline = { track: 'demo-county', event: 'file', source: '国知办函运字〔2023〕582号' };
        await j.refused('forbidden', 403, 'jiangsu', 'PUT', `${ROUND}/deadlines`, { ...deadline, last_day: j.day(-1) });
        await j.done(200, 'nation', 'PUT', `${ROUND}/deadlines`, { ...deadline, last_day: j.day(-2) });
        assert.match((await j.fails('deadline-passed', 409, 'jiangning', id, 'file')).detail, new RegExp(j.day(-2)));
        await j.refused('forbidden', 403, 'jiangsu', 'PUT', `${at}/excuses/file`, { reason: '洪灾' });
        await j.done(200, 'nation', 'PUT', `${at}/excuses/file`, { reason: '洪灾' });
        await j.goes('jiangning', id, 'file', 'filed');
        await j.done(200, 'nation', 'PUT', `${ROUND}/deadlines`, { ...deadline, last_day: null }); // for everybody else it is open again
    });

    test('the province gives it back once, then judges the conditions and checks it', async () => {
        await j.fails('not-your-province', 403, 'hunan', id, 'check');
        await j.fails('forbidden', 403, 'nanjing', id, 'check'); // a city's office only looks
        await j.fails('forbidden', 403, 'jiangning', id, 'check');
        await j.fails('wrong-state', 409, 'jiangsu', id, 'recommend');
        await j.fails('reason-missing', 422, 'jiangsu', id, 'return');
        await j.goes('jiangsu', id, { event: 'return', reason: '规划缺少年度任务' }, 'draft');
        await j.goes('jiangning', id, 'file', 'filed');

        await j.refused('forbidden', 403, 'jiangning', 'PUT', `${at}/findings/leadership`, { result: 'met', evidence: '自评' });
        await j.refused('not-your-province', 403, 'hunan', 'PUT', `${at}/findings/leadership`, { result: 'met', evidence: '越界' });
        await j.goes('jiangsu', id, 'check', 'checked');
        assert.match((await j.fails('undetermined', 409, 'jiangsu', id, 'recommend')).detail, /leadership, lawful-policy, industry, heritage/);

        // What is found after the check undoes the check.
        assert.equal((await j.finding('jiangsu', id, 'leadership', 'not_met', '无专项规划')).ok().state, 'filed');
        for (const condition of ['lawful-policy', 'industry']) {
            assert.equal((await j.finding('jiangsu', id, condition)).status, 200);
        }
        await j.goes('jiangsu', id, 'check', 'checked');
        assert.match((await j.fails('not-eligible', 409, 'jiangsu', id, 'recommend')).detail, /leadership/);
        assert.equal((await j.finding('jiangsu', id, 'leadership', 'met', '规划已补正')).ok().state, 'filed');
        await j.goes('jiangsu', id, 'check', 'checked');
        assert.equal((await j.read('jiangsu', id)).verdict.verdict, 'eligible');
    });

    test('the province recommends the best first, as far as there are places', async () => {
        await j.fails('quota-unknown', 409, 'jiangsu', id, 'recommend');
        await j.refused('forbidden', 403, 'jiangsu', 'PUT', QUOTA, { places: 9, source: '自拟' });
        await j.done(200, 'nation', 'PUT', QUOTA, { places: 1, source: '国知办函运字〔2023〕582号 附件3' });

        // 新沂市 is checked as well, and is put first.
        const other = await j.checked('320381');
        await j.refused('not-your-province', 403, 'hunan', 'PUT', RANKS, { order: [other, id] });
        await j.done(200, 'jiangsu', 'PUT', RANKS, { order: [other, id] });
        await j.fails('rank-taken', 409, 'jiangsu', id, { event: 'recommend', rank: 1 });
        await j.goes('jiangsu', other, 'recommend', 'recommended');
        const full = await j.fails('quota-exhausted', 409, 'jiangsu', id, 'recommend');
        assert.match(full.detail, /1/);
        await j.refused('quota-below-use', 409, 'nation', 'PUT', QUOTA, { places: 0, source: '更正' });

        // The place comes back, and is taken by the other; asked twice with one key, it is taken once.
        await j.goes('jiangsu', other, 'recall', 'checked');
        const seen = { 'If-Match': (await j.get('jiangsu', at)).headers.etag, 'Idempotency-Key': 'jiangning-2023' };
        const taken = await j.ask('jiangsu', 'POST', `${at}/events`, { event: 'recommend' }, seen);
        assert.deepEqual(taken.ok().quota, { status: 'published', places: 1, recommended: 1, designated: 0, left: 0 });
        const again = await j.ask('jiangsu', 'POST', `${at}/events`, { event: 'recommend' }, seen);
        assert.deepEqual([again.status, again.text, again.headers.etag], [200, taken.text, taken.headers.etag]);
        const another = await j.ask('jiangsu', 'POST', `${at}/events`, { event: 'recall' }, seen);
        assert.ok(another.problem(422).type.endsWith(':idempotency-mismatch'));

        // What was recommended is frozen: what is handed in later does not change it.
        const frozen = (await j.get('nation', `${at}/frozen`)).text;
        assert.equal((await j.material('jiangsu', id, 'recommendation_letter')).status, 200);
        assert.equal((await j.get('nation', `${at}/frozen`)).text, frozen);

        // 新沂市 had made up its figures: it is out, and barred from this round.
        const cancelled = await j.goes('nation', other, { event: 'cancel_fraud', reason: '数据造假', criticism: '国知通报〔2023〕7号' }, 'cancelled');
        await j.settled(cancelled.revision);
        const { bars } = (await ask(j.url, '/api/v1/bars')).ok();
        assert.deepEqual(bars.map((b) => [b.place.code, b.criticism]), [['320381', '国知通报〔2023〕7号']]);
        const retry = await j.apply('c320381', 'demo-county', '320381');
        await j.material('c320381', retry, 'government_consent');
        await j.fails('barred', 409, 'c320381', retry, 'file');
    });

    test('the nation accepts it, and experts score what does not come from home', async () => {
        await j.fails('forbidden', 403, 'jiangsu', id, 'accept');
        await j.goes('nation', id, 'accept', 'in_review');
        const experts = { chen: '320000', lin: '430000' };
        for (const [name, unit] of Object.entries(experts)) {
            await j.done(200, 'nation', 'PUT', `${ROUND}/experts/${j.ids[name]}`, { unit });
        }
        await j.done(200, 'nation', 'PUT', `${ROUND}/indicators/demo-county`, { source: '函', items: [{ code: 'A', name: '创造', weight: 40 }, { code: 'B', name: '运用', weight: 60 }] });
        const sheet = { items: [{ indicator: 'A', value: 80 }, { indicator: 'B', value: 90 }] };
        await j.refused('conflict-of-interest', 403, 'chen', 'PUT', `${at}/scores`, sheet);
        await j.refused('forbidden', 403, 'jiangsu', 'PUT', `${at}/scores`, sheet);
        assert.equal((await j.done(200, 'lin', 'PUT', `${at}/scores`, sheet)).own.total.value, 86);
        await j.done(200, 'nation', 'POST', `${ROUND}/scores/demo-county/close`);
        assert.equal((await j.done(200, 'nation', 'GET', `${at}/scores`)).summary.mean, 86);
    });

    test('the nation publishes it, and anybody may object', async () => {
        const wish = { round: '2023', track: 'demo-county', title: '示范县名单公示', published: j.day(), length: 5, unit: 'calendar', counts_publication: true };
        await j.refused('forbidden', 403, 'jiangning', 'POST', '/api/v1/notices', wish);
        await j.refused('calendar-unknown', 409, 'nation', 'POST', '/api/v1/notices', { ...wish, unit: 'working', published: '2093-12-28' });
        notice = (await j.done(201, 'nation', 'POST', '/api/v1/notices', wish)).id;
        await j.fails('wrong-state', 409, 'nation', id, 'designate');
        const published = await j.goes('nation', id, { event: 'publish', notice }, 'in_notice');
        await j.settled(published.revision);
        assert.match((await ask(j.url, `/notices/${notice}`)).ok('text/html'), /江宁区/);

        await j.done(201, null, 'POST', `/api/v1/notices/${notice}/objections`, { place: '320115', text: '专利数量与公报不符', contact: '王某 13900000000' });
        assert.match((await j.fails('notice-running', 409, 'nation', id, 'designate')).detail, new RegExp(j.day(4)));
    });

    test('after the last day objections are answered, not made', async () => {
        await j.later(6);
        await j.refused('sign-in-required', 401, 'nation', 'GET', at); // the session of last week is over
        await j.signIn('nation', 'jiangsu', 'jiangning');
        const objections = `/api/v1/notices/${notice}/objections`;
        await j.refused('notice-closed', 409, null, 'POST', objections, { place: '320115', text: '迟到的异议' });
        assert.match((await j.fails('objection-open', 409, 'nation', id, 'designate')).detail, /1/);
        const { objections: [open] } = await j.done(200, 'nation', 'GET', objections);
        assert.equal(open.contact, '王某 13900000000');
        // It is the nation's notice: its province reads what was objected, not who did.
        const { objections: [told] } = await j.done(200, 'jiangsu', 'GET', objections);
        assert.deepEqual(told, { ...open, contact: null });
        await j.refused('forbidden', 403, 'jiangning', 'GET', objections);
        await j.done(200, 'nation', 'PUT', `${objections}/${open.id}/answer`, { answer: '经核查，以公报为准，两者一致。' });
        await j.fails('nothing-to-answer', 409, 'nation', id, { event: 'answer', reason: '又及' });
    });

    test('it is designated, and its title is on the map from that revision on', async () => {
        const today = j.day();
        const before = (await ask(j.url, `/api/v1/lookup?${POINT}`)).ok();
        await j.fails('forbidden', 403, 'jiangsu', id, 'designate');
        const done = await j.goes('nation', id, { event: 'designate', batch: 'now', document: '国知发运字〔2024〕2号', since: today }, 'designated');
        assert.deepEqual(done.quota, { status: 'published', places: 1, recommended: 1, designated: 1, left: 0 });
        assert.ok(done.revision > before.revision);
        await j.settled(done.revision);

        // The point, the place, the list, the map and the verdict all say the same.
        const found = (await ask(j.url, `/api/v1/lookup?${POINT}`)).ok();
        const title = found.titles.find((t) => t.kind === 'demo-county' && t.holder.code === '320115');
        assert.deepEqual([found.answer, title.status, title.since, title.source.number], ['in', 'in_force', today, '国知发运字〔2024〕2号']);
        const place = (await ask(j.url, '/api/v1/places/320115')).ok();
        assert.deepEqual(place.titles.filter((t) => t.kind.endsWith('county')).map((t) => [t.kind, t.status]).sort(),
            [['demo-county', 'in_force'], ['pilot-county', 'superseded']]);
        const { titles } = (await ask(j.url, `/api/v1/titles?kind=demo-county&province=320000&on=${today}`)).ok();
        assert.ok(titles.some((t) => t.holder.code === '320115'));
        const map = (await ask(j.url, `/ogc/collections/titled-places/items?f=json&limit=10000&simplify=0.05&datetime=${today}`)).ok('application/geo+json');
        assert.deepEqual(map.features.map((f) => f.properties).filter((f) => f.holder === '320115').map((f) => [f.kind, f.since]), [['demo-county', today]]);
        const verdict = (await ask(j.url, '/api/v1/eligibility?place=320115&track=demo-county')).ok();
        assert.equal(verdict.conditions.find((c) => c.id === 'not-already-titled').result, 'not_met');
        const entries = (await ask(j.url, `/api/v1/notices/${notice}`)).ok().entries;
        assert.deepEqual(entries.map((e) => [e.place.code, e.objections, e.left]), [['320115', { open: 0, answered: 1 }, null]]);
    });

    test('every step can be shown, and the register proves itself', async () => {
        const { events } = await j.read('nation', id);
        assert.deepEqual(events.map((e) => e.event), ['open', 'material', 'material', 'file', 'return', 'file', 'check', 'finding_changed', 'finding_changed',
            'finding_changed', 'check', 'finding_changed', 'check', 'rank', 'recommend', 'material', 'accept', 'score', 'publish', 'object', 'answer', 'designate']);
        assert.deepEqual(events.filter((e) => e.quota_step !== 0).map((e) => [e.event, e.quota_step]), [['recommend', 1]]);
        const { entries } = await j.done(200, 'nation', 'GET', '/api/v1/audit?since=0&limit=1000');
        const outcomes = new Set(entries.map((e) => e.outcome));
        for (const slug of ['done', 'forbidden', 'not-your-province', 'stale', 'quota-exhausted', 'notice-running', 'objection-open']) {
            assert.ok(outcomes.has(slug), `the chain tells of what was refused as ${slug}`);
        }
        j.proves();
    });

    test('nothing that can be refused on this path was left untried', () => {
        const untried = ['forbidden', 'not-your-province', 'not-your-place', 'conflict-of-interest', 'wrong-state', 'stale', 'if-match-required',
            'reason-missing', 'material-missing', 'deadline-passed', 'not-eligible', 'undetermined', 'barred', 'rank-taken', 'quota-unknown',
            'quota-exhausted', 'quota-below-use', 'calendar-unknown', 'notice-running', 'notice-closed', 'objection-open', 'nothing-to-answer',
            'idempotency-mismatch', 'sign-in-required', 'sign-in-failed', 'csrf'].filter((slug) => !j.slugs.has(slug));
        assert.deepEqual(untried, []);
    });
});
