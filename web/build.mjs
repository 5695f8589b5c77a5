/** build.mjs - makes dist/ out of src/: hashed files under dist/assets/, pages that name them, and a
 *  .gz and .br beside every text file.  What lies in assets/ never changes under its name, so a server
 *  may call it immutable; a page must be asked for again every time.
 *
 *  `node build.mjs --out FOLDER` builds somewhere else than dist/. */

import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { icon } from './icon.mjs';

const ROOT = dirname(fileURLToPath(import.meta.url));
const DIST = process.argv[2] === '--out' ? resolve(process.argv[3]) : join(ROOT, 'dist');
const TEXT = /\.(html|js|css|svg|txt|json)$/;

await rm(DIST, { recursive: true, force: true });
await mkdir(DIST, { recursive: true });

/** Each page is bundled by itself: what the desks need of the map library must not weigh on the first
 *  page, and chunks that two pages share would come in many small pieces. */
async function bundle(entryPoints) {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints,
    outdir: join(DIST, 'assets'),
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    target: ['chrome94', 'edge94', 'firefox93', 'safari15.4'],
    minify: true,
    metafile: true,
    legalComments: 'none',
    logLevel: 'warning',
  });
  return metafile.outputs;
}

/** The output made from one source file, as the build names it. */
function outputOf(outputs, source) {
  for (const [file, output] of Object.entries(outputs)) {
    if (output.entryPoint === source) return file;
  }
  throw new Error(`nothing was built from ${source}`);
}

const address = (file) => `/${relative(DIST, resolve(ROOT, file))}`;

/** Chunks that a file needs at once, itself not counted. */
function needs(outputs, file) {
  return outputs[file].imports.filter((i) => i.kind === 'import-statement').map((i) => i.path);
}

/** A page with the addresses of its script and style in it.  `soon`: sources it will ask for. */
async function makePage(name, source, script, style, soon = []) {
  const what = name.replace('.html', '');
  const outputs = await bundle({ [what === 'index' ? 'app' : what]: script, [what === 'index' ? 'style' : `${what}-style`]: style });
  const own = outputOf(outputs, script);
  const early = new Set(needs(outputs, own));
  for (const file of soon.map((each) => outputOf(outputs, each))) [file, ...needs(outputs, file)].forEach((each) => early.add(each));
  early.delete(own);
  const page = (await readFile(join(ROOT, source), 'utf8'))
    .replace('%STYLE%', address(outputOf(outputs, style)))
    .replace('%SCRIPT%', address(own))
    .replace('%PRELOADS%', [...early].map((file) => `<link rel="modulepreload" href="${address(file)}">`).join('\n'));
  if (page.includes('%')) throw new Error(`${source} still names something the build did not make`);
  await writeFile(join(DIST, name), page);
  return [join(DIST, name), ...[own, outputOf(outputs, style), ...early].map((file) => resolve(ROOT, file))];
}

const pages = {
  '/': await makePage('index.html', 'src/index.html', 'src/main.ts', 'src/style.css', ['src/map/map.ts']),
  '/desk': await makePage('desk.html', 'src/desk/desk.html', 'src/desk/main.tsx', 'src/desk/style.css'),
};
await writeFile(join(DIST, 'favicon.ico'), icon());
await writeFile(join(DIST, 'favicon.svg'), await readFile(join(ROOT, 'src/favicon.svg')));

const sizes = new Map();
for (const folder of [DIST, join(DIST, 'assets')]) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isFile() || !TEXT.test(entry.name)) continue;
    const file = join(folder, entry.name);
    const bytes = await readFile(file);
    const br = brotliCompressSync(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    });
    await writeFile(`${file}.gz`, gzipSync(bytes, { level: 9 }));
    await writeFile(`${file}.br`, br);
    sizes.set(file, br.length);
    console.log(`${relative(ROOT, file)}  ${bytes.length} bytes, br ${br.length}`);
  }
}
for (const [name, files] of Object.entries(pages)) {
  console.log(`first load of ${name}: ${files.reduce((sum, file) => sum + sizes.get(file), 0)} bytes br`);
}
