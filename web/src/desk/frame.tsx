/** frame.tsx - what stands around every view: who is signed in, the parts of the desk, what has just
 *  happened, and that the session will end. */

import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Account } from './account';
import { hereWith, mayLeave, useAddress } from './address';
import { deskOf, type Desk, type View } from './desks';
import { goOn, signOut, useEnding, usePerson } from './person';
import { SignInAgain, SignInPage } from './sign_in';
import { lang, say } from './texts';
import type { Session } from './types';
import { Told, tell } from './ui/bar';
import { Questions } from './ui/dialog';
import { Link } from './ui/link';
import { Shown, useLoaded } from './ui/loaded';
import { LargeType } from './ui/large_type';

const ACCOUNT: View = { id: 'account', label: 'account', show: Account };

function Ending(): JSX.Element | null {
  const ending = useEnding();
  const more = async (): Promise<void> => {
    await goOn();
    tell(say('goneOn'));
  };
  return (
    <div role="alert">
      {ending && (
        <p class="bar bar-warn">
          <span>{ending.last ? say('sessionLast', { n: ending.minutes }) : ending.minutes === 0 ? say('sessionEndingSoon') : say('sessionEnding', { n: ending.minutes })}</span>
          {!ending.last && <button type="button" class="main" onClick={() => void more().catch(() => {})}>{say('goOn')}</button>}
        </p>
      )}
    </div>
  );
}

async function leave(): Promise<void> {
  if (!(await mayLeave())) return;
  await signOut().then(() => tell(say('signedOut')), (e: Error) => tell(e.message));
}

function Top({ who }: { who: Session | null }): JSX.Element {
  const where = who && (who.place_name ?? who.unit_name);
  return (
    <header class="top">
      <a class="skip" href="#main" onClick={(e) => {
        e.preventDefault();
        document.getElementById('main')?.focus();
      }}>{say('skip')}</a>
      <p class="brand"><a href={lang() === 'en' ? '/?lang=en' : '/'}><strong>{say('site')}</strong></a> <span>{say('desk')}</span></p>
      <nav class="links" aria-label={say('account')}>
        {who && <span class="who">{where ? say('ofWhere', { where, role: who.role_label }) : who.role_label}</span>}
        {who && <Link view="account">{who.name}</Link>}
        <LargeType />
        <a href={hereWith({ lang: lang() === 'en' ? null : 'en' })} lang={lang() === 'en' ? 'zh-CN' : 'en'}>{say('language')}</a>
        {who && <button type="button" onClick={() => void leave()}>{say('signOut')}</button>}
      </nav>
    </header>
  );
}

/* A new view is announced by its heading, which gets the focus; the page says its name. */
function Stage({ what, children }: { what: string; children: ComponentChildren }): JSX.Element {
  const box = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => {
    const head = box.current?.querySelector('h1');
    document.title = `${head?.textContent ?? say('desk')} · ${say('site')}`;
    if (!first.current) head?.focus();
    first.current = false;
    if (!location.hash) scrollTo(0, 0);
  }, [what]);
  return <main id="main" ref={box} tabIndex={-1}>{children}</main>;
}

function Views({ desk, who }: { desk: Desk | null; who: Session }): JSX.Element {
  const address = useAddress();
  const views = [...(desk?.views ?? []), ACCOUNT];
  const wanted = address('view') ?? views[0]?.id;
  const view = views.find((v) => v.id === wanted);
  const id = address('id');
  const what = `${view?.id ?? ''}/${id ?? ''}`;
  return (
    <div class="body">
      {desk && (
        <nav class="parts" aria-label={say('sections')}>
          <ul>
            {desk.views.filter((v) => !v.hidden).map((v) => <li key={v.id}><Link view={v.id} current={v.id === view?.id}>{say(v.label)}</Link></li>)}
          </ul>
        </nav>
      )}
      <Stage what={what}>
        <Told />
        {!desk && <p class="bar">{say('noDesk')} {say('noDeskHint')}</p>}
        {view
          ? <view.show key={what} who={who} id={id} />
          : <><h1 tabIndex={-1}>{say('noView')}</h1><p>{say('noViewHint')}</p></>}
      </Stage>
    </div>
  );
}

/* The person is the key: another one starts with an empty page. */
function Inside({ who }: { who: Session }): JSX.Element {
  return who.password_due
    ? <div class="body"><Stage what="password"><Told /><Account who={who} id={null} /></Stage></div>
    : <AtDesk who={who} />;
}

function AtDesk({ who }: { who: Session }): JSX.Element {
  const desk = useLoaded(who.role, async () => ({ desk: await deskOf(who.role) }));
  return <Shown of={desk}>{({ desk: found }) => <Views desk={found} who={who} />}</Shown>;
}

export function Frame(): JSX.Element {
  const { who } = usePerson();
  const [, turn] = useState(0);
  useEffect(() => turn(1), []);
  return (
    <>
      <Top who={who} />
      <Ending />
      {who ? <Inside key={who.id} who={who} /> : (
        <Stage what="sign-in">
          <Told />
          <SignInPage />
        </Stage>
      )}
      <Questions />
      <SignInAgain />
    </>
  );
}
