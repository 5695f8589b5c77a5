/** large_type.tsx - everything larger, for as long as this browser remembers; the map page keeps to the
 *  same choice. */

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { say } from '../texts';

const KEY = 'sizhi-type';

function remembered(): boolean {
  try {
    return localStorage.getItem(KEY) === 'large';
  } catch {
    return false; /* a browser that keeps nothing */
  }
}

export function applyLargeType(on = remembered()): void {
  if (on) document.documentElement.dataset['type'] = 'large';
  else delete document.documentElement.dataset['type'];
}

export function LargeType(): JSX.Element {
  const [on, set] = useState(remembered);
  const turn = (): void => {
    set(!on);
    applyLargeType(!on);
    try {
      if (on) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, 'large');
    } catch { /* then it holds for this page */ }
  };
  return <button type="button" aria-pressed={on} onClick={turn}>{say('largeType')}</button>;
}
