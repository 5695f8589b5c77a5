// Finding a place by name, pinyin, initials or code, and the card of one place.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { ask, query } from '../lib/ask.mjs';
import * as divisions from '../lib/divisions.mjs';
import { serve } from '../lib/server.mjs';

let service;
let url;
before(async () => {
    service = await serve();
    url = service.url;
});
after(() => service?.stop());

const search = async (q, more = {}) => (await ask(url, `/api/v1/places?${query({ q, ...more })}`)).ok().places;
const codes = async (q, more) => (await search(q, more)).map((p) => p.code);
const place = async (code) => (await ask(url, `/api/v1/places/${code}`)).ok();

describe('search', () => {
    const FIRST = [
        ['海淀', '110108'], ['海淀区', '110108'], ['haidian', '110108'], ['HaiDian', '110108'], ['110108', '110108'],
        ['北京', '110000'], ['beijing', '110000'], ['bj', '110000'], ['江苏省', '320000'], ['南京', '320100'], ['nanjing', '320100'],
        ['东莞', '441900'], ['dongguan', '441900'], ['仙桃', '429004'], ['澳门', '820000'], ['香港', '810000'], ['内蒙古', '150000'],
        ['广西', '450000'], ['浦东', '310115'], ['景德镇', '360200'], ['恩施土家族苗族自治州', '422800'], ['恩施州', '422800'],
        ['西沙', '460302'], ['米林', '540481'], ['神农架', '429021'], ['石河子', '659001'],
    ];
    for (const [q, code] of FIRST) {
        test(`"${q}" finds ${code} first`, async () => assert.equal((await codes(q))[0], code));
    }

    for (const [q, code] of [['hd', '110108'], ['hdq', '110108'], ['hai dian', '110108'], ['重庆', '500000'], ['chongqing', '500000'], ['xian', '610100'], ["xi'an", '610100'], ['lasa', '540100'], ['lvliang', '141100'], ['xiamen', '350200']]) {
        test(`"${q}" finds ${code}`, async () => assert.ok((await codes(q, { limit: '100' })).includes(code)));
    }

    test('朝阳 gives both districts and the city', async () => {
        const found = await codes('朝阳');
        for (const code of ['110105', '220104', '211300']) {
            assert.ok(found.includes(code), code);
        }
    });

    test('a whole name goes before the beginning of one, and that before a part of one', async () => {
        const names = (await search('朝阳', { limit: '100' })).map((p) => p.short_name);
        const rank = (name) => (name === '朝阳' ? 0 : name.startsWith('朝阳') ? 1 : 2);
        assert.deepEqual(names.map(rank), names.map(rank).sort());
    });

    test('the beginning of a code gives what stands below it', async () => {
        const found = await codes('1101', { limit: '100' });
        assert.ok(found.length > 10 && found.every((code) => code.startsWith('1101')), found.join());
    });

    test('gives each place once, with code, name, kind, level and parents', async () => {
        const found = await search('a', { limit: '100' });
        assert.equal(new Set(found.map((p) => p.code)).size, found.length);
        for (const p of found) {
            for (const member of ['code', 'name', 'kind', 'level', 'parents']) {
                assert.ok(p[member], `${member} of ${p.code}`);
            }
        }
    });

    test('is the same twice', async () => assert.deepEqual(await search('cy'), await search('cy')));

    test('level keeps to one level', async () => {
        assert.deepEqual(await codes('朝阳', { level: 'prefecture' }), ['211300']);
        assert.ok((await search('朝阳', { level: 'county' })).every((p) => p.level === 'county'));
        assert.deepEqual(await codes('北京', { level: 'province' }), ['110000']);
    });

    test('province keeps to one province', async () => {
        assert.deepEqual(await codes('朝阳区', { province: '220000' }), ['220104']);
        assert.ok((await codes('cy', { province: '110000' })).every((code) => code.startsWith('11')));
    });

    test('limit is kept, and the first stay the first', async () => {
        const all = await codes('shan', { limit: '50' });
        assert.equal(all.length, 50);
        assert.deepEqual(await codes('shan', { limit: '3' }), all.slice(0, 3));
    });

    test('what is nowhere gives an empty list', async () => {
        for (const q of ['qqqqzz', '阿特兰蒂斯', '999999', '%', '_', "'; --", '*']) {
            assert.deepEqual(await search(q), [], q);
        }
    });

    for (const [parameters, field] of [[{}, 'q'], [{ q: '' }, 'q'], [{ q: '   ' }, 'q'], [{ q: 'x'.repeat(1000) }, 'q'], [{ q: 'a', limit: '0' }, 'limit'], [{ q: 'a', limit: 'x' }, 'limit'],
        [{ q: 'a', level: 'town' }, 'level'], [{ q: 'a', province: '11' }, 'province'], [{ q: 'a', page: '2' }, 'page']]) {
        test(`${query(parameters).slice(0, 40) || 'nothing'} is refused, naming ${field}`, async () =>
            (await ask(url, `/api/v1/places?${query(parameters)}`)).problem(400, field));
    }
});

