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
        assert.match(page.text, /已经撤回/);
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
