// The national desk in a browser: quotas set, an application taken into review, a notice opened and
// withdrawn, another that lists the application, and a designation before its end, refused in words.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { daysFromNow, TODAY } from '../lib/evaluation.mjs';
import { DeskStage, LOOKS, REFUSED } from './desk_stage.mjs';

const PEOPLE = {
    nation: { role: 'national' },
    jiangsu: { role: 'province', province: '320000' },
    judge: { role: 'expert' },
    c320115: { role: 'applicant', place: '320115' },
    nanjing: { role: 'applicant', place: '320100' },
};

let on;
let desk;
let application;

// Two zones said to lie in a division of their own.
function addHosts(register) {
    register.edit('zones.csv', (text) => text.replace(/^((?:nanjing-jiangning|jinan-licheng),[^,]*,[^,]*,[^,]*,[^,]*),,(\d{6}),/gm, '$1,$2,,'));
}

const square = (lon, lat, size = 0.02) => ({ type: 'Polygon', coordinates: [[[lon, lat], [lon + size, lat], [lon + size, lat + size], [lon, lat + size], [lon, lat]]] });

// A published part with its shape, as the national office puts it right.
async function publish(zone, shape) {
    const at = `/api/v1/zones/${zone}/parts/1`;
    await desk.done(200, 'nation', 'PUT', at, { document: '函〔2024〕3号', reason: '补登四至', name: '一片区', extent_text: '东至甲路，南至乙路，西至丙路，北至丁路' });
    const drawn = await desk.ask('nation', 'PUT', `${at}/shape?document=d&reason=r`, Buffer.from(JSON.stringify(shape)), { 'Content-Type': 'application/geo+json' });
    assert.equal(drawn.status, 200, drawn.text);
    await desk.settled(drawn.json.revision);
}

before(async () => {
    on = await DeskStage.open(PEOPLE, addHosts);
    desk = on.e;
    await desk.places('demo-county', '320000', 2);
    application = await desk.checked('320115');
    await desk.goes('jiangsu', application, 'recommend', 'recommended');
});
after(() => on?.close());

// At the desk, and how its parts are come to by the names they bear.
async function enter(options) {
    const room = await on.enter('nation', '/desk', options);
    const { page } = room;
    return {
        ...room,
        dialog: page.locator('dialog'),
        async part(label) {
            await page.locator('nav.parts').getByRole('link', { name: label, exact: true }).click();
            await page.getByRole('heading', { level: 1, name: label, exact: true }).waitFor();
        },
    };
}

const fillNotice = async ({ page, dialog }, { title, length = '5', unit = 'calendar' }) => {
    await page.getByRole('button', { name: '发布公示' }).click();
    await dialog.getByLabel('标题').fill(title);
    await dialog.getByLabel('天数').fill(length);
    await dialog.getByLabel('怎样计算').selectOption(unit);
};

