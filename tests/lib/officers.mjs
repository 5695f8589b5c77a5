// Accounts for tests: opened by the command line, signed in over HTTP.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import assert from 'node:assert/strict';
import { ask } from './ask.mjs';
import { RELEASE, SIZHI, needed } from './paths.mjs';

export const PASSWORD = 'Uh7-lantern-ferry';

export function sizhi(words, input = '', program = SIZHI) {
    const said = spawnSync(needed(program, 'build it, or name it in SIZHI'), words, { encoding: 'utf8', input });
    return { status: said.status, stdout: said.stdout, stderr: said.stderr };
}

// What only prepares a test is done by the quicker build of the same program, where there is one.
export const QUICK = existsSync(RELEASE) ? RELEASE : SIZHI;
export const prepare = (words, input) => sizhi(words, input, QUICK);

// scope: { province } or { place }, as the role needs it.
export function openAccount(db, name, role, scope = {}, password = PASSWORD) {
    const options = Object.entries(scope).flatMap(([key, value]) => [`--${key}`, value]);
    const said = prepare(['user', 'add', '--db', db, '--name', name, '--role', role, ...options, '--password-stdin'], `${password}\n`);
    assert.equal(said.status, 0, said.stderr);
    return { name, password, id: Number(/^account (\d+) /.exec(said.stdout)[1]) };
}

// Headers for a program that acts as the account.
export function bearer(db, name, ...more) {
    const said = prepare(['token', 'add', '--db', db, '--user', name, ...more]);
    assert.equal(said.status, 0, said.stderr);
    return { authorization: `Bearer ${said.stdout.trim()}` };
}

export const signInAnswer = (url, name, password = PASSWORD, { headers = {}, ...options } = {}) =>
    ask(url, '/api/v1/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ name, password }),
        ...options,
    });

export const cookieOf = (answer) => answer.headers['set-cookie'][0].split(';')[0];

// A browser that is signed in: headers to read with, and headers to write with.
export async function signIn(url, name, password = PASSWORD, options = {}) {
    const answer = await signInAnswer(url, name, password, options);
    const who = answer.ok();
    const cookie = cookieOf(answer);
    return { who, reads: { cookie }, writes: { cookie, 'x-csrf-token': who.csrf } };
}

// A change with a JSON body.
export const send = (url, method, target, headers, body) =>
    ask(url, target, {
        method,
        headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
        body: body === undefined ? undefined : JSON.stringify(body),
    });

export const slug = (answer) => answer.json.type.split(':').at(-1);
