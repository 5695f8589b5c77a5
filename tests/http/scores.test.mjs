// Experts score what is in review, along indicators that the national office enters: nothing is
// weighed that nobody weighed, nobody judges what comes from home, and until the close nobody sees
// more than the own scores.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { Desk } from '../lib/desk.mjs';

const BY = ['--source', '一次测试', '--by', '测试'];
const PEOPLE = {
    national: { role: 'national' },
    hunan: { role: 'province', province: '430000' },
    liaoning: { role: 'province', province: '210000' },
    hengyang: { role: 'applicant', place: '430400' },
    shenyang: { role: 'applicant', place: '210100' },
    jiujiang: { role: 'applicant', place: '360400' },
    chen: { role: 'expert' },
    lin: { role: 'expert' },
    zhao: { role: 'expert' },
    stranger: { role: 'expert' },
    operator: { role: 'operator' },
};
// Who scores where: an officer of Liaoning is an expert as well.
const EXPERTS = { chen: '320000', lin: '430000', zhao: '440000', liaoning: '210000' };

const TREE = {
    source: '函〔2023〕9号',
    items: [
        { code: 'A', name: '创造', weight: 30 },
        { code: 'A1', parent: 'A', name: '专利', weight: 60 },
        { code: 'A2', parent: 'A', name: '商标', weight: 40 },
        { code: 'B', name: '运用', weight: 70 },
    ],
};
const weighed = (weights) => ({ ...TREE, items: TREE.items.map((item) => ({ ...item, weight: weights[item.code] })) });
const sheet = (values) => ({ items: Object.entries(values).map(([indicator, value]) => ({ indicator, value })) });

const AT = '/api/v1/rounds/2023';
const INDICATORS = `${AT}/indicators/demo-city`;
const CLOSE = `${AT}/scores/demo-city/close`;

// The pilots of 2024 stay in force, and the list of demonstration cities is complete.
function make_decidable(register) {
    for (const name of ['rosters.csv', 'titles.csv']) {
        register.edit(name, (text) => text.replaceAll('2026-12-31', '2099-12-31'));
    }
    register.edit('complete.csv', (text) => `${text.trimEnd()}\ndemo-city,2024,*,a test\n`);
    const loaded = register.load();
    assert.equal(loaded.status, 0, loaded.text);
    for (const unit of ['430000', '210000']) {
        const set = register.run('quota', 'set', '--round', '2023', '--track', 'demo-city', '--province', unit, '--places', '2', ...BY);
        assert.equal(set.status, 0, set.text);
    }
}

// From a draft to the national review, as everybody does it.
async function bring_to_review(desk, applicant, province, place) {
    const { id } = await desk.done(201, applicant, 'POST', '/api/v1/applications', { round: '2023', track: 'demo-city', place });
    const at = `/api/v1/applications/${id}`;
    const now = async () => ({ 'If-Match': (await desk.get('national', at)).headers.etag });
    const tell = async (who, event, more = {}) => desk.done(200, who, 'POST', `${at}/events`, { event, ...more }, await now());

    await desk.done(200, applicant, 'PUT', `${at}/materials/government_consent`, { note: '市政府同意' }, await now());
    await tell(applicant, 'file');
    for (const condition of ['leadership', 'lawful-policy', 'strength']) {
        await desk.done(200, province, 'PUT', `${at}/findings/${condition}`, { result: 'met', evidence: '已核' }, await now());
    }
    await tell(province, 'check');
    await tell(province, 'recommend', { rank: 1 });
    await tell('national', 'accept');
    return { id, at, scores: `${at}/scores` };
}

