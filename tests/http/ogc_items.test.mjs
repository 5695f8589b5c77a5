// OGC API Features Part 1, the items: counts, paging, limit, bbox, datetime, property filters,
// simplify.  What is expected comes from the package's own boundaries, not from the service.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { ask, link, target } from '../lib/ask.mjs';
import { COLLECTIONS, COUNTS, CRS, SIMPLIFY, codes, itemsOf, page, walk } from '../lib/collections.mjs';
import * as divisions from '../lib/divisions.mjs';
import { meetsBox } from '../lib/shapes.mjs';
import { serve } from '../lib/server.mjs';

let service;
let url;
before(async () => {
    service = await serve();
    url = service.url;
});
after(() => service?.stop());

const AREAS = { provinces: divisions.provinces, cities: divisions.cities, counties: divisions.counties };
const refuse = async (id, parameters, field) => (await ask(url, itemsOf(id, parameters))).problem(400, field);
const meeting = (id, ...boxes) =>
    AREAS[id]().filter(({ shape }) => boxes.some((box) => meetsBox(shape, box))).map(({ code }) => code);

describe('counts', () => {
    for (const id of COLLECTIONS) {
        test(`${id} has ${COUNTS[id]} features, whatever the limit`, async () => {
            for (const limit of [undefined, '1', '7', '10000']) {
                const found = await page(url, id, { simplify: '0.05', ...(limit && { limit }) });
                assert.equal(found.numberMatched, COUNTS[id], `limit ${limit}`);
                assert.equal(found.numberReturned, found.features.length, `limit ${limit}`);
                assert.equal(found.features.length, Math.min(COUNTS[id], Number(limit ?? 100)), `limit ${limit}`);
            }
        });

        test(`${id} are the package's divisions, by code and name`, async () => {
            const found = await page(url, id, { limit: '10000', simplify: '0.05' });
            const [got, expected] = [found.features, AREAS[id]()];
            assert.deepEqual(got.map((f) => f.id), expected.map((a) => a.code));
            const wrong = got.filter((f, i) => f.properties.name.trim() !== f.properties.name
                || (f.properties.name !== expected[i].name && !expected[i].code.startsWith('4603')));
            assert.deepEqual(wrong.map((f) => [f.id, f.properties.name]), []);
        });
    }

    test('timeStamp, where there is one, is the moment of the answer', async () => {
        for (const id of COLLECTIONS) {
            const answer = await ask(url, itemsOf(id, { limit: '1' }));
            const { timeStamp } = answer.json;
            if (timeStamp !== undefined) {
                const moment = Date.parse(timeStamp);
                assert.ok(moment >= answer.sent - 1000 && moment <= answer.received + 1000, `${id}: ${timeStamp}`);
            }
        }
    });
});

describe('paging', () => {
    for (const [id, limit] of [['counties', '1000'], ['cities', '37'], ['provinces', '1']]) {
        test(`walking next through ${id} by ${limit} visits every feature exactly once`, async () => {
            const pages = await walk(url, itemsOf(id, { limit, simplify: '0.05' }));
            assert.equal(pages.length, Math.ceil(COUNTS[id] / Number(limit)));
            const seen = pages.flatMap((p) => p.features.map((f) => f.id));
            assert.equal(new Set(seen).size, seen.length);
            assert.deepEqual(seen, AREAS[id]().map((a) => a.code));
            assert.ok(pages.every((p) => p.numberMatched === COUNTS[id]));
        });
    }

    test('walking prev from the end comes back to the beginning', async () => {
        const pages = await walk(url, itemsOf('cities', { limit: '37', simplify: '0.05' }));
        let at = pages.at(-1);
        for (let i = pages.length - 2; i >= 0; i--) {
            at = (await ask(url, target(link(at, 'prev').href))).ok('application/geo+json');
            assert.deepEqual(at.features.map((f) => f.id), pages[i].features.map((f) => f.id), `page ${i}`);
        }
        assert.ok(!at.links.some((l) => l.rel === 'prev'), 'the first page has no prev');
    });

    test('self, alternate and next say what was asked, with rel and type on all', async () => {
        const asked = { limit: '5', simplify: '0.05', province: '440000', crs: CRS[4490] };
        const found = await page(url, 'cities', asked);
        for (const l of found.links) {
            assert.ok(l.rel && l.type, JSON.stringify(l));
        }
        for (const [rel, type] of [['self', 'application/geo+json'], ['alternate', 'text/html'], ['next', 'application/geo+json']]) {
            const sent = new URL(link(found, rel, type).href).searchParams;
            for (const [name, value] of Object.entries(asked)) {
                assert.equal(sent.get(name), value, `${name} in ${rel}`);
            }
        }
        const again = (await ask(url, target(link(found, 'self').href))).ok('application/geo+json');
        assert.deepEqual(again.features, found.features);
        (await ask(url, target(link(found, 'alternate').href))).ok('text/html');
    });

    test('the last page, and a page that holds all, have no next', async () => {
        for (const asked of [{ offset: '300', limit: '33' }, { offset: '300', limit: '100' }, { limit: '333' }, { limit: '10000' }]) {
            const found = await page(url, 'cities', { simplify: '0.05', ...asked });
            assert.ok(!found.links.some((l) => l.rel === 'next'), JSON.stringify(asked));
        }
    });

    test('offset starts where it says', async () => {
        const all = AREAS.counties().map((a) => a.code);
        for (const [offset, limit] of [[0, 3], [1, 3], [2890, 3], [2891, 3], [5000, 3]]) {
            const found = await page(url, 'counties', { offset, limit, simplify: '0.05' });
            assert.deepEqual(found.features.map((f) => f.id), all.slice(offset, offset + limit), `offset ${offset}`);
            assert.equal(found.numberMatched, 2891, `offset ${offset}`);
        }
    });

    for (const offset of ['-1', 'x', '1.5', '', '1e3', '0x10']) {
        test(`offset "${offset}" is refused`, () => refuse('cities', { offset }, 'offset'));
    }
});

