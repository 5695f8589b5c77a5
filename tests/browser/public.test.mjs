// The first page as somebody uses it who wants to know: which place holds what, on which day.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { faultsOf } from './axe.mjs';
import { settled, stage } from './stage.mjs';

const HAIDIAN = '110108';
let on;

before(async () => { on = await stage(); });
after(() => on?.close());

const address = (page) => page.evaluate(() => location.search);
const verdict = (page, words) => page.locator('#card .verdict', { hasText: words }).waitFor();
const listed = (page, date) => page.locator('#list-count', { hasText: date }).waitFor();
const api = async (page, path) => (await page.request.get(on.url + path)).json();

// What the legend says of each kind of title that places hold, and how many rows the list has of it;
// zones have a list of their own.
const numbers = (page) => page.evaluate(() => {
    const rows = [...document.querySelectorAll('#list-body tbody tr')];
    return [...document.querySelectorAll('#legend li[data-kind]')].filter((li) => !li.dataset.kind.endsWith('-zone')).map((li) => ({
        kind: li.dataset.kind,
        shown: li.querySelector('input').checked,
        said: Object.fromEntries([...li.querySelectorAll('.count[data-heap]')].map((c) => [c.dataset.heap, Number(c.textContent.match(/\d+/)[0])])),
        listed: rows.filter((r) => r.dataset.kind === li.dataset.kind).reduce((n, r) => ({ ...n, [r.dataset.heap]: (n[r.dataset.heap] ?? 0) + 1 }), {}),
    }));
});

function agree(lines) {
    assert.ok(lines.length > 4);
    for (const { kind, shown, said, listed } of lines) {
        for (const heap of ['now', 'unsure', 'over']) {
            if (shown) assert.equal(said[heap] ?? 0, listed[heap] ?? 0, `${kind} ${heap}`);
        }
        if (!shown) assert.deepEqual(listed, {}, `${kind} is left out`);
    }
}

describe('somebody looks a place up', () => {
    test('by its pinyin, with the keyboard alone, and reads the verdict first', async () => {
        const { page, picture, done } = await on.open('/?on=2023-06-01');
        await page.keyboard.press('Tab');
        assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
        await page.keyboard.press('Enter');
        await page.keyboard.type('haidian', { delay: 20 });
        await page.locator('#results [role=option]').first().waitFor();
        const options = await page.locator('#results [role=option]').allTextContents();
        for (let i = 0; i <= options.findIndex((o) => o.includes(HAIDIAN)); i++) await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
        await verdict(page, '持有称号');
        const words = await page.locator('#card .verdict').textContent();
        assert.match(words, /持有称号.*截至2023年6月1日.*国家知识产权强市建设示范城市.*2022年7月1日至2025年6月30日.*依据：国知发运字〔2022〕33号/s);
        const first = await page.locator('#card > *').evaluateAll((all) => all.slice(0, 2).map((e) => e.className));
        assert.deepEqual(first, ['card-head', 'verdict in'], 'the verdict stands before all else');
        assert.match(await page.locator('#card').textContent(), /北京市/);
        assert.deepEqual(await faultsOf(page), []);
        await picture('verdict');
        for (const link of await page.locator('#card .plain a').all()) {
            assert.equal((await page.request.get(on.url + await link.getAttribute('href'))).status(), 200);
        }
        assert.ok((await page.locator('#card a[href^="/place/110108"]').getAttribute('href')).includes('on=2023-06-01'));
        await done();
    });

    const WORDS = [
        ['a place that may be on a list we know in part', '/?code=110108&on=2025-12-01', /尚不能确定.*没有收录，不等于不持有.*收录范围之外：2025/s, '还不知道什么，为什么'],
        ['a place before there were titles', '/?code=110108&on=2021-06-01', /在收录范围内不持有称号.*收录范围之外：2022 年以前/s, '为什么这样答'],
        ['a province', '/?code=510000&on=2023-06-01', /不参加评定/, null],
        ['in English', '/?code=110108&on=2023-06-01&lang=en', /Holds a title on 1 June 2023.*national demonstration city.*1 July 2022 to 30 June 2025.*by 国知发运字/s, 'Why this answer'],
    ];
    for (const [name, path, words, why] of WORDS) {
        test(`the verdict is said in words: ${name}`, async () => {
            const { page, done } = await on.open(path);
            await page.locator('#card .verdict').waitFor();
            assert.match(await page.locator('#card .verdict').textContent(), words);
            if (why) assert.ok((await page.locator('#card summary').allTextContents()).includes(why));
            await done();
        });
    }

    test('a district of a city that holds a title is told so, and is no holder for it', async () => {
        const { page, done } = await on.open('/?code=320508&on=2023-06-01');
        await page.locator('#card .part', { hasText: '苏州市持有国家知识产权强市建设示范城市' }).waitFor();
        assert.doesNotMatch(await page.locator('#card .verdict-word').textContent(), /^持有/);
        await done();
    });

    test('by coordinates as they stand on a form, in the datum of a phone', async () => {
        const { page, picture, done } = await on.open('/?on=2023-06-01');
        await page.locator('#query').fill('东经116°18′22″ 北纬39°57′41″');
        await page.locator('#results [role=option]').waitFor();
        assert.match(await page.locator('#search-status').textContent(), /读作坐标 39\.961389° N，116\.306111° E/);
        await page.locator('#datum').selectOption('gcj02');
        await page.locator('#query').press('Enter');
        await verdict(page, '持有称号');
        const spot = await page.locator('#card .spot').textContent();
        assert.match(spot, /39\.96\d\d° N，116\.30\d\d° E/);
        assert.match(spot, /GCJ-02/);
        assert.match(spot, /在持有称号的海淀区之内/);
        assert.match(await address(page), /code=110108&spot=39\.961389,116\.306111,gcj02/);
        await picture('coordinates');
        await page.reload();
        await verdict(page, '持有称号');
        assert.equal(await page.locator('#card .spot').textContent(), spot, 'a link brings the spot back');
        await done();
    });

    test('a point near an edge says that the scale does not decide', async () => {
        const { page, done } = await on.open('/');
        const { features: [shape] } = await api(page, '/ogc/collections/counties/items?code=110108&f=json');
        const [lon, lat] = shape.geometry.coordinates.flat(shape.geometry.type === 'Polygon' ? 1 : 2)[40];
        await page.goto(`${on.url}/?spot=${lat},${lon}`);
        await page.locator('#card .caution', { hasText: '1:1000000' }).waitFor();
        await done();
    });
});

