// 5,000 points, each asked of the service and of an oracle that shares nothing with it: even-odd ray
// casting over the raw coordinates of the package, in exact arithmetic.  5,000 of 5,000 must agree.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { ask } from '../lib/ask.mjs';
import * as divisions from '../lib/divisions.mjs';
import { SEED, dice } from '../lib/random.mjs';
import { serve } from '../lib/server.mjs';
import { INSIDE, OUTSIDE, boxOf, shapeOf, turning, where } from '../lib/shapes.mjs';

let service;
before(async () => (service = await serve()));
after(() => service?.stop());

const METRES_PER_DEGREE = 111320;
const roll = dice();
const counties = divisions.counties();

const isIn = (part, x, y) => where(part, x, y) === INSIDE;
const asShape = (coordinates) => shapeOf({ type: 'Polygon', coordinates });

// Tries until the box of the ring gives a point inside it.
function inside(shape) {
    for (let i = 0; i < 2000; i++) {
        const [x, y] = [roll.between(shape.box[0], shape.box[2]), roll.between(shape.box[1], shape.box[3])];
        if (isIn(shape, x, y)) {
            return [x, y];
        }
    }
    const { ring } = shape.rings[0];
    return ring[0];
}

function segment() {
    const { ring } = roll.one(roll.one(counties).shape.rings);
    const i = roll.whole(1, ring.length - 1);
    return [ring[i - 1], ring[i]];
}

const holes = counties.flatMap(({ shape }) => shape.parts.flatMap((part) => part.slice(1)));
// Every part of a county but its largest: islands and exclaves.
const apart = counties.flatMap(({ shape }) => shape.parts
    .map((part) => ({ part, size: Math.abs(turning(part[0])) }))
    .sort((a, b) => b.size - a.size).slice(1).map(({ part }) => part));

const KINDS = [
    ['anywhere in the box of the country', 1000, () => [roll.between(73, 136), roll.between(3, 54)]],
    ['inside a county', 1000, () => inside(roll.one(counties).shape)],
    ['10 m from an edge', 1500, () => {
        const [[ax, ay], [bx, by]] = segment();
        const t = roll.next();
        const [x, y] = [ax + t * (bx - ax), ay + t * (by - ay)];
        const squeeze = Math.cos(y * Math.PI / 180);
        const [dx, dy] = [(bx - ax) * squeeze, by - ay];
        const length = Math.hypot(dx, dy) || 1;
        const off = (roll.next() < 0.5 ? 10 : -10) / METRES_PER_DEGREE;
        return [x - off * dy / length / squeeze, y + off * dx / length];
    }],
    ['in a hole', 500, () => inside(asShape([roll.one(holes)]))],
    ['in an exclave or on an island', 500, () => inside(asShape(roll.one(apart)))],
    ['half way between two vertices', 250, () => {
        const [[ax, ay], [bx, by]] = segment();
        return [(ax + bx) / 2, (ay + by) / 2];
    }],
    ['on a vertex', 250, () => segment()[0]],
];

// Nearest the boundary of the boxes first: a county is looked at only if its box holds the point.
const boxes = counties.map(({ code, shape }) => ({ code, shape, box: boxOf(shape.rings.flatMap(({ box }) => [box.slice(0, 2), box.slice(2)])) }));
const expected = (x, y) => {
    const found = boxes.find(({ shape, box }) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3] && where(shape, x, y) !== OUTSIDE);
    return found ? divisions.chain(found.code) : [];
};

describe(`the service and the oracle (seed ${SEED})`, () => {
    let total = 0;
    let agreed = 0;
    assert.ok(holes.length > 100 && apart.length > 500, 'the data have holes and exclaves');

    for (const [name, count, make] of KINDS) {
        test(`agree on ${count} of ${count} points ${name}`, { timeout: 60000 }, async () => {
            const points = Array.from({ length: count }, make);
            const answer = await ask(service.url, '/api/v1/lookup', {
                method: 'POST', headers: { 'content-type': 'application/json' },
                body: JSON.stringify({ points: points.map(([lon, lat]) => ({ lon, lat })) }),
            });
            const { results } = answer.ok();
            assert.equal(results.length, count);
            const wrong = [];
            points.forEach(([lon, lat], i) => {
                const [said, should] = [results[i].divisions.map((d) => d.code), expected(lon, lat)];
                if (said.join() !== should.join()) {
                    wrong.push({ lon, lat, said, should, on_edge: results[i].on_edge });
                }
            });
            total += count;
            agreed += count - wrong.length;
            assert.deepEqual(wrong.slice(0, 10), [], `${count - wrong.length} of ${count} agree`);
        });
    }

    test('agree on 5,000 of 5,000 points', () => assert.deepEqual([agreed, total], [5000, 5000]));
});
