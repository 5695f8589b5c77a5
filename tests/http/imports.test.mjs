// A published list handed in as a file: every row told what it comes to, nothing recorded before it is
// applied, applied whole or not at all, and taken back whole, with both times kept.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Desk } from '../lib/desk.mjs';
import { slug } from '../lib/officers.mjs';

const PEOPLE = {
    operator: { role: 'operator' },
    national: { role: 'national' },
    hunan: { role: 'province', province: '430000' },
    yiyang: { role: 'applicant', place: '430900' },
};
const AT = '/api/v1/imports';
const HEAD = '称号类别,行政区划代码,名称,批次,起始日期,终止日期,文号,页码,序号,来源';
const DOCUMENT = '国知发运字〔2024〕2号';
const row = (...cells) => cells.join(',');
const listed = (code, name, number, more = {}) =>
    row('示范城市', code, name, more.batch ?? '2024', more.since ?? '2024-01-01', more.until ?? '2026-12-31', DOCUMENT, 2, number, '函件原件');
const table = (...rows) => [HEAD, ...rows].join('\r\n');
const POINT = '/api/v1/lookup?lon=113.03&lat=25.77&on=2024-06-01'; // 郴州市
// "海淀区" and the rest of a line, as spreadsheets in China save it
const gb18030 = (text) => {
    const known = new Map();
    const decode = new TextDecoder('gb18030');
    for (let a = 0x81; a < 0xff; a++) {
        for (let b = 0x40; b < 0xff; b++) {
            if (b !== 0x7f) known.set(decode.decode(Uint8Array.of(a, b)), [a, b]);
        }
    }
    return Buffer.from([...text].flatMap((c) => (c < '\x80' ? [c.charCodeAt(0)] : known.get(c))));
};

