// Who may do what, over HTTP: every change and every read that is not public, by everybody.  The
// addresses are those of the document the service serves about itself; one that has no row here fails.
//
// Requests are such that whoever may do it changes little or nothing: what needs the version that
// was seen is sent with one of long ago, so that `stale` stands where somebody may.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { ask } from '../lib/ask.mjs';
import { PASSWORD, bearer, openAccount, send, signIn, sizhi, slug } from '../lib/officers.mjs';
import { PROVINCE, PlainProvince, countiesOf } from '../lib/plain_province.mjs';
import { serve } from '../lib/server.mjs';
import { uscc } from '../lib/uscc.mjs';

// In this order in every row.  `own` is whose application the row is about.
const COLUMNS = ['nobody', 'nation', 'office', 'elsewhere', 'city', 'othercity', 'own', 'neighbour', 'expert', 'homeexpert', 'operator'];
const ACCOUNTS = {
    nation: ['national'],
    office: ['province', { province: PROVINCE }],
    elsewhere: ['province', { province: '110000' }],
    city: ['city', { place: '510100' }], // where the applications come from
    othercity: ['city', { place: '510200' }],
    neighbour: ['applicant', { place: '510269' }],
    expert: ['expert'], // of the round, from elsewhere
    homeexpert: ['expert'], // of the round, from this province
    operator: ['operator'],
};
const LETTERS = {
    '+': 'it is done', s: 'sign-in-required', f: 'forbidden', p: 'not-your-province', l: 'not-your-place', h: 'conflict-of-interest',
    t: 'stale', w: 'wrong-state', c: 'conflict', b: 'bad-body', n: 'not-found', a: 'sign-in-failed', m: 'media-type',
};

const ZONE = 'jia-park'; // of the first county, which is `own` wherever no application is meant
const FIRST = countiesOf(50)[0].code;
const province = new PlainProvince(100, 1, [{ id: ZONE, name: '甲集聚区', applicant: FIRST }]);
const CODES = province.counties.map(({ code }) => code);
const LAST = CODES.at(-1); // no pilot yet
const PLAN = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');
const SHA256 = createHash('sha256').update(PLAN).digest('hex');
const DAY = (days) => new Date(Date.now() + 8 * 3600e3 + days * 86400e3).toISOString().slice(0, 10);
const ROUND = '/api/v1/rounds/2023';
const APP = '/api/v1/applications/{id}';
const NOTICE = { round: '2023', track: 'demo-county', title: '公示', published: DAY(0), length: 30, unit: 'calendar', counts_publication: true };
const ITEMS = [{ code: 'A', name: '创造', weight: 100 }];
const SHEET = { items: [{ indicator: 'A', value: 50 }] };
const INSTITUTION = { name: '某所', source: '函' };
const admission = (number) => ({ ...INSTITUTION, uscc: uscc(number), admitted: '2026-01-01', reason: '申请' });
const MISCONDUCT = { kind: 'abnormal_filings', day: '2026-01-02', serious: false, document: '通报' };
const BLOCK = { type: 'Polygon', coordinates: [[[104, 30], [104.01, 30], [104.01, 30.01], [104, 30]]] };
const DRAW = { title: '抽查', zone: ZONE, inspectors: [SHA256], draw: 1, each: 1, seed_from: '某指数', seed_not_before: '2099-01-01T00:00:00+08:00' };
const PROPOSAL = { what: 'missing', kind: 'demo-county', holder: CODES[50], batch: 'now', document: '函', evidence: '附件' };

// The applications, each at a place of its own, and how far each has come.
const STAGES = ['draft', 'filed', 'checked', 'recommended', 'in_review', 'in_notice'];
const ids = {}; // of the applications by their stage, and of everything else that has a number
const owners = {}; // stage → account
const who = { nobody: {} };
let service;
let document;

