// The whole path of a national zone, told from the beginning: 南京市 applies for 江宁区, which holds the
// title of a trial zone, as a demonstration zone at once.  It names the zone, draws its parts, files
// the plan; the province judges and recommends without numbers; the nation publishes and decides.
// At the end the title is taken away.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { ask } from '../lib/ask.mjs';
import { Journey } from '../lib/journey.mjs';

const PEOPLE = {
    nation: { role: 'national' },
    jiangsu: { role: 'province', province: '320000' },
    hunan: { role: 'province', province: '430000' },
    nanjing: { role: 'applicant', place: '320100' },
    suzhou: { role: 'applicant', place: '320500' },
    jiangning: { role: 'applicant', place: '320115' },
    office: { role: 'city', place: '320100' },
    chen: { role: 'expert' },
    lin: { role: 'expert' },
};

const ALL = '/api/v1/applications';
const WISH = { round: '2023-zone', track: 'demo-zone', place: '320100' };
const ZONE = { zone: 'nanjing-jiangning', name: '南京市江宁区', host_kind: 'division', host_name: '江宁区', host_code: '320115', declared_m2: 4000000 };
const POINT = 'lon=118.835&lat=31.955'; // in the part drawn below
const FIVE = ['government-support', 'foundation', 'extent-clear', 'plan-feasible', 'safeguards'];

// A block in 江宁区, two kilometres wide, as the surveyor hands it in.
const block = (lon, lat) => ({
    type: 'Polygon',
    coordinates: [[[lon, lat], [lon + 0.02, lat], [lon + 0.02, lat + 0.02], [lon, lat + 0.02], [lon, lat]]],
});

