/** desk.tsx - where a zone is put together: its sheet, its parts one at a time, and below what is found
 *  about the whole each time something was changed. */

import type { JSX } from 'preact';
import { useAddress, go, to } from '../address';
import type { ViewProps } from '../desks';
import { read, Refused, write } from '../service';
import { say } from '../texts';
import { tell } from '../ui/bar';
import { confirm } from '../ui/dialog';
import { Link } from '../ui/link';
import { Shown, useLoaded } from '../ui/loaded';
import { PartForm } from './part_form';
import { mayEdit, ReportOf, ZoneFacts } from './proposal';
import { ShapeOfPart } from './shape_form';
import { SheetForm } from './sheet_form';
import type { Part, Proposal } from './types';

export function ZoneDesk({ who, id }: ViewProps): JSX.Element {
  const proposal = useLoaded(`zone-desk/${id}`, async () => {
    try {
      return { p: await read<Proposal>(`/api/v1/applications/${encodeURIComponent(id ?? '')}/zone`) };
    } catch (e) {
      if (e instanceof Refused && [400, 403, 404].includes(e.status)) return { p: null };
      throw e;
    }
  });
  return (
    <>
      <p class="back"><Link view="applications" more={{ id: id ?? '' }}>{say('backToApplication')}</Link></p>
      <h1 tabIndex={-1}>{say('zoneOf', { n: id ?? '' })}</h1>
      <Shown of={proposal}>
        {({ p }) => {
          if (!p) return <p class="bar">{say('notThere')}</p>;
          return mayEdit(who, p) ? <Editing proposal={p} reload={proposal.reload} /> : <Closed proposal={p} />;
        }}
      </Shown>
    </>
  );
}

function Closed({ proposal }: { proposal: Proposal }): JSX.Element {
  return (
    <>
      <p class="bar">{say('zoneClosed')}</p>
      {proposal.zone && <section class="sheet-box"><ZoneFacts zone={proposal.zone} /></section>}
      {proposal.zone && <ReportOf proposal={proposal} />}
    </>
  );
}

interface Props {
  proposal: Proposal;
  reload: () => Promise<void>;
}

function Editing({ proposal, reload }: Props): JSX.Element {
  return (
    <>
      <section class="sheet-box" aria-labelledby="sheet-head">
        <h2 id="sheet-head">{say('zone')}</h2>
        <SheetForm proposal={proposal} reload={reload} />
      </section>
      {proposal.zone && <Parts proposal={proposal} reload={reload} />}
      {proposal.zone && proposal.parts.length > 0 && <ReportOf proposal={proposal} />}
    </>
  );
}

function Parts({ proposal, reload }: Props): JSX.Element {
  const address = useAddress();
  const { application, parts } = proposal;
  const next = Math.max(0, ...parts.map((p) => p.number)) + 1;
  const wanted = address('part') === 'new' || parts.length === 0 ? next : Number(address('part') ?? parts[0]?.number);
  const part = parts.find((p) => p.number === wanted);
  return (
    <section class="sheet-box" aria-labelledby="parts-head">
      <h2 id="parts-head">{say('parts')}</h2>
      <nav class="tabs" aria-label={say('parts')}>
        {parts.map((p) => (
          <Link key={p.number} view="zone" more={{ id: application, part: p.number }} class="button" current={p.number === wanted}>
            {say('partNamed', { n: p.number, name: p.name })}{p.shape === 'none' && <span class="soft"> {say('noShape')}</span>}
          </Link>
        ))}
        <Link view="zone" more={{ id: application, part: 'new' }} class="button" current={!part}>{say('newPart')}</Link>
      </nav>
      <OnePart key={wanted} proposal={proposal} reload={reload} number={wanted} part={part} />
    </section>
  );
}

function OnePart({ proposal, reload, number, part }: Props & { number: number; part: Part | undefined }): JSX.Element {
  async function remove(): Promise<void> {
    if (!part || !(await confirm(say('removePart', { n: number }), say('removePartSure'), say('removeIt'), say('cancel')))) return;
    try {
      await write('DELETE', `/api/v1/applications/${proposal.application}/parts/${number}`, undefined, proposal.version);
      await reload();
      tell(say('partRemoved', { n: number }));
      await go(to('zone', { id: proposal.application }));
    } catch (e) {
      if (!(e instanceof Refused)) throw e;
      tell(e.message);
      await reload();
    }
  }
  return (
    <>
      <h3>{part ? say('partNamed', { n: number, name: part.name }) : say('newPart')}</h3>
      <PartForm proposal={proposal} number={number} part={part} reload={reload} />
      {part && <ShapeOfPart proposal={proposal} part={part} reload={reload} />}
      {part && <p class="buttons"><button type="button" class="grave" onClick={() => void remove()}>{say('removePart', { n: number })}</button></p>}
    </>
  );
}
