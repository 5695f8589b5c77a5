/** targets.tsx - what a zone is to reach, where it stands, and a measure of one year more. */

import type { JSX } from 'preact';
import { write } from '../service';
import { say } from '../texts';
import { tell } from '../ui/bar';
import { Field, FormBox, useForm } from '../ui/form';
import { Table } from '../ui/table';
import { noNumbers } from './measures';

export interface Target {
  code: string;
  name: string;
  sign: string | null;
  value: number | null;
  unit: string;
  words: string | null;
  year: number;
  standing: string;
  standing_label: string;
  gap_text: string | null;
  measures: { year: number; value: number }[];
}

interface Props {
  at: string;
  targets: readonly Target[];
  mayMeasure: boolean;
  reload: () => Promise<void>;
}

const LOOK: Readonly<Record<string, string>> = { reached: 'good', on_line: 'good', behind: 'bad' };

export function Targets({ at, targets, mayMeasure, reload }: Props): JSX.Element {
  const wanted = (t: Target): string => (t.value === null ? (t.words ?? '') : `${t.sign ?? ''} ${t.value} ${t.unit}`.trim());
  return (
    <>
      <Table caption={say('targets')} prefix="t_" rows={targets} id={(t) => t.code} file="targets" empty={say('targetsNone')}
        columns={[
          { id: 'name', head: say('what'), text: (t) => t.name },
          { id: 'wanted', head: say('targetWanted'), text: (t) => say('dutyOfYear', { duty: wanted(t), year: t.year }) },
          { id: 'last', head: say('targetLast'), text: (t) => t.measures.map((m) => say('measureOf', { year: m.year, value: m.value, unit: t.unit })).at(-1) ?? say('notMeasured') },
          { id: 'standing', head: say('state'), text: (t) => t.standing_label, cell: (t) => <><span class={`chip chip-${LOOK[t.standing] ?? 'open'}`}>{t.standing_label}</span>{t.gap_text && <span class="soft"> {t.gap_text}</span>}</> },
        ]} />
      {mayMeasure && targets.length > 0 && <Measuring at={at} targets={targets} reload={reload} />}
    </>
  );
}

function Measuring({ at, targets, reload }: Omit<Props, 'mayMeasure'>): JSX.Element {
  const form = useForm({
    initial: { target: targets[0]?.code ?? '', year: '', value: '', source: '', note: '' },
    required: ['year', 'value', 'source'],
    async send(v) {
      const bad = (['year', 'value'] as const).filter((name) => Number.isNaN(Number(v[name])));
      if (bad.length > 0) throw noNumbers(bad);
      await write('PUT', `${at}/measures`, { measures: [{ target: v.target, year: Number(v.year), value: Number(v.value), source: v.source.trim(), ...(v.note.trim() && { note: v.note.trim() }) }] });
      await reload();
      tell(say('measureSaved'));
    },
    named: { 'measures[0].year': 'year', 'measures[0].value': 'value', 'measures[0].source': 'source', 'measures[0].target': 'target' },
  });
  return (
    <details class="edit">
      <summary>{say('measureAdd')}</summary>
      <FormBox form={form} label={say('measureAdd')} button={say('save')}>
        <div class="row-fields">
          <Field form={form} name="target" label={say('what')} kind="select" options={targets.map((t) => [t.code, t.name])} />
          <Field form={form} name="year" label={say('ofYear')} need max={4} />
          <Field form={form} name="value" label={say('measured')} need max={20} />
          <Field form={form} name="source" label={say('source')} need max={400} />
        </div>
      </FormBox>
    </details>
  );
}