const change = async (by, method, path, body, headers = {}) => {
    const answer = await send(service.url, method, path, { ...who[by], ...headers }, body);
    assert.ok(answer.status < 300, `${answer.asked} by ${by}: ${answer.text}`);
    return answer;
};

// Brings a new application as far as it is wanted, as those do it whose duty it is.
async function bring(owner, place, track, steps, notice) {
    const { json: { id } } = await change(owner, 'POST', '/api/v1/applications', { round: '2023', track, place });
    const at = `/api/v1/applications/${id}`;
    await change(owner, 'PUT', `${at}/materials/government_consent`, { note: '同意' });
    const file = await ask(service.url, `${at}/materials/creation_report/file`, { method: 'PUT', headers: { ...who[owner], 'content-type': 'application/pdf' }, body: PLAN });
    assert.equal(file.status, 200, file.text);
    for (const [by, event, more] of steps) {
        if (event === 'check') {
            for (const condition of track === 'demo-county' ? ['leadership', 'lawful-policy', 'industry'] : ['provincial-standard']) {
                await change('office', 'PUT', `${at}/findings/${condition}`, { result: 'met', evidence: '已核' });
            }
        }
        const { headers } = await ask(service.url, at, { headers: who.nation });
        await change(by ?? owner, 'POST', `${at}/events`, { event, ...(event === 'publish' && { notice }), ...more }, { 'if-match': headers.etag });
    }
    return id;
}

const WAY = [[null, 'file'], ['office', 'check'], ['office', 'recommend'], ['nation', 'accept'], ['nation', 'publish']];

before(async () => {
    for (const [name, [role, scope]] of Object.entries(ACCOUNTS)) {
        openAccount(province.db, name, role, scope);
    }
    STAGES.forEach((stage, i) => {
        owners[stage] = `county-${i + 1}`;
        openAccount(province.db, owners[stage], 'applicant', { place: CODES[i] });
    });
    owners.in_provincial_notice = 'last-county';
    openAccount(province.db, 'last-county', 'applicant', { place: LAST });
    openAccount(province.db, 'spare', 'expert');
    bearer(province.db, 'spare');

    service = await serve({ own: true, copy: false, register: province.db });
    document = (await ask(service.url, '/api/v1/openapi.json')).json;
    for (const name of [...Object.keys(ACCOUNTS), ...Object.values(owners)]) {
        who[name] = (await signIn(service.url, name)).writes;
    }
    const { users } = (await ask(service.url, '/api/v1/users?limit=100', { headers: who.operator })).ok();
    const idOf = (name) => users.find((user) => user.name === name).id;
    ids.spare = idOf('spare');
    ids.spares = (await ask(service.url, `/api/v1/users/${ids.spare}/tokens`, { headers: who.operator })).ok().tokens[0].id;
    for (const [name, unit] of [['expert', '110000'], ['homeexpert', PROVINCE]]) {
        await change('nation', 'PUT', `${ROUND}/experts/${idOf(name)}`, { unit });
    }
    await change('nation', 'PUT', `${ROUND}/indicators/demo-county`, { source: '函', items: ITEMS });
    await change('nation', 'PUT', `${ROUND}/quotas/demo-county/${PROVINCE}`, { places: 9, source: '函' });
    ids.notice = (await change('nation', 'POST', '/api/v1/notices', NOTICE)).json.id;
    for (const [i, stage] of STAGES.entries()) {
        ids[stage] = await bring(owners[stage], CODES[i], 'demo-county', WAY.slice(0, i), ids.notice);
    }
    const own = ids.own_notice = (await change('office', 'POST', '/api/v1/notices', { ...NOTICE, track: 'pilot-county' })).json.id;
    ids.in_provincial_notice = await bring('last-county', LAST, 'pilot-county', [...WAY.slice(0, 2), ['office', 'publish']], own);
    ids.objection = (await change('nobody', 'POST', `/api/v1/notices/${ids.notice}/objections`, { application: ids.in_notice, text: '异议' })).json.id;
    ids.proposal = (await change('office', 'POST', '/api/v1/proposals', { ...PROPOSAL, holder: CODES[51] })).json.id;
    await change('nobody', 'POST', '/api/v1/reports', { about: CODES[0], text: '有误' });
    ids.report = (await ask(service.url, '/api/v1/reports', { headers: who.nation })).ok().reports[0].id;
    ids.institution = (await change('office', 'POST', `/api/v1/zones/${ZONE}/institutions`, admission(1))).json.id;
    await change('office', 'POST', `/api/v1/zones/${ZONE}/institutions`, admission(2));
    ids.record = (await change('office', 'POST', `/api/v1/institutions/${ids.institution}/misconduct`, MISCONDUCT)).json.record;
    ids.draw = (await change('office', 'POST', '/api/v1/draws', DRAW)).json.id;
    ids.token = (await change('nation', 'POST', '/api/v1/tokens', { label: '一个程序' })).json.id;
});
after(async () => {
    await service?.stop();
    const said = sizhi(['check', '--db', province.db]);
    province.done();
    assert.equal(said.status, 0, said.stdout);
});