describe('limit', () => {
    for (const limit of ['0', '-1', '-10000', 'ten', '1.5', '1e2', '', ' 5', '5 ', '0x10', 'NaN', '٣']) {
        test(`"${limit}" is refused`, () => refuse('cities', { limit }, 'limit'));
    }

    for (const limit of ['10001', '2147483648', '9223372036854775807', '99999999999999999999999']) {
        test(`${limit} is clipped, not refused`, async () => {
            const found = await page(url, 'counties', { limit, simplify: '0.05' });
            assert.equal(found.features.length, 2891);
        });
    }
});

describe('bbox', () => {
    const BOXES = [
        ['around Beijing', [115.4, 39.4, 117.6, 41.1]],
        ['inside one district', [116.29, 39.95, 116.3, 39.96]],
        ['that is a point', [116.3, 39.96, 116.3, 39.96]],
        ['that is a line across provinces', [100, 30, 120, 30]],
        ['around the whole country', [73, 3, 136, 54]],
        ['of the whole world', [-180, -90, 180, 90]],
        ['out in the Pacific', [150, 10, 160, 20]],
        ['around the southern islands', [109, 3, 118, 17]],
        ['west of Greenwich', [-120, 30, -110, 40]],
    ];
    for (const id of COLLECTIONS) {
        for (const [name, box] of BOXES) {
            test(`${id} in a box ${name} are those that meet it`, async () => {
                assert.deepEqual(await codes(url, id, { bbox: box.join(',') }), meeting(id, box));
            });
        }
    }

    test('of six numbers is the same box, its heights left aside', async () => {
        assert.deepEqual(await codes(url, 'cities', { bbox: '118,32,-100,119,33,9000' }), meeting('cities', [118, 32, 119, 33]));
    });

    test('across the date line is two boxes', async () => {
        for (const id of COLLECTIONS) {
            assert.deepEqual(await codes(url, id, { bbox: '130,20,-170,54' }), meeting(id, [130, 20, 180, 54], [-180, 20, -170, 54]), `${id}, west of the line`);
            assert.deepEqual(await codes(url, id, { bbox: '170,20,80,54' }), meeting(id, [170, 20, 180, 54], [-180, 20, 80, 54]), `${id}, east of it`);
            assert.deepEqual(await codes(url, id, { bbox: '175,20,-175,54' }), [], `${id}, only the ocean`);
        }
    });

    test('across the date line works with six numbers as well', async () => {
        assert.deepEqual(await codes(url, 'provinces', { bbox: '130,20,0,-170,54,10' }), meeting('provinces', [130, 20, 180, 54]));
    });

    test('numberMatched counts what meets the box, whatever the limit', async () => {
        const found = await page(url, 'counties', { bbox: '115.4,39.4,117.6,41.1', limit: '2', simplify: '0.05' });
        assert.equal(found.numberMatched, meeting('counties', [115.4, 39.4, 117.6, 41.1]).length);
        assert.equal(found.numberReturned, 2);
    });

    test('is judged by the legal shape, however light the shape that is sent', async () => {
        const box = [116.29, 39.95, 116.3, 39.96];
        for (const simplify of SIMPLIFY) {
            assert.deepEqual(await codes(url, 'counties', { bbox: box.join(','), simplify }), meeting('counties', box), simplify);
        }
    });

    test('may be sent with its commas bare or escaped', async () => {
        const bare = (await ask(url, `${itemsOf('provinces')}?bbox=118,32,119,33&simplify=0.05`)).ok('application/geo+json');
        const escaped = (await ask(url, `${itemsOf('provinces')}?bbox=118%2C32%2C119%2C33&simplify=0.05`)).ok('application/geo+json');
        assert.deepEqual(bare.features, escaped.features);
    });

    for (const bbox of ['', '1', '1,2', '1,2,3', '1,2,3,4,5', '1,2,3,4,5,6,7', 'a,b,c,d', '1,2,3,x', ',,,', '1,2,3,', '1;2;3;4',
        'NaN,1,2,3', '1,2,inf,4', '1e999,2,3,4', '110,40,120,30', '118,33,0,119,32,0', '118,32,9,119,33,1', '[1,2,3,4]', '0x1,2,3,4']) {
        test(`"${bbox}" is refused`, () => refuse('cities', { bbox }, 'bbox'));
    }
});

