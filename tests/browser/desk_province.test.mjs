// The provincial desk in a real browser: an application is worked through until it is recommended and
// the next one finds no place; ranks are set by keyboard; refusals stand at their field; a session ends
// without taking along what was typed; and whatever people write comes back as text.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { COUNTIES, PEOPLE, TODAY, daysFromNow } from '../lib/evaluation.mjs';
import { faultsOf } from './axe.mjs';
import { DeskStage, LOOKS, REFUSED, quiet, signIn } from './desk_stage.mjs';

const PDF = { name: '佐证.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n') };
const PAGE = { name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<!doctype html><script>alert(1)</script>') };
const VIEWS = ['view=waiting', 'view=applications', 'view=places', 'view=ranking&track=demo-county', 'view=notices', 'view=proposals', 'view=office', 'view=account'];
const EVIL = '<img src=x onerror="window.hit=1">';

let on;
let e;
before(async () => {
    on = await DeskStage.open({ ...PEOPLE, careless: { role: 'province', province: '430000' } });
    e = on.e;
});
after(() => on?.close());

// An application of a county, filed with the province.
async function filed(code) {
    const id = await e.apply(`c${code}`, 'demo-county', code);
    assert.equal((await e.material(`c${code}`, id, 'government_consent')).status, 200);
    await e.goes(`c${code}`, id, 'file', 'filed');
    return id;
}

describe('signing in', () => {
    test('says what is wrong without saying too much, and how long to wait', async () => {
        const { page, look, done } = await on.enter(null, '/desk?view=ranking');
        await look('sign-in');
        await page.getByRole('button', { name: '登录' }).click();
        assert.equal(await page.locator('.error').count(), 2);
        assert.equal(await page.evaluate(() => document.activeElement.name), 'name');
        const said = async (name) => {
            await page.locator('input[name=name]').fill(name);
            await page.locator('input[name=password]').fill('not the password');
            await page.keyboard.press('Enter');
            await page.locator('button:not([disabled])', { hasText: '登录' }).waitFor();
            return page.locator('form .bar-bad:visible').allInnerTexts();
        };
        assert.deepEqual(await said('careless'), ['账户名或密码不正确。']);
        assert.deepEqual(await said('nobody-at-all'), ['账户名或密码不正确。']);
        await look('sign-in-wrong');
        let last;
        for (let i = 0; i < 6 && !/秒后/.test(last); i++) {
            last = (await said('careless')).join();
        }
        assert.match(last, /请在 \d+ 秒后再试/);
        await look('sign-in-locked');
        await page.locator('[role=timer]').waitFor({ state: 'detached', timeout: 20000 });
        await signIn(page, 'careless');
        assert.equal(await page.locator('h1').innerText(), '排序与名额'); // where the address pointed
        await done({ expected: REFUSED });
    });

    test('signing out shows nothing of what was there, and going back neither', async () => {
        const { page, done } = await on.enter('jiangsu', '/desk?view=proposals');
        await page.getByRole('button', { name: '退出' }).click();
        await page.getByRole('heading', { name: '登录' }).waitFor();
        await page.reload();
        await page.getByRole('heading', { name: '登录' }).waitFor();
        assert.equal(await page.locator('table').count(), 0);
        await done();
    });
});

describe('a whole job', () => {
    test('an application is judged, checked, ranked and recommended; the next one finds no place', async () => {
        const [first, second] = [COUNTIES[0][0], COUNTIES[1][0]];
        const id = await filed(first);
        const other = await e.checked(second);
        const { page, look, told, done } = await on.enter('jiangsu');
        await look('waiting');
        await page.getByRole('row', { name: /审核申报.*江宁区/ }).getByRole('link').click();
        await page.getByRole('heading', { level: 1, name: /江宁区/ }).waitFor();
        await look('application-filed');

        // A finding without evidence is refused at the field, and with it is kept.
        for (const [n, name] of ['组织领导', '政策合规', '产业成效'].entries()) {
            const card = page.locator('.card-box', { has: page.getByRole('heading', { name }) });
            await card.locator('summary').click();
            await card.locator('select').selectOption('met');
            if (n === 0) {
                await card.getByRole('button', { name: '保存' }).click();
                assert.equal(await card.locator('textarea[aria-invalid=true]').count(), 1);
                assert.equal(await card.locator('.error').innerText(), '请填写这一项。');
                assert.equal(await page.evaluate(() => document.activeElement.name), 'evidence');
                await look('finding-refused');
            }
            await card.locator('textarea').fill(`实地查看（${name}）`);
            await card.getByRole('button', { name: '保存' }).click();
            await told(name);
        }
        const leadership = page.locator('#finding-leadership');
        await leadership.locator('input[type=file]').setInputFiles(PAGE);
        await leadership.locator('.error').waitFor();
        assert.match(await leadership.locator('.error').innerText(), /按内容判断|网页/);
        await look('file-refused');
        await leadership.locator('input[type=file]').setInputFiles(PDF);
        await told('佐证.pdf');
        const [saved] = await Promise.all([page.waitForEvent('download'), leadership.getByRole('link', { name: '佐证.pdf' }).click()]);
        assert.deepEqual(readFileSync(await saved.path()), PDF.buffer);

        // The check; a reason is asked for where one is needed.
        await page.getByRole('button', { name: '审核通过' }).click();
        await look('check');
        await page.locator('dialog').getByRole('button', { name: '审核通过' }).click();
        await told('省级审核通过');
        await page.getByRole('button', { name: '退回补正' }).click();
        await page.locator('dialog').getByRole('button', { name: '退回补正' }).click();
        assert.equal(await page.locator('dialog .error').innerText(), '请填写这一项。');
        await look('reason-missing');
        await page.keyboard.press('Escape');
        await page.locator('dialog').waitFor({ state: 'detached' });

        // No places are known, so nothing can be recommended, and it is said so.
        await page.getByRole('link', { name: '排序与名额' }).click();
        await page.getByRole('heading', { level: 1, name: '排序与名额' }).waitFor();
        await quiet(page);
        assert.match(await page.locator('.bar-warn-box').innerText(), /未知/);
        await look('quota-unknown');
        await page.getByRole('button', { name: '推荐 江宁区' }).click();
        assert.match(await page.locator('.order li', { hasText: '江宁区' }).getByRole('alert').innerText(), /名额/);

        // One place: the order is turned by keyboard, the first takes the place, the second is refused.
        const { revision } = await e.read('nation', id);
        await e.places('demo-county', '320000', 1);
        await e.settled(revision + 1);
        await page.reload();
        await page.locator('.quota').waitFor();
        assert.match(await page.locator('.quota').innerText(), /共 1 个名额，已推荐 0.*还剩 1/);
        const down = page.getByRole('button', { name: '下移 江宁区' });
        await down.focus();
        await page.keyboard.press('Enter');
        assert.match(await page.locator('main .unseen[role=status]').innerText(), /江宁区 现在第 2 位，共 2 位/);
        assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), '上移 江宁区');
        await page.keyboard.press('Enter');
        await page.getByRole('button', { name: '保存顺序' }).click();
        await told('顺序已保存');
        assert.deepEqual([(await e.read('nation', id)).rank, (await e.read('nation', other)).rank], [1, 2]);
        assert.match(await page.locator('.quota').innerText(), /若再推荐 江宁区：已用 1，共 1，还剩 0/);
        await look('ranking');
        await page.getByRole('button', { name: '推荐 江宁区' }).click();
        await told('江宁区 已推荐');
        assert.match(await page.locator('.quota').innerText(), /已推荐 1.*还剩 0[\s\S]*若再推荐 江阴市：名额已满（1\/1）/);
        assert.equal((await e.read('nation', id)).state, 'recommended');
        await page.getByRole('button', { name: '推荐 江阴市' }).click();
        const refusal = page.locator('.order li', { hasText: '江阴市' }).getByRole('alert');
        await refusal.waitFor();
        assert.match(await refusal.innerText(), /1/);
        assert.match(await refusal.innerText(), /名额/);
        assert.equal((await e.read('nation', other)).state, 'checked');
        await look('quota-exhausted');

        // The same on the page of the application; recalling gives the place back.
        await page.locator('table').getByRole('link', { name: '江宁区' }).click();
        await page.getByRole('button', { name: '收回推荐' }).click();
        await page.locator('dialog').getByRole('button', { name: '收回推荐' }).click();
        await told('江宁区');
        assert.equal((await e.placesNow('demo-county', '320000')).recommended, 0);
        await look('recalled');
        await done({ expected: REFUSED });
    });

    test('ranks are turned by dragging, too', async () => {
        const { page, done } = await on.enter('jiangsu', '/desk?view=ranking&track=demo-county');
        const rows = page.locator('.order li');
        const before = await rows.locator('.order-name a').allInnerTexts();
        assert.ok(before.length >= 2);
        await rows.nth(1).dragTo(rows.nth(0));
        const turned = await rows.locator('.order-name a').allInnerTexts();
        assert.deepEqual(turned.slice(0, 2), [before[1], before[0]]);
        await page.getByRole('button', { name: '保存顺序' }).click();
        await page.locator('.told').filter({ hasText: '顺序已保存' }).waitFor();
        await done();
    });

    test('a notice is opened, and refused at its fields first; objections are answered; it is withdrawn', async () => {
        const { page, look, told, done } = await on.enter('beijing', '/desk?view=notices');
        await page.getByRole('button', { name: '发布公示' }).click();
        await page.getByLabel('标题').fill('北京市试点名单公示');
        await page.getByLabel('类别').last().selectOption('pilot-city');
        await page.getByLabel('天数').fill('0');
        await page.locator('dialog').getByRole('button', { name: '发布公示' }).click();
        const fault = page.locator('.field', { has: page.getByLabel('天数') }).locator('.error');
        await fault.waitFor();
        assert.equal(await page.evaluate(() => document.activeElement.name), 'length');
        await look('notice-refused');
        await page.getByLabel('天数').fill('5');
        await page.getByLabel('怎样计算').selectOption('calendar');
        await page.getByLabel('公布当日计入').check();
        await page.locator('dialog').getByRole('button', { name: '发布公示' }).click();
        await told('公示已发布');
        const notice = Number(new URL(page.url()).searchParams.get('id'));

        const id = await e.apply('district', 'pilot-city', '110111');
        await e.material('district', id, 'government_consent');
        await e.goes('district', id, 'file', 'filed');
        await e.finding('beijing', id, 'provincial-standard');
        await e.goes('beijing', id, 'check', 'checked');
        await page.goto(`${e.url}/desk?view=applications&id=${id}`);
        await page.locator('.steps').getByRole('button', { name: '公示' }).click();
        await look('into-notice');
        await page.locator('dialog button.main').click();
        await told('省级公示中');
        const taken = await e.ask(null, 'POST', `/api/v1/notices/${notice}/objections`, { place: '110111', text: '数据有误', contact: '王某' });
        assert.equal(taken.status, 201, taken.text);
        await e.settled(Number(taken.headers['x-sizhi-revision']));
        const objected = taken.json;
        await page.goto(`${e.url}/desk?view=waiting`);
        await page.getByRole('link', { name: '答复异议（1 件）' }).click();
        await page.getByRole('button', { name: `答复 ${objected.id}` }).click();
        await look('objection');
        await page.locator('dialog textarea').fill('经核查属实');
        await page.locator('dialog').getByRole('button', { name: '答复' }).click();
        await told('已答复');
        await page.getByRole('button', { name: '撤回公示' }).click();
        await page.locator('dialog textarea').fill('误发');
        await page.locator('dialog').getByRole('button', { name: '撤回公示' }).click();
        await page.locator('dialog .bar-bad').waitFor(); // not while a place stands in it
        await look('notice-stays');
        await page.keyboard.press('Escape');
        await done({ expected: REFUSED });
    });

    test('an applicant opens an application, sees what is missing, hands it in and files; the city only looks', async () => {
        const [code, name] = COUNTIES[4];
        const { page, look, told, done } = await on.enter(`c${code}`);
        await page.getByRole('link', { name: '申报', exact: true }).click();
        await page.getByRole('button', { name: '开始一项申报' }).click();
        await page.getByLabel('类别').selectOption('2023/demo-county');
        await look('applicant-opens');
        await page.locator('dialog').getByRole('button', { name: '开始' }).click();
        await told('申报已开始');
        await page.getByRole('heading', { level: 1, name }).waitFor();
        await page.getByRole('button', { name: '提交', exact: true }).click();
        await page.locator('dialog').getByRole('button', { name: '提交' }).click();
        await page.locator('dialog .bar-bad').waitFor();
        await look('applicant-lacks');
        await page.keyboard.press('Escape');
        const consent = page.locator('#material-government_consent');
        await consent.locator('summary').click();
        await consent.getByLabel('说明').fill('常务会议纪要〔2023〕3号');
        await consent.getByRole('button', { name: '保存' }).click();
        await told('政府同意');
        await page.getByRole('button', { name: '提交', exact: true }).click();
        await page.locator('dialog').getByRole('button', { name: '提交' }).click();
        await told('已提交');
        assert.equal(await page.locator('#finding-leadership summary').count(), 0); // not its own to judge
        await look('applicant-filed');
        await done({ expected: REFUSED });

        const city = await on.enter('nanjing', '/desk?view=applications');
        assert.ok(await city.page.locator('tbody tr').count() >= 1);
        await city.page.locator('tbody a').first().click();
        await city.page.getByText('现在没有由您进行的步骤').waitFor();
        assert.equal(await city.page.locator('summary').count(), 0);
        await city.done();
    });
});

