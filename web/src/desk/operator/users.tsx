/** users.tsx - accounts: opened and listed; each has a view of its own (user.tsx). */

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ViewProps } from '../desks';
import { readAll, write } from '../service';
import { moment, say } from '../texts';
import { tell } from '../ui/bar';
import { Dialog } from '../ui/dialog';
import { Field, FormBox, useForm } from '../ui/form';
import { Link } from '../ui/link';
import { Shown, useLoaded } from '../ui/loaded';
import { Table } from '../ui/table';
import { Once, type Secret } from './once';
import { UserView } from './user';
import { scopeOf, type User } from './user_types';

const ROLES = ['national', 'province', 'city', 'applicant', 'expert', 'operator'] as const;

export function Users({ who, id }: ViewProps): JSX.Element {
  return id === null ? <List /> : <UserView id={id} self={String(who.id) === id} />;
}

function List(): JSX.Element {
  const all = useLoaded('users', () => readAll<User>('/api/v1/users', 'users'));
  const [adding, add] = useState(false);
  const [secret, show] = useState<Secret | null>(null);
  return (
    <>
      <h1 tabIndex={-1}>{say('o_users')}</h1>
      <p class="soft">{say('o_usersNote')}</p>
      <Shown of={all}>
        {(rows) => (
          <Table caption={say('o_usersRows')} rows={rows} id={(u) => u.id} file="accounts"
            tools={<button type="button" class="main" onClick={() => add(true)}>{say('o_addUser')}</button>}
            columns={[
              { id: 'name', head: say('name'), text: (u) => u.name, cell: (u) => <Link view="users" more={{ id: u.id }}>{u.name}</Link> },
              { id: 'id', head: say('number'), text: (u) => String(u.id), order: (u) => u.id, number: true },
              { id: 'role', head: say('role'), text: (u) => u.role_label },
              { id: 'scope', head: say('o_scope'), text: scopeOf },
              { id: 'made', head: say('o_made'), text: (u) => moment(u.made), order: (u) => Date.parse(u.made) },
              { id: 'sessions', head: say('o_sessions'), text: (u) => String(u.sessions), order: (u) => u.sessions, number: true },
              { id: 'tokens', head: say('o_tokens'), text: (u) => String(u.tokens), order: (u) => u.tokens, number: true },
              { id: 'closed', head: say('state'), text: (u) => (u.closed ? `${say('o_closedLabel')} ${moment(u.closed)}` : say('o_inUse')), order: (u) => u.closed },
            ]} />
        )}
      </Shown>
      {adding && <Dialog title={say('o_addUser')} close={() => add(false)}><Adding done={all.reload} show={show} close={() => add(false)} /></Dialog>}
      {secret && <Once secret={secret} close={() => show(null)} />}
    </>
  );
}

interface AddingProps {
  done: () => Promise<void>;
  show: (secret: Secret) => void;
  close: () => void;
}

function Adding({ done, show, close }: AddingProps): JSX.Element {
  const form = useForm({
    initial: { name: '', role: 'applicant', unit: '', place: '', password: '' },
    required: ['name'],
    named: { province: 'unit' },
    async send({ name, role, unit, place, password }) {
      const scope = role === 'province' ? { unit: unit.trim() } : role === 'city' || role === 'applicant' ? { place: place.trim() } : {};
      const made = await write<User & { password?: string }>('POST', '/api/v1/users', { name, role, ...scope, ...(password !== '' && { password }) });
      await done();
      close();
      tell(say('o_addedUser', { name: made.name, n: made.id }));
      if (made.password) show({ label: say('o_passwordOnce', { name: made.name }), text: made.password });
    },
  });
  const { role } = form.values;
  return (
    <FormBox form={form} label={say('o_addUser')} button={say('o_addUser')} more={<button type="button" onClick={close}>{say('cancel')}</button>}>
      <Field form={form} name="name" label={say('name')} need max={64} />
      <Field form={form} name="role" label={say('role')} kind="select" need options={ROLES.map((r) => [r, say(`o_role_${r}`)])} />
      {role === 'province' && <Field form={form} name="unit" label={say('o_unitCode')} hint={say('o_unitHint')} need max={6} />}
      {(role === 'city' || role === 'applicant') && <Field form={form} name="place" label={say('o_placeCode')} hint={say('o_placeHint')} need max={6} />}
      <Field form={form} name="password" label={say('password')} hint={say('o_passwordHint')} kind="password" complete="new-password" />
    </FormBox>
  );
}
