// tally.test.mjs - the totals must not flatter: what died, never ran or was skipped is told apart.
import assert from 'node:assert/strict';
import test from 'node:test';
import { inWords, ofCtest, ofNode, ofTap, sum } from '../../scripts/tally.mjs';

const TAP_ROWS = [
  ['every case passed', '1..2\nok 1 - a\nok 2 - b\n# ok - tests\n', true, [2, 0, 0]],
  ['a failed case is counted once, and its group line is not a case', '1..2\nok 1 - a\nnot ok 2 - b\n# not ok - tests\n', false, [1, 1, 0]],
  ['a skip is neither passed nor failed', '1..2\nok 1 - a\nnot ok 2 # SKIP b\n', true, [1, 0, 1]],
  ['cases that a crash kept from running have failed', '1..5\nok 1 - a\nok 2 - b\n', false, [2, 3, 0]],
  ['a crash after the last case is one failure', '1..1\nok 1 - a\n', false, [1, 1, 0]],
  ['two groups in one program add up', '1..1\nok 1 - a\n1..2\nok 1 - b\nok 2 - c\n', true, [3, 0, 0]],
  ['a program that says nothing and fails is one failure', '', false, [0, 1, 0]],
  ['lines of the program itself that begin alike are not cases', '1..1\nokay then\nok 1 - a\n', true, [1, 0, 0]],
];

for (const [name, text, endedWell, [passed, failed, skipped]] of TAP_ROWS) {
  test(name, () => assert.deepEqual(ofTap(text, endedWell), { passed, failed, skipped }));
}

const nodeEnd = (pass, fail, cancelled, skipped) =>
  `TAP version 13\n# tests 9\n# pass ${pass}\n# fail ${fail}\n# cancelled ${cancelled}\n# skipped ${skipped}\n# todo 0\n`;

const NODE_ROWS = [
  ['the totals at the end are taken', nodeEnd(7, 0, 0, 2), true, [7, 0, 2]],
  ['a cancelled test has failed', nodeEnd(7, 1, 1, 0), false, [7, 2, 0]],
  ['a file without totals has failed', 'TAP version 13\nok 1 - a\n', false, [0, 1, 0]],
  ['a file without tests has failed', nodeEnd(0, 0, 0, 0), true, [0, 1, 0]],
  ['a bad exit after good tests is a failure', nodeEnd(3, 0, 0, 0), false, [3, 1, 0]],
];

for (const [name, text, endedWell, [passed, failed, skipped]] of NODE_ROWS) {
  test(name, () => assert.deepEqual(ofNode(text, endedWell), { passed, failed, skipped }));
}

const testcase = (name, status, out) =>
  `<testcase name="${name}" classname="${name}" time="0.1" status="${status}"><properties/><system-out>${out}</system-out></testcase>`;

test('programs in a ctest report are counted by their cases', () => {
  const report = testcase('unit/test_a', 'run', '1..2\nok 1 - x\nok 2 - y\n') +
    testcase('unit/test_b', 'fail', '1..2\nok 1 - x\n') +
    testcase('unit/test_never_built', 'notrun', 'Unable to find executable') +
    testcase('unit/test_empty', 'run', '') +
    testcase('fuzz/fuzz_a', 'run', 'replayed 12 files') +
    testcase('fuzz/fuzz_b', 'fail', 'AddressSanitizer');
  const rows = [...ofCtest(report)].map(({ name, passed, failed }) => [name, passed, failed]);
  assert.deepEqual(rows, [['unit/test_a', 2, 0], ['unit/test_b', 1, 1], ['unit/test_never_built', 0, 1],
    ['unit/test_empty', 0, 1], ['fuzz/fuzz_a', 1, 0], ['fuzz/fuzz_b', 0, 1]]);
});

test('the last line says what was skipped only when something was', () => {
  assert.equal(inWords(sum('2 0 0 a\n3 1 0 b c\n')), '5 passed, 1 failed');
  assert.equal(inWords(sum('2 0 4 a\n')), '2 passed, 0 failed, 4 skipped');
});
