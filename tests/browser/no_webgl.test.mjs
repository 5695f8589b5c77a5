// An office PC whose browser has no WebGL: the map is drawn all the same, and answers a click.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { colours, stage } from './stage.mjs';

let on;

before(async () => { on = await stage(null, ['--disable-webgl', '--disable-3d-apis']); });
after(() => on?.close());

test('the map is drawn and a place is found on it without WebGL', async () => {
    const view = { lat: 35, lon: 105, z: 6 };
    const { page, done } = await on.open(`/?at=${view.lat},${view.lon},${view.z}`, { colorScheme: 'light' });
    assert.equal(await page.evaluate(() => document.createElement('canvas').getContext('webgl')), null);
    const spots = await colours(page, view, Array.from({ length: 40 }, (_, i) => [101 + i * 0.2, 35]));
    assert.ok(new Set(spots.map(String)).size > 1, 'one colour everywhere');
    const box = await page.locator('#map').boundingBox();
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await page.locator('#card .facts').waitFor();
    await done();
});
