/** import_correct.tsx - one published title is corrected or taken back: an import of a single row, so that
 *  it is looked at, applied and undone like any other. */

import type { JSX } from 'preact';
import { go, to } from '../address';
import { say } from '../texts';
import { csv } from '../ui/csv';
import { Field, FormBox, useForm } from '../ui/form';
import { handIn } from './imports_read';

const CELLS = ['do', 'title', 'since', 'until', 'document'] as const;

export function CorrectOne(): JSX.Element {
  const form = useForm({
    initial: { do: '更正', title: '', since: '', until: '', document: '', source: '' },
    required: ['title', 'source'],
    async send(v) {
      const cells = v.do === '撤回' ? { ...v, since: '', until: '', document: '' } : v;
      const text = csv([CELLS, CELLS.map((name) => cells[name].trim())]);
      const made = await handIn(`title-${v.title.trim()}.csv`, new Blob([text]), v.source);
      void go(to('imports', { id: made.id }));
    },
  });
  return (
    <details class="sheet-box">
      <summary>{say('i_correct')}</summary>
      <p class="soft">{say('i_correctNote')}</p>
      <FormBox form={form} label={say('i_correct')} button={say('i_look')}>
        <div class="row-fields">
          <Field form={form} name="title" label={say('i_title')} hint={say('i_titleHint')} need max={12} />
          <Field form={form} name="do" label={say('i_do')} kind="select" need options={[['更正', say('i_do_correct')], ['撤回', say('i_do_retract')]]} />
        </div>
        {form.values.do !== '撤回' && (
          <div class="row-fields">
            <Field form={form} name="since" label={say('since')} hint={say('i_dayHint')} max={12} />
            <Field form={form} name="until" label={say('until')} max={12} />
            <Field form={form} name="document" label={say('document')} max={200} />
          </div>
        )}
        <Field form={form} name="source" label={say('i_because')} hint={say('i_becauseHint')} need max={400} />
      </FormBox>
    </details>
  );
}
