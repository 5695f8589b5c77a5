/** sign_in.tsx - name and password, as a page of its own and as a dialog over what somebody was doing. */

import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { signIn, signOut, usePerson } from './person';
import { Refused } from './service';
import { say } from './texts';
import { tell } from './ui/bar';
import { Dialog } from './ui/dialog';
import { Field, FormBox, useForm } from './ui/form';

/* Seconds until another try makes sense, counted down. */
function useWait(): [left: number, wait: (seconds: number) => void] {
  const [until, set] = useState(0);
  const [now, tick] = useState(Date.now());
  useEffect(() => {
    if (until <= Date.now()) return undefined;
    const timer = setInterval(() => tick(Date.now()), 500);
    return () => clearInterval(timer);
  }, [until, now > until]);
  return [Math.max(0, Math.ceil((until - now) / 1000)), (seconds) => {
    tick(Date.now());
    set(Date.now() + seconds * 1000);
  }];
}

function Names({ name, done }: { name: string; done: (other: boolean) => void }): JSX.Element {
  const [left, wait] = useWait();
  const [waited, setWaited] = useState(false);
  const form = useForm({
    initial: { name, password: '' },
    required: ['name', 'password'],
    keep: false,
    async send(values) {
      if (left > 0) throw new Refused(429, '');
      try {
        done(await signIn(values.name, values.password));
      } catch (e) {
        form.set('password', '');
        if (e instanceof Refused && e.wait > 0) {
          wait(e.wait);
          setWaited(true);
          throw new Refused(429, '');
        }
        if (e instanceof Refused && e.status === 401) throw new Refused(401, say('signInWrong'));
        throw e;
      }
    },
  });
  return (
    <FormBox form={form} label={say('signIn')} button={say('signIn')}>
      <Field form={form} name="name" label={say('name')} need complete="username" />
      <Field form={form} name="password" label={say('password')} kind="password" need complete="current-password" first={name !== ''} />
      {left > 0 && <p class="bar bar-bad" role="timer" aria-live="off">{say('waitSeconds', { n: left })}</p>}
      <p class="unseen" role="alert">{waited ? (left > 0 ? say('waitSeconds', { n: Math.ceil(left / 60) * 60 }) : say('waitOver')) : ''}</p>
    </FormBox>
  );
}

export function SignInPage(): JSX.Element {
  return (
    <div class="sign-in">
      <h1 tabIndex={-1}>{say('signIn')}</h1>
      <p class="soft">{say('signInHint')}</p>
      <Names name="" done={() => tell('')} />
      <p class="soft">{say('signInForgot')}</p>
    </div>
  );
}

/** Over the page as it is.  Another person does not see what the first had typed. */
export function SignInAgain(): JSX.Element | null {
  const { who, over } = usePerson();
  if (!over || !who) return null;
  return (
    <Dialog title={say('signInAgain')} close={null}>
      <p>{say('signInAgainHint')}</p>
      <Names name={who.name} done={() => {}} />
      <p><button type="button" class="link" onClick={() => void signOut().catch(() => location.reload())}>{say('signOut')}</button></p>
    </Dialog>
  );
}
