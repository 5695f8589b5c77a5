// tally.mjs - from what test programs wrote to "passed failed skipped name" lines, and to their sum.
//
// A program that dies half way has not passed the cases it did not reach: they count as failed, by
// the plan it printed first.  Usage: node tally.mjs ctest FILE.xml | tap FILE STATUS NAME | sum FILE
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const count = (text, pattern) => (text.match(pattern) ?? []).length;

// cmocka's TAP, and that of scripts/check: cases at the margin, numbered or not, skips marked.
export function ofTap(text, ended_well) {
  const cases = text.split('\n').filter((line) => /^(not )?ok\b/.test(line) && !/^not ok - tests?$/.test(line));
  const skipped = cases.filter((line) => /# SKIP/i.test(line));
  const rest = cases.filter((line) => !/# SKIP/i.test(line));
  let failed = rest.filter((line) => line.startsWith('not')).length;
  const passed = rest.length - failed;
  const planned = [...text.matchAll(/^1\.\.(\d+)/gm)].reduce((sum, m) => sum + Number(m[1]), 0);
  failed += Math.max(0, planned - cases.length);
  if (!ended_well && failed === 0) failed = 1;
  return { passed, failed, skipped: skipped.length };
}

// node:test's TAP ends with its own totals; without them the file never got that far.
export function ofNode(text, ended_well) {
  const said = (what) => Number(new RegExp(`^# ${what} (\\d+)$`, 'm').exec(text)?.[1] ?? NaN);
  const [passed, failed, cancelled] = ['pass', 'fail', 'cancelled'].map(said);
  if (Number.isNaN(passed) || passed + failed + cancelled + said('skipped') === 0) return { passed: 0, failed: 1, skipped: 0 };
  const lost = failed + cancelled;
  return { passed, failed: lost === 0 && !ended_well ? 1 : lost, skipped: said('skipped') + said('todo') };
}

// ctest's JUnit file: each program with all it printed.  A replayed corpus is one case.
export function* ofCtest(xml) {
  for (const [, attributes, body] of xml.matchAll(/<testcase ([^>]*)>([\s\S]*?)<\/testcase>/g)) {
    const name = /\bname="([^"]*)"/.exec(attributes)[1];
    const ended_well = /\bstatus="run"/.test(attributes);
    const output = /<system-out>([\s\S]*?)<\/system-out>/.exec(body)?.[1] ?? '';
    const totals = ofTap(output, ended_well);
    const ran = totals.passed + totals.failed + totals.skipped;
    if (ran === 0) totals[name.startsWith('unit/') ? 'failed' : 'passed'] = 1;
    yield { name, ...totals };
  }
}

export function sum(lines) {
  const totals = { passed: 0, failed: 0, skipped: 0 };
  for (const line of lines.split('\n').filter(Boolean)) {
    const [passed, failed, skipped] = line.split(' ').map(Number);
    totals.passed += passed;
    totals.failed += failed;
    totals.skipped += skipped;
  }
  return totals;
}

export const inWords = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;

const asLine = ({ passed, failed, skipped, name }) => `${passed} ${failed} ${skipped} ${name}`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [kind, file, status, name] = process.argv.slice(2);
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const readers = {
    ctest: () => [...ofCtest(text)].map(asLine).join('\n'),
    tap: () => asLine({ ...ofTap(text, status === '0'), name }),
    node: () => asLine({ ...ofNode(text, status === '0'), name }),
    sum: () => inWords(sum(text)),
  };
  console.log(readers[kind]());
}
