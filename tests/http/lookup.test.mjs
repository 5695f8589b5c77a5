// Which divisions is a point in?  Named places, edges, datums, bulk in JSON and CSV.  The 5,000
// points against the independent oracle are in lookup_oracle.test.mjs.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import gcoord from 'gcoord';
import { ask, query } from '../lib/ask.mjs';
import * as divisions from '../lib/divisions.mjs';
import { dice } from '../lib/random.mjs';
import { serve } from '../lib/server.mjs';
import { OUTSIDE, where } from '../lib/shapes.mjs';

let service;
let url;
before(async () => {
    service = await serve();
    url = service.url;
});
after(() => service?.stop());

const get = (parameters) => ask(url, `/api/v1/lookup?${query(parameters)}`);
const lookup = async (lon, lat, more = {}) => (await get({ lon, lat, ...more })).ok();
const post = (body, { type = 'application/json', at = '', accept } = {}) => ask(url, `/api/v1/lookup${at}`, {
    method: 'POST', headers: { 'content-type': type, ...(accept && { accept }) }, body,
});
const bulk = async (points, more = {}) => (await post(JSON.stringify({ points, ...more }))).ok().results;
const codesOf = (answer) => answer.divisions.map((d) => d.code);

describe('a point', () => {
    const CHAINS = [
        ['in 海淀, a district of a municipality', 116.30, 39.96, ['110000', '110108'], ['北京市', '海淀区']],
        ['in 东莞, a city without districts', 113.75, 23.02, ['440000', '441900'], ['广东省', '东莞市']],
        ['in 仙桃, a county-level city under its province', 113.45, 30.36, ['420000', '429004'], ['湖北省', '仙桃市']],
        ['in 澳门', 113.55, 22.19, ['820000'], ['澳门特别行政区']],
        ['in 杭州西湖', 120.13, 30.26, ['330000', '330100', '330106'], ['浙江省', '杭州市', '西湖区']],
        ['in 香港', 114.17, 22.28, ['810000'], ['香港特别行政区']],
        ['in 石河子, a city of the corps', 86.04, 44.30, ['650000', '659001'], ['新疆维吾尔自治区', '石河子市']],
        ['in 金门, counted to 泉州', 118.35, 24.45, ['350000', '350500', '350527'], ['福建省', '泉州市', '金门县']],
        ['in 大柴旦, a special area', 95.3, 37.85, ['630000', '632800', '632857'], ['青海省', '海西蒙古族藏族自治州', '大柴旦行政委员会']],
        ['in 米林, whose code was replaced', 94.21, 29.21, ['540000', '540400', '540481'], ['西藏自治区', '林芝市', '米林市']],
    ];
    for (const [name, lon, lat, codes, names] of CHAINS) {
        test(`${name} gives its chain, province first`, async () => {
            const answer = await lookup(lon, lat);
            assert.deepEqual(codesOf(answer).slice(0, codes.length), codes);
            assert.deepEqual(answer.divisions.map((d) => d.name).slice(0, names.length), names);
            assert.equal(answer.on_edge, false);
            assert.ok(answer.edge_metres > 0);
        });
    }

    test('says the level of every division of its chain', async () => {
        assert.deepEqual((await lookup(120.13, 30.26)).divisions.map((d) => d.level), ['province', 'prefecture', 'county']);
        assert.deepEqual((await lookup(113.75, 23.02)).divisions.map((d) => d.level), ['province', 'prefecture']);
        assert.deepEqual((await lookup(113.55, 22.19)).divisions.map((d) => d.level), ['province']);
        assert.deepEqual((await lookup(113.45, 30.36)).divisions.map((d) => d.level), ['province', 'county']);
    });

    test('is given back with the revision, the boundary date and the scale', async () => {
        const answer = await get({ lon: '116.3', lat: '39.96' });
        const said = answer.ok();
        assert.deepEqual(said.point, { lon: 116.3, lat: 39.96 });
        assert.equal(String(said.revision), answer.headers['x-sizhi-revision']);
        assert.match(said.boundary_date, /^2023-12-31$/);
        assert.equal(said.boundary_scale, '1:1000000');
    });

    for (const [name, lon, lat] of [['in the Pacific', 150, 20], ['in London', -0.12, 51.5], ['at the corner of the world', -180, -90], ['at the other corner', 180, 90], ['at nought', 0, 0]]) {
        test(`${name} is in nothing, and that is an answer`, async () => {
            const answer = await lookup(lon, lat);
            assert.deepEqual(answer.divisions, []);
            assert.ok(['not_in', undefined].includes(answer.answer));
        });
    }

    test('written with exponent, sign or many digits is the same point', async () => {
        const plain = await lookup('116.3', '39.96');
        for (const [lon, lat] of [['+116.3', '39.96'], ['1.163e2', '3.996E1'], ['116.300000000000000000000', '0039.96'], ['1163e-1', '39.96']]) {
            const answer = await get({ lon, lat });
            if (answer.status === 200) {
                assert.deepEqual(codesOf(answer.json), codesOf(plain), `${lon} ${lat}`);
            } else {
                answer.problem(400);
            }
        }
    });

    test('is asked on a day or at an instant whose Shanghai date counts', async () => {
        assert.equal((await lookup(116.3, 39.96, { on: '2023-06-01' })).on, '2023-06-01');
        assert.equal((await lookup(116.3, 39.96, { on: '2023-06-01T20:00:00Z' })).on, '2023-06-02');
        assert.equal((await lookup(116.3, 39.96, { on: '2023-06-01T20:00:00+08:00' })).on, '2023-06-01');
        const bare = await ask(url, '/api/v1/lookup?lon=116.3&lat=39.96&on=2023-06-01T20:00:00+08:00');
        assert.equal(bare.ok().on, '2023-06-01', 'a space read for the plus');
    });

    test('is asked as of no moment before the first revision, whose moment is named', async () => {
        const said = (await get({ lon: '116.3', lat: '39.96', asOf: '2001-01-01T00:00:00Z' })).problem(400, 'asOf');
        assert.match(JSON.stringify(said), /20[2-9]\d-\d\d-\d\d/);
    });
});

