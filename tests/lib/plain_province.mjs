// A register with nothing in it but one made-up province of equal squares, every one a county and, but
// for the last few, a pilot by a made-up list of this year: for what takes more applications of one
// office than any real province has counties.  It bears the code of a real province, since only those recommend.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { hashOf } from './fixture.mjs';
import { sizhi } from './officers.mjs';

export const PROVINCE = '510000';
const WIDTH = 50; // counties of a prefecture, in one row
const SIZE = 0.1;
const STEMS = [...'甲乙丙丁戊己庚辛壬癸'];
const BRANCHES = [...'子丑寅卯辰巳午未申酉戌亥'];
const YEAR = new Date(Date.now() + 8 * 3600e3).getUTCFullYear();
const TERM = `${YEAR - 1}-01-01,${YEAR + 1}-12-31`;
const KINDS = ['demo-city', 'demo-county', 'pilot-city', 'pilot-county'];

// [{code, name}], as many as asked for.
export const countiesOf = (n) => Array.from({ length: n }, (_, i) => ({
    code: `51${String(1 + Math.floor(i / WIDTH)).padStart(2, '0')}${21 + i % WIDTH}`,
    name: `${STEMS[i % 10]}${BRANCHES[Math.floor(i / 10) % 12]}${i < 120 ? '东' : '西'}县`,
}));

const at = (x, y) => [Number((100 + x * SIZE).toFixed(6)), Number((30 + y * SIZE).toFixed(6))];

// A rectangle of whole squares, with a point wherever one of them has a corner.
function block(x0, y0, x1, y1) {
    const ring = [];
    for (let y = y0; y < y1; y++) ring.push(at(x0, y));
    for (let x = x0; x < x1; x++) ring.push(at(x, y1));
    for (let y = y1; y > y0; y--) ring.push(at(x1, y));
    for (let x = x1; x > x0; x--) ring.push(at(x, y0));
    return [[[...ring, ring[0]]]];
}

const feature = (code, name, coordinates) =>
    ({ type: 'Feature', properties: { full_name: name, gb: `156${code}` }, geometry: { type: 'MultiPolygon', coordinates } });

export class PlainProvince {
    // zones: {id, name, applicant} of each zone; the applicant is a county.
    constructor(n, others = 0, zones = []) {
        assert.ok(n % WIDTH === 0, 'whole rows');
        this.room = mkdtempSync(join(tmpdir(), 'sizhi-province-'));
        this.geodata = join(this.room, 'geodata');
        this.db = join(this.room, 'register.sqlite');
        this.counties = countiesOf(n);
        this.draw(n / WIDTH);
        this.list(this.counties.slice(0, n - others), zones);
        const said = sizhi(['load', '--db', this.db, '--geodata', this.geodata]);
        assert.equal(said.status, 0, said.stderr);
    }

    write(name, text) {
        mkdirSync(dirname(join(this.geodata, name)), { recursive: true });
        writeFileSync(join(this.geodata, name), text);
        return `${name},${hashOf(join(this.geodata, name))}`;
    }

    draw(rows) {
        const prefectures = Array.from({ length: rows }, (_, y) => ({ code: `51${String(1 + y).padStart(2, '0')}00`, name: `${STEMS[y]}市` }));
        const shapes = (name, features) => this.write(name, JSON.stringify({
            type: 'FeatureCollection', crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::4490' } }, features }));
        const places = [{ code: PROVINCE, name: '甲省' }, ...prefectures, ...this.counties].sort((a, b) => a.code - b.code);
        const sources = [
            `province_shapes,${shapes('shapes/level-1.json', [feature(PROVINCE, '甲省', block(0, 0, WIDTH, rows))])}`,
            `prefecture_shapes,${shapes('shapes/level-2.json', prefectures.map(({ code, name }, y) => feature(code, name, block(0, y, WIDTH, y + 1))))}`,
            `county_shapes,${shapes('shapes/level-3.json', this.counties.map(({ code, name }, i) => {
                const [x, y] = [i % WIDTH, Math.floor(i / WIDTH)];
                return feature(code, name, block(x, y, x + 1, y + 1));
            }))}`,
            `code_table,${this.write('code_table.txt', places.map(({ code, name }) => `${code}\t${name}\t\t\t\r\n`).join(''))}`,
        ];
        this.write('sources.csv', `role,path,sha256\n${sources.join('\n')}\n`);
        this.write('places_extra.csv', 'code,name,kind,source\n');
        this.write('code_changes.csv', 'old_code,new_code,source\n');
        this.write('prepared/pinyin.csv', `code,pinyin,initials\n${places.map(({ code }) => `${code},yi ge di fang,ygdf\n`).join('')}`);
    }

    // Nothing else is on any list, and the lists are whole.
    list(pilots, zones) {
        this.write('facts/rounds.csv', 'round,year,document,title,window_since,window_until,note,tracks\n2023,2023,,a round of a test,,,,\n');
        this.write('facts/zones.csv', 'id,name,kind,host_kind,host_name,host_code,host_code_guess,province,applicant,declared_m2,since,until,document,source,note\n' + zones.map(({ id, name, applicant }) => `${id},${name},js-zone,division,,,,${PROVINCE},${applicant},,,,,a test,\n`).join(''));
        this.write('facts/zone_parts.csv', 'zone,number,name,function,stage,extent_text,declared_m2,since,until,document,source\n');
        this.write('facts/targets.csv', 'zone,code,name,name_en,sign,value,unit,unit_en,words,year,base_year,document,clause,source,note\n');
        this.write('facts/indicators_z.csv', 'round,tracks,code,parent,name,weight,explained,counts,source,note\n');
        this.write('facts/documents.csv', 'ref,number,title,dated,published,confidence,sources,note\n');
        this.write('facts/workdays.csv', 'date,day,year,holiday,source\n');
        this.write('facts/rosters.csv', `kind,batch,document,since,until,declared,source_kind,source\n${[...KINDS, ...(zones.length ? ['js-zone'] : [])].map((kind) => `${kind},now,,${TERM},,policy,a test\n`).join('')}`);
        this.write('facts/complete.csv', `kind,batch,province,basis\n${KINDS.map((kind) => `${kind},now,*,a test\n`).join('')}`);
        this.write('facts/titles.csv', 'kind,name,province,holder_code,host_code_guess,batch,sub_batch,since,until,document,confidence,source_kind,source,note\n'
            + pilots.map(({ code, name }) => `pilot-county,${name},${PROVINCE},${code},,now,,${TERM},,stated,policy,a test,\n`).join('')
            + zones.map(({ name }) => `js-zone,${name},${PROVINCE},,,now,,,,,stated,policy,a test,\n`).join(''));
    }

    done() {
        rmSync(this.room, { recursive: true, force: true });
    }
}
