/** copy.tsx - takes a text to the clipboard, also where the page came by plain http, as it does in many an
 *  office: the browser then offers no clipboard, but still copies what is marked. */

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { say } from '../texts';

function copyMarked(text: string, near: HTMLElement): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  field.readOnly = true;
  field.className = 'unseen';
  near.append(field); /* inside the dialog, which keeps the focus */
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  return done;
}

async function copy(text: string, near: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyMarked(text, near);
  }
}

export function Copy({ text, label }: { text: string; label?: string }): JSX.Element {
  const [said, tell] = useState('');
  const take = async (e: { currentTarget: HTMLButtonElement }): Promise<void> => {
    const button = e.currentTarget;
    const done = await copy(text, button.parentElement ?? document.body);
    button.focus();
    tell(say(done ? 'copied' : 'copyNot'));
  };
  return (
    <>
      <button type="button" onClick={(e) => void take(e)}>{label ?? say('copy')}</button>
      <span role="status" class="soft">{said}</span>
    </>
  );
}
