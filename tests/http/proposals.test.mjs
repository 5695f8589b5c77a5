// What a province says is missing or wrong among the titles of its places, the national decision, and
// that the register, the map and the verdicts differ at that revision and not before.  And what the
// public says is wrong.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { Desk } from '../lib/desk.mjs';

const PEOPLE = {
    national: { role: 'national' },
    hunan: { role: 'province', province: '430000' },
    jiangsu: { role: 'province', province: '320000' },
    xpcc: { role: 'province', province: 'XPCC' },
    chenzhou: { role: 'applicant', place: '431000' },
    expert: { role: 'expert' },
    operator: { role: 'operator' },
};
const OTHERS = ['chenzhou', 'expert', 'operator'];

// 郴州市 is on no list that is on record; the list of 2024 is on record in part.
const MISSING = {
    what: 'missing', kind: 'demo-city', holder: '431000', batch: '2024', since: '2024-01-01', until: '2026-12-31',
    document: '国知发运字〔2024〕2号', evidence: '通知附件第 7 项',
};
const POINT = 'lon=113.03&lat=25.77&on=2024-06-01';
const ELIGIBLE = '/api/v1/eligibility?place=431000&track=demo-city&on=2024-06-01';

describe('proposals', () => {
    let desk;
    before(async () => {
        desk = await Desk.open(PEOPLE);
    });
    after(() => desk.close());

    const propose = (who, body) => desk.done(201, who, 'POST', '/api/v1/proposals', body);
    const decide = async (id, accept, reason = '核对原件') => {
        const answer = await desk.ask('national', 'POST', `/api/v1/proposals/${id}/decision`, { accept, reason });
        assert.equal(answer.status, 200, answer.text);
        await desk.settled(Number(answer.headers['x-sizhi-revision']));
        return answer.json;
    };
    const public_ = async (path) => (await desk.get(null, path)).ok();
    const revision = async () => (await public_('/api/v1/rounds')).revision;

    test('a missing title is proposed, accepted, and answers change at that revision', async () => {
        const first = await revision();
        const was = { eligibility: await public_(ELIGIBLE), lookup: await public_(`/api/v1/lookup?${POINT}`) };
        assert.equal(was.eligibility.verdict, 'undetermined');
        assert.equal(was.lookup.answer, 'unknown');

        const answer = await desk.ask('hunan', 'POST', '/api/v1/proposals', MISSING);
        assert.equal(answer.status, 201, answer.text);
        const made = answer.json;
        assert.match(answer.headers.location, new RegExp(`/api/v1/proposals/${made.id}$`));
        assert.deepEqual({ ...MISSING, state: made.state, unit: made.unit, made: made.made },
            { ...Object.fromEntries(Object.keys(MISSING).map((key) => [key, made[key]])), state: 'open', unit: '430000', made: null });
        assert.deepEqual(await desk.done(200, 'hunan', 'GET', `/api/v1/proposals/${made.id}`), made);
        assert.equal(await revision(), first); // nothing published has changed
        assert.deepEqual(await public_(ELIGIBLE), was.eligibility);

        const sent = Date.now();
        const decided = await desk.ask('national', 'POST', `/api/v1/proposals/${made.id}/decision`, { accept: true, reason: '核对原件' });
        assert.equal(decided.status, 200, decided.text);
        assert.equal(decided.headers['x-sizhi-revision'], String(first + 1));
        assert.equal(decided.json.state, 'accepted');
        assert.equal(decided.json.reason, '核对原件');
        await desk.settled(first + 1);

        const now = await public_(ELIGIBLE);
        assert.equal(now.revision, first + 1);
        assert.equal(now.verdict, 'not_eligible');
        assert.equal(now.conditions.find((c) => c.id === 'not-already-titled').result, 'not_met');
        const lookup = await public_(`/api/v1/lookup?${POINT}`);
        assert.equal(lookup.answer, 'in');
        const title = lookup.titles.find((t) => t.kind === 'demo-city');
        assert.equal(title.holder.code, '431000');
        assert.equal(title.source.number, MISSING.document);
        assert.equal(title.source.url, null);
        const titled = await public_('/api/v1/titles?kind=demo-city&province=430000&on=2024-06-01');
        assert.ok(titled.titles.some((t) => t.holder.code === '431000'));

        // What the register said before stays what it said.
        const asOf = encodeURIComponent(new Date(sent - 1).toISOString());
        const past = await public_(`${ELIGIBLE}&asOf=${asOf}`);
        assert.equal(past.verdict, 'undetermined');
    });

    test('a wrong title is ended and the corrected one recorded at one revision', async () => {
        const first = await revision();
        const pilots = async () => (await public_('/api/v1/titles?kind=pilot-city&province=430000&on=2023-06-01')).titles
            .filter((t) => t.holder.code === '430200');
        const [old] = desk.register.titles('430200').filter((row) => row[1] === 'pilot-city');
        assert.equal((await pilots())[0].since, '2022-07-01');
        const made = await propose('hunan', {
            what: 'wrong', title: Number(old[0]), kind: 'pilot-city', holder: '430200', batch: '2022-city', since: '2022-08-01', until: '2025-06-30',
            document: '国知发运字〔2022〕33号', evidence: '起始日有误', url: 'https://www.cnipa.gov.cn/art/2022/8/1.html',
        });
        const done = await decide(made.id, true);
        await desk.settled(first + 1);
        const now = await pilots();
        assert.equal(now.length, 1);
        assert.equal(now[0].since, '2022-08-01');
        assert.equal(now[0].source.url, 'https://www.cnipa.gov.cn/art/2022/8/1.html');
        assert.equal(await revision(), first + 1);
        const rows = desk.register.titles('430200').filter((row) => row[1] === 'pilot-city');
        assert.deepEqual(rows.map((row) => Number(row[0])), [done.made]);
        await desk.refused('bad-body', 400, 'hunan', 'POST', '/api/v1/proposals',
            { what: 'wrong', title: Number(old[0]), kind: 'pilot-city', holder: '430200', document: 'x', evidence: 'y' }, 'title');
    });

    test('what is declined leaves no trace but its reason', async () => {
        const first = await revision();
        const made = await propose('hunan', { ...MISSING, holder: '431200', kind: 'pilot-city' });
        const said = await decide(made.id, false, '名单中没有');
        assert.equal(said.state, 'declined');
        assert.equal(said.made, null);
        assert.equal(await revision(), first);
        assert.equal((await desk.done(200, 'hunan', 'GET', `/api/v1/proposals/${made.id}`)).reason, '名单中没有');
        for (const accept of [true, false]) {
            await desk.refused('conflict', 409, 'national', 'POST', `/api/v1/proposals/${made.id}/decision`, { accept, reason: 'x' });
        }
    });

    test('a park has a name and no code, and becomes a row that way', async () => {
        const made = await propose('jiangsu', {
            what: 'missing', kind: 'demo-park', name: '某高新技术产业开发区', batch: '2022-park', since: '2022-08-01', until: '2025-07-31',
            document: '国知发运函字〔2022〕131号', evidence: '附件',
        });
        assert.equal(made.unit, '320000');
        assert.equal(made.holder, null);
        const done = await decide(made.id, true);
        assert.ok(done.made > 0);
    });

    test('what was right when it was proposed may not fit any more when it is decided', async () => {
        const kinds = ['pilot-city', 'demo-city'].map((kind) => ({ ...MISSING, kind, holder: '431100' }));
        const [pilot, demo] = [await propose('hunan', kinds[0]), await propose('hunan', kinds[1])];
        await decide(demo.id, true);
        const said = await desk.refused('conflict', 409, 'national', 'POST', `/api/v1/proposals/${pilot.id}/decision`, { accept: true, reason: 'x' });
        assert.match(said.detail, /示范称号/);
        assert.equal((await desk.done(200, 'national', 'GET', `/api/v1/proposals/${pilot.id}`)).state, 'open');
        await decide(pilot.id, false);
    });

    test('two decisions at once: one is taken', async () => {
        const made = await propose('hunan', { ...MISSING, holder: '430500' });
        const first = await revision();
        const answers = await Promise.all(Array.from({ length: 8 }, () =>
            desk.ask('national', 'POST', `/api/v1/proposals/${made.id}/decision`, { accept: true, reason: 'x' })));
        assert.deepEqual(answers.map((a) => a.status).sort(), [200, ...Array(7).fill(409)]);
        await desk.settled(first + 1);
        assert.equal(await revision(), first + 1);
        assert.equal(desk.register.titles('430500').filter((row) => row[1] === 'demo-city').length, 1);
    });

    // [what is wrong with it, changes to MISSING, slug, status, field]
    for (const [name, change, slug, status, field] of [
        ['a place of another province', { holder: '320500' }, 'not-your-province', 403],
        ['a place of the corps', { holder: '659001', kind: 'demo-county' }, 'not-your-province', 403],
        ['a place that is not there', { holder: '439999' }, 'bad-body', 400, 'holder'],
        ['no code', { holder: '郴州' }, 'bad-body', 400, 'holder'],
        ['no holder', { holder: undefined }, 'bad-body', 400, 'holder'],
        ['a code and a name', { name: '郴州市' }, 'bad-body', 400, 'name'],
        ['a park with a code', { kind: 'demo-park' }, 'bad-body', 400, 'name'],
        ['a kind of place that cannot hold it', { kind: 'demo-county', batch: '2024' }, 'bad-body', 400, 'holder'],
        ['a list that is not on record', { holder: '430600', batch: '2099' }, 'bad-body', 400, 'batch'],
        ['no list', { holder: '430600', batch: undefined }, 'bad-body', 400, 'batch'],
        ['days outside the list', { holder: '430600', since: '2023-01-01' }, 'bad-body', 400, 'since'],
        ['days the wrong way round', { holder: '430600', until: '2024-01-01', since: '2024-02-01' }, 'bad-body', 400, 'until'],
        ['no day', { holder: '430600', since: '2024-02-30' }, 'bad-body', 400, 'since'],
        ['one on record', { holder: '430100', batch: '2022-city', since: '2022-07-01', until: '2025-06-30' }, 'conflict', 409, 'holder'],
        ['neither missing nor wrong', { what: 'odd' }, 'bad-body', 400, 'what'],
        ['wrong without saying which', { what: 'wrong' }, 'bad-body', 400, 'title'],
        ['wrong and not there', { what: 'wrong', title: 99999 }, 'bad-body', 400, 'title'],
        ['wrong, of another province', { what: 'wrong', title: 1 }, 'not-your-province', 403, 'title'],
        ['missing with a number', { title: 1 }, 'bad-body', 400, 'title'],
        ['no document', { document: '  ' }, 'bad-body', 400, 'document'],
        ['no evidence', { evidence: undefined }, 'bad-body', 400, 'evidence'],
        ['an address that is none', { url: 'javascript:alert(1)' }, 'bad-body', 400, 'url'],
        ['a member nobody knows', { confidence: 'stated' }, 'bad-body', 400, 'confidence'],
    ]) {
        test(`refused: ${name}`, () => desk.refused(slug, status, 'hunan', 'POST', '/api/v1/proposals', { ...MISSING, ...change }, field));
    }

    test('refused: the same while it is open', async () => {
        const made = await propose('hunan', { ...MISSING, holder: '430700' });
        await desk.refused('conflict', 409, 'hunan', 'POST', '/api/v1/proposals', { ...MISSING, holder: '430700' });
        await decide(made.id, false);
    });

    test('provinces propose, the nation decides, nobody else does or reads either', async () => {
        const made = await propose('hunan', { ...MISSING, holder: '430800' });
        const one = `/api/v1/proposals/${made.id}`;
        const decision = { accept: false, reason: 'x' };

        await desk.refused('sign-in-required', 401, null, 'POST', '/api/v1/proposals', MISSING);
        await desk.refused('sign-in-required', 401, null, 'GET', '/api/v1/proposals');
        await desk.refused('sign-in-required', 401, null, 'GET', one);
        await desk.refused('sign-in-required', 401, null, 'POST', `${one}/decision`, decision);
        for (const who of [...OTHERS, 'national']) {
            await desk.refused('forbidden', 403, who, 'POST', '/api/v1/proposals', MISSING);
        }
        for (const who of OTHERS) {
            await desk.refused('forbidden', 403, who, 'GET', '/api/v1/proposals');
            await desk.refused('forbidden', 403, who, 'GET', one);
        }
        for (const who of [...OTHERS, 'hunan', 'jiangsu']) {
            await desk.refused('forbidden', 403, who, 'POST', `${one}/decision`, decision);
        }
        await desk.refused('bad-body', 400, 'national', 'POST', `${one}/decision`, { accept: true }, 'reason');
        await desk.refused('bad-body', 400, 'national', 'POST', `${one}/decision`, { reason: 'x' }, 'accept');
        await desk.refused('not-found', 404, 'national', 'POST', '/api/v1/proposals/99999/decision', decision);
        await decide(made.id, false);
    });

    test('another province learns nothing, not even whether it is there', async () => {
        const { id } = (await desk.done(200, 'hunan', 'GET', '/api/v1/proposals?limit=1')).proposals[0];
        const [there, nowhere, odd] = await Promise.all([id, 99999, 'x'].map((each) => desk.get('jiangsu', `/api/v1/proposals/${each}`)));
        assert.equal(there.status, 403);
        for (const each of [nowhere, odd]) {
            assert.equal(each.status, there.status);
            assert.equal(each.text, there.text);
        }
        await desk.refused('not-found', 404, 'national', 'GET', '/api/v1/proposals/99999');
        await desk.refused('not-your-province', 403, 'jiangsu', 'GET', '/api/v1/proposals?province=430000');
    });

    test('lists are of the own unit, or of all; by state; page by page', async () => {
        const list = async (who, query = '') => desk.done(200, who, 'GET', `/api/v1/proposals${query}`);
        const all = await list('national'), hunan = await list('hunan'), xpcc = await list('xpcc');
        assert.ok(all.total > hunan.total && hunan.total > 5);
        assert.deepEqual(xpcc, { total: 0, limit: 100, offset: 0, proposals: [] });
        assert.ok(hunan.proposals.every((p) => p.unit === '430000'));
        assert.deepEqual(await list('national', '?province=430000'), hunan);
        const accepted = await list('national', '?state=accepted');
        assert.ok(accepted.total > 0 && accepted.proposals.every((p) => p.state === 'accepted' && p.made));
        const page = await list('national', '?limit=2&offset=1');
        assert.deepEqual([page.total, page.limit, page.offset], [all.total, 2, 1]);
        assert.deepEqual(page.proposals, all.proposals.slice(1, 3));
        await desk.refused('bad-parameter', 400, 'national', 'GET', '/api/v1/proposals?state=odd', undefined, 'state');
        await desk.refused('unknown-parameter', 400, 'national', 'GET', '/api/v1/proposals?sort=id', undefined, 'sort');
    });
});

