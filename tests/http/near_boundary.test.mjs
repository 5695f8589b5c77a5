// What a point is told, all over the country and close to borders.  The oracle knows the raw shapes,
// the published rows and nothing of the service: chains by code, sides by name, distances on a plane.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { query } from '../lib/ask.mjs';
import { checked } from '../lib/checked.mjs';
import * as divisions from '../lib/divisions.mjs';
import * as facts from '../lib/published.mjs';
import { SEED, dice } from '../lib/random.mjs';
import { serve } from '../lib/server.mjs';
import { INSIDE, where } from '../lib/shapes.mjs';

let service;
let get;
before(async () => {
    service = await serve();
    get = await checked(service.url);
});
after(() => service?.stop());

const counties = divisions.counties();
const cityNames = new Map(divisions.cities().map((c) => [c.code, c.name]));
const SPECIAL = ['629700', '629800', '629900', '632857'];

// On which side lists can name a place: a city, a county, or neither.
function sideOf({ code, name }) {
    if (/0000$|^(71|81|82)/.test(code) || SPECIAL.includes(code)) {
        return null;
    }
    if (cityNames.has(code)) {
        return cityNames.get(code).endsWith('市') ? 'city' : null;
    }
    return /^(11|12|31|50)/.test(code) && name.endsWith('区') ? 'city' : 'county';
}

function answerOf(place, day) {
    const told = divisions.chain(place.code).map((code) => ({ code, name: code === place.code ? place.name : '' }))
        .map((p) => [sideOf(p), p.code]).filter(([side]) => side)
        .map(([side, code]) => facts.holdsEither(side, code, facts.unitOf(code), day));
    return told.includes('yes') ? 'in' : told.includes('unknown') ? 'unknown' : 'not_in';
}

// A point well inside: the middle of the widest stretch of a line through the middle of the box.
function insideOf({ shape }) {
    for (const share of [0.5, 0.37, 0.61, 0.23, 0.79, 0.11, 0.89]) {
        const y = shape.box[1] + share * (shape.box[3] - shape.box[1]) + 1e-7;
        const crossings = shape.rings.flatMap(({ ring }) => ring.slice(1).flatMap(([bx, by], i) => {
            const [ax, ay] = ring[i];
            return ay > y === by > y ? [] : [ax + (y - ay) / (by - ay) * (bx - ax)];
        })).sort((a, b) => a - b);
        const stretches = crossings.slice(1).map((x, i) => [crossings[i], x]).filter((_, i) => i % 2 === 0);
        const [west, east] = stretches.reduce((best, one) => (one[1] - one[0] > best[1] - best[0] ? one : best), [0, 0]);
        if (where(shape, (west + east) / 2, y) === INSIDE) {
            return { lon: (west + east) / 2, lat: y };
        }
    }
    assert.fail('no point inside');
}

const lookup = async (parameters) => (await get(`/api/v1/lookup?${query(parameters)}`)).ok();

describe('a point in each of 2,891 counties', () => {
    const points = counties.map((c) => ({ ...insideOf(c), id: c.code }));

    for (const on of ['2022-06-30', '2022-07-15', '2023-06-01', '2024-02-01', '2025-07-15', '2027-01-01']) {
        test(`on ${on} is told what the published facts say`, async () => {
            const csv = `lon,lat,id\n${points.map((p) => `${p.lon},${p.lat},${p.id}`).join('\n')}\n`;
            const answer = await get(`/api/v1/lookup?on=${on}`, { method: 'POST', headers: { 'content-type': 'text/csv' }, body: csv });
            const [head, ...rows] = answer.ok('text/csv').replace(/^\ufeff/, '').trimEnd().split('\r\n').map((line) => line.split(','));
            const column = (name) => head.indexOf(name);
            assert.equal(rows.length, counties.length);
            const wrong = rows.map((row, i) => [counties[i].code, row[column('answer')], answerOf(counties[i], on)]).filter(([, a, b]) => a !== b);
            assert.deepEqual(wrong, []);
        });
    }
});

