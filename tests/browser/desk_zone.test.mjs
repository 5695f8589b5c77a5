// Zones at the desk in a real browser: an applicant names a zone, draws a part from four lines with the
// mouse, reads that it lies outside its host and is far from what was declared, mends it with corners
// that are typed, reads that nothing is left of that, and judges itself; a province reads the same.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { uscc } from '../lib/uscc.mjs';
import { DeskStage, LOOKS, REFUSED, quiet } from './desk_stage.mjs';

const PEOPLE = {
    jiangsu: { role: 'province', province: '320000' },
    nanjing: { role: 'applicant', place: '320100' },
};
const WISH = { round: '2023-zone', track: 'trial-zone', place: '320100' };
const CORNERS = ['118.83, 31.95', '118.85, 31.95', '31.97N 118.85E', '118°49′48″E 31°58′12″N']; // 419 hectares in 江宁区
const EVIL = '<img src=x onerror="window.hit=1">';

let on;
let e;
let id;
before(async () => {
    on = await DeskStage.open(PEOPLE);
    e = on.e;
    ({ id } = await e.done(201, 'nanjing', 'POST', '/api/v1/applications', WISH));
});
after(() => on?.close());

// The map has been drawn: nothing is on its way to it, and its frames have passed.
async function drawn(page) {
    await quiet(page);
    await page.waitForTimeout(400);
}

const near = (page, what, more) => page.locator('.shape-form').locator(what, more);

describe('an applicant', () => {
    test('names its zone and a part, and sees the four limits read back', async () => {
        const { page, look, told, done } = await on.enter('nanjing', `/desk?view=applications&id=${id}`);
        await page.getByText('还没有填写申报的是哪个集聚区').waitFor();
        await page.getByRole('link', { name: '填写集聚区和片区' }).click();
        await page.getByLabel('园区名称').fill('江宁服务业集聚区');
        await page.getByLabel('载体所在政区代码').fill('320199');
        await page.getByLabel('申报总面积').fill('4百');
        await page.getByRole('button', { name: '保存' }).click();
        await page.getByText('请填数字').first().waitFor();
        await page.getByLabel('申报总面积').fill('400');
        await page.getByRole('button', { name: '保存' }).click();
        await page.locator('.error', { hasText: '320199' }).waitFor(); // the service's word, at the field
        assert.equal(await page.evaluate(() => document.activeElement.name), 'host_code');
        await look('zone-sheet-wrong');
        await page.getByLabel('载体所在政区代码').fill('320115');
        await page.getByRole('button', { name: '保存' }).click();
        await told('集聚区已保存');

        await page.getByLabel('片区名称').fill(EVIL);
        await page.getByLabel('申报面积').fill('419.3');
        await page.getByLabel('四至文字').fill('东至甲路，南至乙路，西');
        await page.locator('.read-back .error').waitFor();
        await page.getByLabel('四至文字').fill('东至甲路，南至乙路，西至丙河，北至丁路南150米');
        await page.locator('.read-back dd', { hasText: '丁路南150米' }).waitFor();
        await look('zone-part-words');
        await page.getByRole('button', { name: '保存' }).nth(1).click();
        await told('片区 1 已保存');
        await page.locator('.shape-form').waitFor();
        assert.equal(await page.evaluate(() => window.hit), undefined);
        await page.locator('.findings li', { hasText: '四至未公布或未提交' }).waitFor();
        await done({ expected: REFUSED });
    });

    test('draws it from four lines with the mouse, reads its findings, and mends what they say', async () => {
        const { page, look, told, done } = await on.enter('nanjing', `/desk?view=zone&id=${id}&part=1`);
        const map = near(page, '.shape-sheet');
        await map.waitFor();
        await drawn(page);
        await page.getByRole('button', { name: '在地图上画 东界' }).click();
        await map.scrollIntoViewIfNeeded();
        const box = await map.boundingBox();
        const at = ([x, y]) => [box.x + box.width * x, box.y + box.height * y];
        // East, south, west, north: no two ends meet, and much of it lies beyond the border of 江宁区.
        const lines = { 东: [[0.72, 0.2], [0.7, 0.8]], 南: [[0.75, 0.7], [0.45, 0.72]], 西: [[0.48, 0.8], [0.5, 0.3]], 北: [[0.45, 0.34], [0.78, 0.3]] };
        const now = (words) => page.locator('.drawing-tools .bar', { hasText: words }).waitFor();
        for (const [side, [from, to]] of Object.entries(lines)) {
            await now(`${side}界：已有 0 个点`); // one side after the other, by itself
            await page.mouse.click(...at(from));
            await now(`${side}界：已有 1 个点`);
            await page.waitForTimeout(260); // not the first half of a double click
            await page.mouse.move(...at(to), { steps: 3 });
            await page.mouse.dblclick(...at(to));
        }
        for (const side of ['东', '南', '西', '北']) {
            await near(page, `.figure label:has-text("${side}界"):has-text("2 个点")`).waitFor();
        }
        await look('zone-lines');
        await page.getByRole('button', { name: '预览' }).click();
        await near(page, '.bar-good').waitFor();
        await drawn(page);
        await look('zone-preview');
        assert.equal((await e.done(200, 'nanjing', 'GET', `/api/v1/applications/${id}/zone`)).parts[0].shape, 'none'); // nothing is kept by looking
        await page.getByRole('button', { name: '提交这个图形' }).click();
        await told('片区 1 的图形已提交');

        const finding = (words) => page.locator('.findings li', { hasText: words });
        await finding('超出依托载体').waitFor();
        await finding('申报面积不符').waitFor();
        assert.equal(await page.locator('.findings li').count(), Number(/\d+/.exec(await page.locator('.report-counts strong').innerText())[0]));
        await finding('超出依托载体').getByRole('button').click();
        await page.waitForURL(/finding=/);
        await drawn(page);
        await look('zone-findings');
        await page.reload();
        await finding('超出依托载体').locator('[aria-pressed=true]').waitFor(); // the address knows which one

        await page.getByLabel('一个面').check();
        await near(page, 'textarea').fill(`${CORNERS.slice(0, 3).join('\n')}\n某地`);
        await page.getByRole('button', { name: '预览' }).click();
        await page.getByText('第 4 行不是坐标').waitFor();
        await near(page, 'textarea').fill(`${CORNERS[0]}\n${CORNERS[2]}\n${CORNERS[1]}\n${CORNERS[3]}`); // a bow tie
        await page.getByRole('button', { name: '预览' }).click();
        await near(page, '.bar-bad[role=alert]').waitFor();
        await drawn(page);
        await look('zone-refused');
        await near(page, 'textarea').fill(CORNERS.join('\n'));
        await page.getByRole('button', { name: '预览' }).click();
        await near(page, '.bar-good', { hasText: '419' }).waitFor();
        await page.getByRole('link', { name: '返回申报' }).click();
        await page.locator('dialog').getByRole('button').first().click(); // stay: it was not handed in
        await page.getByRole('button', { name: '提交这个图形' }).click();
        await told('片区 1 的图形已提交');
        await finding('超出依托载体').waitFor({ state: 'detached' });
        assert.equal(await finding('申报面积不符').count(), 0);
        await look('zone-mended');
        await page.getByRole('link', { name: '返回申报' }).click();
        const own = page.locator('article', { has: page.getByRole('heading', { name: /^1\.1\.1 / }) });
        await own.locator('summary').click();
        await own.getByLabel('自评分').fill('101');
        await own.getByLabel('依据').fill('统计年鉴');
        await own.getByRole('button', { name: '保存' }).click();
        await own.locator('.error').waitFor();
        await own.getByLabel('自评分').fill('88.5');
        await own.getByRole('button', { name: '保存' }).click();
        await own.locator('.chip', { hasText: '88.5' }).waitFor();
        await look('zone-self');
        await done({ expected: REFUSED });
    });
});

