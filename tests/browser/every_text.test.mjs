// Whatever text the service sends - every field that is words, in every answer - stays text in every view
// of every desk and on the map: markup is put behind each of them on its way to the page.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { demoStage, firstThing, goTo, viewsOf } from './all_pages.mjs';
import { settled } from './stage.mjs';

const NASTY = '<img src=/x onerror=alert(1)>';

let on;

before(async () => { on = await demoStage(); });
after(() => on?.close());

// Words are what is not ASCII alone: codes, days and the names of states stay what they are.
function poisoned(value) {
    if (typeof value === 'string') {
        return /[^\x00-\x7f]/.test(value) ? value + NASTY : value;
    }
    if (Array.isArray(value)) {
        return value.map(poisoned);
    }
    return value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, poisoned(each)])) : value;
}

// [what the page did that it must not, how to look whether the markup is seen as what it is]
async function poison(page) {
    const did = [];
    page.on('dialog', (dialog) => { did.push(`a dialog at ${page.url()}`); dialog.dismiss(); });
    page.on('request', (request) => new URL(request.url()).pathname === '/x' && did.push(`/x was asked for at ${page.url()}`));
    await page.route(/\/(api|ogc)\//, async (route) => {
        const answer = await route.fetch();
        const body = /json/.test(answer.headers()['content-type'] ?? '') ? await answer.json().catch(() => null) : null;
        await route.fulfill(body === null ? { response: answer } : { response: answer, json: poisoned(body) });
    });
    const look = async (where) => {
        assert.equal(await page.locator('img[src="/x"], [onerror]').count(), 0, `${where}: text became markup`);
        return (await page.locator('body').textContent()).split(NASTY).length - 1;
    };
    return { did, look };
}

for (const role of ['province', 'city', 'applicant', 'national', 'operator']) {
    test(`at the desk of ${role}`, { timeout: 240000 }, async () => {
        const { page, done } = await on.enter(on.demo.accounts.find((name) => name.startsWith(`demo-${role}`)));
        const { did, look } = await poison(page);
        let seen = 0;
        for (const search of await viewsOf(page, on.url)) {
            await goTo(page, on.url, search);
            seen += await look(search);
            const thing = await firstThing(page);
            if (thing) {
                await goTo(page, on.url, thing);
                seen += await look(thing);
            }
        }
        assert.ok(seen > 10, `${seen} texts were seen`);
        assert.deepEqual(did, []);
        await done();
    });
}

test('on the map', { timeout: 120000 }, async () => {
    const { zones } = await (await fetch(`${on.url}/api/v1/zones`)).json();
    const told = {};
    const { page, done } = await on.open('/?code=110108', { before: async (page) => { Object.assign(told, await poison(page)); } });
    let seen = await told.look('a place');
    await page.goto(`${on.url}/?zone=${zones[0].id}`);
    await settled(page);
    seen += await told.look('a zone');
    assert.ok(seen > 5, `${seen} texts were seen`);
    assert.deepEqual(told.did, []);
    await done();
});
