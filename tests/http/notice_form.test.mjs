// The form on the page of a notice, as a browser without script sends it: what it takes, what it says
// when something is wrong, and that it is the JSON route in other words.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { HtmlValidate } from 'html-validate';
import { ask } from '../lib/ask.mjs';
import { daysFromNow } from '../lib/evaluation.mjs';
import { NoticeDesk } from '../lib/notice_desk.mjs';
import { openAccount, signIn } from '../lib/officers.mjs';

const VALIDATOR = new HtmlValidate({ extends: ['html-validate:recommended'], rules: { 'no-inline-style': 'error', 'long-title': 'off' } });
const MARKUP = '<script>alert(1)</script>"\'&</textarea><b>';
const ESCAPED = '&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;&lt;/textarea&gt;&lt;b&gt;';
const TEXT = '专利数量与公报不符';

let desk;
let page;
before(async () => {
    desk = await NoticeDesk.open();
    page = `/notices/${desk.notice}`;
});
after(() => desk?.close());

// Every test sends from a network of its own, so that none uses up the tries of another.
let networks = 0;
const network = () => `127.0.${++networks}.1`;

async function post(fields, { path = `${page}/objections`, headers = {}, from = network(), body } = {}) {
    return ask(desk.url, path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: desk.url, 'Sec-Fetch-Site': 'same-origin', ...headers },
        body: body ?? new URLSearchParams(fields).toString(),
        localAddress: from,
    });
}

async function sound(answer, status) {
    assert.equal(answer.status, status, `${answer.asked} → ${answer.status}: ${answer.text.slice(0, 300)}`);
    assert.equal(answer.type, 'text/html');
    assert.doesNotMatch(answer.text, /<script/i);
    assert.match(answer.headers['content-security-policy'], /form-action 'self'/);
    assert.doesNotMatch(answer.headers['content-security-policy'], /unsafe/);
    const report = await VALIDATOR.validateString(answer.text);
    assert.ok(report.valid, JSON.stringify(report.results[0]?.messages.map(({ ruleId, message, line }) => [ruleId, message, line])));
    return answer.text;
}

const number = (text) => Number(/<dt>(?:编号|Number)<\/dt><dd><strong>(\d+)<\/strong>/.exec(text)?.[1]);
const keyIn = (text) => /name="key" value="([^"]+)"/.exec(text)?.[1];
const read = async (path, options) => sound(await ask(desk.url, path, options), 200);

describe('an objection', () => {
    test('is taken, numbered, and kept as it was typed', async () => {
        const answer = await post({ entry: desk.meizhou, text: ` 第一行\r\n第二行 ${MARKUP}\r\n`, contact: '王某 13900000000', key: 'k1', submit: 'x' });
        const text = await sound(answer, 201);
        assert.match(text, /<title>已收到异议/);
        assert.match(text, /梅州市/);
        assert.match(text, /答复期限没有公布/);
        assert.equal(answer.headers['cache-control'], 'no-store');
        assert.equal(answer.headers.location, undefined);
        for (const secret of ['王某', '13900000000', '第一行']) {
            assert.ok(!text.includes(secret), secret);
        }
        const kept = (await desk.objections()).find(({ id }) => id === number(text));
        assert.equal(kept.text, `第一行\n第二行 ${MARKUP}`);
        assert.equal(kept.contact, '王某 13900000000');
        assert.equal(kept.application, desk.meizhou);
    });

    test('needs no name, and counts for nobody who is signed in', async () => {
        openAccount(desk.register.db, 'reader', 'expert');
        const { reads } = await signIn(desk.url, 'reader');
        for (const headers of [{}, reads, { cookie: 'sizhi=no-session-of-ours' }]) {
            const text = await sound(await post({ entry: desk.heyuan, text: TEXT, contact: '  ' }, { headers }), 201);
            assert.match(text, /没有留下/);
            const kept = (await desk.objections()).find(({ id }) => id === number(text));
            assert.equal(kept.contact_given, false);
        }
    });

    test('sent twice by a second click is one', async () => {
        const from = network();
        const key = keyIn(await read(page));
        const before = (await desk.objections()).length;
        const fields = { entry: desk.heyuan, text: '只此一次', key };
        const answers = await Promise.all([post(fields, { from }), post(fields, { from }), post(fields, { from })]);
        const numbers = await Promise.all(answers.map(async (answer) => number(await sound(answer, 201))));
        assert.equal(new Set(numbers).size, 1, numbers.join(' '));
        assert.equal((await desk.objections()).length, before + 1);
        const other = await sound(await post({ ...fields, text: '改了再交' }, { from }), 422);
        assert.match(other, /已经提交过一次/);
        assert.ok(other.includes('改了再交'));
        assert.equal((await desk.objections()).length, before + 1);
        await sound(await post({ ...fields, text: '改了再交', key: keyIn(other) }, { from }), 201);
    });

    test('is answered in English where the page was English', async () => {
        const before = await read(`${page}?lang=en`);
        const action = /action="([^"#]+)#objection"/.exec(before)[1];
        const text = await sound(await post({ entry: desk.meizhou, text: TEXT }, { path: action }), 201);
        assert.match(text, /<html lang="en">/);
        assert.match(text, /Your objection was received/);
        assert.match(await sound(await post({ entry: '', text: '' }, { path: action }), 400), /Choose an entry/);
    });
});

