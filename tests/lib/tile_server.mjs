// A server of tiles that does as it is told: the upstream of the basemap, as good or as bad as a test
// wants it.  What it was asked is kept.
import { once } from 'node:events';
import http from 'node:http';
import { deflateSync, crc32 as nodeCrc } from 'node:zlib';

function crc32(bytes) {
    if (nodeCrc) {
        return nodeCrc(bytes);
    }
    let crc = ~0;
    for (const byte of bytes) {
        crc ^= byte;
        for (let k = 0; k < 8; k++) {
            crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
        }
    }
    return ~crc >>> 0;
}

function piece(name, data) {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc32(body), body.length + 4);
    return out;
}

// A picture of 256 by 256 in one colour.
export function png([r, g, b]) {
    const head = Buffer.from([0, 0, 1, 0, 0, 0, 1, 0, 8, 2, 0, 0, 0]);
    const line = Buffer.from([0, ...Array(256).fill([r, g, b]).flat()]);
    const lines = Buffer.concat(Array(256).fill(line));
    return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), piece('IHDR', head),
        piece('IDAT', deflateSync(lines)), piece('IEND', Buffer.alloc(0))]);
}

export const GREEN = png([180, 205, 170]);

// answer(request, response): how it answers; may be set anew at any time.
export async function tileServer(answer = plain(GREEN)) {
    const asked = [];
    const server = http.createServer((rq, rs) => {
        asked.push({ url: rq.url, headers: rq.headers });
        self.answer(rq, rs);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const self = {
        answer,
        asked,
        url: `http://127.0.0.1:${server.address().port}`,
        close: () => new Promise((done) => {
            server.close(done);
            server.closeAllConnections();
        }),
    };
    return self;
}

export function plain(bytes, type = 'image/png', status = 200, headers = {}) {
    return (rq, rs) => rs.writeHead(status, { 'content-type': type, ...headers }).end(bytes);
}
