/** steps.tsx - what this person may tell of an application now, each step with what it wants.  A refusal
 *  stands in the dialog of the step, in the words of the service. */

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { readAll, write } from '../service';
import { day, say, sayIf, today } from '../texts';
import type { Application, Moved, Next, Notice } from '../types';
import { tell } from '../ui/bar';
import { Dialog } from '../ui/dialog';
import { Field, FormBox, useForm } from '../ui/form';
import { Shown, useLoaded } from '../ui/loaded';
import type { PartProps } from './application';
import { isZone } from '../zone/proposal';
import { QuotaBar } from './quota';

/* What the national office says with a step, beside the reason. */
type Said = 'document' | 'batch' | 'since' | 'until' | 'criticism' | 'bar_until';
const SAID: Partial<Record<string, readonly Said[]>> = {
  designate: ['document', 'batch', 'since', 'until'],
  cancel_fraud: ['document', 'criticism', 'bar_until'],
};
const DAYS = new Set<Said>(['since', 'until', 'bar_until']);

/* Told elsewhere: scores on their sheet, objections at the notice. */
const ELSEWHERE = new Set(['score', 'object', 'answer']);
/* The way on comes first, what ends the matter last; neither looks like the other. */
const ON = ['file', 'check', 'publish', 'recommend', 'accept', 'designate'];
const GRAVE = ['reject', 'withdraw', 'decline', 'cancel_fraud'];
const weight = (event: string): number => (ON.includes(event) ? 0 : GRAVE.includes(event) ? 2 : 1);
const LOOKS = ['main', undefined, 'grave'];

export function Steps(part: PartProps): JSX.Element {
  const [asked, ask] = useState<Next | null>(null);
  const next = part.app.next.filter((n) => !ELSEWHERE.has(n.event)).sort((a, b) => weight(a.event) - weight(b.event));
  return (
    <section class="sheet-box steps" aria-labelledby="steps-head">
      <h2 id="steps-head">{say('steps')}</h2>
      {next.length === 0 && <p class="soft">{say('stepsNone')}</p>}
      <ul>
        {next.map((n) => (
          <li key={n.event}>
            <button type="button" class={LOOKS[weight(n.event)]} onClick={() => ask(n)}>{n.label}</button>
            <span class="soft"> → {sayIf(`s_${n.to}`)}{n.needs.includes('government-consent') && part.app.materials_missing.includes('government_consent') && `。${say('needsConsent')}`}</span>
          </li>
        ))}
      </ul>
      {asked && (
        <Dialog title={say('reasonFor', { event: asked.label, place: part.app.place.name ?? part.app.place.code })} close={() => ask(null)}>
          {asked.event === 'publish'
            ? <IntoNotice part={part} next={asked} close={() => ask(null)} />
            : <StepForm part={part} next={asked} notices={null} close={() => ask(null)} />}
        </Dialog>
      )}
    </section>
  );
}

function IntoNotice({ part, next, close }: { part: PartProps; next: Next; close: () => void }): JSX.Element {
  const { app } = part;
  const notices = useLoaded(`notices-for/${app.id}`, async () =>
    (await readAll<Notice>('/api/v1/notices', 'notices', { round: app.round, track: app.track, province: isPilot(app.track) ? app.province : null }))
      .filter((n) => (n.level === 'national') === !isPilot(app.track) && (n.state === 'running' || n.state === 'coming') && n.published >= today())); /* a notice is seen whole: nothing enters it later */
  return <Shown of={notices}>{(all) => <StepForm part={part} next={next} notices={all} close={close} />}</Shown>;
}

const isPilot = (track: string): boolean => track.startsWith('pilot');

interface StepProps {
  part: PartProps;
  next: Next;
  notices: Notice[] | null;
  close: () => void;
}

function StepForm({ part: { app, reload }, next, notices, close }: StepProps): JSX.Element {
  const place = app.place.name ?? app.place.code;
  const reasoned = next.needs.includes('reason');
  const takes = next.event === 'recommend' && !isZone(app.track);
  const said = SAID[next.event] ?? [];
  const form = useForm({
    initial: { reason: '', rank: '', notice: String(notices?.[0]?.id ?? ''), document: '', batch: '', since: '', until: '', criticism: '', bar_until: '' },
    required: [...(reasoned ? (['reason'] as const) : []), ...(notices ? (['notice'] as const) : [])],
    async send(values) {
      const moved = await write<Moved>('POST', `/api/v1/applications/${app.id}/events`, {
        event: next.event,
        ...(values.reason.trim() !== '' && { reason: values.reason }),
        ...(notices && { notice: Number(values.notice) }),
        ...(values.rank !== '' && { rank: Number(values.rank) }),
        ...Object.fromEntries(said.filter((name) => values[name].trim() !== '').map((name) => [name, values[name].trim()])),
      }, app.version);
      await reload();
      close();
      tell(say('stepDone', { place, event: next.label, state: moved.state_label }));
    },
    stale: reload,
  });
  return (
    <FormBox form={form} label={next.label} button={next.label} more={<button type="button" onClick={close}>{say('cancel')}</button>}>
      {takes && <QuotaBar quota={app.quota} next={place} />}
      {notices && notices.length === 0 && <p class="bar">{say('noNotice')}</p>}
      {notices && (
        <Field form={form} name="notice" label={say('intoNotice')} kind="select" need
          options={notices.map((n) => [String(n.id), `${n.title}（${say('windowFromTo', { first: day(n.window.first), last: day(n.window.last) })}）`])} />
      )}
      {notices && isPilot(app.track) && <Field form={form} name="rank" label={say('rankAt')} hint={say('rankHint')} kind="number" />}
      {said.length > 0 && (
        <div class="row-fields">
          {said.map((name) => <Field key={name} form={form} name={name} label={say(`say_${name}`)} kind={DAYS.has(name) ? 'date' : 'text'} max={400} />)}
        </div>
      )}
      <Field form={form} name="reason" label={say('reason')} kind="area" need={reasoned} max={4000} />
    </FormBox>
  );
}

/** The step `recommend` as one click, where the order was settled before. */
export function recommendNow(app: Pick<Application, 'id' | 'version'>): Promise<Moved> {
  return write<Moved>('POST', `/api/v1/applications/${app.id}/events`, { event: 'recommend' }, app.version);
}
