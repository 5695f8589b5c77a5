/** self_evaluation.tsx - how an applicant judges itself by the indicators of its round, one at a time; to be
 *  changed while the application is a draft. */

import type { JSX } from 'preact';
import { read, write } from '../service';
import { moment, say, type TextKey } from '../texts';
import type { Application, Attached, Session } from '../types';
import { tell } from '../ui/bar';
import { Field, FormBox, useForm } from '../ui/form';
import { Shown } from '../ui/loaded';
import { FileOf, FileSend } from '../province/files';
import { useVersioned } from './report';

interface Leaf {
  indicator: string;
  name: string;
  explained: string | null;
  self: { value: number | null; evidence: string | null; file: Attached | null; by: string | null; at: string } | null;
  directory: { label: string; value: number | null }[];
}

interface Whole {
  leaves: Leaf[];
  total: { state: string; value: number | null } | null;
}

interface Props {
  app: Application;
  who: Session;
  reload: () => Promise<void>;
}

export function SelfEvaluation({ app, who, reload }: Props): JSX.Element {
  const at = `/api/v1/applications/${app.id}/self-evaluation`;
  const found = useVersioned(at, app.version, () => read<Whole>(at));
  const mine = who.role === 'applicant' && app.state === 'draft';
  const again = async (): Promise<void> => void (await Promise.all([reload(), found.reload()])); /* not every judgement is a version */
  return (
    <section class="sheet-box" aria-labelledby="self-head">
      <h2 id="self-head">{say('n_self')}</h2>
      <Shown of={found}>
        {({ leaves, total }) => (leaves.length === 0 ? <p>{say('n_selfNoIndicators')}</p> : (
          <>
            <p class="soft">{say('selfDone', { n: leaves.filter((l) => l.self !== null).length, all: leaves.length })}{mine && ` ${say('selfWhile')}`}</p>
            {total && <p>{total.state === 'known' ? say('n_selfTotal', { n: total.value ?? '' }) : say(`n_total_${total.state}` as TextKey)}</p>}
            <div class="cards">{leaves.map((l) => <One key={l.indicator} app={app} leaf={l} mine={mine} at={at} reload={again} />)}</div>
          </>
        ))}
      </Shown>
    </section>
  );
}

interface LeafProps {
  app: Application;
  leaf: Leaf;
  mine: boolean;
  at: string;
  reload: () => Promise<void>;
}

function One({ app, leaf, mine, at, reload }: LeafProps): JSX.Element {
  const { self } = leaf;
  const head = `self-${leaf.indicator}-head`;
  return (
    <article class="card-box" aria-labelledby={head}>
      <h3 id={head}>{leaf.indicator} {leaf.name} <span class={`chip chip-${self ? 'plain' : 'open'}`}>{self === null ? say('n_selfNot') : self.value === null ? say('unknown') : self.value}</span></h3>
      {leaf.explained && <p class="soft">{leaf.explained}</p>}
      {leaf.directory.length > 0 && <p class="soft">{leaf.directory.map((c) => `${c.label} ${c.value ?? say('unknown')}`).join(say('semicolon'))}</p>}
      {self?.by && <p class="soft">{say('foundBy', { who: self.by, when: moment(self.at) })}</p>}
      {self?.evidence && <p class="words">{self.evidence}</p>}
      {self?.file && <FileOf app={app.id} file={self.file} />}
      {mine && (
        <details class="edit">
          <summary>{say(self ? 'changeIt' : 'selfJudge')}<span class="unseen"> {leaf.name}</span></summary>
          <Judge app={app} leaf={leaf} at={at} reload={reload} />
          {self && <FileSend path={`${at}/${encodeURIComponent(leaf.indicator)}/file`} version={app.version} has={self.file !== null} what={leaf.name} reload={reload} />}
        </details>
      )}
    </article>
  );
}

function Judge({ app, leaf, at, reload }: Omit<LeafProps, 'mine'>): JSX.Element {
  const form = useForm({
    initial: { value: String(leaf.self?.value ?? ''), evidence: leaf.self?.evidence ?? '' },
    required: ['evidence'],
    async send(v) {
      await write('PUT', `${at}/${encodeURIComponent(leaf.indicator)}`, {
        value: v.value.trim() === '' ? null : Number(v.value), evidence: v.evidence.trim(),
      }, app.version);
      await reload();
      tell(say('selfSaved', { what: leaf.name }));
    },
    stale: reload,
  });
  return (
    <FormBox form={form} label={leaf.name} button={say('save')}>
      <Field form={form} name="value" label={say('n_selfScore')} hint={say('selfScoreHint')} kind="number" />
      <Field form={form} name="evidence" label={say('evidence')} kind="area" need max={4000} />
    </FormBox>
  );
}
