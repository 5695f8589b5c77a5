// The two served OpenAPI documents, by two linters and the schema of OpenAPI itself; and the other
// way round: what the service answers, path by path, held against what its documents promise.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Validator } from '@seriousme/openapi-schema-validator';
import { ask } from '../lib/ask.mjs';
import { FEATURE, itemsOf } from '../lib/collections.mjs';
import { contract } from '../lib/contract.mjs';
import { ROOT } from '../lib/paths.mjs';
import { documents, resources, targetOf } from '../lib/resources.mjs';
import { serve } from '../lib/server.mjs';

const run = promisify(execFile);
const TESTS = join(ROOT, 'tests');

let service;
let url;
let served;
let room;
before(async () => {
    service = await serve();
    url = service.url;
    served = await documents(url);
    room = mkdtempSync(join(tmpdir(), 'sizhi-openapi-'));
    for (const [name, document] of Object.entries(served)) {
        writeFileSync(join(room, `${name}.json`), JSON.stringify(document));
    }
});
after(async () => {
    await service?.stop();
    rmSync(room, { recursive: true, force: true });
});

async function lint(program, ...args) {
    const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', CI: '1' };
    try {
        await run(join(TESTS, 'node_modules', '.bin', program), args, { cwd: TESTS, env, maxBuffer: 1 << 26 });
    } catch (failure) {
        assert.fail(`${program}: ${failure.stdout}${failure.stderr}`);
    }
}

for (const name of ['api', 'ogc']) {
    describe(`the ${name} document`, () => {
        test('is valid by the schema of OpenAPI 3.0', async () => {
            assert.match(served[name].openapi, /^3\.0\.\d+$/);
            const result = await new Validator().validate(structuredClone(served[name]));
            assert.ok(result.valid, JSON.stringify(result.errors, null, 1));
        });

        test('has no error by spectral', { timeout: 120000 }, () =>
            lint('spectral', 'lint', '--fail-severity', 'error', '-r', 'contract/spectral.json', join(room, `${name}.json`)));

        test('has no error by redocly', { timeout: 120000 }, () =>
            lint('redocly', 'lint', '--config', 'contract/redocly.yaml', join(room, `${name}.json`)));

        test('says of every answer with a body what is in it', () => {
            const empty = [];
            for (const { where, type, schema } of contract(served[name]).bodies()) {
                if (/json$/.test(type) && (!schema || Object.keys(schema).length === 0)) {
                    empty.push(`${where} ${type}`);
                }
            }
            assert.deepEqual(empty, []);
        });

        test('documents the refusals every operation can give', () => {
            const silent = [];
            for (const [path, item] of Object.entries(served[name].paths)) {
                for (const [method, operation] of Object.entries(item)) {
                    const statuses = Object.keys(operation.responses || {});
                    if (method === 'get' && !statuses.some((s) => /^(4|default)/.test(s))) {
                        silent.push(`${method} ${path}`);
                    }
                }
            }
            assert.deepEqual(silent, []);
        });
    });
}

// A filter with a closed list of values has that list three times: in the queryables, in the document,
// and in what the service takes.
describe('the values a filter may have', () => {
    const resolve = (node) => (node.$ref ? resolve(node.$ref.slice(2).split('/').reduce((at, key) => at[key], served.ogc)) : node);

    test('are the same in the document, in the queryables and in the check', async () => {
        const collections = Object.keys(served.ogc.paths).map((path) => path.match(/^\/collections\/([^/]+)\/items$/)?.[1]).filter(Boolean);
        const lists = [];
        for (const id of collections) {
            const { properties } = (await ask(url, `/ogc/collections/${id}/queryables`)).ok('application/schema+json');
            const parameters = Object.fromEntries(served.ogc.paths[`/collections/${id}/items`].get.parameters.map(resolve).map((p) => [p.name, p.schema]));
            for (const [name, property] of Object.entries(properties).filter(([name]) => name !== 'geometry')) {
                assert.deepEqual(parameters[name].enum, property.enum, `${id}: ${name}`);
                if (property.enum) {
                    lists.push([id, name, property.enum]);
                }
            }
        }
        assert.ok(lists.length >= 10);
        for (const [id, name, values] of lists) {
            for (const value of values) {
                (await ask(url, itemsOf(id, { [name]: value, limit: '1', simplify: '0.05' }))).ok('application/geo+json');
            }
            for (const value of [`${values[0]}x`, values[0].toUpperCase(), values.join(','), '']) {
                const { detail } = (await ask(url, itemsOf(id, { [name]: value, lang: 'en' }))).problem(400, name);
                assert.ok(values.every((v) => detail.includes(v)), `${id}: ${name}: ${detail}`);
            }
        }
    });
});

