// sizhi load: what it makes of sound inputs, and that broken ones end with one line and a register
// as it was.  The inputs are the small made-up ones of tests/fixtures/geodata.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from '../lib/ask.mjs';
import { Fixture } from '../lib/fixture.mjs';
import { SIZHI, needed } from '../lib/paths.mjs';
import { serve } from '../lib/server.mjs';

needed(SIZHI, 'build it, or name it in SIZHI');

function load(fixture, ...more) {
    const answer = spawnSync(SIZHI, ['load', '--db', fixture.db, '--geodata', fixture.geodata, ...more], { encoding: 'utf8' });
    const complaints = answer.stderr.split('\n').filter((line) => line !== '' && !/^\[\d+\/\d+\] /.test(line));
    return { ...answer, complaints };
}

function loaded(fixture) {
    const answer = load(fixture);
    assert.equal(answer.status, 0, answer.stderr);
    assert.deepEqual(answer.complaints, []);
    return answer.stdout;
}

function count(fixture, layer) {
    const answer = spawnSync('ogrinfo', ['-ro', '-so', fixture.db, layer], { encoding: 'utf8' });
    return Number(/Feature Count: (\d+)/.exec(answer.stdout)?.[1]);
}

const LEVEL_1 = 'shapes/level-1.json';
const LEVEL_2 = 'shapes/level-2.json';
const LEVEL_3 = 'shapes/level-3.json';
const of = (features, code) => features.find((f) => f.properties.gb === `156${code}`);