// [request, who may: a letter for each column, what else the request is made of].
// `of`: the stage of the application; `holes`: what fills the others; `fresh`: signed in for this alone.
const event = (name, of, cells) => [`POST ${APP}/events`, cells, { of, body: { event: name, reason: '理由' }, seen: true }];
const ROWS = [
    // Applications: whoever may not see one learns nothing, before anything else is looked at.
    ['GET /api/v1/applications', 's+++++++++f'],
    ['POST /api/v1/applications', 'sfffff+lfff', { of: 'draft', body: { round: '2023', track: 'pilot-county', place: CODES[0] } }],
    [`GET ${APP}`, 's++p+l+l+hf', { of: 'draft' }],
    [`GET ${APP}/frozen`, 's++p+l+l+hf', { of: 'recommended' }],
    [`GET ${APP}/files/{sha256}`, 's++p+l+l+hf', { of: 'draft', holes: { sha256: SHA256 } }],
    [`PUT ${APP}/materials/{kind}`, 'sftpfltlfhf', { of: 'draft', holes: { kind: 'creation_report' }, body: { note: '又一份' }, seen: true }],
    [`PUT ${APP}/materials/{kind}/file`, 'sftpfltlfhf', { of: 'draft', holes: { kind: 'creation_report' }, body: PLAN, seen: true }],
    [`PUT ${APP}/findings/{condition}`, 'sftpflflfhf', { of: 'filed', holes: { condition: 'leadership' }, body: { result: 'met', evidence: '已核' }, seen: true }],
    [`PUT ${APP}/findings/{condition}/file`, 'sftpflflfhf', { of: 'checked', holes: { condition: 'leadership' }, body: PLAN, seen: true }],

    // The zone an application is about; these are about places, so there is none to be seen.
    [`GET ${APP}/zone`, 's++p+l+l+hf', { of: 'draft' }],
    [`PUT ${APP}/zone`, 'sftpfltlfhf', { of: 'draft', body: { name: '某集聚区', host_kind: 'park' }, seen: true }],
    [`PUT ${APP}/parts/{number}`, 'sftpfltlfhf', { of: 'draft', holes: { number: '1' }, body: { name: '一片区' }, seen: true }],
    [`DELETE ${APP}/parts/{number}`, 'sftpfltlfhf', { of: 'draft', holes: { number: '1' }, seen: true }],
    [`GET ${APP}/parts/{number}/shape`, 'snnpnlnlnhf', { of: 'draft', holes: { number: '1' } }],
    [`PUT ${APP}/parts/{number}/shape`, 'sftpfltlfhf', { of: 'draft', holes: { number: '1' }, body: BLOCK, seen: true }],
    [`PUT ${APP}/parts/{number}/lines`, 'sftpfltlfhf', { of: 'draft', holes: { number: '1' }, body: BLOCK, seen: true }],
    [`GET ${APP}/extent-report`, 'snnpnlnlnhf', { of: 'draft' }],

    // A published part: the nation's to put right, and a province's in its own programme.
    ['PUT /api/v1/zones/{zone}/parts/{number}', 's++pfffffff', { holes: { zone: ZONE, number: '1' }, body: { document: '函', reason: '更正', name: '一片区' } }],
    ['PUT /api/v1/zones/{zone}/parts/{number}/shape', 's++pfffffff', { holes: { zone: ZONE, number: '1' }, body: BLOCK, query: '?document=1&reason=1' }],

    // What an applicant for a zone says of itself; these are about places, so there is none.
    [`GET ${APP}/self-evaluation`, 'snnpnlnlnhf', { of: 'draft' }],
    [`PUT ${APP}/self-evaluation/{indicator}`, 'sftpfltlfhf', { of: 'draft', holes: { indicator: 'A' }, body: { value: 80, evidence: '已核' }, seen: true }],
    [`PUT ${APP}/self-evaluation/{indicator}/file`, 'sftpfltlfhf', { of: 'draft', holes: { indicator: 'A' }, body: PLAN, seen: true }],

    // What happened to a zone of the province that the first county applied for, and what it is to reach.
    ['POST /api/v1/zones/{zone}/events', 'sfwpffwlfff', { holes: { zone: ZONE }, body: { event: 'rectified', day: DAY(0), source: '函' } }],
    ['PUT /api/v1/zones/{zone}/targets', 'sbbpfffffff', { holes: { zone: ZONE }, body: {} }],
    ['PUT /api/v1/zones/{zone}/measures', 'sfbpffblfff', { holes: { zone: ZONE }, body: {} }],
    ['PUT /api/v1/targets', 'sbppfffffff', { body: {} }],
    ['PUT /api/v1/measures', 'sbppfffffff', { body: {} }],

    // Every event from a state in which it happens.
    event('file', 'draft', 'sffpfltlfhf'),
    event('return', 'filed', 'sftpflflfhf'),
    event('reject', 'filed', 'sftpflflfhf'),
    event('reject', 'recommended', 'sttpflflfhf'),
    event('check', 'filed', 'sftpflflfhf'),
    event('recommend', 'checked', 'sftpflflfhf'),
    event('recommend', 'in_provincial_notice', 'sftplfflfhf'), // which is of the other city
    event('recall', 'recommended', 'sftpflflfhf'),
    event('send_back', 'recommended', 'stfpflflfhf'),
    event('send_back', 'in_notice', 'stfpflflfhf'),
    event('accept', 'recommended', 'stfpflflfhf'),
    event('score', 'in_review', 'stfpflflthf'),
    event('publish', 'in_review', 'stfpflflfhf'),
    event('object', 'in_notice', 'sttptltlthf'),
    event('answer', 'in_notice', 'stfpflflfhf'),
    event('answer', 'in_provincial_notice', 'sftplfflfhf'),
    event('designate', 'in_notice', 'stfpflflfhf'),
    event('decline', 'in_notice', 'stfpflflfhf'),
    event('withdraw', 'in_review', 'sffpfltlfhf'),
    event('cancel_fraud', 'draft', 'stfpflflfhf'),
    event('recall', 'draft', 'sfwpwlflfhf'), // where it does not happen, who never tells it hears nothing of the state

    // Scores.
    [`GET ${APP}/scores`, 's+fpflfl+hf', { of: 'in_review' }],
    [`PUT ${APP}/scores`, 'sffpflfl+hf', { of: 'in_review', body: SHEET }],

    // What is set around a round.
    ['PUT /api/v1/rounds/{opened}', 's+bbfffffff', { holes: { opened: '2031-zone' }, body: { year: 2031, title: '一批', tracks: ['trial-zone'], source: '函' } }],
    [`PUT ${ROUND}/quotas/{track}/{province}`, 's+fffffffff', { holes: { track: 'demo-county', province: PROVINCE }, body: { places: 9, source: '函' } }],
    [`PUT ${ROUND}/deadlines`, 's+fffffffff', { body: { track: 'demo-county', event: 'file', last_day: null, source: '函' } }],
    [`PUT ${APP}/excuses/{event}`, 's+fffffffff', { of: 'filed', holes: { event: 'recommend' }, body: { reason: '洪灾' } }],
    [`PUT ${ROUND}/ranks/{track}/{province}`, 'sf+pfffffff', { holes: { track: 'demo-county', province: PROVINCE }, body: () => ({ order: [ids.checked] }) }],
    [`GET ${ROUND}/indicators/{track}`, 's++++++++++', { holes: { track: 'demo-county' } }],
    [`PUT ${ROUND}/indicators/{track}`, 's+fffffffff', { holes: { track: 'demo-county' }, body: { source: '函', items: ITEMS } }],
    [`GET ${ROUND}/experts`, 's+fffffffff'],
    [`PUT ${ROUND}/experts/{user}`, 's+fffffffff', { holes: { user: 'spare' }, body: { unit: '320000' } }],
    [`DELETE ${ROUND}/experts/{user}`, 's+fffffffff', { holes: { user: 'spare' } }],
    [`POST ${ROUND}/scores/{track}/close`, 's+fffffffff', { holes: { track: 'demo-county' } }],
    ['PUT /api/v1/units/{unit}/standards/{track}', 'sf+pfffffff', { holes: { unit: PROVINCE, track: 'pilot-county' }, body: { items: [] } }],
    ['GET /api/v1/units/{unit}/liaison', 's++pff++fff', { holes: { unit: PROVINCE } }], // whoever lives there may ask
    ['GET /api/v1/units/{unit}/liaison', 's+p+ffllfff', { holes: { unit: '110000' } }],
    ['PUT /api/v1/units/{unit}/liaison', 'sf+pfffffff', { holes: { unit: PROVINCE }, body: { name: '赵某', phone: '028-80000000' } }],

    // Notices: those of the demonstration tracks are the nation's, those of the pilots their province's.
    ['POST /api/v1/notices', 's+bbfffffff', { body: NOTICE }],
    ['POST /api/v1/notices', 'sb++fffffff', { body: { ...NOTICE, track: 'pilot-county' } }],
    ['DELETE /api/v1/notices/{notice}', 'scppfffffff', { body: { reason: '误发' } }], // somebody is listed in both
    ['DELETE /api/v1/notices/{notice}', 'sfcpfffffff', { holes: { notice: 'own_notice' }, body: { reason: '误发' } }],
    ['GET /api/v1/notices/{notice}/objections', 's+++fffffff'], // a province those against its own
    ['POST /api/v1/notices/{notice}/objections', '+++++++++++', { body: () => ({ application: ids.in_notice, text: '异议' }) }],
    ['PUT /api/v1/notices/{notice}/objections/{objection}/answer', 'stfpfffffff', { body: { answer: '经核查属实' }, seen: true }],

    // Bars: there is none of this number.
    ['PUT /api/v1/bars/{bar}', 'snfffffffff', { holes: { bar: '4711' }, body: { until: null, reason: '更正' } }],
    ['DELETE /api/v1/bars/{bar}', 'snfffffffff', { holes: { bar: '4711' }, body: { reason: '误录' } }],

    // Proposals and reports of wrong entries.
    ['GET /api/v1/proposals', 's+++fffffff'],
    ['POST /api/v1/proposals', 'sf+pfffffff', { body: PROPOSAL }],
    ['GET /api/v1/proposals/{proposal}', 's++pfffffff'],
    ['POST /api/v1/proposals/{proposal}/decision', 's+fffffffff', { body: { accept: false, reason: '附件中没有' } }],
    ['GET /api/v1/reports', 's+fffffffff'],
    ['POST /api/v1/reports', '+++++++++++', { body: { about: CODES[0], text: '有误' } }],
    ['POST /api/v1/reports/{report}/answer', 's+fffffffff', { body: { answer: '已更正' } }],

    // The directory of a zone that the first county applied for: misconduct is for those above it.
    [`POST /api/v1/zones/{zone}/institutions`, 'sf+pclclfff', { holes: { zone: ZONE }, body: admission(3) }],
    [`POST /api/v1/zones/{zone}/institutions.csv`, 'sfmpmlmlfff', { holes: { zone: ZONE }, body: {} }],
    ['PUT /api/v1/institutions/{institution}', 'sf+p+l+lfff', { body: { ...INSTITUTION, since: '2026-02-01' } }],
    ['PUT /api/v1/institutions/{institution}/assessments/{year}', 'sf+p+l+lfff', { holes: { year: '2025' }, body: { grade: '良好', document: '通报' } }],
    ['POST /api/v1/institutions/{institution}/exit', 'sf+pwlwlfff', { body: { exited: '2026-03-01', kind: 'left', reason: '迁址', source: '函' } }],
    ['POST /api/v1/institutions/{institution}/admission', 'sf+pwlwlfff', { body: { admitted: '2026-04-01', reason: '迁回', source: '函' } }],
    ['POST /api/v1/institutions/{institution}/misconduct', 's++pfffffff', { body: MISCONDUCT }],
    ['PUT /api/v1/institutions/{institution}/misconduct/{record}/lift', 's++pfffffff', { body: { lifted: '2026-06-01', document: '函' } }],

    // Draws: by the nation, and by the province whose institutions they are.
    ['POST /api/v1/draws', 's++pfffffff', { body: DRAW }],
    ['POST /api/v1/draws/{draw}/seed', 'swwpfffffff', { body: { value: '1', source: '网站' } }],
    ['PUT /api/v1/draws/{draw}/outcome', 'swwpfffffff', { body: () => ({ institution: ids.institution, outcome: '合格' }) }],

    // Lists handed in as files: there is none of this number, and no body here is a list.
    ['GET /api/v1/imports', 's+ffffffff+'],
    ['POST /api/v1/imports', 'smffffffffm', { body: {}, query: '?kind=titles' }],
    ['GET /api/v1/imports/{import}', 'snffffffffn', { holes: { import: '4711' } }],
    ['POST /api/v1/imports/{import}/events', 'snffffffffn', { holes: { import: '4711' }, body: { event: 'apply' }, seen: true }],

    // The chain.
    ['GET /api/v1/audit', 's+ffffffff+'],
    ['GET /api/v1/audit/export', 's+ffffffff+'],
    ['GET /api/v1/audit/proof', 's+ffffffff+'],
    ['GET /api/v1/machine', 'sfffffffff+'],

    // Accounts: one's own, and those of others.
    ['GET /api/v1/session', 's++++++++++'],
    ['POST /api/v1/session', 'aaaaaaaaaaa', { body: { name: 'not-there', password: 'guessed it once' } }],
    ['DELETE /api/v1/session', 's++++++++++', { fresh: true }],
    ['PUT /api/v1/session/password', 'sbbbbbbbbbb', { body: { old: PASSWORD, new: 'short' } }],
    ['GET /api/v1/tokens', 's++++++++++'],
    ['POST /api/v1/tokens', 's++++++++++', { body: { label: '一个程序' } }],
    ['DELETE /api/v1/tokens/{token}', 's+nnnnnnnnn'],
    ['GET /api/v1/users', 'sfffffffff+'],
    ['POST /api/v1/users', 'sfffffffff+', { body: { name: 'newcomer', role: 'expert', password: PASSWORD } }],
    ['PUT /api/v1/users/{user}/password', 'sfffffffffb', { holes: { user: 'spare' }, body: { password: 'short' } }],
    ['GET /api/v1/users/{user}/tokens', 'sfffffffff+', { holes: { user: 'spare' } }],
    ['DELETE /api/v1/users/{user}/tokens/{token}', 'sfffffffff+', { holes: { user: 'spare', token: 'spares' } }],
    ['DELETE /api/v1/users/{user}', 'sfffffffff+', { holes: { user: 'spare' } }],
];

