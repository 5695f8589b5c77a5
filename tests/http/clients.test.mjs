// Real clients: GDAL's OAPIF driver, the geonetwork web client, QGIS without a screen; and GDAL on a
// backup made while the service answers.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { OgcApiEndpoint } from '@camptocamp/ogc-client';
import { COLLECTIONS, COUNTS } from '../lib/collections.mjs';
import * as divisions from '../lib/divisions.mjs';
import { ROOT, SIZHI } from '../lib/paths.mjs';
import { serve } from '../lib/server.mjs';
import { boxOf, boxesMeet, meetsBox } from '../lib/shapes.mjs';

const AREAS = { provinces: divisions.provinces, cities: divisions.cities, counties: divisions.counties };
const BOX = [116, 39, 117, 41];
const meeting = (id) => AREAS[id]().filter(({ shape }) => meetsBox(shape, BOX)).map((a) => a.code);
// A client may ask by the box of a shape only: it then gets what meets the box and no more than
// what a box of a shape meets.
const near = (id) => AREAS[id]().filter(({ shape }) => boxesMeet(shape.box, BOX)).map((a) => a.code);

let service;
let room;
before(async () => {
    service = await serve({ own: true });
    room = mkdtempSync(join(tmpdir(), 'sizhi-clients-'));
});
after(async () => {
    await service?.stop();
    rmSync(room, { recursive: true, force: true });
});

const execute = promisify(execFile);
async function run(program, ...args) {
    try {
        const { stdout, stderr } = await execute(program, args, { maxBuffer: 1 << 28, env: { ...process.env, LC_ALL: 'C.UTF-8' } });
        assert.doesNotMatch(stderr, /ERROR/, `${program} ${args.join(' ')}`);
        return stdout;
    } catch (failure) {
        assert.fail(`${program} ${args.join(' ')}: ${failure.message}${failure.stdout || ''}`);
    }
}
const count = (text) => Number(text.match(/Feature Count: (\d+)/)?.[1]);

describe('ogrinfo (GDAL)', () => {
    const source = () => `OAPIF:${service.url}/ogc`;

    test('lists every collection', async () => {
        const text = await run('ogrinfo', '-ro', source());
        for (const id of COLLECTIONS) {
            assert.match(text, new RegExp(`: ${id}\\b`), id);
        }
    });

    for (const id of COLLECTIONS) {
        test(`counts ${COUNTS[id]} ${id}, and takes extent, system and fields from the collection`, async () => {
            const text = await run('ogrinfo', '-ro', '-so', source(), id);
            assert.equal(count(text), COUNTS[id]);
            const extent = text.match(/Extent: \(([-\d.]+), ([-\d.]+)\) - \(([-\d.]+), ([-\d.]+)\)/).slice(1).map(Number);
            const around = boxOf(AREAS[id]().flatMap(({ shape }) => [shape.box.slice(0, 2), shape.box.slice(2)]));
            extent.forEach((edge, i) => assert.ok(Math.abs(edge - around[i]) < 1e-3, `extent ${extent}`));
            assert.match(text, /WGS 84/);
            for (const field of ['code', 'name', 'kind', 'level', 'parent', 'province', 'pinyin']) {
                assert.match(text, new RegExp(`^${field}: String`, 'm'), field);
            }
        });

        test(`reads ${id} in a box with -spat`, async () => {
            const text = await run('ogrinfo', '-ro', '-al', '-geom=NO', '-spat', ...BOX.map(String), '-oo', 'PAGE_SIZE=100', source(), id);
            const codes = [...text.matchAll(/ code \(String\) = (\d{6})/g)].map((m) => m[1]).sort();
            assert.deepEqual(codes, meeting(id));
        });
    }

    test('finds the districts with -where', async () => {
        assert.equal(count(await run('ogrinfo', '-ro', '-so', '-where', "kind='district'", source(), 'counties')), 903);
        assert.equal(count(await run('ogrinfo', '-ro', '-so', '-where', "kind='municipality_district'", source(), 'counties')), 74);
    });

    test('finds a Chinese name with -where', async () => {
        const text = await run('ogrinfo', '-ro', '-geom=NO', '-where', "name='海淀区'", source(), 'counties');
        assert.match(text, / code \(String\) = 110108/);
        assert.equal([...text.matchAll(/OGRFeature/g)].length, 1);
    });

    test('walks pages of ten, as it does when nobody says otherwise', async () => {
        const text = await run('ogrinfo', '-ro', '-al', '-geom=NO', source(), 'provinces');
        assert.equal([...text.matchAll(/OGRFeature/g)].length, 34);
    });
});

describe('ogr2ogr (GDAL)', () => {
    for (const id of COLLECTIONS) {
        test(`exports all ${id} to a GeoPackage, none of them empty or invalid in type`, { timeout: 120000 }, async () => {
            const file = join(room, `${id}.gpkg`);
            await run('ogr2ogr', '-f', 'GPKG', '-oo', 'PAGE_SIZE=1000', '-nlt', 'PROMOTE_TO_MULTI', file, `OAPIF:${service.url}/ogc`, id);
            assert.equal(count(await run('ogrinfo', '-ro', '-so', file, id)), COUNTS[id]);
            const text = await run('ogrinfo', '-ro', '-q', '-sql', `SELECT count(DISTINCT code) AS n, sum(geom IS NULL) AS bare FROM ${id}`, file);
            assert.match(text, new RegExp(`n \\(Integer\\) = ${COUNTS[id]}`));
            assert.match(text, /bare \(Integer\) = 0/);
        });
    }
});