describe('indicators', () => {
    let desk;
    before(async () => {
        desk = await Desk.open({ national: PEOPLE.national, hunan: PEOPLE.hunan, hengyang: PEOPLE.hengyang, operator: PEOPLE.operator });
    });
    after(() => desk.close());

    test('there are none until somebody enters them', async () => {
        const empty = await desk.done(200, 'hunan', 'GET', INDICATORS);
        assert.deepEqual(empty.items, []);
        assert.equal(empty.source, null);
    });

    test('a tree comes back as it was entered, and says what keeps totals unknown', async () => {
        const put = await desk.done(200, 'national', 'PUT', INDICATORS, TREE);
        assert.deepEqual(put.items.map(({ code, parent, name, weight }) => ({ code, ...(parent ? { parent } : {}), name, weight })), TREE.items);
        assert.deepEqual(put.items.map((item) => item.scored), [false, true, true, true]);
        assert.equal(put.weights.state, 'known');
        assert.deepEqual(await desk.done(200, 'hengyang', 'GET', INDICATORS), put);

        for (const [weights, state, under, indicator, sum] of [
            [{ A: 30, A1: 60, A2: 40, B: null }, 'unknown', null, 'B', 30],
            [{ A: 30, A1: null, A2: 40, B: 70 }, 'unknown', 'A', 'A1', 40],
            [{ A: 30, A1: 60, A2: 39.99, B: 70 }, 'not_whole', 'A', null, 99.99],
            [{ A: 30, A1: 60, A2: 40, B: 70.5 }, 'not_whole', null, null, 100.5],
        ]) {
            const said = (await desk.done(200, 'national', 'PUT', `${INDICATORS}?lang=en`, weighed(weights))).weights;
            assert.deepEqual({ ...said, text: typeof said.text }, { state, under, indicator, sum, text: 'string' });
            assert.ok(said.text.includes(indicator ?? `${sum}`), said.text);
        }
    });

    for (const [name, body, field] of [
        ['no source', { items: TREE.items }, 'source'],
        ['no items', { source: 'x' }, 'items'],
        ['an empty list', { source: 'x', items: [] }, 'items'],
        ['a code twice', { source: 'x', items: [{ code: 'A', name: 'a' }, { code: 'A', name: 'b' }] }, 'items[1].code'],
        ['a parent behind', { source: 'x', items: [{ code: 'A', name: 'a', parent: 'B' }, { code: 'B', name: 'b' }] }, 'items[0].parent'],
        ['a fourth level', { source: 'x', items: ['A', 'B', 'C', 'D'].map((code, i, all) => ({ code, name: code, parent: all[i - 1] })) }, 'items[3].parent'],
        ['three decimals', { source: 'x', items: [{ code: 'A', name: 'a', weight: 33.333 }] }, 'items[0].weight'],
        ['more than all', { source: 'x', items: [{ code: 'A', name: 'a', weight: 100.01 }] }, 'items[0].weight'],
        ['a weight as text', { source: 'x', items: [{ code: 'A', name: 'a', weight: '30' }] }, 'items[0].weight'],
        ['a code with blanks', { source: 'x', items: [{ code: 'A 1', name: 'a' }] }, 'items[0].code'],
        ['no name', { source: 'x', items: [{ code: 'A' }] }, 'items[0].name'],
        ['a member nobody knows', { source: 'x', items: [{ code: 'A', name: 'a', share: 1 }] }, 'items[0].share'],
        ['an item that is none', { source: 'x', items: ['A'] }, 'items[0]'],
        ['201 of them', { source: 'x', items: Array.from({ length: 201 }, (_, i) => ({ code: `C${i}`, name: 'x' })) }, 'items'],
    ]) {
        test(`refused: ${name}`, () => desk.refused('bad-body', 400, 'national', 'PUT', INDICATORS, body, field));
    }

    test('the national office enters them, whoever is signed in reads them', async () => {
        for (const who of ['hunan', 'hengyang', 'operator']) {
            await desk.refused('forbidden', 403, who, 'PUT', INDICATORS, TREE);
        }
        await desk.refused('sign-in-required', 401, null, 'PUT', INDICATORS, TREE);
        await desk.refused('sign-in-required', 401, null, 'GET', INDICATORS);
        for (const path of [`${AT}/indicators/demo-town`, '/api/v1/rounds/1999/indicators/demo-city']) {
            await desk.refused('not-found', 404, 'national', 'PUT', path, TREE);
            await desk.refused('not-found', 404, 'hunan', 'GET', path);
        }
    });
});