// Metres to the border of a shape, on a plane that touches the ellipsoid at the point.
function metresTo(shape, { lon, lat }, reach) {
    const phi = lat * Math.PI / 180;
    const w = 1 - 0.00669438 * Math.sin(phi) ** 2;
    const perLat = Math.PI / 180 * 6378137 * (1 - 0.00669438) / w ** 1.5;
    const perLon = Math.PI / 180 * 6378137 / Math.sqrt(w) * Math.cos(phi);
    const [dx, dy] = [reach / perLon, reach / perLat];
    let best = Infinity;
    for (const { ring, box } of shape.rings) {
        if (box[0] > lon + dx || box[2] < lon - dx || box[1] > lat + dy || box[3] < lat - dy) {
            continue;
        }
        for (let i = 1; i < ring.length; i++) {
            const [ax, ay] = [(ring[i - 1][0] - lon) * perLon, (ring[i - 1][1] - lat) * perLat];
            const [ex, ey] = [(ring[i][0] - ring[i - 1][0]) * perLon, (ring[i][1] - ring[i - 1][1]) * perLat];
            const t = Math.max(0, Math.min(1, -(ax * ex + ay * ey) / (ex * ex + ey * ey || 1)));
            best = Math.min(best, Math.hypot(ax + t * ex, ay + t * ey));
        }
    }
    return best;
}

// Provinces whose every border has a province on the other side, so that no edge is the last one.
const INLAND = /^(14|34|36|41|42|43|50|51|52|61)/;

describe('close to a border, far from the sea', () => {
    const roll = dice(SEED + 3);
    const inland = counties.filter((c) => INLAND.test(c.code));
    const DAYS = ['2022-07-15', '2023-06-01', '2024-02-01'];

    // A point 20 to 3,000 m from an edge of a county, with who else is how far.
    function draw() {
        for (;;) {
            const own = roll.one(inland);
            const { ring } = roll.one(own.shape.rings);
            const i = roll.whole(1, ring.length - 1);
            const off = roll.between(20, 3000) / 100000;
            const turn = roll.between(0, 2 * Math.PI);
            const p = { lon: ring[i][0] + off * Math.cos(turn), lat: ring[i][1] + off * Math.sin(turn) };
            if (where(own.shape, p.lon, p.lat) === INSIDE) {
                const others = counties.filter((c) => c !== own).map((c) => ({ place: c, metres: metresTo(c.shape, p, 5000) })).filter((o) => o.metres < 5000);
                return { own, p, others };
            }
        }
    }

    test(`near_boundary is said when, and only when, another answer lies within the accuracy (seed ${SEED + 3})`, async () => {
        const seen = {};
        for (let i = 0; i < 200; i++) {
            const { own, p, others } = draw();
            const on = roll.one(DAYS);
            const here = answerOf(own, on);
            const metres = Math.min(...others.filter((o) => answerOf(o.place, on) !== here).map((o) => o.metres));
            // Half a percent to either side of the distance, and anything at all.
            for (const accuracy of [metres * 0.995, metres * 1.005, roll.between(1, 5000)]) {
                if (accuracy > 4900 || !(accuracy > 0) || Math.abs(accuracy / metres - 1) < 0.004) {
                    continue;
                }
                const expected = metres < accuracy ? 'near_boundary' : here;
                const said = await lookup({ ...p, on, accuracy: accuracy.toFixed(3) });
                assert.equal(said.answer, expected, `${own.code} at ${p.lon},${p.lat} on ${on}, ${accuracy} m, next other answer at ${metres} m`);
                seen[expected] = (seen[expected] || 0) + 1;
            }
        }
        assert.ok(['in', 'unknown', 'not_in', 'near_boundary'].every((answer) => seen[answer] > 3), `the mixture tests all: ${JSON.stringify(seen)}`);
    });
});

