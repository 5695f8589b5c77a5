/** bar.tsx - what has just happened, said once in a place that is always there, so that it is read out. */

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { say } from '../texts';

let show: (text: string) => void = () => {};

/** '' takes it away. */
export function tell(text: string): void {
  show(text);
}

export function Told(): JSX.Element {
  const [text, set] = useState('');
  show = set;
  return (
    <div class="told" role="status">
      {text !== '' && (
        <p class="bar bar-good">
          <span>{text}</span>
          <button type="button" class="icon" aria-label={say('close')} onClick={() => set('')}>×</button>
        </p>
      )}
    </div>
  );
}