describe('who may do what', () => {
    // The path as the document has it: there every hole has one name of its own.
    const shape = (path) => path.replace(ROUND, '/api/v1/rounds/{}').replace(/\{\w*\}/g, '{}');

    test('every change and every read that is not public has a row', () => {
        const rows = new Set(ROWS.map(([request]) => shape(request)));
        const documented = Object.entries(document.paths).flatMap(([path, item]) => ['get', 'put', 'post', 'delete', 'patch']
            .filter((method) => item[method] && path.startsWith('/api/v1/'))
            .filter((method) => method !== 'get' || item.get.security?.every((way) => Object.keys(way).length > 0))
            .map((method) => shape(`${method.toUpperCase()} ${path}`)));
        const PUBLIC = ['POST /api/v1/lookup', 'POST /api/v1/extent']; // ask for much and change nothing
        assert.deepEqual(documented.filter((request) => !rows.has(request) && !PUBLIC.includes(request)), []);
        assert.deepEqual([...rows].filter((request) => !documented.includes(request)), []);
    });

    test('a list holds what is within reach, and nothing else', async () => {
        const totals = async (path) => Promise.all(['nation', 'office', 'elsewhere'].map(async (name) => (await ask(service.url, path, { headers: who[name] })).ok().total));
        assert.deepEqual(await totals('/api/v1/applications'), [7, 7, 0]);
        assert.deepEqual(await totals(`/api/v1/notices/${ids.notice}/objections`), [1, 1, 0]);
        assert.deepEqual(await totals('/api/v1/proposals'), [1, 1, 0]);
        for (const [name, total] of [['city', 6], ['othercity', 1], [owners.draft, 1], ['neighbour', 0], ['expert', 7], ['homeexpert', 0]]) {
            assert.equal((await ask(service.url, '/api/v1/applications', { headers: who[name] })).ok().total, total, name);
        }
    });

    for (const [i, [request, cells, { of, holes = {}, body, seen, fresh, query = '' } = {}]] of ROWS.entries()) {
        const what = body?.event ?? body?.track;
        test(`${request}${what ? ` ${what}` : ''}${of ? ` (${of})` : ''}`, async () => {
            assert.equal(cells.length, COLUMNS.length);
            const [method, path] = request.split(' ');
            const told = typeof body === 'function' ? body() : body;
            const raw = Buffer.isBuffer(told);
            const target = path.replace(/\{(\w+)\}/g, (_, hole) => (hole === 'id' ? ids[of] : ids[holes[hole]] ?? holes[hole] ?? ids[hole])) + query;
            const outcomes = [];
            for (const [column, name] of COLUMNS.entries()) {
                const account = name === 'own' ? owners[of ?? 'draft'] : name;
                const headers = fresh && account !== 'nobody' ? (await signIn(service.url, account)).writes : who[account];
                const answer = await ask(service.url, target, {
                    method,
                    localAddress: `127.${i + 1}.${column}.1`, // everybody from a network of their own
                    headers: { ...headers, ...(told && { 'content-type': raw ? 'application/pdf' : 'application/json' }), ...(seen && { 'if-match': '"v1000000"' }) },
                    body: told === undefined || raw ? told : JSON.stringify(told),
                });
                const outcome = answer.status < 300 ? 'it is done' : slug(answer);
                outcomes.push(Object.keys(LETTERS).find((letter) => LETTERS[letter] === outcome) ?? `(${outcome})`);
            }
            assert.equal(outcomes.join(''), cells, `${COLUMNS.map((name, n) => `${name} ${outcomes[n]}`).join(', ')}`);
        });
    }
});
