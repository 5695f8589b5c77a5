/** places.tsx - which places of the province may apply on a track, which may not, and which cannot be
 *  decided; each with the conditions behind it. */

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ViewProps } from '../desks';
import { read } from '../service';
import { say, sayIf } from '../texts';
import type { Eligible, PlaceRef, Summary, Track, Verdict } from '../types';
import { Dialog } from '../ui/dialog';
import { Link } from '../ui/link';
import { Shown, useLoaded } from '../ui/loaded';
import { Table } from '../ui/table';
import { listOfApplications } from './applications';
import { Chip } from './chips';
import { InRound, trackName } from './round';
import { useUnit } from './unit';

export type PlaceVerdict = 'eligible' | 'not_eligible' | 'undetermined';

export interface Judged extends PlaceRef {
  verdict: PlaceVerdict;
  application: Summary | undefined;
}

export function judged(e: Eligible, applications: Summary[], round: string): Judged[] {
  const rows = (places: PlaceRef[], verdict: PlaceVerdict): Judged[] => places.map((p) => ({
    ...p, verdict, application: applications.filter((a) => a.place.code === p.code && a.track === e.track && a.round === round).at(-1),
  }));
  return [...rows(e.may, 'eligible'), ...rows(e.undecided, 'undetermined'), ...rows(e.may_not, 'not_eligible')];
}

export function Places({ who }: ViewProps): JSX.Element {
  const unit = useUnit(who);
  return (
    <>
      <h1 tabIndex={-1}>{say('places')}</h1>
      <InRound>
        {({ round, track }, tools) => (
          <>
            {tools}
            <Shown of={unit}>{(code) => <OfTrack unit={code} place={who.role === 'city' ? who.place : null} round={round} track={track} />}</Shown>
          </>
        )}
      </InRound>
    </>
  );
}

function OfTrack({ unit, place, round, track }: { unit: string; place: string | null; round: string; track: Track }): JSX.Element {
  const [why, setWhy] = useState<PlaceRef | null>(null);
  const [map, setMap] = useState(false);
  const drawing = useLoaded(`map/${map}`, () => (map ? import('./places_map') : new Promise<never>(() => {})));
  const all = useLoaded(`${unit}/${round}/${track}`, async () => {
    const [eligible, applications] = await Promise.all([
      read<Eligible>('/api/v1/eligible', { province: unit, track }),
      listOfApplications({ round, track }),
    ]);
    return { eligible, rows: judged(eligible, applications, round).filter((r) => !place || r.code.slice(0, 4) === place.slice(0, 4)) };
  });
  return (
    <Shown of={all}>
      {({ eligible: { counts: c }, rows }) => (
        <>
          {!place && <p>{say('placesCounts', { may: c.may, mayNot: c.may_not, undecided: c.undecided, places: c.places })}</p>}
          <p class="soft">{say('placesNote')}</p>
          <Table caption={say('placesOf', { track: trackName(track) })} rows={rows} id={(p) => p.code} file={`places-${track}`}
            columns={[
              { id: 'name', head: say('place'), text: (p) => p.name ?? p.code },
              { id: 'code', head: say('code'), text: (p) => p.code },
              { id: 'verdict', head: say('verdict'), text: (p) => sayIf(p.verdict), cell: (p) => <Chip value={p.verdict} />, order: (p) => ['eligible', 'undetermined', 'not_eligible'].indexOf(p.verdict) },
              { id: 'application', head: say('application'), text: (p) => p.application?.state_label ?? '', cell: (p) => p.application && <Link view="applications" more={{ id: p.application.id }}>{p.application.state_label}</Link> },
              { id: 'why', head: say('why'), text: () => '', cell: (p) => <button type="button" onClick={() => setWhy(p)}>{say('why')}<span class="unseen"> {p.name}</span></button> },
            ]} />
          <p class="buttons"><button type="button" aria-expanded={map} onClick={() => setMap(!map)}>{say(map ? 'hideMap' : 'showMap')}</button></p>
          {map && <Shown of={drawing}>{({ PlacesMap }) => <PlacesMap unit={unit} rows={rows} pick={setWhy} />}</Shown>}
          {why && <Why place={why} track={track} round={round} close={() => setWhy(null)} />}
        </>
      )}
    </Shown>
  );
}

export function Why({ place, track, round, close }: { place: PlaceRef; track: Track; round: string; close: () => void }): JSX.Element {
  const verdict = useLoaded(`${place.code}/${track}/${round}`, () => read<Verdict>('/api/v1/eligibility', { place: place.code, track, round }));
  return (
    <Dialog title={say('whyOf', { place: place.name ?? place.code, track: trackName(track) })} close={close}>
      <Shown of={verdict}>
        {(v) => (
          <>
            <p>{say('verdictIs', { verdict: '' })}<Chip value={v.verdict} label={v.verdict_label} /></p>
            <ul class="conditions">
              {v.conditions.map((c) => (
                <li key={c.id}>
                  <p><strong>{sayIf(c.id)}</strong> <Chip value={c.result} label={c.result_label} /> <span class="soft">{c.clause}{c.decides === false && ` ${say('doesNotDecide')}`}</span></p>
                  <p>{c.text}</p>
                  {c.evidence && <p class="soft words">{c.evidence}</p>}
                </li>
              ))}
            </ul>
          </>
        )}
      </Shown>
    </Dialog>
  );
}
