/** application.tsx - one application: where it stands, what it lacks, what can be done, and how it came
 *  here. */

import type { ComponentType, JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { address, read, Refused } from '../service';
import { moment, say, sayIf } from '../texts';
import type { Application, Session } from '../types';
import { save } from '../ui/csv';
import { Link } from '../ui/link';
import { Shown, useLoaded } from '../ui/loaded';
import { Table } from '../ui/table';
import { Chip } from './chips';
import { Findings } from './findings';
import { Materials } from './materials';
import { QuotaBar } from './quota';
import { Steps } from './steps';
import { isZone, ZoneOf } from '../zone/proposal';

export interface PartProps {
  app: Application;
  who: Session;
  reload: () => Promise<void>;
}

/** `more`: what another desk adds below the materials. */
export function OneApplication({ id, who, more }: { id: string; who: Session; more?: ComponentType<PartProps> }): JSX.Element {
  const app = useLoaded(`application/${id}`, async () => {
    try {
      return { app: await read<Application>(`/api/v1/applications/${encodeURIComponent(id)}`) };
    } catch (e) {
      if (e instanceof Refused && [400, 403, 404].includes(e.status)) return { app: null };
      throw e;
    }
  });
  return (
    <>
      <p class="back"><Link view="applications">{say('back')}</Link></p>
      <Shown of={app}>
        {({ app: found }) => found
          ? <Whole app={found} who={who} reload={app.reload} more={more} />
          : <><h1 tabIndex={-1}>{say('applications')}</h1><p class="bar">{say('notThere')}</p></>}
      </Shown>
    </>
  );
}

function Whole({ more: More, ...part }: PartProps & { more?: ComponentType<PartProps> | undefined }): JSX.Element {
  const { app } = part;
  const place = app.place.name ?? app.place.code;
  const title = say('applicationOf', { place, track: app.track_label });
  useEffect(() => void (document.title = `${title} · ${say('site')}`), [title]);
  return (
    <>
      <h1 tabIndex={-1}>{title} <Chip value={app.state} label={app.state_label} /></h1>
      <div class="columns">
        <div>
          <Facts app={app} />
          <Lacks app={app} />
        </div>
        <Steps {...part} />
      </div>
      <ZoneOf {...part} />
      <Findings {...part} />
      <Materials {...part} />
      {More && <More {...part} />}
      <Conditions app={app} />
      <History app={app} />
      <Frozen app={app} />
    </>
  );
}

function Facts({ app }: { app: Application }): JSX.Element {
  return (
    <section class="sheet-box" aria-labelledby="facts-head">
      <h2 id="facts-head">{say('state')}</h2>
      <dl class="facts">
        <dt>{say('number')}</dt><dd>{app.id}</dd>
        <dt>{say('code')}</dt><dd>{app.place.code}</dd>
        {app.prefecture && <><dt>{say('prefecture')}</dt><dd>{app.prefecture.name ?? app.prefecture.code}</dd></>}
        <dt>{say('round')}</dt><dd>{app.round}</dd>
        <dt>{say('state')}</dt><dd>{app.state_label}</dd>
        {app.rank !== null && <><dt>{say('rank')}</dt><dd>{app.rank}</dd></>}
        {app.notice !== null && <><dt>{say('intoNotice')}</dt><dd><Link view="notices" more={{ id: app.notice }}>{app.notice}</Link></dd></>}
        <dt>{say('opened')}</dt><dd>{moment(app.opened)}</dd>
        <dt>{say('changed')}</dt><dd>{moment(app.changed)}</dd>
      </dl>
      {!isZone(app.track) && <><h3>{say('quota')}</h3><QuotaBar quota={app.quota} /></>}
    </section>
  );
}

function Lacks({ app }: { app: Application }): JSX.Element {
  const unknown = app.verdict?.conditions.filter((c) => c.result === 'unknown' && c.decides !== false) ?? [];
  const against = app.verdict?.conditions.filter((c) => c.result === 'not_met' && c.decides !== false) ?? [];
  const label = (kind: string): string => app.materials.find((m) => m.kind === kind)?.label ?? sayIf(kind);
  const nothing = app.materials_missing.length + unknown.length + against.length === 0;
  return (
    <section class="sheet-box" aria-labelledby="lacks-head">
      <h2 id="lacks-head">{say('stillMissing')}</h2>
      {app.verdict && <p>{say('verdictIs', { verdict: '' })}<Chip value={app.verdict.verdict} label={app.verdict.verdict_label} /></p>}
      {nothing ? <p>{say('missingNothing')}</p> : (
        <ul class="lacks">
          {app.materials_missing.map((kind) => <li key={kind}><a href={`#material-${kind}`}>{label(kind)}</a> <Chip value="absent" /></li>)}
          {[...unknown, ...against].map((c) => (
            <li key={c.id}>
              {app.findings.some((f) => f.condition === c.id) ? <a href={`#finding-${c.id}`}>{sayIf(c.id)}</a> : sayIf(c.id)}{' '}
              <Chip value={c.result} label={c.result_label} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Conditions({ app }: { app: Application }): JSX.Element | null {
  if (!app.verdict) return null;
  return (
    <Table caption={say('conditions')} prefix="c_" rows={app.verdict.conditions} id={(c) => c.id} file={`conditions-${app.id}`}
      columns={[
        { id: 'id', head: say('condition'), text: (c) => sayIf(c.id) },
        { id: 'result', head: say('result'), text: (c) => c.result_label ?? sayIf(c.result), cell: (c) => <><Chip value={c.result} label={c.result_label} />{c.decides === false && <span class="soft"> {say('doesNotDecide')}</span>}</> },
        { id: 'text', head: say('what'), text: (c) => c.text },
        { id: 'evidence', head: say('evidence'), text: (c) => c.evidence ?? '' },
        { id: 'clause', head: say('clause'), text: (c) => c.clause },
      ]} />
  );
}

/* Their reason is the name of what was changed. */
const NAMED = new Set(['finding_changed', 'material']);

function History({ app }: { app: Application }): JSX.Element {
  const quota = (n: number): string => (n > 0 ? say('placeTaken') : n < 0 ? say('placeGiven') : '');
  return (
    <Table caption={say('history')} prefix="h_" rows={app.events} id={(e) => e.version} file={`history-${app.id}`}
      columns={[
        { id: 'version', head: say('number'), text: (e) => String(e.version), order: (e) => e.version, number: true },
        { id: 'at', head: say('when'), text: (e) => moment(e.at), order: (e) => Date.parse(e.at) },
        { id: 'event', head: say('step'), text: (e) => e.label },
        { id: 'to', head: say('becomes'), text: (e) => sayIf(`s_${e.to}`) },
        { id: 'by', head: say('who'), text: (e) => e.by ?? '' },
        { id: 'reason', head: say('reason'), text: (e) => (NAMED.has(e.event) ? sayIf(e.reason ?? '') : (e.reason ?? '')) },
        { id: 'quota', head: say('quota'), text: (e) => quota(e.quota_step) },
      ]} />
  );
}

function Frozen({ app }: { app: Application }): JSX.Element | null {
  if (app.frozen.length === 0) return null;
  const take = async (version: number): Promise<void> => {
    const text = await read<unknown>(address(`/api/v1/applications/${app.id}/frozen`, { version }));
    save(`application-${app.id}-v${version}.json`, JSON.stringify(text, null, 2), 'application/json');
  };
  return (
    <section class="sheet-box" aria-labelledby="frozen-head">
      <h2 id="frozen-head">{say('frozen')}</h2>
      <ul>
        {app.frozen.map((f) => (
          <li key={f.version} class="buttons">
            <span>{say('frozenAt', { n: f.version, when: moment(f.at) })}</span>
            <button type="button" onClick={() => void take(f.version)}>{say('frozenSave')}</button>
          </li>
        ))}
      </ul>
    </section>
  );
}