describe('a session', () => {
    test('that is about to end says so, goes on when asked, and is begun again over what was typed', async () => {
        const { page, look, told, done } = await on.enter('jiangsu', '/desk?view=office', { before: (p) => p.clock.install() });
        const warning = page.locator('.bar-warn');
        await page.clock.fastForward('26:00');
        await warning.waitFor();
        assert.match(await warning.innerText(), /3 分钟后/);
        await look('session-ending');
        await page.getByRole('button', { name: '继续工作' }).click();
        await warning.waitFor({ state: 'detached' });
        await told('会话已延长');
        await page.getByLabel('姓名').fill('钱某');
        await page.clock.fastForward('29:30');
        await warning.waitFor();
        assert.match(await warning.innerText(), /不到一分钟/);
        await page.clock.fastForward('02:00');
        const dialog = page.locator('dialog');
        await dialog.waitFor();
        assert.equal(await dialog.locator('input[name=name]').inputValue(), 'jiangsu');
        assert.equal(await page.evaluate(() => document.activeElement.name), 'password');
        await look('session-over');
        await page.keyboard.press('Escape'); // no way around
        await page.keyboard.press('Escape');
        await dialog.locator('input[name=password]').fill('not the password');
        await page.keyboard.press('Enter');
        await dialog.locator('.bar-bad:visible').waitFor();
        await signIn(page, 'jiangsu');
        await dialog.waitFor({ state: 'detached' });
        assert.equal(await page.getByLabel('姓名').inputValue(), '钱某');
        await done({ expected: REFUSED });
    });

    test('that ended while somebody was sending: the request is carried out after signing in', async () => {
        const { page, told, done } = await on.enter('jiangsu', '/desk?view=office');
        await page.getByLabel('姓名').fill('孙某');
        await page.getByLabel('电话').fill('025-83330000');
        await page.context().clearCookies();
        await page.locator('form', { has: page.getByLabel('姓名') }).getByRole('button', { name: '保存' }).click();
        await page.locator('dialog').waitFor();
        await signIn(page, 'jiangsu');
        await told('联络员已登记');
        assert.equal((await e.done(200, 'jiangsu', 'GET', '/api/v1/units/320000/liaison')).liaison.name, '孙某');
        await done({ expected: REFUSED });
    });

    test('of somebody else starts with an empty page', async () => {
        const { page, done } = await on.enter('jiangsu', '/desk?view=office');
        await page.getByLabel('姓名').fill('不该看到');
        await page.context().clearCookies();
        await page.locator('form', { has: page.getByLabel('姓名') }).getByRole('button', { name: '保存' }).click();
        await page.locator('dialog').waitFor();
        await page.locator('dialog input[name=name]').fill('beijing');
        await page.locator('dialog input[name=password]').fill('Uh7-lantern-ferry');
        await page.keyboard.press('Enter');
        await page.getByText('北京市 · 省级知识产权局').waitFor();
        await quiet(page);
        assert.equal(await page.getByLabel('姓名').inputValue(), '');
        assert.equal((await e.done(200, 'beijing', 'GET', '/api/v1/units/110000/liaison')).liaison, null);
        await done({ expected: REFUSED });
    });

    test('a password is changed, and refused at its fields', async () => {
        const { page, look, told, done } = await on.enter('wuxi', '/desk?view=account');
        const fill = async (old, fresh, again) => {
            await page.getByLabel('原密码').fill(old);
            await page.getByLabel('新密码', { exact: true }).fill(fresh);
            await page.getByLabel('再输一次新密码').fill(again);
            await page.locator('form').getByRole('button', { name: '修改密码' }).click();
        };
        const faultAt = async (name) => {
            await page.locator(`input[name=${name}][aria-invalid=true]`).waitFor();
            assert.equal(await page.locator('.error').count(), 1);
        };
        await fill('wrong', 'a-new-lantern-7', 'a-new-lantern-8');
        await faultAt('again');
        await fill('wrong', 'a-new-lantern-7', 'a-new-lantern-7');
        await faultAt('old');
        await fill('Uh7-lantern-ferry', 'short', 'short');
        await faultAt('new');
        await look('password-refused');
        await fill('Uh7-lantern-ferry', 'a-new-lantern-7', 'a-new-lantern-7');
        await told('密码已修改');
        assert.equal(await page.getByLabel('原密码').inputValue(), '');
        await done({ expected: REFUSED });
    });
});

