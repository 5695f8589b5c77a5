// check-house.mjs - the rules of the house that no compiler knows: who may include whom, which
// room holds which library, how long a file may get, and what the npm manifests promise.
// To change a rule, edit the tables below.  Usage: node check-house.mjs [ROOT]; prints TAP.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = process.argv[2] ?? path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const LONGEST = 500;
const NODE = [18, 19, 0]; // Debian 12's own is 18.x

// A room may include itself, the rooms named here, and the libraries it alone holds.
const ROOMS = {
  base: { may: [], holds: ['sodium.h', 'openssl/'] },
  domain: { may: ['base'], holds: [] },
  geo: { may: ['base', 'domain'], holds: ['geos_c.h', 'proj.h', 'geodesic.h', 'expat.h', 'zip.h'] },
  db: { may: ['base'], holds: ['sqlite3.h', 'spatialite.h', 'spatialite/'] },
  store: { may: ['base', 'domain', 'db'], holds: [] },
  atlas: { may: ['base', 'domain', 'geo', 'store'], holds: [] },
  http: { may: ['base'], holds: ['microhttpd.h', 'zlib.h', 'brotli/'] },
  fetch: { may: ['base'], holds: ['curl/'] },
  api: { may: ['base', 'domain', 'geo', 'db', 'store', 'atlas', 'http', 'fetch'], holds: ['cJSON.h', 'cjson/', 'qrencode.h'] },
};
const EVERY_ROOM = { may: [...Object.keys(ROOMS), 'cli'], holds: [] };

// What comes with the C library; anything else in <> is a library some room must hold.
const C_LIBRARY = new RegExp(
  '^((sys|arpa|netinet|linux|sanitizer)/[a-z_]+|assert|ctype|dirent|dlfcn|endian|errno|fcntl|fenv|float|getopt|iconv|inttypes|iso646' +
    '|libgen|limits|locale|malloc|math|netdb|poll|pthread|pwd|sched|semaphore|setjmp|signal|stdalign|stdarg' +
    '|stdatomic|stdbool|stddef|stdint|stdio|stdlib|stdnoreturn|string|strings|syslog|termios|threads|time' +
    '|unistd|wchar)\\.h$');

const UNFINISHED = new RegExp('\\b(' + ['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX', 'HA' + 'CK'].join('|') + ')\\b');
const LEFT_OUT = new Set(['node_modules', 'dist', 'prepared', 'build', 'artefacts', 'corpus', 'generated']);

function* walk(folder) {
  const at = path.join(root, folder);
  if (!existsSync(at)) return;
  for (const name of readdirSync(at).sort()) {
    const below = path.join(folder, name);
    if (LEFT_OUT.has(name)) continue;
    if (statSync(path.join(root, below)).isDirectory()) yield* walk(below);
    else yield below;
  }
}

const filesOf = (folders, pattern) => folders.flatMap((f) => [...walk(f)]).filter((f) => pattern.test(f));
const linesOf = (file) => readFileSync(path.join(root, file), 'utf8').split('\n');
const cFiles = filesOf(['service', 'tests/unit', 'tests/fuzz', 'tests/bench'], /\.[ch]$/);

function roomOf(file) {
  const inService = /^service\/(\w+)\//.exec(file);
  const inTests = /^tests\/(?:unit|fuzz|bench)\/(?:test|fuzz|bench)_([a-z]+)_/.exec(file);
  return (inService ?? inTests)?.[1];
}

// What a file may include.  A test stands in the room it is named after, and may use cmocka.
function rightsOf(file) {
  const room = roomOf(file);
  const { may, holds } = ROOMS[room] ?? EVERY_ROOM;
  const tools = file.startsWith('tests/') ? ['cmocka.h'] : [];
  return { may: [room, ...may], holds: [...holds, ...tools] };
}

function* includes() {
  for (const file of cFiles) {
    for (const [i, line] of linesOf(file).entries()) {
      const found = /^\s*#\s*include\s*([<"])([^>"]+)[>"]/.exec(line);
      if (found) yield { file, at: `${file}:${i + 1}`, angle: found[1] === '<', header: found[2] };
    }
  }
}

const isAnyOf = (header, list) => list.some((p) => (p.endsWith('/') ? header.startsWith(p) : header === p));

function libraries() {
  const held = Object.values(ROOMS).flatMap((r) => r.holds);
  return [...includes()]
    .filter(({ angle, header }) => angle ? !C_LIBRARY.test(header) : isAnyOf(header, held))
    .filter(({ file, header }) => !isAnyOf(header, rightsOf(file).holds))
    .map(({ at, header }) => `${at}: <${header}> is not this room's library`);
}

