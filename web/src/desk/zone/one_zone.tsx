/** one_zone.tsx - a zone that holds a title: where its term stands, what it owes and what was told of it,
 *  its targets with what was measured, and its directory of institutions. */

import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { read, Refused, write } from '../service';
import { day, say, sayIf, today } from '../texts';
import type { Session } from '../types';
import { tell } from '../ui/bar';
import { Dialog } from '../ui/dialog';
import { Field, FormBox, useForm } from '../ui/form';
import { Link } from '../ui/link';
import { Shown, useLoaded } from '../ui/loaded';
import { Table } from '../ui/table';
import { ImportInstitutions } from './institutions';
import { Targets, type Target } from './targets';
import type { Duty } from './zones';

interface Term {
  track: string;
  track_label: string;
  number: number;
  status_label: string;
  phase_label: string;
  since: string | null;
  until: string | null;
  unknown: { what: string; text: string }[];
}

interface ZoneWhole {
  id: string;
  name: string;
  kind_label: string;
  term: Term | null;
  obligations: Duty[];
  targets: Target[];
  institutions: { total: number; left: number };
}

interface Told {
  id: number | null;
  event: string;
  event_label: string;
  day: string | null;
  year: number | null;
  limit_day: string | null;
  document: string | null;
  source: string | null;
  note: string | null;
}

/* What those who file may tell, and what a province says of the zones of its own programme. */
const FILED = ['plan_filed', 'report_filed', 'plan_changed', 'rectified', 'new_plan_filed'] as const;
const JUDGED = ['change_approved', 'change_refused', 'excellent', 'qualified', 'not_qualified'] as const;
const BY_DUTY: Readonly<Record<string, string>> = { plan: 'plan_filed', report: 'report_filed', rectify: 'rectified', new_plan: 'new_plan_filed' };

interface Asked {
  event: string;
  year: number | null;
}

export function OneZone({ id, who }: { id: string; who: Session }): JSX.Element {
  const at = `/api/v1/zones/${encodeURIComponent(id)}`;
  const zone = useLoaded(at, async () => {
    try {
      const [whole, { events }] = await Promise.all([read<ZoneWhole>(at), read<{ events: Told[] }>(`${at}/events`)]);
      return { whole, events };
    } catch (e) {
      if (e instanceof Refused && [400, 404].includes(e.status)) return { whole: null, events: [] };
      throw e;
    }
  });
  return (
    <>
      <p class="back"><Link view="zones">{say('back')}</Link></p>
      <Shown of={zone}>
        {({ whole, events }) => whole
          ? <Whole zone={whole} events={events} who={who} at={at} reload={zone.reload} />
          : <><h1 tabIndex={-1}>{say('zones')}</h1><p class="bar">{say('zoneNotThere')}</p></>}
      </Shown>
    </>
  );
}

interface Props {
  zone: ZoneWhole;
  events: Told[];
  who: Session;
  at: string;
  reload: () => Promise<void>;
}