describe('the day', () => {
    test('moves map, list, legend and verdict alike, goes into the address, and back', async () => {
        const { page, picture, done } = await on.open(`/?code=${HAIDIAN}&on=2023-06-01`);
        await verdict(page, '持有称号');
        await listed(page, '2023年6月1日');
        const drawn = () => page.locator('#map canvas').evaluateAll((all) => all.map((c) => c.toDataURL()).join());
        const before = await drawn();
        agree(await numbers(page));
        await page.locator('#day').fill('2025-07-01');
        await page.locator('#day').press('Tab');
        await verdict(page, '尚不能确定');
        await listed(page, '2025年7月1日');
        await settled(page);
        assert.match(await page.locator('#card .verdict-word').textContent(), /截至2025年7月1日/);
        assert.match(await page.locator('#card').textContent(), /其他时间的称号.*已期满/s);
        const row = page.locator(`#list-body tr[data-place="${HAIDIAN}"]`);
        assert.match(await row.textContent(), /已期满/);
        assert.equal(await row.getAttribute('data-heap'), 'over');
        assert.match(await page.locator('#day-note').textContent(), /这一天\d+ 个称号期满/);
        agree(await numbers(page));
        assert.match(await address(page), /on=2025-07-01/);
        assert.notEqual(await drawn(), before, 'the map is another one');
        await picture('ended');
        await page.goBack();
        await verdict(page, '持有称号');
        await listed(page, '2023年6月1日');
        await done();
    });

    test('is moved from change to change with the keyboard', async () => {
        const { page, done } = await on.open('/?on=2023-06-01');
        await listed(page, '2023年6月1日');
        await page.locator('#day-forth').focus();
        assert.match(await page.locator('#day-forth').getAttribute('aria-label'), /下一次变化：2024年1月1日/);
        await page.keyboard.press('Enter');
        await listed(page, '2024年1月1日');
        await page.locator('#day-line').focus();
        await page.keyboard.press('PageDown');
        await listed(page, '2022年8月1日');
        await page.keyboard.press('ArrowRight');
        await listed(page, '2022年8月2日');
        assert.equal(await page.getAttribute('#day-line', 'aria-valuetext'), '2022年8月2日');
        assert.ok(await page.locator('#day-marks span').count() >= 6, 'a mark for each change, and today');
        await page.locator('#day-today').click();
        await page.waitForFunction(() => !location.search.includes('on='));
        await done();
    });
});

