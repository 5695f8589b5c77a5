// The operator's desk in a browser: an account is opened, signs in, gets another password, loses its token,
// is closed and is shut out; a token is made and revoked; the chain is searched, proved on the spot, taken
// away, and proves itself elsewhere.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { ask } from '../lib/ask.mjs';
import { send, signIn as begin } from '../lib/officers.mjs';
import { DeskStage, REFUSED, signIn } from './desk_stage.mjs';

const GIVEN = 'Quiet-harbour-29';

let on;

before(async () => { on = await DeskStage.open({ keeper: { role: 'operator' } }); });
after(() => on?.close());

// At the desk, and how its parts are come to by the names they bear.
async function enter(options) {
    const room = await on.enter('keeper', '/desk', options);
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

test('an account is opened, signs in, and is closed', async () => {
    const { page, dialog, told, look, done } = await enter();
    await page.getByRole('heading', { level: 1, name: '账户', exact: true }).waitFor();
    await look('operator-users');
    await page.getByRole('button', { name: '开立账户' }).click();
    await dialog.getByLabel('账户名').fill('haidian');
    await dialog.getByLabel('地方代码').fill('999999');
    await dialog.getByLabel('密码').fill(GIVEN);
    await dialog.getByRole('button', { name: '开立账户' }).click();
    await dialog.locator('.error').waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('name')), 'place');
    await look('operator-user-refused');
    await dialog.getByLabel('地方代码').fill('110108');
    await dialog.getByRole('button', { name: '开立账户' }).click();
    await told('账户 haidian 已开立');
    await look('operator-user-added');

    const other = await on.enter(null);
    await signIn(other.page, 'haidian', GIVEN);
    await other.page.getByRole('heading', { level: 1, name: '待办' }).waitFor();

    await page.getByRole('link', { name: 'haidian' }).click();
    await page.getByRole('heading', { level: 1, name: '账户 haidian' }).waitFor();
    await page.getByRole('button', { name: '关闭账户' }).click();
    await dialog.getByRole('button', { name: '关闭账户' }).click();
    await told('账户 haidian 已关闭');
    await page.getByText(/^已关闭/).waitFor();
    await look('operator-user-closed');

    await other.page.getByRole('navigation', { name: '工作台各部分' }).getByRole('link', { name: '申报' }).click();
    await other.page.getByRole('dialog', { name: '请重新登录' }).waitFor();
    await other.done({ expected: REFUSED });
    await done({ expected: REFUSED });
});

test('a forgotten password is set anew, shown once, and puts everybody else out', async () => {
    const { page, dialog, told, look, done } = await enter();
    await page.getByRole('button', { name: '开立账户' }).click();
    await dialog.getByLabel('账户名').fill('forgot');
    await dialog.getByLabel('角色').selectOption('national');
    await dialog.getByLabel('密码').fill(GIVEN);
    await dialog.getByRole('button', { name: '开立账户' }).click();
    await told('账户 forgot 已开立');
    const theirs = await begin(on.e.url, 'forgot', GIVEN); // elsewhere, and a program of theirs
    assert.equal((await send(on.e.url, 'POST', '/api/v1/tokens', theirs.writes, { label: '报表' })).status, 201);

    await page.getByRole('link', { name: 'forgot' }).click();
    await page.getByRole('row', { name: /报表/ }).waitFor();
    await look('operator-user');
    await page.getByRole('button', { name: '另设密码' }).click();
    await dialog.getByLabel('新密码').fill('short');
    await dialog.getByRole('button', { name: '另设密码' }).click();
    await dialog.locator('.error').waitFor();
    await look('operator-reset-refused');
    await dialog.getByLabel('新密码').fill('');
    await dialog.getByRole('button', { name: '另设密码' }).click();
    await dialog.locator('.secret').waitFor();
    const password = await dialog.locator('.secret').textContent();
    await dialog.getByRole('button', { name: '复制' }).click();
    await dialog.getByText('已复制。').waitFor();
    await look('operator-reset');
    await page.keyboard.press('Escape');
    await page.getByRole('row', { name: /报表.*已吊销/ }).waitFor();
    assert.equal((await ask(on.e.url, '/api/v1/session', { headers: theirs.reads })).status, 401);

    const other = await on.enter(null);
    await signIn(other.page, 'forgot', password);
    await other.page.getByText('这个密码是运维人员为您设置的').waitFor();
    await other.look('operator-password-due');
    await other.page.getByLabel('原密码').fill(password);
    await other.page.getByLabel('新密码', { exact: true }).fill(GIVEN);
    await other.page.getByLabel('再输一次新密码').fill(GIVEN);
    await other.page.getByRole('button', { name: '修改密码' }).click();
    await other.page.locator('nav.parts').waitFor(); // the desk is open
    await other.done();
    await done({ expected: REFUSED });
});

