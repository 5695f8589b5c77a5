// The whole path of a zone of Jiangsu, told from the beginning: the province opens its yearly round,
// 江宁区 applies, the office of 南京市 endorses, the province checks, visits and decides.  昆山市 is too
// small.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { ask } from '../lib/ask.mjs';
import { Journey } from '../lib/journey.mjs';

const PEOPLE = {
    nation: { role: 'national' },
    jiangsu: { role: 'province', province: '320000' },
    hunan: { role: 'province', province: '430000' },
    nanjing: { role: 'city', place: '320100' },
    suzhou: { role: 'city', place: '320500' },
    jiangning: { role: 'applicant', place: '320115' },
    kunshan: { role: 'applicant', place: '320583' },
    changsha: { role: 'applicant', place: '430121' },
    lin: { role: 'expert' },
};

const ALL = '/api/v1/applications';
const ROUND = '/api/v1/rounds/2026-js';
const OPENED = { year: 2026, title: '2026年江苏省知识产权服务业集聚发展区申报', document: '苏知发〔2017〕139号', tracks: ['js-zone'], source: '苏知发〔2017〕139号' };
const WISH = { round: '2026-js', track: 'js-zone', place: '320115' };
const ZONE = { name: '江宁知识产权服务业集聚发展区', host_kind: 'division', host_name: '江宁区', host_code: '320115' };
const PAPERS = ['js_application_form', 'js_work_plan', 'promise_of_truth', 'proofs'];
const FOUND = ['government-support', 'industry-base', 'institutions', 'service-range'];

