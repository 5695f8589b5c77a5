// A desk in a browser: a register in which an evaluation goes on, and pages on which somebody has signed
// in by hand.  Every step that is looked at must be without faults, and no wider than the screen.
import assert from 'node:assert/strict';
import { Evaluation } from '../lib/evaluation.mjs';
import { PASSWORD } from '../lib/officers.mjs';
import { faultsOf } from './axe.mjs';
import { stage } from './stage.mjs';

export const LOOKS = {
    light: { colorScheme: 'light' },
    dark: { colorScheme: 'dark' },
    phone: { size: [360, 740] },
    '400-percent': { size: [320, 256] },
};

// What a sign-in form that was filled in wrong makes the browser itself log.
export const REFUSED = /status of (4\d\d)/;

export class DeskStage {
    static async open(people, facts) {
        const on = new DeskStage();
        on.e = await Evaluation.open(people, facts);
        on.stage = await stage(on.e.service);
        return on;
    }

    // The page of an address, and whoever signs in there; null: nobody does.
    async enter(name, path = '/desk', options = {}) {
        const opened = await this.stage.open(path, { ready: (page) => page.locator('h1').waitFor(), ...options });
        const { page } = opened;
        const desk = {
            ...opened,
            // `state`: what the picture is called.
            async look(state) {
                await quiet(page);
                await opened.picture(`desk-${state}`);
                assert.deepEqual(await faultsOf(page), [], state);
                const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
                assert.ok(wide <= 0, `${state}: ${wide} pixels too wide`);
            },
            view: (query) => goTo(page, this.e.url, query),
            told: (text) => page.locator('.told').filter({ hasText: text }).waitFor(),
        };
        if (name !== null) {
            await signIn(page, name);
        }
        return desk;
    }

    async close() {
        await this.stage?.close(); // ends the service, too
        await this.e?.close();
    }
}

export async function signIn(page, name, password = PASSWORD) {
    await page.locator('input[autocomplete=username]').fill(name);
    await page.locator('input[name=password]').fill(password);
    await page.keyboard.press('Enter');
    await page.locator('nav.links button').nth(1).waitFor(); // the way out
    await quiet(page);
}

// Nothing is being read any more.
export async function quiet(page) {
    await page.waitForLoadState('networkidle');
    await page.waitForFunction(() => !document.querySelector('.wait'));
}

async function goTo(page, url, query) {
    await page.goto(`${url}/desk?${query}`);
    await page.locator('main h1').waitFor();
    await quiet(page);
}
