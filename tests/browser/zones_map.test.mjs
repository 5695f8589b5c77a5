// Zones on the first page: where they are, as far as anybody said, and what they are on a day.
//
// The register gets limits for the three parts of one zone, and a term for two, the way an office
// enters them; of all others neither was ever published.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ask, query } from '../lib/ask.mjs';
import { bearer, openAccount, sizhi } from '../lib/officers.mjs';
import { serve } from '../lib/server.mjs';
import { faultsOf } from './axe.mjs';
import { colours, settled, stage } from './stage.mjs';

const ZONE = 'nanjing-jiangning', NAME = '南京市江宁区', ENDED = 'kunming-gaoxin';
const SINCE = '2023-06-01', UNTIL = '2026-05-31', DAY = '2024-06-01';
const CORNERS = [[118.82, 31.94], [118.85, 31.95], [118.88, 31.93]];
const square = ([x, y]) => ({ type: 'Polygon', coordinates: [[[x, y], [x + 0.02, y], [x + 0.02, y + 0.015], [x, y + 0.015], [x, y]]] });
let service;
let on;

before(async () => {
    service = await serve({ own: true });
    openAccount(service.db, 'zone-map', 'national');
    const who = { ...bearer(service.db, 'zone-map'), 'content-type': 'application/geo+json' };
    for (const [i, corner] of CORNERS.entries()) {
        const answer = await ask(service.url, `/api/v1/zones/${ZONE}/parts/${i + 1}/shape?${query({ document: '公告', reason: '四至公布' })}`, {
            method: 'PUT', headers: who, body: JSON.stringify(square(corner)) });
        assert.ok(answer.status < 300, answer.text);
    }
    for (const [name, province, until] of [[NAME, '320000', UNTIL], ['昆明高新区', '530000', '2024-01-31']]) {
        const said = sizhi(['title', 'add', '--db', service.db, '--kind', 'trial-zone', '--name', name, '--province', province,
            '--batch', '2023', '--since', SINCE, '--until', until, '--document', '公告', '--source', '公告', '--by', 'test']);
        assert.equal(said.status, 0, said.stderr);
    }
    for (let i = 0; i < 100; i++) {
        const zone = (await ask(service.url, `/api/v1/zones/${ENDED}?on=${DAY}`)).ok();
        if (zone.status === 'ended') break;
        await new Promise((done) => setTimeout(done, 100));
    }
    on = await stage(service);
});
after(() => (on ?? { close: () => service?.stop() }).close());

const address = (page) => page.evaluate(() => location.search);
const api = async (page, path) => (await page.request.get(on.url + path)).json();
const card = (page, name) => page.locator('#card[data-state=zone] h2', { hasText: name }).waitFor();
const counted = (page, date) => page.locator('#list-count', { hasText: date }).waitFor();
const focused = (page) => page.evaluate(() => document.activeElement.closest('#card') !== null);
const click = async (page, x = 0, y = 0) => {
    const map = await page.locator('#map').boundingBox();
    await page.mouse.click(map.x + map.width / 2 + x, map.y + map.height / 2 + y);
};

// What the legend says of the kinds of zones, what the list shows of them, and what the map drew.
const numbers = (page) => page.evaluate(() => {
    const rows = [...document.querySelectorAll('#list-body tr[data-zone]')];
    const tally = (all, key) => all.reduce((n, r) => ({ ...n, [r.dataset[key]]: (n[r.dataset[key]] ?? 0) + 1 }), {});
    const number = (e) => Number(e.textContent.match(/\d+$/)?.[0]);
    return {
        rows: rows.length,
        said: Number(document.querySelector('button[data-list=zones]').textContent.match(/\d+/)[0]),
        kinds: Object.fromEntries([...document.querySelectorAll('#legend li[data-kind$="-zone"]')].map((li) => [li.dataset.kind, {
            shown: li.querySelector('input').checked,
            legend: Object.fromEntries([...li.querySelectorAll('.count[data-heap]')].map((c) => [c.dataset.heap, number(c)]).filter(([, n]) => n)),
            list: tally(rows.filter((r) => r.dataset.kind === li.dataset.kind), 'heap'),
        }])),
        placed: { legend: Object.fromEntries([...document.querySelectorAll('#legend li[data-placed]')].map((li) => [li.dataset.placed, number(li)])), list: tally(rows, 'placed') },
        drawn: Number(document.getElementById('map').dataset.zones),
    };
});

