// Eight officers of one province recommend at the same moment, far more often than there are places:
// every place is given out once, whatever comes between asking and writing.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import http from 'node:http';
import { COUNTIES, Evaluation } from '../lib/evaluation.mjs';

const OFFICERS = 8, PLACES = 7, ROUNDS = 20;
const officers = Array.from({ length: OFFICERS }, (_, i) => `officer${i}`);
const counties = COUNTIES.map(([code]) => code);

let e;
const ids = [];
before(async () => {
    e = await Evaluation.open({
        nation: { role: 'national' }, jiangsu: { role: 'province', province: '320000' },
        ...Object.fromEntries(officers.map((name) => [name, { role: 'province', province: '320000' }])),
        ...Object.fromEntries(counties.map((code) => [`c${code}`, { role: 'applicant', place: code }])),
    });
    for (const code of counties) {
        ids.push(await e.checked(code));
    }
    await e.places('demo-county', '320000', PLACES);
});
after(() => e?.close());

// Every officer on connections of its own, so that nothing but the service puts them in a row.  What
// a closing connection swallowed is sent once more; its key keeps that from being a second request.
let keys = 0;
async function recommend(who, id, version, agent) {
    const key = `race-${++keys}`;
    try {
        return await send(who, id, version, agent, key);
    } catch (failure) {
        assert.equal(failure.code, 'ECONNRESET');
        return send(who, id, version, agent, key);
    }
}

function send(who, id, version, agent, key) {
    const { hostname, port } = new URL(e.url);
    const body = JSON.stringify({ event: 'recommend' });
    return new Promise((done, fail) => {
        const rq = http.request({ hostname, port, agent, method: 'POST', path: `/api/v1/applications/${id}/events?lang=en`,
            headers: { Authorization: `Bearer ${e.tokens[who]}`, 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body), 'If-Match': `"v${version}"`, 'Idempotency-Key': key } },
            (rs) => {
                let text = '';
                rs.setEncoding('utf8').on('data', (piece) => (text += piece)).on('end', () => done({ id, status: rs.statusCode, body: JSON.parse(text) }));
            });
        rq.on('error', fail);
        rq.end(body);
    });
}

describe(`${OFFICERS * counties.length} recommendations at once for ${PLACES} places`, () => {
    test(`give out exactly ${PLACES}, ${ROUNDS} times over, and tell everybody else the present numbers`, async () => {
        const agents = officers.map(() => new http.Agent({ keepAlive: true, maxSockets: 16 }));
        for (let round = 0; round < ROUNDS; round++) {
            const { applications } = await e.done(200, 'jiangsu', 'GET', '/api/v1/applications?state=checked&limit=500');
            const version = new Map(applications.map((a) => [a.id, a.version]));
            assert.equal(applications.length, ids.length);
            // Each officer goes through the list from another place on.
            const asked = ids.flatMap((_, i) => officers.map((who, o) => [who, ids[(i + o * 3) % ids.length], agents[o]]));
            assert.equal(asked.length, OFFICERS * counties.length);
            const answers = await Promise.all(asked.map(([who, id, agent]) => recommend(who, id, version.get(id), agent)));

            const taken = answers.filter(({ status }) => status === 200);
            assert.equal(taken.length, PLACES, `round ${round}`);
            const placed = new Set(taken.map(({ id }) => id));
            assert.equal(placed.size, PLACES);
            assert.deepEqual(taken.map(({ body }) => body.quota.recommended).sort((a, b) => a - b), Array.from({ length: PLACES }, (_, i) => i + 1));
            for (const { id, status, body } of answers.filter((a) => a.status !== 200)) {
                assert.equal(status, 409, JSON.stringify(body));
                if (body.type.endsWith(':quota-exhausted')) {
                    assert.match(body.detail, new RegExp(`all ${PLACES} places are taken \\(${PLACES} recommended\\)`));
                } else {
                    assert.ok(body.type.endsWith(':wrong-state') && placed.has(id), `${id}: ${body.type}`); // another officer was first with this one
                }
            }
            const quota = await e.done(200, 'jiangsu', 'GET', '/api/v1/applications?state=recommended');
            assert.equal(quota.total, PLACES);
            for (const id of placed) {
                await e.goes(officers[round % OFFICERS], id, 'recall', 'checked');
            }
        }
        agents.forEach((agent) => agent.destroy());
    });
});