describe('what is wrong is said at its field, and what was typed stays', () => {
    const long = '字'.repeat(4001);
    const ROWS = [
        ['nothing is written', { text: '' }, 'text', /请写明/],
        ['only blanks are written', { text: ' \r\n\t' }, 'text', /请写明/],
        ['too much is written', { text: long }, 'text', /有 4001 字，最多 4000 字/],
        ['a control character is written', { text: 'a\u0007b' }, 'text', /控制字符/],
        ['the contact is too long', { contact: 'x'.repeat(401) }, 'contact', /有 401 字，最多 400 字/],
        ['the contact turns the text round', { contact: '\u202eabc' }, 'contact', /控制字符/],
        ['no entry is chosen', { entry: '' }, 'entry', /请选择/],
        ['an entry is chosen that is not listed', { entry: '987654' }, 'entry', /请选择/],
        ['the entry is no number', { entry: '1 or 1=1' }, 'entry', /请选择/],
    ];
    for (const [name, change, field, words] of ROWS) {
        test(name, async () => {
            const before = (await desk.objections()).length;
            const fields = { entry: String(desk.heyuan), text: TEXT, contact: '李某', ...change };
            const text = await sound(await post(fields), 400);
            assert.match(text, /<title>没有提交成功/);
            assert.match(new RegExp(`id="${field}-fault">([^<]*)<`).exec(text)?.[1] ?? '', words);
            assert.match(text, new RegExp(`<a href="#${field}">`));
            assert.equal(text.match(/aria-invalid="true"/g).length, 1);
            assert.ok(text.includes(`<textarea rows="8" required id="text" name="text"`));
            const kept = /<textarea[^>]*>\n([^<]*)<\/textarea>/.exec(text)[1];
            assert.equal(kept, fields.text.replaceAll('\r\n', '\n'));
            assert.ok(text.includes(`value="${fields.contact}"`));
            assert.equal(text.includes(`value="${desk.heyuan}" selected`), field !== 'entry');
            assert.ok(keyIn(text));
            assert.equal((await desk.objections()).length, before);
        });
    }

    test('markup comes back as text', async () => {
        const text = await sound(await post({ entry: MARKUP, text: `\n${MARKUP}`, contact: MARKUP }), 400);
        assert.equal(text.split(ESCAPED).length - 1, 2);
        assert.ok(text.includes(`>\n\n${ESCAPED}</textarea>`), 'a line feed typed first is not lost');
        assert.ok(text.includes(`value="${ESCAPED}"`));
    });

    test('what is exactly as long as may be is taken', async () => {
        await sound(await post({ entry: desk.meizhou, text: '😀'.repeat(4000), contact: '字'.repeat(400) }), 201);
    });

    test('everything that is wrong is said at once', async () => {
        const text = await sound(await post({}), 400);
        assert.deepEqual(text.match(/href="#(entry|text|contact)"/g), ['href="#entry"', 'href="#text"']);
    });
});