describe('bbox-crs', () => {
    const box = [115.4, 39.4, 117.6, 41.1];
    const [west, south, east, north] = box;
    const mercator = (lon, lat) => {
        const R = 6378137;
        return [R * lon * Math.PI / 180, R * Math.log(Math.tan(Math.PI / 4 + lat * Math.PI / 360))];
    };
    const CASES = [
        ['CRS84, longitude first', CRS.CRS84, box],
        ['4326, latitude first', CRS[4326], [south, west, north, east]],
        ['4490, latitude first', CRS[4490], [south, west, north, east]],
        ['3857, in metres', CRS[3857], [...mercator(west, south), ...mercator(east, north)]],
    ];
    for (const [name, crs, numbers] of CASES) {
        test(`${name}`, async () => {
            const expected = meeting('counties', box);
            assert.ok(expected.length > 10);
            assert.deepEqual(await codes(url, 'counties', { bbox: numbers.join(','), 'bbox-crs': crs }), expected);
        });
    }

    test('is of the box alone: the answer stays in CRS84', async () => {
        const answer = await ask(url, itemsOf('provinces', { bbox: '39.4,115.4,41.1,117.6', 'bbox-crs': CRS[4490], limit: '1', simplify: '0.05' }));
        assert.equal(answer.headers['content-crs'], `<${CRS.CRS84}>`);
    });

    for (const crs of ['http://www.opengis.net/def/crs/EPSG/0/27700', 'EPSG:4326', '4326', '', 'CRS84', 'http://www.opengis.net/def/crs/EPSG/0/4326/']) {
        test(`"${crs}" is refused`, () => refuse('cities', { bbox: '1,2,3,4', 'bbox-crs': crs }, 'bbox-crs'));
    }
});

describe('datetime', () => {
    const GOOD = ['2023-06-01', '2023-06-01T00:00:00Z', '2023-06-01T08:00:00+08:00', '2023-06-01T00:00:00.000Z', '2023-06-01T00:00:00.123456Z',
        '2023-01-01/2023-12-31', '2023-01-01T00:00:00Z/2023-12-31T23:59:59Z', '2023-01-01T00:00:00.000Z/2023-12-31T23:59:59.999Z',
        '../2023-12-31', '2023-01-01/..', '/2023-12-31', '2023-01-01/', '2023-01-01T00:00:00.000Z/..', '../2023-12-31T00:00:00.000Z',
        '2024-02-29', '1950-01-01', '2023-06-01/2023-06-01'];
    for (const datetime of GOOD) {
        test(`"${datetime}" lets features without a time pass`, async () => {
            const found = await page(url, 'provinces', { datetime, limit: '1', simplify: '0.05' });
            assert.equal(found.numberMatched, 34);
        });
    }

    test('a space in an offset is read as the plus it was', async () => {
        const at = `${itemsOf('provinces')}?limit=1&simplify=0.05&datetime=2023-06-01T08:00:00+08:00`;
        assert.equal((await ask(url, at)).ok('application/geo+json').numberMatched, 34);
    });

    for (const datetime of ['yesterday', '2023', '2023-06', '2023-13-01', '2023-02-29', '2023-06-31', '2023-12-31/2023-01-01', '2023-01-01/2023-06-01/2023-12-31',
        '2023-06-01T25:00:00Z', '2023-06-01T00:61:00Z', '2023-06-01T00:00:00', '20230601', '2023-06-01/yesterday', '...', './..', '2023-06-01T00:00:00.Z', '2023/06/01']) {
        test(`"${datetime}" is refused`, () => refuse('provinces', { datetime }, 'datetime'));
    }
});

