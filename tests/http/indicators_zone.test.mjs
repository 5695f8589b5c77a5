// The indicators of the zones' notice (Z, annex 1): a published tree whose weights were lost, so no
// total appears before somebody enters them; what the applicant says of itself leaf by leaf; and
// numbers of institutions, which are those of the directory or none.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { Evaluation } from '../lib/evaluation.mjs';
import { uscc } from '../lib/uscc.mjs';

const PEOPLE = {
    nation: { role: 'national' },
    jiangsu: { role: 'province', province: '320000' },
    hunan: { role: 'province', province: '430000' },
    nanjing: { role: 'applicant', place: '320100' },
    suzhou: { role: 'applicant', place: '320500' },
    lin: { role: 'expert' },
    operator: { role: 'operator' },
};
const TREE = '/api/v1/rounds/2023-zone/indicators/demo-zone';
const WISH = { round: '2023-zone', track: 'demo-zone', place: '320100' };
const ZONE = {
    zone: 'nanjing-jiangning', name: '南京市江宁区', host_kind: 'division', host_name: '江宁区', host_code: '320115', declared_m2: 4000000,
    outstanding_reason: '服务业营业收入三年翻番',
};
// The shape of the annex, by hand: how many on each level, under each of the first.
const SHAPE = { 1: [5, 2], 2: [4, 4], 3: [2, 2] };
const PDF = Buffer.from('%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n');

let desk;
let at;
let id;
before(async () => {
    desk = await Evaluation.open(PEOPLE);
    id = (await desk.done(201, 'nanjing', 'POST', '/api/v1/applications', WISH)).id;
    at = `/api/v1/applications/${id}`;
    await desk.done(200, 'nanjing', 'PUT', `${at}/zone`, ZONE);
});
after(() => desk?.close());

const tree = () => desk.done(200, 'nation', 'GET', TREE);
const self = (who = 'nanjing') => desk.done(200, who, 'GET', `${at}/self-evaluation`);
const says = (code, value, evidence = '见方案第一部分', who = 'nanjing') => desk.ask(who, 'PUT', `${at}/self-evaluation/${code}`, { value, evidence });
const leaf = (evaluation, code) => evaluation.leaves.find((l) => l.indicator === code);

describe('the tree', () => {
    test('is that of the annex, for both national tracks, and no weight is made up', async () => {
        const one = await tree();
        assert.equal(one.origin, 'facts');
        assert.equal(one.source, 'Z/附件1');
        assert.equal(one.items.length, 28);
        for (const [top, leaves] of Object.entries(SHAPE)) {
            assert.deepEqual(one.items.filter((i) => i.parent === top).map((i) => one.items.filter((c) => c.parent === i.code).length), leaves);
        }
        assert.ok(one.items.every((i) => i.weight === null));
        assert.deepEqual(one.items.filter((i) => !i.parent).map((i) => i.name), ['知识产权服务业发展状况', '政策措施和组织落实', '产业融合及示范带动效应']);
        assert.ok(one.items.every((i) => i.scored === (i.code.split('.').length === 3) && (i.scored === (i.explained !== null))));
        assert.deepEqual([one.weights.state, one.weights.under], ['unknown', null]);
        const other = await desk.done(200, 'nation', 'GET', TREE.replace('demo', 'trial'));
        assert.deepEqual(other.items, one.items);
    });
});