test('a place is taken into review, published, and not designated before the end of its notice', async () => {
    const nation = await enter();
    const { page, dialog, told, look, part, done } = nation;
    await page.getByRole('heading', { level: 1, name: '待办' }).waitFor();
    await look('national-waiting');

    await part('各省名额');
    await page.getByLabel('类别').selectOption('demo-county');
    const jiangsu = page.getByRole('row', { name: /江苏省/ });
    await jiangsu.getByText('1/2').waitFor();
    await jiangsu.getByRole('button', { name: /设定/ }).click();
    await dialog.getByLabel('名额').fill('0');
    await dialog.getByLabel('依据文件').fill('函〔2023〕2号');
    await dialog.getByRole('button', { name: '保存' }).click();
    await dialog.locator('.bar-bad').waitFor();
    await look('national-quota-refused');
    await dialog.getByLabel('名额').fill('3');
    await dialog.getByRole('button', { name: '保存' }).click();
    await told('江苏省的名额已设定');
    await jiangsu.getByText('1/3').waitFor();
    await look('national-quotas');

    await part('公示与异议');
    await fillNotice(nation, { title: '评审结果公示', length: '30', unit: 'working' });
    await dialog.getByLabel('公布日').fill('2031-01-06');
    await dialog.getByText('公示期无法计算').waitFor();
    await dialog.getByRole('button', { name: '发布公示' }).click();
    await dialog.locator('.bar-bad').waitFor();
    await look('national-notice-refused');
    await dialog.getByLabel('公布日').fill('2026-09-28');
    await dialog.getByLabel('天数').fill('7');
    const ahead = await dialog.locator('.window-ahead').textContent();
    await dialog.getByRole('button', { name: '发布公示' }).click();
    await page.getByRole('heading', { level: 1, name: '评审结果公示' }).waitFor();
    const [, first, last] = /将为 (\S+) 至 (\S+)。/.exec(ahead);
    await page.locator('.facts').getByText(`${first} 至 ${last}`).waitFor();
    await page.getByRole('button', { name: '撤回公示' }).click();
    await dialog.getByLabel('理由').fill('标题有误');
    await dialog.getByRole('button', { name: '撤回公示' }).click();
    await told('公示已撤回');
    await look('national-notice-withdrawn');

    await part('公示与异议');
    await fillNotice(nation, { title: '示范县评审结果公示' });
    await dialog.getByText('公示期将为').waitFor();
    await look('national-notice-opening');
    await dialog.getByRole('button', { name: '发布公示' }).click();
    await told('公示已发布');

    await part('申报队列');
    await page.getByLabel('只看等我处理的').check();
    await page.getByRole('row', { name: /江宁区/ }).getByText('受理推荐').waitFor();
    await look('national-queue');
    await page.getByRole('link', { name: '江宁区' }).click();
    await look('national-application');
    for (const state of ['评审中', '公示中']) {
        await page.locator('.steps .main').first().click();
        await dialog.locator('button[type=submit]').click();
        await told(state);
    }
    await page.locator('.steps .main').first().click();
    await dialog.getByLabel('文号').fill('国知发运字〔2026〕1号');
    await dialog.locator('button[type=submit]').click();
    const said = await dialog.locator('.bar-bad').textContent();
    assert.match(said, /公示/);
    assert.match(said, new RegExp(daysFromNow(5)), said);
    await look('national-designate-refused');
    await page.keyboard.press('Escape');
    assert.equal((await desk.read('nation', application)).state, 'in_notice');
    await done({ expected: REFUSED });
});

test('a province has the same numbers on the map, in the table and at the service, and its applications behind them', async () => {
    const { page, view, look, done } = await enter();
    await view('view=quotas&track=demo-county');
    const { rows } = await desk.done(200, 'nation', 'GET', '/api/v1/rounds/2023/quotas?track=demo-county');
    const said = (n) => (n === null ? '未知' : String(n));
    const table = await page.locator('tbody tr').evaluateAll((all) => all.map((row) => [...row.querySelectorAll('.number .cell')].map((c) => c.firstChild.textContent)));
    const linked = (cells) => cells.map((c) => /^\d*/.exec(c)[0] || c);
    assert.deepEqual(table.map(linked), rows.map((q) => [said(q.places), said(q.recommended), said(q.designated), said(q.left)]));
    const keys = await page.locator('.nation .places-legend strong').allTextContents();
    const count = (is) => String(rows.filter(is).length);
    assert.deepEqual(keys, [
        count((q) => q.places !== null && q.recommended === 0 && q.places > 0), count((q) => q.recommended > 0 && q.recommended < q.places),
        count((q) => q.places !== null && q.recommended === q.places), count((q) => q.places !== null && q.recommended > q.places), count((q) => q.places === null),
    ]);
    const map = page.locator('.nation-map');
    await map.focus();
    await page.keyboard.press('Enter'); // the middle of the sheet lies in some province
    const picked = await page.locator('.chosen h2').textContent();
    assert.equal(await page.locator('tr[aria-current] th button').textContent(), picked);
    await map.click({ position: { x: 300, y: 200 } }); // and what is clicked, the same
    await page.waitForFunction((before) => document.querySelector('.chosen h2').textContent !== before, picked);
    assert.equal(await page.locator('tr[aria-current] th button').textContent(), await page.locator('.chosen h2').textContent());
    await page.getByRole('button', { name: '江苏省', exact: true }).click();
    const jiangsu = rows.find((q) => q.province === '320000');
    await page.locator('.chosen').getByText(`共 ${jiangsu.places} 个名额，已推荐 ${jiangsu.recommended}`).waitFor();
    assert.equal(await page.locator('tr[aria-current] th').textContent().then((t) => t.includes('江苏省')), true);
    await look('national-quota-map');
    await page.locator('.chosen').getByRole('link', { name: '占用名额的申报' }).click();
    await page.getByRole('row', { name: /江宁区/ }).waitFor();
    assert.equal(await page.locator('tbody tr').count(), jiangsu.recommended);
    await page.goBack();
    await page.locator('tr[aria-current]').getByRole('button', { name: '江苏省', exact: true }).waitFor();
    await done();
});

