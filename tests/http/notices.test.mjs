// Public notices over HTTP: who opens them, the windows the calendar gives, who stands in them, what
// is objected and answered, and what of all that anybody may see.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { HtmlValidate } from 'html-validate';
import { ask } from '../lib/ask.mjs';
import { Desk } from '../lib/desk.mjs';

const PEOPLE = {
    national: { role: 'national' },
    guangdong: { role: 'province', province: '440000' },
    hunan: { role: 'province', province: '430000' },
    meizhou: { role: 'applicant', place: '441400' },
    heyuan: { role: 'applicant', place: '441600' },
    expert: { role: 'expert' },
    operator: { role: 'operator' },
};
const TODAY = new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10);
const from = (days) => new Date(Date.parse(TODAY) + days * 86400e3).toISOString().slice(0, 10);
const NATIONAL = { round: '2023', track: 'demo-city', title: '示范城市名单公示', document: '公告〔2023〕1号', published: '2023-02-17', length: 5, unit: 'working', counts_publication: true };
const PILOT = { round: '2023', track: 'pilot-city', title: '试点城市名单公示', published: TODAY, length: 5, unit: 'calendar', counts_publication: true };
const SCRIPT = '<script>alert(1)</script>';

// A long term for the lists of 2024, all of whose entries in 广东 are taken to be on record: so that
// a city of it may apply on whatever day the tests are run.
function preparedFacts(register) {
    register.edit('rosters.csv', (text) => text.replaceAll(/^((?:demo|pilot)-city,2024,.*,2024-01-01,)2026-12-31/gm, '$12099-12-31'));
    register.edit('complete.csv', (text) => `${text}demo-city,2024,440000,for this test\npilot-city,2024,440000,for this test\n`);
    const said = register.load();
    assert.equal(said.status, 0, said.text);
    const set = register.run('quota', 'set', '--round', '2023', '--track', 'pilot-city', '--province', '440000', '--places', '2', '--source', '函');
    assert.equal(set.status, 0, set.text);
}

let desk;
before(async () => {
    desk = await Desk.open(PEOPLE, { before: preparedFacts });
});
after(() => desk?.close());

// What is asked of /api/v1/notices is held against the document by the desk; pages, answers that did
// not change, and the way of an application are asked as they are.
const plain = (...asked) => desk.plain(...asked);
const said = (who, method, path, ...rest) =>
    (path.startsWith('/api/v1/notices') ? desk.ask(who, method, path, ...rest) : plain(who, method, path, ...rest));
async function ok(status, who, method, path, body, headers) {
    const answer = await said(who, method, path, body, headers);
    assert.equal(answer.status, status, `${answer.asked} by ${who} → ${answer.status}: ${answer.text.slice(0, 400)}`);
    return answer;
}
async function no(slug, status, who, method, path, body, { field, headers } = {}) {
    const answer = await said(who, method, path, body, headers);
    const problem = answer.problem(status, field);
    assert.ok(problem.type.endsWith(`:${slug}`), `${answer.asked} by ${who}: ${problem.type}, not ${slug}: ${problem.detail}`);
    return problem;
}
const settledAt = (answer) => desk.settled(Number(answer.headers['x-sizhi-revision']));
async function opened(who, wish) {
    const answer = await ok(201, who, 'POST', '/api/v1/notices', wish);
    assert.match(answer.headers.location, new RegExp(`/api/v1/notices/${answer.json.id}$`));
    await settledAt(answer);
    return answer.json;
}
const read = async (path, who = null) => (await ok(200, who, 'GET', path)).json;