describe('this entry is wrong', () => {
    let desk;
    before(async () => {
        desk = await Desk.open({ national: { role: 'national' }, hunan: { role: 'province', province: '430000' }, operator: { role: 'operator' } });
    });
    after(() => desk.close());

    const REPORT = { about: '431000', text: '该市应为试点城市。\n见 2022 年通知。', contact: '李某 0735-0000000' };

    test('anybody may say so, and the national desk sees and answers it', async () => {
        const made = await desk.done(201, null, 'POST', '/api/v1/reports', REPORT);
        assert.deepEqual(Object.keys(made), ['id', 'about', 'at']);
        const title = await desk.done(201, null, 'POST', '/api/v1/reports', { about: 1, text: 'x' });
        assert.equal(title.about, 'title/1');

        const { total, reports } = await desk.done(200, 'national', 'GET', '/api/v1/reports?state=new');
        assert.equal(total, 2);
        assert.equal(reports[0].id, title.id); // the newest first
        assert.equal(reports[0].about.name, '海淀区');
        assert.equal(reports[0].contact, null);
        assert.deepEqual(reports[1].about, { kind: 'place', id: '431000', name: '郴州市' });
        assert.equal(reports[1].text, REPORT.text);
        assert.equal(reports[1].contact, REPORT.contact);

        const answered = await desk.done(200, 'national', 'POST', `/api/v1/reports/${made.id}/answer`, { answer: '已核对' });
        assert.equal(answered.state, 'seen');
        assert.equal(answered.answer, '已核对');
        assert.equal(answered.contact, null); // this answer is kept for replays, and a purge must find every contact
        assert.equal((await desk.done(200, 'national', 'GET', '/api/v1/reports?state=new')).total, 1);
        assert.equal((await desk.done(200, 'national', 'GET', '/api/v1/reports?state=seen')).reports[0].id, made.id);
        await desk.refused('conflict', 409, 'national', 'POST', `/api/v1/reports/${made.id}/answer`, { answer: 'x' });
        await desk.refused('not-found', 404, 'national', 'POST', '/api/v1/reports/999/answer', { answer: 'x' });
    });

    test('the chain says that there was one, and neither its words nor who wrote it', async () => {
        const audit = await desk.done(200, 'national', 'GET', '/api/v1/audit?since=0');
        assert.ok(JSON.stringify(audit).includes('report-entry'));
        assert.ok(!JSON.stringify(audit).includes('0735'));
        assert.ok(!JSON.stringify(audit).includes('试点城市'));
    });

    test('nobody but the national desk reads or answers', async () => {
        await desk.refused('sign-in-required', 401, null, 'GET', '/api/v1/reports');
        await desk.refused('sign-in-required', 401, null, 'POST', '/api/v1/reports/1/answer', { answer: 'x' });
        for (const who of ['hunan', 'operator']) {
            await desk.refused('forbidden', 403, who, 'GET', '/api/v1/reports');
            await desk.refused('forbidden', 403, who, 'POST', '/api/v1/reports/1/answer', { answer: 'x' });
            await desk.refused('forbidden', 403, who, 'POST', '/api/v1/reports/999/answer', { answer: 'x' });
        }
    });

    test('what says nothing is refused, and who says too much has to wait', async () => {
        for (const [change, field] of [[{ about: '999999' }, 'about'], [{ about: 'x' }, 'about'], [{ about: 99999 }, 'about'],
            [{ text: ' ' }, 'text'], [{ text: 'x'.repeat(4001) }, 'text'], [{ mail: 'x' }, 'mail']]) {
            await desk.refused('bad-body', 400, null, 'POST', '/api/v1/reports', { ...REPORT, ...change }, field);
        }
        const statuses = [];
        let last;
        for (let i = 0; i < 12; i++) {
            last = await desk.ask(null, 'POST', '/api/v1/reports', { about: '431000', text: `第 ${i} 次` });
            statuses.push(last.status);
        }
        assert.ok(statuses.indexOf(429) > 0, statuses.join(' '));
        last.problem(429);
        assert.match(last.headers['retry-after'], /^\d+$/);
    });
});