describe('江宁区 gets a zone of Jiangsu', () => {
    let j;
    let id;
    let at;
    before(async () => {
        j = await Journey.open(PEOPLE);
        await j.signIn(...Object.keys(PEOPLE));
    });
    after(() => j?.close());

    const condition = (e, name) => e.conditions.find((c) => c.id === name);
    const may = async (place) => j.done(200, null, 'GET', `/api/v1/eligibility?track=js-zone&place=${place}`);
    const names = async (who, application, zone) => {
        const answer = await j.plain(who, 'PUT', `${ALL}/${application}/zone`, zone);
        assert.equal(answer.status, 200, answer.text);
    };

    test('a county-level government in Jiangsu may apply, and nobody else', async () => {
        const here = await may('320115');
        assert.deepEqual([here.verdict, here.rules, condition(here, 'place-kind').result, condition(here, 'place-kind').clause],
            ['undetermined', 'j-1', 'met', 'J/四(一)']);
        assert.equal(condition(here, 'institutions').result, 'unknown');
        for (const place of ['320100', '320000', '430121', '310115']) {
            const there = await may(place);
            assert.deepEqual([there.verdict, condition(there, 'place-kind').result], ['not_eligible', 'not_met'], place);
        }
        for (const [day, result] of [['2026-06-30', 'met'], ['2026-07-01', 'not_met'], ['2027-01-01', 'met']]) {
            const season = condition(await j.done(200, null, 'GET', `/api/v1/eligibility?track=js-zone&place=320115&on=${day}`), 'in-season');
            assert.deepEqual([season.result, season.decides], [result, false], day); // told, and hinders nobody
        }
        const { counts } = await j.done(200, null, 'GET', '/api/v1/eligible?track=js-zone');
        assert.deepEqual([counts.may, counts.may_not, counts.undecided], [0, 0, 95]);
    });

    test('the province opens the round of its own programme', async () => {
        await j.refused('sign-in-required', 401, null, 'PUT', ROUND, OPENED);
        await j.refused('forbidden', 403, 'jiangning', 'PUT', ROUND, OPENED);
        await j.refused('bad-body', 400, 'nation', 'PUT', ROUND, OPENED, 'tracks');
        await j.refused('bad-body', 400, 'hunan', 'PUT', ROUND, OPENED, 'tracks');
        await j.refused('bad-body', 400, 'hunan', 'PUT', ROUND, { ...OPENED, tracks: ['trial-zone'] }, 'tracks');
        await j.refused('bad-body', 400, 'jiangsu', 'PUT', ROUND, { ...OPENED, tracks: ['trial-zone'] }, 'tracks');
        await j.refused('bad-body', 400, 'jiangsu', 'PUT', '/api/v1/rounds/-x-', OPENED, 'round');
        await j.refused('conflict', 409, 'jiangsu', 'PUT', '/api/v1/rounds/2023', OPENED, 'round');
        const opened = await j.ask('jiangsu', 'PUT', ROUND, OPENED);
        assert.equal(opened.status, 201, opened.text);
        await j.done(200, 'jiangsu', 'PUT', ROUND, { ...OPENED, window_since: j.day(-10), window_until: j.day(30) });
        await j.settled(Number(opened.headers['x-sizhi-revision']) + 1);
        const { rounds } = (await ask(j.url, '/api/v1/rounds')).ok();
        assert.deepEqual(rounds.filter((r) => r.id === '2026-js').map((r) => [r.province, r.tracks, r.window_until]), [['320000', ['js-zone'], j.day(30)]]);
        assert.equal((await may('320115')).round, '2026-js'); // its window holds today
    });

    test('the county opens an application, and files with all that the plan asks for', async () => {
        await j.refused('not-your-place', 403, 'kunshan', 'POST', ALL, WISH);
        await j.refused('not-eligible', 409, 'changsha', 'POST', ALL, { ...WISH, place: '430121' }, 'place');
        id = (await j.done(201, 'jiangning', 'POST', ALL, WISH)).id;
        at = `${ALL}/${id}`;
        await j.refused('not-your-place', 403, 'suzhou', 'GET', at);
        await j.refused('not-your-province', 403, 'hunan', 'GET', at);
        assert.equal((await j.fails('material-missing', 409, 'jiangning', id, 'file')).errors[0].field, 'zone');
        await names('jiangning', id, ZONE);
        for (const kind of PAPERS) {
            assert.equal((await j.fails('material-missing', 409, 'jiangning', id, 'file')).errors[0].field, kind);
            assert.equal((await j.material('jiangning', id, kind)).status, 200);
        }
        await j.refused('if-match-required', 428, 'jiangning', 'POST', `${at}/events`, { event: 'file' });
        await j.fails('stale', 412, 'jiangning', id, 'file', '"v1"');
        await j.fails('forbidden', 403, 'nanjing', id, 'file');
        await j.goes('jiangning', id, 'file', 'filed');
    });

    test('the office of the prefecture looks first, gives it back once, and endorses it with its letter', async () => {
        await j.fails('wrong-state', 409, 'jiangsu', id, 'check'); // not before the city
        await j.fails('forbidden', 403, 'jiangsu', id, 'endorse');
        await j.fails('forbidden', 403, 'jiangsu', id, { event: 'return', reason: '越过设区市' });
        await j.fails('not-your-place', 403, 'suzhou', id, 'endorse');
        await j.fails('reason-missing', 422, 'nanjing', id, 'return');
        await j.goes('nanjing', id, { event: 'return', reason: '工作方案缺少进度' }, 'draft');
        await j.goes('jiangning', id, 'file', 'filed');
        assert.equal((await j.fails('material-missing', 409, 'nanjing', id, 'endorse')).errors[0].field, 'city_letter');
        assert.equal((await j.material('suzhou', id, 'city_letter')).status, 403);
        assert.equal((await j.material('nanjing', id, 'proofs')).status, 403); // its own letter alone
        assert.equal((await j.material('nanjing', id, 'city_letter')).status, 200);
        const { next } = await j.read('nanjing', id);
        assert.deepEqual(next.map((n) => n.event), ['return', 'reject', 'endorse']);
        await j.goes('nanjing', id, 'endorse', 'endorsed');
        assert.match((await j.get('jiangsu', `${at}/frozen`)).text, /江宁知识产权服务业集聚发展区/);
        await j.goes('nanjing', id, 'recall', 'filed');
        await j.goes('nanjing', id, 'endorse', 'endorsed');
        await j.fails('forbidden', 403, 'nanjing', id, { event: 'return', reason: '已推荐' }); // it is the province's now
    });

    test('the province judges, and checks only what meets the conditions', async () => {
        await j.fails('not-your-province', 403, 'hunan', id, 'check');
        assert.match((await j.fails('undetermined', 409, 'jiangsu', id, 'check')).detail, /government-support, industry-base, institutions, service-range/);
        await j.refused('forbidden', 403, 'nanjing', 'PUT', `${at}/findings/institutions`, { result: 'met', evidence: '16家' });
        await j.refused('not-found', 404, 'jiangsu', 'PUT', `${at}/findings/in-season`, { result: 'met', evidence: '…' });
        for (const name of FOUND) {
            assert.equal((await j.finding('jiangsu', id, name, 'met', name === 'institutions' ? '核实16家' : '已核实')).ok().state, 'endorsed');
        }
        assert.equal((await j.finding('jiangsu', id, 'institutions', 'not_met', '核实仅13家')).ok().state, 'endorsed');
        assert.match((await j.fails('not-eligible', 409, 'jiangsu', id, 'check')).detail, /institutions/);
        assert.equal((await j.finding('jiangsu', id, 'institutions', 'met', '补充材料后核实16家')).ok().state, 'endorsed');
        await j.goes('jiangsu', id, 'check', 'checked');
        await j.fails('wrong-state', 409, 'jiangsu', id, 'designate'); // not before the visit
        assert.equal((await j.finding('jiangsu', id, 'service-range', 'met', '复核')).ok().state, 'endorsed'); // found later, it is checked again
        await j.goes('jiangsu', id, 'check', 'checked');
    });

    test('experts from elsewhere score it, and the province goes and looks', async () => {
        await j.done(200, 'nation', 'PUT', `${ROUND}/experts/${j.ids.lin}`, { unit: '430000' });
        await j.done(200, 'nation', 'PUT', `${ROUND}/indicators/js-zone`, { source: '省局', items: [{ code: 'A', name: '专家评估', weight: 100 }] });
        await j.done(200, 'lin', 'PUT', `${at}/scores`, { items: [{ indicator: 'A', value: 88 }] });
        await j.fails('reason-missing', 422, 'jiangsu', id, 'visit');
        await j.fails('forbidden', 403, 'nanjing', id, { event: 'visit', reason: '代为考察' });
        await j.goes('jiangsu', id, { event: 'visit', reason: '6月12日考察：载体两处，入驻16家，人员到位。' }, 'visited');
        const wish = { round: '2026-js', track: 'js-zone', title: '公示', published: j.day(), length: 5, unit: 'calendar', counts_publication: true };
        await j.refused('bad-body', 400, 'nation', 'POST', '/api/v1/notices', wish, 'track'); // the plan knows no notice
    });

    test('the province decides: a title of three years, the zone, and its term', async () => {
        await j.fails('forbidden', 403, 'nation', id, 'designate');
        await j.fails('not-your-province', 403, 'hunan', id, 'designate');
        const today = j.day();
        const done = await j.goes('jiangsu', id, { event: 'designate', document: '苏知发〔2026〕1号' }, 'designated');
        await j.settled(done.revision);
        const { titles } = (await ask(j.url, `/api/v1/titles?kind=js-zone&on=${today}`)).ok();
        assert.deepEqual(titles.map((t) => [t.holder.name, t.since, t.status]), [['江宁知识产权服务业集聚发展区', today, 'in_force']]);
        const { zones } = (await ask(j.url, '/api/v1/zones?kind=js-zone')).ok();
        assert.deepEqual(zones.map((z) => [z.name, z.applicant?.code ?? z.applicant]), [['江宁知识产权服务业集聚发展区', '320115']]);
        const { events } = await j.read('nation', id);
        assert.equal(events.find((e) => e.event === 'visit').reason, '6月12日考察：载体两处，入驻16家，人员到位。');
    });

    test('who made up its papers is cancelled by the province', async () => {
        const other = (await j.done(201, 'kunshan', 'POST', ALL, { ...WISH, place: '320583' })).id;
        await names('kunshan', other, { ...ZONE, name: '昆山集聚区', host_name: '昆山市', host_code: '320583' });
        for (const kind of PAPERS) {
            await j.material('kunshan', other, kind);
        }
        await j.goes('kunshan', other, 'file', 'filed');
        await j.fails('not-your-place', 403, 'nanjing', other, { event: 'reject', reason: '不属本市' });
        await j.fails('forbidden', 403, 'nation', other, { event: 'cancel_fraud', reason: '越级' });
        const done = await j.goes('jiangsu', other, { event: 'cancel_fraud', reason: '机构名单不实' }, 'cancelled');
        await j.settled(done.revision);
        const again = (await j.done(201, 'kunshan', 'POST', ALL, { ...WISH, place: '320583' })).id;
        await names('kunshan', again, { ...ZONE, name: '昆山集聚区', host_name: '昆山市', host_code: '320583' });
        for (const kind of PAPERS) {
            await j.material('kunshan', again, kind);
        }
        await j.fails('barred', 409, 'kunshan', again, 'file');
    });

    test('nothing that can be refused on this path was left untried, and the register proves itself', () => {
        const untried = ['sign-in-required', 'forbidden', 'not-your-province', 'not-your-place', 'wrong-state', 'stale', 'if-match-required',
            'reason-missing', 'material-missing', 'not-eligible', 'undetermined', 'barred', 'conflict', 'bad-body'].filter((slug) => !j.slugs.has(slug));
        assert.deepEqual(untried, []);
        const checked = j.register.check();
        assert.equal(checked.status, 0, checked.text);
    });
});
