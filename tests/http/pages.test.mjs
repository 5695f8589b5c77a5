// The public pages: rendered by the service, valid, without script, each at an address that can be linked.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { HtmlValidate } from 'html-validate';
import { serve } from '../lib/server.mjs';

const RULES = { extends: ['html-validate:recommended'], rules: { 'doctype-style': 'off', 'void-style': 'off', 'no-trailing-whitespace': 'off', 'long-title': 'off' } };

let service;
before(async () => {
    service = await serve();
});
after(() => service?.stop());

async function page(path, headers = { 'accept-language': 'zh-CN' }) {
    const answer = await fetch(service.url + path, { headers, redirect: 'manual' });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

const words = (html) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

const ADDRESSES = [
    '/place/110108', '/place/110108?on=2023-06-01', '/place/320115', '/place/110000', '/place/820000', '/place/419001',
    '/titles', '/titles?province=320000&all=1&sort=until', '/titles?kind=demo-city&on=2023-06-01', '/titles?kind=pilot-park',
    '/quotas', '/quotas?province=320000', '/calendar', '/calendar?since=2022-01-01&province=110000',
    '/find', '/find?q=haidian', '/find?q=hd', '/find?q=116.30,39.96', '/find?q=nothing-is-called-so', '/notices',
    '/place/999999', '/place/540422', '/titles?on=2023-13-01', '/quotas?round=1900',
];

describe('every public page', () => {
    test('is valid HTML in both languages, names its language and holds no script', async () => {
        const validator = new HtmlValidate(RULES);
        const faults = [];
        for (const path of ADDRESSES) {
            for (const lang of ['zh', 'en']) {
                const at = path + (path.includes('?') ? '&' : '?') + `lang=${lang}`;
                const { text, headers } = await page(at);
                assert.match(headers.get('content-type'), /^text\/html; charset=utf-8/, at);
                assert.match(headers.get('content-security-policy'), /default-src/, at);
                assert.match(text, lang === 'en' ? /<html lang="en">/ : /<html lang="zh-CN">/, at);
                assert.doesNotMatch(text, /<script| on[a-z]+=| style=|javascript:/i, at);
                const report = await validator.validateString(text);
                faults.push(...report.results.flatMap((r) => r.messages).filter((m) => m.severity === 2)
                    .map((m) => `${at}:${m.line}:${m.column} ${m.message} (${m.ruleId})`));
            }
        }
        assert.deepEqual(faults.slice(0, 20), []);
    });

    test('ignores parameters it does not know, and answers If-None-Match', async () => {
        for (const path of ['/place/110108', '/titles', '/quotas', '/calendar', '/find']) {
            const first = await page(`${path}?utm_source=a&from=b`);
            assert.equal(first.status, 200, path);
            const again = await page(`${path}?utm_source=a&from=b`, { 'accept-language': 'zh-CN', 'if-none-match': first.headers.get('etag') });
            assert.equal(again.status, 304, path);
        }
    });

    test('shows what was typed as text', async () => {
        const { text } = await page(`/find?q=${encodeURIComponent('<img src=x onerror=alert(1)>"\'')}`);
        assert.doesNotMatch(text, /<img/);
        assert.match(text, /&lt;img src=x onerror=alert\(1\)&gt;&quot;&#39;/);
    });
});

describe('the page of a place', () => {
    test('says first whether it holds a title, which, from when to when, by which document', async () => {
        const told = words((await page('/place/110108?on=2023-06-01')).text);
        assert.match(told, /海淀区：持有称号 .*强市建设示范城市，2022年7月1日至2025年6月30日，依据国知发运字〔2022〕33号/);
    });

    test('says that it is not known where the lists are here in part, and why', async () => {
        const told = words((await page('/place/110108?on=2026-11-21')).text);
        assert.match(told, /海淀区：尚不能确定/);
        assert.match(told, /没有收录不等于不持有/);
        assert.match(told, /18/);
    });

    test('says no before the first list', async () => {
        assert.match(words((await page('/place/320115?on=2020-01-01')).text), /江宁区：不持有称号/);
    });

    test('says that provinces take no part', async () => {
        assert.match(words((await page('/place/110000')).text), /不参加/);
    });

    test('leads from a replaced code to its successor, and tells an unknown one', async () => {
        const gone = await page('/place/540422');
        assert.equal(gone.status, 410);
        assert.match(gone.text, /540481/);
        assert.equal((await page('/place/999999')).status, 404);
        assert.equal((await page('/place/110108?on=2023-02-30')).status, 400);
    });

    test('leads to the places above and beside it', async () => {
        const { text } = await page('/place/110108');
        assert.match(text, /href="\/place\/110000"/);
        assert.match(text, /href="\/place\/110105"/);
        assert.match((await page('/place/110108?lang=en')).text, /href="\/place\/110000\?lang=en"/);
    });
});

describe('the lists', () => {
    test('tell the titles of the JSON, in the order asked for', async () => {
        const json = await (await fetch(`${service.url}/api/v1/titles?province=320000&kind=demo-city&on=2023-06-01`)).json();
        const { text } = await page('/titles?province=320000&kind=demo-city&on=2023-06-01');
        const codes = [...text.matchAll(/href="\/place\/(\d{6})"/g)].map((m) => m[1]);
        assert.ok(codes.length > 0);
        assert.deepEqual([...codes].sort(), json.titles.map((t) => t.holder.code).sort());
        const dates = [...(await page('/titles?all=1&sort=until')).text.matchAll(/至(\d{4})年(\d+)月(\d+)日<\/td>/g)]
            .slice(0, json.count).map((m) => Number(m[1]) * 10000 + Number(m[2]) * 100 + Number(m[3]));
        assert.deepEqual(dates, [...dates].sort((a, b) => a - b));
    });

    test('offer the same as CSV, GeoJSON and JSON', async () => {
        const { text } = await page('/titles?province=320000&on=2023-06-01');
        const links = [...text.matchAll(/<a href="([^"]+)">(CSV|GeoJSON|JSON)<\/a>/g)].map((m) => m[1].replaceAll('&amp;', '&'));
        assert.equal(links.length, 3);
        for (const link of links) assert.equal((await fetch(service.url + link)).status, 200, link);
    });

    test('say of a quota nobody published that it is not published, never zero', async () => {
        const told = words((await page('/quotas?province=320000')).text);
        assert.match(told, /江苏省 示范城市 未公布 0 0 未公布/);
    });

    test('name the day a term ends', async () => {
        const told = words((await page('/calendar?since=2025-06-01&province=110000')).text);
        assert.match(told, /2025年6月30日 .*海淀区 ：国家知识产权强市建设示范城市到期 2025年7月31日/);
    });
});

describe('the search without script', () => {
    test('finds by name, pinyin, initials and code', async () => {
        for (const q of ['海淀', 'haidian', 'hd', '110108']) {
            assert.match((await page(`/find?q=${encodeURIComponent(q)}`)).text, /href="\/place\/110108"/, q);
        }
    });

    test('takes a point in decimals and in degrees, minutes and seconds', async () => {
        for (const q of ['116.30, 39.96', '39°57′36″N 116°18′E', '东经116°18′ 北纬39°57′36″']) {
            const { text } = await page(`/find?q=${encodeURIComponent(q)}`);
            assert.match(text, /href="\/place\/110108"/, q);
            assert.match(words(text), /116\.300000, 39\.960000：/, q);
        }
    });

    test('says what to try when nothing is found', async () => {
        assert.match(words((await page('/find?q=zzzzzz')).text), /没有找到.*坐标/);
    });
});

describe('lists are sorted and filtered by their address', () => {
    const at = async (path) => (await page(path)).text;
    const column = (html, n) => [...html.matchAll(/<tr(?: [^>]*)?>(<td.*?)<\/tr>/g)].map((m) => words(m[1].split('<td')[n]).replace(/^[^>]*>/, '').trim());

    test('quotas by a column, both ways, and as a table of what is shown', async () => {
        const up = column(await at('/quotas?round=2026&sort=track'), 2), down = column(await at('/quotas?round=2026&sort=-track'), 2);
        assert.deepEqual([...new Set(down)], [...new Set(up)].reverse());
        const { text } = await page('/quotas?province=320000');
        const csv = /href="([^"]+f=csv[^"]*)"/.exec(text)[1].replaceAll('&amp;', '&');
        const table = await fetch(service.url + csv);
        assert.match(table.headers.get('content-disposition'), /^attachment; filename="quotas-r\d+\.csv"$/);
        const lines = (await table.text()).trim().split('\r\n');
        assert.equal(lines.length - 1, column(text, 1).length);
        assert.ok(lines.slice(1).every((l) => l.includes(',320000,')), lines.join('\n'));
    });

    test('titles by what they can be sorted by, from their headings, and the form keeps the order', async () => {
        const { text } = await page('/titles?all=1&sort=-since');
        assert.match(text, /<input type="hidden" name="sort" value="-since">/);
        const days = text.slice(0, text.indexOf('<h2>')).matchAll(/<td>(\d{4})年(\d+)月(\d+)日至/g);
        const numbers = [...days].map((m) => Number(m[1]) * 10000 + Number(m[2]) * 100 + Number(m[3]));
        assert.ok(numbers.length > 10);
        assert.deepEqual(numbers, [...numbers].sort((a, b) => b - a));
        const geojson = /href="([^"]+titled-places[^"]*)"/.exec((await page('/titles?kind=demo-city&province=320000&on=2023-06-01')).text)[1].replaceAll('&amp;', '&');
        const { features } = await (await fetch(service.url + geojson)).json();
        const json = await (await fetch(`${service.url}/api/v1/titles?province=320000&kind=demo-city&on=2023-06-01`)).json();
        assert.deepEqual(features.map((f) => f.properties.holder).sort(), json.titles.map((t) => t.holder.code).sort());
    });

    test('zones by kind, limits and day as their data are, an empty field asks for nothing', async () => {
        for (const query of ['?kind=former-demo-zone', '?shape=host_area', '?province=320000&on=2026-01-01', '?kind=&shape=&province=']) {
            const html = await at(`/zones${query}`), link = /href="(\/api\/v1\/zones\?f=json[^"]*)"/.exec(html)[1].replaceAll('&amp;', '&');
            const ids = [...html.matchAll(/href="\/zone\/([a-z0-9-]+)"/g)].map((m) => m[1]);
            assert.deepEqual(ids.sort(), (await (await fetch(service.url + link)).json()).zones.map((z) => z.id).sort(), query);
        }
        assert.equal((await page('/zones?shape=round')).status, 400);
    });

    test('the calendar as the table it offers, a day after the other', async () => {
        const { text } = await page('/calendar?since=2022-01-01&until=2025-12-31&kind=demo-city');
        const csv = /href="([^"]+calendar\.csv[^"]*)"/.exec(text)[1].replaceAll('&amp;', '&');
        const rows = (await (await fetch(service.url + csv)).text()).replace(/^\ufeff/, '').trim().split('\r\n').slice(1);
        assert.equal(rows.length, (text.match(/<li>(?!<a href="\/(titles|zones|institutions|quotas|calendar|notices|find)[?"])<a|<li>[^<]/g) ?? []).length);
        assert.equal((await page('/calendar?until=2025-13-01')).status, 400);
    });

    test('notices by track and unit', async () => {
        assert.equal((await page('/notices?track=&province=')).status, 200);
        assert.equal((await page('/notices?track=trial-zone&province=320000')).status, 200);
        assert.equal((await page('/notices?track=none')).status, 400);
    });
});