describe('what no form of ours sends is refused', () => {
    const fields = { text: TEXT };
    const ORIGINS = [
        ['a page of another site', { Origin: 'https://evil.example' }],
        ['a page that hides where it is', { Origin: 'null' }],
        ['another site, as the browser says', { Origin: '', 'Sec-Fetch-Site': 'cross-site' }],
        ['a neighbour of the same site', { 'Sec-Fetch-Site': 'same-site' }],
    ];
    for (const [name, headers] of ORIGINS) {
        test(name, async () => {
            const before = (await desk.objections()).length;
            (await post({ ...fields, entry: desk.meizhou }, { headers })).problem(403);
            assert.equal((await desk.objections()).length, before);
        });
    }

    test('an old browser that says neither is heard', async () => {
        await sound(await post({ ...fields, entry: desk.meizhou }, { headers: { Origin: '', 'Sec-Fetch-Site': '' } }), 201);
    });

    test('a notice that is not there', async () => {
        for (const id of ['999999', 'x', '0']) {
            (await post({ ...fields, entry: desk.meizhou }, { path: `/notices/${id}/objections` })).problem(404);
        }
    });

    test('bytes that are no form', async () => {
        for (const body of ['text=%zz', 'text=%00', 'text=%ff', 'text=a&text=b', Array.from({ length: 25 }, (_, i) => `a${i}=`).join('&')]) {
            (await post(null, { body })).problem(400);
        }
        (await post(null, { body: `text=${'a'.repeat(256 * 1024)}` })).problem(413);
        (await post(null, { body: '{}', headers: { 'Content-Type': 'application/json' } })).problem(415);
        (await post(null, { body: '--x--', headers: { 'Content-Type': 'multipart/form-data; boundary=x' } })).problem(415);
    });

    test('a form at the address for programs, and a member it does not know', async () => {
        const path = `/api/v1${page}/objections`;
        (await post({ ...fields, application: desk.meizhou }, { path })).problem(415);
        const body = JSON.stringify({ application: desk.meizhou, text: TEXT, key: 'x' });
        (await post(null, { path, body, headers: { 'Content-Type': 'application/json' } })).problem(400, 'key');
    });
});

test('one network does not object without end, by form or otherwise, and loses nothing it wrote', async () => {
    const from = network();
    const json = () => post(null, { path: `/api/v1${page}/objections`, from, body: JSON.stringify({ application: desk.heyuan, text: TEXT }), headers: { 'Content-Type': 'application/json' } });
    for (let i = 0; i < 5; i++) {
        assert.equal((await json()).status, 201);
        await sound(await post({ entry: desk.heyuan, text: `${TEXT} ${i}` }, { from }), 201);
    }
    const answer = await post({ entry: desk.heyuan, text: '第十一次' }, { from });
    const text = await sound(answer, 429);
    assert.ok(Number(answer.headers['retry-after']) > 0);
    assert.match(text, /秒后/);
    assert.ok(text.includes('第十一次'));
});

