// What was opened or entered by mistake and is put right: nothing goes away, and everybody sees that it
// was put right, when and why.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { Evaluation, TODAY, daysFromNow } from '../lib/evaluation.mjs';

let desk;
before(async () => {
    desk = await Evaluation.open();
});
after(() => desk?.close()); // and `sizhi check` has nothing to say

const newest = async () => (await desk.done(200, 'nation', 'GET', '/api/v1/audit?since=0&limit=1000')).entries.at(-1);
const show = async (path, answer) => {
    await desk.settled(Number(answer.headers['x-sizhi-revision']));
    return desk.done(200, null, 'GET', path);
};

describe('a notice that was opened by mistake', () => {
    const WISH = { round: '2023', track: 'demo-county', title: '误发的公示', document: null, published: TODAY, length: 7, unit: 'calendar', counts_publication: true };
    const open = async (who, more = {}) => {
        const answer = await desk.ask(who, 'POST', '/api/v1/notices', { ...WISH, ...more });
        assert.equal(answer.status, 201, answer.text);
        await desk.settled(Number(answer.headers['x-sizhi-revision']));
        return { path: `/api/v1/notices/${answer.json.id}`, ...answer.json };
    };
    const states = async (state) => (await desk.done(200, null, 'GET', `/api/v1/notices?state=${state}&limit=1000`)).notices.map(({ id }) => id);

    test('is withdrawn with a reason and stays readable; it runs no more', async () => {
        const { id, path, withdrawn } = await open('nation');
        assert.equal(withdrawn, null);
        const answer = await desk.ask('nation', 'DELETE', `${path}?reason=${encodeURIComponent(' 批次有误 ')}`);
        assert.equal(answer.status, 200, answer.text);
        assert.deepEqual([answer.json.state, answer.json.state_label, answer.json.withdrawn.reason], ['withdrawn', '已经撤回', '批次有误']);
        const shown = await show(path, answer);
        const { title, published, window, state } = shown;
        assert.deepEqual({ title, published, window, state }, { title: WISH.title, published: TODAY, window: { published: TODAY, first: TODAY, last: daysFromNow(6) }, state: 'withdrawn' });
        assert.deepEqual(shown.withdrawn, answer.json.withdrawn);
        assert.equal(shown.revision, Number(answer.headers['x-sizhi-revision']));
        assert.ok(!(await states('running')).includes(id) && (await states('withdrawn')).includes(id) && (await states('all')).includes(id));
        const page = await desk.plain(null, 'GET', `/notices/${id}`);
        assert.equal(page.status, 200);
        assert.match(page.text, /撤回.*批次有误/s);
        const entry = await newest();
        assert.deepEqual([entry.action, entry.object, entry.outcome], ['withdraw-notice', `notice/${id}`, 'done']);
        assert.deepEqual([entry.detail.before.title, entry.detail.after.reason], [WISH.title, '批次有误']);
        const again = await desk.refused('conflict', 409, 'nation', 'DELETE', `${path}?reason=x`);
        assert.match(again.detail, /已经撤回/);
    });

    test('needs a reason, which may stand in the body as well', async () => {
        const { path } = await open('jiangsu', { track: 'pilot-county' });
        await desk.refused('reason-missing', 422, 'jiangsu', 'DELETE', path, undefined, 'reason');
        await desk.refused('reason-missing', 422, 'jiangsu', 'DELETE', `${path}?reason=%20`, undefined, 'reason');
        await desk.refused('bad-body', 400, 'jiangsu', 'DELETE', `${path}?reason=${'x'.repeat(401)}`, undefined, 'reason');
        await desk.refused('bad-request', 400, 'jiangsu', 'DELETE', `${path}?reason=x`, { reason: 'y' }, 'reason');
        await desk.refused('bad-body', 400, 'jiangsu', 'DELETE', path, { why: 'y' }, 'why');
        await desk.refused('unknown-parameter', 400, 'jiangsu', 'DELETE', `${path}?why=y`, undefined, 'why');
        const answer = await desk.ask('jiangsu', 'DELETE', path, { reason: '类别有误' });
        assert.equal(answer.json?.withdrawn.reason, '类别有误', answer.text);
    });

    test('is withdrawn by the office that opened it alone', async () => {
        const theirs = await open('jiangsu', { track: 'pilot-county' });
        const national = await open('nation');
        for (const [who, { path }, slug] of [['nation', theirs, 'forbidden'], ['beijing', theirs, 'not-your-province'], ['nanjing', theirs, 'forbidden'], ['jiangsu', national, 'not-your-province'],
            ['operator', national, 'forbidden'], ['judge', national, 'forbidden']]) {
            await desk.refused(slug, 403, who, 'DELETE', `${path}?reason=x`);
        }
        await desk.refused('sign-in-required', 401, null, 'DELETE', `${national.path}?reason=x`);
        for (const id of ['4711', '0', 'x']) {
            await desk.refused('not-found', 404, 'jiangsu', 'DELETE', `/api/v1/notices/${id}?reason=x`);
        }
        assert.equal((await newest()).outcome, 'not-found');
    });

    test('lists nothing more, and one that lists something stays', async () => {
        const [code] = ['320115'];
        await desk.places('demo-county', '320000', 3);
        const id = await desk.checked(code);
        await desk.goes('jiangsu', id, { event: 'recommend', rank: 1 }, 'recommended');
        await desk.goes('nation', id, 'accept', 'in_review');
        const wrong = await open('nation');
        assert.equal((await desk.ask('nation', 'DELETE', `${wrong.path}?reason=x`)).status, 200);
        await desk.fails('notice-closed', 409, 'nation', id, { event: 'publish', notice: wrong.id });
        // Those of the tests before that are left over are withdrawn too: then the only one is found without its number.
        for (const other of await states('running')) {
            await desk.ask('nation', 'DELETE', `/api/v1/notices/${other}?reason=x`);
        }
        const right = await open('nation');
        await desk.goes('nation', id, 'publish', 'in_notice');
        const { detail } = await desk.refused('conflict', 409, 'nation', 'DELETE', `${right.path}?reason=x`);
        assert.match(detail, /已公布 1 项名单.*另行公示/);
        await desk.goes('nation', id, { event: 'send_back', reason: '材料不符' }, 'checked');
        await desk.refused('conflict', 409, 'nation', 'DELETE', `${right.path}?reason=x`); // it was published all the same
        assert.equal((await desk.done(200, null, 'GET', right.path)).withdrawn, null);
    });
});

