// 双随机 over HTTP: the list and its commitment first, the seed not before its moment, and a result that
// an independent script and `sizhi verify` come to as well; whatever is changed is found out.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Desk } from '../lib/desk.mjs';
import { drawAgain } from '../lib/draw_again.mjs';
import { sizhi } from '../lib/officers.mjs';
import { uscc } from '../lib/uscc.mjs';

const PEOPLE = {
    national: { role: 'national' },
    jiangsu: { role: 'province', province: '320000' },
    shanghai: { role: 'province', province: '310000' },
    nanjing: { role: 'city', place: '320100' },
    operator: { role: 'operator' },
};
const ZONE = 'nanjing-jiangning';
const INSTITUTIONS = 12;
const digest = (i) => createHash('sha256').update(`salt ${i}`).digest('hex');
const inspectors = (n) => Array.from({ length: n }, (_, i) => digest(i));
const moment = (ms) => new Date(Date.now() + 8 * 3600e3 + ms).toISOString().replace(/\.\d+Z$/, '+08:00');

let desk;
let ids;
const done = async (status, who, method, path, body) => {
    const answer = await desk.ask(who, method, path, body);
    assert.equal(answer.status, status, `${answer.asked} by ${who} → ${answer.status}: ${answer.text.slice(0, 400)}`);
    await desk.settled(Number(answer.headers['x-sizhi-revision']));
    return answer.json;
};
before(async () => {
    desk = await Desk.open(PEOPLE);
    const rows = Array.from({ length: INSTITUTIONS }, (_, i) => `第${i + 1}所,${uscc(i + 1)},2026-01-01,申请,函`);
    const answer = await desk.ask('jiangsu', 'POST', `/api/v1/zones/${ZONE}/institutions.csv`, ['name,uscc,admitted,reason,source', ...rows].join('\n'), { 'Content-Type': 'text/csv' });
    assert.equal(answer.status, 201, answer.text);
    await desk.settled(Number(answer.headers['x-sizhi-revision']));
    ids = Array.from({ length: INSTITUTIONS }, (_, i) => answer.json.first_id + i);
});
after(() => desk?.close());

const wish = (more = {}) => ({
    title: '2026年度专利代理双随机检查',
    zone: ZONE,
    inspectors: inspectors(5),
    draw: 4,
    each: 2,
    exclusions: [{ inspector: 1, institution: ids[0], reason: '近亲属任职' }, { inspector: 2, institution: ids[0], reason: '曾任职' }, { inspector: 3, institution: ids[5], reason: '股东' }],
    seed_from: '发布后首个交易日沪深300指数收盘值',
    seed_not_before: moment(1500),
    ...more,
});
const published = (more, who = 'jiangsu') => done(201, who, 'POST', '/api/v1/draws', wish(more));
async function seeded(draw, value = '3904.2758', who = 'jiangsu') {
    await sleep(Math.max(0, Date.parse(draw.seed_not_before) - Date.now()) + 50);
    return done(200, who, 'POST', `/api/v1/draws/${draw.id}/seed`, { value, source: '交易所网站' });
}
const verify = (draw) => {
    const file = join(desk.register.room, 'draw file.json');
    writeFileSync(file, typeof draw === 'string' ? draw : JSON.stringify(draw));
    return sizhi(['verify', file]);
};
const read = async (id) => (await desk.get(null, `/api/v1/draws/${id}`)).ok();
const whoInspectsWhom = (draw) => draw.drawn.map(({ id, inspectors: who }) => ({ id, inspectors: who }));

