// tidy.mjs - clang-tidy over every C file of a build, two at a time, each file only when it changed.
//
// What a file depends on is asked of ninja, so it must have been built; the hash of all of that and
// of .clang-tidy is kept in BUILD/tidy.  Usage: node tidy.mjs BUILD; prints TAP.
import { createHash } from 'node:crypto';
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const build = path.resolve(process.argv[2]);
const cache = path.join(build, 'tidy');
const quick = process.argv[3] === 'quick';
const DEPTH = ['-Xclang', '-analyzer-config', '-Xclang', 'max-nodes=30000'].map((word) => `--extra-arg=${word}`);
const AT_ONCE = availableParallelism();

const hashes = new Map();
function hashOf(file) {
  if (!hashes.has(file)) hashes.set(file, createHash('sha256').update(readFileSync(file)).digest('hex'));
  return hashes.get(file);
}

// Object file -> the files it was made from.
function dependencies() {
  const text = execFileSync('ninja', ['-C', build, '--quiet', '-t', 'deps'], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const found = new Map();
  let files = null;
  for (const line of text.split('\n')) {
    const head = /^(.+): #deps \d+/.exec(line);
    if (head) found.set(head[1], (files = []));
    else if (line.startsWith('    ')) files.push(path.resolve(build, line.trim()));
  }
  return found;
}

function keyOf(entry, deps) {
  const made = / -o (\S+)/.exec(entry.command)[1];
  const own = (deps.get(made) ?? []).filter((f) => f.startsWith(root + path.sep) && existsSync(f));
  const parts = [entry.file, path.join(root, '.clang-tidy'), ...own].map(hashOf);
  return createHash('sha256').update(entry.command + parts.join()).digest('hex');
}

// A file may be compiled into several programs (the corpus replay); once is enough.
const byFile = new Map();
const database = JSON.parse(readFileSync(path.join(build, 'compile_commands.json'), 'utf8'));
for (const entry of database) if (!byFile.has(entry.file)) byFile.set(entry.file, entry);

mkdirSync(cache, { recursive: true });
const deps = dependencies();
const known = new Set(readdirSync(cache));
const jobs = [...byFile.values()].map((entry) => ({ file: entry.file, key: keyOf(entry, deps) }));
const keys = new Set(jobs.map((job) => job.key));
for (const name of known) if (!keys.has(name.split('.')[0])) rmSync(path.join(cache, name));

const waiting = jobs.filter(({ key }) => !known.has(key) && !(quick && known.has(`${key}.quick`)));
const faults = [];

// The places alone; how the analyzer got there is long, and `clang-tidy -p BUILD FILE` tells it.
function placesIn(out, file, err) {
  const places = out.split('\n').filter((line) => / (error|warning): /.test(line));
  return places.length ? places.map((line) => line.replace(root + path.sep, '')) : [`${file}: ${err}`];
}

function tidy({ file, key }) {
  return new Promise((resolve) => {
    const args = ['-p', build, '--quiet', '--extra-arg=-Wno-unknown-warning-option', ...(quick ? DEPTH : []), file];
    execFile('clang-tidy', args, { cwd: root, maxBuffer: 1 << 26 }, (failed, out, err) => {
      if (failed) faults.push(...placesIn(out, file, err));
      else writeFileSync(path.join(cache, quick ? `${key}.quick` : key), '');
      resolve();
    });
  });
}

async function worker() {
  for (let job; (job = waiting.shift()); ) await tidy(job);
}

await Promise.all(Array.from({ length: AT_ONCE }, worker));
console.log('1..1');
console.log(`${faults.length ? 'not ok' : 'ok'} 1 - clang-tidy is quiet on ${jobs.length} C files`);
// A fault in a header is met by every file that includes it.
for (const line of new Set(faults)) console.log(`# ${line}`);
if (faults.length || !jobs.length) process.exitCode = 1;
