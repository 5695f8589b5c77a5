/** service.ts - the only file that calls the service for the desks.
 *
 *  It keeps the token of the session, sends what was not answered again under the same key, waits until
 *  public answers have caught up with what was just written, and when a session is over it asks the
 *  person to sign in and then carries the request out. */

import { lang, say } from './texts';
import type { Session } from './types';

export class Refused extends Error {
  readonly status: number; /* 0: no answer came */
  readonly slug: string;
  readonly fields: ReadonlyMap<string, string>;
  readonly wait: number; /* seconds until trying again makes sense */

  constructor(status: number, message: string, slug = '', fields: Iterable<[string, string]> = [], wait = 0) {
    super(message);
    this.status = status;
    this.slug = slug;
    this.fields = new Map(fields);
    this.wait = wait;
  }
}

type Params = Record<string, string | number | null | undefined>;
type Method = 'POST' | 'PUT' | 'DELETE';

interface Call {
  method: 'GET' | Method;
  path: string;
  body?: string | Blob;
  type?: string;
  ifMatch?: string;
  key?: string;
}

const CATCH_UP_MS = 5000;
const STEP_MS = 40;

let csrf = '';
let written = 0; /* the revision of the last change: answers of before are stale */
let shown = 0; /* the newest revision that public answers are known to speak of */
const pending = new Map<string, string>(); /* what was sent and never answered → its key */

let signInAgain: () => Promise<boolean> = () => Promise.resolve(false);
let answered: () => void = () => {};

/** Who is to be asked when a session is over, and who is told that it was used. */
export function attend(hooks: { signInAgain: () => Promise<boolean>; answered: () => void }): void {
  ({ signInAgain, answered } = hooks);
}

/* ---- one request ---- */

function headersOf(call: Call): Record<string, string> {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': lang() };
  if (call.method !== 'GET' && csrf) headers['X-CSRF-Token'] = csrf;
  if (call.type) headers['Content-Type'] = call.type;
  if (call.ifMatch) headers['If-Match'] = call.ifMatch;
  if (call.key) headers['Idempotency-Key'] = call.key;
  return headers;
}

async function once(call: Call): Promise<Response> {
  try {
    return await fetch(call.path, { method: call.method, headers: headersOf(call), body: call.body ?? null });
  } catch {
    throw new Refused(0, say('offline'));
  }
}

async function refusal(response: Response): Promise<Refused> {
  const said = (await response.json().catch(() => ({}))) as {
    type?: unknown; title?: unknown; detail?: unknown; errors?: unknown;
  };
  const text = [said.detail, said.title].find((t) => typeof t === 'string' && t !== '');
  const faults = Array.isArray(said.errors) ? (said.errors as { field?: unknown; message?: unknown }[]) : [];
  return new Refused(
    response.status,
    typeof text === 'string' ? text : say('refusedStatus', { n: response.status }),
    typeof said.type === 'string' ? (said.type.split(/[:/]/).at(-1) ?? '') : '',
    faults.map((f) => [String(f.field), String(f.message)]),
    Number(response.headers.get('retry-after')) || 0,
  );
}

async function bodyOf<T>(response: Response): Promise<T> {
  if (response.status === 204) return undefined as T;
  try {
    return (await response.json()) as T;
  } catch {
    throw new Refused(response.status, say('unreadable'));
  }
}

/* ---- with a session ---- */

/* A second tab may have signed in anew: the token is another one then, the person perhaps not. */
async function tokenAgain(): Promise<boolean> {
  const before = csrf;
  await session();
  return csrf !== before;
}

