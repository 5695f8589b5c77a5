// prepare.mjs - readings of place names for the search: prepared/pinyin.csv (code,pinyin,initials).
//
// One syllable per character, lower case, without tones; ü is written v (绿 "lv"), and whoever
// searches should treat v and u alike so that both "lvliang" and "luliang" find 吕梁.  Readings come
// from pinyin-pro, corrected by pinyin_overrides.csv: a row there matches a six-digit code (the
// whole reading) or one character (wherever it stands).
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const outFile = join(here, 'prepared', 'pinyin.csv');
const stampFile = join(here, 'prepared', 'pinyin.stamp');

class Refusal extends Error {}

function read(path) {
  const full = join(here, path);
  if (!existsSync(full)) {
    throw new Refusal(`${path} is missing: run "npm ci" in geodata/ first`);
  }
  return readFileSync(full);
}

// Rows of a CSV file as objects; quoted fields and doubled quotes, no line breaks inside fields.
function table(path) {
  const rows = read(path).toString('utf8').replace(/^\uFEFF/, '').split(/\r?\n/)
    .map((line, i) => ({ line, number: i + 1 })).filter(({ line }) => line !== '')
    .map(({ line, number }) => ({ number, fields: fields(line, `${path} line ${number}`) }));
  const [head, ...rest] = rows;
  return rest.map(({ number, fields: values }) => {
    if (values.length !== head.fields.length) {
      throw new Refusal(`${path} line ${number}: ${values.length} fields, not ${head.fields.length}`);
    }
    return Object.fromEntries(head.fields.map((name, i) => [name, values[i]]));
  });
}

function fields(line, where) {
  const out = [];
  for (let at = 0; at <= line.length;) {
    const quoted = /^"((?:[^"]|"")*)"(?=,|$)/.exec(line.slice(at));
    const plain = /^[^",]*(?=,|$)/.exec(line.slice(at));
    const hit = quoted ?? plain;
    if (!hit) throw new Refusal(`${where}: a quote out of place`);
    out.push(quoted ? hit[1].replaceAll('""', '"') : hit[0]);
    at += hit[0].length + 1;
  }
  return out;
}

function codeTableNames(text) {
  const names = new Map();
  for (const line of text.split(/\r?\n/)) {
    const row = /^(\d{6})\s+(\S+?)\*?\s*$/.exec(line);
    if (row) names.set(row[1], row[2]);
  }
  return names;
}

// Names by code: the code table first, then our own rows, then what only the shapes name.
function collectNames(sources) {
  const names = codeTableNames(read(sources.get('code_table')).toString('utf8'));
  const renamed = new Map(table('code_changes.csv').map((row) => [row.old_code, row.new_code]));

  for (const row of table('places_extra.csv')) names.set(row.code, row.name);
  for (const role of ['province_shapes', 'prefecture_shapes', 'county_shapes']) {
    for (const { properties } of JSON.parse(read(sources.get(role))).features) {
      const code = renamed.get(properties.gb.slice(3)) ?? properties.gb.slice(3);
      if (code && !names.has(code)) names.set(code, properties.full_name.trim());
    }
  }
  return names;
}

function readOverrides(names) {
  const byCode = new Map();
  const byCharacter = new Map();

  for (const row of table('pinyin_overrides.csv')) {
    if (/^\d{6}$/.test(row.match)) {
      if (names.get(row.match) !== row.name) {
        const found = names.get(row.match) ?? 'not on record';
        throw new Refusal(`pinyin_overrides.csv: ${row.match} is ${found}, not ${row.name}`);
      }
      if (row.pinyin.split(' ').length !== [...row.name].length) {
        throw new Refusal(`pinyin_overrides.csv: ${row.match} needs one syllable per character`);
      }
      byCode.set(row.match, row.pinyin.split(' '));
    } else if ([...row.match].length === 1) {
      byCharacter.set(row.match, row.pinyin);
    } else {
      throw new Refusal(`pinyin_overrides.csv: "${row.match}" is neither a code nor one character`);
    }
  }
  return { byCode, byCharacter };
}

function stampOf(sources) {
  const hash = createHash('sha256');
  const inputs = ['prepare.mjs', 'sources.csv', 'places_extra.csv', 'code_changes.csv',
    'pinyin_overrides.csv', 'node_modules/pinyin-pro/package.json', ...sources.values()];
  for (const path of inputs) {
    const bytes = read(path);
    hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}

async function main() {
  const sources = new Map(table('sources.csv').map((row) => [row.role, row.path]));
  const inputs = stampOf(sources);
  const hashOf = (text) => createHash('sha256').update(text).digest('hex');

  if (existsSync(outFile) && existsSync(stampFile)
      && readFileSync(stampFile, 'utf8') === `${inputs} ${hashOf(readFileSync(outFile))}\n`) {
    console.log('readings of names: nothing changed');
    return;
  }
  const { pinyin } = await import('pinyin-pro');
  const names = collectNames(sources);
  const overrides = readOverrides(names);
  const lines = ['code,pinyin,initials'];

  for (const [code, name] of [...names].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const characters = [...name];
    const syllables = overrides.byCode.get(code)
      ?? pinyin(name, { toneType: 'none', type: 'array', v: true })
        .map((s, i) => overrides.byCharacter.get(characters[i]) ?? s);
    if (syllables.length !== characters.length || !syllables.every((s) => /^[a-z]+$/.test(s))) {
      throw new Refusal(`${code} ${name}: no reading for every character (${syllables.join(' ')})`);
    }
    lines.push(`${code},${syllables.join(' ')},${syllables.map((s) => s[0]).join('')}`);
  }
  const text = `${lines.join('\n')}\n`;
  mkdirSync(dirname(outFile), { recursive: true });
  writeFileSync(`${outFile}.new`, text);
  renameSync(`${outFile}.new`, outFile);
  writeFileSync(stampFile, `${inputs} ${hashOf(text)}\n`);
  console.log(`readings of names: ${lines.length - 1} written`);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(`prepare.mjs: ${error.message}`);
  process.exitCode = 1;
}
