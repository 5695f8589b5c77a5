// CSV as RFC 4180 has it, read into one object a row.  A row of another length than the first is a
// fault of whoever wrote it.
import assert from 'node:assert/strict';

export function rowsOf(text) {
    const rows = [];
    let cell = '';
    let row = [];
    let quoted = false;
    const body = text.replace(/^\ufeff/, '');
    const endCell = () => {
        row.push(cell);
        cell = '';
    };
    const endRow = () => {
        endCell();
        rows.push(row);
        row = [];
    };
    for (let i = 0; i < body.length; i++) {
        const c = body[i];
        if (quoted && c === '"' && body[i + 1] === '"') {
            cell += body[++i];
        } else if (c === '"') {
            quoted = !quoted;
        } else if (quoted) {
            cell += c;
        } else if (c === ',') {
            endCell();
        } else if (c === '\n') {
            endRow();
        } else if (c !== '\r') {
            cell += c;
        }
    }
    assert.ok(!quoted, 'a quote was left open');
    if (cell !== '' || row.length > 0) {
        endRow();
    }
    const [head, ...rest] = rows;
    return rest.map((cells) => {
        assert.equal(cells.length, head.length, `fields of ${cells}`);
        return Object.fromEntries(head.map((name, i) => [name, cells[i]]));
    });
}
