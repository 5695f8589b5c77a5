/** materials.tsx - what is asked for and what is there; handed in by the place or its province. */

import type { JSX } from 'preact';
import { Refused, write } from '../service';
import { moment, say } from '../texts';
import type { Material } from '../types';
import { tell } from '../ui/bar';
import { confirm } from '../ui/dialog';
import { Field, FormBox, useForm } from '../ui/form';
import type { PartProps } from './application';
import { Chip, isOver } from './chips';
import { FileOf, FileSend } from './files';

export function Materials(part: PartProps): JSX.Element {
  const open = !isOver(part.app.state);
  /* The city hands in its letter, and nothing else. */
  const mine = (kind: string): boolean => open && (['province', 'applicant'].includes(part.who.role) || (part.who.role === 'city' && kind === 'city_letter'));
  return (
    <section class="sheet-box" aria-labelledby="materials-head">
      <h2 id="materials-head">{say('materials')}</h2>
      <div class="cards">
        {part.app.materials.map((m) => <One key={m.kind} {...part} material={m} mine={mine(m.kind)} />)}
      </div>
    </section>
  );
}

function One({ app, reload, material: m, mine }: PartProps & { material: Material; mine: boolean }): JSX.Element {
  const state = m.withdrawn ? 'takenBack' : m.present ? 'present' : 'absent';
  return (
    <article class="card-box" id={`material-${m.kind}`} aria-labelledby={`material-${m.kind}-head`}>
      <h3 id={`material-${m.kind}-head`}>{m.label} <Chip value={state} /></h3>
      <p class="soft">
        {m.clause}{m.by && m.at && `，${say('foundBy', { who: m.by, when: moment(m.at) })}`}
        {m.after_recommendation && `，${say('afterRecommendation')}`}
      </p>
      {m.note && <p class="words">{m.note}</p>}
      {m.file && <FileOf app={app.id} file={m.file} />}
      {mine && (
        <details class="edit">
          <summary>{say(m.present ? 'changeIt' : 'handIn')}<span class="unseen"> {m.label}</span></summary>
          <Note app={app} reload={reload} material={m} />
          <FileSend path={`/api/v1/applications/${app.id}/materials/${m.kind}/file`} version={app.version} has={m.file !== null} what={m.label} reload={reload} />
        </details>
      )}
    </article>
  );
}

function Note({ app, reload, material: m }: Omit<PartProps, 'who'> & { material: Material }): JSX.Element {
  const at = `/api/v1/applications/${app.id}/materials/${m.kind}`;
  const form = useForm({
    initial: { note: m.note ?? '' },
    required: m.file ? [] : ['note'],
    async send(values) {
      await write('PUT', at, { note: values.note }, app.version);
      await reload();
      tell(say('materialSaved', { what: m.label }));
    },
    stale: reload,
  });
  const takeBack = async (): Promise<void> => {
    if (!(await confirm(say('takeBack'), say('takeBackAsk'), say('takeBack'), say('cancel')))) return;
    try {
      await write('PUT', at, { withdrawn: true }, app.version);
      await reload();
    } catch (e) {
      if (!(e instanceof Refused)) throw e;
      form.fail({}, e.message);
    }
  };
  return (
    <FormBox form={form} label={m.label} button={say('save')}
      more={m.present && <button type="button" onClick={() => void takeBack()}>{say('takeBack')}</button>}>
      <Field form={form} name="note" label={say('note')} hint={say('noteHint')} max={1000} need={!m.file} />
    </FormBox>
  );
}