async function signedIn(call: Call): Promise<Response> {
  let again = true;
  for (;;) {
    const response = await once(call);
    if (response.ok) {
      answered();
      return response;
    }
    const refused = await refusal(response);
    if (refused.status === 401 && (await signInAgain())) continue;
    if (refused.slug === 'csrf' && again && (await tokenAgain())) {
      again = false;
      continue;
    }
    if (refused.status !== 401) answered();
    throw refused;
  }
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

export function address(path: string, params: Params = {}): string {
  const given = Object.entries(params).filter(([, v]) => v !== null && v !== undefined && v !== '');
  return given.length ? `${path}?${new URLSearchParams(given.map(([k, v]) => [k, String(v)]))}` : path;
}

/* Asked of something that is always there: what was just made is "not found" until then. */
async function caughtUp(): Promise<void> {
  const since = Date.now();
  while (shown < written) {
    const response = await once({ method: 'GET', path: '/api/v1/rounds' });
    await response.body?.cancel();
    shown = Math.max(shown, Number(response.headers.get('x-sizhi-revision')) || 0);
    if (shown >= written) return;
    if (Date.now() - since > CATCH_UP_MS) shown = written; /* not waited for again */
    else await pause(STEP_MS);
  }
}

/** What stands there now; never older than what was last written from here. */
export async function read<T>(path: string, params: Params = {}): Promise<T> {
  await caughtUp();
  return bodyOf<T>(await signedIn({ method: 'GET', path: address(path, params) }));
}

/** All rows of a list that comes in pages. */
export async function readAll<T>(path: string, member: string, params: Params = {}): Promise<T[]> {
  const all: T[] = [];
  for (;;) {
    const page = await read<Record<string, unknown>>(path, { ...params, limit: 1000, offset: all.length });
    const rows = (page[member] ?? []) as T[];
    all.push(...rows);
    if (rows.length === 0 || all.length >= Number(page['total'] ?? 0)) return all;
  }
}

/* randomUUID() wants https, which an office network may not have. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, '0')).join('');
}

async function change<T>(call: Call, same: string): Promise<T> {
  const key = pending.get(same) ?? newKey();
  pending.set(same, key);
  let response: Response;
  try {
    response = await signedIn({ ...call, key });
  } catch (e) {
    /* Only what may have been carried out without our hearing of it keeps its key. */
    if (!(e instanceof Refused) || (e.status !== 0 && e.status < 500)) pending.delete(same);
    throw e;
  }
  pending.delete(same);
  written = Math.max(written, Number(response.headers.get('x-sizhi-revision')) || 0);
  return bodyOf<T>(response);
}

/** A change.  `version`: the version of the application that was seen. */
export function write<T>(method: Method, path: string, body?: unknown, version?: number): Promise<T> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  return change<T>({
    method,
    path,
    ...(text !== undefined && { body: text, type: 'application/json' }),
    ...(version !== undefined && { ifMatch: `"v${version}"` }),
  }, JSON.stringify([method, path, version, text]));
}

/** A file as it is.  The service looks at its bytes, whatever it is called. */
export function upload<T>(path: string, file: File, version?: number): Promise<T> {
  return change<T>({
    method: 'PUT',
    path: address(path, { name: file.name }),
    body: file,
    type: file.type || 'application/octet-stream',
    ...(version !== undefined && { ifMatch: `"v${version}"` }),
  }, JSON.stringify([path, version, file.name, file.size, file.lastModified]));
}

/** Bytes of any kind, made here or chosen.  `version` as for write(). */
export function send<T>(path: string, body: string | Blob, type: string, version?: number, method: Method = 'PUT'): Promise<T> {
  const size = typeof body === 'string' ? body : [body.size, body.type, body instanceof File ? [body.name, body.lastModified] : ''];
  return change<T>({ method, path, body, type, ...(version !== undefined && { ifMatch: `"v${version}"` }) }, JSON.stringify([path, version, type, size]));
}

/** A question that is too long for an address; nothing is changed by it. */
export async function question<T>(path: string, body: unknown): Promise<T> {
  return bodyOf<T>(await signedIn({ method: 'POST', path, body: JSON.stringify(body), type: 'application/json' }));
}

/* ---- the session itself ---- */

export interface Begun {
  who: Session;
  left: number; /* milliseconds until it ends when nothing is done */
  most: number; /* and until it ends in any case */
}

/* By the service's clock: the one of an office PC may be wrong. */
function begun(who: Session, response: Response): Begun {
  const now = Date.parse(response.headers.get('date') ?? '') || Date.now();
  const until = (at: string | null): number => (at === null ? Infinity : Date.parse(at) - now);
  csrf = who.csrf ?? '';
  return { who, left: until(who.ends), most: until(who.ends_at_most) };
}

/** Who is signed in; null when nobody is. */
export async function session(): Promise<Begun | null> {
  const response = await once({ method: 'GET', path: '/api/v1/session' });
  if (response.ok) return begun(await bodyOf<Session>(response), response);
  csrf = '';
  const refused = await refusal(response);
  if (refused.status === 401) return null;
  throw refused;
}

export async function signIn(name: string, password: string): Promise<Begun> {
  const response = await once({
    method: 'POST', path: '/api/v1/session', type: 'application/json', body: JSON.stringify({ name, password }),
  });
  if (!response.ok) throw await refusal(response);
  return begun(await bodyOf<Session>(response), response);
}

export async function signOut(): Promise<void> {
  const response = await once({ method: 'DELETE', path: '/api/v1/session' });
  csrf = '';
  if (!response.ok && response.status !== 401) throw await refusal(response);
}
