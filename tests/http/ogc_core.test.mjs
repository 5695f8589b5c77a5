// OGC API Features Part 1, everything around the features: landing page, definition, conformance,
// collections, and what holds on each resource.  The features themselves: ogc_items.test.mjs.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { Validator } from '@seriousme/openapi-schema-validator';
import { ask, link, target } from '../lib/ask.mjs';
import { COLLECTIONS, CRS, FEATURE, itemsOf, page } from '../lib/collections.mjs';
import { boxOf } from '../lib/shapes.mjs';
import * as divisions from '../lib/divisions.mjs';
import { resources, targetOf } from '../lib/resources.mjs';
import { serve } from '../lib/server.mjs';

const PART1 = 'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/';
const PART2 = 'http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/';
const PART3 = 'http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/';
const CONFORMANCE = [...['core', 'oas30', 'html', 'geojson'].map((c) => PART1 + c), PART2 + 'crs'];
const MAY_CLAIM = [PART3 + 'queryables', PART3 + 'queryables-query-parameters',
    'http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core', 'http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections'];
const OAS = 'application/vnd.oai.openapi+json;version=3.0';

let service;
let url;
before(async () => {
    service = await serve();
    url = service.url;
});
after(() => service?.stop());

const everyLinkIsWhole = (document, what) => {
    assert.ok(Array.isArray(document.links) && document.links.length > 0, `${what} has links`);
    for (const l of document.links) {
        assert.ok(l.rel, `${what}: rel of ${l.href}`);
        assert.ok(l.type, `${what}: type of ${l.href}`);
        assert.match(l.href, /^https?:\/\//, `${what}: href is absolute`);
    }
};

describe('landing page', () => {
    test('links to the API definition, the conformance declaration and the data', async () => {
        const landing = (await ask(url, '/ogc')).ok();
        link(landing, 'self', 'application/json');
        link(landing, 'alternate', 'text/html');
        link(landing, 'service-desc', 'application/vnd.oai.openapi+json');
        link(landing, 'conformance', 'application/json');
        link(landing, 'data', 'application/json');
    });

    test('has a title and a description, and rel and type on all links', async () => {
        const landing = (await ask(url, '/ogc')).ok();
        assert.ok(landing.title && landing.description);
        everyLinkIsWhole(landing, '/ogc');
    });

    test('is the same at /ogc and /ogc/', async () => {
        const [without, with_] = [(await ask(url, '/ogc')).ok(), (await ask(url, '/ogc/')).ok()];
        assert.deepEqual(with_, without);
    });

    test('every link of it leads somewhere, with the type it says', async () => {
        const landing = (await ask(url, '/ogc')).ok();
        for (const l of landing.links) {
            const answer = await ask(url, target(l.href));
            assert.equal(answer.status, 200, `${l.rel}: ${l.href}`);
            assert.equal(answer.type, l.type.split(';')[0], `${l.rel}: ${l.href}`);
        }
    });

    test('takes the host of its links from the request', async () => {
        const host = 'maps.example.org:8443';
        const landing = (await ask(url, '/ogc', { headers: { host } })).ok();
        assert.equal(new URL(link(landing, 'data').href).host, host);
    });
});

describe('API definition', () => {
    test('is OpenAPI 3.0, valid by its schema', async () => {
        const answer = await ask(url, '/ogc/api', { headers: { accept: OAS } });
        const definition = answer.ok('application/vnd.oai.openapi+json');
        assert.match(answer.headers['content-type'], /version=3\.0/);
        assert.match(definition.openapi, /^3\.0\.\d+$/);
        const validator = new Validator();
        const result = await validator.validate(definition);
        assert.ok(result.valid, JSON.stringify(result.errors, null, 1));
    });

    test('describes limit as an integer with least, most and default', async () => {
        const { limit } = await itemParameters();
        assert.deepEqual([limit.schema.type, limit.schema.minimum, limit.schema.maximum, limit.schema.default],
                         ['integer', 1, 10000, 100]);
        assert.deepEqual([limit.in, limit.required ?? false, limit.style, limit.explode], ['query', false, 'form', false]);
    });

    test('describes bbox as four to six numbers in form style, not exploded', async () => {
        const { bbox } = await itemParameters();
        const shape = (bbox.schema.oneOf ?? [{}]).map((s) => ({ ...bbox.schema, ...s }));
        assert.ok(shape.every((s) => s.type === 'array' && s.items.type === 'number'));
        assert.equal(Math.min(...shape.map((s) => s.minItems)), 4);
        assert.equal(Math.max(...shape.map((s) => s.maxItems)), 6);
        assert.deepEqual([bbox.in, bbox.style, bbox.explode], ['query', 'form', false]);
    });

    test('describes datetime as a string in form style, not exploded', async () => {
        const { datetime } = await itemParameters();
        assert.deepEqual([datetime.in, datetime.schema.type, datetime.style, datetime.explode],
                         ['query', 'string', 'form', false]);
    });

    test('lists every property filter for the items of a collection', async () => {
        const parameters = await itemParameters();
        for (const name of ['code', 'name', 'kind', 'level', 'parent', 'province', 'pinyin']) {
            assert.ok(parameters[name], name);
        }
    });
});

// The parameters of /collections/counties/items (or its template), by name, references resolved.
async function itemParameters() {
    const definition = (await ask(url, '/ogc/api')).json;
    const path = Object.keys(definition.paths).find((p) => /\/collections\/(counties|\{collectionId\})\/items$/.test(p));
    assert.ok(path, 'the definition has a path for the items of counties');
    const item = definition.paths[path];
    const resolve = (p) => (p.$ref ? p.$ref.split('/').slice(1).reduce((at, key) => at[key], definition) : p);
    return Object.fromEntries([...(item.parameters || []), ...(item.get.parameters || [])]
        .map(resolve).map((p) => [p.name, { ...p, schema: resolve(p.schema) }]));
}

describe('conformance', () => {
    test('declares exactly what the service keeps, by the exact URIs', async () => {
        const { conformsTo } = (await ask(url, '/ogc/conformance')).ok();
        for (const uri of CONFORMANCE) {
            assert.ok(conformsTo.includes(uri), uri);
        }
        for (const uri of conformsTo) {
            assert.ok(CONFORMANCE.includes(uri) || MAY_CLAIM.includes(uri), `${uri} is a known class`);
        }
        assert.equal(new Set(conformsTo).size, conformsTo.length);
    });

    test('claims queryables only where they can be read', async () => {
        const { conformsTo } = (await ask(url, '/ogc/conformance')).ok();
        for (const id of COLLECTIONS) {
            const answer = await ask(url, `/ogc/collections/${id}/queryables`);
            assert.equal(answer.status === 200, conformsTo.includes(MAY_CLAIM[0]), id);
        }
    });
});

describe('collections', () => {
    test('are all there, each with id, title, item type, and rel and type on all links', async () => {
        const list = (await ask(url, '/ogc/collections')).ok();
        everyLinkIsWhole(list, '/ogc/collections');
        link(list, 'self', 'application/json');
        link(list, 'alternate', 'text/html');
        assert.deepEqual(COLLECTIONS.filter((id) => !list.collections.some((c) => c.id === id)), []);
        for (const c of list.collections) {
            assert.ok(c.title, c.id);
            assert.equal(c.itemType, 'feature', c.id);
            everyLinkIsWhole(c, c.id);
        }
    });

    test('link to their items once per encoding', async () => {
        const list = (await ask(url, '/ogc/collections')).ok();
        for (const c of list.collections) {
            assert.match(target(link(c, 'items', 'application/geo+json').href), new RegExp(`^/ogc/collections/${c.id}/items`));
            link(c, 'items', 'text/html');
        }
    });

    test('have an extent whose boxes and intervals are arrays of arrays', async () => {
        const list = (await ask(url, '/ogc/collections')).ok();
        for (const { id, extent } of list.collections) {
            assert.ok(Array.isArray(extent.spatial.bbox[0]) && extent.spatial.bbox[0].length === 4, `${id}: bbox`);
            assert.equal(extent.spatial.crs ?? CRS.CRS84, CRS.CRS84, `${id}: crs of the extent`);
            if (extent.temporal) {
                assert.ok(extent.temporal.interval.every((i) => Array.isArray(i) && i.length === 2), `${id}: interval`);
            }
        }
    });

    for (const [id, areas] of [['provinces', divisions.provinces], ['cities', divisions.cities], ['counties', divisions.counties]]) {
        test(`the extent of ${id} is the box around its features`, async () => {
            const { extent } = (await ask(url, `/ogc/collections/${id}`)).ok();
            const around = boxOf(areas().flatMap(({ shape }) => [shape.box.slice(0, 2), shape.box.slice(2)]));
            extent.spatial.bbox[0].forEach((edge, i) =>
                assert.ok(Math.abs(edge - around[i]) < 1e-4, `edge ${i}: ${edge} against ${around[i]}`));
        });

        test(`the page of ${id} says what the list says of it`, async () => {
            const list = (await ask(url, '/ogc/collections')).ok();
            const one = (await ask(url, `/ogc/collections/${id}`)).ok();
            const { links: listed, ...entry } = list.collections.find((c) => c.id === id);
            const { links: own, ...rest } = one;
            assert.deepEqual(rest, entry);
            for (const l of listed.filter((l) => l.rel === 'items')) {
                assert.ok(own.some((o) => o.href === l.href && o.type === l.type), `${l.rel} ${l.type}`);
            }
            link(one, 'self', 'application/json');
            link(one, 'alternate', 'text/html');
        });
    }

    test('every link of a collection leads somewhere, with the type it says', async () => {
        for (const id of COLLECTIONS) {
            const one = (await ask(url, `/ogc/collections/${id}`)).ok();
            for (const l of one.links.filter((l) => new URL(l.href).origin === url)) {
                const answer = await ask(url, target(l.href), { method: 'HEAD' });
                assert.equal(answer.status, 200, `${l.rel}: ${l.href}`);
                assert.equal(answer.type, l.type.split(';')[0], `${l.rel}: ${l.href}`);
            }
        }
    });

    for (const id of ['provincez', 'PROVINCES', 'provinces.json', '%2e%2e', '0']) {
        test(`there is no collection "${id}"`, async () => {
            (await ask(url, `/ogc/collections/${id}`)).problem(404);
            (await ask(url, `/ogc/collections/${id}/items`)).problem(404);
        });
    }
});

describe('queryables', () => {
    for (const id of COLLECTIONS) {
        test(`of ${id} are a JSON Schema that names every property of its features`, async () => {
            const schema = (await ask(url, `/ogc/collections/${id}/queryables`)).ok('application/schema+json');
            assert.match(schema.$schema, /json-schema\.org\/draft\/(2019-09|2020-12)\/schema/);
            assert.equal(schema.type, 'object');
            assert.equal(new URL(schema.$id).pathname, `/ogc/collections/${id}/queryables`);
            const [feature] = (await page(url, id, { limit: '1', simplify: '0.05' })).features;
            for (const name of ['code', 'name', 'kind', 'level', 'parent', 'province', 'pinyin']) {
                assert.ok(schema.properties[name], name);
                assert.ok(name in feature.properties, `${name} in a feature`);
            }
        });
    }
});

describe('single feature', () => {
    for (const id of COLLECTIONS) {
        test(`one of ${id} answers with its id and its links`, async () => {
            const answer = await ask(url, `/ogc/collections/${id}/items/${FEATURE[id]}`);
            const feature = answer.ok('application/geo+json');
            assert.equal(feature.type, 'Feature');
            assert.equal(feature.id, FEATURE[id]);
            assert.equal(feature.properties.code, FEATURE[id]);
            everyLinkIsWhole(feature, FEATURE[id]);
            link(feature, 'self', 'application/geo+json');
            link(feature, 'alternate', 'text/html');
            assert.equal(target(link(feature, 'collection').href).split('?')[0], `/ogc/collections/${id}`);
        });

        test(`one of ${id} is what the items page holds`, async () => {
            const [listed] = (await page(url, id, { code: FEATURE[id] })).features;
            const { links, ...own } = (await ask(url, `/ogc/collections/${id}/items/${FEATURE[id]}`)).ok('application/geo+json');
            const { links: _, ...entry } = listed;
            for (const member of ['type', 'id', 'geometry', 'properties']) {
                assert.deepEqual(own[member], entry[member], member);
            }
        });

        for (const missing of ['999999', 'abc', '11010', '1101080', '%31%31', '110108.json', '%E6%B5%B7']) {
            test(`there is no "${missing}" in ${id}`, async () => {
                (await ask(url, `/ogc/collections/${id}/items/${missing}`)).problem(404);
            });
        }
    }

    test('a place of another collection is not found in this one', async () => {
        (await ask(url, '/ogc/collections/provinces/items/110108')).problem(404);
        (await ask(url, '/ogc/collections/cities/items/110108')).problem(404);
    });

    test('undivided cities and Macau stand in two collections', async () => {
        for (const code of ['441900', '442000', '460400', '620200']) {
            (await ask(url, `/ogc/collections/cities/items/${code}`)).ok('application/geo+json');
            const feature = (await ask(url, `/ogc/collections/counties/items/${code}`)).ok('application/geo+json');
            assert.equal(feature.properties.kind, 'prefecture_city', code);
        }
        (await ask(url, '/ogc/collections/provinces/items/820000')).ok('application/geo+json');
        (await ask(url, '/ogc/collections/counties/items/820000')).ok('application/geo+json');
    });
});

describe('on each resource', () => {
    let all;
    before(async () => {
        all = await resources(url);
        assert.ok(all.length >= 15, `resources found: ${all.map((r) => r.target).join(' ')}`);
    });

    const each = (name, check) => test(name, async () => {
        const faults = [];
        for (const resource of all) {
            try {
                await check(resource);
            } catch (failure) {
                faults.push(`${resource.target}: ${failure.message.split('\n')[0]}`);
            }
        }
        assert.deepEqual(faults, []);
    });

    each('an unknown parameter is refused and named', async (r) => {
        (await ask(url, targetOf(r, { bogus: '1' }))).problem(400, 'bogus');
    });

    each('a parameter in other letters is unknown', async (r) => {
        (await ask(url, targetOf(r, { LANG: 'en' }))).problem(400, 'LANG');
    });

    each('f is accepted with every value that is documented', async (r) => {
        const types = { json: /json$/, geojson: /^application\/geo\+json$/, html: /^text\/html$/, csv: /^text\/csv$/, ics: /^text\/calendar$/ };
        for (const f of r.formats) {
            const answer = await ask(url, targetOf(r, { f }));
            assert.equal(answer.status, 200, answer.text.slice(0, 200));
            assert.match(answer.type, types[f], f);
        }
    });

    each('f=json is accepted wherever there is JSON, and that is everywhere but where the address names another form', async (r) => {
        assert.equal((await ask(url, targetOf(r, { f: 'json' }))).status, /\.(ics|csv)$/.test(r.path) ? 400 : 200);
    });

    each('an unknown f is refused', async (r) => (await ask(url, targetOf(r, { f: 'dwg' }))).problem(400, 'f'));

    each('lang=zh and lang=en are accepted', async (r) => {
        for (const lang of ['zh', 'en']) {
            assert.equal((await ask(url, targetOf(r, { lang }))).status, 200, lang);
        }
    });

    each('an unknown lang is refused', async (r) => (await ask(url, targetOf(r, { lang: 'xx' }))).problem(400, 'lang'));

    each('a parameter given twice is refused', async (r) => {
        const at = targetOf(r, { lang: 'en' });
        (await ask(url, `${at}&lang=en`)).problem(400, 'lang');
    });

    each('HEAD has the headers of GET and no body', async (r) => {
        const [get, head] = [await ask(url, targetOf(r)), await ask(url, targetOf(r), { method: 'HEAD' })];
        assert.equal(head.status, get.status);
        assert.equal(head.bytes.length, 0);
        for (const name of ['content-type', 'etag', 'vary', 'content-length', 'x-sizhi-revision', 'content-crs']) {
            assert.equal(head.headers[name], get.headers[name], name);
        }
    });

    each('another method is refused with what is allowed', async (r) => {
        const answer = await ask(url, targetOf(r), { method: 'DELETE' });
        answer.problem(405);
        assert.match(answer.headers.allow || '', /\bGET\b/);
    });
});

describe('HTML', () => {
    const pages = ['/ogc', '/ogc/conformance', '/ogc/collections', '/ogc/collections/counties',
        itemsOf('cities', { limit: '5' }), '/ogc/collections/cities/items/330100', '/ogc/collections/cities/queryables'];

    for (const at of pages) {
        test(`${at} answers as a page by f and by Accept`, async () => {
            const byF = await ask(url, `${at}${at.includes('?') ? '&' : '?'}f=html`);
            const byAccept = await ask(url, at, {
                headers: { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' },
            });
            for (const answer of [byF, byAccept]) {
                assert.match(answer.ok('text/html'), /^<!doctype html>/i);
                assert.match(answer.headers['content-type'], /charset=utf-8/i);
            }
        });
    }

    test('f wins over Accept', async () => {
        (await ask(url, '/ogc?f=json', { headers: { accept: 'text/html' } })).ok('application/json');
        (await ask(url, '/ogc?f=html', { headers: { accept: 'application/json' } })).ok('text/html');
    });

    test('an Accept that nothing matches gets JSON rather than an error', async () => {
        (await ask(url, '/ogc', { headers: { accept: 'image/webp' } })).ok('application/json');
    });
});
