// A register in which 广东 has a notice of pilot cities that runs today and lists two of them, with
// what is needed to open more.
import assert from 'node:assert/strict';
import { clockAhead } from './ahead.mjs';
import { Desk } from './desk.mjs';
import { daysFromNow, TODAY } from './evaluation.mjs';
import { serve } from './server.mjs';

const PEOPLE = {
    guangdong: { role: 'province', province: '440000' },
    meizhou: { role: 'applicant', place: '441400' },
    heyuan: { role: 'applicant', place: '441600' },
};
const NOTICE = { round: '2023', track: 'pilot-city', length: 5, unit: 'calendar', counts_publication: true };

// A long term for the lists of 2024, whose entries in 广东 are taken to be on record.
function prepared(register) {
    register.edit('rosters.csv', (text) => text.replaceAll(/^((?:demo|pilot)-city,2024,.*,2024-01-01,)2026-12-31/gm, '$12099-12-31'));
    register.edit('complete.csv', (text) => `${text}demo-city,2024,440000,for this test\npilot-city,2024,440000,for this test\n`);
    const said = register.load();
    assert.equal(said.status, 0, said.text);
}

export class NoticeDesk extends Desk {
    static async open() {
        const desk = Object.setPrototypeOf(await Desk.open(PEOPLE, { before: prepared }), NoticeDesk.prototype);
        desk.notice = await desk.opened('试点城市推荐名单公示', TODAY);
        desk.meizhou = await desk.listed('meizhou', '441400', desk.notice, 1);
        desk.heyuan = await desk.listed('heyuan', '441600', desk.notice, 2);
        return desk;
    }

    async opened(title, published, length = NOTICE.length) {
        const answer = await this.ask('guangdong', 'POST', '/api/v1/notices', { ...NOTICE, title, published, length });
        assert.equal(answer.status, 201, answer.text);
        await this.settled(Number(answer.headers['x-sizhi-revision']));
        return answer.json.id;
    }

    // One that is over, and one that has not begun.
    past() {
        return this.opened('上月公示', daysFromNow(-30));
    }

    coming() {
        return this.opened('下周公示', daysFromNow(7));
    }

    // The service comes back so many days later.
    async later(days) {
        await this.service.stop();
        this.service = await serve({ own: true, copy: false, register: this.register.db, env: clockAhead(days) });
        this.url = this.service.url;
    }

    // An application taken as far as the notice; its number.
    async listed(who, place, notice, rank) {
        const made = await this.ask(who, 'POST', '/api/v1/applications', { round: '2023', track: 'pilot-city', place });
        assert.equal(made.status, 201, made.text);
        const at = `/api/v1/applications/${made.json.id}`;
        let tag = made.headers.etag;
        const next = async (by, method, path, body) => {
            const answer = await this.ask(by, method, at + path, body, { 'If-Match': tag });
            assert.equal(answer.status, 200, `${answer.asked}: ${answer.text}`);
            tag = answer.headers.etag;
            return answer;
        };
        await next(who, 'PUT', '/materials/government_consent', { note: '市政府同意' });
        await next(who, 'POST', '/events', { event: 'file' });
        await next('guangdong', 'PUT', '/findings/provincial-standard', { result: 'met', evidence: '符合' });
        await next('guangdong', 'POST', '/events', { event: 'check' });
        const published = await next('guangdong', 'POST', '/events', { event: 'publish', notice, rank });
        await this.settled(Number(published.headers['x-sizhi-revision']));
        return made.json.id;
    }

    async answered(objection, answer) {
        const given = await this.ask('guangdong', 'PUT', `/api/v1/notices/${this.notice}/objections/${objection}/answer`, { answer });
        assert.equal(given.status, 200, given.text);
        await this.settled(Number(given.headers['x-sizhi-revision']));
    }

    async objections() {
        return (await this.get('guangdong', `/api/v1/notices/${this.notice}/objections?limit=1000`)).ok().objections;
    }
}
