// The page to print about one place: what it says, that it says what the page of the place says, and
// that the code on it leads back to it.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { HtmlValidate } from 'html-validate';
import { serve } from '../lib/server.mjs';

const RULES = { extends: ['html-validate:recommended'], rules: { 'doctype-style': 'off', 'void-style': 'off', 'no-trailing-whitespace': 'off', 'long-title': 'off' } };
const HAIDIAN = '110108', NANSHA = '460303', XISHA = '460302';

let service;
before(async () => { service = await serve(); });
after(() => service?.stop());

async function page(path, headers = { 'accept-language': 'zh-CN' }) {
    const answer = await fetch(service.url + path, { headers, redirect: 'manual' });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

const words = (html) => html.replace(/<[^>]*>/g, ' ').replace(/&amp;/g, '&').replace(/\s+/g, ' ');
const between = (html, from, to) => html.slice(html.indexOf(from), html.indexOf(to, html.indexOf(from)));
const verdict = (html) => between(html, '<div class="verdict', '</div>');
const svg = (html, name) => between(html, `<svg class="${name}"`, '</svg>');

// Dots of a path ("M12 34h0") and strokes ("M1 2L3 4…"), by the class of the path.
const path = (drawing, name) => [...drawing.matchAll(new RegExp(`<path class="${name}"[^>]* d="([^"]*)"`, 'g'))].map((m) => m[1]).join('');
const dots = (d) => [...d.matchAll(/M(\d+) (\d+)h0/g)].map((m) => [Number(m[1]), Number(m[2])]);

// What a reader of such codes makes of the drawing.
function scan(drawing) {
    const side = Number(/viewBox="0 0 (\d+)/.exec(drawing)[1]), each = 6;
    const rows = Array.from({ length: side }, () => new Array(side).fill('0'));
    for (const [, x, y, n] of drawing.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
        rows[y].fill('1', Number(x), Number(x) + Number(n));
    }
    const wide = rows.map((row) => row.map((dark) => dark.repeat(each)).join(''));
    const picture = `P1\n${side * each} ${side * each}\n${wide.flatMap((row) => new Array(each).fill(row)).join('\n')}\n`;
    return execFileSync('zbarimg', ['--quiet', '--nodbus', '--raw', 'pbm:-'], { input: picture, encoding: 'utf8' }).trim();
}

describe('the certificate of a place', () => {
    test('is valid HTML in both languages, without script or style of its own, and small', async () => {
        const validator = new HtmlValidate(RULES), faults = [];
        for (const code of [HAIDIAN, NANSHA, '500101', '460000', '150000', '820000', '419001', '710000']) {
            for (const lang of ['zh', 'en']) {
                const at = `/place/${code}/certificate?on=2023-06-01&lang=${lang}`;
                const { status, headers, text } = await page(at);
                assert.equal(status, 200, at);
                assert.match(headers.get('content-security-policy'), /default-src/, at);
                assert.match(text, lang === 'en' ? /<html lang="en">/ : /<html lang="zh-CN">/, at);
                assert.doesNotMatch(text, /<script|<style| on[a-z]+=| style=|javascript:/i, at);
                assert.doesNotMatch(text, /"[^"]*\b-?(nan|inf)\b[^"]*"/, `${at}: every number is one`);
                assert.ok(text.length < 200_000, `${at}: ${text.length} bytes`);
                const report = await validator.validateString(text);
                faults.push(...report.results.flatMap((r) => r.messages).filter((m) => m.severity === 2)
                    .map((m) => `${at}:${m.line}:${m.column} ${m.message} (${m.ruleId})`));
            }
        }
        assert.deepEqual(faults.slice(0, 20), []);
    });

    test('says the verdict, the titles and the reasons of the page of the place, word for word', async () => {
        for (const query of ['?on=2023-06-01', '?on=2026-11-21', '?on=2020-01-01', '?on=2023-06-01&lang=en', '?on=2025-01-01&lang=en']) {
            for (const code of [HAIDIAN, NANSHA, '110000', '320282']) {
                const place = (await page(`/place/${code}${query}`)).text, told = (await page(`/place/${code}/certificate${query}`)).text;
                const titles = (html) => words(html.slice(html.indexOf('<h2>'), html.indexOf('<h2>', html.indexOf('<ul', html.indexOf('<h2>')))));
                assert.ok(verdict(place).length > 40);
                assert.equal(verdict(told), verdict(place), code + query);
                assert.equal(titles(told), titles(place), code + query);
            }
        }
    });

    test('names the place, the chain, the day, the revision, the source, the approval and the scale, and says what it is not', async () => {
        const told = words((await page(`/place/${HAIDIAN}/certificate?on=2023-06-01`)).text);
        for (const part of [/海淀区 110108/, /北京市 › 海淀区/, /查询日期： 2023年6月1日/, /修订号 \d+ ?，记录于\d+年/, /国知发运字〔2022〕33号/, /审图号：GS/,
                            /数据来源：国家地理信息公共服务平台/, /截至 2023-12-31，边界比例尺 1:1000000/, /不是国家知识产权局的正式文件/, /200 米/]) {
            assert.match(told, part);
        }
        assert.match(words((await page(`/place/${HAIDIAN}/certificate?on=2023-06-01&lang=en`)).text), /no official document of CNIPA/);
    });

    test('is reached from the page of the place, for the day shown there', async () => {
        const { text } = await page(`/place/${HAIDIAN}?on=2023-06-01&lang=en`);
        assert.match(text, /href="\/place\/110108\/certificate\?on=2023-06-01&amp;lang=en"/);
        assert.match((await page(`/place/${HAIDIAN}`)).text, /href="\/place\/110108\/certificate"/);
    });

    test('tells an unknown code, leads on from one that was replaced, refuses a day that is none', async () => {
        const gone = await page('/place/540422/certificate');
        assert.equal(gone.status, 410);
        assert.equal(gone.headers.get('location'), '/place/540481/certificate');
        assert.equal((await page('/place/999999/certificate')).status, 404);
        assert.equal((await page(`/place/${HAIDIAN}/certificate?on=2023-02-30`)).status, 400);
    });

    test('answers If-None-Match, and another day is another page', async () => {
        const at = `/place/${HAIDIAN}/certificate?on=2023-06-01&utm_source=a`;
        const first = await page(at);
        assert.equal((await page(at, { 'accept-language': 'zh-CN', 'if-none-match': first.headers.get('etag') })).status, 304);
        assert.notEqual((await page(`/place/${HAIDIAN}/certificate?on=2023-06-02`)).headers.get('etag'), first.headers.get('etag'));
        assert.notEqual((await page(`/place/${HAIDIAN}?on=2023-06-01`)).headers.get('etag'), first.headers.get('etag'));
    });
});

describe('the code on the certificate', () => {
    test('is the address of the page, with the day even where nobody named one', async () => {
        const named = (await page(`/place/${HAIDIAN}/certificate?on=2023-06-01&lang=en`)).text;
        assert.equal(scan(svg(named, 'qr')), `${service.url}/place/110108/certificate?on=2023-06-01&lang=en`);
        const today = scan(svg((await page(`/place/${HAIDIAN}/certificate`)).text, 'qr'));
        assert.match(today, /\/place\/110108\/certificate\?on=\d{4}-\d{2}-\d{2}$/);
        assert.equal((await fetch(today)).status, 200);
    });

    test('stands beside it as text', async () => {
        const { text } = await page(`/place/${NANSHA}/certificate?on=2023-06-01`);
        assert.ok(words(text).includes(scan(svg(text, 'qr'))));
    });

    test('keeps the moment that was asked about', async () => {
        const moment = new Date().toISOString().replace(/\.\d+/, '');
        const { text } = await page(`/place/${HAIDIAN}/certificate?on=2023-06-01&asOf=${moment}`);
        assert.ok(scan(svg(text, 'qr')).endsWith(`?on=2023-06-01&asOf=${moment}`));
    });
});

describe('the maps', () => {
    test('say in words what they show', async () => {
        const { text } = await page(`/place/${HAIDIAN}/certificate`);
        for (const name of ['sheet-map', 'nation-map']) {
            assert.match(svg(text, name), /role="img" aria-labelledby="[^"]+"><title id="[^"]+">海淀区[^<]+<\/title><desc id="[^"]+">[^<]{10,}<\/desc>/);
        }
    });

    test('name the place and those beside it', async () => {
        const sheet = svg((await page(`/place/${HAIDIAN}/certificate`)).text, 'sheet-map');
        const names = [...sheet.matchAll(/<text class="name[^"]*"[^>]*>([^<]+)</g)].map((m) => m[1]);
        assert.equal(names[0], '海淀区');
        for (const name of ['昌平区', '石景山区', '朝阳区', '丰台区']) assert.ok(names.includes(name), `${name}: ${names}`);
    });

    test('show the ten dashes and every group of islands on the national map of every place, whole', async () => {
        for (const code of [HAIDIAN, NANSHA, '650000', '810000']) {
            const nation = svg((await page(`/place/${code}/certificate`)).text, 'nation-map');
            const [, width, height] = /viewBox="-10 -10 (\d+) (\d+)"/.exec(nation).map(Number);
            const strokes = path(nation, 'ten-dash').split('M').slice(1).map((s) => s.split('L').map((p) => p.split(' ').map(Number)));
            assert.equal(strokes.length, 10, code);
            const islands = dots(path(nation, 'dots')).concat(dots(path(nation, 'here-dots')));
            for (const [x, y] of [...strokes.flat(), ...islands]) {
                assert.ok(x > 0 && y > 0 && x < width - 20 && y < height - 20, `${code}: ${x} ${y}`);
            }
            const low = Math.max(...strokes.flat().map(([, y]) => y)), high = Math.min(...strokes.flat().map(([, y]) => y));
            assert.ok(islands.filter(([, y]) => y > high && y < low).length > 120, `${code}: ${islands.length} islands`);
            assert.ok(islands.some(([, y]) => y > low - 60), `${code}: an island by the southernmost dash`);
        }
    });

    test('write nothing over an island or a dash', async () => {
        for (const code of [HAIDIAN, NANSHA, XISHA, '460000', '330900']) {
            for (const lang of ['zh', 'en']) {
                const { text } = await page(`/place/${code}/certificate?lang=${lang}`);
                for (const name of ['sheet-map', 'nation-map']) {
                    const drawing = svg(text, name);
                    const points = [...dots(path(drawing, '(?:own-|here-)?dots')),
                                    ...path(drawing, 'ten-dash').split(/[ML]/).slice(1).map((p) => p.split(' ').map(Number))];
                    for (const [, x, y, size, written] of drawing.matchAll(/<text class="name[^"]*" x="(\d+)" y="(\d+)" font-size="(\d+)">([^<]+)</g)) {
                        const half = [...written].reduce((sum, c) => sum + (c > '\u2e80' ? 1 : 0.62), 0) * size / 2, middle = y - 0.36 * size;
                        const under = points.filter(([a, b]) => Math.abs(a - x) < half && Math.abs(b - middle) < size / 2);
                        assert.deepEqual(under, [], `${code} ${name}: ${written}`);
                    }
                }
            }
        }
    });
});
