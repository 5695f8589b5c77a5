// What axe finds on a page, a line each: the rules of WCAG 2.2 up to AA.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

// What can differ between a light and a dark look of one page.
export const COLOURS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

export async function faultsOf(page, runOnly = { type: 'tag', values: RULES }) {
    if (!await page.evaluate(() => 'axe' in window)) {
        await page.evaluate(AXE);
    }
    const { violations } = await page.evaluate((only) => window.axe.run(document, { runOnly: only, resultTypes: ['violations'] }), runOnly);
    return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target} ${n.failureSummary}`));
}