test('two days are held against each other: maps, counts and rows say the same as the service', async () => {
    const { page, view, look, done } = await enter();
    const [from, to] = ['2023-01-01', TODAY];
    const held = async (on) => {
        const { titles } = await desk.done(200, null, 'GET', `/api/v1/titles?on=${on}`);
        return new Set(titles.filter((t) => !['not_yet', 'ended', 'superseded', 'revoked'].includes(t.status)).map((t) => t.id));
    };
    const [before, after] = [await held(from), await held(to)];
    const came = [...after].filter((id) => !before.has(id)).length;
    const ended = [...before].filter((id) => !after.has(id)).length;
    assert.ok(came > 0 && ended > 0);
    await view(`view=compare&from=${from}&to=${to}`);
    const sums = await page.locator('tbody tr').filter({ hasText: '全部称号' }).locator('.number .cell').allTextContents();
    assert.deepEqual(sums.map(Number), [before.size, ended, came, after.size]);
    await page.locator('.pair h3').first().getByText(`持有 ${before.size}，其中后来结束 ${ended}`).waitFor();
    await page.locator('.pair h3').nth(1).getByText(`持有 ${after.size}，其中新增 ${came}`).waitFor();
    assert.equal(await page.locator('.table-box').last().locator('tbody tr').count(), came + ended);
    await look('national-compare');
    const maps = page.locator('.pair .shape-sheet');
    await maps.first().focus();
    await page.keyboard.press('ArrowRight');
    const cross = page.locator('.cross-words');
    const words = await cross.textContent();
    assert.match(words, /经度 \d+\.\d+°，纬度 \d+\.\d+°/);
    await maps.nth(1).hover({ position: { x: 40, y: 60 } });
    await page.waitForFunction((old) => document.querySelector('.cross-words').textContent !== old, words);
    const scales = page.locator('.pair .scale-line');
    const old = await scales.first().textContent();
    await page.locator('.pair').getByRole('button', { name: '放大' }).nth(1).click();
    await page.waitForFunction((was) => [...document.querySelectorAll('.pair .scale-line')].every((s) => s.textContent !== was), old);
    assert.equal(await scales.first().textContent(), await scales.nth(1).textContent());
    await done();
});

test('every part of the desk can be read by everybody: in the dark, on a phone, the maps at 400 per cent, too', async () => {
    const PARTS = ['待办', '各省名额', '申报队列', '对照', '公示与异议', '评审与专家', '更正与反映', '取消资格', '期限', '一致性'];
    const MAPS = new Set(['各省名额', '对照', '一致性']);
    const { page, look, part, done } = await enter();
    for (const [i, label] of PARTS.entries()) {
        await part(label);
        await page.locator('main .table-box').first().waitFor();
        for (const shape of ['dark', 'phone', ...(MAPS.has(label) ? ['400-percent'] : [])]) {
            const { colorScheme = 'light', size: [width, height] = [1280, 800] } = LOOKS[shape];
            await page.emulateMedia({ colorScheme });
            await page.setViewportSize({ width, height });
            await look(`national-part-${i}-${shape}`);
        }
    }
    await done();
});

