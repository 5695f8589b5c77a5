// The lines that bound no area: which there are, what each is said to be, and whether that is so.
// What is near and what runs along a border is looked up in the source's own file.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { ask } from '../lib/ask.mjs';
import { boundaries } from '../lib/paths.mjs';
import { serve } from '../lib/server.mjs';

let service;
let lines;
let source;
before(async () => {
    service = await serve();
    const answer = await ask(service.url, '/api/v1/boundary-lines');
    lines = answer.ok('application/geo+json').features;
    source = JSON.parse(readFileSync(boundaries(1), 'utf8')).features;
});
after(() => service?.stop());

const strokes = ({ geometry }) => (geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates);
const points = (feature) => strokes(feature).flat();
const of = (kind) => lines.filter((line) => line.properties.kind === kind);

describe('boundary lines', () => {
    test('are the lines of the source, all of them, each with its name and a kind', () => {
        const wanted = source.filter((f) => !f.properties.gb);
        assert.equal(lines.length, wanted.length);
        lines.forEach((line, i) => {
            assert.deepEqual(Object.keys(line.properties), ['name', 'kind']);
            assert.equal(line.properties.name, wanted[i].properties.name);
            assert.deepEqual(points(line), wanted[i].geometry.coordinates.flat());
        });
    });

    test('are of three kinds; none is left without', () => {
        const counts = {};
        lines.forEach((line) => (counts[line.properties.kind] = (counts[line.properties.kind] || 0) + 1));
        assert.deepEqual(counts, { province_border: 6, undefined_border: 1, ten_dash_line: 1 });
    });

    test('the ten-dash line is ten strokes from the north of Borneo to the east of Taiwan', () => {
        const [line] = of('ten_dash_line');
        assert.equal(strokes(line).length, 10);
        const south = Math.min(...points(line).map((p) => p[1]));
        const north = Math.max(...points(line).map((p) => p[1]));
        assert.ok(south < 4 && north > 24, `${south} to ${north}`);
    });

    test('the undefined border is made of points of the border of Xinjiang, in the Pamirs', () => {
        const xinjiang = source.find((f) => f.properties.gb === '156650000');
        const known = new Set(xinjiang.geometry.coordinates.flat(xinjiang.geometry.type === 'Polygon' ? 1 : 2).map(String));
        const [line] = of('undefined_border');
        assert.deepEqual(points(line).filter((p) => !known.has(String(p))), []);
        assert.ok(points(line).every(([x, y]) => x > 73 && x < 76 && y > 37 && y < 39));
    });

    test('the province borders are those at Hong Kong, the Yangtze, Hangzhou Bay, Hainan, Fujian south and north', () => {
        const places = [[114.2, 22.3], [121.6, 31.7], [122.0, 30.8], [110.2, 20.2], [117.3, 23.5], [120.45, 27.2]];
        const found = places.map(([x, y]) => of('province_border').filter((line) =>
            points(line).some((p) => Math.abs(p[0] - x) < 0.3 && Math.abs(p[1] - y) < 0.3)).map((line) => line.id));
        assert.ok(found.every((ids) => ids.length === 1), JSON.stringify(found));
        assert.equal(new Set(found.flat()).size, 6);
    });
});
