// The page and the sheet of a zone that is drawn: what is found on the map stands in the words under the
// same number, what is not known is said, and what was published is text.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { page, wellMade, words } from '../lib/page_words.mjs';
import { serve } from '../lib/server.mjs';
import { BARE, NASTY, OTHER, PLAIN, ZONE, drawnZone } from '../lib/zone_drawn.mjs';

let desk, institution;
before(async () => ({ desk, institution } = await drawnZone()));
after(() => desk?.close());

const at = async (path) => (await page(desk.url, path)).text;
const svg = (html, name) => html.slice(html.indexOf(`<svg class="${name}"`), html.indexOf('</svg>', html.indexOf(`<svg class="${name}"`)));
const findings = (html) => [...(/<ol class="findings">(.*?)<\/ol>/.exec(html)?.[1] ?? '').matchAll(/<li>(.*?)<\/li>/g)].map((m) => words(m[1]));

describe('a zone that is drawn', () => {
    test('is told in valid HTML, and so is its sheet, in both languages and on any day', async () => {
        await wellMade(desk.url, [`/zone/${ZONE}`, `/zone/${ZONE}/sheet`, `/zone/${ZONE}?on=2020-01-01`, `/zone/${OTHER}`, `/institution/${institution}`, '/zones?shape=published&sort=-area']);
    });

    test('has its findings in words, and those that can be drawn on the map under the same numbers', async () => {
        for (const path of [`/zone/${ZONE}`, `/zone/${ZONE}/sheet`]) {
            const html = await at(path), told = findings(html);
            const parts = told.findIndex((t) => /“1\. 核心区.*”与“2\. 拓展区”重叠约 \d+\.\d\d 公顷/.test(t));
            const zones = told.findIndex((t) => /与集聚区“苏州高新区”重叠约 \d+\.\d\d 公顷/.test(t));
            assert.ok(parts >= 0 && zones >= 0, told.join(' | '));
            const drawn = [...svg(html, 'sheet-map').matchAll(/<text class="badge-number"[^>]*>(\d+)</g)].map((m) => Number(m[1]));
            for (const number of [parts + 1, zones + 1]) assert.ok(drawn.includes(number), `${number} of ${drawn}`);
            assert.equal((svg(html, 'sheet-map').match(/class="finding" d=/g) ?? []).length, drawn.length);
        }
        assert.deepEqual(findings(await at(`/zone/${ZONE}`)), findings(await at(`/zone/${ZONE}/sheet`)));
    });

    test('is what the interface measures', async () => {
        const { findings: measured } = await (await fetch(`${desk.url}/api/v1/zones/${ZONE}/extent-report`)).json();
        const hectares = (check) => measured.filter((f) => f.check === check).map((f) => `${(f.m2 / 1e4).toFixed(2)} 公顷`);
        const told = findings(await at(`/zone/${ZONE}`)).join(' ');
        for (const amount of [...hectares('parts-overlap'), ...hectares('zones-overlap')]) assert.ok(told.includes(amount), `${amount}: ${told}`);
    });

    test('has each side of its limits with what was understood, and says what the text leaves out', async () => {
        const told = words(await at(`/zone/${ZONE}`));
        assert.match(told, /南 漕宝路\(沪闵路\) 漕宝路（又名沪闵路）：道路/);
        assert.match(told, /曹安公路：道路，其南侧 150 米处/);
        assert.match(told, /西 文字没有说明这一侧/);
        assert.match(told, /1 个片区没有图形，无法核对/);
        assert.match(told, /没有收录依托载体的边界，是否超出载体无法核对/);
        assert.match(told, /3\. 待建区 未公布 没有图形 没有图形，无法比较/);
    });

    test('keeps what was published as text, wherever it stands', async () => {
        for (const path of [`/zone/${ZONE}`, `/zone/${ZONE}/sheet`, `/institution/${institution}`, `/institutions?zone=${ZONE}`]) {
            const html = await at(path);
            assert.doesNotMatch(html, /<img/, path);
            assert.ok(html.includes('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;'), path);
        }
        assert.ok(NASTY.startsWith('<img'));
    });

    test('is drawn as what it is: parts filled, a host area hatched and named as not verified, nothing where nothing is known', async () => {
        const drawn = svg(await at(`/zone/${ZONE}`), 'sheet-map'), host = svg(await at(`/zone/${PLAIN}`), 'sheet-map');
        assert.match(drawn, /class="part-area"/);
        assert.doesNotMatch(drawn, /url\(#hatch\)/);
        assert.match(host, /fill="url\(#hatch\)"/);
        assert.match(host, /所在地（未核实）/);
        assert.doesNotMatch(host, /part-area/);
        const bare = await at(`/zone/${BARE}`);
        assert.doesNotMatch(bare, /sheet-map/);
        assert.match(words(bare), /四至和所在地都没有公布/);
        assert.match(words(bare), /不是集聚区的位置/);
    });

    test('has on its sheet the day, the revision, the source, the approval and its own address', async () => {
        const html = await at(`/zone/${ZONE}/sheet?on=2026-06-01`), told = words(html);
        for (const part of [/查询日期： 2026年6月1日/, /修订号 \d+ ?，记录于\d+年/, /审图号：GS/, /截至 2023-12-31，边界比例尺 1:1000000/, /不是国家知识产权局/, /约 1:\d+（A4 原大）/])
            assert.match(told, part);
        assert.ok(told.includes(`${desk.url}/zone/${ZONE}/sheet?on=2026-06-01`));
        assert.match(svg(html, 'nation-map'), /class="ten-dash"/);
        assert.ok((await at(`/zone/${ZONE}?on=2026-06-01`)).includes(`href="/zone/${ZONE}/sheet?on=2026-06-01"`));
        assert.equal((await page(desk.url, `/zone/${ZONE}/sheet?on=2026-13-01`)).status, 400);
    });

    test('names nobody as its operator unless told to', async () => {
        assert.doesNotMatch(await at('/zones'), /主办|备案/);
        const told = await serve({ own: true, args: ['--footer-line', `主办单位：某局 <b>备案号</b>`] });
        try {
            for (const path of ['/zones', `/zone/${ZONE}/sheet`, '/institutions', '/find']) {
                assert.match((await page(told.url, path)).text, /<p>主办单位：某局 &lt;b&gt;备案号&lt;\/b&gt;<\/p><\/footer>/, path);
            }
        } finally {
            await told.stop();
        }
    });

    test('answers If-None-Match, and the page and the sheet are not the same', async () => {
        const first = await page(desk.url, `/zone/${ZONE}`), tag = first.headers.get('etag');
        assert.equal((await page(desk.url, `/zone/${ZONE}`, { 'if-none-match': tag })).status, 304);
        assert.notEqual((await page(desk.url, `/zone/${ZONE}/sheet`)).headers.get('etag'), tag);
    });
});
