// What html-validate finds on a page, a line each.  How a doctype or an empty element is spelled is a
// matter of taste; how an attribute without a value is, is the browser's when it writes out what it shows.
// A table that turns into cards on a phone says its roles, since a browser forgets them then; what a map
// sets on its elements one by one looks like a style that was sent, which the policy would have refused.
import { HtmlValidate } from 'html-validate';

const TASTE = { 'doctype-style': 'off', 'void-style': 'off', 'no-trailing-whitespace': 'off', 'long-title': 'off' };
const WRITTEN_OUT = { 'attribute-boolean-style': 'off', 'attribute-empty-style': 'off', 'no-redundant-role': 'off', 'no-inline-style': 'off',
                      'aria-label-misuse': ['error', { allowAnyNamable: true }] };

const sent = new HtmlValidate({ extends: ['html-validate:recommended'], rules: TASTE });
const shown = new HtmlValidate({ extends: ['html-validate:recommended'], rules: { ...TASTE, ...WRITTEN_OUT } });

async function faults(validator, at, html) {
    const report = await validator.validateString(html);
    const said = report.results.flatMap((r) => r.messages).filter((m) => m.severity === 2)
        .map((m) => [`${m.message} (${m.ruleId})`, `${at}:${m.line}:${m.column}`]);
    return [...new Map(said.toReversed())].map(([what, where]) => `${where} ${what}`); // each where it is met first
}

export const faultsOfHtml = (at, html) => faults(sent, at, html);
export const faultsOfShown = (at, html) => faults(shown, at, html);
