// The directory of institutions over HTTP: who admits and lets go, what a serious record costs, what it
// was on any day and as the register stood at any moment, tables in and out, and where each lies.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask, query } from '../lib/ask.mjs';
import { contract } from '../lib/contract.mjs';
import { rowsOf } from '../lib/csv.mjs';
import { Desk } from '../lib/desk.mjs';
import { slug } from '../lib/officers.mjs';
import { uscc } from '../lib/uscc.mjs';

const PEOPLE = {
    national: { role: 'national' },
    jiangsu: { role: 'province', province: '320000' },
    shanghai: { role: 'province', province: '310000' },
    nanjing: { role: 'city', place: '320100' },
    suzhou: { role: 'city', place: '320500' },
    jiangning: { role: 'applicant', place: '320115' },
    expert: { role: 'expert' },
    operator: { role: 'operator' },
};
const ZONE = 'nanjing-jiangning';
const SHAPED = 'shanghai-caohejing';
const list = (zone = ZONE) => `/api/v1/zones/${zone}/institutions`;
let numbers = 0;
const wish = (more = {}) => ({
    name: `某知识产权代理所${++numbers}`,
    uscc: uscc(numbers),
    forms: ['agency', 'legal'],
    ip_kinds: ['patent', 'trademark'],
    size: 'above_designated',
    address: '某路1号',
    point: { lon: 118.84, lat: 31.95, datum: 'cgcs2000' },
    admitted: '2026-01-01',
    reason: '申请入驻',
    source: '入驻通知〔2026〕1号',
    ...more,
});

let desk;
before(async () => {
    desk = await Desk.open(PEOPLE);
});
after(() => desk?.close());

const settledAt = (answer) => desk.settled(Number(answer.headers['x-sizhi-revision']));
async function does(status, who, method, path, body) {
    const answer = await desk.ask(who, method, path, body);
    assert.equal(answer.status, status, `${answer.asked} by ${who} → ${answer.status}: ${answer.text.slice(0, 400)}`);
    await settledAt(answer);
    return answer.json;
}
const admitted = (more, who = 'jiangsu', zone = ZONE) => does(201, who, 'POST', list(zone), wish(more));
const sheet = async (id, parameters = {}) => (await desk.get(null, `/api/v1/institutions/${id}?${query(parameters)}`)).ok();
const names = async (parameters = {}, zone = ZONE) =>
    (await desk.get(null, `${list(zone)}?${query({ limit: 1000, ...parameters })}`)).ok().institutions.map((i) => i.name);
const now = () => new Date(Date.now() + 8 * 3600e3).toISOString().replace('Z', '+08:00');

