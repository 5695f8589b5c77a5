// Plane geometry for oracles, written without any geometry library on purpose.  Side-of-line is
// decided exactly: doubles are fractions, so where rounding could matter the sum is done in integers.

// Above zero when c lies left of a→b, zero when on the line, never wrong in sign.
export function side(ax, ay, bx, by, cx, cy) {
    const left = (ax - cx) * (by - cy);
    const right = (ay - cy) * (bx - cx);
    const det = left - right;
    // Shewchuk's static bound: beyond it the sign of the rounded value is the true one.
    if (Math.abs(det) > 3.4e-16 * (Math.abs(left) + Math.abs(right))) {
        return det;
    }
    const [a, b, c, d, e, f] = [ax, ay, bx, by, cx, cy].map(integer);
    const exact = (a - e) * (d - f) - (b - f) * (c - e);
    return exact > 0n ? 1 : exact < 0n ? -1 : 0;
}

// x · 2^1074 as an integer: exact for every finite double.
const view = new DataView(new ArrayBuffer(8));
function integer(x) {
    view.setFloat64(0, x);
    const bits = view.getBigUint64(0);
    const exponent = Number((bits >> 52n) & 0x7ffn);
    const fraction = bits & 0xfffffffffffffn;
    const magnitude = exponent === 0 ? fraction : (fraction | (1n << 52n)) << BigInt(exponent - 1);
    return bits >> 63n ? -magnitude : magnitude;
}

export const INSIDE = 1;
export const EDGE = 0;
export const OUTSIDE = -1;

// Even-odd over all rings of a shape at once: a hole is simply crossed a second time.
export function where(shape, x, y) {
    let inside = false;
    if (!boxHolds(shape.box, x, y)) {
        return OUTSIDE;
    }
    for (const { ring, box } of shape.rings) {
        if (y < box[1] || y > box[3] || x > box[2]) {
            continue;
        }
        for (let i = 1; i < ring.length; i++) {
            const [ax, ay] = ring[i - 1];
            const [bx, by] = ring[i];
            if (ay > y === by > y) {
                if (ay === y && by === y && x >= Math.min(ax, bx) && x <= Math.max(ax, bx)) {
                    return EDGE;
                }
                if ((ax === x && ay === y) || (bx === x && by === y)) {
                    return EDGE;
                }
                continue;
            }
            if (x > ax && x > bx) {
                continue;
            }
            const turn = by > ay ? side(ax, ay, bx, by, x, y) : side(bx, by, ax, ay, x, y);
            if (turn === 0) {
                return EDGE;
            }
            if (turn > 0) {
                inside = !inside; // the crossing lies to the right of the point
            }
        }
    }
    return inside ? INSIDE : OUTSIDE;
}

export const boxHolds = (box, x, y) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3];

export const boxesMeet = (a, b) => a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];

export function boxOf(positions) {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const [x, y] of positions) {
        box[0] = Math.min(box[0], x);
        box[1] = Math.min(box[1], y);
        box[2] = Math.max(box[2], x);
        box[3] = Math.max(box[3], y);
    }
    return box;
}

// From GeoJSON Polygon or MultiPolygon.
export function shapeOf(geometry) {
    const parts = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
    const rings = parts.flat().map((ring) => ({ ring, box: boxOf(ring) }));
    return { parts, rings, box: boxOf(rings.flatMap(({ box }) => [box.slice(0, 2), box.slice(2)])) };
}

// Do a shape and an upright box have a point in common?
export function meetsBox(shape, box) {
    if (!boxesMeet(shape.box, box)) {
        return false;
    }
    for (const { ring, box: around } of shape.rings) {
        if (!boxesMeet(around, box)) {
            continue;
        }
        for (let i = 1; i < ring.length; i++) {
            if (segmentMeetsBox(ring[i - 1], ring[i], box)) {
                return true;
            }
        }
    }
    return where(shape, box[0], box[1]) !== OUTSIDE; // no edge in it: all of it inside, or none
}

function segmentMeetsBox([ax, ay], [bx, by], [west, south, east, north]) {
    if (Math.max(ax, bx) < west || Math.min(ax, bx) > east || Math.max(ay, by) < south || Math.min(ay, by) > north) {
        return false;
    }
    if (boxHolds([west, south, east, north], ax, ay) || boxHolds([west, south, east, north], bx, by)) {
        return true;
    }
    const turns = [[west, south], [east, south], [east, north], [west, north]].map(([x, y]) => side(ax, ay, bx, by, x, y));
    return !(turns.every((t) => t > 0) || turns.every((t) => t < 0));
}

// Twice the signed area: above zero when the ring runs counter-clockwise.
export function turning(ring) {
    let sum = 0;
    const [ox, oy] = ring[0];
    for (let i = 1; i < ring.length; i++) {
        sum += (ring[i - 1][0] - ox) * (ring[i][1] - oy) - (ring[i][0] - ox) * (ring[i - 1][1] - oy);
    }
    return sum;
}