describe('scores', () => {
    let desk, hengyang, shenyang;
    before(async () => {
        desk = await Desk.open(PEOPLE, { before: make_decidable });
        hengyang = await bring_to_review(desk, 'hengyang', 'hunan', '430400');
        shenyang = await bring_to_review(desk, 'shenyang', 'liaoning', '210100');
    });
    after(() => desk.close());

    const read = (who, { scores }) => desk.done(200, who, 'GET', scores);
    const score = (who, { scores }, values) => desk.done(200, who, 'PUT', scores, sheet(values));

    test('nobody scores before being named, and before there is a tree', async () => {
        await desk.refused('conflict-of-interest', 403, 'chen', 'PUT', hengyang.scores, sheet({ A1: 1 }));
        for (const [name, unit] of Object.entries(EXPERTS)) {
            const named = await desk.done(200, 'national', 'PUT', `${AT}/experts/${desk.ids[name]}`, { unit });
            assert.equal(named.name, name);
            assert.equal(named.unit, unit);
            assert.equal(named.ended, null);
        }
        await desk.refused('conflict', 409, 'chen', 'PUT', hengyang.scores, sheet({ A1: 1 }));
        await desk.done(200, 'national', 'PUT', INDICATORS, weighed({ A: 30, A1: 60, A2: 40, B: null }));
    });

    test('experts are named by the national office alone, for a round and from a unit there are', async () => {
        const one = `${AT}/experts/${desk.ids.stranger}`;
        assert.equal((await desk.done(200, 'national', 'GET', `${AT}/experts`)).experts.length, 4);
        for (const who of ['hunan', 'hengyang', 'chen', 'operator']) {
            await desk.refused('forbidden', 403, who, 'GET', `${AT}/experts`);
            await desk.refused('forbidden', 403, who, 'PUT', one, { unit: '320000' });
            await desk.refused('forbidden', 403, who, 'DELETE', `${AT}/experts/${desk.ids.chen}`);
        }
        await desk.refused('sign-in-required', 401, null, 'GET', `${AT}/experts`);
        await desk.refused('bad-body', 400, 'national', 'PUT', one, { unit: '999999' }, 'unit');
        await desk.refused('conflict', 409, 'national', 'PUT', `${AT}/experts/${desk.ids.hunan}`, { unit: '320000' }, 'unit');
        await desk.refused('not-found', 404, 'national', 'PUT', `/api/v1/rounds/1999/experts/${desk.ids.chen}`, { unit: '320000' });
        await desk.refused('not-found', 404, 'national', 'PUT', `${AT}/experts/99999`, { unit: '320000' });
        await desk.refused('not-found', 404, 'national', 'DELETE', one);
    });

    test('a sheet is handed in bit by bit, and the own scores come back', async () => {
        const first = await score('chen', hengyang, { A1: 80, B: 64 });
        assert.deepEqual(first.own.items, [{ indicator: 'A1', value: 80, note: null }, { indicator: 'B', value: 64, note: null }]);
        assert.deepEqual(first.own.missing, ['A2']);
        assert.deepEqual(first.own.total, { state: 'weights', value: null });
        assert.equal(first.indicators.weights.indicator, 'B'); // whose weight is not known
        const again = await desk.done(200, 'chen', 'PUT', hengyang.scores,
            { items: [{ indicator: 'A1', value: 87.5, note: '高价值专利增长' }, { indicator: 'A2', value: 0 }] });
        assert.deepEqual(again.own.items[0], { indicator: 'A1', value: 87.5, note: '高价值专利增长' });
        assert.deepEqual(again.own.missing, []);
        assert.deepEqual(await read('chen', hengyang), again);
    });

    test('totals are known once every weight is', async () => {
        await desk.done(200, 'national', 'PUT', INDICATORS, TREE);
        // 0.18 × 87.5 + 0.12 × 0 + 0.7 × 64
        assert.deepEqual((await read('chen', hengyang)).own.total, { state: 'known', value: 60.55 });
        await score('zhao', hengyang, { A1: 10 });
        assert.deepEqual((await read('zhao', hengyang)).own.total, { state: 'not_scored', value: null });
    });

    test('nobody judges what comes from home', async () => {
        await desk.refused('conflict-of-interest', 403, 'lin', 'PUT', hengyang.scores, sheet({ A1: 1 }));
        await desk.refused('conflict-of-interest', 403, 'lin', 'GET', hengyang.scores);
        await desk.refused('conflict-of-interest', 403, 'liaoning', 'PUT', shenyang.scores, sheet({ A1: 1 }));
        await score('lin', shenyang, { A1: 50, A2: 50, B: 50 });
        await score('liaoning', hengyang, { A1: 90, A2: 90, B: 90 });
    });

    // The capability lets one see; it must not let one tell what is home from what is not there.
    test('who is an expert beside another role is refused in the words of that role', async () => {
        const named = `${AT}/experts/${desk.ids.operator}`;
        await desk.done(200, 'national', 'PUT', named, { unit: '430000' });
        await desk.done(200, 'operator', 'GET', shenyang.at);
        const [home, none] = [await desk.get('operator', hengyang.at), await desk.get('operator', '/api/v1/applications/999999')];
        await desk.done(200, 'national', 'DELETE', named);
        assert.equal(home.status, 403);
        assert.equal(home.text, none.text);
        assert.ok(home.json.type.endsWith(':forbidden'), home.text);
    });

    test('until the close an expert sees the own scores alone, the national office who is missing', async () => {
        const own = await read('chen', hengyang);
        assert.ok(!('experts' in own) && !('summary' in own));
        assert.ok(!JSON.stringify(await read('zhao', hengyang)).includes('87.5'));
        const national = await read('national', hengyang);
        assert.ok(!('own' in national) && !('summary' in national));
        assert.deepEqual(national.experts.map(({ name, unit, missing }) => ({ name, unit, missing })), [
            { name: 'liaoning', unit: '210000', missing: [] },
            { name: 'chen', unit: '320000', missing: [] },
            { name: 'zhao', unit: '440000', missing: ['A2', 'B'] },
        ]);
        assert.ok(national.experts.every((e) => !('items' in e) && !('total' in e) && !('at' in e)));
    });

    test('the chain knows every sheet and none of the values', async () => {
        const text = (await desk.get('national', '/api/v1/audit?since=0')).text.replace(/[0-9a-f]{64}/g, '');
        assert.ok(text.includes('score-sheet'));
        assert.ok(!text.includes('87.5') && !text.includes('8750') && !text.includes('高价值专利增长'));
        const told = (await desk.get('national', hengyang.at)).text.replace(/[0-9a-f]{64}/g, '');
        assert.ok(!told.includes('87.5') && !told.includes('8750'));
    });

    test('nobody else scores or reads scores', async () => {
        for (const who of ['hunan', 'hengyang', 'national']) {
            await desk.refused('forbidden', 403, who, 'PUT', hengyang.scores, sheet({ A1: 1 }));
        }
        for (const who of ['hunan', 'hengyang']) {
            await desk.refused('forbidden', 403, who, 'GET', hengyang.scores);
        }
        for (const [method, body] of [['GET'], ['PUT', sheet({ A1: 1 })]]) {
            await desk.refused('forbidden', 403, 'operator', method, hengyang.scores, body);
            await desk.refused('sign-in-required', 401, null, method, hengyang.scores, body);
            await desk.refused('not-found', 404, 'national', 'GET', '/api/v1/applications/99999/scores');
            for (const [who, there] of [['shenyang', hengyang], ['hunan', shenyang], ['stranger', hengyang]]) {
                const answers = await Promise.all([there.scores, '/api/v1/applications/99999/scores', '/api/v1/applications/x/scores']
                    .map((path) => desk.ask(who, method, path, body)));
                assert.equal(answers[0].status, 403);
                assert.deepEqual(answers.map((a) => a.text), Array(3).fill(answers[0].text), `${method} by ${who}`);
            }
        }
    });

    for (const [name, body, field] of [
        ['no items', {}, 'items'],
        ['an empty sheet', { items: [] }, 'items'],
        ['an indicator that is not there', sheet({ C: 1 }), 'items[0].indicator'],
        ['one that is made up of others', sheet({ A1: 1, A: 1 }), 'items[1].indicator'],
        ['twice the same', { items: [{ indicator: 'B', value: 1 }, { indicator: 'B', value: 2 }] }, 'items[1].indicator'],
        ['three decimals', sheet({ B: 33.333 }), 'items[0].value'],
        ['more than 100', sheet({ B: 100.01 }), 'items[0].value'],
        ['less than nothing', sheet({ B: -1 }), 'items[0].value'],
        ['no value', { items: [{ indicator: 'B' }] }, 'items[0].value'],
        ['a member nobody knows', { items: [{ indicator: 'B', value: 1, weight: 2 }] }, 'items[0].weight'],
    ]) {
        test(`refused: ${name}`, () => desk.refused('bad-body', 400, 'chen', 'PUT', hengyang.scores, body, field));
    }

    test('what is not in review is not scored', async () => {
        const { id } = await desk.done(201, 'jiujiang', 'POST', '/api/v1/applications', { round: '2023', track: 'demo-city', place: '360400' });
        await desk.refused('wrong-state', 409, 'chen', 'PUT', `/api/v1/applications/${id}/scores`, sheet({ B: 1 }));
        assert.deepEqual((await read('chen', { scores: `/api/v1/applications/${id}/scores` })).own.items, []);
    });

    test('once scored only weights may differ', async () => {
        const other = { source: 'x', items: [...TREE.items, { code: 'C', name: '保护' }] };
        await desk.refused('conflict', 409, 'national', 'PUT', INDICATORS, other, 'items');
        await desk.done(200, 'national', 'PUT', INDICATORS, weighed({ A: 40, A1: 50, A2: 50, B: 60 }));
        assert.equal((await read('chen', hengyang)).own.total.value, 0.2 * 87.5 + 0.6 * 64);
        await desk.done(200, 'national', 'PUT', INDICATORS, TREE);
    });

    test('experts who score at the same moment do not stand in each other\'s way', async () => {
        const answers = await Promise.all(Array.from({ length: 20 }, (_, i) =>
            desk.ask(i % 2 ? 'chen' : 'zhao', 'PUT', shenyang.scores, sheet({ A1: i, A2: 100 - i }))));
        assert.deepEqual([...new Set(answers.map((a) => a.status))], [200]);
        assert.deepEqual((await read('chen', shenyang)).own.missing, ['B']);
    });

    test('after the close mean and spread are seen, and nobody scores any more', async () => {
        for (const who of ['hunan', 'hengyang', 'chen', 'operator']) {
            await desk.refused('forbidden', 403, who, 'POST', CLOSE);
        }
        await desk.refused('sign-in-required', 401, null, 'POST', CLOSE);
        await desk.refused('not-found', 404, 'national', 'POST', `${AT}/scores/demo-town/close`);
        const closed = await desk.done(200, 'national', 'POST', CLOSE);
        assert.ok(closed.closed);
        await desk.refused('conflict', 409, 'national', 'POST', CLOSE);
        await desk.refused('wrong-state', 409, 'chen', 'PUT', hengyang.scores, sheet({ B: 1 }));

        const all = await read('national', hengyang);
        assert.equal(all.closed, closed.closed);
        assert.deepEqual(all.experts.map((e) => [e.name, e.total.state, e.total.value]),
            [['liaoning', 'known', 90], ['chen', 'known', 60.55], ['zhao', 'not_scored', null]]);
        // 90 and 60.55: the mean 75.275 and half the range, 14.725, both rounded half up
        const { indicators, ...totals } = all.summary;
        assert.deepEqual(totals, { experts: 3, counted: 2, mean: 75.28, least: 60.55, most: 90, range: 29.45, deviation: 14.73 });
        assert.deepEqual(indicators.find((i) => i.code === 'A1'),
            { code: 'A1', counted: 3, mean: 62.5, least: 10, most: 90, range: 80, deviation: 37.14 });
        const own = await read('zhao', hengyang);
        assert.deepEqual(own.summary, all.summary);
        assert.ok(!('experts' in own));
        await desk.refused('forbidden', 403, 'hunan', 'GET', hengyang.scores);
        await desk.refused('conflict-of-interest', 403, 'lin', 'GET', hengyang.scores);
    });

    test('who was an expert at the close counts, whatever happens after', async () => {
        const was = await read('national', hengyang);
        const ended = await desk.done(200, 'national', 'DELETE', `${AT}/experts/${desk.ids.chen}`);
        assert.ok(ended.ended);
        await desk.done(200, 'national', 'PUT', `${AT}/experts/${desk.ids.stranger}`, { unit: '110000' });
        assert.deepEqual((await read('national', hengyang)).summary, was.summary);
        await desk.refused('conflict', 409, 'national', 'PUT', INDICATORS, weighed({ A: 40, A1: 60, A2: 40, B: 60 }), 'items');
    });
});
