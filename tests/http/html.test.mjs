// The pages of the standard interface are valid HTML, say their language, and carry no text unescaped.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { HtmlValidate } from 'html-validate';
import { ask } from '../lib/ask.mjs';
import { itemsOf } from '../lib/collections.mjs';
import { resources, targetOf } from '../lib/resources.mjs';
import { serve } from '../lib/server.mjs';

const RULES = { extends: ['html-validate:recommended'], rules: { 'doctype-style': 'off', 'void-style': 'off', 'no-trailing-whitespace': 'off', 'long-title': 'off' } };

let service;
let url;
before(async () => {
    service = await serve();
    url = service.url;
});
after(() => service?.stop());

async function pages() {
    const found = [];
    for (const r of (await resources(url)).filter((r) => r.target.startsWith('/ogc'))) {
        for (const lang of ['zh', 'en']) {
            const at = targetOf(r, { f: 'html', lang });
            const answer = await ask(url, at);
            if (answer.status === 200) {
                found.push({ at, lang, text: answer.ok('text/html') });
            }
        }
    }
    return found;
}

describe('every page', () => {
    test('is valid HTML', { timeout: 60000 }, async () => {
        const validator = new HtmlValidate(RULES);
        const faults = [];
        const all = await pages();
        assert.ok(all.length >= 12, all.map((p) => p.at).join(' '));
        for (const { at, text } of all) {
            const report = await validator.validateString(text);
            faults.push(...report.results.flatMap((r) => r.messages).filter((m) => m.severity === 2)
                .map((m) => `${at}:${m.line}:${m.column} ${m.message} (${m.ruleId})`));
        }
        assert.deepEqual(faults.slice(0, 20), []);
    });

    test('says its language', async () => {
        for (const { at, lang, text } of await pages()) {
            assert.match(text, lang === 'en' ? /<html[^>]* lang="en/ : /<html[^>]* lang="zh/, at);
        }
    });

    test('links to the same thing as JSON', async () => {
        for (const { at, text } of await pages()) {
            assert.match(text, /f=json/, at);
        }
    });

    test('asks the same as JSON: its other parameters stay, only the form is another one', async () => {
        const json = (at, text) => new URL(text.match(/<a href="([^"]*)">JSON<\/a>/)[1].replace(/&amp;/g, '&'), url + at);
        for (const { at, text } of await pages()) {
            const [from, to] = [new URL(at, url), json(at, text)];
            assert.deepEqual([to.pathname, Object.fromEntries(to.searchParams)], [from.pathname, { ...Object.fromEntries(from.searchParams), f: 'json' }], at);
        }
        for (const parameters of [{ name: '朝阳区', limit: '2' }, { name: 'a&b=c"<\'', lang: 'en' }, { bbox: '113,22,115,24', simplify: '0.05', offset: '1' }]) {
            const at = itemsOf('counties', { ...parameters, f: 'html' });
            const to = json(at, (await ask(url, at)).ok('text/html'));
            assert.deepEqual(Object.fromEntries(to.searchParams), { ...parameters, f: 'json' });
            const answer = await ask(url, to.pathname + to.search);
            const asked = await ask(url, itemsOf('counties', { ...parameters, f: 'json' }));
            assert.deepEqual(answer.ok('application/geo+json'), asked.ok('application/geo+json'));
        }
        const plain = (await ask(url, '/ogc', { headers: { accept: 'text/html' } })).ok('text/html');
        assert.match(plain, /<a href="\?f=json">JSON<\/a>/);
    });

    test('leads nowhere that is not there', { timeout: 60000 }, async () => {
        const seen = new Set();
        for (const { at, text } of await pages()) {
            for (const [, href] of text.matchAll(/(?:href|src)="([^"#]+)[^"]*"/g)) {
                const to = new URL(href.replace(/&amp;/g, '&').replace(/&#38;/g, '&'), url + at);
                if (to.origin === url && !seen.has(to.href)) {
                    seen.add(to.href);
                    const answer = await ask(url, to.pathname + to.search);
                    assert.equal(answer.status, 200, `${at} → ${href}`);
                }
            }
        }
        assert.ok(seen.size > 20, `${seen.size} links`);
    });
});

test('what was asked comes back escaped', async () => {
    const nasty = '"><script>alert(1)</script>';
    for (const at of [itemsOf('cities', { name: nasty, f: 'html' }), itemsOf('cities', { [nasty]: '1', f: 'html' }), `/ogc/collections/${encodeURIComponent(nasty)}?f=html`]) {
        const answer = await ask(url, at);
        assert.ok(!answer.text.includes('<script>alert'), answer.asked);
    }
});
