/** proposals.tsx - titles of the province's own places that are missing or wrong in the register. */

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ViewProps } from '../desks';
import { read, readAll, write } from '../service';
import { moment, say, sayIf } from '../texts';
import type { Proposal, Title } from '../types';
import { tell } from '../ui/bar';
import { Dialog } from '../ui/dialog';
import { Field, FormBox, useForm } from '../ui/form';
import { Shown, useLoaded } from '../ui/loaded';
import { Table } from '../ui/table';
import { Chip } from './chips';
import { trackName } from './round';

const KINDS = ['demo-city', 'demo-county', 'pilot-city', 'pilot-county', 'demo-zone', 'trial-zone', 'js-zone', 'former-demo-zone', 'former-trial-zone', 'demo-park', 'pilot-park'] as const;
const stateName = (p: Proposal): string => (p.state === 'open' ? say('stillOpen') : sayIf(p.state));
const decided = (p: Proposal): string => (p.reason ? `${p.reason}（${moment(p.decided)}）` : '');

export function Proposals({ who }: ViewProps): JSX.Element {
  const all = useLoaded('proposals', () => readAll<Proposal>('/api/v1/proposals', 'proposals', { province: who.unit }));
  const [making, setMaking] = useState(false);
  return (
    <>
      <h1 tabIndex={-1}>{say('proposals')}</h1>
      <p class="soft">{say('proposalsNote')}</p>
      <Shown of={all}>
        {(rows) => (
          <Table caption={say('proposalsRows')} rows={rows} id={(p) => p.id} file="proposals" empty={say('proposalsNone')}
            tools={<button type="button" class="main" onClick={() => setMaking(true)}>{say('newProposal')}</button>}
            columns={[
              { id: 'id', head: say('number'), text: (p) => String(p.id), order: (p) => p.id },
              { id: 'what', head: say('proposalWhat'), text: (p) => (p.what === 'missing' ? say('missingTitle') : `${say('wrongTitle')} ${p.title ?? ''}`) },
              { id: 'kind', head: say('kind'), text: (p) => trackName(p.kind) },
              { id: 'holder', head: say('where'), text: (p) => p.holder ?? p.name ?? '' },
              { id: 'since', head: say('since'), text: (p) => p.since ?? '' },
              { id: 'until', head: say('until'), text: (p) => p.until ?? '' },
              { id: 'document', head: say('document'), text: (p) => p.document },
              { id: 'evidence', head: say('evidence'), text: (p) => p.evidence, cell: (p) => <span class="words">{p.evidence}</span> },
              { id: 'state', head: say('state'), text: stateName, cell: (p) => <Chip value={p.state} label={stateName(p)} /> },
              { id: 'decision', head: say('decision'), text: decided },
            ]} />
        )}
      </Shown>
      {making && (
        <Dialog title={say('newProposal')} close={() => setMaking(false)}>
          <Making unit={who.unit ?? ''} done={all.reload} close={() => setMaking(false)} />
        </Dialog>
      )}
    </>
  );
}

function Making({ unit, done, close }: { unit: string; done: () => Promise<void>; close: () => void }): JSX.Element {
  const titles = useLoaded(`titles/${unit}`, () => read<{ titles: Title[] }>('/api/v1/titles', { province: unit }));
  return <Shown of={titles}>{({ titles: all }) => <ProposalForm titles={all} done={done} close={close} />}</Shown>;
}

const titleWords = (t: Title): string => `${t.holder.name} · ${t.kind_label ?? trackName(t.kind)}（${t.since ?? '?'} – ${t.until ?? '?'}，${t.id}）`;

function ProposalForm({ titles, done, close }: { titles: Title[]; done: () => Promise<void>; close: () => void }): JSX.Element {
  const form = useForm({
    initial: { what: 'missing', title: '', kind: 'pilot-county', holder: '', name: '', batch: '', since: '', until: '', document: '', url: '', evidence: '' },
    required: ['document', 'evidence'],
    async send(v) {
      const given = Object.fromEntries((['holder', 'name', 'batch', 'since', 'until', 'url'] as const)
        .map((name) => [name, v[name].trim()]).filter(([, text]) => text !== ''));
      const made = await write<Proposal>('POST', '/api/v1/proposals', {
        what: v.what, kind: v.kind, document: v.document, evidence: v.evidence, ...given,
        ...(v.what === 'wrong' && { title: Number(v.title) || null }),
      });
      await done();
      close();
      tell(say('proposed', { n: made.id }));
    },
  });
  return (
    <FormBox form={form} label={say('newProposal')} button={say('send')} more={<button type="button" onClick={close}>{say('cancel')}</button>}>
      <Field form={form} name="what" label={say('proposalWhat')} kind="select" need options={[['missing', say('missingTitle')], ['wrong', say('wrongTitle')]]} />
      {form.values.what === 'wrong' && (
        <Field form={form} name="title" label={say('whichTitle')} kind="select" need options={[['', say('choose')], ...titles.map((t) => [String(t.id), titleWords(t)] as const)]} />
      )}
      <div class="row-fields">
        <Field form={form} name="kind" label={say('kind')} kind="select" need options={KINDS.map((k) => [k, trackName(k)])} />
        <Field form={form} name="batch" label={say('batch')} max={40} />
        <Field form={form} name="holder" label={say('holder')} max={6} />
        <Field form={form} name="name" label={say('zoneName')} max={200} />
        <Field form={form} name="since" label={say('since')} kind="date" />
        <Field form={form} name="until" label={say('until')} kind="date" />
      </div>
      <p class="hint">{say('holderHint')}</p>
      <Field form={form} name="document" label={say('document')} need max={200} />
      <Field form={form} name="url" label={say('url')} kind="url" max={500} />
      <Field form={form} name="evidence" label={say('evidence')} kind="area" need max={4000} />
    </FormBox>
  );
}
