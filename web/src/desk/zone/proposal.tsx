/** proposal.tsx - the zone of an application as it is proposed: the sheet, the parts, the map and what was
 *  found; for everybody who may see the application, at whatever desk. */

import type { JSX } from 'preact';
import { useLoaded, Shown } from '../ui/loaded';
import { read } from '../service';
import { say } from '../texts';
import type { Application, Session } from '../types';
import { Link } from '../ui/link';
import { ExtentText } from './sides';
import { ExtentReport, useReport } from './report';
import { SelfEvaluation } from './self_evaluation';
import { hectares, percent } from './measures';
import type { Part, Proposal, ProposedZone } from './types';

const ZONE_TRACKS = new Set(['demo-zone', 'trial-zone', 'js-zone']);

export function isZone(track: string): boolean {
  return ZONE_TRACKS.has(track);
}

/** May this person change what is proposed, as far as the desk knows? */
export function mayEdit(who: Session, proposal: Proposal): boolean {
  return proposal.open && (who.role === 'applicant' || who.role === 'province');
}

interface ZoneProps {
  app: Application;
  who: Session;
  reload: () => Promise<void>;
}

/** The national office has a view of its own of how the applicant judged itself. */
export function ZoneOf({ app, who, reload }: ZoneProps): JSX.Element | null {
  if (!isZone(app.track)) return null;
  return (
    <>
      <Proposed app={app} who={who} />
      {who.role !== 'national' && <SelfEvaluation app={app} who={who} reload={reload} />}
    </>
  );
}

function Proposed({ app, who }: Omit<ZoneProps, 'reload'>): JSX.Element {
  const proposal = useLoaded(`zone/${app.id}/${app.version}`, () => read<Proposal>(`/api/v1/applications/${app.id}/zone`));
  return (
    <Shown of={proposal}>
      {(p) => (
        <>
          <section class="sheet-box" aria-labelledby="zone-head">
            <h2 id="zone-head">{say('zone')}</h2>
            {mayEdit(who, p) && <p><Link view="zone" more={{ id: app.id }} class="button">{say(p.zone ? 'editZone' : 'beginZone')}</Link></p>}
            {p.zone ? <ZoneFacts zone={p.zone} /> : <p class="soft">{say('zoneNotNamed')}</p>}
            <h3>{say('parts')}</h3>
            {p.parts.length === 0 && <p class="soft">{say('partsNone')}</p>}
            <div class="cards">{p.parts.map((part) => <PartCard key={part.number} part={part} />)}</div>
          </section>
          {p.zone && <ReportOf proposal={p} />}
        </>
      )}
    </Shown>
  );
}

export function ReportOf({ proposal: p }: { proposal: Proposal }): JSX.Element {
  const report = useReport(p.application, p.version, p.parts);
  return <ExtentReport of={report} file={String(p.application)} />;
}

export function ZoneFacts({ zone: z }: { zone: ProposedZone }): JSX.Element {
  return (
    <dl class="facts">
      <dt>{say('zoneName')}</dt><dd>{z.name}</dd>
      {z.continues && <><dt>{say('continues')}</dt><dd>{z.continues}</dd></>}
      <dt>{say('hostKind')}</dt><dd>{z.host_kind_label}</dd>
      <dt>{say('host')}</dt><dd>{[z.host_name, z.host_code].filter(Boolean).join(' ') || say('notSaid')}</dd>
      <dt>{say('totalArea')}</dt><dd>{hectares(z.declared_m2)}</dd>
      {z.outstanding_reason && <><dt>{say('outstandingReason')}</dt><dd class="words">{z.outstanding_reason}</dd></>}
    </dl>
  );
}

function PartCard({ part: p }: { part: Part }): JSX.Element {
  const head = `part-${p.number}-head`;
  return (
    <article class="card-box" aria-labelledby={head}>
      <h4 id={head}>{say('partNamed', { n: p.number, name: p.name })}</h4>
      <dl class="facts">
        <dt>{say('function')}</dt><dd>{p.function ?? say('notSaid')}</dd>
        {p.stage && <><dt>{say('stage')}</dt><dd>{p.stage}</dd></>}
        <dt>{say('declaredArea')}</dt><dd>{hectares(p.declared_m2)}</dd>
        <dt>{say('measuredArea')}</dt>
        <dd>{p.area_m2 === null ? say('noShape') : hectares(p.area_m2)}{p.difference_share !== null && <span class="soft"> {say('difference', { share: percent(p.difference_share) })}</span>}</dd>
      </dl>
      <ExtentText extent={p.extent} />
    </article>
  );
}