// what is broken, how, and the line that must name file and record
const broken = [
    ['a shapes file is missing', (f) => f.remove(LEVEL_3),
        /level-3\.json is missing: run `npm ci/],
    ['the list of sources is missing', (f) => f.remove('sources.csv'),
        /sources\.csv is missing: name the folder/],
    ['the readings were not prepared', (f) => f.remove('prepared/pinyin.csv'),
        /prepared\/pinyin\.csv is missing: run `npm ci/],
    ['a shapes file was cut', (f) => truncateSync(f.path(LEVEL_3), 5000),
        /level-3\.json: its SHA-256 is [0-9a-f]{16}…, .*sources\.csv line 4 wants/],
    ['a shapes file was cut and nobody noticed', (f) => f.edit(LEVEL_3, (text) => text.slice(0, 5000)),
        /level-3\.json: feature \d+ .*the JSON cannot be read at byte \d+/],
    ['a byte of a source was changed', (f) => writeFileSync(f.path('code_table.txt'), 'x', { flag: 'r+' }),
        /code_table\.txt: its SHA-256 is .*sources\.csv line 5 wants/],
    ['a source stands twice', (f) => f.edit('sources.csv', (text) => text + text.split('\n')[1] + '\n'),
        /sources\.csv line 6: province_shapes stands there twice/],
    ['a source has an unknown role', (f) => f.edit('sources.csv', (text) => text.replace('code_table,', 'codes,')),
        /sources\.csv line 5: there is no role "codes"/],
    ['a source is not named at all', (f) => f.edit('sources.csv', (text) => text.replace(/code_table,.*\n/, '')),
        /sources\.csv: there is no row for code_table/],
    ['a table has other columns', (f) => f.edit('places_extra.csv', (text) => text.replace('name', 'title')),
        /places_extra\.csv line 1: the columns must be code,name,kind,source/],
    ['a row has a field too few', (f) => f.edit('code_changes.csv', (text) => text.replace(/,[^,]*\n$/, '\n')),
        /code_changes\.csv line 2: 2 fields, not 3/],
    ['a row is not CSV', (f) => f.edit('code_changes.csv', (text) => text.replace('虚构', '"虚构')),
        /code_changes\.csv: line 2 of the CSV: a quoted field does not end/],

    ['a code stands twice in one file', (f) => f.editJson(LEVEL_3, (all) => {
        all.push(structuredClone(of(all, '970121')));
    }), /level-3\.json: feature 13 \(970121 丁县\): this code stands there before, as feature 1$/],
    ['a code of the middle file stands twice', (f) => f.editJson(LEVEL_2, (all) => {
        all.push(structuredClone(of(all, '979001')));
    }), /level-2\.json: feature 8 \(979001 庚市\): this code stands there before, as feature 2$/],
    ['an old and a new code of one place stand side by side', (f) => f.editJson(LEVEL_3, (all) => {
        all.push(structuredClone(of(all, '992799')));
        all.at(-1).properties.gb = '156992721';
    }), /level-3\.json: feature 13 \(992721 申县\): this code stands there before, as feature 11$/],
    ['a code stands twice in the code table', (f) => f.edit('code_table.txt', (text) => text.replace('970102 ', '970121 ')),
        /code_table\.txt line 7: code 970121 stands in .*code_table\.txt line 6 as well/],
    ['a prefecture is missing', (f) => f.editJson(LEVEL_2, (all) => {
        all.splice(all.indexOf(of(all, '970100')), 1);
    }), /level-3\.json: feature 0 \(970102 丙区\): its parent 970100 is not there/],
    ['a province is missing', (f) => f.editJson(LEVEL_1, (all) => {
        all.splice(all.indexOf(of(all, '980000')), 1);
    }), /\(98\d{4} .*\): its parent 980000 is not there/],
    ['a county is missing that the code table names', (f) => f.editJson(LEVEL_3, (all) => {
        all.splice(all.indexOf(of(all, '982223')), 1);
    }), /code_table\.txt line \d+: 982223 丑旗 has no shape in any file/],
    ['a county that stands in the middle file is missing among the counties', (f) => f.editJson(LEVEL_3, (all) => {
        all.splice(all.indexOf(of(all, '979001')), 1);
    }), /level-2\.json: feature 2 \(979001 庚市\): it is no prefecture, and no other file has it/],
    ['a code is in no table', (f) => f.edit('code_table.txt', (text) => text.replace(/982221.*\r\n/, '')),
        /level-3\.json: feature 6 \(982221 癸县\): its code is neither in the code table nor in places_extra\.csv/],
    ['shapes and code table disagree about a name', (f) => f.edit('code_table.txt', (text) => text.replace('癸县', '葵县')),
        /level-3\.json: feature 6 \(982221 癸县\): the code table calls it 葵县/],
    ['no kind can be told', (f) => {
        f.editJson(LEVEL_3, (all) => { of(all, '982221').properties.full_name = '癸乡'; });
        f.edit('code_table.txt', (text) => text.replace('癸县', '癸乡'));
    }, /level-3\.json: feature 6 \(982221 癸乡\): neither its code nor the end of its name says what kind/],
    ['our own table names a kind that does not exist', (f) => f.edit('places_extra.csv', (text) => text.replace('special_area', 'village')),
        /places_extra\.csv line 2: 989700: there is no kind "village"/],
    ['our own table has a broken code', (f) => f.edit('places_extra.csv', (text) => text.replace('989700', '9897')),
        /places_extra\.csv line 2: "9897" is not a six-digit code/],
    ['our own table leaves the source out', (f) => f.edit('places_extra.csv', (text) => text.replace('虚构', '')),
        /places_extra\.csv line 2: 989700: a field is empty/],
    ['a replaced code leads nowhere', (f) => f.edit('code_changes.csv', (text) => `${text}970199,970198,虚构\n`),
        /code_changes\.csv line 3: 970199 became 970198, which is no place/],
    ['a place has no reading', (f) => f.edit('prepared/pinyin.csv', (text) => text.replace(/982221.*\n/, '')),
        /prepared\/pinyin\.csv has no row for 982221 癸县/],
    ['there are fewer places than there should be', (f) => writeFileSync(f.path('expected_counts.csv'), 'what,count,source\nlayer:counties,12,虚构\nkind:county,4,虚构\n'),
        /expected_counts\.csv line 3: there should be 4 of kind:county, and there are 3/],
    ['something is counted that nobody knows', (f) => writeFileSync(f.path('expected_counts.csv'), 'what,count,source\nkind:village,4,虚构\n'),
        /expected_counts\.csv line 2: nothing is counted as "kind:village"/],

    ['a gb is not of China', (f) => f.editJson(LEVEL_3, (all) => { all[3].properties.gb = '840970200'; }),
        /level-3\.json: feature 3 \(己市\): its gb is not 156 and six digits/],
    ['a gb is missing', (f) => f.editJson(LEVEL_3, (all) => { delete all[3].properties.gb; }),
        /level-3\.json: feature 3 \(己市\): it has no gb/],
    ['an area has no code', (f) => f.editJson(LEVEL_3, (all) => { all[3].properties.gb = ''; }),
        /level-3\.json: feature 3 \(己市\): an area without a code/],
    ['a line has a code', (f) => f.editJson(LEVEL_3, (all) => { all.at(-1).properties.gb = '156970200'; }),
        /level-3\.json: feature 12 \(境界线\): a line with a code/],
    ['a feature has no geometry', (f) => f.editJson(LEVEL_3, (all) => { all[3].geometry = null; }),
        /level-3\.json: feature 3 .*: it has no geometry/],
    ['a ring is not closed', (f) => f.editJson(LEVEL_3, (all) => { all[3].geometry.coordinates[0][0].pop(); }),
        /level-3\.json: feature 3 .*the ring is not closed/],
    ['a coordinate is not on the globe', (f) => f.editJson(LEVEL_3, (all) => { all[3].geometry.coordinates[0][0][4] = [6, 91]; }),
        /level-3\.json: feature 3 .*coordinates\[0\]\[0\]/],
    ['a coordinate is no number', (f) => f.edit(LEVEL_3, (text) => text.replace('[6,6]', '[6,1e999]')),
        /level-3\.json: feature \d+ .*byte \d+/],
    ['a city without districts has two shapes', (f) => f.editJson(LEVEL_2, (all) => { of(all, '970200').geometry.coordinates[0][0][1][0] += 0.001; }),
        /level-3\.json: feature 3 \(970200 己市\): it has another shape in .*level-2\.json/],
    ['a county directly under its province has two shapes', (f) => f.editJson(LEVEL_2, (all) => { of(all, '979001').geometry.coordinates[0][0][1][0] += 0.001; }),
        /level-2\.json: feature 2 \(979001 庚市\): it has another shape in .*level-3\.json/],
    ['a file is JSON and no map', (f) => f.edit(LEVEL_1, () => '{"type":"FeatureCollection","features":[]}'),
        /level-1\.json: it has no features/],
    ['a file goes on after its end', (f) => f.edit(LEVEL_1, (text) => `${text}{}`),
        /level-1\.json: the JSON cannot be read at byte \d+/],
];