describe('an edge', () => {
    // Vertices where two or more counties meet: taken from the data, the answer is the lowest code.
    const corners = (wanted) => {
        const d = dice();
        const counties = divisions.counties();
        const found = [];
        while (found.length < wanted) {
            const { ring } = d.one(d.one(counties).shape.rings);
            const [x, y] = d.one(ring);
            const touching = counties.filter(({ shape }) => where(shape, x, y) !== OUTSIDE).map((c) => c.code);
            if (touching.length > 1) {
                found.push({ lon: x, lat: y, touching });
            }
        }
        return found;
    };

    test('shared by two or more goes to the lowest code, and says on_edge', async () => {
        const points = corners(200);
        assert.ok(points.some((p) => p.touching.length > 2), 'a corner of three is among them');
        const answers = await bulk(points.map(({ lon, lat }) => ({ lon, lat })));
        const wrong = points.filter((p, i) => codesOf(answers[i]).at(-1) !== p.touching[0] || answers[i].on_edge !== true);
        assert.deepEqual(wrong, []);
        assert.ok(answers.every((a) => a.edge_metres === 0));
    });

    test('is decided the same way one by one', async () => {
        for (const { lon, lat, touching } of corners(5)) {
            for (let i = 0; i < 3; i++) {
                assert.equal(codesOf(await lookup(lon, lat)).at(-1), touching[0]);
            }
        }
    });

    test('is as far as a measurement with the radii of the ellipsoid says, within 0.1 per cent', async () => {
        const points = [[116.3, 39.96], [120.13, 30.26], [113.75, 23.02], [86.04, 44.3], [126.6, 45.7], [109.5, 18.3]];
        const county = divisions.counties();
        for (const [lon, lat] of points) {
            const own = county.find(({ shape }) => where(shape, lon, lat) !== OUTSIDE);
            // Radii of curvature along the parallel and the meridian, at the latitude half way.
            const k = Math.PI / 180;
            const metres = ([x, y]) => {
                const w = 1 - 0.00669438002290 * Math.sin((lat + y) / 2 * k) ** 2;
                const along = 6378137 / Math.sqrt(w) * Math.cos((lat + y) / 2 * k);
                return [(x - lon) * k * along, (y - lat) * k * 6378137 * (1 - 0.00669438002290) / w ** 1.5];
            };
            let nearest = Infinity;
            for (const { ring } of own.shape.rings) {
                for (let i = 1; i < ring.length; i++) {
                    nearest = Math.min(nearest, toSegment(metres(ring[i - 1]), metres(ring[i])));
                }
            }
            const { edge_metres: said } = await lookup(lon, lat);
            assert.ok(Math.abs(said - nearest) < 0.001 * nearest + 1, `${lon} ${lat}: ${said} against ${nearest}`);
        }
    });

    function toSegment([ax, ay], [bx, by]) {
        const [dx, dy] = [bx - ax, by - ay];
        const t = Math.max(0, Math.min(1, -(ax * dx + ay * dy) / (dx * dx + dy * dy || 1)));
        return Math.hypot(ax + t * dx, ay + t * dy);
    }
});

