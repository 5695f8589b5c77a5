// The basemap of the first page in a real browser: a switch that is there only where the service has
// one, tiles that come from the service itself, and a map that stays of use when they do not come.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { serve } from '../lib/server.mjs';
import { plain, png, tileServer } from '../lib/tile_server.mjs';
import { faultsOf } from './axe.mjs';
import { colours, stage } from './stage.mjs';

const GREEN = [150, 190, 140], BLUE = [30, 50, 90];
const NAMES = { '/vec': GREEN, '/img': BLUE };
const TAIWAN_STRAIT = [118.9, 24.0]; // water: nothing of ours is drawn there
const VIEW = { lat: 24.2, lon: 117.5, z: 6.5 };
const AT = `at=${VIEW.lat},${VIEW.lon},${VIEW.z}`;

const tiles = (rq, rs) => {
    const colour = Object.entries(NAMES).find(([start]) => rq.url.startsWith(start))?.[1];
    plain(png(colour ?? [0, 0, 0]))(rq, rs);
};
const near = (a, b) => a.every((v, i) => Math.abs(v - b[i]) <= 12);
const colourAt = async (page) => (await colours(page, VIEW, [TAIWAN_STRAIT]))[0];
const until = (page, colour) => page.waitForFunction(() => true).then(async () => {
    for (let i = 0; i < 60; i++) {
        if (near(await colourAt(page), colour)) {
            return;
        }
        await page.waitForTimeout(100);
    }
    assert.fail(`the map shows ${await colourAt(page)}, not ${colour}`);
});

describe('a service without a basemap', () => {
    let house;
    before(async () => (house = await stage()));
    after(() => house?.close());

    test('shows no switch, and passes over one in the address', async () => {
        const { page, done } = await house.open(`/?base=vec&${AT}`);
        await page.waitForFunction(() => document.getElementById('approval').textContent !== '');
        assert.equal(await page.locator('#base-row').isVisible(), false);
        assert.equal(await page.locator('#map canvas').count() > 0, true);
        await done();
    });
});

describe('a service with a basemap', () => {
    let upstream, house;
    before(async () => {
        upstream = await tileServer(tiles);
        house = await stage(await serve({ own: true, args: ['--basemap', 'tianditu', '--basemap-url', `${upstream.url}/{layer}/{z}/{x}/{y}`] }));
    });
    after(async () => {
        await house?.close();
        await upstream?.close();
    });

    test('draws it when asked, keeps it in the address, and names its source', async () => {
        const { page, picture, done } = await house.open(`/?${AT}`);
        const select = page.locator('#base');
        await select.waitFor({ state: 'visible' });
        assert.equal(await select.inputValue(), '');
        assert.equal(upstream.asked.length, 0, 'nobody is asked before somebody wants it');
        const water = await colourAt(page);
        await select.selectOption('vec');
        await until(page, GREEN);
        assert.match(page.url(), /[?&]base=vec(&|$)/);
        assert.match(await page.locator('#base-source').textContent(), /天地图/);
        assert.match(await page.locator('#approval').textContent(), /GS/);
        assert.deepEqual(await faultsOf(page), []);
        await picture('basemap-map');
        await select.selectOption('img');
        await until(page, BLUE);
        await picture('basemap-imagery');
        await page.goBack();
        await until(page, GREEN);
        assert.equal(await select.inputValue(), 'vec');
        await page.emulateMedia({ media: 'print' });
        await until(page, water);
        assert.equal(await page.locator('#base-source').isVisible(), false, 'paper has no basemap and names none');
        await page.emulateMedia({ media: 'screen' });
        await until(page, GREEN);
        await page.locator('#sheet').click();
        await page.waitForFunction(() => document.getElementById('base').disabled);
        assert.match(await page.locator('#base-note').textContent(), /等积投影下没有底图/);
        await page.locator('#sheet').click();
        await page.waitForFunction(() => !document.getElementById('base').disabled);
        await until(page, GREEN);
        await select.selectOption('');
        await until(page, water);
        assert.doesNotMatch(page.url(), /base=/);
        await done();
    });

    test('lays every tile where it belongs, at any zoom', async () => {
        const colourOf = (z, x, y) => [(x * 47) % 256, (y * 83) % 256, z * 13];
        upstream.answer = (rq, rs) => {
            const [, , z, x, y] = rq.url.split('/').map(Number);
            plain(png(colourOf(z, x, y)))(rq, rs);
        };
        const tileAt = ([lon, lat], z) => [z, Math.floor((lon + 180) / 360 * 2 ** z),
            Math.floor((0.5 - Math.log(Math.tan(Math.PI / 4 + lat * Math.PI / 360)) / (2 * Math.PI)) * 2 ** z)];
        const { page, done } = await house.open(`/?base=vec&at=34.40,122.60,7.80`);
        const points = [[122.6, 34.4], [121.9, 34.0], [123.4, 33.9], [122.2, 35.0]]; // in the sea, away from its name
        for (const z of [7.8, 6.8, 8.3]) {
            await page.evaluate((to) => {
                history.pushState(null, '', to);
                dispatchEvent(new PopStateEvent('popstate'));
            }, `/?base=vec&at=34.40,122.60,${z.toFixed(2)}`);
            const wanted = points.map((p) => colourOf(...tileAt(p, Math.round(z))));
            let seen;
            for (let i = 0; i < 60; i++) {
                seen = await colours(page, { lat: 34.4, lon: 122.6, z }, points);
                if (seen.every((c, k) => near(c, wanted[k]))) {
                    break;
                }
                await page.waitForTimeout(100);
            }
            assert.ok(seen.every((c, k) => near(c, wanted[k])), `zoom ${z}: ${JSON.stringify(seen)}, not ${JSON.stringify(wanted)}`);
        }
        upstream.answer = tiles;
        await done();
    });

    test('opens with it from a link, on a phone in the dark', async () => {
        const { page, picture, done } = await house.open(`/?base=img&${AT}&lang=en`, { size: [360, 780], colorScheme: 'dark' });
        await page.waitForFunction(() => document.getElementById('base').value === 'img');
        await until(page, BLUE);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
        assert.deepEqual(await faultsOf(page), []);
        await page.locator('#base-row').scrollIntoViewIfNeeded();
        await picture('basemap-phone');
        await done();
    });

    test('says once that tiles are missing, stays of use, and tries again when asked', async () => {
        upstream.answer = plain('', 'text/plain', 404);
        const { page, picture, done } = await house.open('/?base=vec&at=30.5,104.2,7');
        const note = page.locator('#base-note');
        await page.waitForFunction(() => document.getElementById('base-note').textContent !== '');
        assert.match(await note.textContent(), /没有取到/);
        assert.deepEqual(await faultsOf(page), []);
        await page.locator('#query').fill('chengdu');
        await page.locator('#results [role=option]').first().click();
        await page.waitForFunction(() => document.querySelector('#card h2')?.textContent.includes('成都'));
        await picture('basemap-missing');
        upstream.answer = tiles;
        await page.locator('#base-retry').click();
        await page.waitForFunction(() => document.getElementById('base-note').textContent === '' && document.getElementById('base-retry').hidden);
        await done({ expected: /Failed to load resource: .*404/ });
    });
});
