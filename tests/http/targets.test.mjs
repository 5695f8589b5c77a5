// Targets as they were published, and what was measured on the way: nothing is made up where there
// is no number or no year to begin at, and a table of measures is taken whole or not at all.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask } from '../lib/ask.mjs';
import { rowsOf } from '../lib/csv.mjs';
import { Desk } from '../lib/desk.mjs';
import { GEODATA } from '../lib/paths.mjs';

const PEOPLE = {
    national: { role: 'national' },
    jiangsu: { role: 'province', province: '320000' },
    hunan: { role: 'province', province: '430000' },
    nanjing: { role: 'applicant', place: '320100' },
    operator: { role: 'operator' },
};
const Z = '/api/v1/zones/nanjing-jiangning';
const WISH = {
    source: '试验区建设工作方案',
    targets: [
        { code: 'staff', name: '从业人员', sign: '>', value: 2600, unit: '人', year: 2026, base_year: 2023, clause: 'JN/三(一)', document: '宁政办发〔2024〕11号' },
        { code: 'complaints', name: '投诉', sign: '<=', value: 10, unit: '件', year: 2026, base_year: 2022, clause: '自定' },
        { code: 'rate', name: '撤回率', unit: '%', words: '超过全省平均水平', year: 2026, clause: 'JN/三(一)' },
    ],
};
const HEAD = 'target,year,value,source,note\n';

let desk;
before(async () => {
    desk = await Desk.open(PEOPLE);
});
after(async () => {
    await desk?.close();
});

const targets = async (at, query = '') => (await desk.done(200, null, 'GET', `${at}/targets${query}`)).targets;
const one = async (code, query = '') => (await targets(Z, query)).find((t) => t.code === code);
const measures = (who, at, body, query = '') => desk.ask(who, 'PUT', `${at}/measures${query}`, body);
const table = (who, at, text, query = '') => desk.ask(who, 'PUT', `${at}/measures${query}`, text, { 'Content-Type': 'text/csv' });
const settled = async (answer) => {
    await desk.settled(Number(answer.headers['x-sizhi-revision']));
    return answer.ok();
};

describe('as published', () => {
    // The figures once more, by hand, from the texts.
    const JIANGNING = {
        institutions: '> 100', 'institutions-above-size': '> 10', staff: '> 2600', revenue: '> 20', 'service-exports': '= 1500', 'trade-exports': '= 10',
        'high-tech-served': '> 3000', 'specialised-served': '> 600', 'pre-ipo-served': '> 100', 'navigation-bases': '= 2', 'firms-served': '> 1000',
        'patent-centres': '> 130', 'patents-per-10000': '>= 65', pct: '> 500', 'operation-platforms': '= 5', 'patent-transfers': '> 3000', brands: '> 15',
        'patent-attorneys': '> 100', 'foreign-offices': '> 2', 'overseas-stations': '> 5',
    };
    const NATION = { 'institutions-above-size': '> 2000', revenue: '> 5000', staff: '>= 150', 'patent-attorneys': '> 5', litigators: '> 8000' };

    test('Jiangning has its targets of 2026, and the nation its of 2030', async () => {
        for (const [at, year, want, words, clause] of [[Z, 2026, JIANGNING, { 'withdrawal-rate': '超过全省平均水平', 'ip-product-share': '上升' }, /^JN\/三\([一三四]\)$/],
            ['/api/v1', 2030, NATION, {}, /^O\/一\(三\)$/]]) {
            const all = await targets(at);
            assert.deepEqual(Object.fromEntries(all.filter((t) => t.value !== null).map((t) => [t.code, `${t.sign} ${t.value}`])), want);
            assert.deepEqual(Object.fromEntries(all.filter((t) => t.value === null).map((t) => [t.code, t.words])), words);
            for (const t of all) {
                assert.equal(t.year, year);
                assert.match(t.clause, clause);
                assert.ok(t.document && t.unit);
                assert.deepEqual([t.base_year, t.base_value, t.line, t.measures, t.standing], [null, null, null, [], 'unknown']);
                assert.equal(t.gap, t.value === null ? 'no_number' : 'no_measure');
            }
        }
        assert.deepEqual((await desk.done(200, null, 'GET', Z)).targets, await targets(Z));
    });

    test('the file says the same as the answer, and the table as the list', async () => {
        const file = rowsOf(readFileSync(join(GEODATA, 'facts', 'targets.csv'), 'utf8'));
        const table = rowsOf((await desk.get(null, `${Z}/targets?f=csv`)).ok('text/csv'));
        assert.deepEqual(table.map((r) => [r.code, r.value, r.unit, r.clause]),
                         file.filter((r) => r.zone === 'nanjing-jiangning').map((r) => [r.code, r.value, r.unit, r.clause]));
    });

    test('a zone without targets has none, and one that is not there is not found', async () => {
        assert.deepEqual(await targets('/api/v1/zones/foshan'), []);
        (await desk.get(null, '/api/v1/zones/none/targets')).problem(404);
        (await desk.get(null, '/api/v1/zones/none/measures')).problem(404);
        (await desk.get(null, `${Z}/targets?year=2026`)).problem(400, 'year');
    });
});

