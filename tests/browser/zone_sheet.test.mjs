// The page and the sheet of a zone in a real browser: on paper in numbered sheets of A4 that end well, on
// screen in every look, without script; the code on the sheet leads back to it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../lib/paths.mjs';
import { BARE, PLAIN, ZONE, drawnZone } from '../lib/zone_drawn.mjs';
import { faultsOf } from './axe.mjs';
import { stage } from './stage.mjs';

const ARTEFACTS = join(ROOT, 'tests', 'artefacts');
const A4 = [794, 1123]; // at 96 dots an inch
const LOOKS = { light: {}, dark: { colorScheme: 'dark' }, phone: { size: [360, 740] }, '400-percent': { size: [320, 256] } };
const ready = async () => {};

let on, desk, institution;
before(async () => {
    ({ desk, institution } = await drawnZone());
    on = await stage(desk.service);
});
after(async () => {
    await on?.close(); // ends the service, too
    await desk?.close();
});

const sheets = (pdf) => (pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length;
const paper = (pdf) => [...pdf.toString('latin1').matchAll(/\/MediaBox\s*\[([^\]]+)\]/g)].map((m) => m[1].trim().split(/\s+/).map(Number));

describe('on paper', () => {
    test('the sheet of a zone is A4, one sheet where nothing is known and few where much is', async () => {
        for (const [id, most] of [[BARE, 1], [PLAIN, 2], [ZONE, 3]]) {
            for (const query of ['?on=2026-11-21', '?on=2026-11-21&lang=en']) {
                const { page, done } = await on.open(`/zone/${id}/sheet${query}`, { ready });
                const pdf = await page.pdf({ preferCSSPageSize: true });
                assert.ok(sheets(pdf) >= 1 && sheets(pdf) <= most, `${id}${query}: ${sheets(pdf)} sheets`);
                for (const [, , width, height] of paper(pdf)) assert.ok(Math.abs(width - 595) < 2 && Math.abs(height - 842) < 2, `${width} × ${height}`);
                await done();
            }
        }
    });

    test('no row, no map and no part begins on one sheet and ends on the next, and forms stay behind', async () => {
        for (const path of [`/zone/${ZONE}`, `/zone/${ZONE}/sheet`]) {
            const { page, done } = await on.open(path, { ready, size: A4 });
            await page.emulateMedia({ media: 'print' });
            const split = await page.evaluate(() => [...document.querySelectorAll('tr, figure, .part, .verdict, .caution, .sources, .address')]
                .filter((e) => getComputedStyle(e).breakInside !== 'avoid').map((e) => e.className || e.tagName));
            assert.deepEqual(split, [], path);
            assert.equal(await page.locator('form:visible, nav:visible, .to-print:visible').count(), 0, path);
            assert.ok(sheets(await page.pdf({ preferCSSPageSize: true })) >= 2);
            await done();
        }
    });

    test('the code on it is read by a scanner, and is its address with the day', async () => {
        const { page, done } = await on.open(`/zone/${ZONE}/sheet?on=2026-06-01`, { ready, size: A4, deviceScaleFactor: 2 });
        await page.emulateMedia({ media: 'print' });
        await page.screenshot({ path: join(ARTEFACTS, 'zone-sheet.png'), fullPage: true });
        const read = execFileSync('zbarimg', ['--quiet', '--nodbus', '--raw', join(ARTEFACTS, 'zone-sheet.png')], { encoding: 'utf8' }).trim();
        assert.equal(read, `${on.url}/zone/${ZONE}/sheet?on=2026-06-01`);
        await done();
    });
});

describe('on screen', () => {
    test('has no fault that axe finds, in any look, and hangs over no side', async () => {
        const paths = [`/zone/${ZONE}`, `/zone/${ZONE}/sheet?lang=en`, `/zone/${PLAIN}`, `/institutions?zone=${ZONE}`, `/institution/${institution}`];
        for (const [name, options] of Object.entries(LOOKS)) {
            const { page, done } = await on.open(paths[0], { ready, ...options });
            for (const path of paths) {
                if (path !== paths[0]) await page.goto(on.url + path);
                assert.deepEqual(await faultsOf(page), [], `${path} ${name}`);
                assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), true, `${path} ${name}`);
                assert.equal(await page.locator('img').count(), 0, 'what was published is text');
            }
            await done();
        }
    });

    test('works without script: from the list to the zone, its directory, its sheet and back', async () => {
        const { page, picture, done } = await on.open('/zones?shape=published', { ready, javaScriptEnabled: false });
        await page.getByRole('link', { name: '上海漕河泾' }).click();
        await page.waitForURL(new RegExp(`/zone/${ZONE}$`));
        await page.getByRole('link', { name: '查看名录' }).click();
        await page.getByRole('link', { name: /某事务所/ }).click();
        await page.getByRole('link', { name: '上海漕河泾' }).first().click();
        await page.getByRole('link', { name: '打印信息表' }).click();
        await page.waitForURL(/\/sheet$/);
        await picture('zone-sheet-screen');
        await page.getByRole('link', { name: '返回集聚区的页面' }).click();
        await page.waitForURL(new RegExp(`/zone/${ZONE}$`));
        await done();
    });
});
