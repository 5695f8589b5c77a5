/** waiting.tsx - what waits for the national office, from everything its desk knows. */

import type { JSX } from 'preact';
import { read, readAll } from '../service';
import { day, moment, say } from '../texts';
import { roundIds } from '../rounds';
import { TRACKS, type Proposal, type QuotaRow } from '../types';
import { Link } from '../ui/link';
import { Shown, useLoaded } from '../ui/loaded';
import { Table } from '../ui/table';
import { trackName } from '../province/round';
import { everything, turnOf, type Known } from './queue';
import { placeWords } from './place';
import type { Indicators, Report } from './types';

interface Item {
  key: string;
  what: string;
  where: string;
  since: string;
  view: string;
  more: Record<string, string | number>;
}

interface All extends Known {
  proposals: Proposal[];
  reports: Report[];
  quotas: QuotaRow[];
  indicators: Indicators[];
  round: string;
}

async function gather(): Promise<All> {
  const round = (await roundIds()).at(-1) ?? '';
  const [known, proposals, reports, quotas, indicators] = await Promise.all([
    everything(),
    readAll<Proposal>('/api/v1/proposals', 'proposals', { state: 'open' }),
    readAll<Report>('/api/v1/reports', 'reports', { state: 'new' }),
    round ? read<{ rows: QuotaRow[] }>(`/api/v1/rounds/${round}/quotas`).then((q) => q.rows) : [],
    round ? Promise.all((['demo-city', 'demo-county'] as const).map((t) => read<Indicators>(`/api/v1/rounds/${round}/indicators/${t}`))) : [],
  ]);
  return { ...known, proposals, reports, quotas, indicators, round };
}

function itemsOf(k: All): Item[] {
  const reviewed = (track: string): boolean => k.applications.some((a) => a.track === track && a.round === k.round && a.state === 'in_review');
  const unknown = (track: string): number => k.quotas.filter((q) => q.track === track && q.places === null).length;
  return [
    ...k.applications.filter((a) => turnOf(a, k.notices) !== '').map((a): Item => ({
      key: `a${a.id}`, what: turnOf(a, k.notices), where: `${a.province_name ?? ''} ${placeWords(a)}（${trackName(a.track)}）`,
      since: a.changed, view: 'applications', more: { id: a.id },
    })),
    ...k.notices.filter((n) => n.level === 'national' && n.objections.open > 0).map((n): Item => ({
      key: `n${n.id}`, what: say('w_objections', { n: n.objections.open }), where: n.title, since: n.published, view: 'notices', more: { id: n.id },
    })),
    ...k.proposals.map((p): Item => ({
      key: `p${p.id}`, what: say('n_proposal'), where: `${trackName(p.kind)} ${p.holder ?? p.name ?? ''}`, since: p.at, view: 'corrections', more: {},
    })),
    ...k.reports.map((r): Item => ({
      key: `r${r.id}`, what: say('n_report'), where: r.about.name ?? r.about.id, since: r.at, view: 'corrections', more: {},
    })),
    ...k.indicators.filter((i) => i.weights.state !== 'known' && reviewed(i.track)).map((i): Item => ({
      key: `i${i.track}`, what: say('n_weights', { track: trackName(i.track) }), where: '', since: '', view: 'scores', more: { track: i.track },
    })),
    ...TRACKS.filter((t) => unknown(t) > 0).map((t): Item => ({
      key: `q${t}`, what: say('n_quota', { track: trackName(t), n: unknown(t) }), where: '', since: '', view: 'quotas', more: { track: t },
    })),
  ];
}

export function Waiting(): JSX.Element {
  const all = useLoaded('national-waiting', gather);
  const when = (i: Item): string => (i.since.length > 10 ? moment(i.since) : i.since ? day(i.since) : '');
  return (
    <>
      <h1 tabIndex={-1}>{say('n_waiting')}</h1>
      <Shown of={all}>
        {(k) => (
          <Table caption={say('waitingRows')} rows={itemsOf(k)} id={(i) => i.key} file="waiting" empty={say('waitingNone')}
            columns={[
              { id: 'what', head: say('what'), text: (i) => i.what, cell: (i) => <Link view={i.view} more={i.more}>{i.what}</Link> },
              { id: 'where', head: say('where'), text: (i) => i.where },
              { id: 'since', head: say('sinceWhen'), text: when, order: (i) => Date.parse(i.since) || null },
            ]} />
        )}
      </Shown>
    </>
  );
}