describe('measures', () => {
    test('only whose zone it is, and of the nation only the national office', async () => {
        const body = { measures: [{ target: 'staff', year: 2023, value: 2000, source: '统计' }] };
        for (const [slug, status, who, at] of [['sign-in-required', 401, null, Z], ['not-your-province', 403, 'hunan', Z], ['forbidden', 403, 'operator', Z],
            ['not-your-place', 403, 'nanjing', Z], ['not-your-province', 403, 'jiangsu', '/api/v1'], ['forbidden', 403, 'national', Z],
            ['not-found', 404, 'jiangsu', '/api/v1/zones/none']]) {
            await desk.refused(slug, status, who, 'PUT', `${at}/measures`, body);
            if (status !== 404 && who) {
                const seen = await table(who, at, `${HEAD}staff,2023,2000,统计,\n`, '?preview=1');
                assert.equal(seen.status, status, 'a preview is no way around');
            }
        }
    });

    test('a target is reached or not; on the line it is only from a year that is on record', async () => {
        await settled(await desk.ask('jiangsu', 'PUT', `${Z}/targets`, WISH));
        assert.deepEqual((await targets(Z)).map((t) => t.code), ['staff', 'complaints', 'rate']);
        await settled(await measures('jiangsu', Z, { measures: [
            { target: 'staff', year: 2024, value: 2250, source: '统计' }, { target: 'rate', year: 2024, value: 90, source: '统计' },
        ] }));
        let staff = await one('staff');
        assert.deepEqual([staff.standing, staff.gap, staff.line], ['unknown', 'no_base_value', null]);
        assert.deepEqual([(await one('rate')).standing, (await one('rate')).gap], ['unknown', 'no_number']);
        await settled(await measures('jiangsu', Z, { measures: [
            { target: 'staff', year: 2023, value: 2000, source: '统计' }, { target: 'staff', year: 2025, value: 2390.5, source: '统计', note: '快报' },
            { target: 'complaints', year: 2022, value: 50, source: '统计' }, { target: 'complaints', year: 2024, value: 30, source: '统计' },
        ] }));
        staff = await one('staff');
        assert.deepEqual(staff.measures.map((m) => [m.year, m.value, m.line, m.standing]),
                         [[2023, 2000, 2000, 'on_line'], [2024, 2250, 2200, 'on_line'], [2025, 2390.5, 2400, 'behind']]);
        assert.equal(staff.base_value, 2000);
        assert.deepEqual([(await one('staff', '?on=2024-06-30')).standing, staff.standing], ['on_line', 'behind']);
        assert.deepEqual((await one('complaints')).measures.map((m) => [m.line, m.share, m.standing]), [[50, 0, 'on_line'], [30, 0.5, 'on_line']]);
        await settled(await measures('jiangsu', Z, { measures: [{ target: 'staff', year: 2026, value: 2600, source: '统计' }] }));
        assert.deepEqual([(await one('staff')).standing, (await one('staff')).line], ['behind', 2600]); // more than, not as many
        await settled(await measures('jiangsu', Z, { measures: [{ target: 'staff', year: 2026, value: 2601, source: '更正' }] }));
        assert.equal((await one('staff')).standing, 'reached');
    });

    test('an earlier moment keeps its number, and a number can be taken back', async () => {
        const { recorded } = (await one('staff')).measures.find((m) => m.year === 2025);
        const then = await one('staff', `?asOf=${encodeURIComponent(recorded)}`);
        assert.deepEqual(then.measures.map((m) => m.year), [2023, 2024, 2025]);
        const said = await settled(await measures('jiangsu', Z, { measures: [{ target: 'staff', year: 2026, value: null, source: '更正' }] }));
        assert.equal(said.changed, 1);
        assert.deepEqual((await one('staff')).measures.map((m) => m.year), [2023, 2024, 2025]);
        const again = await settled(await measures('jiangsu', Z, { measures: [{ target: 'staff', year: 2026, value: null, source: '更正' }] }));
        assert.equal(again.changed, 0);
    });
});