describe('property filters', () => {
    const COUNTED = [
        ['counties', { kind: 'district' }, 903],
        ['counties', { kind: 'municipality_district' }, 74],
        ['counties', { kind: 'county_city' }, 397],
        ['counties', { kind: 'county' }, 1299],
        ['counties', { kind: 'autonomous_county' }, 117],
        ['counties', { kind: 'banner' }, 49],
        ['counties', { kind: 'autonomous_banner' }, 3],
        ['counties', { kind: 'special_district' }, 1],
        ['counties', { kind: 'forest_district' }, 1],
        ['counties', { kind: 'prefecture_city' }, 4],
        ['counties', { kind: 'special_area' }, 4],
        ['counties', { kind: 'sar_district' }, 18],
        ['counties', { kind: 'taiwan_unit' }, 20],
        ['counties', { kind: 'sar' }, 1],
        ['cities', { kind: 'prefecture_city' }, 293],
        ['cities', { kind: 'autonomous_prefecture' }, 30],
        ['cities', { kind: 'prefecture' }, 7],
        ['cities', { kind: 'league' }, 3],
        ['provinces', { kind: 'province' }, 23],
        ['provinces', { kind: 'autonomous_region' }, 5],
        ['provinces', { kind: 'municipality' }, 4],
        ['provinces', { kind: 'sar' }, 2],
        ['provinces', { level: 'province' }, 34],
        ['cities', { level: 'prefecture' }, 333],
        ['counties', { level: 'prefecture' }, 4],
        ['counties', { name: '海淀区' }, 1],
        ['counties', { name: '朝阳区' }, 2],
        ['counties', { name: '海淀' }, 0],
        ['counties', { code: '110108' }, 1],
        ['counties', { code: '999999' }, 0],
        ['counties', { kind: 'district', province: '440000', parent: '440100' }, 11],
    ];
    for (const [id, filter, count] of COUNTED) {
        test(`${id} with ${new URLSearchParams(filter)}: ${count}`.replace(/%[^:]*/, (s) => decodeURIComponent(s)), async () => {
            const found = await page(url, id, { ...filter, limit: '10000', simplify: '0.05' });
            assert.equal(found.numberMatched, count);
            for (const f of found.features) {
                for (const [name, value] of Object.entries(filter)) {
                    assert.equal(f.properties[name], value, `${name} of ${f.id}`);
                }
            }
        });
    }

    test('special areas, Hong Kong, Macau and Taiwan units are in none of the counted kinds', async () => {
        const counted = ['district', 'municipality_district', 'county_city', 'county', 'autonomous_county', 'banner', 'autonomous_banner', 'special_district', 'forest_district'];
        let sum = 0;
        for (const kind of counted) {
            sum += (await page(url, 'counties', { kind, limit: '1', simplify: '0.05' })).numberMatched;
        }
        assert.equal(sum, 2844);
    });

    test('province gives every county of that province', async () => {
        for (const province of ['110000', '460000', '659999'.slice(0, 2) + '0000', '710000', '810000', '820000']) {
            const expected = divisions.counties().map((c) => c.code).filter((code) => code.startsWith(province.slice(0, 2)));
            assert.deepEqual(await codes(url, 'counties', { province }), expected, province);
        }
    });

    test('parent gives exactly what stands below', async () => {
        for (const parent of ['440100', '110000', '420000', '659000', '632800', '620000']) {
            const expected = divisions.counties().map((c) => c.code)
                .filter((code) => code !== parent && divisions.chain(code).at(-2) === parent);
            assert.deepEqual(await codes(url, 'counties', { parent }), expected, parent);
        }
    });

    test('pinyin finds the place that has it', async () => {
        const [haidian] = (await page(url, 'counties', { code: '110108' })).features;
        const { pinyin } = haidian.properties;
        assert.match(pinyin, /hai ?dian/i);
        const found = await page(url, 'counties', { pinyin, simplify: '0.05' });
        assert.ok(found.features.some((f) => f.id === '110108'));
        assert.ok(found.features.every((f) => f.properties.pinyin === pinyin));
    });

    test('filters add up with bbox and paging', async () => {
        const box = [113, 22, 115, 24];
        const districts = new Set(await codes(url, 'counties', { kind: 'district' }));
        const expected = meeting('counties', box).filter((code) => districts.has(code));
        assert.ok(expected.length > 5);
        assert.deepEqual(await codes(url, 'counties', { kind: 'district', bbox: box.join(',') }), expected);
        const pages = await walk(url, itemsOf('counties', { kind: 'district', bbox: box.join(','), limit: '4', simplify: '0.05' }));
        assert.deepEqual(pages.flatMap((p) => p.features.map((f) => f.id)), expected);
    });

    test('a value that cannot be is refused or matches nothing', async () => {
        for (const filter of [{ kind: 'castle' }, { level: 'galaxy' }, { province: '990000' }, { parent: 'x' }, { name: "' OR 1=1 --" }, { code: '' }]) {
            const answer = await ask(url, itemsOf('counties', filter));
            if (answer.status === 400) {
                answer.problem(400, Object.keys(filter)[0]);
            } else {
                assert.equal(answer.ok('application/geo+json').numberMatched, 0, answer.asked);
            }
        }
    });

    test('an empty answer is still a feature collection with its links', async () => {
        const found = await page(url, 'counties', { code: '999999' });
        assert.deepEqual([found.features, found.numberMatched, found.numberReturned], [[], 0, 0]);
        link(found, 'self', 'application/geo+json');
        assert.ok(!found.links.some((l) => l.rel === 'next'));
    });
});