test('a token is made, shown once, and revoked', async () => {
    const { page, dialog, told, part, look, done } = await enter();
    await part('令牌');
    await page.getByRole('button', { name: '新令牌' }).click();
    await dialog.getByLabel('用途').fill('夜间备份');
    await dialog.locator('button[type=submit]').click();
    await dialog.locator('.secret').waitFor();
    const token = await dialog.locator('.secret').textContent();
    await look('operator-token');
    const who = () => page.request.get(`${on.e.url}/api/v1/users`, { headers: { Authorization: `Bearer ${token}`, Cookie: '' } });
    assert.equal((await who()).status(), 200);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '吊销 夜间备份' }).click();
    await dialog.getByRole('button', { name: '吊销' }).click();
    await told('已吊销');
    assert.equal((await who()).status(), 401);
    await done();
});

test('the chain is searched by object, person and outcome, and each entry says what was before and after', async () => {
    const { page, dialog, part, look, done } = await enter();
    await part('审计');
    await page.getByLabel('对象').fill('person/1');
    await page.getByRole('button', { name: '查找' }).click();
    await page.waitForURL(/object=person%2F1/);
    const rows = page.locator('.table-box tbody tr');
    await rows.first().waitFor();
    for (const text of await rows.allTextContents()) {
        assert.match(text, /person\/1/);
    }
    await page.getByRole('button', { name: /^查看/ }).last().click();
    await dialog.getByText('前后对照').waitFor();
    await dialog.getByRole('row', { name: /role/ }).waitFor();
    await look('operator-audit-entry');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '清除条件' }).click();
    await page.getByLabel('结果').selectOption('refused');
    await page.getByLabel('经办').selectOption({ label: 'keeper' });
    await page.getByRole('button', { name: '查找' }).click();
    await page.waitForURL(/person=\d+.*outcome=refused|outcome=refused.*person=\d+/);
    await page.getByRole('row', { name: /keeper.*被拒绝/ }).first().waitFor();
    await look('operator-audit');
    await done();
});

test('the chain is proved on the spot, compared with a hash noted elsewhere, and taken away to prove itself', async () => {
    const { page, part, look, done } = await enter();
    await part('审计');
    await page.getByRole('button', { name: '检查整条审计链' }).click();
    await page.getByText(/全部相符/).waitFor();
    const said = await page.locator('.proof-text').textContent();
    const [, hash] = /SHA-256 ([0-9a-f]{64})/.exec(said);
    const newest = Number(/第 1 条至第 (\d+) 条/.exec(said)[1]);
    await look('operator-proof');
    await page.getByText('与另行记下的摘要对照').first().click();
    const noted = page.getByRole('textbox', { name: '另行记下的摘要' });
    const compare = page.getByRole('button', { name: '与另行记下的摘要对照' });
    await noted.fill(`SHA-256 ${hash.slice(0, 32)}\n ${hash.slice(32)}`);
    await compare.click();
    await page.getByText(`所填摘要是第 ${newest} 条的`).waitFor();
    await noted.fill('0'.repeat(64));
    await compare.click();
    await page.locator('.error', { hasText: '审计链中没有这个摘要' }).waitFor();
    await look('operator-proof-none');

    const [taken] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /下载审计链/ }).click()]);
    const file = join(on.e.register.room, 'audit.jsonl');
    await taken.saveAs(file);
    on.e.command(['verify', file]);
    await done({ expected: REFUSED });
});

describe('every part of the desk', () => {
    for (const [shape, options] of [['dark', { colorScheme: 'dark' }], ['phone', { size: [360, 740] }]]) {
        test(`can be read by everybody, ${shape}`, async () => {
            const { page, look, part, done } = await enter(options);
            for (const [i, label] of ['账户', '令牌', '审计', '名单与收录', '运行情况'].entries()) {
                await part(label);
                await page.locator('main .table-box, main .facts').first().waitFor();
                await look(`operator-part-${i}-${shape}`);
            }
            await done();
        });
    }
});
