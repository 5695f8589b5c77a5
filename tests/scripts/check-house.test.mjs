// check-house.test.mjs - the rules of the house are broken on purpose, one at a time, in a toy tree.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { allows } from '../../scripts/check-house.mjs';

const SCRIPT = fileURLToPath(new URL('../../scripts/check-house.mjs', import.meta.url));
const lockOf = (entry) => JSON.stringify({ packages: { '': {}, 'node_modules/a': { integrity: 'sha512-x', ...entry } } });

const SOUND = {
  'service/base/err.h': '/* err.h - failures. */\n',
  'service/geo/shape.c': '/* shape.c - shapes. */\n#include <geos_c.h>\n#include <string.h>\n#include "base/err.h"\n',
  'tests/unit/test_geo_shape.c': '/* test_geo_shape.c - cases. */\n#include <cmocka.h>\n#include "geo/shape.h"\n',
  'web/package-lock.json': lockOf({ engines: { node: '>=18' } }),
};

function verdictOn(changes) {
  const root = mkdtempSync(path.join(tmpdir(), 'a house '));
  try {
    for (const [file, text] of Object.entries({ ...SOUND, ...changes })) {
      mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
      writeFileSync(path.join(root, file), text);
    }
    const { stdout, status } = spawnSync(process.execPath, [SCRIPT, root], { encoding: 'utf8' });
    return { stdout, status, broken: stdout.split('\n').filter((line) => line.startsWith('not ok')).length };
  } finally {
    rmSync(root, { recursive: true });
  }
}

test('a sound house passes', () => assert.equal(verdictOn({}).status, 0));

const unfinished = ['TO', 'DO'].join('');
const BROKEN = [
  ['a library in the wrong room', { 'service/base/a.c': '/* a */\n#include <geos_c.h>\n' }, 'service/base/a.c:2'],
  ['the same in quotes', { 'service/api/a.c': '/* a */\n\n#include "sqlite3.h"\n' }, 'service/api/a.c:3'],
  ['a library nobody holds', { 'service/http/a.c': '/* a */\n#include <curl/curl.h>\n' }, 'service/http/a.c:2'],
  ['an include against the direction', { 'service/base/a.c': '/* a */\n# include "store/store.h"\n' }, 'service/base/a.c:2'],
  ['a test that reaches across rooms', { 'tests/unit/test_geo_a.c': '/* a */\n#include "store/store.h"\n' }, 'test_geo_a.c:2'],
  ['a test tool in the service', { 'service/geo/a.c': '/* a */\n#include <cmocka.h>\n' }, 'service/geo/a.c:2'],
  ['a file of 501 lines', { 'service/geo/a.c': '/* a */\n' + ';\n'.repeat(500) }, 'service/geo/a.c:501'],
  ['a file that does not introduce itself', { 'service/geo/a.c': '#include <string.h>\n' }, 'service/geo/a.c:1'],
  ['something left unfinished', { 'service/geo/a.c': `/* a */\n/* ${unfinished}: later */\n` }, 'service/geo/a.c:2'],
  ['a package that wants a newer Node', { 'web/package-lock.json': lockOf({ engines: { node: '>=20' } }) }, 'node_modules/a wants'],
  ['a lockfile with an address', { 'web/package-lock.json': lockOf({ resolved: 'https://example.invalid/a' }) }, 'tied to an address'],
  ['a package without integrity', { 'web/package-lock.json': lockOf({ integrity: undefined }) }, 'no integrity'],
];

for (const [name, changes, place] of BROKEN) {
  test(`${name} is found and named`, () => {
    const { stdout, status, broken } = verdictOn(changes);
    assert.deepEqual([status, broken], [1, 1], stdout);
    assert.ok(stdout.includes(place), stdout);
  });
}

test('ranges of Node versions are read as npm reads them', () => {
  const yes = ['>=18', '>= 14.21.3', '^16 || ^18.19 || >=20', '18.x', '*', '14 - 18', '>=14 <19', '18', '^18.0.0-0'];
  const no = ['>=20', '^20.19.0 || >=22.12.0', '~18.18.0', '<18', '>18', '0.x', '16 - 17', '<=17'];
  assert.deepEqual(yes.filter((range) => !allows(range)), []);
  assert.deepEqual(no.filter((range) => allows(range)), []);
});