describe('sizhi load with broken inputs', () => {
    let sound;
    before(() => {
        sound = new Fixture();
        loaded(sound);
    });
    after(() => sound?.done());

    for (const [what, spoil, says] of broken) {
        test(`${what}: one line, exit 1, the register as it was`, (t) => {
            const f = new Fixture();
            t.after(() => f.done());
            copyFileSync(sound.db, f.db);
            const before = f.beside();
            spoil(f);
            const answer = load(f);
            assert.equal(answer.status, 1, answer.stderr);
            assert.equal(answer.complaints.length, 1, answer.stderr);
            assert.match(answer.complaints[0], /^sizhi load: /);
            assert.match(answer.complaints[0], says);
            assert.equal(answer.stdout, '');
            assert.deepEqual(f.beside(), before);
        });
    }

    test('where there was no register there is none afterwards', (t) => {
        const f = new Fixture();
        t.after(() => f.done());
        f.edit(LEVEL_3, (text) => text.slice(0, 5000));
        assert.equal(load(f).status, 1);
        assert.deepEqual(f.beside(), []);
    });

    test('a file that is no register is not touched', (t) => {
        const f = new Fixture();
        t.after(() => f.done());
        writeFileSync(f.db, 'my diary, page one, which is certainly no database at all');
        const before = f.beside();
        const answer = load(f);
        assert.equal(answer.status, 1);
        assert.match(answer.complaints[0], /is not a register/);
        assert.deepEqual(f.beside(), before);
    });

    test('options that are wrong are answered with the usage', () => {
        const answer = spawnSync(SIZHI, ['load', '--data', 'x'], { encoding: 'utf8' });
        assert.equal(answer.status, 2);
        assert.match(answer.stderr, /usage: sizhi load --db FILE \[--geodata DIR\]/);
    });
});