describe('a place', () => {
    const KINDS = [
        ['110000', 'municipality', 'province', []], ['440000', 'province', 'province', []], ['150000', 'autonomous_region', 'province', []], ['810000', 'sar', 'province', []],
        ['710000', 'province', 'province', []], ['820000', 'sar', 'province', []],
        ['330100', 'prefecture_city', 'prefecture', ['330000']], ['422800', 'autonomous_prefecture', 'prefecture', ['420000']], ['653100', 'prefecture', 'prefecture', ['650000']],
        ['152200', 'league', 'prefecture', ['150000']], ['441900', 'prefecture_city', 'prefecture', ['440000']],
        ['110108', 'municipality_district', 'county', ['110000']], ['310151', 'municipality_district', 'county', ['310000']], ['500156', 'municipality_district', 'county', ['500000']],
        ['320115', 'district', 'county', ['320000', '320100']], ['140108', 'district', 'county', ['140000', '140100']], ['140109', 'district', 'county', ['140000', '140100']],
        ['610113', 'district', 'county', ['610000', '610100']], ['460302', 'district', 'county', ['460000', '460300']],
        ['130123', 'county', 'county', ['130000', '130100']], ['500229', 'county', 'county', ['500000']],
        ['110109', 'municipality_district', 'county', ['110000']], ['130321', 'autonomous_county', 'county', ['130000', '130300']], ['469030', 'autonomous_county', 'county', ['460000']],
        ['150121', 'banner', 'county', ['150000', '150100']], ['150721', 'banner', 'county', ['150000', '150700']], ['150722', 'autonomous_banner', 'county', ['150000', '150700']],
        ['130181', 'county_city', 'county', ['130000', '130100']], ['429004', 'county_city', 'county', ['420000']], ['419001', 'county_city', 'county', ['410000']],
        ['659001', 'county_city', 'county', ['650000']], ['429021', 'forest_district', 'county', ['420000']], ['520203', 'special_district', 'county', ['520000', '520200']],
        ['540481', 'county_city', 'county', ['540000', '540400']],
        ['629700', 'special_area', undefined, ['620000']], ['629800', 'special_area', undefined, ['620000']], ['629900', 'special_area', undefined, ['620000']],
        ['632857', 'special_area', 'county', ['630000', '632800']],
        ['810101', 'sar_district', 'county', ['810000']], ['710001', 'taiwan_unit', 'county', ['710000']], ['350527', 'county', 'county', ['350000', '350500']],
    ];
    for (const [code, kind, level, parents] of KINDS) {
        test(`${code} is a ${kind} under ${parents.join(' and ') || 'nothing'}`, async () => {
            const p = await place(code);
            assert.equal(p.code, code);
            assert.equal(p.kind, kind);
            if (level) {
                assert.equal(p.level, level);
            }
            assert.deepEqual(p.parents.map((q) => q.code), parents);
        });
    }

    test('has the name of the package, whichever level it is of', async () => {
        const all = [...divisions.provinces(), ...divisions.cities().slice(0, 20), ...divisions.counties().filter((_, i) => i % 100 === 0)];
        for (const { code, name } of all) {
            assert.equal((await place(code)).name, name, code);
        }
    });

    test('the fifteen sub-provincial cities are marked, others are not', async () => {
        const cities = ['210100', '210200', '220100', '230100', '320100', '330100', '330200', '350200', '370100', '370200', '420100', '440100', '440300', '510100', '610100'];
        for (const code of cities) {
            assert.equal((await place(code)).sub_provincial, true, code);
        }
        for (const code of ['320500', '110000', '430100', '410100', '110108']) {
            assert.equal((await place(code)).sub_provincial, false, code);
        }
    });

    test('names its neighbours, and they name it', async () => {
        const haidian = (await place('110108')).neighbours.map((n) => n.code);
        assert.deepEqual(haidian, [...haidian].sort());
        for (const code of ['110102', '110105', '110106', '110107', '110109', '110114']) {
            assert.ok(haidian.includes(code), code);
        }
        for (const code of haidian) {
            assert.ok((await place(code)).neighbours.some((n) => n.code === '110108'), `${code} and 110108`);
        }
    });

    test('has no neighbour where it is an island', async () => assert.deepEqual((await place('350527')).neighbours, []));

    test('carries revision, boundary date and scale', async () => {
        const answer = await ask(url, '/api/v1/places/110108');
        const p = answer.ok();
        assert.equal(String(p.revision), answer.headers['x-sizhi-revision']);
        assert.deepEqual([p.boundary_date, p.boundary_scale], ['2023-12-31', '1:1000000']);
    });

    test('speaks English of kinds where that is asked, and keeps the Chinese name', async () => {
        const [zh, en] = [await place('110108'), (await ask(url, '/api/v1/places/110108?lang=en')).ok()];
        assert.equal(en.name, zh.name);
        assert.notDeepEqual(en.kind_label, zh.kind_label);
        assert.match(en.kind_label, /^[\x20-\x7e]+$/);
    });

    for (const code of ['999999', '11010', '1101080', 'haidian', '110 08', '%E6%B5%B7', '110108.json', '-10108', '156110108']) {
        test(`there is no place "${code}"`, async () =>
            (await ask(url, `/api/v1/places/${encodeURI(code)}`)).problem(404));
    }

    for (const [old, successor] of [['540422', '540481'], ['540530', '540581'], ['460321', '460302'], ['460322', '460303']]) {
        test(`${old} is gone, and ${successor} is named as its successor`, async () => {
            const answer = await ask(url, `/api/v1/places/${old}`);
            const said = answer.problem(410);
            assert.match(JSON.stringify(said), new RegExp(successor));
            assert.match(answer.headers.link || '', new RegExp(`/api/v1/places/${successor}>`));
            assert.equal((await place(successor)).code, successor);
        });
    }

    test('a replaced code is not found by search', async () => {
        assert.ok(!(await codes('540422')).includes('540422'));
    });
});