test('each number of a check is the number of rows behind it, in the whole country and in a province; a finding is seen on the map', async () => {
    await publish('nanjing-jiangning', square(118.83, 31.95));
    await publish('jinan-licheng', square(118.84, 31.955)); // in the other one, and far from its host
    const reports = await Promise.all(['nanjing-jiangning', 'jinan-licheng'].map((id) => desk.done(200, null, 'GET', `/api/v1/zones/${id}/extent-report`)));
    const outside = reports.flatMap((r) => r.findings).filter((f) => f.severity !== 'note' && ['outside-host', 'outside-applicant'].includes(f.check)).length;
    assert.ok(outside > 0);

    const { page, part, look, done } = await enter();
    await part('一致性');
    await page.locator('.checks li').first().waitFor();
    const numbers = Object.fromEntries(await page.locator('.checks li').evaluateAll((all) => all.map((li) => [li.querySelector('a').textContent, Number(li.querySelector('strong').textContent)])));
    assert.deepEqual([numbers['集聚区超出载体或申报地'], numbers['集聚区互相重叠']], [outside, 1]);
    const { zones } = await desk.done(200, null, 'GET', '/api/v1/zones');
    assert.equal(numbers['集聚区没有四至图形'], zones.filter((z) => z.shape !== 'published').length);
    const rows = page.locator('.check tbody tr');
    for (const [name, n] of Object.entries(numbers)) {
        await page.locator('.checks').getByRole('link', { name, exact: true }).click();
        await page.locator('.check h2').getByText(name, { exact: true }).waitFor();
        assert.equal(await rows.count(), n, name);
        const tally = await page.locator('.tally strong').allTextContents();
        if (tally.length > 0 && name !== '称号不在任何名单上') {
            assert.equal(tally.reduce((sum, each) => sum + Number(each), 0), n, name); // the map is drawn from these
            await page.locator('.tally button').first().click();
            await page.locator('.tally button[aria-pressed=true]').waitFor();
            assert.equal(await rows.count(), Number(tally[0]), name);
        }
    }
    await page.locator('.checks').getByRole('link', { name: '集聚区互相重叠' }).click();
    await page.locator('.nation-map').waitFor();
    await look('national-consistency');
    await rows.first().getByRole('link').first().click();
    await page.locator('#report .findings').getByText('与其他集聚区重叠').waitFor();
    await page.locator('#report .findings li').filter({ hasText: '与其他集聚区重叠' }).getByRole('button').click();
    await page.locator('#report .findings li.chosen').waitFor();
    await page.locator('#report .scale-line').getByText(/\d+ 米$/).waitFor(); // the map has gone there
    await look('national-zone-report');
    await done();
});

// A demonstration zone, recommended: two parts that overlap.
async function zoneRecommended() {
    const { id } = await desk.done(201, 'nanjing', 'POST', '/api/v1/applications', { round: '2023-zone', track: 'demo-zone', place: '320100' });
    const at = `/api/v1/applications/${id}`;
    const zone = { zone: 'nanjing-jiangning', name: '南京市江宁区', host_kind: 'division', host_name: '江宁区', host_code: '320115', declared_m2: 8000000, outstanding_reason: '服务业营业收入三年翻番' };
    const said = async (status, who, path, body, type) => {
        const answer = await desk.plain(who, 'PUT', `${at}/${path}`, body, type ? { 'content-type': type } : {});
        assert.equal(answer.status, status, answer.text);
    };
    await said(200, 'nanjing', 'zone', zone);
    for (const [number, lon] of [[1, 118.825], [2, 118.835]]) {
        await said(200, 'nanjing', `parts/${number}`, { name: `${number}号片区`, declared_m2: 4000000, extent_text: '东至甲路，南至乙路，西至丙路，北至丁路' });
        await said(200, 'nanjing', `parts/${number}/shape?crs=cgcs2000`, square(lon, 31.945), 'application/geo+json');
    }
    for (const kind of ['zone_plan', 'cases', 'self_evaluation']) {
        assert.equal((await desk.material('nanjing', id, kind)).status, 200);
    }
    await said(200, 'nanjing', 'self-evaluation/1.1.1', { value: 85.5, evidence: '见方案第一部分' });
    await desk.goes('nanjing', id, 'file', 'filed');
    assert.equal((await desk.material('jiangsu', id, 'recommendation_letter')).status, 200);
    for (const name of ['outstanding', 'not-already-titled', 'government-support', 'foundation', 'extent-clear', 'plan-feasible', 'safeguards']) {
        assert.equal((await desk.finding('jiangsu', id, name)).status, 200, name);
    }
    await desk.goes('jiangsu', id, 'check', 'checked');
    await desk.goes('jiangsu', id, 'recommend', 'recommended');
    return id;
}

