// A browser for the page tests: headless Chromium, and pages that remember every error they logged and
// every request that left the origin.  The service is the one named by SIZHI_URL, or one of our own.
import assert from 'node:assert/strict';
import { mkdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { ROOT } from '../lib/paths.mjs';
import { serve } from '../lib/server.mjs';

const ARTEFACTS = join(ROOT, 'tests', 'artefacts');
const FLAGS = ['--no-sandbox', '--disable-gpu', '--enable-unsafe-swiftshader', '--disable-quic',
               '--no-first-run', '--disable-background-networking', '--disable-component-update',
               '--disable-sync'];
const CHROMIUM = process.env.CHROMIUM || '/usr/bin/chromium';

// `service`: one that is running already.  `flags`: more for the browser.
export async function stage(service = null, flags = []) {
    assert.ok(existsSync(CHROMIUM), `${CHROMIUM} is not there: install Debian's chromium, or name one in CHROMIUM`);
    mkdirSync(ARTEFACTS, { recursive: true });
    service ??= await serve();
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: [...FLAGS, ...flags] });
    return {
        url: service.url,
        open: (path, options) => open(browser, service.url, path, options),
        async close() {
            await browser.close();
            await service.stop();
        },
    };
}

// before: what to do with the page before it goes anywhere (routes that fail, say).
// ready: when the page has what it came for; the map's way unless another is given.
async function open(browser, url, path, { before, ready = settled, size = [1280, 800], ...context } = {}) {
    const room = await browser.newContext({
        viewport: { width: size[0], height: size[1] }, locale: 'zh-CN', ...context });
    const page = await room.newPage();
    const faults = [], strayed = [];

    page.on('console', (m) => m.type() === 'error' && faults.push(m.text()));
    page.on('pageerror', (e) => faults.push(e.message));
    page.on('request', (r) => r.url().startsWith(`${url}/`) || strayed.push(r.url()));
    await before?.(page);
    await page.goto(url + path);
    if (context.javaScriptEnabled !== false) {
        await ready(page);
    }
    return {
        page,
        faults,
        picture: (name) => page.screenshot({ path: join(ARTEFACTS, `${name}.png`) }),
        // Every page must end with this: nothing was logged as an error, nothing went elsewhere.
        async done({ expected = /^$/ } = {}) {
            await room.close();
            assert.deepEqual(faults.filter((f) => !expected.test(f)), [], 'console errors');
            assert.deepEqual(strayed, [], 'requests that left the origin');
        },
    };
}

// The map has its data (or has said that it has not) and has drawn it.
export async function settled(page) {
    await page.waitForFunction(() => {
        const note = document.getElementById('map-note').textContent;
        const failed = !document.getElementById('map-retry').hidden;
        return document.getElementById('map-wait').hidden && (note === '' || failed);
    }, null, { timeout: 30000 });
    await page.waitForTimeout(400);
}

// The colours of the map at points given as longitude and latitude, for a view that is known.
export async function colours(page, view, points) {
    return page.evaluate(({ view, points }) => {
        const map = document.getElementById('map');
        const [width, height] = [map.clientWidth, map.clientHeight];
        const sheet = document.createElement('canvas');
        sheet.width = width;
        sheet.height = height;
        const pen = sheet.getContext('2d');
        pen.fillStyle = getComputedStyle(map).backgroundColor;
        pen.fillRect(0, 0, width, height);
        for (const canvas of map.querySelectorAll('canvas')) {
            const box = canvas.getBoundingClientRect(), at = map.getBoundingClientRect();
            pen.drawImage(canvas, box.x - at.x, box.y - at.y, box.width, box.height);
        }
        const across = (lon) => (lon + 180) / 360;
        const down = (lat) => 0.5 - Math.log(Math.tan(Math.PI / 4 + lat * Math.PI / 360)) / (2 * Math.PI);
        const world = 256 * 2 ** view.z;
        return points.map(([lon, lat]) => {
            const x = width / 2 + (across(lon) - across(view.lon)) * world;
            const y = height / 2 + (down(lat) - down(view.lat)) * world;
            return [...pen.getImageData(Math.round(x), Math.round(y), 1, 1).data.slice(0, 3)];
        });
    }, { view, points });
}