describe('admission', () => {
    test('the province admits; anybody sees it, with everything said of it', async () => {
        const made = await admitted({ name: '第一知识产权代理所' });
        const shown = await sheet(made.id);
        assert.equal(shown.name, '第一知识产权代理所');
        assert.equal(shown.zone.id, ZONE);
        assert.deepEqual(shown.forms, ['agency', 'legal']);
        assert.deepEqual(shown.form_labels, ['代理', '法律']);
        assert.equal(shown.size_label, '规模以上');
        assert.equal(shown.in_directory, true);
        assert.equal(shown.admitted, '2026-01-01');
        assert.equal(shown.exited, null);
        assert.equal(shown.assessment, null);
        assert.equal(shown.stays.length, 1);
        assert.equal(shown.stays[0].admission_reason, '申请入驻');
        assert.ok((await names()).includes('第一知识产权代理所'));
    });

    test('what is not known is null, and nothing is made of it', async () => {
        const made = await admitted({ forms: undefined, ip_kinds: undefined, size: undefined, address: undefined, point: undefined });
        const shown = await sheet(made.id);
        assert.deepEqual([shown.forms, shown.ip_kinds, shown.size, shown.address, shown.point], [[], [], null, null, null]);
        assert.equal(shown.position.where, 'no_point');
    });

    test('a zone without published limits does not say that anything lies outside', async () => {
        const shown = await sheet((await admitted()).id);
        assert.deepEqual([shown.position.where, shown.position.part, shown.position.metres], ['unknown', null, null]);
    });

    test('a point is kept as it was given, and shown in CGCS2000', async () => {
        const shown = await sheet((await admitted({ point: { lon: 118.84, lat: 31.95, datum: 'gcj02' } })).id);
        assert.deepEqual(shown.point.given, { lon: 118.84, lat: 31.95, datum: 'gcj02' });
        const metres = Math.hypot((shown.point.lon - 118.84) * 94500, (shown.point.lat - 31.95) * 110900);
        assert.ok(metres > 300 && metres < 700, `GCJ-02 lies ${metres} m off`);
    });

    test('the codes of one directory are told apart, also of those that left', async () => {
        const body = wish();
        const { id } = await does(201, 'jiangsu', 'POST', list(), body);
        await desk.refused('conflict', 409, 'jiangsu', 'POST', list(), { ...wish(), uscc: body.uscc }, 'uscc');
        await does(200, 'jiangsu', 'POST', `/api/v1/institutions/${id}/exit`, { exited: '2026-02-01', kind: 'left', reason: '迁址', source: '函' });
        await desk.refused('conflict', 409, 'jiangsu', 'POST', list(), { ...wish(), uscc: body.uscc }, 'uscc');
        await does(201, 'shanghai', 'POST', list(SHAPED), { ...wish(), uscc: body.uscc });
    });

    const BAD = [
        [{ uscc: '91350100M000100Y44' }, 'uscc'],
        [{ uscc: '123' }, 'uscc'],
        [{ name: '' }, 'name'],
        [{ forms: ['translation'] }, 'forms'],
        [{ ip_kinds: '专利;梦' }, 'ip_kinds'],
        [{ size: 'giant' }, 'size'],
        [{ point: { lon: 118, lat: 31 } }, 'datum'],
        [{ point: { lon: 118, lat: 31, datum: 'xian80' } }, 'datum'],
        [{ point: { lon: 218, lat: 31, datum: 'wgs84' } }, 'point'],
        [{ point: { lon: 118, lat: 31, datum: 'wgs84', height: 3 } }, 'height'],
        [{ admitted: '2026-02-30' }, 'admitted'],
        [{ reason: undefined }, 'reason'],
        [{ source: '   ' }, 'source'],
        [{ colour: 'red' }, 'colour'],
    ];
    for (const [more, field] of BAD) {
        test(`${JSON.stringify(more)} is refused by name`, () => desk.refused('bad-body', 400, 'jiangsu', 'POST', list(), wish(more), field));
    }

    const NOT = [
        [null, 401, 'sign-in-required'], ['national', 403, 'forbidden'], ['shanghai', 403, 'not-your-province'],
        ['suzhou', 403, 'not-your-place'], ['jiangning', 403, 'not-your-place'], ['expert', 403, 'forbidden'], ['operator', 403, 'forbidden'],
    ];
    for (const [who, status, why] of NOT) {
        test(`${who ?? 'the public'} does not admit: ${why}`, () => desk.refused(why, status, who, 'POST', list(), wish()));
    }

    test('a zone that does not exist has no directory', async () => {
        await desk.refused('not-your-province', 403, 'jiangsu', 'POST', list('no-such-zone'), wish());
        assert.equal((await desk.get(null, list('no-such-zone'))).status, 404);
    });
});

