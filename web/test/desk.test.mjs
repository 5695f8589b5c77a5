/** What the desks say and hand out. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './load.mjs';

const { csv } = await load('desk/ui/csv.ts');

test('a spreadsheet opens a table as it is, and carries nothing out', () => {
  const rows = [['a,b', 'say "x"', 'two\nlines'], ['=1+1', '-1.5', '-x'], ['@cmd', '+8', '']];
  assert.equal(csv(rows), '\ufeff"a,b","say ""x""","two\nlines"\r\n\'=1+1,-1.5,\'-x\r\n\'@cmd,\'+8,\r\n');
});

for (const name of ['frame', 'province']) {
  const texts = Object.values(await load(`desk/texts/${name}.ts`))[0];

  test(`every sentence of ${name} is there in both languages, with the same holes`, () => {
    const holes = (text) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();
    for (const [key, pair] of Object.entries(texts)) {
      assert.equal(pair.length, 2, key);
      assert.ok(pair.every((text) => text.trim() !== ''), key);
      assert.deepEqual(holes(pair[0]), holes(pair[1]), key);
      if (key !== 'language' && key !== 'site') assert.doesNotMatch(pair[1], /[\u4e00-\u9fff]/, key);
    }
  });
}