describe('ogc-client', () => {
    let endpoint;
    before(() => (endpoint = new OgcApiEndpoint(`${service.url}/ogc`)));

    test('discovers what the service is', async () => {
        const info = await endpoint.info;
        assert.ok(info.title);
        assert.equal(await endpoint.hasFeatures, true);
        assert.ok((await endpoint.conformanceClasses).includes('http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core'));
    });

    test('finds every collection', async () => {
        const names = (await endpoint.allCollections).map((c) => c.name);
        assert.deepEqual(COLLECTIONS.filter((id) => !names.includes(id)), []);
    });

    for (const id of COLLECTIONS) {
        test(`reads what ${id} is, its queryables and its systems`, async () => {
            const info = await endpoint.getCollectionInfo(id);
            assert.equal(info.id, id);
            assert.ok(info.title);
            assert.deepEqual(['code', 'kind', 'level', 'name', 'parent', 'pinyin', 'province'].filter((q) => !info.queryables.some((p) => p.name === q)), []);
            assert.ok(info.crs.some((c) => /4490$/.test(c)), String(info.crs));
        });

        test(`reads ${id} page by page and one by one`, async () => {
            const first = await endpoint.getCollectionItems(id, 10, 0);
            const second = await endpoint.getCollectionItems(id, 10, 10);
            const expected = AREAS[id]().map((a) => a.code);
            assert.deepEqual([...first, ...second].map((f) => f.id), expected.slice(0, 20));
            const one = await endpoint.getCollectionItem(id, expected[0]);
            assert.equal(one.id, expected[0]);
        });

        test(`reads ${id} in a box and at a time`, async () => {
            const found = await endpoint.getCollectionItems(id, 1000, 0, null, null, BOX, null, { start: new Date('2023-01-01') });
            assert.deepEqual(found.map((f) => f.id), meeting(id));
        });
    }
});

describe('QGIS', () => {
    const python = '/usr/bin/python3';
    const missing = spawnSync(python, ['-c', 'import qgis.core']).status !== 0
        && 'QGIS is not installed here (Debian package python3-qgis)';
    const script = join(ROOT, 'tests', 'lib', 'qgis_layer.py');
    const open = async (id, ...box) => {
        const settings = join(room, 'qgis');
        const env = { ...process.env, QT_QPA_PLATFORM: 'offscreen', XDG_RUNTIME_DIR: room, HOME: settings, QGIS_CUSTOM_CONFIG_PATH: settings };
        const { stdout } = await execute(python, [script, `${service.url}/ogc`, id, ...box.map(String)], { env, timeout: 100000 });
        return JSON.parse(stdout.trim().split('\n').at(-1));
    };

    for (const id of ['provinces', 'cities']) {
        test(`opens ${id} as a layer and reads every feature`, { skip: missing, timeout: 120000 }, async () => {
            const layer = await open(id);
            assert.ok(layer.valid, layer.error);
            assert.equal(layer.count, COUNTS[id]);
            assert.deepEqual(layer.codes, AREAS[id]().map((a) => a.code));
            assert.equal(layer.valid_shapes, COUNTS[id]);
            for (const [code, name] of Object.entries(layer.names)) {
                assert.equal(name, AREAS[id]().find((a) => a.code === code).name);
            }
        });
    }

    test('opens counties and reads those of its window', { skip: missing, timeout: 120000 }, async () => {
        const layer = await open('counties', ...BOX);
        assert.ok(layer.valid, layer.error);
        assert.equal(layer.count, 2891);
        const may = new Set(near('counties'));
        const found = new Set(layer.codes);
        assert.deepEqual(meeting('counties').filter((code) => !found.has(code)), []);
        assert.deepEqual(layer.codes.filter((code) => !may.has(code)), []);
    });
});

describe('a backup made while the service answers', () => {
    let file;
    before(async () => {
        file = join(room, 'backup.sqlite');
        await run(SIZHI, 'backup', '--db', service.db, '--to', file);
    });

    for (const [layer, wanted] of [['province', 34], ['city', 333], ['county', 2891], ['division', 3253]]) {
        test(`opens in ogrinfo as it is, with ${wanted} features in ${layer}`, async () => {
            const text = await run('ogrinfo', '-ro', '-so', file, layer);
            assert.equal(count(text), wanted);
            assert.match(text, /4490|China Geodetic Coordinate System 2000/);
            assert.match(text, /Geometry: Multi Polygon/);
        });
    }

    test('answers a box through its spatial index', async () => {
        const text = await run('ogrinfo', '-ro', '-q', '-geom=NO', '-spat', ...BOX.map(String), file, 'county');
        const codes = [...text.matchAll(/ code \(String\) = (\d{6})/g)].map((m) => m[1]).sort();
        assert.deepEqual(codes, meeting('counties'));
    });

    test('opens in QGIS through its SpatiaLite provider', async (t) => {
        const code = `
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from qgis.core import QgsApplication, QgsVectorLayer
a = QgsApplication([], False); a.initQgis()
l = QgsVectorLayer("dbname='" + sys.argv[1] + "' table=\\"county\\" (shape)", "county", "spatialite")
print(l.isValid(), l.featureCount(), l.crs().authid(), flush=True)
os._exit(0)`;
        if (spawnSync('/usr/bin/python3', ['-c', 'import qgis.core']).status !== 0) {
            t.skip('QGIS is not installed here (Debian package python3-qgis)');
            return;
        }
        const { stdout } = await execute('/usr/bin/python3', ['-c', code, file], { env: { ...process.env, HOME: room, QGIS_CUSTOM_CONFIG_PATH: room } });
        assert.match(stdout, /^True 2891 EPSG:4490$/m);
    });

    test('passes `sizhi check`', async () => {
        await run(SIZHI, 'check', '--db', file);
    });
});
