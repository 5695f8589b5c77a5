// A bad import undone, in a browser: a list with mistakes is looked at and its errors are read, the mended
// list is applied and the public sees it, the whole batch is undone and the public sees what it saw before.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DeskStage } from './desk_stage.mjs';

const HEAD = '称号类别,行政区划代码,名称,批次,起始日期,终止日期,文号,来源';
const line = (code, name, since = '2024-01-01') => `示范城市,${code},${name},2024,${since},2026-12-31,国知发运字〔2024〕2号,函件原件`;
const csv = (...rows) => ({ name: '示范城市2024.csv', mimeType: 'text/csv', buffer: Buffer.from(`\ufeff${[HEAD, ...rows].join('\r\n')}`) });
const BAD = csv(line('431000', '郴州市'), line('430900', '娄底市'), line('431300', '娄底市', '2024年13月'), line('999999', ''));
const MENDED = csv(line('431000', '郴州市'), line('431300', '娄底市'));
const PLACE = '/place/431000?on=2024-06-01';

let on;

before(async () => { on = await DeskStage.open({ keeper: { role: 'operator' } }); });
after(() => on?.close());

async function enter(options) {
    const room = await on.enter('keeper', '/desk?view=imports', options);
    const { page } = room;
    await page.getByRole('heading', { level: 1, name: '名单导入' }).waitFor();
    return {
        ...room,
        dialog: page.locator('dialog'),
        async handIn(file) {
            await page.getByLabel('名单文件（CSV）').setInputFiles(file);
            await page.getByRole('button', { name: '核对并预览' }).first().click();
            await page.getByRole('heading', { level: 1, name: /第 \d+ 批/ }).waitFor();
            await page.getByRole('heading', { name: '逐行结果' }).waitFor();
        },
        rows: (result) => page.locator('.table-box tbody tr').filter({ hasText: result }),
        // Numbers said of the map, by what they are numbers of.
        async legend() {
            const items = await page.locator('.import-counts > span').allTextContents();
            return Object.fromEntries(items.map((text) => text.replace('·', '').trim().split(/\s+/)));
        },
    };
}

// What anybody reads about the place, without script.
async function publicly() {
    const { page, done } = await on.stage.open(PLACE, { javaScriptEnabled: false });
    const text = await page.locator('main').innerText();
    await done();
    return text.replaceAll(/修订\s*\d+|\d{4}年\d+月\d+日 \d\d:\d\d/g, '');
}

test('a bad list is looked at, mended, applied, seen by the public, and undone', async () => {
    const { page, dialog, told, look, done, handIn, rows, legend } = await enter();
    const first = await publicly();
    assert.doesNotMatch(first, /国知发运字〔2024〕2号/);

    await page.getByRole('button', { name: '核对并预览' }).first().click();
    await page.getByText('请先选择文件。').waitFor();
    await handIn(BAD);
    await rows('不能登记').first().waitFor();
    assert.equal(await rows('不能登记').count(), 3);
    const said = (await rows('不能登记').allTextContents()).join('\n');
    for (const words of [/代码 430900 是益阳市，不是“娄底市”/, /“起始日期”应为日期/, /没有代码为 999999 的地方/]) {
        assert.match(said, words);
    }
    assert.deepEqual(await legend(), { 新增: '1', 不能登记: '2' });
    await page.getByText('另有 1 行没有可定位的地方').waitFor();
    await look('import-bad');
    await page.getByRole('button', { name: '不能登记 3' }).click();
    await page.waitForURL(/result=refused/);
    assert.equal(await page.locator('.table-box tbody tr').count(), 3);
    assert.deepEqual(await legend(), { 不能登记: '2' });
    await page.getByRole('button', { name: '4 在地图上显示' }).click();
    await page.locator('tr[aria-current=true]').filter({ hasText: '“起始日期”应为日期' }).waitFor();
    await page.getByRole('button', { name: '放弃', exact: true }).click();
    await dialog.getByRole('button', { name: '放弃', exact: true }).click();
    await told('已放弃');

    await page.getByRole('link', { name: '名单导入' }).first().click();
    await page.getByRole('heading', { level: 1, name: '名单导入' }).waitFor();
    await handIn(MENDED);
    assert.equal(await rows('新增').count(), 2);
    assert.deepEqual(await legend(), { 新增: '2' });
    await page.getByRole('button', { name: '应用这一批' }).click();
    await dialog.getByText(/将登记 2 条、更正 0 条、撤回 0 条称号/).waitFor();
    await dialog.getByRole('button', { name: '应用这一批' }).click();
    await told('已应用');
    await page.getByRole('button', { name: '撤销整批' }).waitFor();
    await look('import-applied');
    assert.match(await publicly(), /国知发运字〔2024〕2号/);

    await page.getByRole('button', { name: '撤销整批' }).click();
    await dialog.locator('button[type=submit]').click();
    await dialog.locator('.error').waitFor(); // not without a reason
    await dialog.getByLabel('理由').fill('名单尚未公布');
    await look('import-undo');
    await dialog.locator('button[type=submit]').click();
    await told('已撤销');
    await page.getByText('名单尚未公布').waitFor();
    assert.equal(await publicly(), first);
    await done();
});

test('one title is corrected as an import of one row', async () => {
    const { page, dialog, told, look, done } = await enter();
    const { titles } = await (await page.request.get(`${on.e.url}/api/v1/titles?kind=demo-city&on=2023-06-01&province=110000`)).json();
    await page.getByText('更正一条称号').click();
    await page.getByLabel('称号编号').fill(String(titles[0].id));
    await page.getByRole('form', { name: '更正一条称号' }).getByLabel('至').fill('2025-05-31');
    await page.getByLabel('依据').fill('更正函');
    await look('import-correct');
    await page.getByRole('form', { name: '更正一条称号' }).locator('button[type=submit]').click();
    await page.getByRole('heading', { level: 1, name: /第 \d+ 批/ }).waitFor();
    await page.getByText('止：2025-06-30 → 2025-05-31').waitFor();
    await page.getByRole('button', { name: '放弃', exact: true }).click();
    await dialog.getByRole('button', { name: '放弃', exact: true }).click();
    await told('已放弃');
    await done();
});

test('what a list came to can be read by everybody', async () => {
    const { page, look, done } = await enter({ size: [360, 740] });
    await look('import-list-phone');
    await page.getByRole('link', { name: '示范城市2024.csv' }).last().click();
    await page.getByRole('heading', { name: '逐行结果' }).waitFor();
    await page.locator('.shape-sheet').scrollIntoViewIfNeeded();
    await look('import-rows-phone');
    await page.emulateMedia({ colorScheme: 'dark' });
    await look('import-rows-phone-dark');
    await page.setViewportSize({ width: 1280, height: 800 });
    await look('import-rows-dark');
    await done();
});