function Whole({ zone, events, who, at, reload }: Props): JSX.Element {
  const [asked, ask] = useState<Asked | null>(null);
  const files = who.role === 'applicant' || who.role === 'province';
  useEffect(() => void (document.title = `${zone.name} · ${say('site')}`), [zone.name]);
  return (
    <>
      <h1 tabIndex={-1}>{zone.name}</h1>
      <section class="sheet-box" aria-labelledby="term-head">
        <h2 id="term-head">{say('term')}</h2>
        {zone.term ? <TermFacts term={zone.term} /> : <p class="soft">{say('termNone')}</p>}
        <p><a href={`/zone/${encodeURIComponent(zone.id)}`}>{say('publicPage')}</a></p>
      </section>
      <Table caption={say('duties')} prefix="d_" rows={zone.obligations} id={(d) => `${d.duty}/${d.term}/${d.year ?? ''}`} file={`duties-${zone.id}`} empty={say('dutiesNone')}
        tools={files && <button type="button" onClick={() => ask({ event: 'plan_filed', year: null })}>{say('tellEvent')}</button>}
        columns={[
          { id: 'duty', head: say('what'), text: (d) => (d.year === null ? d.duty_label : say('dutyOfYear', { duty: d.duty_label, year: d.year })) },
          { id: 'owner', head: say('who'), text: (d) => d.owner_label },
          { id: 'due', head: say('lastDay'), text: (d) => (d.due ? day(d.due) : d.due_year ? String(d.due_year) : say('unknown')), order: (d) => d.due },
          { id: 'done', head: say('doneOn'), text: (d) => (d.done ? day(d.done) : ''), order: (d) => d.done },
          { id: 'state', head: say('state'), text: (d) => d.state_label, cell: (d) => <span class={`chip chip-${d.overdue ? 'bad' : d.done ? 'good' : 'plain'}`}>{d.state_label}</span> },
          { id: 'tell', head: say('action'), text: () => '', cell: (d) => files && d.done === null && (d.from ?? '') <= today() && BY_DUTY[d.duty] !== undefined && (
            <button type="button" onClick={() => ask({ event: BY_DUTY[d.duty] ?? '', year: d.year })}>{say('tellDone')}<span class="unseen"> {d.duty_label} {d.year ?? ''}</span></button>
          ) },
        ]} />
      <Table caption={say('eventsRows')} prefix="e_" rows={events} id={(e) => e.id ?? e.event} file={`events-${zone.id}`} empty={say('eventsNone')}
        columns={[
          { id: 'day', head: say('when'), text: (e) => day(e.day), order: (e) => e.day },
          { id: 'event', head: say('step'), text: (e) => (e.year === null ? e.event_label : say('dutyOfYear', { duty: e.event_label, year: e.year })) },
          { id: 'document', head: say('document'), text: (e) => e.document ?? '' },
          { id: 'source', head: say('source'), text: (e) => e.source ?? '' },
          { id: 'note', head: say('noteOf'), text: (e) => e.note ?? '' },
        ]} />
      <Targets at={at} targets={zone.targets} mayMeasure={files} reload={reload} />
      <section class="sheet-box" aria-labelledby="institutions-head">
        <h2 id="institutions-head">{say('institutionsHead')}</h2>
        <p>{say('institutionsCount', { n: zone.institutions.total, left: zone.institutions.left })}</p>
        {(files || who.role === 'city') && <ImportInstitutions at={at} reload={reload} />}
      </section>
      {asked && <Telling asked={asked} zone={zone} at={at} own={who.role === 'province' && zone.term?.track === 'js-zone'} close={() => ask(null)} reload={reload} />}
    </>
  );
}

function TermFacts({ term: t }: { term: Term }): JSX.Element {
  return (
    <dl class="facts">
      <dt>{say('kind')}</dt><dd>{t.track_label}</dd>
      <dt>{say('termNumber')}</dt><dd>{t.number}</dd>
      <dt>{say('state')}</dt><dd>{t.status_label}{say('comma')}{t.phase_label}</dd>
      <dt>{say('since')}</dt><dd>{day(t.since)}</dd>
      <dt>{say('until')}</dt><dd>{day(t.until)}</dd>
      {t.unknown.map((u) => <><dt>{say('unknown')}</dt><dd>{u.text}</dd></>)}
    </dl>
  );
}

interface TellingProps {
  asked: Asked;
  zone: ZoneWhole;
  at: string;
  own: boolean;
  close: () => void;
  reload: () => Promise<void>;
}

function Telling({ asked, zone, at, own, close, reload }: TellingProps): JSX.Element {
  const events = own ? [...FILED, ...JUDGED] : FILED;
  const form = useForm({
    initial: { event: asked.event, day: today(), year: String(asked.year ?? ''), limit_day: '', document: '', source: '', note: '' },
    required: ['day', 'source'],
    async send(v) {
      const said = Object.fromEntries((['limit_day', 'document', 'note'] as const).filter((name) => v[name].trim() !== '').map((name) => [name, v[name].trim()]));
      await write('POST', `${at}/events`, {
        event: v.event, day: v.day, source: v.source.trim(), ...said,
        ...(v.event === 'report_filed' && v.year !== '' && { year: Number(v.year) }), ...(zone.term && { track: zone.term.track }),
      });
      await reload();
      close();
      tell(say('eventTold', { event: sayIf(`z_${v.event}`) }));
    },
  });
  return (
    <Dialog title={say('tellEvent')} close={close}>
      <FormBox form={form} label={say('tellEvent')} button={say('save')} more={<button type="button" onClick={close}>{say('cancel')}</button>}>
        <Field form={form} name="event" label={say('what')} kind="select" options={events.map((e) => [e, say(`z_${e}`)])} />
        <div class="row-fields">
          <Field form={form} name="day" label={say('onDay')} kind="date" need />
          {form.values.event === 'report_filed' && <Field form={form} name="year" label={say('ofYear')} kind="number" need />}
          {form.values.event === 'not_qualified' && <Field form={form} name="limit_day" label={say('limitDay')} kind="date" />}
        </div>
        <Field form={form} name="source" label={say('source')} need max={400} />
        <Field form={form} name="document" label={say('document')} max={200} />
        <Field form={form} name="note" label={say('noteOf')} kind="area" max={2000} />
      </FormBox>
    </Dialog>
  );
}
