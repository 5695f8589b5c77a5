// Bytes straight onto a socket, for what no client library would send.
import net from 'node:net';

// Sends the pieces, then waits until the service has answered and closed, or until `patience` has
// passed without a first byte, or a second after the last.  Returns what came back and whether the
// service closed.
export function raw(base, pieces, { patience = 12000, end = false } = {}) {
    const { hostname, port } = new URL(base);
    return new Promise((done, fail) => {
        const socket = net.connect(Number(port), hostname);
        const got = [];
        let timer;
        const finish = (closed) => {
            clearTimeout(timer);
            socket.destroy();
            done({ bytes: Buffer.concat(got), closed });
        };
        const wait = () => {
            clearTimeout(timer);
            timer = setTimeout(() => finish(false), got.length > 0 ? 1000 : patience);
        };
        socket.on('connect', () => {
            wait();
            for (const piece of [pieces].flat()) {
                socket.write(typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece);
            }
            if (end) {
                socket.end();
            }
        });
        socket.on('data', (bytes) => {
            got.push(bytes);
            wait();
        });
        socket.on('end', () => finish(true));
        // A reset after the answer is how a server closes on bytes it will not read.
        socket.on('error', (failure) => (got.length > 0 || /EPIPE|ECONNRESET/.test(failure.code) ? finish(true) : fail(failure)));
    });
}

// The answers in what came back: a broken request must not get two.
export function answersIn(bytes) {
    const found = [];
    let rest = bytes;
    for (;;) {
        const headEnd = rest.indexOf('\r\n\r\n');
        const head = rest.subarray(0, headEnd < 0 ? 0 : headEnd).toString('latin1');
        const status = head.match(/^HTTP\/1\.[01] (\d{3})/);
        if (!status) {
            return found;
        }
        const length = Number(head.match(/^content-length: *(\d+)/im)?.[1] ?? 0);
        const type = head.match(/^content-type: *([^;\r]+)/im)?.[1].trim() ?? '';
        const body = rest.subarray(headEnd + 4, headEnd + 4 + length).toString('utf8');
        found.push({ status: Number(status[1]), type, body, closes: /^connection: *close/im.test(head) });
        rest = rest.subarray(headEnd + 4 + length);
    }
}
