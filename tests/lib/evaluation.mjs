// A service with lists of this year that are whole where the tests apply, so that a verdict can be
// decided on the day the tests run: counties of Jiangsu are pilots, no district of Beijing
// is.  Everybody who takes part has an account.
import assert from 'node:assert/strict';
import { ask } from './ask.mjs';
import { Desk } from './desk.mjs';
import { slug as slugOf } from './officers.mjs';

const YEAR = new Date(Date.now() + 8 * 3600e3).getUTCFullYear();
export const TODAY = new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10);
export const daysFromNow = (n) => new Date(Date.now() + 8 * 3600e3 + n * 86400e3).toISOString().slice(0, 10);
const TERM = `${YEAR - 1}-01-01,${YEAR + 1}-12-31`;

export const COUNTIES = Object.entries({
    320115: '江宁区', 320281: '江阴市', 320381: '新沂市', 320382: '邳州市', 320481: '溧阳市', 320581: '常熟市',
    320582: '张家港市', 320682: '如皋市', 320723: '灌云县', 320724: '灌南县', 320923: '阜宁县', 320981: '东台市',
    320321: '丰县', 320322: '沛县', 320324: '睢宁县', 320613: '崇川区', 320614: '海门区', 320623: '如东县', 320681: '启东市',
    320685: '海安市', 320826: '涟水县', 320830: '盱眙县', 320831: '金湖县', 320902: '亭湖区', 320903: '盐都区',
});
export const DISTRICT = '110111';

const KINDS = ['demo-city', 'demo-county', 'pilot-city', 'pilot-county'];

function addLists(register) {
    register.edit('rosters.csv', (text) => text + KINDS.map((kind) => `${kind},now,国知发运字〔2024〕2号,${TERM},,policy,a test\n`).join(''));
    register.edit('complete.csv', (text) => text + KINDS.map((kind) => `${kind},now,*,a test\n`).join('') +
        ['320000', '110000'].flatMap((unit) => KINDS.map((kind) => `${kind},2024,${unit},a test\n`)).join(''));
    register.edit('titles.csv', (text) => text + COUNTIES.map(([code, name]) =>
        `pilot-county,${name},320000,${code},,now,,${TERM},国知发运字〔2024〕2号,stated,policy,a test,\n`).join(''));
    const loaded = register.load();
    assert.equal(loaded.status, 0, loaded.text);
}

export const PEOPLE = {
    nation: { role: 'national' },
    jiangsu: { role: 'province', province: '320000' },
    beijing: { role: 'province', province: '110000' },
    hunan: { role: 'province', province: '430000' },
    nanjing: { role: 'city', place: '320100' },
    wuxi: { role: 'city', place: '320200' },
    judge: { role: 'expert' },
    operator: { role: 'operator' },
    district: { role: 'applicant', place: DISTRICT },
    ...Object.fromEntries(COUNTIES.slice(0, 12).map(([code]) => [`c${code}`, { role: 'applicant', place: code }])),
};

export class Evaluation extends Desk {
    // `facts`: what else is put into the published facts, before they are loaded.
    static async open(people = PEOPLE, facts = () => {}) {
        const before = (register) => {
            facts(register);
            addLists(register);
        };
        return Object.setPrototypeOf(await Desk.open(people, { before }), Evaluation.prototype);
    }

    // An application as its holder sees it now; its version travels as If-Match.
    async read(who, id) {
        return this.done(200, who, 'GET', `/api/v1/applications/${id}`);
    }

    async apply(who, track, place) {
        return (await this.done(201, who, 'POST', '/api/v1/applications', { round: '2023', track, place })).id;
    }

    material(who, id, kind, body = { note: 'on paper' }) {
        return this.ask(who, 'PUT', `/api/v1/applications/${id}/materials/${kind}`, body);
    }

    finding(who, id, condition, result = 'met', evidence = 'seen on site') {
        return this.ask(who, 'PUT', `/api/v1/applications/${id}/findings/${condition}`, { result, evidence });
    }

    // `body`: the event's name, or all of its members.  The version is the present one unless given.
    async tell(who, id, body, version) {
        const told = typeof body === 'string' ? { event: body } : body;
        const seen = version ?? (await this.get('nation', `/api/v1/applications/${id}`)).headers.etag;
        return this.ask(who, 'POST', `/api/v1/applications/${id}/events`, told, { 'If-Match': seen });
    }

    async goes(who, id, body, state) {
        const answer = await this.tell(who, id, body);
        assert.equal(answer.status, 200, `${JSON.stringify(body)} by ${who}: ${answer.text}`);
        assert.equal(answer.json.state, state);
        assert.equal(answer.headers.etag, `"v${answer.json.version}"`);
        return answer.json;
    }

    async fails(slug, status, who, id, body, version) {
        const answer = await this.tell(who, id, body, version);
        const said = answer.problem(status);
        assert.equal(slugOf(answer), slug, `${JSON.stringify(body)} by ${who}: ${said.detail}`);
        return said;
    }

    places(track, unit, places) {
        return this.done(200, 'nation', 'PUT', `/api/v1/rounds/2023/quotas/${track}/${unit}`, { places, source: '函〔2023〕1号' });
    }

    async placesNow(track, unit) {
        const { rows } = (await ask(this.url, `/api/v1/rounds/2023/quotas?track=${track}&province=${unit}`)).json;
        return rows[0];
    }

    // As far as checked, with everything met.
    async checked(code) {
        const id = await this.apply(`c${code}`, 'demo-county', code);
        assert.equal((await this.material(`c${code}`, id, 'government_consent')).status, 200);
        await this.goes(`c${code}`, id, 'file', 'filed');
        for (const condition of ['leadership', 'lawful-policy', 'industry']) {
            assert.equal((await this.finding('jiangsu', id, condition)).status, 200);
        }
        await this.goes('jiangsu', id, 'check', 'checked');
        return id;
    }

    async notice(who, track, published, length) {
        const body = { round: '2023', track, title: '公示', published, length, unit: 'calendar', counts_publication: true };
        return (await this.done(201, who, 'POST', '/api/v1/notices', body)).id;
    }
}
