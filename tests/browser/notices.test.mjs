// The pages about public notices in a browser: an objection filed without script, and what axe says
// before, with errors, and after; the ways between map and notices.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { NoticeDesk } from '../lib/notice_desk.mjs';
import { faultsOf } from './axe.mjs';
import { settled, stage } from './stage.mjs';

let desk;
let on;
let at;

before(async () => {
    desk = await NoticeDesk.open();
    on = await stage(desk.service);
    at = `/notices/${desk.notice}`;
    await desk.past();
});
after(async () => {
    await on?.close(); // ends the service, too
    await desk?.close();
});

async function fill(page, { entry = '441400', text = '', contact = '' }) {
    const option = page.locator('#entry option', { hasText: entry });
    await page.locator('#entry').selectOption(await option.getAttribute('value'));
    await page.locator('#text').fill(text);
    await page.locator('#contact').fill(contact);
}

const send = (page) => Promise.all([page.waitForNavigation(), page.locator('main form button').click()]);
const width = (page) => page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);

describe('without script', () => {
    for (const [name, size, query] of [['desktop', [1280, 800], ''], ['phone', [360, 740], '?lang=en']]) {
        test(`an objection is filed, ${name}`, async () => {
            const { page, picture, done } = await on.open(at + query, { javaScriptEnabled: false, size });
            const known = (await desk.objections()).length;
            await fill(page, { text: ' \n ', contact: 'x'.repeat(401) });
            const [refused] = await send(page);
            assert.equal(refused.status(), 400);
            assert.equal(await page.locator('.faults a').count(), 2);
            assert.equal(await page.locator('#contact').inputValue(), 'x'.repeat(401));
            assert.match(await page.locator('#entry option:checked').textContent(), /441400/);
            await picture(`notice-errors-${name}`);

            await page.locator('#text').fill(`第一行\n<b>第二行</b> ${name}`);
            await page.locator('#contact').fill('王某 139');
            const [taken] = await send(page);
            assert.equal(taken.status(), 201);
            assert.ok(!page.url().includes('139'));
            const number = Number(await page.locator('.received strong').textContent());
            await picture(`notice-received-${name}`);
            const kept = (await desk.objections()).find(({ id }) => id === number);
            assert.equal(kept.text, `第一行\n<b>第二行</b> ${name}`);
            assert.equal((await desk.objections()).length, known + 1);

            await Promise.all([page.waitForNavigation(), page.locator('main a').click()]);
            // What was taken is published with the next picture of the register, a moment later.
            const listed = page.locator('.told li', { hasText: String(number) });
            for (let i = 0; i < 60 && (await listed.count()) === 0; i++) {
                await page.waitForTimeout(250);
                await page.reload();
            }
            await listed.first().waitFor({ timeout: 1000 });
            await picture(`notice-${name}`);
            await done({ expected: /status of 400/ });
        });
    }

    test('the browser itself asks for what must be there', async () => {
        const { page, done } = await on.open(at, { javaScriptEnabled: false });
        await page.locator('main form button').click();
        assert.equal(new URL(page.url()).pathname, at);
        assert.equal(await page.locator('#entry:invalid').count(), 1);
        await done();
    });
});

// Axe is itself a script: the same pages in a browser that runs it.
describe('axe finds nothing', () => {
    const LOOKS = [
        ['light', { colorScheme: 'light' }],
        ['dark', { colorScheme: 'dark' }],
        ['phone', { size: [360, 740] }],
        ['400-percent', { size: [320, 256] }],
        ['high-contrast', { forcedColors: 'active' }],
    ];
    for (const [look, options] of LOOKS) {
        test(look, async () => {
            const { page, picture, done } = await on.open('/', options);
            const look_at = async (state) => {
                await picture(`notice-${state}-${look}`);
                assert.deepEqual(await faultsOf(page), [], state);
                assert.ok(await width(page) <= 0, `${state}: ${await width(page)} pixels too wide`);
            };
            await page.goto(`${on.url}/notices`);
            await look_at('list');
            await page.goto(`${on.url}/notices/${desk.notice}`);
            await look_at('before');
            await fill(page, { text: ' ', contact: 'x'.repeat(500) });
            await send(page);
            await look_at('errors');
            await fill(page, { entry: '441600', text: look });
            await send(page);
            await look_at('after');
            await done({ expected: /status of 400/ });
        });
    }
});

test('the map leads to the notices, and a place to those it stands in', async () => {
    for (const [lang, query, words] of [['zh', '', /公示/], ['en', '?lang=en', /Public notices/]]) {
        const { page, done } = await on.open(`/?code=441400${lang === 'en' ? '&lang=en' : ''}`);
        const link = page.locator('.card a[href^="/notices/"]');
        await link.waitFor();
        assert.equal(await link.getAttribute('href'), at + query);
        assert.deepEqual(await faultsOf(page), []);
        await Promise.all([page.waitForNavigation(), page.locator('header a[href*="/notices"]').click()]);
        assert.equal(new URL(page.url()).pathname + new URL(page.url()).search, `/notices${query}`);
        assert.match(await page.locator('h1').textContent(), words);
        await Promise.all([page.waitForNavigation(), page.locator('.brand a').click()]);
        await settled(page);
        assert.equal(new URL(page.url()).search, query);
        await done();
    }
});

test('a place that stands in none has no such part', async () => {
    const { page, done } = await on.open('/?code=110108');
    await page.locator('#card .facts').waitFor();
    await page.waitForLoadState('networkidle');
    assert.equal(await page.locator('.card a[href^="/notices/"]').count(), 0);
    await done();
});