describe('sizhi load with sound inputs', () => {
    let f;
    let said;
    before(() => {
        f = new Fixture();
        said = loaded(f);
    });
    after(() => f?.done());

    test('says what it made: places by layer, lines, and every mending with its place', () => {
        assert.match(said, /19 places: 3 provinces, 5 prefectures, 12 in the layer of counties; 3 boundary lines; not counted/);
        assert.deepEqual(said.match(/^mended \d+ \S+: .* near 9\.0+, 8\.0+$/gm)?.map((line) => line.slice(7, 13)),
            ['990000', '992700', '992721']);
        assert.match(said, /revision 1: \d+ rows new or changed, 0 removed/);
    });

    test('makes layers that GDAL opens, with the right number of places', (t) => {
        if (spawnSync('ogrinfo', ['--version']).status !== 0) {
            t.skip('ogrinfo (gdal-bin) is not installed');
            return;
        }
        const counts = ['province', 'city', 'county', 'division', 'boundary_line'].map((layer) => count(f, layer));
        assert.deepEqual(counts, [3, 5, 12, 19, 3]);
    });

    test('finds nothing wrong with what it made', () => {
        const answer = spawnSync(SIZHI, ['check', '--db', f.db], { encoding: 'utf8' });
        assert.equal(answer.status, 0, answer.stdout + answer.stderr);
    });

    test('a second time changes nothing, not a byte, and says so', () => {
        const before = f.beside();
        assert.match(loaded(f), /nothing changed \(revision 1\)/);
        assert.deepEqual(f.beside(), before);
    });

    test('right counts are told as such', (t) => {
        const own = new Fixture();
        t.after(() => own.done());
        writeFileSync(own.path('expected_counts.csv'), 'what,count,source\n'
            + 'layer:provinces,3,虚构\nlayer:cities,5,虚构\nlayer:counties,12,虚构\ncounty_level,10,虚构\nsub_provincial,0,虚构\n'
            + 'kind:special_area,1,虚构\nkind:district,1,虚构\nkind:county_city,2,虚构\nkind:autonomous_banner,1,虚构\n');
        assert.match(loaded(own), /all counts are as expected/);
    });
});

