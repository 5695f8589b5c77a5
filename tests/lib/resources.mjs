// Every public resource that can be read, as a request target: the paths of the two served OpenAPI
// documents with their holes filled.  A path with a hole nobody fills here is left out and named in
// `unfilled`, which a test of openapi.test.mjs wants empty: so a new resource cannot slip past the
// checks that hold "on each resource".
import { ask, query } from './ask.mjs';

const FEATURES = { provinces: '110000', cities: '330100', counties: '110108' };
const PARTS = { code: '110108', round: '2023', unit: '320000', track: 'pilot-city' };

// Required parameters.
const VALUES = { lon: '116.3', lat: '39.96', q: 'haidian', place: '110108', track: 'demo-city' };

// Answers of full-detail collections are big; the checks that use this list do not look at shapes.
const LIGHT = { limit: '2', simplify: '0.05' };

export const DOCUMENTS = { api: '/api/v1/openapi.json', ogc: '/ogc/api' };

export async function documents(url) {
    const api = await ask(url, DOCUMENTS.api);
    const ogc = await ask(url, DOCUMENTS.ogc, { headers: { accept: 'application/vnd.oai.openapi+json;version=3.0' } });
    return { api: api.ok(api.type), ogc: ogc.ok(ogc.type) };
}

// The path part of the first server, "" where paths are given whole.
export function basePath(document) {
    const first = document.servers?.[0]?.url ?? '';
    return (/^https?:/.test(first) ? new URL(first).pathname : first).replace(/\/$/, '');
}

const normal = (path) => path.replace(/\/$/, '') || '/';

// [{path, target, query, formats}] of every documented GET under /api/v1 and /ogc that needs no
// session; formats are the values of f.
export async function resources(url) {
    const found = new Map();
    const unfilled = [];
    for (const document of Object.values(await documents(url))) {
        for (const [path, item] of Object.entries(document.paths)) {
            const whole = normal(basePath(document) + path);
            if (!item.get || item.get.security?.some((s) => Object.keys(s).length > 0) || !/^\/(ogc|api\/v1)(\/|$)/.test(whole)) {
                continue;
            }
            const parameters = parametersOf(document, item);
            const target = await fill(url, whole);
            const needed = parameters.filter((p) => p.in === 'query' && p.required);
            if (target === undefined || needed.some((p) => VALUES[p.name] === undefined)) {
                unfilled.push(whole);
            } else if (target !== null) {
                found.set(target, {
                    path: whole,
                    target,
                    query: { ...(/\/items$/.test(target) && LIGHT), ...Object.fromEntries(needed.map((p) => [p.name, VALUES[p.name]])) },
                    formats: parameters.find((p) => p.name === 'f')?.schema.enum ?? ['json'],
                });
            }
        }
    }
    const all = [...found.values()];
    all.unfilled = unfilled;
    return all;
}

function parametersOf(document, item) {
    const resolve = (node) => (node.$ref ? node.$ref.split('/').slice(1).reduce((at, key) => at[key], document) : node);
    return [...(item.parameters || []), ...(item.get.parameters || [])].map(resolve).map((p) => ({ ...p, schema: resolve(p.schema) }));
}

// target with further parameters added to those it needs.
export function targetOf(resource, more = {}) {
    const text = query({ ...resource.query, ...more });
    return resource.target + (text ? `?${text}` : '');
}

// undefined: a hole nobody fills; null: a collection that holds nothing yet.
async function fill(url, path) {
    const collection = path.match(/\/collections\/([\w-]+)\//)?.[1];
    let target = path;
    for (const [hole, name] of path.matchAll(/\{([^}]+)\}/g)) {
        const value = name === 'featureId' && collection ? await firstFeature(url, collection)
            : name === 'id' ? await firstListed(url, path.slice(0, path.indexOf('/{id}'))) : PARTS[name];
        if (!value) {
            return value;
        }
        target = target.replace(hole, encodeURIComponent(value));
    }
    return target;
}

async function firstFeature(url, collection) {
    if (FEATURES[collection]) {
        return FEATURES[collection];
    }
    const answer = await ask(url, `/ogc/collections/${collection}/items?limit=1&simplify=0.05`);
    return answer.ok('application/geo+json').features[0]?.id ?? null;
}

// {id} is a number of the list that the address without it gives: /api/v1/notices has "notices".
async function firstListed(url, list) {
    const said = (await ask(url, list)).ok();
    return said[list.split('/').at(-1)][0]?.id ?? null;
}