describe('moving about', () => {
    test('unsaved words are asked about, whichever way one goes', async () => {
        const { page, look, done } = await on.enter('hunan', '/desk?view=notices');
        const sure = page.locator('dialog', { hasText: '有未保存的内容' });
        await page.getByRole('link', { name: '本局事务' }).click();
        await page.getByLabel('姓名').fill('李某');
        await page.getByRole('link', { name: '待办' }).click();
        await sure.waitFor();
        await look('unsaved');
        await page.getByRole('button', { name: '留在这里' }).click();
        await page.goBack();
        await sure.waitFor();
        await page.getByRole('button', { name: '留在这里' }).click();
        assert.equal(await page.getByLabel('姓名').inputValue(), '李某');
        assert.match(page.url(), /view=office/);
        await page.goBack();
        await page.getByRole('button', { name: '离开' }).click();
        await page.getByRole('heading', { level: 1, name: '公示与异议' }).waitFor();
        await done();
    });

    test('the address holds view, filter and sorting; back and reload work; a table goes out as CSV', async () => {
        const { page, look, view, done } = await on.enter('jiangsu', '/desk?view=places&track=demo-county');
        await page.locator('input[type=search]').fill('常熟');
        await page.locator('tbody tr').nth(1).waitFor({ state: 'detached' });
        await page.getByRole('button', { name: '代码' }).click();
        assert.match(page.url(), /q=.*&sort=code/);
        await page.reload();
        await quiet(page);
        assert.deepEqual(await page.locator('tbody th .cell').allInnerTexts(), ['常熟市']);
        assert.equal(await page.locator('th[aria-sort=ascending]').innerText(), '代码');
        const [csv] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载 CSV' }).click()]);
        const text = readFileSync(await csv.path(), 'utf8');
        assert.equal(text, '\ufeff地方,代码,结论,申报,依据\r\n常熟市,320581,尚不能确定,,\r\n');
        await page.getByRole('button', { name: '依据 常熟市' }).click();
        await page.locator('dialog .conditions li').first().waitFor();
        assert.deepEqual(await faultsOf(page), []);
        await page.keyboard.press('Escape');
        const drawing = page.getByRole('button', { name: '在地图上看' });
        assert.equal((await page.evaluate(() => performance.getEntriesByType('resource').map((r) => r.name))).filter((name) => /places_map/.test(name)).length, 0);
        await drawing.click();
        await page.locator('.places-map canvas').first().waitFor();
        const { counts } = await e.done(200, null, 'GET', '/api/v1/eligible?province=320000&track=demo-county');
        assert.deepEqual((await page.locator('.places-legend strong').allInnerTexts()).map(Number), [counts.may, counts.undecided, counts.may_not]);
        await look('places-map');
        await page.getByRole('button', { name: '收起地图' }).click();
        await page.getByRole('link', { name: '待办' }).click();
        await page.getByRole('heading', { level: 1, name: '待办' }).waitFor();
        assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H1');
        await page.goBack();
        await page.getByRole('heading', { level: 1, name: '地方与条件' }).waitFor();
        await view('view=nothing-like-it');
        assert.equal(await page.locator('h1').innerText(), '没有这个页面');
        await view('view=applications&id=999999');
        assert.match(await page.locator('main').innerText(), /不在您的范围内/);
        await done({ expected: REFUSED });
    });

    test('what cannot be read says so and is tried again', async () => {
        const { page, look, done } = await on.enter('jiangsu', '/desk?view=office');
        await page.route('**/api/v1/applications*', (route) => route.abort());
        await page.getByRole('link', { name: '申报', exact: true }).click();
        await page.getByText('没有读到内容').waitFor();
        await look('failed');
        await page.unroute('**/api/v1/applications*');
        await page.getByRole('button', { name: '重试' }).click();
        await page.locator('table').waitFor();
        await done({ expected: /ERR_FAILED/ });
    });

    test('a change whose answer was lost is sent again under the same key, and done once', async () => {
        const { page, told, done } = await on.enter('jiangsu', '/desk?view=proposals');
        const keys = [];
        await page.route('**/api/v1/proposals', async (route) => {
            if (route.request().method() !== 'POST') {
                return route.continue();
            }
            keys.push(route.request().headers()['idempotency-key']);
            if (keys.length > 1) {
                return route.continue();
            }
            await route.fetch();
            return route.abort();
        });
        const known = (await e.done(200, 'jiangsu', 'GET', '/api/v1/proposals')).total;
        await page.getByRole('button', { name: '提出更正' }).click();
        const dialog = page.locator('dialog');
        for (const [label, text] of [['名单批次', 'now'], ['地方代码', '320706'], ['自', `${TODAY.slice(0, 4)}-01-01`], ['文号', '国知发运字〔2024〕2号']]) {
            await dialog.getByLabel(label, { exact: false }).first().fill(text);
        }
        await dialog.locator('textarea').fill('见附件');
        await dialog.getByRole('button', { name: '提交' }).click();
        await dialog.getByText('连不上服务').waitFor();
        await dialog.getByRole('button', { name: '提交' }).click();
        await told('更正已提出');
        assert.equal(keys.length, 2);
        assert.equal(keys[0], keys[1]);
        assert.equal((await e.done(200, 'jiangsu', 'GET', '/api/v1/proposals')).total, known + 1);
        await done({ expected: /ERR_FAILED/ });
    });
});

