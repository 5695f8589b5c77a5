// The directory as pages: found, sorted, a page at a time, downloaded; and one institution with what
// happened to it.  What the zones report is text, whatever it looks like.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { rowsOf } from '../lib/csv.mjs';
import { Desk } from '../lib/desk.mjs';
import { links, page, wellMade, words } from '../lib/page_words.mjs';
import { uscc } from '../lib/uscc.mjs';

const ZONE = 'nanjing-jiangning', OTHER = 'suzhou-gaoxin';
const NASTY = '<img src=x onerror=alert(1)>"\'&';
const N = 60;

let desk, nasty, left;
before(async () => {
    desk = await Desk.open({ jiangsu: { role: 'province', province: '320000' } });
    const admit = async (zone, number, more) => (await desk.done(201, 'jiangsu', 'POST', `/api/v1/zones/${zone}/institutions`, {
        name: `某事务所${number}`, uscc: uscc(number), forms: ['agency'], ip_kinds: ['patent'], address: '某路1号', admitted: '2026-01-07', reason: '申请入驻', source: '通知', ...more })).id;
    const rows = Array.from({ length: N }, (_, i) => [`某事务所${String(i + 1).padStart(3, '0')}`, uscc(i + 1), (i + 1) % 10 ? 'agency' : 'legal', '2026-01-05', '申请入驻', '通知'].join(','));
    await desk.ask('jiangsu', 'POST', `/api/v1/zones/${ZONE}/institutions.csv`, ['name,uscc,forms,admitted,reason,source', ...rows].join('\n'), { 'Content-Type': 'text/csv' });
    nasty = await admit(OTHER, N + 1, { name: `=${NASTY}`, address: NASTY, reason: NASTY, source: NASTY });
    left = await admit(OTHER, N + 2, { name: '已走事务所' });
    await desk.done(200, 'jiangsu', 'POST', `/api/v1/institutions/${left}/exit`, { exited: '2026-03-01', kind: 'left', reason: NASTY, source: '通知' });
    for (let i = 0; i < 50 && !words((await at('/institutions?status=left&on=2026-06-01')).text).includes('已走'); i++) await new Promise((go) => setTimeout(go, 100));
});
after(() => desk?.close());

const at = (path, headers) => page(desk.url, path, headers);
const names = (html) => [...html.matchAll(/<a href="\/institution\/\d+[^"]*">([^<]+)<\/a>/g)].map((m) => m[1]);
const DAY = 'on=2026-06-01';

describe('the directory', () => {
    test('is valid HTML in both languages, and so is every institution and every fault', async () => {
        await wellMade(desk.url, ['/institutions', `/institutions?${DAY}&sort=-zone&page=2`, '/institutions?form=none-such', '/institutions?zone=none-such',
                                  '/institutions?q=zzz', `/institution/${nasty}?${DAY}`, `/institution/${left}?${DAY}`, `/institution/${left}?on=2020-01-01`, '/institution/999999']);
    });

    test('has fifty on a page, and all of them on its pages', async () => {
        const first = (await at(`/institutions?${DAY}&zone=${ZONE}`)).text, second = (await at(`/institutions?${DAY}&zone=${ZONE}&page=2`)).text;
        assert.deepEqual([names(first).length, names(second).length], [50, N - 50]);
        assert.equal(new Set([...names(first), ...names(second)]).size, N);
        assert.ok(links(first).includes(`?${DAY}&zone=${ZONE}&page=2`));
        assert.match(words(second), /第 2 页，共 2 页/);
        assert.deepEqual(names((await at(`/institutions?${DAY}&zone=${ZONE}&page=99`)).text), names(second), 'beyond the last page is the last');
    });

    test('is found by name, code, zone, form and state, and an empty field asks for nothing', async () => {
        const found = async (query) => names((await at(`/institutions?${DAY}&${query}`)).text);
        assert.deepEqual(await found('q=001'), ['某事务所001']);
        assert.deepEqual(await found(`q=${uscc(7)}`), ['某事务所007']);
        assert.equal((await found(`zone=${ZONE}&form=legal`)).length, N / 10);
        assert.deepEqual(await found('status=left'), ['已走事务所']);
        assert.equal((await found('q=&zone=&province=&form=&ip_kind=&size=&status=in')).length, 50);
        assert.deepEqual([(await at('/institutions?form=wrong')).status, (await at('/institutions?zone=wrong')).status, (await at('/institution/0')).status], [400, 404, 404]);
    });

    test('is sorted by a column, and its heading leads to the other way round', async () => {
        const up = (await at(`/institutions?${DAY}&zone=${ZONE}&sort=name`)).text, down = (await at(`/institutions?${DAY}&zone=${ZONE}&sort=-name`)).text;
        assert.deepEqual([names(up)[0], names(down)[0]], ['某事务所001', '某事务所060']);
        assert.match(up, /aria-sort="ascending"/);
        assert.match(down, /aria-sort="descending"/);
        assert.ok(links(up).includes(`?${DAY}&zone=${ZONE}&sort=-name`));
    });

    test('is downloaded as it was asked for, and opens in a spreadsheet', async () => {
        const { text } = await at(`/institutions?${DAY}&zone=${OTHER}`);
        const csv = links(text).find((l) => l.includes('f=csv')), geojson = links(text).find((l) => l.includes('/items?f=json'));
        const bytes = Buffer.from(await (await fetch(desk.url + csv)).arrayBuffer());
        assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
        const table = bytes.toString('utf8');
        assert.doesNotMatch(table.replaceAll('\r\n', ''), /[\r\n]/, 'every line ends as a spreadsheet wants');
        const rows = rowsOf(table);
        assert.deepEqual(rows.map((r) => r.name), [`'=${NASTY}`], 'the one that stands, and no formula');
        const { features } = await (await fetch(desk.url + geojson)).json();
        assert.deepEqual(features.map((f) => f.properties.zone), [OTHER]);
    });

    test('says what is published of one, as text, with what happened and why', async () => {
        const { text } = await at(`/institution/${nasty}?${DAY}`);
        assert.doesNotMatch(text, /<img/);
        assert.equal(words(text).split(NASTY.replace('"', '&quot;').replace("'", '&#39;')).length - 1 >= 4, true);
        const gone = words((await at(`/institution/${left}?${DAY}`)).text);
        assert.match(gone, /已退出名录 截至2026年6月1日 入册：2026年1月7日；退出：2026年3月1日/);
        assert.match(words((await at(`/institution/${left}?on=2020-01-01`)).text), /尚未入册/);
    });

    test('has one address for search engines, and keeps what was asked in the other language', async () => {
        const { text } = await at(`/institutions?utm=1&${DAY}&zone=${ZONE}&sort=-name&page=2`);
        assert.ok(text.includes(`<link rel="canonical" href="${desk.url}/institutions?zone=${ZONE}&amp;${DAY}">`));
        const english = links(text).find((l) => l.startsWith('?lang=en'));
        assert.deepEqual(Object.fromEntries(new URLSearchParams(english)), { lang: 'en', utm: '1', on: '2026-06-01', zone: ZONE, sort: '-name', page: '2' });
        assert.match((await at('/institution/999999')).text, /<meta name="robots" content="noindex">/);
    });
});
