/** findings.tsx - what the province found of each condition that is its to judge, with evidence and file. */

import type { JSX } from 'preact';
import { write } from '../service';
import { moment, say, sayIf } from '../texts';
import type { Finding } from '../types';
import { tell } from '../ui/bar';
import { Field, FormBox, useForm } from '../ui/form';
import type { PartProps } from './application';
import { Chip, isOver } from './chips';
import { FileOf, FileSend } from './files';

export function Findings(part: PartProps): JSX.Element {
  const mine = part.who.role === 'province' && !isOver(part.app.state);
  return (
    <section class="sheet-box" aria-labelledby="findings-head">
      <h2 id="findings-head">{say('findings')}</h2>
      {mine && <p class="soft">{say('findingsNote')}</p>}
      <div class="cards">
        {part.app.findings.map((f) => <One key={f.condition} {...part} finding={f} mine={mine} />)}
      </div>
    </section>
  );
}

function One({ app, reload, finding: f, mine }: PartProps & { finding: Finding; mine: boolean }): JSX.Element {
  const value = f.result ?? 'notFound';
  return (
    <article class="card-box" id={`finding-${f.condition}`} aria-labelledby={`finding-${f.condition}-head`}>
      <h3 id={`finding-${f.condition}-head`}>{sayIf(f.condition)} <Chip value={value} /></h3>
      <p class="soft">{f.text}（{f.clause}）</p>
      {f.by && f.at && <p class="soft">{say('foundBy', { who: f.by, when: moment(f.at) })}</p>}
      {f.evidence && <p class="words">{f.evidence}</p>}
      {f.file && <FileOf app={app.id} file={f.file} />}
      {mine && (
        <details class="edit">
          <summary>{say(f.result ? 'changeIt' : 'judge')}<span class="unseen"> {sayIf(f.condition)}</span></summary>
          <Judge app={app} reload={reload} finding={f} />
          {f.result === null
            ? <p class="soft">{say('findingFirst')}</p>
            : <FileSend path={`/api/v1/applications/${app.id}/findings/${f.condition}/file`} version={app.version} has={f.file !== null} what={sayIf(f.condition)} reload={reload} />}
        </details>
      )}
    </article>
  );
}

function Judge({ app, reload, finding: f }: Omit<PartProps, 'who'> & { finding: Finding }): JSX.Element {
  const at = `/api/v1/applications/${app.id}/findings/${f.condition}`;
  const form = useForm({
    initial: { result: f.result ?? '', evidence: f.evidence ?? '', unfile: false as boolean },
    required: ['result', 'evidence'],
    async send(values) {
      await write('PUT', at, { result: values.result, evidence: values.evidence, ...(values.unfile && { file: null }) }, app.version);
      form.set('unfile', values.unfile = false);
      await reload();
      tell(say('findingSaved', { what: sayIf(f.condition) }));
    },
    stale: reload,
  });
  return (
    <FormBox form={form} label={sayIf(f.condition)} button={say('save')}>
      <Field form={form} name="result" label={say('result')} kind="select" need
        options={[['', say('choose')], ['met', say('met')], ['not_met', say('not_met')], ['unknown', say('unknown')]]} />
      <Field form={form} name="evidence" label={say('evidence')} hint={say('evidenceHint')} kind="area" need max={4000} />
      {f.file && <Field form={form} name="unfile" label={say('removeFile')} kind="check" />}
    </FormBox>
  );
}
