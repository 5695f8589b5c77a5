// Pages for tests that read them: fetched in a language, as words, and held against the rules of HTML.
import assert from 'node:assert/strict';
import { faultsOfHtml } from './html.mjs';

export async function page(url, path, headers = {}) {
    const answer = await fetch(url + path, { headers: { 'accept-language': 'zh-CN', ...headers }, redirect: 'manual' });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

export const words = (html) => html.replace(/<[^>]*>/g, ' ').replace(/&amp;/g, '&').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/\s+/g, ' ');
export const links = (html) => [...html.matchAll(/href="([^"]+)"/g)].map((m) => m[1].replaceAll('&amp;', '&'));

// No script, no style of its own, no number that is none; valid in both languages.
export async function wellMade(url, paths) {
    const faults = [];

    for (const path of paths) {
        for (const lang of ['zh', 'en']) {
            const at = path + (path.includes('?') ? '&' : '?') + `lang=${lang}`;
            const { text, headers } = await page(url, at);
            assert.match(headers.get('content-type'), /^text\/html; charset=utf-8/, at);
            assert.match(headers.get('content-security-policy'), /default-src/, at);
            assert.match(text, lang === 'en' ? /<html lang="en">/ : /<html lang="zh-CN">/, at);
            const tags = text.replace(/"[^"]*"/g, '""').match(/<[^>]*>/g).join('');
            assert.doesNotMatch(tags, /<script|<style| on[a-z]+=| style=/i, at);
            assert.deepEqual(links(text).filter((l) => /^\W*javascript:/i.test(l)), [], at);
            assert.doesNotMatch(text.match(/\(null\)|="[^"<]*\b-?(nan|inf)\b[^"<]*"|[ >]-?(nan|inf)[ <]/)?.[0] ?? '', /./, `${at}: every number is one`);
            faults.push(...await faultsOfHtml(at, text));
        }
    }
    assert.deepEqual(faults.slice(0, 20), []);
}
