/** applications.tsx - the list of applications with what each lacks; one of them, when ?id= says so; and a
 *  new one, by the place that applies. */

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { go, to } from '../address';
import type { ViewProps } from '../desks';
import { read, readAll, write } from '../service';
import { moment, say } from '../texts';
import type { Moved, Round, Session, Summary } from '../types';
import { tell } from '../ui/bar';
import { Dialog } from '../ui/dialog';
import { Field, FormBox, useForm } from '../ui/form';
import { Link } from '../ui/link';
import { Shown, useLoaded } from '../ui/loaded';
import { Table, type Column } from '../ui/table';
import { Chip, missingWords } from './chips';
import { OneApplication } from './application';
import { isZone } from '../zone/proposal';
import { trackName } from './round';

export function listOfApplications(more: Record<string, string> = {}): Promise<Summary[]> {
  return readAll<Summary>('/api/v1/applications', 'applications', more);
}

export function columns(): Column<Summary>[] {
  return [
    { id: 'place', head: say('place'), text: (a) => a.place.name ?? a.place.code, cell: (a) => <Link view="applications" more={{ id: a.id }}>{a.place.name ?? a.place.code}</Link> },
    { id: 'code', head: say('code'), text: (a) => a.place.code, hidden: true },
    { id: 'prefecture', head: say('prefecture'), text: (a) => a.prefecture?.name ?? '' },
    { id: 'track', head: say('track'), text: (a) => trackName(a.track) },
    { id: 'round', head: say('round'), text: (a) => a.round },
    { id: 'state', head: say('state'), text: (a) => a.state_label, cell: (a) => <Chip value={a.state} label={a.state_label} /> },
    { id: 'rank', head: say('rank'), text: (a) => (a.rank === null ? '' : String(a.rank)), order: (a) => a.rank, number: true },
    { id: 'missing', head: say('missing'), text: (a) => missingWords(a.missing) || say('missingNothing') },
    { id: 'changed', head: say('changed'), text: (a) => moment(a.changed), order: (a) => Date.parse(a.changed) },
    { id: 'id', head: say('number'), text: (a) => String(a.id), order: (a) => a.id, number: true },
  ];
}

export function Applications({ who, id }: ViewProps): JSX.Element {
  return id === null ? <List who={who} /> : <OneApplication id={id} who={who} />;
}

function List({ who }: { who: Session }): JSX.Element {
  const list = useLoaded('applications', listOfApplications);
  const [opening, setOpening] = useState(false);
  return (
    <>
      <h1 tabIndex={-1}>{say('applications')}</h1>
      <Shown of={list}>
        {(rows) => (
          <Table caption={say('applicationsRows')} columns={columns()} rows={rows} id={(a) => a.id}
            file="applications" empty={say('applicationsNone')}
            tools={who.role === 'applicant' && <button type="button" class="main" onClick={() => setOpening(true)}>{say('openApplication')}</button>} />
        )}
      </Shown>
      {opening && who.place && <Opening place={who.place} close={() => setOpening(false)} />}
    </>
  );
}

function Opening({ place, close }: { place: string; close: () => void }): JSX.Element {
  const known = useLoaded(place, async () => ({
    rounds: (await read<{ rounds: Round[] }>('/api/v1/rounds')).rounds.sort((a, b) => (a.id < b.id ? 1 : -1)),
    tracks: (await read<{ tracks: string[] }>(`/api/v1/places/${place}`)).tracks,
  }));
  return (
    <Dialog title={say('openApplication')} close={close}>
      <Shown of={known}>{({ rounds, tracks }) => <OpeningForm place={place} ways={waysOf(place, rounds, tracks)} close={close} />}</Shown>
    </Dialog>
  );
}

/* What a place may try: tracks for places that its kind takes part in, and zones wherever a round is for
 * them; the service has the last word. */
function waysOf(place: string, rounds: readonly Round[], tracks: readonly string[]): [string, string][] {
  const all = rounds.flatMap((r) => r.tracks.filter((t) => tracks.includes(t) || (isZone(t) && (!r.province || r.province.slice(0, 2) === place.slice(0, 2))))
    .map((t): [string, string] => [`${r.id}/${t}`, say('roundTrack', { round: r.id, track: trackName(t) })]));
  return all.sort(([a], [b]) => Number(isZone(a.split('/')[1] ?? '')) - Number(isZone(b.split('/')[1] ?? '')));
}

function OpeningForm({ place, ways, close }: { place: string; ways: [string, string][]; close: () => void }): JSX.Element {
  const form = useForm({
    initial: { track: ways[0]?.[0] ?? '' },
    keep: false,
    async send(values) {
      const [round, track] = values.track.split('/');
      const made = await write<Moved>('POST', '/api/v1/applications', { round, track, place });
      close();
      await go(to('applications', { id: made.id }));
      tell(say('openedNow', { n: made.id }));
    },
    named: { place: 'track', round: 'track' },
  });
  return (
    <FormBox form={form} label={say('openApplication')} button={say('open')}>
      <Field form={form} name="track" label={say('track')} kind="select" options={ways} need />
    </FormBox>
  );
}