describe('legend and list', () => {
    test('have the same numbers as each other and as the service, whatever is left out', async () => {
        const { page, done } = await on.open('/?on=2024-06-01');
        await listed(page, '2024年6月1日');
        agree(await numbers(page));
        const { titles } = await api(page, '/api/v1/titles?on=2024-06-01&all=true&kind=demo-city');
        const line = (await numbers(page)).find((l) => l.kind === 'demo-city');
        assert.equal(line.said.now, titles.filter((t) => t.status === 'in_force' && t.confidence === 'stated').length);
        await page.locator('#show-pilot-city').uncheck();
        await page.locator('#show-over').uncheck();
        agree(await numbers(page));
        assert.match(await address(page), /hide=pilot-city&over=0/);
        await page.locator('#unit').selectOption('320000');
        agree(await numbers(page));
        const names = await page.locator('#list-body tbody .sub').allTextContents();
        assert.ok(names.includes('江苏省') && !names.includes('北京市'), names.join(' '));
        assert.match(await page.locator('#list-csv').getAttribute('href'), /on=2024-06-01&f=csv&province=320000/);
        for (const id of ['list-csv', 'list-geojson']) {
            assert.equal((await page.request.get(on.url + await page.getAttribute(`#${id}`, 'href'))).status(), 200, id);
        }
        await page.goBack();
        await page.waitForFunction(() => document.getElementById('unit').value === '');
        await done();
    });

    test('a row marks its place on the map, the map its row, and a link opens the card', async () => {
        const { page, done } = await on.open('/?on=2023-06-01&at=39.96,116.30,9');
        await listed(page, '2023年6月1日');
        await settled(page);
        const map = await page.locator('#map').boundingBox();
        await page.mouse.move(map.x + map.width / 2, map.y + map.height / 2);
        await page.locator(`#list-body tr.pointed[data-place="${HAIDIAN}"]`).waitFor();
        await page.mouse.move(5, 5);
        await page.waitForFunction(() => !document.querySelector('tr.pointed'));
        await page.locator(`#list-body tr[data-place="${HAIDIAN}"] a`).focus();
        await page.keyboard.press('Enter');
        await verdict(page, '持有称号');
        assert.match(await address(page), /code=110108/);
        await done();
    });

    test('are sorted by a column and back, which is told and kept in the address', async () => {
        const { page, done } = await on.open('/?on=2024-06-01');
        await listed(page, '2024年6月1日');
        await page.locator('#sort-term').click();
        assert.equal(await page.locator('#list-body th:nth-child(3)').first().getAttribute('aria-sort'), 'ascending');
        const first = await page.locator('#list-body tbody tr').first().textContent();
        await page.locator('#sort-term').press('Enter');
        assert.notEqual(await page.locator('#list-body tbody tr').first().textContent(), first);
        assert.match(await address(page), /sort=-term/);
        await done();
    });

    test('that cannot be read say so, draw nothing of another day, and can be tried again', async () => {
        let broken = true;
        const { page, picture, done } = await on.open('/', {
            before: (page) => page.route('**/api/v1/titles*', (r) => (broken ? r.abort() : r.continue())) });
        await page.locator('#list [role=alert]').waitFor();
        assert.equal(await page.locator('#legend li').count(), 0);
        await picture('list-failed');
        broken = false;
        await page.locator('#list .retry').click();
        await page.locator('#list-body table').waitFor();
        await done({ expected: /ERR_FAILED/ });
    });

    test('what the service says goes in as text, in list, legend, verdict and on the map', async () => {
        const evil = '<img src=x onerror="window.pwned=1">';
        const poison = (value, key) => (typeof value === 'string' && !/^(code|id|kind|shape|province|status|since|until|on|answer|held|confidence|level|boundary_\w+)$/.test(key) ? evil
            : Array.isArray(value) ? value.map((v) => poison(v, '')) : value && typeof value === 'object'
                ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, poison(v, k)])) : value);
        const twist = async (r) => r.fulfill({ json: poison(await (await r.fetch()).json(), '') });
        const { page, done } = await on.open(`/?code=${HAIDIAN}&on=2023-06-01`, {
            before: (page) => page.route(/\/api\/v1\/(titles|places|zones|about)/, twist) });
        await page.locator('#card .verdict', { hasText: '<img' }).waitFor();
        await page.locator('#list-body td', { hasText: '<img' }).first().waitFor();
        await page.locator('button[data-list=zones]').click();
        await page.locator('#list-body a[data-zone]').first().click();
        await page.locator('#card[data-state=zone] h2', { hasText: '<img' }).waitFor();
        await settled(page);
        assert.equal(await page.locator('img, script:not([src])').count(), 0);
        assert.equal(await page.evaluate(() => window.pwned), undefined);
        await done();
    });
});

