// Every public resource that can be read, as a request target: the paths of the two served OpenAPI
// documents with their holes filled.  A path with a hole nobody fills here fails the test that asks,
// so a new resource cannot slip past the checks that hold "on each resource".
import assert from 'node:assert/strict';
import { ask, query } from './ask.mjs';

const PARTS = {
    collectionId: ['provinces', 'cities', 'counties'],
    featureId: { provinces: '110000', cities: '330100', counties: '110108' },
    code: '110108',
};

// What a resource cannot do without.
const QUERY = {
    '/api/v1/lookup': { lon: '116.3', lat: '39.96' },
    '/api/v1/places': { q: 'haidian' },
};

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

// [{path, target}] of every documented GET under /api/v1 and /ogc that needs no session.
export async function resources(url) {
    const found = new Map();
    for (const document of Object.values(await documents(url))) {
        for (const [path, item] of Object.entries(document.paths)) {
            const whole = normal(basePath(document) + path);
            if (!item.get || item.get.security?.some((s) => Object.keys(s).length > 0)) {
                continue;
            }
            if (!/^\/(ogc|api\/v1)(\/|$)/.test(whole)) {
                continue;
            }
            for (const filled of fill(whole)) {
                const items = /\/items$/.test(filled);
                found.set(filled, { path: whole, target: filled, query: QUERY[whole] || (items ? LIGHT : {}) });
            }
        }
    }
    return [...found.values()];
}

// target with further parameters added to those it needs.
export function targetOf(resource, more = {}) {
    const text = query({ ...resource.query, ...more });
    return resource.target + (text ? `?${text}` : '');
}

function fill(path) {
    if (path.includes('{collectionId}')) {
        return PARTS.collectionId.flatMap((id) => fill(path.replace('{collectionId}', id)));
    }
    const collection = path.match(/\/collections\/(\w+)\//)?.[1];
    return [path.replace(/\{([^}]+)\}/g, (_, hole) => {
        const value = hole === 'featureId' ? PARTS.featureId[collection] : PARTS[hole];
        assert.ok(value, `tests/lib/resources.mjs has a value for {${hole}} of ${path}`);
        return value;
    })];
}
