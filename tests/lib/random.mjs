// Random numbers that can be had again: the seed is printed with every failure (SEED in the environment).
export const SEED = Number(process.env.SEED || 20231231);

// mulberry32: small, even enough for choosing test points.
export function dice(seed = SEED) {
    let state = seed >>> 0;
    const next = () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let t = state;
        t = Math.imul(t ^ (t >>> 15), t | 1);
        t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
        return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
    return {
        next,
        between: (low, high) => low + (high - low) * next(),
        whole: (low, high) => low + Math.floor((high - low + 1) * next()),
        one: (list) => list[Math.floor(next() * list.length)],
    };
}
