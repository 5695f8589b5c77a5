// The draw of domain/draw.h once more, from its description alone: exact bytes of a list and a seed
// in, who inspects whom out.
import { createHash } from 'node:crypto';

export function drawAgain(list, seed) {
    const sha256 = (...parts) => parts.reduce((h, p) => h.update(p), createHash('sha256')).digest();
    let bytes = Buffer.from(list), counter = 0n;
    const next = () => {
        const colon = bytes.indexOf(':'), end = colon + 1 + parseInt(bytes.subarray(0, colon), 10);
        const word = bytes.subarray(colon + 1, end).toString();
        bytes = bytes.subarray(end + 1);
        return word;
    };
    const rows = (row) => Array.from({ length: Number(next()) }, row), three = () => [next(), next(), next()];
    const commitment = sha256(list), [, , , , drawn, each] = [...three(), ...three()];
    const people = rows(next), places = rows(three);
    const never = new Set(rows(three).map(([i, t]) => `${t - 1} ${i - 1}`));
    const below = (n) => {
        const top = 2n ** 64n - (2n ** 64n % BigInt(n)), count = Buffer.alloc(8);
        count.writeBigUInt64BE(counter++);
        const v = sha256(commitment, seed, count).readBigUInt64BE();
        return v < top ? Number(v % BigInt(n)) : below(n);
    };
    const order = (n) => {
        const all = [...Array(n).keys()];
        for (let i = n - 1, j = 0; i > 0; i--) [all[i], all[j]] = [all[(j = below(i + 1))], all[i]];
        return all;
    };
    const targets = order(places.length).slice(0, drawn), inspectors = order(people.length);
    const has = places.map(() => new Set()), load = people.map(() => 0);
    const take = (t, most, seen) => inspectors.some((i) => {
        if (never.has(`${t} ${i}`) || has[t].has(i) || seen.has(i)) return false;
        const room = load[i] < most, from = seen.add(i) && !room && targets.find((u) => has[u].has(i) && take(u, most, seen));
        return (room ? ++load[i] : from !== undefined && has[from].delete(i)) && has[t].add(i);
    });
    for (let most = 1; most <= drawn; most++) for (const t of targets) while (has[t].size < each && take(t, most, new Set()));
    return { commitment: commitment.toString('hex'), drawn: targets.map((t) => ({ id: Number(places[t][0]), inspectors: [...has[t]].map((i) => i + 1).sort((a, b) => a - b) })) };
}