describe('a datum', () => {
    const metresApart = (a, b) => {
        const k = Math.PI / 180 * 6371000;
        return Math.hypot((a.lon - b[0]) * k * Math.cos(b[1] * Math.PI / 180), (a.lat - b[1]) * k);
    };
    const inChina = (n) => {
        const d = dice();
        return Array.from({ length: n }, () => ({ lon: +d.between(80, 125).toFixed(6), lat: +d.between(22, 46).toFixed(6) }));
    };

    for (const [datum, system] of [['gcj02', gcoord.GCJ02], ['bd09', gcoord.BD09]]) {
        // gcoord's shifts are exact, its ways back are not: what it shifted must come back to where it was.
        test(`${datum} is brought to CGCS2000 within 0.1 m of gcoord, on 500 points`, async () => {
            const points = inChina(500);
            const answers = await bulk(points.map((p) => {
                const [lon, lat] = gcoord.transform([p.lon, p.lat], gcoord.WGS84, system);
                return { lon, lat };
            }), { datum });
            const worst = Math.max(...answers.map((a, i) => metresApart(a.point, [points[i].lon, points[i].lat])));
            assert.ok(worst <= 0.1, `${worst} m`);
        });

        test(`${datum} of one point gives the same as bulk`, async () => {
            const [lon, lat] = gcoord.transform([116.3, 39.96], gcoord.WGS84, system);
            const one = await lookup(lon, lat, { datum });
            const [many] = await bulk([{ lon, lat }], { datum });
            assert.deepEqual(codesOf(one), ['110000', '110108']);
            assert.deepEqual(one.point, many.point);
        });
    }

    test('wgs84 and cgcs2000 are the same to the last digit', async () => {
        const points = inChina(20);
        const [plain, wgs84, cgcs2000] = [await bulk(points), await bulk(points, { datum: 'wgs84' }), await bulk(points, { datum: 'cgcs2000' })];
        assert.deepEqual(wgs84.map((a) => [a.point, codesOf(a)]), plain.map((a) => [a.point, codesOf(a)]));
        assert.deepEqual(cgcs2000.map((a) => [a.point, codesOf(a)]), plain.map((a) => [a.point, codesOf(a)]));
    });

    test('gcj02 changes nothing outside China', async () => {
        const answer = await lookup(-0.12, 51.5, { datum: 'gcj02' });
        assert.deepEqual(answer.point, { lon: -0.12, lat: 51.5 });
    });

    test('moves a point near an edge across it', async () => {
        // 300 m west of the eastern edge of a county, given as GCJ-02 it is some 500 m off.
        const d = dice(7);
        let moved = 0;
        for (const { lon, lat } of Array.from({ length: 400 }, () => ({ lon: d.between(112, 118), lat: d.between(30, 36) }))) {
            const [plain] = divisions.counties().filter(({ shape }) => where(shape, lon, lat) !== OUTSIDE);
            const shifted = gcoord.transform([lon, lat], gcoord.GCJ02, gcoord.WGS84);
            const [other] = divisions.counties().filter(({ shape }) => where(shape, ...shifted) !== OUTSIDE);
            if (plain && other && plain.code !== other.code && moved < 5) {
                moved++;
                assert.equal(codesOf(await lookup(lon, lat)).at(-1), plain.code);
                assert.equal(codesOf(await lookup(lon, lat, { datum: 'gcj02' })).at(-1), other.code);
            }
        }
        assert.ok(moved > 0, 'such points were found');
    });
});