describe('live answers', () => {
    // What is asked beside every documented path as it is: the same paths with other parameters, and
    // what they refuse.
    const FURTHER = [
        '/ogc/', '/ogc?lang=en', '/ogc?bogus=1',
        itemsOf('counties', { limit: '3' }), itemsOf('counties', { limit: '3', offset: '2890' }), itemsOf('counties', { code: '999999' }),
        itemsOf('cities', { bbox: '113,22,115,24', simplify: '0.05' }), itemsOf('cities', { limit: '0' }),
        itemsOf('nowhere'), '/ogc/collections/nowhere', '/ogc/collections/provinces/items/999999',
        ...Object.entries(FEATURE).map(([id, code]) => `/ogc/collections/${id}/items/${code}?simplify=0.05`),
        '/ogc/collections/counties/items/820000', '/ogc/collections/counties/items/629700', '/ogc/collections/counties/items/710001',
        '/api/v1/lookup?lon=116.3&lat=39.96', '/api/v1/lookup?lon=150&lat=20', '/api/v1/lookup?lon=113.75&lat=23.02&datum=gcj02', '/api/v1/lookup?lon=x&lat=1', '/api/v1/lookup',
        '/api/v1/places?q=hd', '/api/v1/places?q=%E6%9C%9D%E9%98%B3&level=county', '/api/v1/places?q=zzzzzz', '/api/v1/places?limit=0&q=a',
        ...['110000', '440000', '810000', '330100', '441900', '110108', '429004', '820000', '629700', '710001', '810101', '659001', '540422', '999999', 'x'].map((code) => `/api/v1/places/${code}`),
    ];

    test('can be had from every documented path: the tests know how to ask', async () => {
        assert.deepEqual((await resources(url)).unfilled, []);
    });

    test('of every documented path validate', async () => {
        const asked = (await resources(url)).map((r) => targetOf(r));
        await validate([...asked, ...FURTHER].map((at) => [at, {}]));
    });

    test('of every documented path in English and as pages validate', async () => {
        const all = await resources(url);
        await validate([...all.map((r) => [targetOf(r, { lang: 'en' }), {}]),
            ...all.map((r) => [targetOf(r), { headers: { accept: 'text/html' } }])]);
    });

    test('of bulk lookup validate', async () => {
        const post = (type, body) => ['/api/v1/lookup', { method: 'POST', headers: { 'content-type': type }, body }];
        await validate([
            post('application/json', JSON.stringify({ points: [{ lon: 116.3, lat: 39.96, id: 'a' }, { lon: 999, lat: 0 }, { lon: 150, lat: 20 }] })),
            post('application/json', JSON.stringify({ points: [{ lon: 113.55, lat: 22.19 }], datum: 'gcj02' })),
            post('application/json', '{"points":'),
            post('application/json', '{}'),
            post('text/csv', 'lon,lat,id\n116.3,39.96,a\n'),
            post('application/xml', '<a/>'),
        ]);
    });

    async function validate(requests) {
        const checkers = [contract(served.api), contract(served.ogc)];
        const faults = [];
        const seen = new Set();
        for (const [at, options] of requests) {
            const answer = await ask(url, at, options);
            const path = at.split('?')[0];
            const checker = checkers.find((c) => c.documents(options.method || 'GET', path));
            if (!checker && answer.status === 404) {
                answer.problem(404);
                continue;
            }
            if (!checker) {
                faults.push(`${at}: no document has this path`);
                continue;
            }
            seen.add(path);
            faults.push(...checker.faults(options.method || 'GET', path, answer).map((f) => `${answer.asked} → ${answer.status}: ${f}`));
        }
        assert.ok(seen.size > 0);
        assert.deepEqual(faults, []);
    }
});