describe('leaving and coming back', () => {
    test('from the day of exit on it is not there; what was before stays', async () => {
        const { id, name } = await admitted();
        await does(200, 'jiangsu', 'POST', `/api/v1/institutions/${id}/exit`, { exited: '2026-06-01', kind: 'left', reason: '迁往外地', source: '函' });
        assert.ok((await names({ on: '2026-05-31' })).includes(name));
        assert.ok(!(await names({ on: '2026-06-01' })).includes(name));
        assert.ok((await names({ on: '2026-06-01', status: 'left' })).includes(name));
        assert.ok((await names({ on: '2026-06-01', status: 'all' })).includes(name));
        assert.ok(!(await names({ on: '2025-12-31', status: 'in' })).includes(name));
        const shown = await sheet(id, { on: '2026-07-01' });
        assert.deepEqual([shown.in_directory, shown.exited, shown.exit_kind], [false, '2026-06-01', 'left']);
        await desk.refused('wrong-state', 409, 'jiangsu', 'POST', `/api/v1/institutions/${id}/exit`, { exited: '2026-07-01', kind: 'left', reason: '再', source: '函' });
        await does(200, 'jiangsu', 'POST', `/api/v1/institutions/${id}/admission`, { admitted: '2026-08-01', reason: '迁回', source: '函' });
        assert.ok((await names({ on: '2026-08-01' })).includes(name));
        assert.ok(!(await names({ on: '2026-07-31' })).includes(name));
        await desk.refused('wrong-state', 409, 'jiangsu', 'POST', `/api/v1/institutions/${id}/admission`, { admitted: '2026-09-01', reason: '迁回', source: '函' });
    });

    test('a place is not taken away by an exit: that needs a record', async () => {
        const { id } = await admitted();
        await desk.refused('bad-body', 400, 'jiangsu', 'POST', `/api/v1/institutions/${id}/exit`, { exited: '2026-06-01', kind: 'sanction', reason: '违规', source: '函' }, 'kind');
    });
});

describe('misconduct', () => {
    const record = (more = {}) => ({ kind: 'abnormal_filings', day: '2026-02-01', serious: true, document: '处罚决定〔2026〕3号', exited: '2026-03-01', ...more });

    test('what is not serious is on record, and costs nothing', async () => {
        const { id } = await admitted();
        const said = await does(201, 'jiangsu', 'POST', `/api/v1/institutions/${id}/misconduct`, record({ serious: false }));
        assert.deepEqual([said.exited, said.clause], [null, null]);
        const shown = await sheet(id);
        assert.equal(shown.in_directory, true);
        assert.equal(shown.serious_misconduct, false);
        assert.equal(shown.misconduct.length, 1);
    });

    test('a serious one costs the place in the same revision, and bars the way back until it is lifted', async () => {
        const body = wish();
        const { id } = await does(201, 'jiangsu', 'POST', list(), body);
        const answer = await desk.ask('national', 'POST', `/api/v1/institutions/${id}/misconduct`, record());
        assert.equal(answer.status, 201, answer.text);
        assert.deepEqual([answer.json.exited, answer.json.clause], ['2026-03-01', 'Z/一(三)']);
        await settledAt(answer);
        const shown = await sheet(id, { on: '2026-03-01' });
        assert.deepEqual([shown.in_directory, shown.exit_kind, shown.exited, shown.serious_misconduct], [false, 'sanction', '2026-03-01', true]);
        assert.equal(shown.stays[0].misconduct, answer.json.record);
        assert.match(shown.stays[0].clause, /Z\/一\(三\)/);

        const back = { admitted: '2026-12-01', reason: '整改完成', source: '函' };
        await desk.refused('wrong-state', 409, 'jiangsu', 'POST', `/api/v1/institutions/${id}/admission`, back, 'admitted');
        await desk.refused('conflict', 409, 'jiangsu', 'POST', list(), { ...body, admitted: '2026-12-01' }, 'uscc');
        const path = `/api/v1/institutions/${id}/misconduct/${answer.json.record}/lift`;
        await desk.refused('forbidden', 403, 'nanjing', 'PUT', path, { lifted: '2026-06-01', document: '复议决定' });
        await does(200, 'jiangsu', 'PUT', path, { lifted: '2026-06-01', document: '复议决定' });
        await desk.refused('wrong-state', 409, 'jiangsu', 'POST', `/api/v1/institutions/${id}/admission`, { ...back, admitted: '2026-05-31' }, 'admitted');
        await does(200, 'jiangsu', 'POST', `/api/v1/institutions/${id}/admission`, back);
        assert.equal((await sheet(id, { on: '2026-12-01' })).in_directory, true);
    });

    test('other misconduct is told in words, and not from tomorrow', async () => {
        const { id } = await admitted();
        const path = `/api/v1/institutions/${id}/misconduct`;
        await desk.refused('bad-body', 400, 'jiangsu', 'POST', path, record({ kind: 'other' }), 'words');
        await desk.refused('bad-body', 400, 'jiangsu', 'POST', path, record({ day: '2099-01-01' }), 'day');
        await desk.refused('bad-body', 400, 'jiangsu', 'POST', path, record({ exited: '2026-01-31' }), 'exited');
        await desk.refused('bad-body', 400, 'jiangsu', 'POST', path, record({ kind: 'late' }), 'kind');
        await desk.refused('not-your-province', 403, 'shanghai', 'POST', path, record());
        await desk.refused('forbidden', 403, 'nanjing', 'POST', path, record());
        await desk.refused('not-found', 404, 'national', 'PUT', `${path}/9999/lift`, { lifted: '2026-06-01', document: '复议决定' });
    });

    test('each act stands in the chain, with what was decided', async () => {
        const { id } = await admitted();
        await does(201, 'national', 'POST', `/api/v1/institutions/${id}/misconduct`, record());
        const { entries } = (await desk.get('national', '/api/v1/audit?since=0&limit=1000')).ok();
        const mine = entries.filter((e) => e.object === `institution/${id}`);
        assert.deepEqual(mine.map((e) => [e.action, e.outcome]), [['admit-institution', 'done'], ['institution-misconduct', 'done']]);
    });
});