describe('imports', () => {
    let desk;
    before(async () => {
        desk = await Desk.open(PEOPLE);
    });
    after(() => desk.close()); // which asks `sizhi check`

    const handIn = (body, { who = 'operator', query = 'kind=titles&name=list.csv', headers = {} } = {}) =>
        desk.ask(who, 'POST', `${AT}?${query}`, body, { 'Content-Type': 'text/csv', ...headers });
    const preview = async (body, query) => {
        const answer = await handIn(body, { query });
        assert.equal(answer.status, 201, answer.text);
        assert.equal(answer.headers.etag, '"v1"');
        return answer.json;
    };
    const tell = (id, event, version = 1, who = 'operator', headers = {}) =>
        desk.ask(who, 'POST', `${AT}/${id}/events`, event, { 'If-Match': `"v${version}"`, ...headers });
    const told = async (id, event, version) => {
        const answer = await tell(id, event, version);
        assert.equal(answer.status, 200, answer.text);
        await desk.settled(Number(answer.headers['x-sizhi-revision']));
        return answer.json;
    };
    const refused = async (answer, status, kind) => {
        assert.equal(answer.status, status, answer.text);
        assert.equal(slug(answer), kind, answer.text);
        return answer.json.detail;
    };
    const rowsOf = async (id, query = '') => (await desk.get('operator', `${AT}/${id}?limit=1000${query}`)).ok();
    const public_ = async (path) => (await desk.get(null, path)).ok();
    const revision = async () => (await public_('/api/v1/rounds')).revision;
    const titlesOf = async (code, on = '2024-06-01') => (await public_(`/api/v1/titles?on=${on}&province=${code.slice(0, 2)}0000`)).titles.filter((t) => t.holder.code === code);

    test('a bad file is told row by row what is wrong, in words, and nothing is recorded', async () => {
        const first = await revision();
        const bad = table(
            listed('431000', '郴州市', 1), // 2: new
            listed('999999', '', 2), // 3: no such place
            listed('430900', '娄底市', 3), // 4: another place's name
            listed('430900', '益阳市', 4, { since: '2024-13-01' }), // 5: no such day
            listed('431000', '郴州市', 5), // 6: as line 2
            listed('430900', '益阳市', 6, { batch: '2030' }), // 7: a list that is not on record
            listed('430900', '益阳市', 7, { until: '2036-12-31' }), // 8: beyond the list's term
            row('示范县', '', '鼓楼区', '2024', '', '', DOCUMENT, 2, 8, '函件原件'), // 9: several are called so
            row('示范集市', '430900', '', '2024', '', '', DOCUMENT, 2, 9, '函件原件'), // 10: no such kind
            row('示范县', '430900', '', '2024', '', '', DOCUMENT, 2, 10, '函件原件'), // 11: a city as a county
            '示范城市,430900', // 12: cells are missing
            row('示范城市', '', '衡山', '2024', '', '', DOCUMENT, 2, 11, ''), // 13: no city is called so
        );
        const batch = await preview(gb18030(bad));
        assert.equal(batch.encoding, 'GB18030');
        assert.equal(batch.state, 'previewed');
        assert.equal(batch.stale, false);
        assert.equal(batch.sha256, createHash('sha256').update(gb18030(bad)).digest('hex'));
        assert.deepEqual(batch.results, { new: 1, same: 0, change: 0, retract: 0, refused: 11 });
        assert.equal(batch.rows, 12);
        assert.deepEqual(batch.handed_in.by, 'operator');

        const { found, total } = await rowsOf(batch.id);
        assert.equal(total, 12);
        const said = (line, words, field) => {
            const r = found.find((each) => each.line === line);
            assert.match(r.words, words, `line ${line}`);
            assert.equal(r.result, 'refused');
            assert.equal(r.field, field, `line ${line}`);
        };
        assert.deepEqual([found[0].result, found[0].words, found[0].kind_short, found[0].note], ['new', null, '示范城市', 'page 2, no. 1 of the list']);
        assert.ok(found[0].lon > 112 && found[0].lon < 115 && found[0].lat > 24 && found[0].lat < 27);
        said(3, /没有代码为 999999 的地方/, 'code');
        said(4, /代码 430900 是益阳市，不是“娄底市”/, 'name');
        said(5, /“起始日期”应为日期/, 'since');
        said(6, /第 2 行已涉及同一称号/, 'line');
        said(7, /名单尚未登记/, 'title');
        said(8, /日期超出该批次名单的期限/, 'title');
        said(9, /有 \d+ 个地方名为“鼓楼区”（.*320106.*）：请填写代码/, 'name');
        said(10, /“称号类别”没有“示范集市”这一类别/, 'kind');
        said(11, /不属于此类称号可以授予的类型/, 'title');
        said(12, /本行有 2 个字段，首行有 10 个/, 'line');
        said(13, /没有“衡山”/, 'name');
        const english = (await desk.get('operator', `${AT}/${batch.id}?lang=en&result=refused&limit=2`)).ok();
        assert.equal(english.total, 11);
        assert.deepEqual(english.found.map((r) => r.line), [3, 4]);
        assert.match(english.found[0].words, /there is no place with the code 999999/);

        assert.equal(await revision(), first);
        await refused(await tell(batch.id, { event: 'apply' }), 409, 'conflict');
        await refused(await desk.ask('operator', 'POST', `${AT}/${batch.id}/events`, { event: 'apply' }), 428, 'if-match-required');
        await refused(await tell(batch.id, { event: 'apply' }, 7), 412, 'stale');
        await refused(await tell(batch.id, { event: 'undo', reason: '误' }), 409, 'wrong-state');
        assert.equal((await told(batch.id, { event: 'discard' })).state, 'discarded');
        await refused(await tell(batch.id, { event: 'apply', leave_out_refused: true }, 2), 409, 'wrong-state');
        assert.equal(await revision(), first);
    });

    test('a batch is applied as one revision, undone as another, and both times are kept', async () => {
        const first = await revision();
        const was = { lookup: await public_(POINT), zhuzhou: await titlesOf('430200', '2023-06-01'), park: (await public_('/api/v1/titles?on=2023-06-01')).titles.length };
        assert.equal(was.lookup.answer, 'unknown');
        const pilot = was.zhuzhou.find((t) => t.kind === 'pilot-city');
        const gone = was.zhuzhou.length > 0 && (await titlesOf('430300', '2023-06-01')).find((t) => t.kind === 'pilot-city');
        const file = [
            'do,title,kind,code,name,batch,since,until,document,source',
            'record,,demo-city,,郴州市,2024,2024-01-01,2026-12-31,' + DOCUMENT + ',original',
            `record,${pilot.id},,,,,2022-08-01,,,`,
            ...(gone ? [`撤回,${gone.id},,,,,,,,`] : []),
            `,${(await public_('/api/v1/titles?kind=demo-city&on=2023-06-01&province=110000')).titles[0].id},,,,,,,,`,
        ].join('\n');
        const batch = await preview(`\uFEFF${file}`, 'kind=titles&name=../../etc/2024.csv&source=' + encodeURIComponent('国家知识产权局网站'));
        assert.equal(batch.name, '2024.csv');
        assert.deepEqual(batch.results, { new: 1, same: 1, change: 1, retract: gone ? 1 : 0, refused: 0 });
        const { found } = await rowsOf(batch.id);
        assert.equal(found[1].words, '起：2022-07-01 → 2022-08-01');
        assert.equal(found[1].name, '株洲市');

        const [one, other] = await Promise.all([tell(batch.id, { event: 'apply' }), tell(batch.id, { event: 'apply' })]);
        assert.deepEqual([one.status, other.status].sort(), [200, 412]);
        const applied = (one.status === 200 ? one : other).json;
        assert.equal(applied.state, 'applied');
        assert.equal(applied.applied.revision, first + 1);
        assert.equal(applied.applied.by, 'operator');
        await desk.settled(first + 1);

        const now = await public_(POINT);
        assert.equal(now.answer, 'in');
        assert.equal(now.titles[0].source.number, DOCUMENT);
        const changed = (await titlesOf('430200', '2023-06-01')).find((t) => t.kind === 'pilot-city');
        assert.deepEqual([changed.since, changed.until, changed.source.number], ['2022-08-01', pilot.until, pilot.source.number]);
        assert.notEqual(changed.id, pilot.id);
        assert.equal((await rowsOf(batch.id)).found[1].made, changed.id);
        const between = encodeURIComponent(new Date().toISOString());

        await refused(await tell(batch.id, { event: 'undo' }, 2), 422, 'reason-missing');
        const undone = await told(batch.id, { event: 'undo', reason: '名单有误' }, 2);
        assert.equal(undone.state, 'undone');
        assert.equal(undone.ended.revision, first + 2);
        assert.equal(undone.reason, '名单有误');
        assert.deepEqual(strip(await public_(POINT)), strip(was.lookup));
        assert.deepEqual((await titlesOf('430200', '2023-06-01')).map(plain), was.zhuzhou.map(plain));
        assert.equal((await public_('/api/v1/titles?on=2023-06-01')).titles.length, was.park);
        assert.equal((await public_(`${POINT}&asOf=${between}`)).answer, 'in'); // what was said meanwhile
        await refused(await tell(batch.id, { event: 'undo', reason: '再撤' }, 3), 409, 'wrong-state');
    });

    // But for what a later revision differs in by itself.
    const strip = ({ revision: _, ...rest }) => JSON.parse(JSON.stringify(rest, (key, value) => (key === 'id' || key === 'recorded' ? undefined : value)));
    const plain = ({ id: _, recorded: __, ...rest }) => rest;

    test('a preview does not outlive what it stood on', async () => {
        const [one, other] = [await preview(table(listed('431000', '郴州市', 1))), await preview(table(listed('431000', '郴州市', 1)))];
        await told(one.id, { event: 'apply' });
        const said = await refused(await tell(other.id, { event: 'apply' }), 409, 'conflict');
        assert.match(said, /请重新提交文件/);
        assert.equal((await rowsOf(other.id)).stale, true);
        const again = await preview(table(listed('431000', '郴州市', 1)));
        assert.deepEqual(again.results, { new: 0, same: 1, change: 0, retract: 0, refused: 0 });
        await refused(await tell(again.id, { event: 'apply' }), 409, 'conflict');
        await told(one.id, { event: 'undo', reason: '试' }, 2);
    });

    test('undoing is refused in words where something was built on it since', async () => {
        const batch = await preview(table(listed('430900', '益阳市', 1)));
        await told(batch.id, { event: 'apply' });
        const { made } = (await rowsOf(batch.id)).found[0];
        const correction = await preview(`title,until\n${made},2026-06-30`, 'kind=titles&source=x');
        assert.deepEqual(correction.results, { new: 0, same: 0, change: 1, retract: 0, refused: 0 });
        await told(correction.id, { event: 'apply' });
        const said = await refused(await tell(batch.id, { event: 'undo', reason: '误' }, 2), 409, 'conflict');
        assert.match(said, new RegExp(`第 2 行：称号 ${made}（益阳市）此后已被更正或撤回`));
        await told(correction.id, { event: 'undo', reason: '误' }, 2);
        await refused(await tell(batch.id, { event: 'undo', reason: '误' }, 2), 409, 'conflict'); // recorded again, it is another row
    });

    test('a list that is not on record comes on record with its titles, and goes with them', async () => {
        const rosters = async () => (await public_('/api/v1/rosters')).rosters;
        const was = await rosters();
        const rows = table(listed('430900', '益阳市', 1, { batch: '2030', since: '2030-01-01', until: '2032-12-31' }), listed('431000', '郴州市', 2, { batch: '2030', since: '2030-01-01', until: '2031-12-31' }));
        assert.equal((await preview(rows)).results.refused, 2);
        const batch = await preview(rows, 'kind=titles&new_lists=1');
        assert.equal(batch.results.new, 2);
        assert.match((await rowsOf(batch.id)).found[0].words, /名单 demo-city\/2030 尚未登记，将一并登记/);
        await told(batch.id, { event: 'apply' });
        const [made] = (await rosters()).filter((r) => !was.some((w) => w.id === r.id));
        assert.deepEqual([made.id, made.document, made.since, made.until, made.declared, made.known, made.complete], ['demo-city/2030', DOCUMENT, '2030-01-01', null, null, 2, false]);

        const more = await preview(table(listed('431300', '娄底市', 3, { batch: '2030', since: '2030-01-01', until: '2032-12-31' })));
        assert.equal(more.results.new, 1);
        await told(more.id, { event: 'apply' });
        assert.match(await refused(await tell(batch.id, { event: 'undo', reason: '误' }, 2), 409, 'conflict'), /此后称号 \d+ 也列入该名单/);
        await told(more.id, { event: 'undo', reason: '误' }, 2);
        await told(batch.id, { event: 'undo', reason: '误' }, 2);
        assert.deepEqual((await rosters()).map((r) => r.id), was.map((r) => r.id));
    });

    test('undoing is refused while an application of the place relies on it', async () => {
        const batch = await preview('kind,code,batch,since,until,source\npilot-city,430900,2022-city,2022-07-01,2025-06-30,x');
        await told(batch.id, { event: 'apply' });
        const { id } = await desk.done(201, 'yiyang', 'POST', '/api/v1/applications', { round: '2023', track: 'demo-city', place: '430900' });
        await desk.done(200, 'yiyang', 'PUT', `/api/v1/applications/${id}/materials/government_consent`, { note: '同意' });
        const filed = await desk.ask('yiyang', 'POST', `/api/v1/applications/${id}/events`, { event: 'file' }, { 'If-Match': (await desk.get('yiyang', `/api/v1/applications/${id}`)).headers.etag });
        assert.equal(filed.status, 200, filed.text);
        const said = await refused(await tell(batch.id, { event: 'undo', reason: '误' }, 2), 409, 'conflict');
        assert.match(said, new RegExp(`第 ${id} 号申报此后已办理`));
    });

    test('what is no list is refused as a whole, in words', async () => {
        const no = async (body, status, words, kind = 'bad-body') => assert.match(await refused(await handIn(body), status, kind), words);
        await no('PK\u0003\u0004xlsx', 400, /另存为“CSV UTF-8”/);
        await no(Buffer.from('\uFEFFkind', 'utf16le'), 400, /UTF-16/);
        await no(Buffer.from([0x6b, 0x69, 0x6e, 0x64, 0x0a, 0xff, 0xff]), 400, /既不是 UTF-8 也不是 GB18030/);
        await no('kind,colour\n', 400, /没有“colour”这一列/);
        await no('kind,类别\n', 400, /“类别”列重复/);
        await no('name,code\n', 400, /须有“称号类别”/);
        await no('kind\n', 400, /表中没有称号/);
        await no('kind\n"示范', 400, /第 2 行/);
        await no(`kind,code\n${'demo-city,431000\n'.repeat(5001)}`, 413, /5000/, 'too-large');
        await refused(await handIn('kind\n', { query: 'kind=zones' }), 400, 'bad-parameter');
        await refused(await handIn('{}', { headers: { 'Content-Type': 'application/json' } }), 415, 'media-type');
    });

    test('five thousand rows are looked at in seconds', async () => {
        const started = Date.now();
        const batch = await preview(`kind,code,batch,source\n${'demo-city,431000,2024,x\n'.repeat(5000)}`);
        assert.equal(batch.results.refused, 4999);
        assert.ok(Date.now() - started < 20000, `${Date.now() - started} ms`);
        await told(batch.id, { event: 'discard' });
    });

    test('the same request under the same key is one import', async () => {
        const headers = { 'Idempotency-Key': 'list-1' };
        const [one, two] = [await handIn(table(listed('431300', '', 1)), { headers }), await handIn(table(listed('431300', '', 1)), { headers })];
        assert.equal(one.status, 201, one.text);
        assert.deepEqual(two.json, one.json);
        const { total } = (await desk.get('operator', `${AT}?limit=1`)).ok();
        assert.equal(total, one.json.id);
    });

    test('who may not import cannot tell what is there from what is not', async () => {
        for (const who of ['hunan', 'yiyang']) {
            const texts = [];
            for (const id of [1, 4711]) {
                texts.push((await desk.get(who, `${AT}/${id}`)).json.detail, (await tell(id, { event: 'apply' }, 1, who)).json.detail);
            }
            assert.equal(new Set(texts).size, 1, texts.join());
            await refused(await handIn(table(listed('431000', '', 1)), { who }), 403, 'forbidden');
        }
        assert.equal((await desk.get('national', AT)).status, 200);
    });
});
