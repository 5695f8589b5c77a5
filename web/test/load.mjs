/** load.mjs - imports one TypeScript source: Node does not strip types by itself, so esbuild bundles it
 *  first, in memory. */

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export const SRC = join(dirname(fileURLToPath(import.meta.url)), '../src');

export async function load(file) {
  const { outputFiles } = await build({
    entryPoints: [join(SRC, file)],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node18',
    logLevel: 'warning',
  });
  const text = Buffer.from(outputFiles[0].contents).toString('base64');
  return import(`data:text/javascript;base64,${text}`);
}
