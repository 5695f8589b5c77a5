/** address.ts - the address is the state: /desk?view=applications&id=12&q=…&lang=en.
 *
 *  Whoever has something unsaved on the page is asked before it goes, whichever way the page is left. */

import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { lang } from './texts';

export type Changes = Record<string, string | number | null>;

let here = location.href;
const listeners = new Set<() => void>();
const unsaved = new Set<symbol>();
let ask: () => Promise<boolean> = () => Promise.resolve(true);
let gone: () => void = () => {};

function changed(): void {
  here = location.href;
  for (const each of [...listeners]) each();
}

export function param(name: string): string | null {
  return new URLSearchParams(location.search).get(name);
}

/** The address of a view; nothing but the language is taken along. */
export function to(view: string, more: Changes = {}): string {
  return written(new URLSearchParams({ view }), { ...more, ...(lang() === 'en' && { lang: 'en' }) });
}

function written(query: URLSearchParams, changes: Changes): string {
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '') query.delete(name);
    else query.set(name, String(value));
  }
  const text = query.toString();
  return text ? `/desk?${text}` : '/desk';
}

/** This view with something else in its address. */
export function hereWith(changes: Changes): string {
  return written(new URLSearchParams(location.search), changes);
}

/** Filters and sorting: the address says them, going back passes over them. */
export function note(changes: Changes): void {
  history.replaceState(null, '', hereWith(changes));
  changed();
}

export async function mayLeave(): Promise<boolean> {
  if (unsaved.size > 0 && !(await ask())) return false;
  unsaved.clear();
  return true;
}

export async function go(href: string): Promise<void> {
  if (!(await mayLeave())) return;
  history.pushState(null, '', href);
  gone();
  changed();
}

/** How people are asked, and what is to be done when a view is left; and the three ways to leave one. */
export function watch(asking: () => Promise<boolean>, left: () => void): void {
  ask = asking;
  gone = left;
  addEventListener('beforeunload', (e) => {
    if (unsaved.size > 0) e.preventDefault();
  });
  addEventListener('popstate', () => {
    if (unsaved.size === 0) {
      gone();
      changed();
      return;
    }
    const wanted = location.href;
    history.pushState(null, '', here);
    void go(wanted);
  });
}

export function useAddress(): (name: string) => string | null {
  const [, turn] = useState(0);
  useEffect(() => {
    const heard = (): void => turn((n) => n + 1);
    listeners.add(heard);
    return () => void listeners.delete(heard);
  }, []);
  return param;
}

/* At once, not after the next picture: an answer may come before it. */
export function useUnsaved(dirty: boolean): void {
  useLayoutEffect(() => {
    if (!dirty) return undefined;
    const mine = Symbol();
    unsaved.add(mine);
    return () => void unsaved.delete(mine);
  }, [dirty]);
}