describe('what it was', () => {
    test('a new name counts from its day on; the moment before still says the old one of every day', async () => {
        const { id } = await admitted({ name: '旧名所' });
        await sleep(20);
        const before = now();
        await sleep(20);
        const { name, uscc: ignored, admitted: also, reason, ...rest } = wish({ name: '新名所' });
        await does(200, 'jiangsu', 'PUT', `/api/v1/institutions/${id}`, { name, ...rest, since: '2026-05-01' });
        assert.equal((await sheet(id, { on: '2026-04-30' })).name, '旧名所');
        assert.equal((await sheet(id, { on: '2026-05-01' })).name, '新名所');
        assert.equal((await sheet(id, { on: '2026-05-01', asOf: before })).name, '旧名所');
        assert.ok((await names({ on: '2026-05-01', asOf: before })).includes('旧名所'));
        await desk.refused('bad-body', 400, 'jiangsu', 'PUT', `/api/v1/institutions/${id}`, { name: '更早', source: '函', since: '2025-01-01' }, 'since');
        assert.equal((await sheet(id)).rows.length, 2);
        void [ignored, also, reason];
    });

    test('an assessment is of a year, and can be put right', async () => {
        const { id } = await admitted();
        const path = `/api/v1/institutions/${id}/assessments`;
        await does(200, 'jiangsu', 'PUT', `${path}/2025`, { grade: '良好', document: '通报〔2026〕2号' });
        await does(200, 'jiangsu', 'PUT', `${path}/2025`, { grade: '优秀', document: '通报〔2026〕2号（更正）' });
        await does(200, 'jiangsu', 'PUT', `${path}/2024`, { words: '未定等级', document: '通报〔2025〕1号' });
        const shown = await sheet(id);
        assert.deepEqual(shown.assessment, { year: 2025, grade: '优秀' });
        assert.deepEqual(shown.assessments.map((a) => [a.year, a.grade]), [[2025, '优秀'], [2024, null]]);
        await desk.refused('bad-body', 400, 'jiangsu', 'PUT', `${path}/2023`, { document: '通报' }, 'grade');
        await desk.refused('not-found', 404, 'jiangsu', 'PUT', `${path}/1999`, { grade: '良好', document: '通报' });
    });
});

