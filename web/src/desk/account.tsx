/** account.tsx - one's own account: until when one is signed in, and another password. */

import type { JSX } from 'preact';
import type { ViewProps } from './desks';
import { write } from './service';
import { moment, say } from './texts';
import { goOn } from './person';
import { tell } from './ui/bar';
import { Refused } from './service';
import { Field, FormBox, useForm } from './ui/form';

export function Account({ who }: ViewProps): JSX.Element {
  const form = useForm({
    initial: { old: '', new: '', again: '' },
    required: ['old', 'new', 'again'],
    async send(values) {
      if (values.new !== values.again) throw new Refused(400, '', '', [['again', say('notTheSame')]]);
      const done = await write<{ tokens_still_valid: number }>('PUT', '/api/v1/session/password', { old: values.old, new: values.new });
      for (const name of ['old', 'new', 'again'] as const) form.set(name, values[name] = '');
      await goOn(); /* the desk opens, where it was kept shut until now */
      tell(say('passwordChanged', { n: done.tokens_still_valid }));
    },
  });
  return (
    <>
      <h1 tabIndex={-1}>{say('account')}</h1>
      <section class="sheet-box" aria-labelledby="session-head">
        <h2 id="session-head">{say('session')}</h2>
        <dl class="facts">
          <dt>{say('name')}</dt><dd>{who.name}</dd>
          <dt>{say('role')}</dt><dd>{who.role_label}</dd>
          {who.unit_name && <><dt>{say('unit')}</dt><dd>{who.unit_name}</dd></>}
          {who.place_name && <><dt>{say('place')}</dt><dd>{who.place_name}</dd></>}
          <dt>{say('begun')}</dt><dd>{moment(who.begun)}</dd>
          <dt>{say('endsAtMost')}</dt><dd>{moment(who.ends_at_most)}</dd>
        </dl>
      </section>
      <section class="sheet-box" aria-labelledby="password-head">
        <h2 id="password-head">{say('changePassword')}</h2>
        {who.password_due && <p class="bar bar-caution">{say('passwordDue')}</p>}
        <FormBox form={form} label={say('changePassword')} button={say('changePassword')}>
          <Field form={form} name="old" label={say('oldPassword')} kind="password" need complete="current-password" />
          <Field form={form} name="new" label={say('newPassword')} hint={say('newPasswordHint')} kind="password" need complete="new-password" />
          <Field form={form} name="again" label={say('newAgain')} kind="password" need complete="new-password" />
        </FormBox>
      </section>
    </>
  );
}
