/** deadlines.tsx - the last day of each step of a round; unknown is allowed and said. */

import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import { note, useAddress } from '../address';
import { rounds, roundsOf } from '../rounds';
import { read, write } from '../service';
import { day, say } from '../texts';
import { TRACKS, type Deadline } from '../types';
import { tell } from '../ui/bar';
import { Dialog } from '../ui/dialog';
import { Field, FormBox, useForm } from '../ui/form';
import { Shown, useLoaded } from '../ui/loaded';
import { Table } from '../ui/table';
import { trackName } from '../province/round';

export function Deadlines(): JSX.Element {
  const known = useLoaded('rounds', rounds);
  const asked = useAddress()('round');
  const id = useId();
  return (
    <>
      <h1 tabIndex={-1}>{say('n_deadlines')}</h1>
      <Shown of={known}>
        {(all) => {
          const round = all.find((r) => r.id === asked)?.id ?? roundsOf(all, TRACKS).at(-1) ?? '';
          return (
            <>
              <div class="filters">
                <div>
                  <label for={id}>{say('round')}</label>
                  <select id={id} value={round} onChange={(e) => note({ round: e.currentTarget.value })}>
                    {[...all].reverse().map((r) => <option key={r.id} value={r.id} selected={r.id === round}>{r.id}</option>)}
                  </select>
                </div>
              </div>
              {round !== '' && <OfRound key={round} round={round} />}
            </>
          );
        }}
      </Shown>
    </>
  );
}

function OfRound({ round }: { round: string }): JSX.Element {
  const list = useLoaded(`deadlines/${round}`, () => read<{ rows: Deadline[] }>(`/api/v1/rounds/${round}/deadlines`));
  const [setting, set] = useState<Deadline | null>(null);
  const last = (d: Deadline): string => (d.last_day ? day(d.last_day) : say('n_notPublished'));
  return (
    <Shown of={list}>
      {({ rows }) => (
        <>
          <Table caption={say('n_deadlinesOf', { round })} rows={rows} id={(d) => `${d.track}/${d.event}`} file={`deadlines-${round}`}
            columns={[
              { id: 'track', head: say('track'), text: (d) => trackName(d.track) },
              { id: 'event', head: say('step'), text: (d) => d.event_label },
              { id: 'last', head: say('lastDay'), text: last, order: (d) => d.last_day },
              { id: 'source', head: say('source'), text: (d) => d.source ?? '' },
              { id: 'set', head: say('action'), text: () => '', cell: (d) => <button type="button" onClick={() => set(d)}>{say('n_setQuota')}<span class="unseen"> {trackName(d.track)} {d.event_label}</span></button> },
            ]} />
          {setting && (
            <Dialog title={say('n_deadlineOf', { track: trackName(setting.track), event: setting.event_label })} close={() => set(null)}>
              <Setting round={round} row={setting} done={list.reload} close={() => set(null)} />
            </Dialog>
          )}
        </>
      )}
    </Shown>
  );
}

function Setting({ round, row, done, close }: { round: string; row: Deadline; done: () => Promise<void>; close: () => void }): JSX.Element {
  const form = useForm({
    initial: { last_day: row.last_day ?? '', source: row.source ?? '' },
    required: ['source'],
    async send({ last_day, source }) {
      await write('PUT', `/api/v1/rounds/${round}/deadlines`, { track: row.track, event: row.event, last_day: last_day || null, source });
      await done();
      close();
      tell(say('n_deadlineSaved'));
    },
  });
  return (
    <FormBox form={form} label={say('n_deadlines')} button={say('save')} more={<button type="button" onClick={close}>{say('cancel')}</button>}>
      <Field form={form} name="last_day" label={say('lastDay')} hint={say('n_lastDayHint')} kind="date" />
      <Field form={form} name="source" label={say('n_decidedBy')} need max={400} />
    </FormBox>
  );
}
