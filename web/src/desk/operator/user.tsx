/** user.tsx - one account: what it may, another password for it, its tokens, what it did, its end.  An
 *  account is never deleted; what it did keeps its name. */

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { readAll, Refused, write } from '../service';
import { moment, say } from '../texts';
import { tell } from '../ui/bar';
import { confirm, Dialog } from '../ui/dialog';
import { Field, FormBox, useForm } from '../ui/form';
import { Link } from '../ui/link';
import { Shown, useLoaded } from '../ui/loaded';
import { Once, type Secret } from './once';
import { TokenTable } from './token_table';
import { scopeOf, type Token, type User } from './user_types';

export function UserView({ id, self }: { id: string; self: boolean }): JSX.Element {
  const found = useLoaded(`user/${id}`, async () => ({
    user: (await readAll<User>('/api/v1/users', 'users')).find((u) => String(u.id) === id) ?? null,
  }));
  return (
    <>
      <p><Link view="users">{say('back')}</Link></p>
      <Shown of={found}>
        {({ user }) => (user
          ? <Account user={user} self={self} reload={found.reload} />
          : <><h1 tabIndex={-1}>{say('o_users')}</h1><p class="bar bar-bad">{say('o_noUser', { n: id })}</p></>)}
      </Shown>
    </>
  );
}

function Account({ user: u, self, reload }: { user: User; self: boolean; reload: () => Promise<void> }): JSX.Element {
  const [resetting, reset] = useState(false);
  const [secret, show] = useState<Secret | null>(null);
  const [error, fail] = useState('');
  const tokens = useLoaded(`tokens/${u.id}`, () => readAll<Token>(`/api/v1/users/${u.id}/tokens`, 'tokens'));
  const again = async (): Promise<void> => {
    await Promise.all([reload(), tokens.reload()]);
  };
  const close = async (): Promise<void> => {
    if (!(await confirm(say('o_close'), say('o_closeAsk', { name: u.name }), say('o_close'), say('cancel')))) return;
    fail('');
    try {
      await write('DELETE', `/api/v1/users/${u.id}`);
      await again();
      tell(say('o_userClosed', { name: u.name }));
    } catch (e) {
      if (!(e instanceof Refused)) throw e;
      fail(e.message);
    }
  };
  return (
    <>
      <h1 tabIndex={-1}>{say('o_user', { name: u.name })}</h1>
      {error !== '' && <p class="bar bar-bad" role="alert">{error}</p>}
      <section class="sheet-box" aria-labelledby="user-head">
        <h2 id="user-head">{say('o_userFacts')}</h2>
        <dl class="facts">
          <dt>{say('number')}</dt><dd>{u.id}</dd>
          <dt>{say('role')}</dt><dd>{u.role_label}</dd>
          {scopeOf(u) !== '' && <><dt>{say('o_scope')}</dt><dd>{scopeOf(u)}</dd></>}
          <dt>{say('o_made')}</dt><dd>{moment(u.made)}</dd>
          <dt>{say('state')}</dt><dd>{u.closed ? `${say('o_closedLabel')} ${moment(u.closed)}` : say('o_inUse')}</dd>
          <dt>{say('o_sessions')}</dt><dd>{u.sessions}</dd>
        </dl>
        <p class="buttons">
          <Link view="audit" more={{ object: `person/${u.id}` }} class="button">{say('o_auditOf')}</Link>
          <Link view="audit" more={{ person: u.id }} class="button">{say('o_auditBy')}</Link>
          {!u.closed && !self && <button type="button" onClick={() => reset(true)}>{say('o_reset')}</button>}
          {!u.closed && !self && <button type="button" class="grave" onClick={() => void close()}>{say('o_close')}</button>}
        </p>
        {self && <p class="hint">{say('o_selfNote')} <Link view="account">{say('changePassword')}</Link></p>}
      </section>
      <TokenTable of={tokens} at={`/api/v1/users/${u.id}/tokens`} caption={say('o_tokensOf', { name: u.name })} empty={say('o_tokensNone')} />
      {resetting && (
        <Dialog title={say('o_resetOf', { name: u.name })} close={() => reset(false)}>
          <Resetting user={u} done={again} show={show} close={() => reset(false)} />
        </Dialog>
      )}
      {secret && <Once secret={secret} close={() => show(null)} />}
    </>
  );
}

interface ResetProps {
  user: User;
  done: () => Promise<void>;
  show: (secret: Secret) => void;
  close: () => void;
}

function Resetting({ user: u, done, show, close }: ResetProps): JSX.Element {
  const form = useForm({
    initial: { password: '' },
    async send({ password }) {
      const now = await write<{ password?: string }>('PUT', `/api/v1/users/${u.id}/password`, { ...(password && { password }) });
      await done();
      close();
      tell(say('o_resetDone', { name: u.name }));
      if (now.password) show({ label: say('o_passwordOnce', { name: u.name }), text: now.password });
    },
  });
  return (
    <FormBox form={form} label={say('o_reset')} button={say('o_reset')} more={<button type="button" onClick={close}>{say('cancel')}</button>}>
      <p>{say('o_resetAsk', { name: u.name })}</p>
      <Field form={form} name="password" label={say('newPassword')} hint={say('o_passwordHint')} kind="password" complete="new-password" first />
    </FormBox>
  );
}