function agree(found) {
    assert.equal(found.rows, found.said);
    for (const [kind, { shown, legend, list }] of Object.entries(found.kinds)) {
        assert.deepEqual(list, shown ? legend : {}, kind);
    }
    assert.deepEqual(found.placed.legend, found.placed.list);
    assert.equal(found.drawn, (found.placed.list.published ?? 0) + (found.placed.list.host_area ?? 0), 'the map has those that lie somewhere');
    return found;
}

describe('zones on the map', () => {
    test('are counted alike by map, legend, list and service, whatever is left out', async () => {
        const { page, picture, done } = await on.open(`/?list=zones&on=${DAY}`);
        await counted(page, '2024年6月1日');
        const found = agree(await numbers(page));
        const { zones } = await api(page, `/api/v1/zones?on=${DAY}&all=true`);
        assert.equal(found.rows, zones.length);
        assert.deepEqual(found.kinds['trial-zone'].legend, { now: 1, over: 1, unsure: 3 });
        assert.deepEqual(found.placed.list, { published: 1, host_area: 14, none: 4 });
        assert.match(await page.locator('#legend').textContent(), /带柄的标记只指出所在地，不是四至界线：14.*只在名单里：4/s);
        assert.match(await page.locator(`tr[data-zone=${ENDED}]`).textContent(), /已期满.*不在图上/s);
        assert.deepEqual(await faultsOf(page), []);
        await picture('zones');
        await page.locator('#show-over').uncheck();
        await page.locator('#show-former-demo-zone').uncheck();
        assert.equal(agree(await numbers(page)).rows, zones.length - 1 - zones.filter((z) => z.kind === 'former-demo-zone').length);
        await page.locator('#unit').selectOption('370000');
        assert.equal(agree(await numbers(page)).rows, zones.filter((z) => z.province === '370000' && z.kind !== 'former-demo-zone').length);
        for (const id of ['list-csv', 'list-geojson']) {
            const href = await page.getAttribute(`#${id}`, 'href');
            assert.match(href, /\/zones\?.*province=370000/);
            assert.equal((await page.request.get(on.url + href)).status(), 200, id);
        }
        await done();
    });

    test('move with the day: what has ended is said to have, and what was to come is not there', async () => {
        const { page, done } = await on.open(`/?list=zones&on=${DAY}`);
        const row = page.locator(`tr[data-zone=${ZONE}]`);
        assert.match(await row.textContent(), /2023-06-01.*2026-05-31.*有效/s);
        await page.locator('#day').fill('2026-06-01');
        await page.locator('#day').press('Tab');
        await counted(page, '2026年6月1日');
        assert.equal(await row.getAttribute('data-heap'), 'over');
        assert.match(await row.textContent(), /已期满/);
        agree(await numbers(page));
        await page.locator('#day').fill('2022-06-01');
        await page.locator('#day').press('Tab');
        await counted(page, '2022年6月1日');
        assert.equal(await row.count(), 0);
        agree(await numbers(page));
        await done();
    });

    test('have their limits drawn close by, hatched once they have ended', async () => {
        const view = { lat: 31.9475, lon: 118.835, z: 13 };
        const [x, y] = CORNERS[0];
        const inside = [];
        for (let i = 1; i < 20; i++) for (let k = 1; k < 20; k++) inside.push([x + (0.02 * i) / 20, y + (0.015 * k) / 20]);
        const purple = async (page) => (await colours(page, view, inside)).filter(([r, g, b]) => b > g + 25 && r > g + 5).length / inside.length;
        const { page, done } = await on.open(`/?at=${view.lat},${view.lon},${view.z}&on=${DAY}`);
        assert.ok(await purple(page) > 0.15, `${await purple(page)}`);
        await page.goto(`${on.url}/?at=${view.lat},${view.lon},${view.z}&on=2026-06-01`);
        await settled(page);
        assert.ok(await purple(page) < 0.05, `${await purple(page)}`);
        await done();
    });
});

