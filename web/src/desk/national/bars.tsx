/** bars.tsx - who is barred for fraud, with the criticism that was published; corrected or ended here.
 *  A bar is made by the step "cancel for fraud" of an application. */

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { address, readAll, write } from '../service';
import { day, say } from '../texts';
import { tell } from '../ui/bar';
import { Dialog } from '../ui/dialog';
import { Field, FormBox, useForm } from '../ui/form';
import { Shown, useLoaded } from '../ui/loaded';
import { Table } from '../ui/table';
import type { Bar } from './types';

interface Asked {
  bar: Bar;
  what: 'correct' | 'end';
}

const placeOf = (b: Bar): string => b.place.name ?? b.place.code;

export function Bars(): JSX.Element {
  const all = useLoaded('bars', () => readAll<Bar>('/api/v1/bars', 'bars'));
  const [asked, ask] = useState<Asked | null>(null);
  const close = (): void => ask(null);
  return (
    <>
      <h1 tabIndex={-1}>{say('n_bars')}</h1>
      <Shown of={all}>
        {(rows) => (
          <Table caption={say('n_barsRows')} rows={rows} id={(b) => b.id} file="bars" empty={say('n_barsNone')}
            columns={[
              { id: 'place', head: say('place'), text: placeOf },
              { id: 'province', head: say('n_province'), text: (b) => b.province.name ?? '' },
              { id: 'round', head: say('round'), text: (b) => b.round ?? '' },
              { id: 'since', head: say('since'), text: (b) => day(b.since), order: (b) => b.since },
              { id: 'until', head: say('until'), text: (b) => day(b.until), order: (b) => b.until },
              { id: 'document', head: say('document'), text: (b) => b.document ?? say('n_noDocument') },
              { id: 'criticism', head: say('n_criticism'), text: (b) => b.criticism ?? say('n_noDocument') },
              { id: 'action', head: say('action'), text: () => '', cell: (b) => (
                <span class="buttons">
                  <button type="button" onClick={() => ask({ bar: b, what: 'correct' })}>{say('n_correctBar')}<span class="unseen"> {placeOf(b)}</span></button>
                  <button type="button" class="grave" onClick={() => ask({ bar: b, what: 'end' })}>{say('n_endBar')}<span class="unseen"> {placeOf(b)}</span></button>
                </span>
              ) },
            ]} />
        )}
      </Shown>
      {asked?.what === 'correct' && <Dialog title={say('n_correctBarOf', { place: placeOf(asked.bar) })} close={close}><Correcting bar={asked.bar} done={all.reload} close={close} /></Dialog>}
      {asked?.what === 'end' && <Dialog title={say('n_endBarOf', { place: placeOf(asked.bar) })} close={close}><Ending bar={asked.bar} done={all.reload} close={close} /></Dialog>}
    </>
  );
}

interface Part {
  bar: Bar;
  done: () => Promise<void>;
  close: () => void;
}

function Correcting({ bar, done, close }: Part): JSX.Element {
  const form = useForm({
    initial: { until: bar.until ?? '', document: bar.document ?? '', criticism: bar.criticism ?? '', reason: '' },
    required: ['reason'],
    async send(v) {
      await write('PUT', `/api/v1/bars/${bar.id}`, {
        until: v.until || null, document: v.document.trim() || null, criticism: v.criticism.trim() || null, reason: v.reason,
      });
      await done();
      close();
      tell(say('n_barCorrected'));
    },
  });
  return (
    <FormBox form={form} label={say('n_correctBar')} button={say('save')} more={<button type="button" onClick={close}>{say('cancel')}</button>}>
      <Field form={form} name="until" label={say('until')} kind="date" />
      <Field form={form} name="document" label={say('document')} max={400} />
      <Field form={form} name="criticism" label={say('n_criticism')} max={400} />
      <Field form={form} name="reason" label={say('reason')} kind="area" need max={400} />
    </FormBox>
  );
}

function Ending({ bar, done, close }: Part): JSX.Element {
  const form = useForm({
    initial: { reason: '' },
    required: ['reason'],
    async send({ reason }) {
      await write('DELETE', address(`/api/v1/bars/${bar.id}`, { reason }));
      await done();
      close();
      tell(say('n_barEnded'));
    },
  });
  return (
    <FormBox form={form} label={say('n_endBar')} button={say('n_endBar')} more={<button type="button" onClick={close}>{say('cancel')}</button>}>
      <Field form={form} name="reason" label={say('reason')} kind="area" need max={400} />
    </FormBox>
  );
}