describe('a draw', () => {
    let draw;

    test('is published with its list and commitment before there is a seed', async () => {
        const made = await published();
        const shown = await read(made.id);
        assert.equal(shown.state, 'committed');
        assert.deepEqual([shown.seed, shown.result, shown.drawn], [null, null, []]);
        assert.equal(createHash('sha256').update(shown.list).digest('hex'), shown.commitment);
        assert.deepEqual(shown.institutions.map((i) => i.id), ids);
        assert.deepEqual(shown.inspectors, inspectors(5).map((d, i) => ({ number: i + 1, digest: d })));
        assert.equal(shown.unit, '320000');
        const said = verify(shown);
        assert.equal(said.status, 0, said.stdout + said.stderr);
        assert.match(said.stdout, /no seed yet/);
        assert.ok(said.stdout.includes(shown.commitment));
        draw = shown;
    });

    test('takes no seed before the moment it announced', async () => {
        const later = await published({ seed_not_before: '2099-01-01T00:00:00+08:00' });
        await desk.refused('wrong-state', 409, 'jiangsu', 'POST', `/api/v1/draws/${later.id}/seed`, { value: '1', source: 'x' }, 'seed');
    });

    test('is done the same by sizhi, by a script of its own, and offline', async () => {
        await seeded(draw);
        draw = await read(draw.id);
        assert.equal(draw.state, 'drawn');
        assert.equal(draw.drawn.length, 4);
        const again = drawAgain(draw.list, draw.seed.value);
        assert.equal(again.commitment, draw.commitment);
        assert.deepEqual(whoInspectsWhom(draw), again.drawn);
        for (const { id, inspectors: who } of draw.drawn) {
            assert.equal(new Set(who).size, 2);
            assert.ok(draw.exclusions.every((e) => e.institution !== id || !who.includes(e.inspector)), 'nobody inspects what they are excluded from');
        }
        const said = verify(draw);
        assert.equal(said.status, 0, said.stdout + said.stderr);
        assert.match(said.stdout, /^the same: 12 institutions, 5 inspectors, 3 exclusions/);
    });

    test('takes one seed only', () => desk.refused('wrong-state', 409, 'jiangsu', 'POST', `/api/v1/draws/${draw.id}/seed`, { value: '1', source: 'x' }, 'seed'));

    test('shows whatever is changed in it', async () => {
        const CHANGES = [
            [(d) => (d.seed.value = '3904.2759'), /result: list and seed give other bytes/],
            [(d) => (d.exclusions[0].inspector = 4), /exclusions: number 1 differs/],
            [(d) => d.exclusions.pop(), /exclusions: 2 in the file, 3 in the committed list/],
            [(d) => (d.exclusions[1].reason = '无'), /exclusions: number 2 differs/],
            [(d) => (d.inspectors[2].digest = digest(99)), /inspectors: number 3 is another one/],
            [(d) => (d.institutions[7].name = '另一所'), /institutions: number 8 is/],
            [(d) => d.drawn.reverse(), /drawn: place 1 goes to institution/],
            [(d) => (d.drawn[0].inspectors = [1, 2]) && (d.drawn[0].inspectors[0] = 9), /drawn: place 1/],
            [(d) => (d.list = d.list.replace('股东', '同学')), /list: its SHA-256 is/],
            [(d) => (d.list = d.list.replace('股东', '同学')) && (d.commitment = createHash('sha256').update(d.list).digest('hex')), /result: list and seed give other bytes/],
            [(d) => (d.seed = null), /a result, but no seed/],
            [(d) => (d.each = 1), /draw, each/],
        ];
        for (const [change, says] of CHANGES) {
            const other = structuredClone(draw);
            change(other);
            const said = verify(other);
            assert.equal(said.status, 1, `${change}: ${said.stdout}`);
            assert.match(said.stdout, says, String(change));
            assert.match(said.stdout, /differs: this is not the draw that was promised/);
        }
    });

    test('is no draw any more once it is cut', () => {
        const said = verify(JSON.stringify(draw).slice(0, -40));
        assert.equal(said.status, 1);
        assert.ok(said.stderr.length > 0);
    });

    test('tells later what the inspections came to', async () => {
        const [first] = draw.drawn;
        const path = `/api/v1/draws/${draw.id}/outcome`;
        await done(200, 'jiangsu', 'PUT', path, { institution: first.id, inspected: '2026-03-01', outcome: '未发现问题', document: '检查结果公示〔2026〕1号' });
        await done(200, 'jiangsu', 'PUT', path, { institution: first.id, outcome: '责令改正' });
        const shown = await read(draw.id);
        assert.equal(shown.drawn[0].inspection.outcome, '责令改正');
        assert.equal(shown.drawn[1].inspection, null);
        assert.equal(verify(shown).status, 0);
        const other = ids.find((id) => draw.drawn.every((d) => d.id !== id));
        await desk.refused('bad-body', 400, 'jiangsu', 'PUT', path, { institution: other, outcome: '合格' }, 'institution');
        await desk.refused('bad-body', 400, 'jiangsu', 'PUT', path, { institution: first.id, outcome: '合格', inspected: '2099-01-01' }, 'inspected');
    });

    test('stands in the list, and every act of it in the chain', async () => {
        const { draws } = (await desk.get(null, `/api/v1/draws?zone=${ZONE}&province=320000&state=drawn`)).ok();
        assert.deepEqual(draws.map((d) => d.id), [draw.id]);
        assert.equal(draws[0].seed, draw.seed.value);
        const { entries } = (await desk.get('national', '/api/v1/audit?since=0&limit=1000')).ok();
        const acts = entries.filter((e) => e.object === `draw/${draw.id}` && e.outcome === 'done').map((e) => e.action);
        assert.deepEqual(acts, ['publish-draw', 'seed-draw', 'draw-outcome', 'draw-outcome']);
        assert.deepEqual((await desk.get(null, '/api/v1/draws?province=310000')).ok().draws, []);
        (await desk.get(null, '/api/v1/draws?state=x')).problem(400, 'state');
        (await desk.get(null, '/api/v1/draws/999')).problem(404);
    });
});