test('a zone is reviewed with the report about its extent, held against the published one, and taken into review', async () => {
    const id = await zoneRecommended();
    const report = await desk.done(200, 'nation', 'GET', `/api/v1/applications/${id}/extent-report`);
    const { page, dialog, told, part, look, done } = await enter();
    await part('申报队列');
    await page.getByLabel('类别').selectOption('demo-zone');
    const row = page.getByRole('row', { name: /南京市/ });
    await row.getByText('受理推荐').waitFor();
    await row.getByRole('link', { name: '南京市' }).click();
    const found = page.locator('#report .findings li');
    await found.first().waitFor();
    assert.deepEqual(await page.locator('#report .finding-head strong').evaluateAll((all) => all.map((e) => e.lastChild.textContent)), report.findings.map((f) => f.label));
    const overlap = found.filter({ hasText: '片区重叠' });
    await overlap.getByRole('button', { name: '在地图上看' }).click();
    await page.locator('#report .findings li.chosen').getByText('片区重叠').waitFor();
    await page.locator('#report .scale-line').getByText(/\d+ 米$/).waitFor();
    await page.getByRole('row', { name: /1\.1\.1.*85\.5.*见方案第一部分/ }).waitFor();
    await look('national-zone-review');

    await page.getByRole('link', { name: '与已公布的范围对照' }).click();
    await page.locator('.pair .shape-sheet').nth(1).waitFor();
    const areas = page.getByRole('row', { name: /实测合计/ });
    await areas.getByText('838', { exact: false }).waitFor(); // both parts, measured
    await look('national-compare-extents');
    await page.goBack();
    await page.locator('.steps .main').first().click();
    await dialog.locator('button[type=submit]').click();
    await told('评审中');
    await done();
});

test('an expert is named, a deadline set, a report answered', async () => {
    await desk.done(201, null, 'POST', '/api/v1/reports', { about: '320115', text: '<img src=x onerror=alert(1)>名称有误' });
    const { page, dialog, told, part, look, done } = await enter();
    await part('评审与专家');
    await page.getByRole('button', { name: '录入指标' }).click();
    await dialog.getByLabel('依据文件').fill('评审办法');
    await dialog.getByLabel('每行一个指标').fill('A,,创造,40\nB,运用');
    await dialog.getByRole('button', { name: '保存' }).click();
    await dialog.getByText('第 2 行').waitFor();
    await dialog.getByLabel('每行一个指标').fill('A,,创造,40\nB,,运用,60');
    await dialog.getByRole('button', { name: '保存' }).click();
    await told('权重完整');
    await page.getByRole('button', { name: '指定专家' }).click();
    await dialog.getByLabel('账户编号').fill(String(desk.ids.judge));
    await dialog.getByLabel('所在推荐单位').selectOption('430000');
    await dialog.getByRole('button', { name: '指定专家' }).click();
    await told('judge 已指定');
    await look('national-scores');

    await part('期限');
    await page.getByRole('button', { name: /设定 示范县 提交/ }).click();
    await dialog.getByLabel('截止日').fill(TODAY);
    await dialog.getByLabel('依据文件').fill('通知');
    await dialog.getByRole('button', { name: '保存' }).click();
    await told('截止日已设定');

    await part('更正与反映');
    await page.getByText('<img src=x onerror=alert(1)>名称有误').waitFor();
    await page.getByRole('button', { name: '答复 1' }).click();
    await dialog.getByRole('textbox', { name: '答复' }).fill('已核对，无误。');
    await dialog.getByRole('button', { name: '答复' }).click();
    await told('已答复');
    await look('national-reports');
    await done();
});