// A point of the first place whose nearest other place is the second, and the next one half a
// kilometre farther.
function between(first, second) {
    const [own, other] = [first, second].map((code) => counties.find((c) => c.code === code));
    const around = counties.filter((c) => c !== own && c.code.slice(0, 2) === first.slice(0, 2));
    for (const [x, y] of other.shape.rings.flatMap(({ ring }) => ring)) {
        for (const [dx, dy] of [[0.002, 0], [-0.002, 0], [0, 0.002], [0, -0.002]]) {
            const p = { lon: x + dx, lat: y + dy };
            if (where(own.shape, p.lon, p.lat) !== INSIDE) {
                continue;
            }
            const [[metres, nearest], [next]] = around.map((c) => [metresTo(c.shape, p, 2000), c]).sort((a, b) => a[0] - b[0]);
            if (nearest === other && next > metres + 500) {
                return { p, metres, ends: [answerOf(own, ON), answerOf(other, ON)] };
            }
        }
    }
    assert.fail(`${first} and ${second} have no such border`);
}
const ON = '2023-06-01';

describe('a point of 海淀区 (demonstration city) close to 昌平区, which no list here names', () => {
    const { p, metres, ends } = between('110108', '110114');

    test('stands between two answers', () => assert.deepEqual(ends, ['in', 'unknown']));

    test('is in, where nobody says how exact it is', async () => {
        const said = await lookup({ ...p, on: ON });
        assert.equal(said.answer, 'in');
        assert.ok(Math.abs(said.edge_metres / metres - 1) < 0.005, `${said.edge_metres} m, not ${metres}`);
    });

    for (const [name, factor, answer] of [['less than the distance', 0.98, 'in'], ['more than the distance', 1.02, 'near_boundary'], ['twenty times less', 0.05, 'in'], ['nothing', 0, 'in'], ['ten times more', 10, 'near_boundary']]) {
        test(`with an accuracy of ${name} is ${answer}`, async () =>
            assert.equal((await lookup({ ...p, on: ON, accuracy: (metres * factor).toFixed(3) })).answer, answer));
    }

    test('keeps its titles, divisions and distance whatever the accuracy', async () => {
        const [plain, near] = [await lookup({ ...p, on: ON }), await lookup({ ...p, on: ON, accuracy: '5000' })];
        assert.equal(near.answer, 'near_boundary');
        assert.deepEqual({ ...near, answer: 'in' }, plain);
    });

    test('is near no boundary on a day when both sides are told the same', async () => {
        for (const on of ['2022-06-30', '2027-01-01']) {
            assert.equal((await lookup({ ...p, on, accuracy: '2000' })).answer, (await lookup({ ...p, on })).answer);
        }
    });
});

describe('a border', () => {
    for (const [name, first, second, on] of [['between two districts of one titled city', '440106', '440111', '2022-07-15'], ['between two titled districts', '110108', '110105', ON]]) {
        test(`${name} changes nothing`, async () => {
            const { p, metres } = between(first, second);
            const [plain, near] = [await lookup({ ...p, on }), await lookup({ ...p, on, accuracy: String(metres + 100) })];
            assert.ok(plain.edge_metres < metres + 50);
            assert.deepEqual([plain.answer, near.answer], ['in', 'in']);
        });
    }

    test('of the country ends every answer: at sea nobody is in', async () => {
        // Off the coast of 深圳 and on it.
        const coast = counties.find((c) => c.code === '440308');
        const [east] = coast.shape.rings.flatMap(({ ring }) => ring).sort((a, b) => b[0] - a[0]);
        const sea = { lon: east[0] + 0.01, lat: east[1] };
        const said = await lookup({ ...sea, on: '2023-06-01' });
        assert.deepEqual([said.divisions, said.answer], [[], 'not_in']);
        assert.equal((await lookup({ ...sea, on: '2023-06-01', accuracy: '100' })).answer, 'not_in');
        assert.equal((await lookup({ ...sea, on: '2023-06-01', accuracy: '3000' })).answer, 'near_boundary');
        assert.equal((await lookup({ ...sea, on: '2022-06-30', accuracy: '3000' })).answer, 'not_in');
    });
});

for (const accuracy of ['-1', 'x', '', '1e9', '10001', 'NaN', 'inf']) {
    test(`accuracy=${accuracy} is refused`, async () => (await get(`/api/v1/lookup?${query({ lon: '116.3', lat: '39.96', accuracy })}`)).problem(400, 'accuracy'));
}