describe('many seeds', () => {
    test('the script and the service agree whatever the seed, with exclusions that leave little room', async () => {
        const exclusions = ids.flatMap((institution, i) => [1, 2, 3].filter((k) => k !== (i % 3) + 1).map((inspector) => ({ inspector, institution, reason: '利害关系' })));
        const draws = [];
        for (let i = 0; i < 6; i++) {
            draws.push(await published({ inspectors: inspectors(4), draw: 6 + i, each: 2, exclusions, seed_not_before: moment(2000) }));
        }
        for (const [i, d] of draws.entries()) {
            await seeded(d, `种子 ${i} ✓`);
            const shown = await read(d.id);
            assert.deepEqual(whoInspectsWhom(shown), drawAgain(shown.list, shown.seed.value).drawn);
            assert.equal(verify(shown).status, 0);
        }
    });
});

describe('what is refused', () => {
    const BAD = [
        [() => ({ title: '' }), 'title'],
        [() => ({ seed_not_before: moment(-60000) }), 'seed_not_before'],
        [() => ({ seed_not_before: undefined }), 'seed_not_before'],
        [() => ({ seed_from: undefined }), 'seed_from'],
        [() => ({ draw: 13 }), 'draw'],
        [() => ({ each: 6 }), 'each'],
        [() => ({ each: 5, inspectors: inspectors(4), exclusions: [] }), 'each'],
        [() => ({ inspectors: [] }), 'inspectors'],
        [() => ({ inspectors: ['张三', ...inspectors(4)] }), 'inspectors[0]'],
        [() => ({ inspectors: [...inspectors(4), digest(0)] }), 'inspectors'],
        [() => ({ institutions: [ids[0], 99999], exclusions: [] }), 'institutions[1].number'],
        [() => ({ institutions: [ids[0], ids[0]], draw: 1, exclusions: [] }), 'institutions'],
        [() => ({ zone: undefined }), 'institutions'],
        [() => ({ exclusions: [{ inspector: 9, institution: ids[0], reason: 'x' }] }), 'exclusions[0].inspector'],
        [() => ({ exclusions: [{ inspector: 1, institution: 99999, reason: 'x' }] }), 'exclusions[0].institution'],
        [() => ({ exclusions: [{ inspector: 1, institution: ids[0] }] }), 'exclusions[0].reason'],
        [() => ({ exclusions: [1, 2, 3, 4].map((inspector) => ({ inspector, institution: ids[0], reason: 'x' })) }), 'exclusions[3]'],
    ];
    for (const [more, field] of BAD) {
        test(`${more.toString().slice(6)}: ${field}`, () => desk.refused('bad-body', 400, 'jiangsu', 'POST', '/api/v1/draws', wish(more()), field));
    }

    const NOT = [[null, 401, 'sign-in-required'], ['shanghai', 403, 'not-your-province'], ['nanjing', 403, 'forbidden'], ['operator', 403, 'forbidden']];
    for (const [who, status, why] of NOT) {
        test(`${who ?? 'the public'} does not draw here: ${why}`, () => desk.refused(why, status, who, 'POST', '/api/v1/draws', wish()));
    }

    test('a province draws among its own, also by number', () =>
        desk.refused('not-your-province', 403, 'shanghai', 'POST', '/api/v1/draws', wish({ zone: undefined, institutions: ids.slice(0, 5), exclusions: [] })));

    test('the seed of a draw is its own office\'s to enter', async () => {
        const draw = await published({}, 'national');
        assert.equal(draw.unit, 'national');
        await desk.refused('not-your-province', 403, 'jiangsu', 'POST', `/api/v1/draws/${draw.id}/seed`, { value: '1', source: 'x' });
        await seeded(draw, '7', 'national');
    });
});