describe('a bad value', () => {
    const BAD = [
        [{ lat: '39.96' }, 'lon'], [{ lon: '116.3' }, 'lat'], [{}, 'lon'],
        [{ lon: 'x', lat: '39.96' }, 'lon'], [{ lon: '', lat: '39.96' }, 'lon'], [{ lon: '116.3', lat: 'NaN' }, 'lat'],
        [{ lon: 'inf', lat: '39.96' }, 'lon'], [{ lon: '1e999', lat: '39.96' }, 'lon'], [{ lon: '181', lat: '39.96' }, 'lon'],
        [{ lon: '116.3', lat: '90.0001' }, 'lat'], [{ lon: '116,3', lat: '39.96' }, 'lon'], [{ lon: '116.3 ', lat: '39.96' }, 'lon'],
        [{ lon: '0x74', lat: '39.96' }, 'lon'], [{ lon: '116.3E', lat: '39.96' }, 'lon'], [{ lon: '１１６', lat: '39.96' }, 'lon'],
        [{ lon: '116.3', lat: '39.96', datum: 'wgs72' }, 'datum'], [{ lon: '116.3', lat: '39.96', datum: '' }, 'datum'],
        [{ lon: '116.3', lat: '39.96', datum: 'WGS84 ' }, 'datum'],
        [{ lon: '116.3', lat: '39.96', on: 'today' }, 'on'], [{ lon: '116.3', lat: '39.96', on: '2023-02-30' }, 'on'],
        [{ lon: '116.3', lat: '39.96', asOf: '2023-06-01T99:00:00Z' }, 'asOf'],
        [{ lon: '116.3', lat: '39.96', lng: '1' }, 'lng'],
    ];
    for (const [parameters, field] of BAD) {
        test(`${query(parameters) || 'nothing at all'} is refused, naming ${field}`, async () => (await get(parameters)).problem(400, field));
    }
});

