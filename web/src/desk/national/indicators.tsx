/** indicators.tsx - the tree of indicators as lines of text: short to type, easy to paste. */

import type { JSX } from 'preact';
import { Refused, write } from '../service';
import { say } from '../texts';
import { tell } from '../ui/bar';
import { Field, FormBox, useForm } from '../ui/form';
import type { Indicators } from './types';

interface Item {
  code: string;
  parent: string | null;
  name: string;
  weight: number | null;
}

/* A refusal names the line. */
function itemOf(line: string, n: number): Item {
  const fault = (text: string): Refused => new Refused(400, '', '', [['items', say('n_indicatorLine', { n: n + 1, text })]]);
  const [code = '', parent = '', name = '', weight, ...more] = line.split(/[,，\t]/).map((part) => part.trim());
  if (weight === undefined || more.length > 0 || code === '' || name === '') throw fault(say('n_lineParts'));
  const number = weight === '' ? null : Number(weight.replace(/%$/, ''));
  if (number !== null && !(number >= 0 && number <= 100)) throw fault(say('n_lineWeight'));
  return { code, parent: parent || null, name, weight: number };
}

export function EnterIndicators({ now, done, close }: { now: Indicators; done: () => Promise<void>; close: () => void }): JSX.Element {
  const form = useForm({
    initial: { source: now.source ?? '', items: now.items.map((i) => [i.code, i.parent ?? '', i.name, i.weight ?? ''].join(',')).join('\n') },
    required: ['source', 'items'],
    async send({ source, items }) {
      const saved = await write<Indicators>('PUT', `/api/v1/rounds/${now.round}/indicators/${now.track}`, {
        source, items: items.split('\n').filter((line) => line.trim() !== '').map(itemOf),
      });
      await done();
      close();
      tell(say('n_indicatorsSaved', { state: say(`n_weights_${saved.weights.state}`) }));
    },
  });
  return (
    <FormBox form={form} label={say('n_enterIndicators')} button={say('save')} more={<button type="button" onClick={close}>{say('cancel')}</button>}>
      <Field form={form} name="source" label={say('n_decidedBy')} need max={200} />
      <Field form={form} name="items" label={say('n_indicatorLines')} hint={say('n_indicatorLinesHint')} kind="area" rows={10} need />
    </FormBox>
  );
}