describe('searching', () => {
    test('by a piece of the name, the beginning of the code, form, kind and size', async () => {
        const { id, uscc: code } = await admitted({ name: '紫金山信息咨询中心', forms: ['information', 'consulting'], ip_kinds: ['plant_variety'], size: 'below_designated' });
        const found = async (parameters) => (await desk.get(null, `/api/v1/institutions?${query({ limit: 1000, ...parameters })}`)).ok().institutions.map((i) => i.id);
        for (const parameters of [{ q: '紫金山' }, { q: code }, { q: code.toLowerCase().slice(0, 17) }, { form: 'consulting' }, { form: '信息' }, { ip_kind: 'plant_variety' }, { size: 'below_designated' }, { zone: ZONE }, { province: '320000' }]) {
            assert.ok((await found(parameters)).includes(id), JSON.stringify(parameters));
        }
        for (const parameters of [{ q: '紫荆山' }, { form: 'legal' }, { ip_kind: 'patent' }, { size: 'above_designated' }, { zone: SHAPED }, { province: '310000' }]) {
            assert.ok(!(await found(parameters)).includes(id), JSON.stringify(parameters));
        }
    });

    test('pages, and what is asked wrongly', async () => {
        const all = (await desk.get(null, `${list()}?limit=1000`)).ok();
        const page = (await desk.get(null, `${list()}?limit=1&offset=1`)).ok();
        assert.equal(page.total, all.total);
        assert.deepEqual(page.institutions[0], all.institutions[1]);
        for (const [parameters, field] of [[{ form: 'x' }, 'form'], [{ status: 'x' }, 'status'], [{ size: 'x' }, 'size'], [{ zone: 'x' }, 'zone'], [{ colour: 'x' }, 'colour'], [{ limit: 0 }, 'limit']]) {
            (await desk.get(null, `/api/v1/institutions?${query(parameters)}`)).problem(400, field);
        }
        (await desk.get(null, '/api/v1/institutions/999999')).problem(404);
        (await desk.get(null, '/api/v1/institutions/01')).problem(404);
    });

    test('the table opens in a spreadsheet, and a name that would be a formula is none', async () => {
        const { id } = await admitted({ name: '=HYPERLINK("http://x")所' });
        const answer = await ask(desk.url, `${list()}?f=csv`);
        assert.equal(answer.status, 200);
        assert.equal(answer.type, 'text/csv');
        assert.deepEqual([...answer.bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
        const rows = rowsOf(answer.text);
        const all = (await desk.get(null, `${list()}?limit=1000`)).ok();
        assert.equal(rows.length, all.total);
        const row = rows.find((r) => r.id === String(id));
        assert.equal(row.name, '\'=HYPERLINK("http://x")所');
        assert.equal(row.forms, 'agency,legal');
        assert.equal(row.where, 'unknown');
    });

    test('the sheet of the zone counts those in the directory that day, and no others', async () => {
        const { institutions } = (await desk.plain(null, 'GET', `/api/v1/zones/${ZONE}?on=2026-01-02`)).ok();
        const all = (await desk.get(null, `${list()}?limit=1000&on=2026-01-02`)).ok().institutions;
        assert.equal(institutions.total, all.length);
        assert.equal(institutions.forms.agency, all.filter((i) => i.forms.includes('agency')).length);
        assert.equal(institutions.sizes.unknown, all.filter((i) => i.size === null).length);
        assert.equal(institutions.positions.unknown, all.filter((i) => i.position.where === 'unknown').length);
        assert.equal(institutions.href, list());
        assert.equal((await desk.plain(null, 'GET', `/api/v1/zones/${ZONE}?on=2025-12-31`)).ok().institutions.total, 0);
    });
});

describe('a table in', () => {
    const HEAD = 'name,uscc,forms,ip_kinds,size,address,lon,lat,datum,admitted,reason,source';
    const line = (more = {}) => {
        const w = { ...wish(), lon: 118.84, lat: 31.95, datum: 'gcj02', ...more };
        return [w.name, w.uscc, '代理;法律', '专利', '规模以上', w.address, w.lon, w.lat, w.datum, w.admitted, w.reason, w.source].join(',');
    };
    const put = (who, text, parameters = '') => desk.ask(who, 'POST', `/api/v1/zones/${ZONE}/institutions.csv${parameters}`, text, { 'Content-Type': 'text/csv' });
    const total = async () => (await desk.get(null, `${list()}?status=all`)).ok().total;

    test('all of it, after a look', async () => {
        const text = `\ufeff${[HEAD, line({ name: '表一所' }), line({ name: '表二所' }), ''].join('\r\n')}`;
        const was = await total();
        const looked = (await put('jiangsu', text, '?preview=1')).ok();
        assert.deepEqual([looked.rows, looked.would_admit, looked.total_faults, looked.faults], [2, 2, 0, []]);
        assert.equal(await total(), was);
        const answer = await put('jiangsu', text);
        assert.equal(answer.status, 201, answer.text);
        await settledAt(answer);
        assert.equal(answer.json.last_id - answer.json.first_id, 1);
        assert.equal(await total(), was + 2);
        const shown = await sheet(answer.json.first_id);
        assert.equal(shown.name, '表一所');
        assert.deepEqual([shown.forms, shown.ip_kinds, shown.size], [['agency', 'legal'], ['patent'], 'above_designated']);
        assert.equal(shown.point.given.datum, 'gcj02');
        const again = (await put('jiangsu', text, '?preview=1')).ok();
        assert.deepEqual(again.faults.map((f) => [f.line, f.field]), [[2, 'uscc'], [3, 'uscc']]);
    });

    test('every fault with its line and column; nothing is half loaded', async () => {
        const good = line();
        const text = [HEAD, good, line({ uscc: '91350100M000100Y44', admitted: 'soon' }), line({ datum: 'xian80' }), line({ lat: '' }), good].join('\n');
        const was = await total();
        const looked = (await put('jiangsu', text, '?preview=1&lang=en')).ok();
        assert.equal(looked.would_admit, 0);
        assert.deepEqual(looked.faults.map((f) => [f.line, f.field]).sort(), [[3, 'admitted'], [3, 'uscc'], [4, 'datum'], [5, 'lat'], [6, 'uscc']].sort());
        assert.ok(looked.faults.every((f) => /^[\x20-\x7e]+$/.test(f.message)), 'in English');
        const refused = await put('jiangsu', text);
        refused.problem(400, 'line 3 uscc');
        assert.match(refused.json.detail, /共 5 处错误/);
        assert.equal(await total(), was);
    });

    test('what is no table, and who may not', async () => {
        (await put('jiangsu', 'name,uscc\n')).problem(400, 'line 1');
        (await put('jiangsu', '')).problem(400);
        (await put('jiangsu', `${HEAD}\n`)).problem(400);
        (await desk.ask('jiangsu', 'POST', `/api/v1/zones/${ZONE}/institutions.csv`, {})).problem(415);
        (await put('jiangsu', HEAD, '?preview=2')).problem(400, 'preview');
        for (const [who, why] of [[null, 'sign-in-required'], ['shanghai', 'not-your-province'], ['national', 'forbidden']]) {
            for (const parameters of ['', '?preview=1']) {
                assert.equal(slug(await put(who, `${HEAD}\n${line()}`, parameters)), why, `${who}${parameters}`);
            }
        }
    });
});

describe('where it lies', () => {
    const part = { type: 'Polygon', coordinates: [[[121.39, 31.16], [121.41, 31.16], [121.41, 31.18], [121.39, 31.18], [121.39, 31.16]]] };

    test('inside which part, or how far outside, once all parts have published limits', async () => {
        const points = { inside: [121.4, 31.17], edge: [121.41, 31.17], near: [121.42, 31.17], far: [121.4, 31.3] };
        const ids = {};
        for (const [key, [lon, lat]] of Object.entries(points)) {
            ids[key] = (await admitted({ point: { lon, lat, datum: 'cgcs2000' } }, 'shanghai', SHAPED)).id;
        }
        const positions = async () => Object.fromEntries(await Promise.all(Object.entries(ids).map(async ([key, id]) => [key, (await sheet(id)).position])));
        assert.ok(Object.values(await positions()).every((p) => p.where === 'unknown' && p.metres === null));

        const words = { name: '核心区', document: '公告', reason: '四至公布' };
        const made = await desk.plain('national', 'PUT', `/api/v1/zones/${SHAPED}/parts/1`, words);
        assert.ok(made.status < 300, made.text);
        const answer = await ask(desk.url, `/api/v1/zones/${SHAPED}/parts/1/shape?${query({ document: '公告', reason: '四至公布' })}`, {
            method: 'PUT', headers: { ...desk.credentials('national'), 'Content-Type': 'application/geo+json' }, body: JSON.stringify(part) });
        assert.ok(answer.status < 300, answer.text);
        await settledAt(answer);
        const now = await positions();
        assert.deepEqual([now.inside.where, now.inside.part, now.inside.metres], ['inside', { number: 1, name: '核心区' }, null]);
        assert.equal(now.edge.where, 'inside');
        assert.equal(now.near.where, 'outside');
        assert.ok(Math.abs(now.near.metres - 953.1) < 3, `${now.near.metres} m`);
        assert.ok(Math.abs(now.far.metres - 13304) < 30, `${now.far.metres} m`);

        const more = await desk.plain('national', 'PUT', `/api/v1/zones/${SHAPED}/parts/2`, { ...words, name: '拓展区' });
        assert.ok(more.status < 300, more.text);
        await settledAt(more);
        const then = await positions();
        assert.equal(then.inside.where, 'inside');
        assert.equal(then.near.where, 'unknown', 'it may lie in the part whose limits nobody knows');
    });

    test('on the map it is a point, found by box and by day', async () => {
        const path = '/ogc/collections/institutions/items';
        const document = contract((await ask(desk.url, '/ogc/api', { headers: { accept: 'application/vnd.oai.openapi+json;version=3.0' } })).json);
        const items = async (parameters) => {
            const answer = await ask(desk.url, `${path}?${query({ limit: 10000, ...parameters })}`);
            const found = answer.ok('application/geo+json');
            assert.deepEqual(document.faults('GET', path, answer), []);
            return found;
        };
        const all = await items({});
        assert.ok(all.numberMatched > 4);
        assert.ok(all.features.every((f) => f.geometry === null || f.geometry.type === 'Point'));
        const inside = await items({ bbox: '121.39,31.16,121.41,31.18' });
        assert.ok(inside.features.length >= 2 && inside.features.every((f) => f.properties.where === 'inside'));
        assert.equal((await items({ datetime: '2025-12-31' })).numberMatched, 0);
        assert.ok((await items({ where: 'inside', in_directory: 'true' })).numberMatched >= 2);
        assert.equal((await items({ size: 'below_designated', zone: SHAPED })).numberMatched, 0);
        const there = await items({ datetime: '2026-01-15', zone: SHAPED });
        assert.ok(there.features.every((f) => f.properties.zone === SHAPED));
        const { id } = there.features[0];
        const one = (await ask(desk.url, `${path}/${id}`)).ok('application/geo+json');
        assert.equal(one.properties.name, there.features[0].properties.name);
        const swapped = (await ask(desk.url, `${path}/${id}?${query({ crs: 'http://www.opengis.net/def/crs/EPSG/0/4490' })}`)).ok('application/geo+json');
        assert.deepEqual(swapped.geometry.coordinates, [...one.geometry.coordinates].reverse());
    });
});
