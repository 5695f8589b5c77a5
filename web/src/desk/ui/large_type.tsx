/** large_type.tsx - everything a quarter larger, for as long as this browser remembers. */

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { say } from '../texts';

const KEY = 'sizhi-large-type';

function remembered(): boolean {
  try {
    return localStorage.getItem(KEY) === '1';
  } catch {
    return false; /* a browser that keeps nothing */
  }
}

export function applyLargeType(on = remembered()): void {
  document.documentElement.classList.toggle('large', on);
}

export function LargeType(): JSX.Element {
  const [on, set] = useState(remembered);
  const turn = (): void => {
    set(!on);
    applyLargeType(!on);
    try {
      localStorage.setItem(KEY, on ? '0' : '1');
    } catch { /* then it holds for this page */ }
  };
  return <button type="button" aria-pressed={on} onClick={turn}>{say('largeType')}</button>;
}
