// Every page there is, in a demonstration: those the service renders, as a table, and the views of every
// desk, as the desks themselves list them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../lib/paths.mjs';
import { demonstration } from '../lib/demo.mjs';
import { serve } from '../lib/server.mjs';
import { quiet, signIn } from './desk_stage.mjs';
import { COLOURS, faultsOf } from './axe.mjs';
import { stage } from './stage.mjs';

export const LOOKS = [
    ['light', { colorScheme: 'light' }, [1280, 800]],
    ['dark', { colorScheme: 'dark' }, [1280, 800]],
    ['phone', { colorScheme: 'light' }, [360, 740]],
    ['400-percent', { colorScheme: 'light' }, [320, 256]],
];

// `change`: what is done to the register before it is served.
export async function demoStage({ change } = {}) {
    const demo = demonstration();
    change?.(demo.db);
    const on = await stage(await serve({ own: true, copy: false, register: demo.db }));
    return {
        ...on,
        demo,
        async enter(name) {
            const opened = await on.open('/desk', { ready: (page) => page.locator('h1').waitFor() });
            await signIn(opened.page, name, demo.password);
            return opened;
        },
        async close() {
            await on.close();
            demo.done();
        },
    };
}

const json = async (url, path) => (await fetch(url + path)).json();

// [path, what of it is true without any script]: the routes of the service that are pages, each at least once.
export async function publicPages(url) {
    const { zones } = await json(url, '/api/v1/zones');
    const { notices } = await json(url, '/api/v1/notices?limit=1000');
    const { institutions } = await json(url, '/api/v1/institutions?limit=1');
    const { titles } = await json(url, '/api/v1/titles');
    const zone = zones[0], notice = notices[0], institution = institutions[0], holder = titles.find((t) => t.holder.code).holder;
    const open = notices.find((n) => n.open ?? n.state === 'open') ?? notice;
    return [
        [`/place/${holder.code}`, holder.name], ['/place/110000', /北京市/], ['/place/999999', /999999/],
        [`/place/${holder.code}/certificate`, holder.name],
        ['/titles', holder.name], ['/titles?province=320000&all=1', /江苏/], ['/zones', zone.name], [`/zone/${zone.id}`, zone.name],
        [`/zone/${zone.id}/sheet`, zone.name],
        ['/institutions', /机构/], [`/institution/${institution.id}`, institution.name],
        ['/quotas', /示范城市/], ['/calendar', /日/], ['/notices', notice.title], [`/notices/${notice.id}`, notice.title],
        [`/notices/${open.id}`, open.title], [`/notices/${open.id}/objections`, open.title],
        ['/find', /查/], ['/find?q=haidian', /110108/], ['/find?q=116.3,39.96', /海淀/],
    ];
}

// The pages of routes.c that the table does not have, and rows of it that are no page there.
export function pagesLeftOut(paths) {
    const source = readFileSync(join(ROOT, 'service/api/routes.c'), 'utf8');
    const routes = [...source.matchAll(/\{METHOD_GET, "([^"]+)", api_\w+_page,/g)].map((m) => m[1]);
    assert.ok(routes.length >= 12, routes.join(' '));
    const fits = (route, path) => new RegExp(`^${route.replace(/\{\w+\}/g, '[^/]+')}$`).test(path.split('?')[0]);
    const known = paths.filter((path) => routes.some((route) => fits(route, path)));
    return { missing: routes.filter((route) => !paths.some((path) => fits(route, path))), known };
}

// The addresses behind the links of the desk: each view, and the first thing in it that has a page of its own.
export async function viewsOf(page, url) {
    const links = await page.locator('nav.parts a').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    const account = await page.locator('nav.links a[href*="view=account"]').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    assert.ok(links.length > 0, `a desk without views at ${page.url()}`);
    return [...links, ...account].map((href) => new URL(href, `${url}/desk`).search);
}

export async function goTo(page, url, search) {
    await page.goto(`${url}/desk${search}`);
    await page.locator('main h1').waitFor();
    await quiet(page);
}

export const firstThing = (page) => page.locator('main a[href*="id="][href*="view="]').evaluateAll((all) =>
    all.map((a) => new URL(a.href)).find((to) => to.pathname === '/desk' && to.searchParams.get('id'))?.search ?? null);

// One page in all looks, without being loaded again: what axe finds, and what is too wide.
export async function faultsInAllLooks(page, at) {
    const faults = [];
    for (const [look, media, [width, height]] of LOOKS) {
        await page.emulateMedia(media);
        await page.setViewportSize({ width, height });
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
        faults.push(...(await faultsOf(page, look === 'dark' ? COLOURS : undefined)).map((fault) => `${at} ${look}: ${fault}`));
        const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
        if (wide > 0) {
            faults.push(`${at} ${look}: ${wide} pixels too wide`);
        }
    }
    const [[, media, [width, height]]] = LOOKS;
    await page.emulateMedia(media);
    await page.setViewportSize({ width, height });
    return faults;
}