describe('sizhi load again', () => {
    test('a changed input makes a new revision, and only what differs is written', (t) => {
        const f = new Fixture();
        t.after(() => f.done());
        loaded(f);
        f.edit('prepared/pinyin.csv', (text) => text.replace('gui xian', 'kui xian'));
        assert.match(loaded(f), /revision 2: 1 rows new or changed, 0 removed/);
        assert.match(loaded(f), /nothing changed \(revision 2\)/);
        f.edit('prepared/pinyin.csv', (text) => text.replace('kui xian', 'gui xian'));
        assert.match(loaded(f), /revision 3: 1 rows new or changed, 0 removed/);
    });

    test('a place that is gone from the inputs is gone from the register', (t) => {
        const f = new Fixture();
        t.after(() => f.done());
        loaded(f);
        f.editJson(LEVEL_3, (all) => all.splice(all.indexOf(of(all, '982223')), 1));
        f.edit('code_table.txt', (text) => text.replace(/982223.*\r\n/, ''));
        const now = loaded(f);
        assert.match(now, /18 places: 3 provinces, 5 prefectures, 11 in the layer of counties/);
        assert.match(now, /revision 2: \d+ rows new or changed, [1-9]\d* removed/);
        assert.deepEqual([count(f, 'division'), count(f, 'county')], [18, 11]);
        const answer = spawnSync(SIZHI, ['check', '--db', f.db], { encoding: 'utf8' });
        assert.equal(answer.status, 0, answer.stdout + answer.stderr);
    });

    test('what a killed load left behind goes with the next one', async (t) => {
        const f = new Fixture();
        t.after(() => f.done());
        loaded(f);
        const before = f.beside();
        f.edit('prepared/pinyin.csv', (text) => text.replace('gui xian', 'kui xian'));
        const staged = () => readdirSync(f.room).filter((name) => name.includes('.staged-'));
        const child = spawn(SIZHI, ['load', '--db', f.db, '--geodata', f.geodata], { stdio: 'ignore' });
        const ended = new Promise((resolve) => { child.once('exit', resolve); });
        while (staged().length === 0 && child.exitCode === null) {
            await sleep(2);
        }
        child.kill('SIGKILL');
        await ended;
        assert.equal(staged().length, 1, 'killed too late to see anything');
        rmSync(join(f.room, staged()[0]));
        assert.deepEqual(f.beside(), before);

        writeFileSync(`${f.db}.staged-99999999`, 'half of something'); // no process has such a number
        writeFileSync(`${f.db}.staged-note`, 'not ours');
        assert.match(loaded(f), /revision 2: 1 rows/);
        assert.equal(existsSync(`${f.db}.staged-99999999`), false);
        assert.equal(existsSync(`${f.db}.staged-note`), true);
    });

    test('a running service takes the rows in itself and goes on answering', async (t) => {
        const f = new Fixture();
        t.after(() => f.done());
        loaded(f);
        const service = await serve({ own: true, copy: false, register: f.db });
        t.after(() => service.stop());
        const name = async () => (await ask(service.url, '/api/v1/places/982221')).json;
        assert.equal((await name()).pinyin, 'gui xian');

        f.edit('prepared/pinyin.csv', (text) => text.replace('gui xian', 'kui xian'));
        assert.match(loaded(f), /^revision 2: 1 rows new or changed, 0 removed$/m);
        for (let i = 0; i < 200 && (await name()).pinyin !== 'kui xian'; i++) {
            await sleep(20);
        }
        assert.equal((await name()).pinyin, 'kui xian');
        assert.match(loaded(f), /nothing changed \(revision 2\)/);

        f.edit(LEVEL_3, (text) => text.slice(0, 5000));
        assert.equal(load(f).status, 1);
        assert.equal((await name()).pinyin, 'kui xian');
    });

    test('two at once: both end well and the register moves by one', async (t) => {
        const f = new Fixture();
        t.after(() => f.done());
        const run = () => new Promise((resolve) => {
            const child = spawn(SIZHI, ['load', '--db', f.db, '--geodata', f.geodata], { stdio: ['ignore', 'pipe', 'pipe'] });
            let text = '';
            child.stdout.on('data', (data) => { text += data; });
            child.stderr.on('data', (data) => { text += data; });
            child.once('exit', (status) => resolve({ status, text }));
        });
        const answers = await Promise.all([run(), run()]);
        const fine = answers.filter(({ status }) => status === 0);
        assert.ok(fine.length >= 1, answers.map(({ text }) => text).join('\n'));
        for (const { status, text } of answers) {
            if (status !== 0) assert.match(text, /is in use: process \d+ is writing to it/);
        }
        assert.match(loaded(f), /nothing changed \(revision 1\)/);
    });
});
