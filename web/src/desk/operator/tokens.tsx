/** tokens.tsx - keys for programs that act as this account: made, listed with their last use, revoked. */

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { readAll, Refused, write } from '../service';
import { moment, say } from '../texts';
import { tell } from '../ui/bar';
import { confirm, Dialog } from '../ui/dialog';
import { Field, FormBox, useForm } from '../ui/form';
import { Shown, useLoaded } from '../ui/loaded';
import { Table } from '../ui/table';
import { Once, type Secret } from './once';

interface Token {
  id: number;
  label: string;
  made: string;
  ends: string | null;
  revoked: string | null;
  used: string | null;
}

export function Tokens(): JSX.Element {
  const all = useLoaded('tokens', () => readAll<Token>('/api/v1/tokens', 'tokens'));
  const [making, make] = useState(false);
  const [secret, show] = useState<Secret | null>(null);
  const [error, fail] = useState('');
  const name = (t: Token): string => t.label || String(t.id);
  const revoke = async (t: Token): Promise<void> => {
    if (!(await confirm(say('o_revoke'), say('o_revokeAsk', { label: name(t) }), say('o_revoke'), say('cancel')))) return;
    fail('');
    try {
      await write('DELETE', `/api/v1/tokens/${t.id}`);
      await all.reload();
      tell(say('o_tokenRevoked', { label: name(t) }));
    } catch (e) {
      if (!(e instanceof Refused)) throw e;
      fail(e.message);
    }
  };
  return (
    <>
      <h1 tabIndex={-1}>{say('o_tokens')}</h1>
      <p class="soft">{say('o_tokensNote')}</p>
      {error !== '' && <p class="bar bar-bad" role="alert">{error}</p>}
      <Shown of={all}>
        {(rows) => (
          <Table caption={say('o_tokensRows')} rows={rows} id={(t) => t.id} file="tokens" empty={say('o_tokensNone')}
            tools={<button type="button" class="main" onClick={() => make(true)}>{say('o_makeToken')}</button>}
            columns={[
              { id: 'label', head: say('o_label'), text: name },
              { id: 'made', head: say('o_made'), text: (t) => moment(t.made), order: (t) => Date.parse(t.made) },
              { id: 'ends', head: say('o_ends'), text: (t) => (t.ends ? moment(t.ends) : say('o_never')), order: (t) => t.ends },
              { id: 'used', head: say('o_used'), text: (t) => (t.used ? moment(t.used) : say('o_notUsed')), order: (t) => t.used },
              { id: 'revoked', head: say('o_revoked'), text: (t) => (t.revoked ? moment(t.revoked) : ''), order: (t) => t.revoked },
              { id: 'action', head: say('action'), text: () => '', cell: (t) => t.revoked === null &&
                <button type="button" class="grave" onClick={() => void revoke(t)}>{say('o_revoke')}<span class="unseen"> {name(t)}</span></button> },
            ]} />
        )}
      </Shown>
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
