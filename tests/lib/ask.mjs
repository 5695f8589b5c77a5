// One request, one answer, nothing done behind the test's back: the target goes out byte for byte
// (fetch would tidy it), redirects are not followed and the body is not unpacked.
import http from 'node:http';
import assert from 'node:assert/strict';

const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });

// `localAddress`: where the asking comes from, for what tells networks apart.
// `through`: an agent of the test's own, where more than a few are to ask at a time.
export function ask(base, target, { method = 'GET', headers = {}, body, timeout = 60000, localAddress, through = agent } = {}) {
    const { hostname, port } = new URL(base);
    // Node leaves it out where a body is rare.
    const framed = method === 'DELETE' && body !== undefined ? { ...headers, 'content-length': Buffer.byteLength(body) } : headers;
    return new Promise((done, fail) => {
        const sent = Date.now();
        const rq = http.request({ hostname, port, path: target, method, headers: framed, agent: through, localAddress }, (rs) => {
            const pieces = [];
            rs.on('data', (piece) => pieces.push(piece));
            rs.on('error', fail);
            rs.on('end', () => done(new Answer(method, target, rs, Buffer.concat(pieces), sent)));
        });
        rq.setTimeout(timeout, () => rq.destroy(new Error(`no answer in ${timeout} ms: ${target.slice(0, 200)}`)));
        rq.on('error', (failure) => {
            // A connection that was kept and has just been closed by the other side says nothing
            // about this request; anything else does.
            if (rq.reusedSocket && failure.code === 'ECONNRESET') {
                ask(base, target, { method, headers, body, timeout, localAddress, through }).then(done, fail);
            } else {
                fail(failure);
            }
        });
        rq.end(body);
    });
}

class Answer {
    constructor(method, target, rs, bytes, sent) {
        this.asked = `${method} ${target.length > 160 ? target.slice(0, 160) + '…' : target}`;
        this.status = rs.statusCode;
        this.headers = rs.headers;
        this.bytes = bytes;
        this.sent = sent;
        this.received = Date.now();
    }

    get text() {
        return this.bytes.toString('utf8');
    }

    // The media type without its parameters.
    get type() {
        return (this.headers['content-type'] || '').split(';')[0].trim().toLowerCase();
    }

    get json() {
        try {
            return JSON.parse(this.text);
        } catch (failure) {
            assert.fail(`${this.asked} → ${this.status}: not JSON (${failure.message}): ${this.text.slice(0, 200)}`);
        }
    }

    // 200 of the given media type; returns the parsed body where that is JSON.
    ok(type = 'application/json') {
        assert.equal(this.status, 200, `${this.asked} → ${this.status}: ${this.text.slice(0, 300)}`);
        assert.equal(this.type, type, `${this.asked}: media type`);
        return /json$/.test(type) ? this.json : this.text;
    }

    // A refusal as RFC 9457 has it; `statuses` is one status or several.
    problem(statuses, field) {
        const allowed = [statuses].flat();
        assert.ok(allowed.includes(this.status),
                  `${this.asked} → ${this.status}, not ${allowed.join(' or ')}: ${this.text.slice(0, 300)}`);
        assert.equal(this.type, 'application/problem+json', `${this.asked}: media type of a refusal`);
        const said = this.json;
        assert.equal(said.status, this.status, `${this.asked}: status in the body`);
        for (const member of ['type', 'title', 'detail']) {
            assert.equal(typeof said[member], 'string', `${this.asked}: ${member}`);
            assert.ok(said[member].length > 0, `${this.asked}: ${member} says something`);
        }
        assert.match(said.type, /[/:#][a-z0-9]+(-[a-z0-9]+)*$/, `${this.asked}: type ends in a slug`);
        if (field !== undefined) {
            assert.ok((said.errors || []).some((e) => e.field === field && e.message),
                      `${this.asked}: errors name "${field}": ${this.text.slice(0, 300)}`);
        }
        return said;
    }
}

export const query = (parameters) => new URLSearchParams(parameters).toString();

// A link by relation, with rel and type present as the standard wants them.
export function link(document, rel, type) {
    const found = (document.links || []).filter((l) => l.rel === rel && (!type || l.type.startsWith(type)));
    assert.ok(found.length > 0, `a link with rel "${rel}"${type ? ` and type ${type}` : ''}`);
    return found[0];
}

// Links are absolute; the part that goes into a request line.
export function target(href) {
    const url = new URL(href);
    return url.pathname + url.search;
}
