/** corrections.tsx - corrections of the list that provinces propose, to be decided; and what the public
 *  says is wrong, to be answered. */

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { readAll, write } from '../service';
import { moment, say, sayIf } from '../texts';
import type { Proposal } from '../types';
import { tell } from '../ui/bar';
import { Dialog } from '../ui/dialog';
import { Field, FormBox, useForm } from '../ui/form';
import { Shown, useLoaded } from '../ui/loaded';
import { Table } from '../ui/table';
import { Chip } from '../province/chips';
import { trackName } from '../province/round';
import type { Report } from './types';

export function Corrections(): JSX.Element {
  return (
    <>
      <h1 tabIndex={-1}>{say('n_corrections')}</h1>
      <Proposals />
      <Reports />
    </>
  );
}

const stateName = (p: Proposal): string => (p.state === 'open' ? say('stillOpen') : sayIf(p.state));

function Proposals(): JSX.Element {
  const all = useLoaded('all-proposals', () => readAll<Proposal>('/api/v1/proposals', 'proposals'));
  const [deciding, decide] = useState<Proposal | null>(null);
  return (
    <>
      <Shown of={all}>
        {(rows) => (
          <Table caption={say('n_proposals')} prefix="p_" rows={rows} id={(p) => p.id} file="proposals" empty={say('proposalsNone')}
            columns={[
              { id: 'id', head: say('number'), text: (p) => String(p.id), order: (p) => p.id },
              { id: 'unit', head: say('n_unit'), text: (p) => p.unit },
              { id: 'what', head: say('proposalWhat'), text: (p) => (p.what === 'missing' ? say('missingTitle') : `${say('wrongTitle')} ${p.title ?? ''}`) },
              { id: 'kind', head: say('kind'), text: (p) => trackName(p.kind) },
              { id: 'holder', head: say('where'), text: (p) => p.holder ?? p.name ?? '' },
              { id: 'term', head: say('since'), text: (p) => `${p.since ?? '?'} – ${p.until ?? '?'}` },
              { id: 'document', head: say('document'), text: (p) => p.document },
              { id: 'evidence', head: say('evidence'), text: (p) => p.evidence, cell: (p) => <span class="words">{p.evidence}</span> },
              { id: 'state', head: say('state'), text: stateName, cell: (p) => <Chip value={p.state} label={stateName(p)} /> },
              { id: 'decision', head: say('decision'), text: (p) => p.reason ?? '', cell: (p) => (p.state === 'open'
                ? <button type="button" class="main" onClick={() => decide(p)}>{say('n_decide')}<span class="unseen"> {p.id}</span></button>
                : `${p.reason ?? ''}（${moment(p.decided)}）`) },
            ]} />
        )}
      </Shown>
      {deciding && (
        <Dialog title={say('n_decideOn', { n: deciding.id })} close={() => decide(null)}>
          <Deciding proposal={deciding} done={all.reload} close={() => decide(null)} />
        </Dialog>
      )}
    </>
  );
}

function Deciding({ proposal: p, done, close }: { proposal: Proposal; done: () => Promise<void>; close: () => void }): JSX.Element {
  const form = useForm({
    initial: { accept: '', reason: '' },
    required: ['accept', 'reason'],
    async send({ accept, reason }) {
      const now = await write<Proposal>('POST', `/api/v1/proposals/${p.id}/decision`, { accept: accept === 'yes', reason });
      await done();
      close();
      tell(say('n_decided', { what: stateName(now) }));
    },
  });
  return (
    <FormBox form={form} label={say('n_decide')} button={say('n_decide')} more={<button type="button" onClick={close}>{say('cancel')}</button>}>
      <blockquote class="words">{p.evidence}</blockquote>
      <Field form={form} name="accept" label={say('n_choice')} kind="select" need options={[['', say('choose')], ['yes', say('n_accept_it')], ['no', say('n_decline_it')]]} />
      {form.values.accept === 'yes' && <p class="hint">{say('n_acceptNote', { document: p.document })}</p>}
      <Field form={form} name="reason" label={say('reason')} kind="area" need max={1000} />
    </FormBox>
  );
}

const aboutWords = ({ about: a }: Report): string => say(a.kind === 'place' ? 'n_aboutPlace' : 'n_aboutTitle', { id: a.id, name: a.name ?? '' });

function Reports(): JSX.Element {
  const all = useLoaded('reports', () => readAll<Report>('/api/v1/reports', 'reports'));
  const [answering, set] = useState<Report | null>(null);
  return (
    <>
      <Shown of={all}>
        {(rows) => (
          <Table caption={say('n_reports')} prefix="r_" rows={rows} id={(r) => r.id} file="reports" empty={say('n_reportsNone')}
            columns={[
              { id: 'id', head: say('number'), text: (r) => String(r.id), order: (r) => r.id },
              { id: 'about', head: say('n_about'), text: aboutWords },
              { id: 'at', head: say('when'), text: (r) => moment(r.at), order: (r) => Date.parse(r.at) },
              { id: 'text', head: say('n_reportText'), text: (r) => r.text, cell: (r) => <span class="words">{r.text}</span> },
              { id: 'contact', head: say('contact'), text: (r) => r.contact ?? say('none') },
              { id: 'state', head: say('state'), text: (r) => say(`n_${r.state}`), cell: (r) => <Chip value={r.state === 'new' ? 'open' : 'accepted'} label={say(`n_${r.state}`)} /> },
              { id: 'answer', head: say('answer'), text: (r) => r.answer ?? '', cell: (r) => (r.answer !== null
                ? <span class="words">{r.answer}</span>
                : <button type="button" class="main" onClick={() => set(r)}>{say('answer')}<span class="unseen"> {r.id}</span></button>) },
            ]} />
        )}
      </Shown>
      {answering && (
        <Dialog title={say('n_answerReport', { n: answering.id })} close={() => set(null)}>
          <Answering report={answering} done={all.reload} close={() => set(null)} />
        </Dialog>
      )}
    </>
  );
}

function Answering({ report: r, done, close }: { report: Report; done: () => Promise<void>; close: () => void }): JSX.Element {
  const form = useForm({
    initial: { answer: '' },
    required: ['answer'],
    async send({ answer }) {
      await write('POST', `/api/v1/reports/${r.id}/answer`, { answer });
      await done();
      close();
      tell(say('answered'));
    },
  });
  return (
    <FormBox form={form} label={say('answer')} button={say('answer')} more={<button type="button" onClick={close}>{say('cancel')}</button>}>
      <blockquote class="words">{r.text}</blockquote>
      <Field form={form} name="answer" label={say('answer')} kind="area" rows={5} need max={4000} />
    </FormBox>
  );
}
