// A register in which one zone has parts drawn over each other and over another zone, a limit that is off,
// words that look like markup, a target and an institution: whatever a sheet can say is said there.
import assert from 'node:assert/strict';
import { ask, query } from './ask.mjs';
import { Desk } from './desk.mjs';
import { uscc } from './uscc.mjs';

export const ZONE = 'shanghai-caohejing', OTHER = 'suzhou-gaoxin', PLAIN = 'nanjing-jiangning', BARE = 'beijing-zhongguancun';
export const NASTY = '<img src=x onerror=alert(1)>"\'&';

const square = (west, south, side = 0.01) => ({ type: 'Polygon', coordinates: [[[west, south], [west + side, south], [west + side, south + side], [west, south + side], [west, south]]] });
const why = { document: `公告${NASTY}`, reason: '四至公布' };

export async function drawnZone() {
    const desk = await Desk.open({ national: { role: 'national' }, shanghai: { role: 'province', province: '310000' } });
    let revision = 0;
    const put = async (path, body, headers = {}) => {
        const answer = await ask(desk.url, path, { method: 'PUT', headers: { ...desk.credentials('national'), 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) });
        assert.ok(answer.status < 300, `${path}: ${answer.text}`);
        revision = Number(answer.headers['x-sizhi-revision']);
    };
    const part = async (zone, number, words, shape) => {
        await put(`/api/v1/zones/${zone}/parts/${number}`, { ...why, ...words });
        if (shape) await put(`/api/v1/zones/${zone}/parts/${number}/shape?${query(why)}`, shape, { 'Content-Type': 'application/geo+json' });
    };
    await part(ZONE, 1, { name: `核心区${NASTY}`, function: NASTY, stage: NASTY, extent_text: `东至虹梅路，南至漕宝路(沪闵路)，西至曹安公路南150米，北至${NASTY}` }, square(121.39, 31.16));
    await part(ZONE, 2, { name: '拓展区', extent_text: '东至甲路，南至乙路，北至丙路' }, square(121.398, 31.164));
    await part(ZONE, 3, { name: '待建区' });
    await part(OTHER, 1, { name: '飞地' }, square(121.385, 31.166));
    const { id } = await desk.done(201, 'shanghai', 'POST', `/api/v1/zones/${ZONE}/institutions`, {
        name: `某事务所${NASTY}`, uscc: uscc(1), forms: ['agency'], ip_kinds: ['patent'], size: 'above_designated', address: NASTY,
        point: { lon: 121.395, lat: 31.165, datum: 'cgcs2000' }, admitted: '2026-01-01', reason: '申请入驻', source: '通知' });
    await desk.settled(revision + 1);
    return { desk, institution: id };
}
