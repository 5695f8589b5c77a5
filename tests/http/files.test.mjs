// Files that come with materials and findings: what is taken, what is refused, and how they are
// handed out again.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { COUNTIES, Evaluation } from '../lib/evaluation.mjs';

const [code] = COUNTIES[0];
const who = `c${code}`;
const other = `c${COUNTIES[1][0]}`;
const LIMIT = 10 * 1024 * 1024;

const PDF = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');
const PNG = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), Buffer.alloc(64)]);
const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(64)]);
const zip = (first) => Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), Buffer.alloc(26), Buffer.from(first), Buffer.alloc(100)]);
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const ODT = 'application/vnd.oasis.opendocument.text';

let e;
let id;
before(async () => {
    e = await Evaluation.open({ nation: { role: 'national' }, jiangsu: { role: 'province', province: '320000' }, hunan: { role: 'province', province: '430000' },
        [who]: { role: 'applicant', place: code }, [other]: { role: 'applicant', place: COUNTIES[1][0] } });
    id = await e.apply(who, 'demo-county', code);
});
after(() => e?.close());

const put = (body, type, name = 'a file', by = who, kind = 'application_letter') =>
    e.ask(by, 'PUT', `/api/v1/applications/${id}/materials/${kind}/file?name=${encodeURIComponent(name)}`, body, { 'Content-Type': type });
const sha = (body) => createHash('sha256').update(body).digest('hex');