describe('a table', () => {
    test('goes out and comes back as it was', async () => {
        const text = (await desk.get(null, `${Z}/measures?f=csv`)).ok('text/csv');
        assert.ok(rowsOf(text).length >= 6);
        const said = await settled(await table('jiangsu', Z, text));
        assert.equal(said.changed, 0);
        assert.equal((await desk.get(null, `${Z}/measures?f=csv`)).ok('text/csv'), text);
    });

    test('a preview tells every fault with its line and field, and changes nothing', async () => {
        const bad = `${HEAD}staff,2024,много,统计,\nnothing,2024,1,统计,\nstaff,24,1,统计,\nstaff,2022,1,,\nstaff,2021,1,统计,\nstaff,2021,2,统计,\n`;
        const seen = (await table('jiangsu', Z, bad, '?preview=1')).ok();
        assert.deepEqual(seen.faults.map((f) => [f.line, f.field]),
                         [[2, 'value'], [4, 'year'], [5, 'source'], [3, 'target'], [7, 'year']]);
        assert.equal(seen.total_faults, 5);
        const good = (await table('jiangsu', Z, `${HEAD}staff,2021,1800,统计,\n`, '?preview=1')).ok();
        assert.deepEqual([good.rows, good.faults], [1, []]);
        assert.equal((await one('staff')).measures.length, 3);
    });

    test('one fault refuses the whole, with its line', async () => {
        const before = Number((await ask(desk.url, '/api/v1/rounds')).headers['x-sizhi-revision']);
        const refused = await table('jiangsu', Z, `${HEAD}staff,2021,1800,统计,\nstaff,2022,x,统计,\n`);
        refused.problem(400, 'line 3 value');
        assert.equal(Number((await ask(desk.url, '/api/v1/rounds')).headers['x-sizhi-revision']), before);
        assert.equal((await one('staff')).measures.length, 3);
        for (const [text, status] of [['', 400], ['target,year,value\n', 400], ['target,year,value,source,sauce\n', 400], [`${HEAD}"staff,2021\n`, 400], [`${HEAD}\xff\xfe`, 400],
            [HEAD + 'staff,2021,1,s,\n'.repeat(2001), 413]]) {
            assert.equal((await table('jiangsu', Z, Buffer.from(text, 'latin1'))).status, status, text.slice(0, 40));
        }
        assert.equal((await desk.plain('jiangsu', 'PUT', `${Z}/measures`, undefined, { 'Content-Type': 'text/html' })).status >= 400, true);
    });
});

describe('targets', () => {
    test('of the nation the national office sets, of a zone its province too', async () => {
        await desk.refused('not-your-province', 403, 'jiangsu', 'PUT', '/api/v1/targets', WISH);
        await desk.refused('not-your-province', 403, 'hunan', 'PUT', `${Z}/targets`, WISH);
        await desk.refused('forbidden', 403, 'nanjing', 'PUT', `${Z}/targets`, WISH);
        const said = await settled(await desk.ask('national', 'PUT', '/api/v1/targets', { source: '测试', targets: [] }));
        assert.equal(said.changed, 5);
        assert.deepEqual(await targets('/api/v1'), []);
        await settled(await desk.ask('national', 'PUT', '/api/v1/targets', WISH));
        await settled(await measures('national', '/api/v1', { measures: [{ target: 'staff', year: 2024, value: 3000, source: '统计' }] }));
        assert.equal((await targets('/api/v1'))[0].standing, 'reached');
        assert.equal((await desk.done(200, null, 'GET', '/api/v1/measures')).measures.length, 1);
    });

    test('a fault is named by its place in the list', async () => {
        const spoilt = (change) => ({ ...WISH, targets: WISH.targets.map((t, i) => (i === 1 ? { ...t, ...change } : t)) });
        for (const [change, field] of [[{ sign: '≥' }, 'sign'], [{ sign: null }, 'sign'], [{ value: 'ten' }, 'value'], [{ code: 'Staff' }, 'code'], [{ code: 'staff' }, 'code'],
            [{ base_year: 2026 }, 'base_year'], [{ year: 26 }, 'year'], [{ value: null, sign: null }, 'words'], [{ unit: '' }, 'unit'], [{ more: 1 }, 'more']]) {
            const answer = await desk.ask('jiangsu', 'PUT', `${Z}/targets`, spoilt(change));
            answer.problem(400, `targets[1].${field}`);
        }
    });
});
