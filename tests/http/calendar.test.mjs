// The days on which terms end: as RFC 5545 wants them, byte by byte, and the same days in JSON; both
// against the published rows.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { query } from '../lib/ask.mjs';
import { checked } from '../lib/checked.mjs';
import * as facts from '../lib/published.mjs';
import { serve } from '../lib/server.mjs';

let service;
let get;
before(async () => {
    service = await serve();
    get = await checked(service.url);
});
after(() => service?.stop());

const json = async (parameters = {}) => (await get(`/api/v1/calendar.json?${query(parameters)}`)).ok().events;
const ics = async (parameters = {}) => (await get(`/api/v1/calendar.ics?${query(parameters)}`)).ok('text/calendar');

const ENDING = facts.stated.filter((t) => t.until && facts.counts(t, t.until));
const keyOf = (t) => `${t.until} ${t.kind} ${t.holder_code || t.name}`;
const keyOfEvent = (e) => `${e.date} ${e.title.kind} ${e.title.holder.code ?? e.title.holder.name}`;

// Lines of the wire, unfolded: [{name, parameters, value}].  Whatever breaks a rule of the format fails.
function read(text) {
    assert.ok(text.endsWith('\r\n'), 'the last line is ended');
    const raw = text.slice(0, -2).split('\r\n');
    const lines = [];
    for (const line of raw) {
        assert.ok(!/[\r\n\0]/.test(line), 'lines are ended by CRLF and nothing else');
        assert.ok(Buffer.byteLength(line) <= 75, `at most 75 bytes: ${line}`);
        if (line.startsWith(' ')) {
            lines[lines.length - 1] += line.slice(1);
        } else {
            lines.push(line);
        }
    }
    const folded = raw.length - lines.length;
    const properties = lines.map((line) => {
        const [, name, parameters, value] = line.match(/^([A-Z][A-Z0-9-]*)((?:;[A-Z-]+=[^;:,"]+)*):(.*)$/) ?? assert.fail(`no content line: ${line}`);
        return { name, parameters, value };
    });
    return { properties, folded };
}

// A text value as it was meant; a comma, semicolon or backslash that is not escaped fails.
function textOf(value) {
    assert.match(value, /^(?:[^\\;,]|\\[\\;,nN])*$/, `an escaped text: ${value}`);
    return value.replace(/\\([\\;,nN])/g, (_, c) => (/n/i.test(c) ? '\n' : c));
}

function events(properties) {
    const found = [];
    const open = [];
    const calendar = {};
    for (const { name, parameters, value } of properties) {
        if (name === 'BEGIN') {
            open.push(value);
            if (value === 'VEVENT') {
                found.push({});
            }
        } else if (name === 'END') {
            assert.equal(value, open.pop(), 'what is begun is ended');
        } else {
            const into = open.at(-1) === 'VEVENT' ? found.at(-1) : calendar;
            assert.ok(!(name in into), `${name} stands once`);
            into[name] = { parameters, value };
        }
    }
    assert.deepEqual(open, []);
    return { calendar, found };
}

const DAY = /^(\d{4})(\d{2})(\d{2})$/;
const dayOf = ({ parameters, value }) => {
    assert.equal(parameters, ';VALUE=DATE');
    const [, year, month, day] = value.match(DAY);
    return `${year}-${month}-${day}`;
};
const next = (day) => new Date(Date.parse(`${day}T00:00:00Z`) + 86400000).toISOString().slice(0, 10);

describe('calendar.ics', () => {
    for (const lang of ['zh', 'en']) {
        test(`in ${lang} reads as RFC 5545: one calendar, lines of at most 75 bytes that break no character`, async () => {
            const answer = await get(`/api/v1/calendar.ics?lang=${lang}`);
            assert.match(answer.headers['content-type'], /^text\/calendar; *charset=utf-8$/i);
            for (const line of answer.bytes.toString('latin1').split('\r\n')) {
                new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(line, 'latin1'));
            }
            const { properties, folded } = read(answer.text);
            assert.deepEqual([properties[0].name, properties[0].value, properties.at(-1).name, properties.at(-1).value], ['BEGIN', 'VCALENDAR', 'END', 'VCALENDAR']);
            const { calendar } = events(properties);
            assert.equal(calendar.VERSION.value, '2.0');
            assert.ok(calendar.PRODID.value);
            if (lang === 'en') {
                assert.ok(folded > 0, 'some line is long enough to be folded');
            }
        });
    }

    test('every event has its own UID, a stamp, and one whole day', async () => {
        const { found } = events(read(await ics()).properties);
        assert.equal(new Set(found.map((e) => e.UID.value)).size, found.length);
        for (const e of found) {
            assert.match(e.DTSTAMP.value, /^\d{8}T\d{6}Z$/);
            assert.equal(dayOf(e.DTEND), next(dayOf(e.DTSTART)), 'the day after, as the format counts');
            assert.ok(textOf(e.SUMMARY.value));
            textOf(e.DESCRIPTION.value);
        }
    });

    test('has the days and titles of calendar.json, in its order', async () => {
        for (const parameters of [{}, { kind: 'pilot-city' }, { province: '440000' }, { since: '2026-01-01' }]) {
            const { found } = events(read(await ics(parameters)).properties);
            const expected = await json(parameters);
            assert.deepEqual(found.map((e) => [dayOf(e.DTSTART), e.UID.value.match(/\d+/)[0]]), expected.map((e) => [e.date, String(e.title.id)]), query(parameters));
            found.forEach((e, i) => assert.ok(textOf(e.SUMMARY.value).includes(expected[i].title.holder.name)));
        }
    });

    test('says of a pilot that may have been raised that its end holds unless it was', async () => {
        const { found } = events(read(await ics({ kind: 'pilot-city' })).properties);
        const zhuzhou = found.find((e) => textOf(e.SUMMARY.value).startsWith('株洲市'));
        assert.match(textOf(zhuzhou.DESCRIPTION.value), /取代/);
    });
});

describe('calendar.json', () => {
    test('has the last day of every stated title that is in force on it, and nothing else', async () => {
        assert.deepEqual((await json()).map(keyOfEvent).sort(), ENDING.map(keyOf).sort());
        assert.ok(!ENDING.some((t) => t.holder_code === '110106' && t.kind === 'pilot-city'), 'the pilot title of 丰台 was superseded long before');
    });

    test('goes from day to day', async () => {
        const days = (await json()).map((e) => e.date);
        assert.deepEqual(days, [...days].sort());
        assert.deepEqual([...new Set(days)], ['2025-06-30', '2025-07-31', '2026-12-31']);
    });

    test('gives each title as it is on its last day', async () => {
        for (const e of await json()) {
            assert.deepEqual([e.event, e.title.until, e.title.days_left], ['term_ends', e.date, 0]);
            assert.equal(e.unless_superseded, e.title.status === 'in_force_unless_superseded');
        }
    });

    for (const [parameters, wanted] of [
        [{ kind: 'demo-city' }, (t) => t.kind === 'demo-city'], [{ kind: 'demo-park' }, (t) => t.kind === 'demo-park'], [{ kind: 'demo-zone' }, () => false],
        [{ province: '320000' }, (t) => t.province === '320000'], [{ province: 'XPCC' }, (t) => t.province === 'XPCC'],
        [{ since: '2025-07-01' }, (t) => t.until >= '2025-07-01'], [{ until: '2025-06-30' }, (t) => t.until <= '2025-06-30'], [{ since: '2025-06-30', until: '2025-07-30' }, (t) => t.until === '2025-06-30'],
        [{ since: '2027-01-01' }, () => false], [{ kind: 'pilot-county', province: '320000', since: '2026-01-01' }, (t) => t.kind === 'pilot-county' && t.province === '320000' && t.until >= '2026-01-01'],
    ]) {
        test(`${query(parameters)} keeps to that`, async () =>
            assert.deepEqual((await json(parameters)).map(keyOfEvent).sort(), ENDING.filter(wanted).map(keyOf).sort()));
    }
});

for (const file of ['calendar.ics', 'calendar.json']) {
    for (const [name, parameters, field] of [
        ['a kind that does not exist', { kind: 'demo-town' }, 'kind'], ['a unit that does not exist', { province: '820000' }, 'province'], ['a day that does not exist', { since: '2025-06-31' }, 'since'],
        ['a moment for a day', { until: 'x' }, 'until'], ['a year', { year: '2025' }, 'year'],
    ]) {
        test(`${file}: ${name} is refused, naming ${field}`, async () => (await get(`/api/v1/${file}?${query(parameters)}`)).problem(400, field));
    }
}
