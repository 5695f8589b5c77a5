/** person.ts - who is signed in, and how long the session has still to go.
 *
 *  Every answer of the service prolongs a session; how long it runs is known from what the service said
 *  when it was asked.  Times are spans, never this computer's clock against the service's. */

import { useEffect, useState } from 'preact/hooks';
import * as service from './service';
import type { Session } from './types';

const SEEN_EVERY_MS = 60_000; /* the service notes a use once a minute */
const WARN_MS = 5 * 60_000;

export interface Person {
  who: Session | null;
  over: boolean; /* somebody was signed in, and the session ended under the page */
}

let now: Person = { who: null, over: false };
let span = Infinity; /* how long a session lasts without use */
let endsAt = Infinity;
let endsAtMost = Infinity;
const listeners = new Set<() => void>();
let waiting: ((again: boolean) => void)[] = [];

function tell(next: Person): void {
  now = next;
  for (const each of [...listeners]) each();
}

function take({ who, left, most }: service.Begun): void {
  span = left;
  endsAt = Date.now() + left;
  endsAtMost = Date.now() + most;
  tell({ who, over: false });
}

/** The session was used: it lasts again, by a minute less than we know for certain. */
function used(): void {
  endsAt = Math.max(endsAt, Math.min(Date.now() + span - SEEN_EVERY_MS, endsAtMost));
}

/** The page stays as it is with all that was typed; whoever waits goes on after signing in. */
function askAgain(): Promise<boolean> {
  tell({ who: now.who, over: true });
  return new Promise((done) => waiting.push(done));
}

function release(again: boolean): void {
  const those = waiting;
  waiting = [];
  for (const done of those) done(again);
}

service.attend({ signInAgain: askAgain, answered: used });

/* Whether somebody signed in here before: asking in vain would be noted as an error by the browser. */
const KEY = 'sizhi-signed-in';

function remember(on: boolean): void {
  try {
    if (on) localStorage.setItem(KEY, '1');
    else localStorage.removeItem(KEY);
  } catch { /* then it is asked every time */ }
}

function mayBeSignedIn(): boolean {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return true;
  }
}

export async function look(): Promise<void> {
  const begun = mayBeSignedIn() ? await service.session() : null;
  remember(begun !== null);
  if (begun) take(begun);
  else tell({ who: null, over: false });
}

/** true: another person than before sits here now. */
export async function signIn(name: string, password: string): Promise<boolean> {
  const before = now.who;
  const begun = await service.signIn(name, password);
  const other = before !== null && before.id !== begun.who.id;
  remember(true);
  take(begun);
  release(!other);
  return other;
}

export async function signOut(): Promise<void> {
  await service.signOut();
  remember(false);
  endsAt = endsAtMost = Infinity;
  release(false);
  tell({ who: null, over: false });
}

/** Asking who one is counts as use. */
export async function goOn(): Promise<void> {
  const begun = await service.session();
  if (begun) take(begun);
  else tell({ who: now.who, over: true });
}

export function usePerson(): Person {
  const [, turn] = useState(0);
  useEffect(() => {
    const heard = (): void => turn((n) => n + 1);
    listeners.add(heard);
    return () => void listeners.delete(heard);
  }, []);
  return now;
}

export interface Ending {
  minutes: number; /* 0: less than one */
  last: boolean; /* nothing can prolong it */
}

/** null while there is time enough.  When it has run out, the person is asked to sign in again. */
export function useEnding(): Ending | null {
  const [ending, set] = useState<Ending | null>(null);
  useEffect(() => {
    const timer = setInterval(() => {
      const left = Math.min(endsAt, endsAtMost) - Date.now();
      if (now.who && !now.over && left <= 0) tell({ who: now.who, over: true });
      const minutes = Math.max(0, Math.floor(left / 60_000));
      const last = endsAtMost - Date.now() <= WARN_MS;
      const next = !now.who || now.over || left > WARN_MS ? null : { minutes, last };
      set((before) => (before?.minutes === next?.minutes && before?.last === next?.last ? before : next));
    }, 1000);
    return () => clearInterval(timer);
  }, []);
  return ending;
}
