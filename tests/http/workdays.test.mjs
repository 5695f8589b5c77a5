// The calendar of working days: every day of every covered year against a library that others keep,
// and what the service says against the file it was loaded from.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import chineseDays from 'chinese-days';
import { checked } from '../lib/checked.mjs';
import { rowsOf } from '../lib/csv.mjs';
import { GEODATA } from '../lib/paths.mjs';
import { serve } from '../lib/server.mjs';

const rows = rowsOf(readFileSync(join(GEODATA, 'facts/workdays.csv'), 'utf8'));
const years = [...new Set(rows.map(({ year }) => Number(year)))];
const exceptions = new Map(rows.map(({ date, day }) => [date, day === 'work']));
const isWorkday = (date) => exceptions.get(date) ?? ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());

function* daysOf(year) {
    for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += 86400000) {
        yield new Date(at).toISOString().slice(0, 10);
    }
}

describe('the calendar on record', () => {
    for (const year of years) {
        test(`${year}: every day is what chinese-days says it is`, () => {
            let n = 0;
            for (const day of daysOf(year)) {
                assert.equal(isWorkday(day), chineseDays.isWorkday(day), day);
                n++;
            }
            assert.ok(n === 365 || n === 366);
        });
    }

    test('every row is an exception, of the year it names, with a document', () => {
        for (const { date, day, year, holiday, source } of rows) {
            const weekend = [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());
            assert.equal(day === 'work', weekend, date);
            assert.equal(date.slice(0, 4), year);
            assert.match(source, /国办发明电〔\d{4}〕\d+号/, date);
            assert.ok(holiday.length > 0, date);
        }
    });
});

describe('the calendar served', () => {
    let service;
    let get;
    before(async () => {
        service = await serve();
        get = await checked(service.url);
    });
    after(() => service?.stop());

    test('says what the file says, with the years it covers', async () => {
        const said = (await get('/api/v1/workdays')).ok();
        assert.deepEqual(said.years, years);
        assert.deepEqual(said.exceptions, rows.map(({ date, day, holiday, source }) => ({ date, workday: day === 'work', holiday, source })));
    });

    test('one year alone, and a year that is not covered', async () => {
        const one = (await get('/api/v1/workdays?year=2024')).ok();
        assert.ok(one.exceptions.length > 0 && one.exceptions.every(({ date }) => date.startsWith('2024-')));
        assert.deepEqual((await get('/api/v1/workdays?year=2030')).ok().exceptions, []);
        (await get('/api/v1/workdays?year=next')).problem(400, 'year');
    });
});
