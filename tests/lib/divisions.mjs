// The boundaries as the package has them, read without the service: codes, chains and raw shapes.
// The "156" before each code, the codes replaced since and the boundary lines are dealt with here.
import { readFileSync } from 'node:fs';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { GEODATA, boundaries, needed } from './paths.mjs';
import { shapeOf } from './shapes.mjs';

const SPECIAL_AREAS = new Set(['629700', '629800', '629900', '632857']);

// old code → new code, from the project's own table.
export function codeChanges() {
    const text = readFileSync(needed(join(GEODATA, 'code_changes.csv'), 'it is part of the project'), 'utf8');
    const [head, ...rows] = text.replace(/^\ufeff/, '').split(/\r?\n/).filter((line) => line && !line.startsWith('#'));
    const names = head.split(',');
    const from = names.findIndex((n) => /old|from|replaced|^code$/.test(n));
    const to = names.findIndex((n) => /new|^to|successor/.test(n));
    assert.ok(from >= 0 && to >= 0, `code_changes.csv says which column is old and which new: ${head}`);
    return new Map(rows.map((row) => row.split(',')).map((cells) => [cells[from], cells[to]]));
}

const read = new Map();

// Every area of a level: [{code, name, shape}], by code.
export function areas(level) {
    if (!read.has(level)) {
        const file = needed(boundaries(level), 'run `npm ci` in geodata/');
        const changes = codeChanges();
        const found = JSON.parse(readFileSync(file, 'utf8')).features
            .filter((f) => f.properties.gb && /Polygon$/.test(f.geometry.type))
            .map((f) => {
                const code = f.properties.gb.replace(/^156/, '');
                const name = (f.properties.full_name || f.properties.name).trim();
                return { code: changes.get(code) || code, name, shape: shapeOf(f.geometry) };
            });
        found.sort((a, b) => (a.code < b.code ? -1 : 1));
        read.set(level, found);
    }
    return read.get(level);
}

export const provinces = () => areas(1);

// Level 2 also holds what has no prefecture above it; the 333 are those with a code of their own kind.
export function cities() {
    const found = areas(2).filter(({ code }) =>
        /^\d{4}00$/.test(code) && !/^\d{2}0000$/.test(code) && !SPECIAL_AREAS.has(code) && !code.startsWith('71'));
    assert.equal(found.length, 333, 'prefecture-level divisions in the package');
    return found;
}

export function counties() {
    const found = areas(3);
    assert.equal(found.length, 2891, 'county-level shapes in the package');
    return found;
}

// The codes above and including one, province first.
let prefectures;
export function chain(code) {
    prefectures ||= new Set(cities().map((c) => c.code));
    const province = code.slice(0, 2) + '0000';
    const prefecture = code.slice(0, 4) + '00';
    const all = [province];
    if (prefectures.has(prefecture)) {
        all.push(prefecture);
    }
    if (!all.includes(code)) {
        all.push(code);
    }
    return all;
}
