/** build.mjs - makes dist/ out of src/: hashed files under dist/assets/, index.html that names them,
 *  and a .gz and .br beside every text file.  What lies in assets/ never changes under its name, so
 *  a server may call it immutable; index.html must be asked for again every time. */

import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { icon } from './icon.mjs';

const ROOT = dirname(fileURLToPath(import.meta.url));
const DIST = join(ROOT, 'dist');
const TEXT = /\.(html|js|css|svg|txt|json)$/;

await rm(DIST, { recursive: true, force: true });
await mkdir(DIST, { recursive: true });

const { metafile } = await build({
  absWorkingDir: ROOT,
  entryPoints: { app: 'src/main.ts', style: 'src/style.css' },
  outdir: 'dist/assets',
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  target: ['chrome94', 'edge94', 'firefox93', 'safari15.4'],
  minify: true,
  metafile: true,
  legalComments: 'none',
  logLevel: 'warning',
});

/** The address of the output made from one source file. */
function address(source) {
  for (const [file, output] of Object.entries(metafile.outputs)) {
    if (output.entryPoint === source) return `/${relative('dist', file)}`;
  }
  throw new Error(`nothing was built from ${source}`);
}

/** Chunks that a file needs at once, itself not counted. */
function needs(source) {
  const file = `dist${address(source)}`;
  return metafile.outputs[file].imports
    .filter((i) => i.kind === 'import-statement')
    .map((i) => `/${relative('dist', i.path)}`);
}

const early = new Set([...needs('src/main.ts'), address('src/map/map.ts'), ...needs('src/map/map.ts')]);
early.delete(address('src/main.ts'));
const preloads = [...early].map((href) => `<link rel="modulepreload" href="${href}">`).join('\n');
const page = (await readFile(join(ROOT, 'src/index.html'), 'utf8'))
  .replace('%STYLE%', address('src/style.css'))
  .replace('%SCRIPT%', address('src/main.ts'))
  .replace('%PRELOADS%', preloads);
if (page.includes('%')) throw new Error('index.html still names something the build did not make');
await writeFile(join(DIST, 'index.html'), page);
await writeFile(join(DIST, 'favicon.ico'), icon());
await writeFile(join(DIST, 'favicon.svg'), await readFile(join(ROOT, 'src/favicon.svg')));

let total = 0;
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
    total += br.length;
    console.log(`${relative(ROOT, file)}  ${bytes.length} bytes, br ${br.length}`);
  }
}
console.log(`first load: ${total} bytes br`);
