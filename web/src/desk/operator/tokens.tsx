/** tokens.tsx - keys for programs that act as this account: made, listed with their last use, revoked. */

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { readAll, write } from '../service';
import { say } from '../texts';
import { tell } from '../ui/bar';
import { Dialog } from '../ui/dialog';
import { Field, FormBox, useForm } from '../ui/form';
import { useLoaded } from '../ui/loaded';
import { Once, type Secret } from './once';
import { TokenTable } from './token_table';
import type { Token } from './user_types';

export function Tokens(): JSX.Element {
  const all = useLoaded('tokens', () => readAll<Token>('/api/v1/tokens', 'tokens'));
  const [making, make] = useState(false);
  const [secret, show] = useState<Secret | null>(null);
  return (
    <>
      <h1 tabIndex={-1}>{say('o_tokens')}</h1>
      <p class="soft">{say('o_tokensNote')}</p>
      <TokenTable of={all} at="/api/v1/tokens" caption={say('o_tokensRows')} empty={say('o_tokensNone')}
        tools={<button type="button" class="main" onClick={() => make(true)}>{say('o_makeToken')}</button>} />
      {making && <Dialog title={say('o_makeToken')} close={() => make(false)}><Making done={all.reload} show={show} close={() => make(false)} /></Dialog>}
      {secret && <Once secret={secret} close={() => show(null)} />}
    </>
  );
}

function Making({ done, show, close }: { done: () => Promise<void>; show: (secret: Secret) => void; close: () => void }): JSX.Element {
  const form = useForm({
    initial: { label: '', ends: '' },
    required: ['label'],
    async send({ label, ends }) {
      const made = await write<Token & { token: string }>('POST', '/api/v1/tokens', { label, ...(ends && { ends: `${ends}T00:00:00+08:00` }) });
      await done();
      close();
      tell(say('o_tokenMade'));
      show({ label: say('o_tokenOnce', { label }), text: made.token });
    },
  });
  return (
    <FormBox form={form} label={say('o_makeToken')} button={say('o_makeToken')} more={<button type="button" onClick={close}>{say('cancel')}</button>}>
      <Field form={form} name="label" label={say('o_label')} hint={say('o_labelHint')} need max={100} />
      <Field form={form} name="ends" label={say('o_ends')} hint={say('o_endsHint')} kind="date" />
    </FormBox>
  );
}
