// node pictures.mjs FOLDER [NAME...]: what README shows, taken from a demonstration; every picture bears
// its mark.  WebP, lighter the more there is in it, so that none weighs more than MOST bytes.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { demoStage, goTo } from './all_pages.mjs';
import { quiet } from './desk_stage.mjs';

const MOST = 150_000;
const [folder, ...wanted] = process.argv.slice(2);
assert.ok(folder, 'pictures.mjs FOLDER [NAME...]');

const on = await demoStage();
const json = async (path, headers) => (await fetch(on.url + path, { headers })).json();
const account = (role) => on.demo.accounts.find((name) => name.startsWith(`demo-${role}`));

const { zones } = await json('/api/v1/zones');
const zone = zones.find(({ name }) => /南京|苏州|杭州|广州/.test(name)) ?? zones[0];
const { titles } = await json('/api/v1/titles');
const holder = titles.find((t) => t.holder.code?.startsWith('32'))?.holder ?? titles.find((t) => t.holder.code).holder;

async function take(page, name) {
    assert.match(await page.locator('body').textContent(), /演示数据/, `${name} bears no mark`);
    await page.evaluate(() => document.fonts.ready);
    const devtools = await page.context().newCDPSession(page);
    for (let quality = 86; ; quality -= 12) {
        const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality });
        const bytes = Buffer.from(data, 'base64');
        if (bytes.length <= MOST) {
            writeFileSync(join(folder, `${name}.webp`), bytes);
            console.log(`${name}.webp: ${bytes.length} bytes`);
            return;
        }
        assert.ok(quality > 30, `${name} weighs ${bytes.length} bytes`);
    }
}

const still = { colorScheme: 'light', reducedMotion: 'reduce' };
const plain = (page) => page.waitForLoadState('load');

async function picture(name, path, options, act = async () => {}) {
    const { page, done } = await on.open(path, { ...still, ...options });
    await act(page);
    await page.waitForTimeout(600); // what was just drawn has come to rest
    await take(page, name);
    await done();
}

const onPaper = (page) => page.emulateMedia({ media: 'print' });

async function desk(name, role, search, act = async () => {}) {
    const { page, done } = await on.enter(account(role));
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await goTo(page, on.url, search);
    await act(page);
    await quiet(page);
    await page.evaluate(() => scrollTo(0, 0)); // where the mark is
    await page.waitForTimeout(900);
    await take(page, name);
    await done();
}

const LIST = '\ufeff称号类别,行政区划代码,名称,批次,起始日期,终止日期,文号,来源\r\n' +
    ['210300,鞍山市,2024-01-01', '210400,抚顺市,2024-01-01', '210500,抚顺市,2024-01-01', '210600,丹东市,2024年13月']
        .map((row) => `示范城市,${row.replace(/,([^,]+)$/, ',2024,$1')},2026-12-31,演示〔2024〕2号,演示\r\n`).join('');

const PICTURES = {
    map: async () => {
        const { features } = await json('/ogc/collections/zone-parts/items?f=json&limit=1000');
        const [lon, lat] = features.find((f) => f.id.startsWith(`${zone.id}.`)).geometry.coordinates.flat(9);
        await picture('map', `/?zone=${zone.id}&at=${lat.toFixed(2)},${lon.toFixed(2)},6.3`, { size: [1280, 800] });
    },
    phone: () => picture('phone', `/?code=${holder.code}`, { size: [360, 740], deviceScaleFactor: 1.5 }),
    zone: () => picture('zone', `/zone/${zone.id}/sheet`, { size: [794, 1123], ready: plain }, onPaper),
    province: () => desk('province', 'province', '?view=places'),
    national: () => desk('national', 'national', '?view=quotas'),
    compare: () => desk('compare', 'national', '?view=compare'),
    import: () => desk('import', 'operator', '?view=imports', async (page) => {
        await page.getByLabel('名单文件（CSV）').setInputFiles({ name: '演示名单.csv', mimeType: 'text/csv', buffer: Buffer.from(LIST) });
        await page.getByRole('checkbox').check(); // the list is not on record yet
        await page.getByRole('button', { name: '核对并预览' }).first().click();
        await page.getByRole('heading', { name: '逐行结果' }).waitFor();
    }),
    certificate: () => picture('certificate', `/place/${holder.code}/certificate`, { size: [794, 1123], ready: plain },
        onPaper),
};

mkdirSync(resolve(folder), { recursive: true });
let failed = 0;
for (const name of wanted.length ? wanted : Object.keys(PICTURES)) {
    try {
        await PICTURES[name]();
    } catch (why) {
        console.error(`${name}: ${why.message}`);
        failed++;
    }
}
await on.close();
process.exitCode = failed ? 1 : 0;
