/** comfort.ts - large type, and the address to hand on.  The size of type is the reader's own and is
 *  kept in the browser; everything else that makes the view is in the address. */

import { need } from './dom';
import { say } from './texts';

const KEY = 'sizhi-type';
const LARGE = 1.3;

function kept(): boolean {
  try {
    return localStorage.getItem(KEY) === 'large';
  } catch {
    return false; /* a browser that keeps nothing */
  }
}

function keep(large: boolean): void {
  try {
    if (large) localStorage.setItem(KEY, 'large');
    else localStorage.removeItem(KEY);
  } catch {
    /* it holds for this visit */
  }
}

export function typeScale(): number {
  return document.documentElement.dataset.type === 'large' ? LARGE : 1;
}

export function makeTypeSwitch(changed: () => void): void {
  const button = need('large-type');
  const set = (large: boolean): void => {
    if (large) document.documentElement.dataset.type = 'large';
    else delete document.documentElement.dataset.type;
    button.setAttribute('aria-pressed', String(large));
  };
  set(kept());
  button.addEventListener('click', () => {
    const large = typeScale() === 1;
    set(large);
    keep(large);
    changed();
  });
}

export function makeShare(): void {
  const said = need('share-said');
  const field = need<HTMLInputElement>('share-address');
  need('share').addEventListener('click', () => {
    void (navigator.clipboard?.writeText(location.href) ?? Promise.reject(new Error())).then(
      () => {
        field.hidden = true;
        said.textContent = say('shared');
      },
      () => {
        said.textContent = say('shareByHand'); /* the browser does not let us: show it to be copied */
        field.value = location.href;
        field.hidden = false;
        field.select();
      },
    );
  });
}