test('a province tells what a zone has done, and takes in its institutions after looking at them', async () => {
    const { page, look, told, done } = await on.enter('jiangsu', '/desk?view=zones');
    await page.getByRole('link', { name: '南京市江宁区' }).click();
    await page.getByRole('heading', { level: 1, name: '南京市江宁区' }).waitFor();
    await page.getByRole('button', { name: '登记事项' }).click();
    const dialog = page.locator('dialog');
    await dialog.locator('[name=event]').selectOption('report_filed');
    await dialog.locator('[name=day]').fill('2024-01-20');
    await dialog.locator('[name=source]').fill('苏知函〔2024〕1号');
    await dialog.getByRole('button', { name: '保存' }).click();
    await dialog.locator('.error, .bar-bad').first().waitFor(); // a report is of a year
    await look('zone-event-wrong');
    await dialog.locator('[name=year]').fill('2023');
    await dialog.getByRole('button', { name: '保存' }).click();
    await told('已登记：年度总结和计划已报送');
    await page.getByRole('rowheader', { name: '2024年1月20日' }).waitFor();

    const file = (text) => ({ name: '机构.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    const head = 'name,uscc,admitted,reason,source\n';
    await page.getByLabel('批量登记').setInputFiles(file(`${head}某某代理有限公司,91320115MA1XXXXX01,2024-13-01,符合条件,函\n`));
    await page.locator('.bar-bad', { hasText: '处错误' }).waitFor();
    await look('zone-institutions-faults');
    assert.equal(await page.getByText('在册 0 家').count(), 1);
    await page.getByLabel('批量登记').setInputFiles(file(`${head}某某代理有限公司,${uscc(1)},2024-01-01,符合条件,函\n`));
    await page.getByRole('button', { name: '登记 1 家' }).click();
    await told('已登记 1 家机构');
    await page.getByText('在册 1 家').waitFor();
    await look('zone-of-term');
    await done({ expected: REFUSED });
});

test('what was put together is without faults in every look', async () => {
    const { page, look, view, done } = await on.enter('jiangsu', `/desk?view=applications&id=${id}`);
    for (const [name, { colorScheme = 'light', size: [width, height] = [1280, 800] }] of Object.entries(LOOKS)) {
        await page.setViewportSize({ width, height });
        await page.emulateMedia({ colorScheme });
        await view(`view=applications&id=${id}`);
        await page.locator('#report .shape-sheet canvas').first().waitFor();
        await look(`zone-province-${name}`);
        await view(`view=zone&id=${id}`);
        await near(page, '.shape-sheet canvas').first().waitFor();
        await look(`zone-edit-${name}`);
        await view('view=zones&id=nanjing-jiangning');
        await look(`zone-term-${name}`);
    }
    await done();
});
