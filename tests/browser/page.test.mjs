// The first page in a real browser: a person looks at the map, finds a place, clicks, goes back.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { colours, settled, stage } from './stage.mjs';

const HAIDIAN = '110108';
const KINDS = 'demo-city,pilot-city,demo-county,pilot-county'; // what is drawn, to be left out
let on;

before(async () => { on = await stage(); });
after(() => on?.close());

const code = (page) => page.locator('#card .fact-code').textContent();
const address = (page) => page.evaluate(() => location.search);
const cardOf = (page, name) => page.locator('#card h2', { hasText: name }).waitFor();

// A line's corners and four points between each two.
function along(line) {
    return line.slice(1).flatMap(([x, y], i) => [0, 0.2, 0.4, 0.6, 0.8, 1].map((share) =>
        [line[i][0] + (x - line[i][0]) * share, line[i][1] + (y - line[i][1]) * share]));
}

describe('the map', () => {
    test('is there, with every province drawn, the dash line and the far islands', async (t) => {
        const view = { lat: 30, lon: 105, z: 4 };
        const { page, picture, done } = await on.open(`/?at=${view.lat},${view.lon},${view.z}&hide=${KINDS}`, { size: [1600, 950] });
        const land = { 新疆: [84, 42.6], 西藏: [86, 33], 黑龙江: [126.5, 49], 云南: [101.2, 23.4],
                       四川: [100, 31.5], 内蒙古: [111, 41.6], 江西: [115.2, 26.2] };
        const sea = [[128, 27], [90, 12]];
        const dash = [[109.61, 15.8], [112.3, 3.5], [119.05, 15.6], [122.72, 24.1]];
        const [onLand, atSea] = [await colours(page, view, Object.values(land)), await colours(page, view, sea)];

        for (const colour of atSea) {
            assert.deepEqual(colour, atSea[0], 'outside nothing is drawn');
        }
        Object.keys(land).forEach((name, i) => {
            assert.notDeepEqual(onLand[i], atSea[0], `${name} is drawn`);
            assert.deepEqual(onLand[i], onLand[0], `${name} has the colour of land`);
        });
        for (const [lon, lat] of dash) {
            const around = [];
            for (let x = -0.9; x <= 0.9; x += 0.09) {
                for (let y = -0.9; y <= 0.9; y += 0.09) around.push([lon + x, lat + y]);
            }
            const red = (await colours(page, view, around)).some(([r, g, b]) => r > g + 40 && r > b + 30);
            assert.ok(red, `a dash near ${lon}, ${lat}`);
        }
        await picture('nation');
        t.diagnostic(`first picture after ${await page.evaluate(() =>
            Math.round(performance.getEntriesByName('first-picture')[0].startTime))} ms`);
        await done();
    });

    test('shows the whole territory at first, to three degrees north, and nothing lies over it', async () => {
        const { page, done } = await on.open('/');
        const covered = await page.evaluate(() => {
            const box = document.getElementById('map').getBoundingClientRect();
            const found = new Set();
            for (let x = box.left + 2; x < box.right - 2; x += 8) {
                for (let y = box.top + 2; y < box.bottom - 2; y += 8) {
                    const top = document.elementFromPoint(x, y);
                    if (!document.getElementById('map').contains(top)) found.add(top?.id || top?.className || 'nothing');
                }
            }
            return [...found];
        });
        assert.deepEqual(covered, []);
        assert.equal(await address(page), '', 'the address stays plain until somebody moves');
        await done();
    });

    for (const [size, z] of [[[360, 740], 2.9], [[1280, 800], 3.7], [[1600, 950], 3.9], [[1280, 800], 5.1]]) {
        test(`writes no name over the dash line: ${size.join(' x ')} at zoom ${z}`, async () => {
            const view = { lat: z > 5 ? 14 : z === 3.7 ? 27 : 31, lon: z > 5 ? 115 : 104.5, z };
            const { page, done } = await on.open(`/?at=${view.lat},${view.lon},${view.z}`, { size });
            const { features } = await (await page.request.get(`${on.url}/api/v1/boundary-lines`)).json();
            const lines = features.map(({ geometry: g }) => (g.type === 'LineString' ? [g.coordinates] : g.coordinates));
            const dashes = lines.find((parts) => parts.flat().some(([, lat]) => lat < 10));
            assert.equal(dashes.length, 10);
            const pixel = 360 / (256 * 2 ** z);
            const around = [-1, 0, 1].flatMap((x) => [-1, 0, 1].map((y) => [x * pixel, y * pixel]));
            for (const dash of dashes) {
                for (const [lon, lat] of along(dash)) {
                    const seen = await colours(page, view, around.map(([x, y]) => [lon + x, lat + y]));
                    assert.ok(seen.some(([r, g, b]) => r > g + 25 && r > b + 12), `the dash is seen at ${lon}, ${lat}: ${seen[4]}`);
                }
            }
            await done();
        });
    }

    test('draws cities half-way and counties close by, and the counties of what is in view only', async () => {
        const asked = [];
        const note = (page) => page.on('request', (r) => asked.push(r.url()));
        const { page, picture, done } = await on.open('/?at=31.5,117,5.8', { before: note });
        assert.ok(asked.some((u) => /\/geo\/\w+\/cities\/all/.test(u)));
        assert.ok(!asked.some((u) => /\/geo\/\w+\/counties\//.test(u)), 'no county yet');
        await picture('cities');
        await page.goto(`${on.url}/?at=30.27,120.15,8.5`);
        await settled(page);
        const chunks = asked.map((u) => /\/geo\/(\d+)\/counties\/(\d+)\?detail=3$/.exec(u)).filter(Boolean);
        const provinces = chunks.map((c) => c[2]);
        const { revision } = await (await page.request.get(`${on.url}/api/v1/about`)).json();
        assert.ok(chunks.every((c) => c[1] === String(revision)), 'at the revision there is');
        const chunk = await page.request.get(`${on.url}/geo/${revision}/counties/330000?detail=3`);
        assert.match(chunk.headers()['cache-control'], /immutable/);
        assert.ok(provinces.includes('330000'));
        assert.ok(!provinces.includes('650000'), 'Xinjiang is far away');
        assert.equal(new Set(provinces).size, provinces.length, 'each chunk once');
        await picture('counties');
        await done();
    });

    test('answers the keyboard: plus zooms, Enter asks about the middle', async () => {
        const { page, done } = await on.open('/?at=39.96,116.30,9');
        await page.locator('#map').focus();
        await page.keyboard.press('Enter');
        await cardOf(page, '海淀区');
        await page.keyboard.press('+');
        await page.waitForFunction(() => /,10\.00/.test(location.search));
        await done();
    });
});

describe('search', () => {
    for (const words of ['hd', 'haidian', '海淀', HAIDIAN]) {
        test(`${words}, with the keyboard alone, finds ${HAIDIAN}`, async () => {
            const { page, picture, done } = await on.open('/');
            await page.keyboard.press('Tab'); // the skip link
            await page.keyboard.press('Enter');
            assert.equal(await page.evaluate(() => document.activeElement.id), 'query');
            if (words === '海淀') await page.keyboard.insertText(words);
            else await page.keyboard.type(words, { delay: 20 });
            // Answers to the first letters may come first.
            await page.locator('#results [role=option]', { hasText: HAIDIAN }).first().waitFor();
            assert.match(await page.locator('#search-status').textContent(), /找到 \d+ 个结果/);
            const rows = await page.locator('#results [role=option]').allTextContents();
            const row = rows.findIndex((text) => text.includes(HAIDIAN));
            assert.ok(row >= 0, rows.join(' | '));
            for (let i = 0; i <= row; i++) await page.keyboard.press('ArrowDown');
            const active = await page.getAttribute('#query', 'aria-activedescendant');
            assert.match(await page.locator(`#${active}`).textContent(), /110108/);
            if (words === 'hd') await picture('search');
            await page.keyboard.press('Enter');
            await cardOf(page, '海淀区');
            assert.equal(await code(page), HAIDIAN);
            assert.match(await address(page), /code=110108/);
            assert.equal(await page.getAttribute('#query', 'aria-expanded'), 'false');
            await done();
        });
    }

    test('Enter right after typing opens the best answer', async () => {
        const { page, done } = await on.open('/');
        await page.locator('#query').fill('海淀区');
        await page.keyboard.press('Enter');
        await cardOf(page, '海淀区');
        await done();
    });

    test('keys of an input method still composing are its own', async () => {
        const { page, done } = await on.open('/');
        await page.locator('#query').fill('海淀');
        await page.locator('#results').waitFor();
        await page.locator('#query').dispatchEvent('keydown', { key: 'Enter', isComposing: true });
        await page.waitForTimeout(300);
        assert.equal(await page.locator('#results').isVisible(), true);
        assert.equal(await address(page), '');
        await done();
    });

    test('Escape closes the list, and then empties the box', async () => {
        const { page, done } = await on.open('/');
        await page.locator('#query').fill('海淀');
        await page.locator('#results').waitFor();
        await page.keyboard.press('Escape');
        assert.equal(await page.locator('#results').isHidden(), true);
        assert.equal(await page.inputValue('#query'), '海淀');
        await page.keyboard.press('Escape');
        assert.equal(await page.inputValue('#query'), '');
        await done();
    });

    test('nothing found says so, and says what can be typed; markup stays text', async () => {
        const { page, picture, done } = await on.open('/');
        await page.locator('#query').fill('<img src=x onerror=alert(1)>');
        await page.locator('#search-note').waitFor();
        assert.match(await page.locator('#search-note').textContent(), /没有找到“<img src=x onerror=alert\(1\)>”.*haidian/);
        assert.equal(await page.locator('img').count(), 0);
        await picture('nothing-found');
        await done();
    });
});

describe('a wrong entry', () => {
    test('is reported from the card; what cannot be sent stays in the form', async () => {
        const { page, picture, done } = await on.open(`/?code=${HAIDIAN}`);
        const sent = [];
        await page.route('**/api/v1/reports*', (route) => {
            sent.push(route.request().postDataJSON());
            return sent.length === 1
                ? route.fulfill({ status: 429, contentType: 'application/problem+json',
                                  body: JSON.stringify({ title: '请求过于频繁', detail: '请一小时后再试' }) })
                : route.fulfill({ status: 201, contentType: 'application/json', body: '{"id":7,"about":"110108"}' });
        });
        await cardOf(page, '海淀区');
        await page.locator('#card summary', { hasText: '这条信息有误' }).click();
        const said = page.locator('#report-said');
        await page.locator('#report-text').fill('   ');
        await page.locator('.report button').click();
        await said.getByText('请先写明哪里不对').waitFor();
        assert.deepEqual(sent, [], 'nothing empty is sent');
        await page.locator('#report-text').fill(' 称号期限有误 ');
        await page.locator('.report button').click();
        await said.getByText('请一小时后再试').waitFor();
        assert.equal(await page.locator('#report-text').inputValue(), ' 称号期限有误 ');
        await picture('report');
        await page.locator('.report button').click();
        await said.getByText('编号 7').waitFor();
        assert.deepEqual(sent, Array(2).fill({ about: HAIDIAN, text: '称号期限有误', contact: null }));
        assert.equal(await page.locator('#report-text').inputValue(), '');
        await done({ expected: /429/ });
    });
});

describe('the card', () => {
    test('opens on a click, with the chain, the edge, the neighbours and the data', async () => {
        const { page, picture, done } = await on.open('/?at=39.96,116.30,9');
        const map = await page.locator('#map').boundingBox();
        await page.mouse.click(map.x + map.width / 2, map.y + map.height / 2);
        await cardOf(page, '海淀区');
        assert.equal(await code(page), HAIDIAN);
        assert.deepEqual(await page.locator('#card .spot .chain li').allTextContents(), ['北京市', '海淀区']);
        assert.match(await page.locator('#card .spot').textContent(), /39\.96\d\d° N，116\.30\d\d° E.*距最近的县级边界约/s);
        assert.match(await page.locator('#card .fact-area').textContent(), /^4[23]\d\.\d 平方千米$/);
        const neighbours = await page.locator('#card .neighbours li').allTextContents();
        assert.ok(neighbours.includes('西城区') && neighbours.includes('昌平区'), neighbours.join(' '));
        for (const link of await page.locator('#card .plain a').all()) {
            const answer = await page.request.get(on.url + await link.getAttribute('href'));
            assert.equal(answer.status(), 200);
        }
        await picture('card');
        await done();
    });

    test('the level of a click is the one drawn: a province from afar', async () => {
        const { page, done } = await on.open('/?at=31.5,100,4');
        const map = await page.locator('#map').boundingBox();
        await page.mouse.click(map.x + map.width / 2, map.y + map.height / 2);
        await cardOf(page, '四川省');
        assert.equal(await code(page), '510000');
        assert.equal(await page.locator('#card .spot .chain li').count(), 3, 'and the whole chain of the spot');
        await done();
    });

    test('a click outside every boundary says so', async () => {
        const { page, done } = await on.open('/?at=30,128,5');
        const map = await page.locator('#map').boundingBox();
        await page.mouse.click(map.x + map.width / 2, map.y + map.height / 2);
        await cardOf(page, '不在境内');
        assert.ok(!(await address(page)).includes('code='));
        await done();
    });

    test('back and forward go through what was selected', async () => {
        const { page, done } = await on.open(`/?code=${HAIDIAN}`);
        await cardOf(page, '海淀区');
        await settled(page);
        await page.locator('#card .neighbours a', { hasText: '昌平区' }).click();
        await cardOf(page, '昌平区');
        await page.locator('#card .chain a', { hasText: '北京市' }).click();
        await cardOf(page, '北京市');
        await settled(page);
        await page.goBack();
        await cardOf(page, '昌平区');
        assert.match(await address(page), /code=110114/);
        await page.goBack();
        await cardOf(page, '海淀区');
        await page.goForward();
        await cardOf(page, '昌平区');
        await done();
    });

    test('a shared link brings back the selection and the view, and marks the place', async () => {
        const view = { lat: 39.96, lon: 116.3, z: 9 };
        const { page, done } = await on.open(`/?code=${HAIDIAN}&at=39.96,116.3,9&utm_source=x`);
        await cardOf(page, '海淀区');
        await settled(page);
        assert.match(await address(page), /at=39\.96\d*,116\.30\d*,9\.00/);
        const [inside, outside] = await colours(page, view, [[116.23, 39.99], [115.6, 39.99]]);
        assert.notDeepEqual(inside, outside, 'the selected place is filled');
        await done();
    });

    test('what the service says goes in as text', async () => {
        const evil = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>';
        const answer = { code: HAIDIAN, name: evil, level: 'county', kind: 'district', kind_label: evil, pinyin: evil,
                         area_km2: 1, parents: [{ code: '110000', name: evil }], neighbours: [{ code: '110114', name: evil }] };
        const { page, done } = await on.open(`/?code=${HAIDIAN}`, {
            before: (page) => page.route('**/api/v1/places/110108*', (r) => r.fulfill({ json: answer })) });
        await cardOf(page, '<img');
        assert.equal(await page.locator('#card img, #card script').count(), 0);
        assert.equal(await page.evaluate(() => window.pwned), undefined);
        await done();
    });

    test('an unknown code is said in the words of the service', async () => {
        const { page, done } = await on.open('/?code=999999');
        await cardOf(page, '没有读到内容');
        assert.ok((await page.locator('#card [role=alert]').textContent()).length > 3);
        await done({ expected: /404/ });
    });

    test('a failure offers to try again, and trying again works', async () => {
        let broken = true;
        const { page, picture, done } = await on.open(`/?code=${HAIDIAN}`, {
            before: (page) => page.route('**/api/v1/places/110108*', (r) => (broken ? r.abort() : r.continue())) });
        await cardOf(page, '没有读到内容');
        await picture('failed');
        broken = false;
        await page.locator('#card .retry').click();
        await cardOf(page, '海淀区');
        await done({ expected: /ERR_FAILED/ });
    });
});

test('boundaries that do not load say so, and load when asked again', async () => {
    let broken = true;
    const { page, picture, done } = await on.open('/?at=30,105,4', {
        before: (page) => page.route(/\/(ogc|geo)\//, (r) => (broken ? r.abort() : r.continue())) });
    assert.match(await page.locator('#map-note').textContent(), /边界没有载入/);
    await picture('map-failed');
    broken = false;
    await page.locator('#map-retry').click();
    await settled(page);
    const [land, sea] = await colours(page, { lat: 30, lon: 105, z: 4 }, [[84, 42.6], [128, 27]]);
    assert.notDeepEqual(land, sea);
    await done({ expected: /ERR_FAILED/ });
});