describe('simplify', () => {
    const positions = (f) => JSON.stringify(f.geometry).split('],[').length;

    for (const id of COLLECTIONS) {
        test(`the shapes of ${id} get lighter with every step`, async () => {
            const counts = [];
            for (const simplify of SIMPLIFY) {
                const found = await page(url, id, { simplify, limit: '200' });
                counts.push(found.features.reduce((sum, f) => sum + positions(f), 0));
            }
            assert.ok(counts.every((n, i) => i === 0 || n < counts[i - 1]), counts.join(' > '));
        });
    }

    test('leaves no place without a shape, however tiny', async () => {
        for (const id of COLLECTIONS) {
            const found = await page(url, id, { simplify: '0.05', limit: '10000' });
            assert.deepEqual(found.features.filter((f) => !f.geometry || !f.geometry.coordinates.length).map((f) => f.id), []);
        }
    });

    test('0 is the default', async () => {
        const [plain, zero] = [await page(url, 'provinces', { code: '110000' }), await page(url, 'provinces', { code: '110000', simplify: '0' })];
        assert.deepEqual(plain.features, zero.features);
    });

    test('works on a single feature', async () => {
        const at = '/ogc/collections/provinces/items/440000';
        const [full, light] = [(await ask(url, at)).json, (await ask(url, `${at}?simplify=0.05`)).ok('application/geo+json')];
        assert.ok(positions(light) < positions(full) / 4);
    });

    test('at 0 the shape is the legal one, vertex for vertex', async () => {
        const key = ([x, y]) => `${x},${y}`;
        for (const [id, code] of [['counties', '110108'], ['cities', '330100'], ['provinces', '460000'], ['counties', '460303']]) {
            const feature = (await ask(url, `/ogc/collections/${id}/items/${code}`)).ok('application/geo+json');
            const legal = AREAS[id]().find((a) => a.code === code).shape.parts;
            const served = feature.geometry.type === 'Polygon' ? [feature.geometry.coordinates] : feature.geometry.coordinates;
            const set = (parts) => [...new Set(parts.flat(2).map(key))].sort();
            assert.equal(served.length, legal.length, `${code}: parts`);
            assert.deepEqual(set(served), set(legal), `${code}: vertices`);
        }
    });

    for (const simplify of ['0.1', '-1', 'x', '', '0.05,0', '1e999', 'NaN', '0.0500001']) {
        test(`"${simplify}" is refused`, () => refuse('provinces', { simplify }, 'simplify'));
    }
});