describe('opening', () => {
    const WINDOWS = [
        ['2023-02-17', 5, 'working', '2023-02-23'],
        ['2024-01-04', 5, 'working', '2024-01-10'],
        ['2023-11-28', 5, 'calendar', '2023-12-02'],
        ['2013-07-24', 14, 'calendar', '2013-08-06'],
        ['2013-07-24', 10, 'working', '2013-08-06'],
    ];
    for (const [published, length, unit, last] of WINDOWS) {
        test(`${length} ${unit} days from ${published}, that day counted, end on ${last}`, async () => {
            const notice = await opened('national', { ...NATIONAL, published, length, unit });
            assert.deepEqual(notice.window, { published, first: published, last });
            assert.equal(notice.state, 'past');
            assert.equal(notice.level, 'national');
            assert.deepEqual(notice.entries, []);
            const shown = await read(`/api/v1/notices/${notice.id}`);
            assert.deepEqual({ ...notice }, Object.fromEntries(Object.keys(notice).map((key) => [key, shown[key]])));
        });
    }

    test('a window that does not count its first day begins on the next that counts', async () => {
        const notice = await opened('national', { ...NATIONAL, counts_publication: false });
        assert.deepEqual(notice.window, { published: '2023-02-17', first: '2023-02-20', last: '2023-02-24' });
    });

    test('a window that reaches into a year without a calendar is refused, not guessed', async () => {
        for (const published of ['2021-12-31', '2026-12-28', '2014-01-02', '2030-06-03']) {
            const { detail } = await no('calendar-unknown', 409, 'national', 'POST', '/api/v1/notices', { ...NATIONAL, published }, { field: 'published' });
            assert.ok(detail.includes(published));
        }
        const calendar = await opened('national', { ...NATIONAL, published: '2026-12-28', unit: 'calendar' });
        assert.equal(calendar.window.last, '2027-01-01');
    });

    test('who opens what', async () => {
        for (const who of ['meizhou', 'expert', 'operator']) {
            await no('forbidden', 403, who, 'POST', '/api/v1/notices', PILOT);
        }
        await no('sign-in-required', 401, null, 'POST', '/api/v1/notices', PILOT);
        await no('bad-body', 400, 'national', 'POST', '/api/v1/notices', PILOT, { field: 'track' });
        await no('bad-body', 400, 'guangdong', 'POST', '/api/v1/notices', NATIONAL, { field: 'track' });
        const own = await opened('guangdong', { ...PILOT, published: '2023-02-17' });
        assert.equal(own.level, '440000');
        assert.equal(own.level_name, '广东省');
    });

    test('what cannot be is named by its member', async () => {
        const rows = [
            ['round', undefined], ['round', '1999', 404, 'not-found'], ['track', 'demo-zone'], ['track', 7], ['title', '  '], ['title', 'x'.repeat(201)],
            ['published', '2023-2-17'], ['published', 20230217], ['length', 0], ['length', 367], ['length', 2.5], ['length', '5'],
            ['unit', 'days'], ['counts_publication', 'yes'], ['counts_publication', undefined], ['color', 'red'],
        ];
        for (const [member, value, status = 400, slug = 'bad-body'] of rows) {
            await no(slug, status, 'national', 'POST', '/api/v1/notices', { ...NATIONAL, [member]: value }, { field: member });
        }
        await no('bad-body', 400, 'national', 'POST', '/api/v1/notices', '{"round":');
        await no('media-type', 415, 'national', 'POST', '/api/v1/notices', 'round=2023', { headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
        await no('unknown-parameter', 400, 'national', 'POST', '/api/v1/notices?round=2023', NATIONAL);
    });

    test('the same request with the same key opens one notice', async () => {
        const headers = { 'Idempotency-Key': 'one notice' };
        const answers = await Promise.all(Array.from({ length: 10 }, () => ok(201, 'national', 'POST', '/api/v1/notices', { ...NATIONAL, title: '只开一次' }, headers)));
        assert.equal(new Set(answers.map(({ text }) => text)).size, 1);
        await settledAt(answers[0]);
        const { notices } = await read('/api/v1/notices?limit=1000');
        assert.equal(notices.filter(({ title }) => title === '只开一次').length, 1);
        await no('idempotency-mismatch', 422, 'national', 'POST', '/api/v1/notices', NATIONAL, { headers });
    });
});

describe('reading', () => {
    test('by state, round, track and province, a piece at a time, the newest first', async () => {
        const running = await opened('guangdong', { ...PILOT, title: '今日' });
        const coming = await opened('guangdong', { ...PILOT, title: '明日', published: from(1) });
        const all = await read('/api/v1/notices?limit=1000');
        assert.equal(all.on, TODAY);
        assert.equal(all.total, all.notices.length);
        assert.deepEqual(all.notices.map(({ published }) => published), all.notices.map(({ published }) => published).sort().reverse());
        for (const state of ['running', 'coming', 'past']) {
            const some = await read(`/api/v1/notices?state=${state}&limit=1000`);
            assert.deepEqual(some.notices, all.notices.filter((n) => n.state === state));
        }
        assert.ok(all.notices.some(({ id, state }) => id === running.id && state === 'running'));
        assert.ok(all.notices.some(({ id, state }) => id === coming.id && state === 'coming'));
        assert.deepEqual((await read('/api/v1/notices?track=pilot-city&limit=1000')).notices, all.notices.filter(({ track }) => track === 'pilot-city'));
        assert.deepEqual((await read('/api/v1/notices?province=440000&limit=1000')).notices, all.notices.filter(({ level }) => level === '440000'));
        assert.equal((await read('/api/v1/notices?round=1999')).total, 0);
        const pieces = [];
        for (let offset = 0; offset < all.total; offset += 3) {
            pieces.push(...(await read(`/api/v1/notices?limit=3&offset=${offset}`)).notices);
        }
        assert.deepEqual(pieces, all.notices);
    });

    test('what is asked wrongly is named', async () => {
        for (const [text, field] of [['state=open', 'state'], ['track=demo-park', 'track'], ['province=810000', 'province'], ['place=4414', 'place'], ['place=44140x', 'place'], ['limit=0', 'limit'], ['limit=1001', 'limit'], ['offset=-1', 'offset'], ['colour=red', 'colour']]) {
            (await said(null, 'GET', `/api/v1/notices?${text}`)).problem(400, field);
        }
        for (const id of ['0', '999999', 'x', '-1', '1x', '99999999999999999999']) {
            await no('not-found', 404, null, 'GET', `/api/v1/notices/${id}`);
        }
    });

    test('has a tag that holds while nothing differs', async () => {
        const first = await ok(200, null, 'GET', '/api/v1/notices');
        const again = await plain(null, 'GET', '/api/v1/notices', undefined, { 'If-None-Match': first.headers.etag });
        assert.equal(again.status, 304);
        await opened('national', NATIONAL);
        const after = await plain(null, 'GET', '/api/v1/notices', undefined, { 'If-None-Match': first.headers.etag });
        assert.equal(after.status, 200);
    });
});

// A pilot city of 广东 on its way into a provincial notice.
async function checkedApplication(who, place) {
    const made = await ok(201, who, 'POST', '/api/v1/applications', { round: '2023', track: 'pilot-city', place });
    const { id } = made.json;
    const at = `/api/v1/applications/${id}`;
    let tag = made.headers.etag;
    const next = async (by, method, path, body) => {
        const answer = await ok(200, by, method, at + path, body, { 'If-Match': tag });
        tag = answer.headers.etag;
        return answer;
    };
    await next(who, 'PUT', '/materials/government_consent', { note: '市政府同意' });
    await next(who, 'POST', '/events', { event: 'file' });
    await next('guangdong', 'PUT', '/findings/provincial-standard', { result: 'met', evidence: '符合' });
    await next('guangdong', 'POST', '/events', { event: 'check' });
    return { id, at, next, tag: () => tag, tell: (by, event) => next(by, 'POST', '/events', event) };
}

describe('entries and objections', () => {
    let notice;
    let app;
    let objections;

    test('what is published is listed with its place and nothing else of it', async () => {
        notice = await opened('guangdong', { ...PILOT, title: `含${SCRIPT}标题` });
        app = await checkedApplication('meizhou', '441400');
        objections = `/api/v1/notices/${notice.id}/objections`;
        const before = await read(`/api/v1/notices/${notice.id}`);
        assert.deepEqual(before.entries, []);
        await settledAt(await app.tell('guangdong', { event: 'publish', notice: notice.id, rank: 1 }));
        const { entries, entry_count: count } = await read(`/api/v1/notices/${notice.id}`);
        assert.equal(count, 1);
        assert.ok(Math.abs(Date.parse(entries[0].entered) - Date.now()) < 60000);
        assert.deepEqual({ ...entries[0], entered: null }, {
            application: app.id, place: { code: '441400', name: '梅州市' }, province: '440000', province_name: '广东省',
            track: 'pilot-city', entered: null, left: null, objections: { open: 0, answered: 0 },
        });
    });

    test('it is not in the notice of another province, or of another track', async () => {
        const other = await checkedApplication('heyuan', '441600');
        const hunan = await opened('hunan', PILOT);
        const demo = await opened('national', { ...NATIONAL, published: TODAY, unit: 'calendar' });
        for (const wrong of [hunan.id, demo.id, 999999]) {
            await no('bad-body', 400, 'guangdong', 'POST', `${other.at}/events`, { event: 'publish', notice: wrong, rank: 2 }, { field: 'notice', headers: { 'If-Match': other.tag() } });
        }
        await other.tell('heyuan', { event: 'withdraw' });
    });

    test('anybody objects; who it is and what it says is not published', async () => {
        const text = `数据不实 ${SCRIPT}`;
        const byPlace = await ok(201, null, 'POST', objections, { place: '441400', text, contact: '李某 13800000000' });
        assert.deepEqual(Object.keys(byPlace.json).sort(), ['application', 'at', 'id', 'notice', 'state']);
        const byNumber = await ok(201, null, 'POST', objections, { application: app.id, text: '另一件' });
        assert.equal(byNumber.json.application, app.id);
        await settledAt(byNumber);
        const shown = await ok(200, null, 'GET', `/api/v1/notices/${notice.id}`);
        assert.deepEqual(shown.json.entries[0].objections, { open: 2, answered: 0 });
        assert.deepEqual(shown.json.objection_log.map(({ id, application, state, answer }) => [id, application, state, answer]),
            [byPlace, byNumber].map(({ json: { id } }) => [id, app.id, 'open', null]));
        const listing = await read('/api/v1/notices?state=running&place=441400');
        assert.deepEqual([listing.total, listing.notices.map(({ id }) => id)], [1, [notice.id]]);
        assert.equal((await read('/api/v1/notices?place=441600')).total, 0);
        for (const secret of ['13800000000', '李某', '数据不实']) {
            assert.ok(!shown.text.includes(secret));
            const chain = await plain('national', 'GET', '/api/v1/audit?limit=1000');
            assert.equal(chain.status, 200);
            assert.ok(!chain.text.includes(secret), `${secret} stands in the chain`);
        }
    });

    test('what is not listed there is not told apart from what does not exist', async () => {
        const other = await ok(201, 'heyuan', 'POST', '/api/v1/applications', { round: '2023', track: 'pilot-city', place: '441600' });
        const draft = await no('bad-body', 400, null, 'POST', objections, { application: other.json.id, text: 'x' }, { field: 'application' });
        const nothing = await no('bad-body', 400, null, 'POST', objections, { application: 987654, text: 'x' }, { field: 'application' });
        assert.deepEqual(draft, nothing);
    });

    test('those who answer read them, and who objects only those who need it', async () => {
        const full = await read(objections, 'guangdong');
        assert.equal(full.total, 2);
        assert.deepEqual(full.objections.map(({ contact, contact_given: given, place, state }) => [contact, given, place, state]),
            [['李某 13800000000', true, '441400', 'open'], [null, false, '441400', 'open']]);
        assert.deepEqual((await read(objections, 'national')).objections, full.objections);
        assert.deepEqual((await read(`${objections}?limit=1&offset=1`, 'guangdong')).objections, full.objections.slice(1));
        await no('not-your-province', 403, 'hunan', 'GET', objections);
        for (const who of ['meizhou', 'expert', 'operator']) {
            await no('forbidden', 403, who, 'GET', objections);
        }
        await no('sign-in-required', 401, null, 'GET', objections);
        await no('not-found', 404, 'national', 'GET', '/api/v1/notices/999999/objections');
    });

    test('while it runs, and while an objection is open, nothing is recommended', async () => {
        const tag = { headers: { 'If-Match': (await ok(200, 'guangdong', 'GET', app.at)).headers.etag } };
        await no('notice-running', 409, 'guangdong', 'POST', `${app.at}/events`, { event: 'recommend' }, tag);
    });

    test('an answer is given once, by whom it concerns', async () => {
        const [first, second] = (await read(objections, 'guangdong')).objections;
        const at = `${objections}/${first.id}/answer`;
        const answer = { answer: '经核查，数据属实。' };
        await no('sign-in-required', 401, null, 'PUT', at, answer);
        await no('not-your-province', 403, 'hunan', 'PUT', at, answer);
        await no('not-your-province', 403, 'hunan', 'PUT', `${objections}/999999/answer`, answer);
        await no('forbidden', 403, 'meizhou', 'PUT', at, answer);
        await no('forbidden', 403, 'national', 'PUT', at, answer); // a pilot's notice is the province's
        await no('not-found', 404, 'national', 'PUT', `${objections}/999999/answer`, answer);
        await no('bad-body', 400, 'guangdong', 'PUT', at, { answer: ' ' }, { field: 'answer' });
        await no('stale', 412, 'guangdong', 'PUT', at, answer, { headers: { 'If-Match': '"v1"' } });
        const done = await ok(200, 'guangdong', 'PUT', at, answer);
        assert.equal(done.json.answer, answer.answer);
        assert.equal(done.json.state, 'answered');
        await no('nothing-to-answer', 409, 'guangdong', 'PUT', at, answer);
        await settledAt(done);
        const { entries, objection_log: [told] } = await read(`/api/v1/notices/${notice.id}`);
        assert.deepEqual(entries[0].objections, { open: 1, answered: 1 });
        assert.deepEqual([told.state, told.answer], ['answered', answer.answer]);
        await settledAt(await ok(200, 'guangdong', 'PUT', `${objections}/${second.id}/answer`, answer));
        assert.deepEqual((await read(`/api/v1/notices/${notice.id}`)).objections, { open: 0, answered: 2 });
    });

    test('what leaves before the end stays on the list and says so; nothing more is objected to it', async () => {
        const tag = (await ok(200, 'meizhou', 'GET', app.at)).headers.etag;
        await settledAt(await ok(200, 'meizhou', 'POST', `${app.at}/events`, { event: 'withdraw' }, { 'If-Match': tag }));
        const { entries } = await read(`/api/v1/notices/${notice.id}`);
        assert.equal(entries.length, 1);
        assert.ok(entries[0].left);
        assert.equal((await read('/api/v1/notices?place=441400')).total, 0);
        await no('notice-closed', 409, null, 'POST', objections, { place: '441400', text: '迟了' });
    });

    test('what was published already, over or running, lists nothing more', async () => {
        const again = await checkedApplication('meizhou', '441400');
        for (const [length, state] of [[1, 'past'], [5, 'running']]) {
            const late = await opened('guangdong', { ...PILOT, title: '昨日', published: from(-1), length });
            assert.equal(late.state, state);
            const { detail } = await no('notice-closed', 409, 'guangdong', 'POST', `${again.at}/events`, { event: 'publish', notice: late.id, rank: 1 }, { headers: { 'If-Match': again.tag() } });
            assert.ok(detail.includes(from(-1)));
            assert.deepEqual((await read(`/api/v1/notices/${late.id}`)).entries, []);
        }
        const coming = await opened('guangdong', { ...PILOT, title: '明日', published: from(1) });
        await settledAt(await again.tell('guangdong', { event: 'publish', notice: coming.id, rank: 1 }));
        await no('notice-closed', 409, null, 'POST', `/api/v1/notices/${coming.id}/objections`, { place: '441400', text: '早了' });
    });

    test('one network does not object without end', async () => {
        const statuses = [];
        for (let i = 0; i < 12; i++) {
            statuses.push((await said(null, 'POST', objections, { place: '441400', text: '再次' })).status);
        }
        assert.equal(statuses.at(-1), 429, statuses.join(' '));
        const answer = await said(null, 'POST', objections, { place: '441400', text: '再次' });
        assert.ok(Number(answer.headers['retry-after']) > 0);
        answer.problem(429);
    });
});

describe('the pages', () => {
    const page = async (path, headers) => {
        const answer = await plain(null, 'GET', path, undefined, headers);
        assert.equal(answer.status, 200, answer.text.slice(0, 300));
        assert.equal(answer.type, 'text/html');
        return answer;
    };
    const VALIDATOR = new HtmlValidate({ extends: ['html-validate:recommended'], rules: { 'no-inline-style': 'error' } });

    test('are sound, hold no script, and take what was typed for text', async () => {
        const { notices } = await read('/api/v1/notices?limit=1000');
        const typed = notices.find(({ title }) => title.includes('<script>'));
        for (const path of ['/notices', '/notices?lang=en', `/notices/${typed.id}`, `/notices/${typed.id}?lang=en`]) {
            const { text, headers } = await page(path);
            assert.doesNotMatch(text, /<script/i, path);
            assert.match(headers['content-security-policy'] ?? '', /default-src|script-src/);
            const report = await VALIDATOR.validateString(text);
            assert.ok(report.valid, `${path}: ${JSON.stringify(report.results[0]?.messages.map(({ ruleId, message, line }) => [ruleId, message, line]))}`);
        }
        assert.match((await page(`/notices/${typed.id}`)).text, /含&lt;script&gt;/);
    });

    test('Chinese first, English where it is asked, and unknown parameters are no fault', async () => {
        assert.match((await page('/notices?utm_source=x')).text, /<html lang="zh-CN">[^]*正在公示/);
        assert.match((await page('/notices?lang=en')).text, /<html lang="en">[^]*Public notices/);
        assert.match((await page('/notices', { 'Accept-Language': 'en' })).text, /<html lang="en">/);
        const tags = await Promise.all(['/notices', '/notices?lang=en'].map(async (path) => (await page(path)).headers.etag));
        assert.notEqual(tags[0], tags[1]);
    });

    test('say what the JSON says', async () => {
        const { notices } = await read('/api/v1/notices?limit=1000');
        const { text } = await page('/notices');
        for (const { id, window } of notices) {
            assert.ok(text.includes(`href="/notices/${id}"`), `notice ${id}`);
            assert.ok(text.includes(`${window.published} – ${window.last}`), `window of ${id}`);
        }
        const { id } = notices.find(({ title }) => title.includes('<script>'));
        const one = (await page(`/notices/${id}`)).text;
        for (const word of ['梅州市', '441400', '广东省', '5 个自然日', '含公布当日', '已退出公示']) {
            assert.ok(one.includes(word), word);
        }
    });

    test('one that is not there is a 404', async () => {
        (await plain(null, 'GET', '/notices/999999')).problem(404);
    });
});

test('where there is no notice, the page says so', async () => {
    const empty = await Desk.open({});
    try {
        const answer = await ask(empty.url, '/notices');
        assert.equal(answer.status, 200);
        assert.match(answer.text, /目前没有正在进行的公示/);
        assert.deepEqual((await empty.get(null, '/api/v1/notices')).ok().notices, []);
    } finally {
        await empty.close();
    }
});