describe('the self-evaluation', () => {
    test('is for those who may see the application', async () => {
        for (const [who, status] of [[null, 401], ['suzhou', 403], ['hunan', 403], ['operator', 403]]) {
            assert.equal((await desk.ask(who, 'GET', `${at}/self-evaluation`)).status, status, `${who}`);
            assert.equal((await desk.ask(who, 'PUT', `${at}/self-evaluation/1.1.1`, { value: 80, evidence: '…' })).status, status, `${who}`);
        }
        assert.equal((await says('1.1.1', 80, '…', 'jiangsu')).status, 403); // it is the applicant's own
        assert.equal((await self('jiangsu')).leaves.length, 19);
    });

    test('goes leaf by leaf, with evidence', async () => {
        (await says('1.1.1', 85.5)).ok();
        const now = (await says('1.1.2', null, '标准体系在建')).ok();
        assert.deepEqual([leaf(now, '1.1.1').self.value, leaf(now, '1.1.1').self.evidence, leaf(now, '1.1.1').self.by], [85.5, '见方案第一部分', 'nanjing']);
        assert.equal(leaf(now, '1.1.2').self.value, null);
        assert.equal(leaf(now, '1.1.3').self, null);
        (await says('1.1.1', 86)).ok(); // said again, the newest counts
        assert.equal(leaf(await self(), '1.1.1').self.value, 86);
        (await says('1.1', 80)).problem(400, 'indicator');
        (await says('9.9.9', 80)).problem(404);
        (await says('1.1.1', 101)).problem(400, 'value');
        (await says('1.1.1', 80, '')).problem(400, 'evidence');
    });

    test('takes a file for a leaf, and hands it out only here', async () => {
        const send = (code) => desk.ask('nanjing', 'PUT', `${at}/self-evaluation/${code}/file?name=evidence.pdf`, PDF, { 'Content-Type': 'application/pdf' });
        (await send('1.1.4')).problem(409); // of what it is evidence must be said first
        const { file } = leaf((await send('1.1.1')).ok(), '1.1.1').self;
        assert.deepEqual([file.name, file.type, file.size], ['evidence.pdf', 'application/pdf', PDF.length]);
        const got = await desk.plain('jiangsu', 'GET', `${at}/files/${file.sha256}`);
        assert.deepEqual([got.status, got.bytes.equals(PDF)], [200, true]);
        assert.equal((await desk.plain('hunan', 'GET', `${at}/files/${file.sha256}`)).status, 403);
    });

    test('has no total while a weight is unknown, and then only when every leaf has points', async () => {
        assert.deepEqual((await self()).total, { state: 'weights', value: null });
        const { items } = await tree();
        const shares = { 1: 40, 2: 40, 3: 20, 1.1: 60, 1.2: 40, 2.1: 50, 2.2: 50, 3.1: 50, 3.2: 50 };
        const weigh = (i) => (i.scored ? 100 / items.filter((o) => o.parent === i.parent).length : shares[i.code]);
        const body = { source: '一次测试', items: items.map((i) => ({ code: i.code, name: i.name, ...(i.parent && { parent: i.parent }), weight: weigh(i) })) };
        const entered = await desk.done(200, 'nation', 'PUT', TREE, body);
        assert.equal(entered.origin, 'register');
        assert.equal(entered.weights.state, 'known');
        assert.ok(entered.items.filter((i) => i.scored).every((i) => i.explained), 'what was said of an indicator stays with it');
        assert.deepEqual((await self()).total, { state: 'not_scored', value: null });
        for (const l of (await self()).leaves) {
            (await says(l.indicator, 80)).ok();
        }
        assert.deepEqual((await self()).total, { state: 'known', value: 80 });
    });

    test('shows what the directory counts, and no other number', async () => {
        const empty = leaf(await self(), '1.1.1').directory;
        assert.deepEqual(empty.map((c) => [c.what, c.value]), [['institutions', 0], ['above_size', 0]]);
        const admit = async (n, size, forms) => {
            const answer = await desk.ask('jiangsu', 'POST', '/api/v1/zones/nanjing-jiangning/institutions', {
                name: `某机构${n}`, uscc: uscc(n), forms, ip_kinds: ['patent'], ...(size && { size }), admitted: '2025-01-01', reason: '入驻', source: '测试',
            });
            assert.equal(answer.status, 201, answer.text);
            await desk.settled(Number(answer.headers['x-sizhi-revision']));
        };
        await admit(1, 'above_designated', ['agency', 'legal']);
        await admit(2, 'below_designated', ['agency']);
        await admit(3, null, ['consulting']);
        const now = await self();
        assert.deepEqual(leaf(now, '1.1.1').directory.map((c) => [c.what, c.value, c.not_recorded]), [['institutions', 3, undefined], ['above_size', 1, 1]]);
        assert.deepEqual(leaf(now, '1.2.1').directory[0].by_form, { agency: 2, legal: 1, operation: 0, information: 0, consulting: 1 });
        assert.deepEqual(leaf(now, '1.1.5').directory.map((c) => [c.what, c.value]), [['exporting', null], ['overseas', null]]); // not in a directory
        assert.deepEqual(leaf(now, '3.2.1').directory, []);
        assert.equal(now.zone, 'nanjing-jiangning');
    });

    test('stays as it was filed, and stands beside the review once that is closed', async () => {
        for (const kind of ['zone_plan', 'cases', 'self_evaluation']) {
            assert.equal((await desk.material('nanjing', id, kind)).status, 200, kind);
        }
        const shape = { type: 'Polygon', coordinates: [[[118.825, 31.945], [118.845, 31.945], [118.845, 31.965], [118.825, 31.965], [118.825, 31.945]]] };
        assert.equal((await desk.plain('nanjing', 'PUT', `${at}/parts/1`, { name: '一片区' })).status, 200);
        assert.equal((await desk.plain('nanjing', 'PUT', `${at}/parts/1/shape?crs=cgcs2000`, shape, { 'content-type': 'application/geo+json' })).status, 200);
        await desk.goes('nanjing', id, 'file', 'filed');
        (await says('1.1.1', 99)).problem(409);
        assert.equal((await desk.material('jiangsu', id, 'recommendation_letter')).status, 200);
        for (const name of ['outstanding', 'not-already-titled', 'government-support', 'foundation', 'extent-clear', 'plan-feasible', 'safeguards']) {
            assert.equal((await desk.finding('jiangsu', id, name)).status, 200, name);
        }
        await desk.goes('jiangsu', id, 'check', 'checked');
        await desk.goes('jiangsu', id, 'recommend', 'recommended');
        await desk.goes('nation', id, 'accept', 'in_review');
        await desk.done(200, 'nation', 'PUT', `/api/v1/rounds/2023-zone/experts/${desk.ids.lin}`, { unit: '430000' });
        await desk.done(200, 'lin', 'PUT', `${at}/scores`, { items: (await self()).leaves.map((l) => ({ indicator: l.indicator, value: 70 })) });
        assert.equal(leaf(await self('nation'), '1.1.1').review, null); // blind until it is closed
        await desk.done(200, 'nation', 'POST', '/api/v1/rounds/2023-zone/scores/demo-zone/close');
        assert.deepEqual(leaf(await self('nation'), '1.1.1').review, { counted: 1, mean: 70, least: 70, most: 70 });
        assert.equal(leaf(await self('nanjing'), '1.1.1').review, null); // the applicant does not see it
    });

    test('of a city there is none', async () => {
        const other = await desk.apply('nanjing', 'demo-city', '320100');
        (await desk.ask('nanjing', 'GET', `/api/v1/applications/${other}/self-evaluation`)).problem(404);
    });
});