describe('a file', () => {
    for (const [what, body, type] of [
        ['PDF', PDF, 'application/pdf'], ['PNG', PNG, 'image/png'], ['JPEG', JPEG, 'image/jpeg'],
        ['Word', zip('[Content_Types].xml'), DOCX], ['OpenDocument', zip(`mimetype${ODT}`), ODT],
        ['plain text', Buffer.from('一份说明\n'), 'text/plain'], ['one byte', Buffer.from('x'), 'text/plain'],
        ['the largest', Buffer.alloc(LIMIT, 'a'), 'text/plain'],
    ]) {
        test(`of ${what} is taken, and comes back byte for byte, never as a page`, async () => {
            const sent = await put(body, type, '方案 v1.bin');
            assert.equal(sent.status, 200, sent.text);
            const { materials } = await e.read(who, id);
            const { file } = materials.find((m) => m.kind === 'application_letter');
            assert.deepEqual(file, { sha256: sha(body), name: '方案 v1.bin', type, size: body.length });
            const back = await e.get(who, `/api/v1/applications/${id}/files/${file.sha256}`);
            assert.equal(back.status, 200);
            assert.ok(back.bytes.equals(body));
            assert.equal(back.headers['content-disposition'], "attachment; filename=\"_______v1.bin\"; filename*=UTF-8''%E6%96%B9%E6%A1%88%20v1.bin");
            assert.equal(back.headers['x-content-type-options'], 'nosniff');
            assert.match(back.headers['content-security-policy'], /^sandbox/);
            assert.equal(back.headers['cache-control'], 'no-store');
            assert.equal(back.headers['access-control-allow-origin'], undefined);
        });
    }

    for (const [what, body, type, status, slug] of [
        ['nothing', Buffer.alloc(0), 'text/plain', 400, 'bad-body'],
        ['one byte too many', Buffer.alloc(LIMIT + 1, 'a'), 'text/plain', 413, 'too-large'],
        ['a page', Buffer.from('<!DOCTYPE html><p>x'), 'text/plain', 415, 'media-type'],
        ['a page that is said to be one', Buffer.from('<html>'), 'text/html', 415, 'media-type'],
        ['a drawing with scripts', Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/svg+xml', 415, 'media-type'],
        ['a drawing that is said to be text', Buffer.from(' \n<svg>'), 'text/plain', 415, 'media-type'],
        ['a script', Buffer.from('#!/bin/sh\nrm -rf /\n'), 'text/plain', 415, 'media-type'],
        ['a picture that is a page as well', Buffer.concat([PNG, Buffer.from('<HTML><script>alert(1)</script>')]), 'image/png', 415, 'media-type'],
        ['a PDF that is a script as well', Buffer.concat([PDF, Buffer.from('<ScRiPt>')]), 'application/pdf', 415, 'media-type'],
        ['a picture that says it is a PDF', PNG, 'application/pdf', 415, 'media-type'],
        ['a PDF that says it is text', PDF, 'text/plain', 415, 'media-type'],
        ['a zip that is no office file', zip('evil.exe'), 'application/zip', 415, 'media-type'],
        ['an old office file', Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1'), 'application/msword', 415, 'media-type'],
        ['bytes', Buffer.from([1, 2, 3, 0xff]), 'application/octet-stream', 415, 'media-type'],
        ['text that is not UTF-8', Buffer.from([0xb1, 0xb1, 0xbe, 0xa9]), 'text/plain', 415, 'media-type'],
    ]) {
        test(`that is ${what} is refused`, async () => {
            const { version } = await e.read(who, id);
            const said = (await put(body, type)).problem(status);
            assert.ok(said.type.endsWith(`:${slug}`), said.type);
            assert.equal((await e.read(who, id)).version, version);
        });
    }

    test('has a name that is nothing but text', async () => {
        const long = '方'.repeat(300);
        for (const [sent, shown] of [
            ['../../x', 'x'], ['..\\..\\x.pdf', 'x.pdf'], ['/etc/passwd', 'passwd'], ['a\r\nSet-Cookie: x=1', 'aSet-Cookie x=1'],
            ['', 'file'], ['..', 'file'], ['   ', 'file'], ['\u202Efdp.exe', 'fdp.exe'], ['"; x="', '; x='], ['.htaccess', 'htaccess'],
            [long, '方'.repeat(66)], ['<b>.txt', 'b.txt'],
        ]) {
            assert.equal((await put(PDF, 'application/pdf', sent)).status, 200);
            const { materials } = await e.read(who, id);
            assert.equal(materials.find((m) => m.kind === 'application_letter').file.name, shown);
            const back = await e.get(who, `/api/v1/applications/${id}/files/${sha(PDF)}`);
            assert.match(back.headers['content-disposition'], /^attachment; filename="[\w.-]*"; filename\*=UTF-8''[\w.%-]*$/);
        }
    });

    test('is for those who may read the application', async () => {
        await put(PNG, 'image/png');
        const path = `/api/v1/applications/${id}/files/${sha(PNG)}`;
        assert.equal((await e.get('jiangsu', path)).status, 200);
        assert.equal((await e.get('nation', path)).status, 200);
        await e.refused('not-your-province', 403, 'hunan', 'GET', path);
        await e.refused('not-your-place', 403, other, 'GET', path);
        await e.refused('sign-in-required', 401, null, 'GET', path);
        // Knowing a digest opens nothing: the same file in another application is not this one's.
        const own = await e.apply(other, 'demo-county', COUNTIES[1][0]);
        await e.refused('not-found', 404, other, 'GET', `/api/v1/applications/${own}/files/${sha(PNG)}`);
        for (const digest of ['0', 'x'.repeat(64), sha(PNG).toUpperCase(), '..%2F..%2Fetc%2Fpasswd']) {
            await e.refused('not-found', 404, who, 'GET', `/api/v1/applications/${id}/files/${digest}`);
        }
    });

    test('is stored once, whoever sends it', async () => {
        const own = (await e.done(200, other, 'GET', '/api/v1/applications')).applications[0].id;
        const path = `/api/v1/applications/${own}/materials/creation_report/file?name=b`;
        assert.equal((await e.ask(other, 'PUT', path, PNG, { 'Content-Type': 'image/png' })).status, 200);
        assert.equal((await e.get(other, `/api/v1/applications/${own}/files/${sha(PNG)}`)).status, 200);
    });
});

describe('a material', () => {
    test('may be named, noted and taken back', async () => {
        const at = `/api/v1/applications/${id}/materials/creation_report`;
        await e.refused('conflict', 409, who, 'PUT', at, { withdrawn: true });
        await e.done(200, who, 'PUT', at, { note: '纸件已寄出' });
        const seen = async () => (await e.read(who, id)).materials.find((m) => m.kind === 'creation_report');
        assert.deepEqual([(await seen()).present, (await seen()).note, (await seen()).file], [true, '纸件已寄出', null]);
        await e.done(200, who, 'PUT', at, { withdrawn: true });
        assert.deepEqual([(await seen()).present, (await seen()).withdrawn], [false, true]);
        assert.ok((await e.read(who, id)).materials_missing.includes('creation_report'));
        await e.refused('not-found', 404, who, 'PUT', `/api/v1/applications/${id}/materials/king`, {});
        await e.refused('bad-body', 400, who, 'PUT', at, { notes: 'x' }, 'notes');
        await e.refused('forbidden', 403, 'nation', 'PUT', at, {});
        const stale = await e.ask(who, 'PUT', at, {}, { 'If-Match': '"v1"' });
        assert.ok(stale.problem(412).type.endsWith(':stale'));
    });
});

describe('a finding', () => {
    test('may have a file, which stays when the words change', async () => {
        const at = `/api/v1/applications/${id}/findings/leadership`;
        const file = (body, type) => e.ask('jiangsu', 'PUT', `${at}/file?name=x`, body, { 'Content-Type': type });
        const seen = async () => (await e.read('jiangsu', id)).findings.find((f) => f.condition === 'leadership');
        assert.ok((await file(PDF, 'application/pdf')).problem(409).type.endsWith(':conflict'));
        await e.done(200, 'jiangsu', 'PUT', at, { result: 'met', evidence: 'seen' });
        assert.equal((await file(PDF, 'application/pdf')).status, 200);
        const { version } = await e.done(200, 'jiangsu', 'PUT', at, { result: 'unknown', evidence: 'looked again' });
        assert.deepEqual([(await seen()).result, (await seen()).file.sha256], ['unknown', sha(PDF)]);
        assert.equal((await e.done(200, 'jiangsu', 'PUT', at, { result: 'unknown', evidence: 'looked again' })).version, version); // no change
        await e.done(200, 'jiangsu', 'PUT', at, { result: 'unknown', evidence: 'looked again', file: null });
        assert.equal((await seen()).file, null);
        await e.refused('forbidden', 403, who, 'PUT', at, { result: 'met', evidence: 'x' });
        await e.refused('not-your-province', 403, 'hunan', 'PUT', at, { result: 'met', evidence: 'x' });
        await e.refused('bad-body', 400, 'jiangsu', 'PUT', at, { result: 'maybe', evidence: 'x' }, 'result');
        await e.refused('bad-body', 400, 'jiangsu', 'PUT', at, { result: 'met' }, 'evidence');
        await e.refused('not-found', 404, 'jiangsu', 'PUT', `/api/v1/applications/${id}/findings/place-kind`, { result: 'met', evidence: 'x' });
    });
});