describe('南京市江宁区 becomes a demonstration zone', () => {
    let j;
    let id;
    let at;
    let notice;
    before(async () => {
        j = await Journey.open(PEOPLE);
        await j.signIn(...Object.keys(PEOPLE));
    });
    after(() => j?.close());

    const condition = (e, name) => e.conditions.find((c) => c.id === name);
    const may = async (who, more) => j.done(200, who, 'GET', `/api/v1/eligibility?track=demo-zone${more}`);
    const wrote = async (status, who, method, path, body, headers = {}) => {
        const answer = await j.plain(who, method, path, body, headers);
        assert.equal(answer.status, status, `${method} ${path}: ${answer.text}`);
        return answer;
    };

    test('anybody can ask whose government may apply', async () => {
        const whole = await may(null, '&place=320100');
        assert.equal(whole.verdict, 'undetermined'); // no zone is named yet
        assert.equal(whole.rules, 'z-1');
        assert.equal(condition(whole, 'place-kind').result, 'met');
        assert.equal(condition(whole, 'place-kind').clause, 'Z/二(一)1');
        for (const name of ['host', 'former-zone', 'outstanding', 'not-already-titled', ...FIVE]) {
            assert.equal(condition(whole, name).result, 'unknown', name);
        }
        const district = await may(null, '&place=320115');
        assert.deepEqual([district.verdict, condition(district, 'place-kind').result, condition(district, 'host').result], ['not_eligible', 'not_met', 'not_applicable']);
        const open = await may(null, '&place=310104'); // a district of a municipality: the text does not settle it
        assert.deepEqual([open.verdict, condition(open, 'place-kind').result], ['undetermined', 'unknown']);
        const { counts, may_not: not } = await j.done(200, null, 'GET', '/api/v1/eligible?track=trial-zone&province=320000');
        assert.deepEqual([counts.undecided, counts.may_not, not.length], [14, 0, 0]); // 13 cities, and the province
    });

    test('the government of the prefecture opens an application in the round of zones', async () => {
        await j.refused('not-your-place', 403, 'suzhou', 'POST', ALL, WISH);
        await j.refused('forbidden', 403, 'jiangsu', 'POST', ALL, WISH);
        await j.refused('bad-body', 400, 'nanjing', 'POST', ALL, { ...WISH, round: '2023' }, 'track');
        await j.refused('bad-body', 400, 'nanjing', 'POST', ALL, { ...WISH, track: 'demo-city' }, 'track');
        await j.refused('not-eligible', 409, 'jiangning', 'POST', ALL, { ...WISH, place: '320115' }, 'place');
        id = (await j.done(201, 'nanjing', 'POST', ALL, WISH)).id;
        at = `${ALL}/${id}`;
        await j.refused('conflict', 409, 'nanjing', 'POST', ALL, WISH); // the first one does not say yet what it is about
        await j.refused('not-your-province', 403, 'hunan', 'GET', at);
        await j.refused('not-your-place', 403, 'suzhou', 'GET', at);
        assert.equal((await j.read('office', id)).about, null);
    });

    test('it says what zone it is about, and draws its parts', async () => {
        assert.equal((await j.fails('material-missing', 409, 'nanjing', id, 'file')).errors[0].field, 'zone');
        await wrote(403, 'suzhou', 'PUT', `${at}/zone`, ZONE);
        await wrote(200, 'nanjing', 'PUT', `${at}/zone`, ZONE);
        assert.equal((await j.read('nanjing', id)).about, 'nanjing-jiangning');
        const second = (await j.done(201, 'nanjing', 'POST', ALL, WISH)).id; // now that the first is named
        await wrote(409, 'nanjing', 'PUT', `${ALL}/${second}/zone`, ZONE);
        await j.goes('nanjing', second, 'withdraw', 'withdrawn');

        await wrote(200, 'nanjing', 'PUT', `${at}/parts/1`, { name: '未来科技城片区', function: '成熟机构集聚', declared_m2: 4000000 });
        const shape = { 'content-type': 'application/geo+json' };
        await wrote(403, 'hunan', 'PUT', `${at}/parts/1/shape?crs=cgcs2000`, block(118.825, 31.945), shape);
        await wrote(200, 'nanjing', 'PUT', `${at}/parts/1/shape?crs=cgcs2000`, block(118.825, 31.945), shape);
    });

    test('it files with the plan in four parts, the cases and the self-evaluation', async () => {
        for (const kind of ['zone_plan', 'cases', 'self_evaluation']) {
            assert.equal((await j.fails('material-missing', 409, 'nanjing', id, 'file')).errors[0].field, kind);
            assert.equal((await j.material('nanjing', id, kind)).status, 200);
        }
        await j.refused('if-match-required', 428, 'nanjing', 'POST', `${at}/events`, { event: 'file' });
        await j.fails('stale', 412, 'nanjing', id, 'file', '"v1"');
        const deadline = { track: 'demo-zone', event: 'file', source: '国知发运字〔2023〕28号' };
        await j.done(200, 'nation', 'PUT', '/api/v1/rounds/2023-zone/deadlines', { ...deadline, last_day: j.day(-2) });
        await j.fails('deadline-passed', 409, 'nanjing', id, 'file');
        await j.done(200, 'nation', 'PUT', '/api/v1/rounds/2023-zone/deadlines', { ...deadline, last_day: null });
        await j.goes('nanjing', id, 'file', 'filed');
    });

    test('the province checks it with its letter, and judges what the register cannot tell', async () => {
        await j.fails('not-your-province', 403, 'hunan', id, 'check');
        await j.fails('forbidden', 403, 'office', id, 'check');
        await j.fails('reason-missing', 422, 'jiangsu', id, 'return');
        assert.equal((await j.fails('material-missing', 409, 'jiangsu', id, 'check')).errors[0].field, 'recommendation_letter');
        assert.equal((await j.material('jiangsu', id, 'recommendation_letter')).status, 200);
        await j.goes('jiangsu', id, 'check', 'checked');

        const told = (await j.read('jiangsu', id)).verdict;
        assert.equal(condition(told, 'host').result, 'met'); // a district of the city that applies
        assert.equal(condition(told, 'former-zone').result, 'not_met'); // it was a trial zone
        assert.equal(condition(told, 'outstanding').result, 'not_met');
        assert.equal(condition(told, 'not-already-titled').result, 'unknown'); // the list of 2023 is not whole here
        assert.match((await j.fails('not-eligible', 409, 'jiangsu', id, 'recommend')).detail, /former-zone, outstanding/);
    });

    test('an earlier trial zone that is outstanding states why', async () => {
        await j.goes('jiangsu', id, { event: 'return', reason: '未写明特别突出的理由' }, 'draft');
        await wrote(200, 'nanjing', 'PUT', `${at}/zone`, { ...ZONE, outstanding_reason: '服务业营业收入三年翻番' });
        await j.goes('nanjing', id, 'file', 'filed');
        for (const name of ['outstanding', 'not-already-titled', ...FIVE]) {
            assert.equal((await j.finding('jiangsu', id, name)).status, 200, name);
        }
        await j.refused('not-found', 404, 'jiangsu', 'PUT', `${at}/findings/provincial-excellence`, { result: 'met', evidence: '…' }); // told, not found
        await j.goes('jiangsu', id, 'check', 'checked');
        const { verdict } = await j.read('jiangsu', id);
        assert.equal(verdict.verdict, 'eligible');
        assert.equal((await may('jiangsu', `&place=320100&application=${id}`)).verdict, 'eligible');
        assert.equal((await may(null, '&place=320100')).verdict, 'undetermined');
        await j.goes('jiangsu', id, 'recommend', 'recommended'); // no number of places, no rank
        assert.match((await j.get('nation', `${at}/frozen`)).text, /未来科技城片区/);
    });

    test('the nation sends it back once, accepts it, and experts score it', async () => {
        await j.fails('forbidden', 403, 'jiangsu', id, 'accept');
        await j.goes('nation', id, { event: 'send_back', reason: '推荐函缺审核情况' }, 'checked');
        await j.goes('jiangsu', id, 'recommend', 'recommended');
        await j.goes('nation', id, 'accept', 'in_review');
        for (const [name, unit] of [['chen', '320000'], ['lin', '430000']]) {
            await j.done(200, 'nation', 'PUT', `/api/v1/rounds/2023-zone/experts/${j.ids[name]}`, { unit });
        }
        await j.done(200, 'nation', 'PUT', '/api/v1/rounds/2023-zone/indicators/demo-zone', { source: 'Z/附件1', items: [{ code: 'A', name: '发展状况', weight: 100 }] });
        const sheet = { items: [{ indicator: 'A', value: 90 }] };
        await j.refused('conflict-of-interest', 403, 'chen', 'PUT', `${at}/scores`, sheet);
        await j.done(200, 'lin', 'PUT', `${at}/scores`, sheet);
    });

    test('the nation publishes it, and hears objections', async () => {
        const wish = { round: '2023-zone', track: 'demo-zone', title: '示范区名单公示', published: j.day(), length: 5, unit: 'calendar', counts_publication: true };
        await j.refused('bad-body', 400, 'nation', 'POST', '/api/v1/notices', { ...wish, round: '2023' }, 'track');
        notice = (await j.done(201, 'nation', 'POST', '/api/v1/notices', wish)).id;
        await j.goes('nation', id, { event: 'publish', notice }, 'in_notice');
        await j.done(201, null, 'POST', `/api/v1/notices/${notice}/objections`, { application: id, text: '四至与公报不符' });
        await j.fails('notice-running', 409, 'nation', id, 'designate');
        await j.later(6);
        await j.signIn('nation', 'jiangsu', 'nanjing');
        await j.fails('objection-open', 409, 'nation', id, 'designate');
        const objections = `/api/v1/notices/${notice}/objections`;
        const { objections: [open] } = await j.done(200, 'nation', 'GET', objections);
        await j.done(200, 'nation', 'PUT', `${objections}/${open.id}/answer`, { answer: '以坐标为准，一致。' });
        await j.fails('nothing-to-answer', 409, 'nation', id, { event: 'answer', reason: '又及' });
    });

    test('it is determined: title, zone with its parts, and the first event of its term', async () => {
        const today = j.day();
        const done = await j.goes('nation', id, { event: 'designate', document: '国知发运字〔2026〕1号' }, 'designated');
        await j.settled(done.revision);
        const { titles } = (await ask(j.url, `/api/v1/titles?kind=demo-zone&on=${today}`)).ok();
        const title = titles.find((t) => t.holder.name === '南京市江宁区');
        assert.deepEqual([title.holder.code ?? null, title.since, title.status], [null, today, 'in_force']);
        const until = new Date(Date.parse(today));
        until.setUTCFullYear(until.getUTCFullYear() + 3);
        assert.equal(title.until, new Date(until - 86400e3).toISOString().slice(0, 10)); // three years
        const zone = (await ask(j.url, '/api/v1/zones/nanjing-jiangning')).ok();
        assert.equal(zone.revision, done.revision);
        assert.deepEqual(zone.parts.map((p) => [p.number, p.name]), [[1, '未来科技城片区']]);
        const found = (await ask(j.url, `/api/v1/lookup?${POINT}`)).ok();
        assert.deepEqual([found.zones_answer, found.zones.map((z) => [z.id, z.shape])], ['in', [['nanjing-jiangning', 'published']]]);
        assert.equal((await j.read('nation', id)).title > 0, true);
    });

    test('figures that were made up cost the title, and the applicant the round', async () => {
        await j.fails('forbidden', 403, 'jiangsu', id, { event: 'cancel_fraud', reason: '数据造假' });
        const done = await j.goes('nation', id, { event: 'cancel_fraud', reason: '数据造假', criticism: '国知通报〔2026〕1号' }, 'cancelled');
        await j.settled(done.revision);
        const { titles } = (await ask(j.url, '/api/v1/titles?kind=demo-zone')).ok();
        assert.equal(titles.find((t) => t.holder.name === '南京市江宁区').status, 'revoked');
        const again = (await j.done(201, 'nanjing', 'POST', ALL, WISH)).id;
        await wrote(200, 'nanjing', 'PUT', `${ALL}/${again}/zone`, ZONE);
        for (const kind of ['zone_plan', 'cases', 'self_evaluation']) {
            await j.material('nanjing', again, kind);
        }
        await j.fails('barred', 409, 'nanjing', again, 'file');
    });

    test('nothing that can be refused on this path was left untried, and the register proves itself', () => {
        const untried = ['forbidden', 'not-your-province', 'not-your-place', 'conflict-of-interest', 'stale', 'if-match-required', 'reason-missing',
            'material-missing', 'deadline-passed', 'not-eligible', 'barred', 'notice-running', 'objection-open', 'nothing-to-answer',
            'conflict'].filter((slug) => !j.slugs.has(slug));
        assert.deepEqual(untried, []);
        const checked = j.register.check();
        assert.equal(checked.status, 0, checked.text);
    });
});
