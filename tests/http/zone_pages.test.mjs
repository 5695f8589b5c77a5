// The pages of zones: a list and a sheet, rendered by the service, saying what is not published.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { page as fetched, wellMade, words } from '../lib/page_words.mjs';
import { serve } from '../lib/server.mjs';

let service;
before(async () => {
    service = await serve();
});
after(() => service?.stop());

const page = (path) => fetched(service.url, path);

describe('pages of zones', () => {
    test('are valid HTML without script in both languages', async () => {
        const { zones } = await (await fetch(`${service.url}/api/v1/zones`)).json();
        await wellMade(service.url, ['/zones', '/zones?kind=former-demo-zone&province=310000', '/zone/none-such', '/zone/none-such/sheet', '/zones?kind=demo-city',
                                     ...zones.flatMap((z) => [`/zone/${z.id}`, `/zone/${z.id}/sheet`])]);
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
        assert.match(told, /申报面积未公布，也没有图形可以计算/);
        assert.match(told, /1\. 江宁开发区未来科技城片区/);
        assert.match(told, /四至未公布/);
        assert.match(told, /批准日期未公布/);
        assert.match(told, /知识产权服务机构 > 100 家 2026 没有收录/);
        assert.match(told, /名录在册 0 家/);
    });
});