describe('bulk', () => {
    test('answers in order, each with its id', async () => {
        const d = dice(3);
        const points = Array.from({ length: 500 }, (_, i) => ({ lon: d.between(75, 134), lat: d.between(18, 53), id: `p${i}` }));
        const answers = await bulk(points);
        assert.deepEqual(answers.map((a) => a.id), points.map((p) => p.id));
        for (const [i, a] of answers.entries()) {
            assert.ok(Math.abs(a.point.lon - points[i].lon) < 1e-8 && Math.abs(a.point.lat - points[i].lat) < 1e-8, `point ${i}`);
        }
    });

    test('gives each point the answer it gets alone', async () => {
        const points = [[116.3, 39.96], [113.75, 23.02], [150, 20], [113.55, 22.19]];
        const answers = await bulk(points.map(([lon, lat]) => ({ lon, lat })));
        for (const [i, [lon, lat]] of points.entries()) {
            assert.deepEqual(answers[i], await lookup(lon, lat));
        }
    });

    test('answers a point that cannot be used in its place, and the others all the same', async () => {
        const answers = await bulk([
            { lon: 116.3, lat: 39.96 }, { lon: 181, lat: 0 }, { lon: '116.3', lat: 39.96 }, { lat: 39.96 }, null, 7, [116.3, 39.96], {}, { lon: 113.55, lat: 22.19 },
        ]);
        assert.equal(answers.length, 9);
        for (const i of [1, 2, 3, 4, 5, 6, 7]) {
            assert.equal(answers[i].index, i);
            assert.ok(answers[i].error, `point ${i}`);
            assert.equal(answers[i].divisions, undefined);
        }
        assert.deepEqual([codesOf(answers[0]), codesOf(answers[8])], [['110000', '110108'], ['820000']]);
    });

    test('of no points is an empty answer', async () => assert.deepEqual(await bulk([]), []));

    test('takes 10,000 points', { timeout: 60000 }, async () => {
        const d = dice(4);
        const points = Array.from({ length: 10000 }, () => ({ lon: +d.between(75, 134).toFixed(5), lat: +d.between(18, 53).toFixed(5) }));
        assert.equal((await bulk(points)).length, 10000);
    });

    test('takes 10,000 points with every digit a double has and the longest ids', { timeout: 60000 }, async () => {
        const d = dice(5);
        const points = Array.from({ length: 10000 }, (_, i) => ({ lon: d.between(75, 134), lat: d.between(18, 53), id: String(i).padEnd(200, 'x') }));
        assert.equal((await bulk(points)).at(-1).id, points.at(-1).id);
    });

    test('refuses 10,001 points and says how many it takes', async () => {
        const points = Array.from({ length: 10001 }, () => ({ lon: 1, lat: 1 }));
        const said = (await post(JSON.stringify({ points }))).problem([400, 413, 422]);
        assert.match(JSON.stringify(said), /10,?000/);
        const csv = (await post('lon,lat\n' + '1,1\n'.repeat(10001), { type: 'text/csv' })).problem([400, 413, 422]);
        assert.match(JSON.stringify(csv), /10,?000/);
    });

    test('in CSV answers in CSV, one row a point, in order', async () => {
        const answer = await post('lon,lat,id\r\n116.3,39.96,甲\r\n113.55,22.19,"a,""b"""\r\nx,1,c\r\n150,20,d\r\n', { type: 'text/csv' });
        const rows = csv(answer.ok('text/csv'));
        assert.match(answer.headers['content-type'], /utf-8/i);
        assert.deepEqual(rows.map((r) => r.id), ['甲', 'a,"b"', 'c', 'd']);
        assert.deepEqual(rows.map((r) => r.province), ['110000', '820000', '', '']);
        assert.deepEqual(rows.map((r) => r.county), ['110108', '', '', '']);
        assert.deepEqual(rows.map((r) => r.error !== ''), [false, false, true, false]);
    });

    test('in CSV without ids, with and without a last line end, is the same', async () => {
        const [a, b] = [await post('lon,lat\n116.3,39.96\n', { type: 'text/csv' }), await post('lon,lat\r\n116.3,39.96', { type: 'text/csv; charset=utf-8' })];
        assert.equal(a.ok('text/csv'), b.ok('text/csv'));
        assert.equal(csv(a.text).length, 1);
    });

    test('in CSV with the mark a spreadsheet puts in front is read', async () => {
        const answer = await post('\ufefflon,lat\n116.3,39.96\n', { type: 'text/csv' });
        assert.equal(csv(answer.ok('text/csv'))[0].county, '110108');
    });

    test('gives the other format where that is asked', async () => {
        const json = await post('lon,lat\n116.3,39.96\n', { type: 'text/csv', at: '?f=json' });
        assert.deepEqual(codesOf(json.ok().results[0]), ['110000', '110108']);
        const rows = csv((await post('{"points":[{"lon":116.3,"lat":39.96}]}', { at: '?f=csv' })).ok('text/csv'));
        assert.equal(rows[0].county, '110108');
    });

    for (const [name, body, options] of [
        ['cut off', '{"points":[{"lon":1,"lat":', {}], ['not JSON', 'points', {}], ['empty', '', {}], ['a list', '[]', {}], ['null', 'null', {}],
        ['without points', '{}', {}], ['with points that are no list', '{"points":7}', {}], ['with NaN', '{"points":[{"lon":NaN,"lat":1}]}', {}],
        ['with an infinite number', '{"points":[{"lon":1e999,"lat":1}]}', {}], ['with an unknown datum', '{"points":[],"datum":"x"}', {}],
        ['with an unknown member', '{"points":[],"pints":[]}', {}], ['with a member twice', '{"points":[],"points":[]}', {}],
        ['with something after it', '{"points":[]} {}', {}], ['with a comma too many', '{"points":[],}', {}],
        ['a CSV without its header', '116.3,39.96\n', { type: 'text/csv' }], ['a CSV of other columns', 'x,y\n1,2\n', { type: 'text/csv' }],
        ['a CSV with a quote left open', 'lon,lat,id\n1,2,"x\n', { type: 'text/csv' }], ['an empty CSV', '', { type: 'text/csv' }],
    ]) {
        test(`refuses a body that is ${name}`, async () => (await post(body, options)).problem([400, 422]));
    }

    for (const type of ['application/xml', 'application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x']) {
        test(`refuses ${type}`, async () => (await post('{"points":[]}', { type })).problem(415));
    }

    function csv(text) {
        const rows = [];
        let row = [''];
        let quoted = false;
        const body = text.replace(/^\ufeff/, '');
        for (let i = 0; i < body.length; i++) {
            const c = body[i];
            if (quoted && c === '"' && body[i + 1] === '"') {
                row[row.length - 1] += body[++i];
            } else if (c === '"') {
                quoted = !quoted;
            } else if (!quoted && c === ',') {
                row.push('');
            } else if (!quoted && c === '\n') {
                rows.push(row);
                row = [''];
            } else if (quoted || c !== '\r') {
                row[row.length - 1] += c;
            }
        }
        const [head, ...rest] = rows;
        return rest.map((cells) => {
            assert.equal(cells.length, head.length, `fields of ${cells}`);
            return Object.fromEntries(head.map((name, i) => [name, cells[i]]));
        });
    }
});
