// The page for everybody: checked by axe in both themes and on a phone, read without script, in English,
// at 320 pixels; valid as HTML and light to load.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { WEB } from '../lib/paths.mjs';
import { faultsOf } from './axe.mjs';
import { colours, stage } from './stage.mjs';

const FIRST_LOAD = 120_000; // bytes as sent: page, script, style

let on;

before(async () => { on = await stage(); });
after(() => on?.close());

const LOOKS = [
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['phone', { size: [360, 740], colorScheme: 'light' }],
    ['phone-dark', { size: [360, 740], colorScheme: 'dark' }],
    ['400-percent', { size: [320, 256], colorScheme: 'light' }],
    ['high-contrast', { forcedColors: 'active' }],
];

const STATES = [
    ['home', '/', async () => {}],
    ['results', '/', async (page) => {
        await page.locator('#query').fill('hd');
        await page.locator('#results').waitFor();
        await page.keyboard.press('ArrowDown');
    }],
    ['place', '/?code=110108', (page) => page.locator('#card .facts').waitFor()],
    ['english', '/?code=110108&lang=en', (page) => page.locator('#card .facts').waitFor()],
];

describe('axe finds nothing', () => {
    for (const [look, options] of LOOKS) {
        for (const [state, path, act] of STATES) {
            test(`${look}, ${state}`, async () => {
                const { page, picture, done } = await on.open(path, options);
                await act(page);
                await page.waitForTimeout(500);
                await picture(`${state}-${look}`);
                assert.deepEqual(await faultsOf(page), []);
                const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
                assert.ok(wide <= 0, `${wide} pixels too wide`);
                await done();
            });
        }
    }
});

test('a change of theme repaints the map at once', async () => {
    const { page, done } = await on.open('/', { colorScheme: 'light' });
    const sea = () => page.evaluate(() => document.getElementById('map').style.backgroundColor);
    const before = await sea();
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.waitForFunction((old) => document.getElementById('map').style.backgroundColor !== old, before);
    const [ground] = await colours(page, { lat: 35, lon: 104, z: 4 }, [[104, 35]]);
    assert.ok(Math.max(...ground) < 120, `the land is dark: ${ground}`);
    await done();
});

test('without script there is a form that works and links that lead somewhere', async () => {
    const { page, picture, done } = await on.open('/', { javaScriptEnabled: false });
    await picture('no-script');
    const links = await page.locator('noscript a').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    assert.ok(links.length >= 4);
    for (const link of [...links, '/favicon.svg']) {
        assert.equal((await page.request.get(on.url + link)).status(), 200, link);
    }
    await page.locator('#query').fill('海淀区');
    const [answer] = await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    assert.equal(answer.status(), 200);
    assert.match(await page.content(), /110108/);
    await done();
});

test('English is a switch away and stays in the links', async () => {
    const { page, done } = await on.open('/?code=110108');
    await page.locator('#language').click();
    await page.locator('#card .facts').waitFor();
    assert.equal(await page.getAttribute('html', 'lang'), 'en');
    assert.match(await page.locator('#vintage').textContent(), /31 December 2023/);
    assert.match(await page.locator('#card .neighbours a').first().getAttribute('href'), /lang=en/);
    await done();
});

test('the source line, the approval number and the age of the boundaries stand below', async () => {
    const { page, done } = await on.open('/');
    await page.waitForFunction(() => document.getElementById('vintage').textContent !== '');
    assert.match(await page.locator('footer').textContent(), /数据来源：国家地理信息公共服务平台（天地图）/);
    assert.match(await page.locator('footer').textContent(), /审图号/);
    assert.match(await page.locator('#vintage').textContent(), /2023年12月31日.*1:1000000/);
    await done();
});

test('the page is sent with a policy that allows nothing inline and nothing foreign', async () => {
    const { page, done } = await on.open('/');
    const sent = (await page.request.get(`${on.url}/`)).headers()['content-security-policy'] ?? '';
    assert.ok(sent.includes("default-src"), sent);
    assert.doesNotMatch(sent, /unsafe|\*|https?:/);
    await done();
});

test('page, script and style weigh little', async (t) => {
    const { page, done } = await on.open('/');
    const bytes = await page.evaluate(() => {
        const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
        return all.filter((e) => /\/$|\.(js|css|svg)$/.test(e.name)).reduce((n, e) => n + e.encodedBodySize, 0);
    });
    t.diagnostic(`${bytes} bytes`);
    assert.ok(bytes > 10_000 && bytes <= FIRST_LOAD, `${bytes} bytes`);
    await done();
});

test('the page is valid HTML', async () => {
    const checker = new HtmlValidate({
        extends: ['html-validate:recommended'],
        rules: { 'doctype-style': 'off', 'void-style': 'off', 'long-title': 'off' },
    });
    const report = await checker.validateFile(join(WEB, 'index.html'));
    assert.deepEqual(report.results.flatMap((r) => r.messages.map((m) => `${m.line}: ${m.ruleId} ${m.message}`)), []);
});
