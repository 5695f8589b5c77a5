// The page to print, in a real browser: one sheet of A4, readable by people, machines and in grey.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../lib/paths.mjs';
import { Register } from '../lib/facts.mjs';
import { serve } from '../lib/server.mjs';
import { faultsOf } from './axe.mjs';
import { stage } from './stage.mjs';

const ARTEFACTS = join(ROOT, 'tests', 'artefacts');
const A4 = [794, 1123]; // at 96 dots an inch
const ready = async () => {};

let on, register;
before(async () => {
    register = new Register();
    const title = (kind, batch, since, until) => register.run('title', 'add', '--kind', kind, '--holder', '110101', '--batch', batch,
        '--since', since, '--until', until, '--document', '国知发运函字〔2022〕131号', '--source', '国知发运字〔2024〕2号', '--by', '王某');
    for (const row of [['pilot-city', '2022-city', '2022-07-01', '2022-12-31'], ['pilot-city', '2022-city', '2023-01-01', '2023-12-31'],
                       ['pilot-city', '2024', '2024-01-01', '2024-06-30'], ['demo-city', '2024', '2024-07-01', '2026-12-31']]) {
        const done = title(...row);
        assert.equal(done.status, 0, done.text);
    }
    on = await stage(await serve({ own: true, copy: false, register: register.db }));
});
after(async () => {
    await on?.close();
    register?.done();
});

const sheets = (pdf) => (pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length;
const paper = (pdf) => /\/MediaBox\s*\[([^\]]+)\]/.exec(pdf.toString('latin1'))[1].trim().split(/\s+/).map(Number);

const PLACES = { 海淀区: '110108', 万州区: '500101', 南沙区: '460303', 四个称号: '110101', 海南省: '460000', 东莞市: '441900' };

describe('the certificate', () => {
    for (const [name, code] of Object.entries(PLACES)) {
        test(`of ${name} is one sheet of A4, in both languages`, async () => {
            for (const query of ['', '?lang=en', '?on=2024-08-01&lang=en']) {
                const { page, done } = await on.open(`/place/${code}/certificate${query}`, { ready });
                const pdf = await page.pdf({ preferCSSPageSize: true });
                assert.equal(sheets(pdf), 1, code + query);
                const [, , width, height] = paper(pdf);
                assert.ok(Math.abs(width - 595) < 2 && Math.abs(height - 842) < 2, `${width} × ${height}`);
                await done();
            }
        });
    }

    test('has four titles on the sheet of the place with four', async () => {
        const { page, done } = await on.open('/place/110101/certificate', { ready });
        assert.equal(await page.locator('table tbody tr').count(), 4);
        await done();
    });

    test('is read by a scanner from the paper', async () => {
        for (const code of ['110108', '460303']) {
            const { page, picture, done } = await on.open(`/place/${code}/certificate?on=2023-06-01`,
                { ready, size: A4, deviceScaleFactor: 2 });
            await page.emulateMedia({ media: 'print' });
            await picture(`certificate-${code}`);
            const read = execFileSync('zbarimg', ['--quiet', '--nodbus', '--raw', join(ARTEFACTS, `certificate-${code}.png`)], { encoding: 'utf8' }).trim();
            assert.equal(read, `${on.url}/place/${code}/certificate?on=2023-06-01`);
            await done();
        }
    });

    test('tells the place from the land around it without colour', async () => {
        const { page, done } = await on.open('/place/500101/certificate', { ready, size: A4 });
        await page.emulateMedia({ media: 'print' });
        const spread = async (x, y) => {
            const at = await page.locator('.sheet-map').boundingBox();
            const clip = { x: at.x + at.width * x, y: at.y + at.height * y, width: 16, height: 16 };
            const shot = (await page.screenshot({ clip })).toString('base64');
            return page.evaluate(async (data) => {
                const picture = new Image();
                picture.src = `data:image/png;base64,${data}`;
                await picture.decode();
                const sheet = new OffscreenCanvas(picture.width, picture.height), pen = sheet.getContext('2d');
                pen.drawImage(picture, 0, 0);
                const { data: dots } = pen.getImageData(0, 0, picture.width, picture.height);
                const grey = [];
                for (let i = 0; i < dots.length; i += 4) grey.push(0.299 * dots[i] + 0.587 * dots[i + 1] + 0.114 * dots[i + 2]);
                return Math.max(...grey) - Math.min(...grey);
            }, shot);
        };
        assert.ok(await spread(0.45, 0.35) > 40, 'the place has a pattern');
        assert.ok(await spread(0.116, 0.5) < 10, 'its neighbour has none');
        await done();
    });

    test('has no fault that axe finds, light, dark, narrow and large', async () => {
        for (const options of [{}, { colorScheme: 'dark' }, { size: [360, 800] }, { size: [320, 256] }]) {
            for (const query of ['', '?lang=en']) {
                const { page, done } = await on.open(`/place/110101/certificate${query}`, { ready, ...options });
                assert.deepEqual(await faultsOf(page), [], JSON.stringify(options) + query);
                assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), true,
                             `${JSON.stringify(options)}: nothing hangs over the side`);
                await done();
            }
        }
    });

    test('works without script, and is found from the page of the place', async () => {
        const { page, picture, done } = await on.open('/place/110108?on=2023-06-01', { ready, javaScriptEnabled: false });
        await page.getByRole('link', { name: '打印证明页' }).click();
        await page.waitForURL(/\/place\/110108\/certificate\?on=2023-06-01$/);
        await picture('certificate-screen');
        await done();
    });
});

describe('lists on paper', () => {
    test('say what was asked, without the form, and number their sheets', async () => {
        for (const [path, words] of [['/titles?province=320000&kind=demo-city&on=2023-06-01', ['江苏省', '2023年6月1日', '示范城市']],
                                     ['/quotas?province=320000', ['批次：2023', '江苏省']]]) {
            const { page, done } = await on.open(path, { ready, size: A4 });
            await page.emulateMedia({ media: 'print' });
            assert.equal(await page.locator('form').isVisible(), false, path);
            const seen = await page.locator('main').innerText();
            for (const word of words) assert.ok(seen.includes(word), `${path}: ${word}`);
            assert.ok(sheets(await page.pdf({ preferCSSPageSize: true })) >= 1);
            await done();
        }
    });

    test('no row is split between two sheets', async () => {
        const { page, done } = await on.open('/titles?all=1', { ready, size: A4 });
        await page.emulateMedia({ media: 'print' });
        assert.equal(await page.evaluate(() => [...document.querySelectorAll('tr')].every((r) => getComputedStyle(r).breakInside === 'avoid')), true);
        assert.ok(sheets(await page.pdf({ preferCSSPageSize: true })) > 1);
        await done();
    });
});

test('the pictures are there to look at', () => {
    for (const name of ['certificate-110108', 'certificate-460303', 'certificate-screen']) {
        assert.ok(readFileSync(join(ARTEFACTS, `${name}.png`)).length > 20_000, name);
    }
});
