// Every page the service renders: valid, without faults in every look, under a strict policy, and telling
// what it tells without any script.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { faultsOfHtml } from '../lib/html.mjs';
import { demoStage, faultsInAllLooks, pagesLeftOut, publicPages } from './all_pages.mjs';

let on, pages;

before(async () => {
    on = await demoStage();
    const all = await publicPages(on.url);
    const { known } = pagesLeftOut(all.map(([path]) => path));
    pages = all.filter(([path]) => known.includes(path));
});
after(() => on?.close());

const loaded = { ready: () => {} };

test('the table of pages has all the service has', () => {
    assert.deepEqual(pagesLeftOut(pages.map(([path]) => path)).missing, []);
});

test('axe finds nothing, and nothing is too wide', { timeout: 240000 }, async () => {
    const { page, done } = await on.open('/find', loaded);
    const faults = [];
    for (const [path] of pages) {
        await page.goto(on.url + path);
        faults.push(...await faultsInAllLooks(page, path));
    }
    assert.deepEqual(faults.slice(0, 30), []);
    await done({ expected: /status of 404/ });
});

test('it is valid HTML under a policy that allows nothing inline and nothing foreign', async () => {
    const faults = [];
    for (const [path] of pages) {
        const answer = await fetch(on.url + path);
        const policy = answer.headers.get('content-security-policy') ?? '';
        assert.match(policy, /default-src '(self|none)'/, path);
        assert.doesNotMatch(policy, /unsafe|\*|https?:/, path);
        faults.push(...await faultsOfHtml(path, await answer.text()));
    }
    assert.deepEqual(faults.slice(0, 20), []);
});

test('without script it tells what it tells', async () => {
    const { page, done } = await on.open('/find', { ...loaded, javaScriptEnabled: false });
    for (const [path, fact] of pages) {
        await page.goto(on.url + path);
        const told = (await page.locator('body').textContent()).replace(/\s+/g, ' ');
        assert.ok(fact instanceof RegExp ? fact.test(told) : told.includes(fact), `${path}: ${fact} is not in ${told.slice(0, 200)}`);
        assert.match(told, /演示数据/, path);
        assert.equal(await page.locator('script').count(), 0, path);
    }
    await done({ expected: /status of 404/ });
});

test('without script its forms lead somewhere', async () => {
    const { page, done } = await on.open('/find', { ...loaded, javaScriptEnabled: false });
    const seen = new Set();
    for (const [path] of pages) {
        await page.goto(on.url + path);
        const forms = await page.locator('form').evaluateAll((all) => all.map((f) => [f.method, f.getAttribute('action'), f.querySelector('button, [type=submit]') !== null]));
        for (const [method, action, sent] of forms) {
            assert.ok(['get', 'post'].includes(method) && sent, `${path}: ${method} ${action}`);
            if (method === 'get') {
                const to = new URL(action ?? '', page.url());
                seen.add(to.pathname);
                assert.equal((await page.request.get(to.href)).status() < 500, true, `${path} → ${to.pathname}`);
            }
        }
    }
    assert.ok(seen.has('/find') && seen.has('/titles'), [...seen].join(' '));
    await page.goto(`${on.url}/find`);
    await page.locator('input[name=q]').first().fill('haidian');
    await Promise.all([page.waitForURL(/q=haidian/), page.keyboard.press('Enter')]);
    await page.locator('a[href^="/place/110108"]').first().click();
    assert.match(await page.locator('body').textContent(), /海淀区/);
    await done({ expected: /status of 404/ });
});
