// The pages of zones: a list and a sheet, rendered by the service, saying what is not published.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { HtmlValidate } from 'html-validate';
import { serve } from '../lib/server.mjs';

const RULES = { extends: ['html-validate:recommended'], rules: { 'doctype-style': 'off', 'void-style': 'off', 'no-trailing-whitespace': 'off', 'long-title': 'off' } };

let service;
before(async () => {
    service = await serve();
});
after(() => service?.stop());

const page = async (path) => {
    const answer = await fetch(service.url + path, { headers: { 'accept-language': 'zh-CN' } });
    return { status: answer.status, text: await answer.text() };
};
const words = (html) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

describe('pages of zones', () => {
    test('are valid HTML without script in both languages', async () => {
        const validator = new HtmlValidate(RULES);
        const { zones } = await (await fetch(`${service.url}/api/v1/zones`)).json();
        const faults = [];
        for (const path of ['/zones', '/zones?kind=former-demo-zone&province=310000', '/zone/none-such', '/zones?kind=demo-city', ...zones.map((z) => `/zone/${z.id}`)]) {
            for (const lang of ['zh', 'en']) {
                const at = path + (path.includes('?') ? '&' : '?') + `lang=${lang}`;
                const { text } = await page(at);
                assert.doesNotMatch(text, /<script| on[a-z]+=| style=|\(null\)|[ >-]nan[ <]/i, at);
                const report = await validator.validateString(text);
                faults.push(...report.results.flatMap((r) => r.messages).filter((m) => m.severity === 2)
                    .map((m) => `${at}:${m.line}:${m.column} ${m.message} (${m.ruleId})`));
            }
        }
        assert.deepEqual(faults.slice(0, 20), []);
    });

    test('list every zone of the JSON, each with its sheet', async () => {
        const { zones } = await (await fetch(`${service.url}/api/v1/zones`)).json();
        const { text } = await page('/zones');
        const ids = [...text.matchAll(/href="\/zone\/([a-z0-9-]+)"/g)].map((m) => m[1]);
        assert.deepEqual(ids.sort(), zones.map((z) => z.id).sort());
        for (const z of zones) assert.equal((await page(`/zone/${z.id}`)).status, 200, z.id);
    });

    test('filter by kind and province', async () => {
        const { text } = await page('/zones?kind=former-trial-zone&province=320000');
        assert.doesNotMatch(text, /\/zone\/beijing/);
        assert.equal((await page('/zones?kind=demo-city')).status, 400);
        assert.equal((await page('/zones?province=999999')).status, 400);
        assert.equal((await page('/zone/none-such')).status, 404);
    });

    test('say of Jiangning what is published, and what is not', async () => {
        const told = words((await page('/zone/nanjing-jiangning')).text);
        assert.match(told, /所在地 江宁区 （未核实）/);
        assert.match(told, /申报总面积 未公布/);
        assert.match(told, /1\. 江宁开发区未来科技城片区/);
        assert.match(told, /四至未公布/);
        assert.match(told, /批准日期未公布/);
        assert.match(told, /知识产权服务机构 &gt; 100 家 2026 没有收录/);
        assert.match(told, /名录在册 0 家/);
    });
});
