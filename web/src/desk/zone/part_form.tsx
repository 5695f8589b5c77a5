/** part_form.tsx - a part in words: its name, what it is for, its four limits, which are read back as they
 *  are typed, and its area. */

import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { go, to } from '../address';
import { question, Refused, write } from '../service';
import { say } from '../texts';
import { tell } from '../ui/bar';
import { Field, FormBox, useForm } from '../ui/form';
import { fromHectares, inHectares, noNumbers } from './measures';
import { Sides } from './sides';
import { SIDES, type Block, type Part, type Proposal } from './types';

interface Props {
  proposal: Proposal;
  number: number;
  part: Part | undefined; /* undefined: a new one */
  reload: () => Promise<void>;
}

const or = (text: string): string | null => (text.trim() === '' ? null : text.trim());
const degrees = (typed: string): number | null => (typed.trim() === '' ? null : Number(typed));

export function PartForm({ proposal: { application, version }, number, part, reload }: Props): JSX.Element {
  const given = part?.given_limits;
  const form = useForm({
    initial: {
      name: part?.name ?? '', function: part?.function ?? '', stage: part?.stage ?? '', extent_text: part?.extent.text ?? '', area: inHectares(part?.declared_m2 ?? null),
      east: String(given?.east ?? ''), south: String(given?.south ?? ''), west: String(given?.west ?? ''), north: String(given?.north ?? ''),
    },
    required: ['name'],
    named: { declared_m2: 'area' },
    async send(v) {
      const area = fromHectares(v.area);
      const limits = Object.fromEntries(SIDES.map((side) => [side, degrees(v[side])]));
      const bad = [...(Number.isNaN(area) ? ['area'] : []), ...SIDES.filter((side) => Number.isNaN(limits[side]))];
      if (bad.length > 0) throw noNumbers(bad);
      await write('PUT', `/api/v1/applications/${application}/parts/${number}`, {
        name: v.name.trim(), function: or(v.function), stage: or(v.stage), extent_text: or(v.extent_text), declared_m2: area,
        given_limits: SIDES.some((side) => limits[side] !== null) ? limits : null,
      }, version);
      await reload();
      if (!part) await go(to('zone', { id: application, part: number })); /* what is told is told there */
      tell(say('partSaved', { n: number }));
    },
    stale: reload,
  });
  return (
    <FormBox form={form} label={say('partWords', { n: number })} button={say('save')}>
      <div class="row-fields">
        <Field form={form} name="name" label={say('partName')} need max={200} />
        <Field form={form} name="area" label={say('declaredArea')} hint={say('inHectares')} max={20} />
        <Field form={form} name="function" label={say('function')} max={2000} />
        <Field form={form} name="stage" label={say('stage')} max={200} />
      </div>
      <Field form={form} name="extent_text" label={say('extentText')} hint={say('extentHint')} kind="area" max={20000} />
      <ReadBack text={form.values.extent_text} />
      <details class="edit">
        <summary>{say('givenLimits')}</summary>
        <p class="hint">{say('givenLimitsHint')}</p>
        <div class="row-fields">
          {SIDES.map((side) => <Field key={side} form={form} name={side} label={say(`side_${side}`)} max={20} />)}
        </div>
      </details>
    </FormBox>
  );
}

const PAUSE_MS = 500;

/** The text as the service reads it, a moment after the last key. */
function ReadBack({ text }: { text: string }): JSX.Element {
  const [read, set] = useState<{ blocks?: Block[]; fault?: string }>({});
  useEffect(() => {
    if (text.trim() === '') return set({});
    let over = false;
    const timer = setTimeout(() => {
      question<{ blocks: Block[] }>('/api/v1/extent', { text }).then(
        ({ blocks }) => !over && set({ blocks }),
        (e: unknown) => !over && set({ fault: e instanceof Refused ? e.message : String(e) }),
      );
    }, PAUSE_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [text]);
  return (
    <div class="read-back" role="status">
      {(read.blocks ?? read.fault) !== undefined && <p class="soft">{say('readAs')}</p>}
      {read.fault && <p class="error">{read.fault}</p>}
      {read.blocks && <Sides blocks={read.blocks} />}
    </div>
  );
}
