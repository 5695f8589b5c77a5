// Every view of every desk, by the desks' own lists: valid as it is shown, without faults in every look,
// no console error and nothing asked of anybody else.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { faultsOfHtml, faultsOfShown } from '../lib/html.mjs';
import { demoStage, faultsInAllLooks, firstThing, goTo, viewsOf } from './all_pages.mjs';

let on;

before(async () => { on = await demoStage(); });
after(() => on?.close());

test('the page to sign in has no faults', async () => {
    const { page, done } = await on.open('/desk', { ready: (page) => page.locator('h1').waitFor() });
    const answer = await fetch(`${on.url}/desk`);
    const policy = answer.headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src '(self|none)'/);
    assert.doesNotMatch(policy, /unsafe|\*|https?:/);
    assert.deepEqual(await faultsOfHtml('/desk', await answer.text()), []);
    assert.deepEqual(await faultsOfShown('/desk', await page.content()), []);
    assert.deepEqual(await faultsInAllLooks(page, 'sign in'), []);
    await done();
});

describe('every view has no faults', () => {
    for (const role of ['province', 'city', 'applicant', 'national', 'operator']) {
        test(`of ${role}`, { timeout: 300000 }, async () => {
            const { page, done } = await on.enter(on.demo.accounts.find((name) => name.startsWith(`demo-${role}`)));
            const faults = [];
            const looked = new Set();
            const look = async (search) => {
                looked.add(search);
                await goTo(page, on.url, search);
                faults.push(...await faultsOfShown(search, await page.content()), ...await faultsInAllLooks(page, search));
            };
            for (const search of await viewsOf(page, on.url)) {
                await look(search);
                const thing = await firstThing(page);
                const view = new URLSearchParams(thing ?? '').get('view');
                if (thing && ![...looked].some((seen) => new URLSearchParams(seen).has('id') && new URLSearchParams(seen).get('view') === view)) {
                    await look(thing);
                }
            }
            assert.deepEqual(faults.slice(0, 30), []);
            await done();
        });
    }
});
