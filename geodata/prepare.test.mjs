// What prepare.mjs wrote, held against what is known: one syllable a character, every place, the
// readings that a dictionary gets wrong.
import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

// A copy to work in: the packages are only linked.
function copy(t) {
  const room = mkdtempSync(join(tmpdir(), 'sizhi geodata '));
  t.after(() => rmSync(room, { recursive: true, force: true }));
  for (const name of ['prepare.mjs', 'package.json', 'sources.csv', 'places_extra.csv',
    'code_changes.csv', 'pinyin_overrides.csv']) {
    cpSync(join(here, name), join(room, name));
  }
  symlinkSync(join(here, 'node_modules'), join(room, 'node_modules'));
  return room;
}

const run = (room) => spawnSync(process.execPath, [join(room, 'prepare.mjs')], { encoding: 'utf8' });
const rowsOf = (room) => readFileSync(join(room, 'prepared/pinyin.csv'), 'utf8').trim().split('\n')
  .slice(1).map((line) => line.split(','));

describe('readings of names', () => {
  test('every place has one, a plain syllable for each character, and its initials', (t) => {
    const room = copy(t);
    const answer = run(room);
    assert.equal(answer.status, 0, answer.stderr);
    const rows = rowsOf(room);
    assert.equal(rows.length, 3253);
    for (const [code, pinyin, initials] of rows) {
      assert.match(code, /^\d{6}$/);
      assert.match(pinyin, /^[a-z]+( [a-z]+)*$/, code);
      assert.equal(initials, pinyin.split(' ').map((s) => s[0]).join(''), code);
    }
    assert.deepEqual(rows.map(([code]) => code), rows.map(([code]) => code).sort());
  });

  const known = [
    ['110108', 'hai dian qu'], ['441422', 'da bu xian'], ['341500', 'lu an shi'],
    ['340300', 'beng bu shi'], ['340303', 'beng shan qu'], ['522701', 'du yun shi'],
    ['130725', 'shang yi xian'], ['310112', 'min hang qu'], ['371581', 'lin qing shi'],
    ['361124', 'yan shan xian'], ['131025', 'dai cheng xian'], ['371524', 'dong e xian'],
    ['140428', 'zhang zi xian'], ['610681', 'zi chang shi'], ['440113', 'pan yu qu'],
    ['141100', 'lv liang shi'], ['540481', 'mi lin shi'], ['460302', 'xi sha qu'],
    ['710009', 'tai bei shi'], ['820000', 'ao men te bie xing zheng qu'], ['440403', 'dou men qu'],
  ];

  test('places that are often misread are read as they should be', (t) => {
    const room = copy(t);
    run(room);
    const readings = new Map(rowsOf(room).map(([code, pinyin]) => [code, pinyin]));
    for (const [code, pinyin] of known) {
      assert.equal(readings.get(code), pinyin, code);
    }
    const dou = [...readings].filter(([, pinyin]) => /\bdou\b/.test(pinyin)).map(([code]) => code);
    assert.deepEqual(dou, ['440403']); // 斗门; 都 in a name is never dou
  });

  test('a second run changes nothing; a changed input or a damaged result is noticed', (t) => {
    const room = copy(t);
    assert.match(run(room).stdout, /3253 written/);
    assert.match(run(room).stdout, /nothing changed/);
    writeFileSync(join(room, 'prepared/pinyin.csv'), 'code,pinyin,initials\n');
    assert.match(run(room).stdout, /3253 written/);
    writeFileSync(join(room, 'pinyin_overrides.csv'),
      'match,name,pinyin,source\n110108,海淀区,hai dian ou,a test\n');
    assert.match(run(room).stdout, /3253 written/);
    assert.equal(rowsOf(room).find(([code]) => code === '110108')[1], 'hai dian ou');
  });

  const broken = [
    ['110108,海殿区,hai dian qu,x', /110108 is 海淀区, not 海殿区/],
    ['110999,海淀区,hai dian qu,x', /110999 is not on record, not 海淀区/],
    ['110108,海淀区,hai dian,x', /110108 needs one syllable per character/],
    ['海淀,,hai dian,x', /"海淀" is neither a code nor one character/],
    ['110108,海淀区', /line 2: 2 fields, not 4/],
    ['110108,"海淀区,hai,x', /line 2: a quote out of place/],
  ];
  for (const [row, says] of broken) {
    test(`a correction that cannot be right is refused: ${row}`, (t) => {
      const room = copy(t);
      writeFileSync(join(room, 'pinyin_overrides.csv'), `match,name,pinyin,source\n${row}\n`);
      const answer = run(room);
      assert.equal(answer.status, 1);
      assert.match(answer.stderr, says);
    });
  }

  test('a missing package is named with the command that brings it', (t) => {
    const room = copy(t);
    rmSync(join(room, 'node_modules'));
    const answer = run(room);
    assert.equal(answer.status, 1);
    assert.match(answer.stderr, /is missing: run "npm ci" in geodata\/ first/);
  });
});