describe('a zone is opened', () => {
    test('from the list: verdict first, limits by side, areas; the map goes there; back, reload, share', async () => {
        const { page, picture, done } = await on.open(`/?list=zones&on=${DAY}`);
        await page.locator(`tr[data-zone=${ZONE}] a`).focus();
        await page.keyboard.press('Enter');
        await card(page, NAME);
        assert.ok(await focused(page), 'the reader is at the head of the card');
        const order = await page.locator('#card > *').evaluateAll((all) => all.slice(0, 2).map((e) => e.className));
        assert.deepEqual(order, ['card-head', 'verdict in']);
        const words = await page.locator('#card').textContent();
        assert.match(words, /有效.*截至2024年6月1日.*2023年6月1日至2026年5月31日.*依据：公告/s);
        assert.match(words, /江宁区 所在地（未核实）.*已公布，3 个片区.*计算 .*平方千米/s);
        assert.match(words, /片区（3）.*1\. 江宁开发区未来科技城片区.*一中心/s);
        await page.waitForFunction(() => /at=31\.9[34]\d*,118\.86/.test(location.search), null, { polling: 50, timeout: 5000 });
        assert.equal((await page.request.get(on.url + await page.getAttribute(`#card a[href^="/zone/${ZONE}"]`, 'href'))).status(), 200);
        await page.locator('#list').evaluate((list) => (list.scrollTop = 0)); // axe holds half a row under the head against the page
        assert.deepEqual(await faultsOf(page), []);
        await settled(page);
        await picture('zone-card');
        const there = await address(page);
        assert.match(there, /zone=nanjing-jiangning/);
        await page.goBack();
        await page.locator('#card[data-state=empty]').waitFor({ state: 'attached' });
        await page.goForward();
        await card(page, NAME);
        await page.reload();
        await card(page, NAME);
        assert.equal(await address(page), there);
        assert.equal(await page.textContent('#card'), words, 'a link brings the same card back');
        await done();
    });

    test('by its name or in pinyin, with the keyboard alone; a place that is called so comes too', async () => {
        const { page, done } = await on.open(`/?on=${DAY}`);
        await page.locator('#query').focus();
        for (const typed of ['jiangning', '江宁']) {
            await page.locator('#query').fill(typed);
            await page.locator('#results [role=option]', { hasText: NAME }).waitFor();
            const options = await page.locator('#results [role=option]').allTextContents();
            assert.ok(options[0].includes('320115') && options.some((o) => o.includes(NAME) && o.includes('集聚区')), options.join(' | '));
            for (let i = 0; i <= options.findIndex((o) => o.includes(NAME)); i++) await page.keyboard.press('ArrowDown');
            await page.keyboard.press('Enter');
            await card(page, NAME);
        }
        assert.equal(await page.inputValue('#query'), NAME);
        assert.match(await page.textContent('#search-status'), /已选择集聚区南京市江宁区/);
        await done();
    });

    test('by a click on its badge; a click within its limits says so on the card of the place', async () => {
        const view = { lat: 31.9475, lon: 118.83, z: 13 };
        const { page, picture, done } = await on.open(`/?at=${view.lat},${view.lon},${view.z}&on=${DAY}`);
        await click(page, 40, 40);
        const found = page.locator('#card .zones-at');
        await found.waitFor();
        assert.match(await found.textContent(), /所点位置在集聚区之内：南京市江宁区，江宁开发区未来科技城片区（有效）/);
        assert.match(await page.textContent('#card .fact-code'), /320115/);
        await picture('zone-spot');
        await found.locator('a').first().click();
        await card(page, NAME);
        await page.goto(`${on.url}/?at=36.68,117.06,9&on=${DAY}`);
        await settled(page);
        const { zones: [{ marker }] } = await api(page, '/api/v1/zones?q=历城');
        await page.goto(`${on.url}/?at=${marker.lat},${marker.lon},9.00&on=${DAY}`);
        await settled(page);
        await click(page, 0, -15);
        await card(page, '济南市历城区');
        assert.match(await page.textContent('#card'), /尚不能确定.*所在地（未核实）.*地图上的标记只指出所在地，不是界线/s);
        await done();
    });

    test('a zone that is nowhere on the map says so; one that is unknown fails in words', async () => {
        const { page, done } = await on.open(`/?zone=${ENDED}&on=${DAY}`);
        await card(page, '昆明高新区');
        assert.match(await page.textContent('#card'), /已结束.*所在地也未公布：地图上没有标出/s);
        assert.doesNotMatch(await address(page), /at=/, 'the map stays where it was');
        await page.goto(`${on.url}/?zone=none-such`);
        await page.locator('#card [role=alert]').waitFor();
        await done({ expected: /404/ });
    });

    for (const [name, options] of [['on a phone', { size: [360, 740] }], ['in the dark, in English', { colorScheme: 'dark' }]]) {
        test(`reads well ${name}`, async () => {
            const { page, picture, done } = await on.open(`/?zone=${ZONE}&list=zones&on=${DAY}${options.colorScheme ? '&lang=en' : ''}`, options);
            await card(page, NAME);
            await settled(page);
            assert.deepEqual(await faultsOf(page), []);
            assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing sticks out');
            await picture(`zone-card-${options.size ? 'phone' : 'dark'}`);
            await done();
        });
    }
});