function directions() {
  return [...includes()]
    .filter(({ angle }) => !angle)
    .map((one) => ({ ...one, room: one.header.split('/')[0] }))
    .filter(({ room, header }) => header.includes('/') && (room in ROOMS || room === 'cli'))
    .filter(({ file, room }) => !rightsOf(file).may.includes(room))
    .map(({ file, at, header }) => `${at}: "${header}" is out of reach of ${roomOf(file) ?? 'this file'}`);
}

function lengths() {
  return filesOf(['service'], /\.([ch]|sql)$/)
    .map((file) => ({ file, lines: linesOf(file).length - 1 }))
    .filter(({ lines }) => lines > LONGEST)
    .map(({ file, lines }) => `${file}:${lines}: ${lines} lines, and ${LONGEST} are the most`);
}

const openings = () =>
  cFiles.filter((file) => !linesOf(file)[0].startsWith('/* ')).map((file) => `${file}:1: does not say first what it is for`);

function unfinished() {
  const own = [...walk('service'), ...walk('tests'), ...walk('web'), ...walk('geodata'), ...walk('scripts')];
  return own
    .filter((file) => /\.([ch]|sql|m?[jt]s|css|html|md|sh|cmake|txt)$|^scripts\/\w+$/.test(file))
    .flatMap((file) => linesOf(file).map((line, i) => ({ at: `${file}:${i + 1}`, line })))
    .filter(({ line }) => UNFINISHED.test(line))
    .map(({ at, line }) => `${at}: left unfinished: ${line.trim()}`);
}

const compare = (a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2];

// Whether NODE is in an npm range: alternatives of comparators, each with = > >= < <= ^ ~, x and - ranges.
export function allows(range, version = NODE) {
  const one = (text) => {
    const found = /^(>=|<=|>|<|=|\^|~)?v?(\d+|[x*])(?:\.(\d+|[x*]))?(?:\.(\d+|[x*]))?(?:[-+].*)?$/.exec(text);
    if (!found) throw new Error(`cannot read the range "${range}"`);
    const said = found.slice(2).filter((p) => p !== undefined && !/[x*]/.test(p)).map(Number);
    const low = [said[0] ?? 0, said[1] ?? 0, said[2] ?? 0];
    const next = (digits) => digits === 0 ? [Infinity, 0, 0] : digits === 1 ? [low[0] + 1, 0, 0]
      : digits === 2 ? [low[0], low[1] + 1, 0] : [low[0], low[1], low[2] + 1];
    const within = (to) => compare(version, low) >= 0 && compare(version, to) < 0;
    switch (found[1]) {
      case '>=': return compare(version, low) >= 0;
      case '<': return compare(version, low) < 0;
      case '>': return compare(version, next(said.length)) >= 0;
      case '<=': return compare(version, next(said.length)) < 0;
      case '^': return within(low[0] > 0 ? next(Math.min(said.length, 1)) : next(Math.max(2, said.length)));
      case '~': return within(next(Math.min(said.length, 2)));
      default: return within(next(said.length));
    }
  };
  return range.split('||').some((part) => part
    .trim().replace(/(>=|<=|>|<|=|\^|~)\s+/g, '$1').replace(/(\S+)\s+-\s+(\S+)/, '>=$1 <=$2')
    .split(/\s+/).filter(Boolean).every(one));
}

const lock = (folder) => {
  const file = path.join(root, folder, 'package-lock.json');
  return existsSync(file) ? Object.entries(JSON.parse(readFileSync(file, 'utf8')).packages) : [];
};

function engines() {
  return ['web', 'geodata'].flatMap((folder) => lock(folder)
    .filter(([, said]) => said.engines?.node && !allows(said.engines.node))
    .map(([name, said]) => `${folder}/package-lock.json:1: ${name || 'the manifest'} wants node ${said.engines.node}`));
}

function pins() {
  return ['web', 'geodata', 'tests'].flatMap((folder) => lock(folder).flatMap(([name, said]) => [
    ...(said.resolved ? [`${folder}/package-lock.json:1: ${name} is tied to an address`] : []),
    ...(name && !said.link && !said.integrity ? [`${folder}/package-lock.json:1: ${name} has no integrity`] : []),
  ]));
}

const RULES = [
  ['a third-party header is included by its own room alone', libraries],
  ['rooms include only the rooms below them', directions],
  [`no file in service/ is over ${LONGEST} lines`, lengths],
  ['every C file opens by saying what it is for', openings],
  ['nothing is marked as left unfinished', unfinished],
  ['web/ and geodata/ hold only npm packages that run on Node 18', engines],
  ['lockfiles pin integrity and name no address', pins],
];

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(`1..${RULES.length}`);
  for (const [i, [name, rule]] of RULES.entries()) {
    const faults = rule();
    console.log(`${faults.length ? 'not ok' : 'ok'} ${i + 1} - ${name}`);
    for (const fault of faults) console.log(`# ${fault}`);
    if (faults.length) process.exitCode = 1;
  }
}