describe('text stays text', () => {
    test('in every field that people write', async () => {
        const { page, view, told, done } = await on.enter('beijing', '/desk?view=office');
        const liaison = page.locator('form', { has: page.getByLabel('姓名') });
        for (const label of ['姓名', '处室', '电话']) {
            await liaison.getByLabel(label).fill(EVIL);
        }
        await liaison.getByRole('button', { name: '保存' }).click();
        await told('联络员已登记');
        const standard = page.locator('form').first();
        await standard.getByRole('button', { name: '添加一条' }).click();
        await standard.getByLabel('要求').fill(EVIL);
        await standard.getByLabel('依据').fill(EVIL);
        await standard.getByRole('button', { name: '保存' }).click();
        await told('标准已保存');

        const notice = await e.done(201, 'beijing', 'POST', '/api/v1/notices', { round: '2023', track: 'pilot-city', title: EVIL, document: EVIL, published: daysFromNow(0), length: 9, unit: 'calendar', counts_publication: true });
        const { applications: [app] } = await e.done(200, 'beijing', 'GET', '/api/v1/applications');
        await e.done(201, 'beijing', 'POST', '/api/v1/proposals', { what: 'missing', kind: 'pilot-city', holder: '110112', batch: 'now', since: `${TODAY.slice(0, 4)}-01-01`, document: EVIL, evidence: EVIL });
        await e.finding('beijing', app.id, 'provincial-standard', 'met', EVIL);
        await e.material('beijing', app.id, 'creation_report', { note: EVIL });
        await view(`view=applications&id=${app.id}`);
        await page.locator('#material-application_letter summary').click();
        await page.locator('#material-application_letter input[type=file]').setInputFiles({ ...PDF, name: `${EVIL.replaceAll('/', '')}.pdf` });
        await told('已上传');
        await e.goes('beijing', app.id, 'check', 'checked');
        await e.goes('beijing', app.id, { event: 'publish', notice: notice.id }, 'in_provincial_notice');
        await e.done(201, null, 'POST', `/api/v1/notices/${notice.id}/objections`, { place: '110111', text: EVIL, contact: EVIL });

        let seen = 0;
        for (const at of [...VIEWS, `view=applications&id=${app.id}`, `view=notices&id=${notice.id}`]) {
            await view(at);
            seen += (await page.locator('main').innerText()).split('onerror').length - 1;
            assert.equal(await page.locator('main img').count(), 0, at);
            assert.equal(await page.evaluate(() => window.hit), undefined, at);
            assert.deepEqual(await faultsOf(page), [], at);
        }
        assert.ok(seen >= 10, `the words were seen ${seen} times`);
        await done();
    });
});

describe('every view, in every look', () => {
    for (const [look, options] of Object.entries({ ...LOOKS, english: { lang: 'en' }, large: { large: true } })) {
        test(look, async () => {
            const english = options.lang === 'en';
            const opened = await on.enter('jiangsu', english ? '/desk?lang=en' : '/desk', options);
            if (options.large) {
                await opened.page.getByRole('button', { name: '大字' }).click();
            }
            const { applications: [first] } = await e.done(200, 'jiangsu', 'GET', '/api/v1/applications');
            for (const [n, at] of [...VIEWS, `view=applications&id=${first.id}`].entries()) {
                await opened.view(english ? `${at}&lang=en` : at);
                await opened.look(`${n}-${at.match(/view=(\w+)/)[1]}-${look}`);
            }
            if (english) {
                assert.doesNotMatch(await opened.page.locator('nav.parts').innerText(), /[\u4e00-\u9fff]/);
            }
            await opened.done();
        });
    }
});