describe('the page of a notice', () => {
    test('says when it is over or has not begun, and then has no form', async () => {
        for (const [id, words] of [[await desk.past(), /公示已经结束：自 <time>[\d-]+<\/time> 起，至 <time>[\d-]+<\/time> 止/],
                                   [await desk.coming(), /公示尚未开始：自 <time>[\d-]+<\/time> 起，至 <time>[\d-]+<\/time> 止/]]) {
            const answer = await ask(desk.url, `/notices/${id}`);
            const text = await sound(answer, 200);
            assert.match(text, words);
            assert.doesNotMatch(text, /<form/);
            assert.ok(answer.headers.etag);
            const late = await sound(await post({ entry: desk.meizhou, text: `迟了 ${MARKUP}` }, { path: `/notices/${id}/objections` }), 400);
            assert.match(late, words);
            assert.doesNotMatch(late, /<form/);
            assert.ok(late.includes(`迟了 ${ESCAPED}`), 'what was written can still be copied');
        }
    });

    test('says when it was withdrawn, and why', async () => {
        const id = await desk.opened('误发的公示', daysFromNow(3));
        const path = `/api/v1/notices/${id}`;
        const gone = await desk.ask('guangdong', 'DELETE', path, { reason: `日期有误 ${MARKUP}` });
        assert.ok([200, 204].includes(gone.status), gone.text);
        await desk.settled(Number(gone.headers['x-sizhi-revision']));
        const text = await read(`/notices/${id}`);
        assert.match(text, /公示已于 <time>[\d-]+<\/time> 撤回/);
        assert.ok(text.includes(`日期有误 ${ESCAPED}`));
        assert.doesNotMatch(text, /<form/);
        assert.match(await read('/notices'), new RegExp(`<h2>已经撤回</h2>[^]*href="/notices/${id}"`));
        assert.match(await read(`/notices/${id}?lang=en`), /This notice was withdrawn on/);
    });

    test('has a form of its own for everybody while it runs', async () => {
        const [one, two] = await Promise.all([ask(desk.url, page), ask(desk.url, page)]);
        assert.notEqual(keyIn(await sound(one, 200)), keyIn(await sound(two, 200)));
        assert.equal(one.headers.etag, undefined);
        assert.match(one.headers['cache-control'], /private/);
        assert.match(one.text, /正在公示：自/);
        assert.match(await read(`${page}/objections`), /<form/);
    });

    test('lists objections with their answers, and neither what they say nor whose they are', async () => {
        const [first, second] = (await desk.objections()).filter(({ application }) => application === desk.meizhou);
        await desk.answered(first.id, `经核查属实。\n${MARKUP}`);
        const text = await read(page);
        assert.match(text, new RegExp(`异议 ${first.id}，<time>[\\d-]+</time> 收到，<time>[\\d-]+</time> 答复：</p><blockquote>经核查属实。`));
        assert.ok(text.includes(`经核查属实。\n${ESCAPED}</blockquote>`));
        assert.match(text, new RegExp(`异议 ${second.id}，<time>[\\d-]+</time> 收到，尚未答复`));
        for (const secret of ['王某', '13900000000', '第一行', TEXT]) {
            assert.ok(!text.includes(secret), secret);
        }
        assert.match(await read(`${page}?lang=en`), new RegExp(`Objection ${first.id}, received on <time>[\\d-]+</time>, answered on`));
    });

    test('leads to the map and back, in either language', async () => {
        assert.match(await read(page), /href="\/">[^]*href="\/\?code=441400"/);
        assert.match(await read(`${page}?lang=en`), /href="\/\?lang=en">[^]*href="\/\?code=441400&amp;lang=en"/);
        assert.match(await read('/notices?lang=en'), /href="\/\?lang=en"/);
    });
});

// At the end, because the clock does not go back.
test('a form that was open when the notice ended is told so, and what was written can be copied', async () => {
    const fields = { entry: desk.meizhou, text: `太迟了 ${MARKUP}`, key: keyIn(await read(page)) };
    await desk.later(6);
    const before = (await desk.objections()).length;
    const text = await sound(await post(fields), 409);
    assert.match(text, /公示已经结束/);
    assert.match(text, /<p role="alert">该项目前不在公示期内/);
    assert.ok(text.includes(`太迟了 ${ESCAPED}`));
    assert.doesNotMatch(text, /<form/);
    assert.equal((await desk.objections()).length, before);
    assert.match(await read(page), /异议 1，/);
});