describe('the sheet', () => {
    test('is the conic one on demand: the address says so, a click finds the same place', async () => {
        const { page, picture, done } = await on.open('/?at=39.96,116.30,9');
        await page.locator('#sheet').click();
        await settled(page);
        assert.match(await address(page), /sheet=albers/);
        assert.equal(await page.getAttribute('#sheet', 'aria-pressed'), 'true');
        assert.match(await page.getAttribute('#north-arrow', 'transform'), /^rotate\(-?[4-9]/, 'north is not up here');
        const map = await page.locator('#map').boundingBox();
        await page.mouse.click(map.x + map.width / 2, map.y + map.height / 2);
        await page.locator('#card h2', { hasText: '海淀区' }).waitFor();
        await page.locator('#home').click();
        await settled(page);
        await picture('albers');
        await page.goBack();
        await done();
    });

    test('and everything else is there without WebGL', async () => {
        const { page, done } = await on.open('/', {
            before: (page) => page.addInitScript(() => {
                const asked = HTMLCanvasElement.prototype.getContext;
                HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
                    return /webgl/.test(kind) ? null : asked.call(this, kind, ...rest);
                };
            }) });
        assert.ok(await page.locator('#map canvas').count() > 0);
        await listed(page, '年');
        await done();
    });
});

describe('comfort', () => {
    test('large type makes everything larger and is remembered', async () => {
        const { page, picture, done } = await on.open('/');
        const size = () => page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
        const before = await size();
        await page.locator('#large-type').click();
        assert.equal(await size(), before * 1.25);
        await page.reload();
        await settled(page);
        assert.equal(await size(), before * 1.25);
        assert.deepEqual(await faultsOf(page), []);
        await picture('large-type');
        await done();
    });

    test('a shared link brings back view, layers, day, selection, filter and order', async () => {
        const path = '/?code=320500&at=31.30,120.60,8.00&on=2024-06-01&sheet=albers&unit=320000&hide=pilot-county&over=0&sort=-term';
        const { page, done } = await on.open(path);
        await page.locator('#card h2', { hasText: '苏州市' }).waitFor();
        await listed(page, '2024年6月1日');
        await settled(page);
        const [found, wanted] = [await address(page), path.slice(1)].map((a) => new URLSearchParams(a));
        const [lat, lon, z] = found.get('at').split(',').map(Number);
        assert.ok(Math.hypot(lat - 31.3, lon - 120.6) < 0.01 && Math.abs(z - 8) < 0.01, found.get('at'));
        found.delete('at');
        wanted.delete('at');
        assert.equal(`${found}`, `${wanted}`);
        assert.equal(await page.isChecked('#show-pilot-county'), false);
        assert.equal(await page.isChecked('#show-over'), false);
        assert.equal(await page.inputValue('#unit'), '320000');
        await done();
    });

    test('motion is spared where that is asked for', async () => {
        const { page, done } = await on.open('/', { reducedMotion: 'reduce' });
        const z = () => page.evaluate(() => Number(new URLSearchParams(location.search).get('at')?.split(',')[2]));
        await page.locator('#zoom-in').click();
        await page.waitForFunction(() => location.search.includes('at='), null, { polling: 20 });
        const soon = await z();
        await page.waitForTimeout(400);
        assert.equal(await z(), soon, 'it was there at once');
        await done();
    });
});
