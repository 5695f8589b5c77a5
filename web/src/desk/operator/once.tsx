/** once.tsx - a secret that the service tells one time and never again. */

import type { JSX } from 'preact';
import { say } from '../texts';
import { Copy } from '../ui/copy';
import { Dialog } from '../ui/dialog';

export interface Secret {
  label: string;
  text: string;
}

export function Once({ secret, close }: { secret: Secret; close: () => void }): JSX.Element {
  return (
    <Dialog title={secret.label} close={close}>
      <p><output class="secret">{secret.text}</output></p>
      <p class="soft">{say('o_onceNote')}</p>
      <p class="buttons">
        <Copy text={secret.text} />
        <button type="button" class="main" onClick={close}>{say('close')}</button>
      </p>
    </Dialog>
  );
}