describe('a bar that was entered wrongly', () => {
    const CODE = '320281';
    const verdict = async (more = '') => {
        const { verdict: told, conditions } = await desk.done(200, null, 'GET', `/api/v1/eligibility?place=${CODE}&track=demo-county&round=2023${more}`);
        return [conditions.find(({ id }) => id === 'not-barred').result, told === 'not_eligible'];
    };
    const bars = async () => (await desk.done(200, null, 'GET', '/api/v1/bars?limit=1000')).bars.filter(({ place }) => place.code === CODE);
    const settle = (answer) => desk.settled(Number(answer.headers['x-sizhi-revision']));
    let first;
    before(async () => {
        const id = await desk.apply(`c${CODE}`, 'demo-county', CODE);
        const done = await desk.tell('nation', id, { event: 'cancel_fraud', reason: '材料造假', document: '函〔2024〕1号', criticism: '通报批评', bar_until: daysFromNow(30) });
        assert.equal(done.status, 200, done.text);
        await settle(done);
        [first] = await bars();
    });

    test('is put right by the national office: the row ends, another one stands, and so it is told since when', async () => {
        assert.deepEqual(await verdict(), ['not_met', true]);
        const answer = await desk.ask('nation', 'PUT', `/api/v1/bars/${first.id}`, { until: daysFromNow(60), criticism: null, reason: '期限有误' });
        assert.equal(answer.status, 200, answer.text);
        await settle(answer);
        const [now, ...more] = await bars();
        assert.deepEqual(more, []);
        assert.deepEqual(now, answer.json);
        const { id, recorded, ...rest } = now;
        const { id: was, recorded: before, ...old } = first;
        assert.deepEqual(rest, { ...old, until: daysFromNow(60), criticism: null });
        assert.ok(id !== was && recorded > before);
        const entry = await newest();
        assert.deepEqual([entry.action, entry.object, entry.outcome], ['correct-bar', `bar/${was}`, 'done']);
        assert.deepEqual([entry.detail.before.until, entry.detail.after.until, entry.detail.after.reason], [old.until, rest.until, '期限有误']);
        await desk.refused('conflict', 409, 'nation', 'PUT', `/api/v1/bars/${was}`, { until: null, reason: 'x' });
        await desk.refused('conflict', 409, 'nation', 'DELETE', `/api/v1/bars/${was}?reason=x`);
        first = now;
    });

    test('that says what stands there already changes nothing', async () => {
        const answer = await desk.ask('nation', 'PUT', `/api/v1/bars/${first.id}`, { until: first.until, reason: '再报' });
        assert.deepEqual(answer.json, first);
        assert.deepEqual(await bars(), [first]);
    });

    test('what cannot be is named', async () => {
        const path = `/api/v1/bars/${first.id}`;
        const rows = [
            ['reason-missing', 422, { until: null }, 'reason'], ['bad-body', 400, { until: '2001-01-01', reason: 'x' }, 'until'], ['bad-body', 400, { until: 'soon', reason: 'x' }, 'until'],
            ['bad-body', 400, { document: 'x'.repeat(401), reason: 'x' }, 'document'], ['bad-body', 400, { place: CODE, reason: 'x' }, 'place'],
        ];
        for (const [slug, status, body, field] of rows) {
            await desk.refused(slug, status, 'nation', 'PUT', path, body, field);
        }
        await desk.refused('reason-missing', 422, 'nation', 'DELETE', path, undefined, 'reason');
        await desk.refused('not-found', 404, 'nation', 'PUT', '/api/v1/bars/4711', { reason: 'x' });
        for (const who of ['jiangsu', `c${CODE}`, 'operator', 'judge', 'nanjing']) {
            await desk.refused('forbidden', 403, who, 'PUT', path, { reason: 'x' });
            await desk.refused('forbidden', 403, who, 'DELETE', `${path}?reason=x`);
        }
        assert.deepEqual(await bars(), [first]);
    });

    test('is taken back, and the place may apply again; what was told before stays', async () => {
        const before = first.recorded;
        const answer = await desk.ask('nation', 'DELETE', `/api/v1/bars/${first.id}`, { reason: '认定有误' });
        assert.equal(answer.status, 204, answer.text);
        await settle(answer);
        assert.deepEqual(await bars(), []);
        assert.deepEqual(await verdict(), ['met', false]);
        assert.deepEqual(await verdict(`&asOf=${encodeURIComponent(before)}`), ['not_met', true]);
        const entry = await newest();
        assert.deepEqual([entry.action, entry.detail.after.reason], ['take-back-bar', '认定有误']);
        await desk.apply(`c${CODE}`, 'demo-county', CODE);
    });
});
