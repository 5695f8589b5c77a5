/** consistency.tsx - what does not fit together in the register.  A number at the top is the length of
 *  the list below it: both are made from the same rows. */

import type { JSX } from 'preact';
import { read } from '../service';
import { say } from '../texts';
import type { QuotaRow } from '../types';
import { Shown, useLoaded } from '../ui/loaded';
import { Table, type Column } from '../ui/table';
import { trackName } from '../province/round';
import { rosterColumns } from './roster_columns';
import { useRound } from './rounds';
import type { Listed, Roster } from './types';

interface Known {
  quotas: QuotaRow[];
  titles: Listed[];
  rosters: Roster[];
}

async function gather(round: string): Promise<Known> {
  const [quotas, titles, rosters] = await Promise.all([
    round ? read<{ rows: QuotaRow[] }>(`/api/v1/rounds/${round}/quotas`).then((q) => q.rows) : [],
    read<{ titles: Listed[] }>('/api/v1/titles').then((t) => t.titles),
    read<{ rosters: Roster[] }>('/api/v1/rosters').then((r) => r.rosters),
  ]);
  return { quotas, titles, rosters };
}

export function Consistency(): JSX.Element {
  const round = useRound();
  return (
    <>
      <h1 tabIndex={-1}>{say('n_consistency')}</h1>
      <p class="soft">{say('n_consistencyNote')}</p>
      <Shown of={round}>{(id) => <OfRound round={id} />}</Shown>
    </>
  );
}

function quotaColumns(): Column<QuotaRow>[] {
  const known = (n: number | null): string => (n === null ? say('unknown') : String(n));
  return [
    { id: 'province', head: say('n_province'), text: (q) => q.province_name ?? q.province },
    { id: 'track', head: say('track'), text: (q) => trackName(q.track) },
    { id: 'places', head: say('n_places'), text: (q) => known(q.places), order: (q) => q.places, number: true },
    { id: 'used', head: say('n_used'), text: (q) => String(q.recommended), order: (q) => q.recommended, number: true },
    { id: 'left', head: say('n_left'), text: (q) => known(q.left), order: (q) => q.left, number: true },
  ];
}

function titleColumns(): Column<Listed>[] {
  return [
    { id: 'holder', head: say('place'), text: (t) => t.holder.name ?? t.holder.code },
    { id: 'kind', head: say('kind'), text: (t) => t.kind_label },
    { id: 'unit', head: say('n_unit'), text: (t) => t.unit?.name ?? '' },
    { id: 'status', head: say('state'), text: (t) => t.status_label },
    { id: 'document', head: say('document'), text: (t) => t.source.number ?? '' },
    { id: 'id', head: say('number'), text: (t) => String(t.id), order: (t) => t.id, number: true },
  ];
}

interface Check {
  id: string;
  label: string;
  rows: number;
  list: JSX.Element;
}

function check<R>(id: string, label: string, rows: R[], columns: Column<R>[], key: (row: R) => string | number): Check {
  return { id, label, rows: rows.length, list: <Table caption={label} prefix={`${id}_`} rows={rows} columns={columns} id={key} file={id} empty={say('n_nothing')} /> };
}

function checksOf({ quotas, titles, rosters }: Known): Check[] {
  const quota = (id: string, label: string, of: (q: QuotaRow) => boolean): Check =>
    check(id, label, quotas.filter(of), quotaColumns(), (q) => `${q.province}/${q.track}`);
  const names = new Set(rosters.map((r) => r.id));
  return [
    quota('over', say('n_over'), (q) => q.places !== null && q.recommended > q.places),
    quota('under', say('n_under'), (q) => q.places !== null && q.recommended < q.places),
    quota('unknown-quota', say('n_unknownQuota'), (q) => q.places === null),
    check('no-roster', say('n_noRoster'), titles.filter((t) => !t.roster || !names.has(t.roster)), titleColumns(), (t) => t.id),
    check('short-roster', say('n_shortRoster'), rosters.filter((r) => r.declared !== null && r.known < r.declared), rosterColumns(), (r) => r.id),
  ];
}

function OfRound({ round }: { round: string }): JSX.Element {
  const known = useLoaded(`consistency/${round}`, () => gather(round));
  return (
    <Shown of={known}>
      {(k) => {
        const checks = checksOf(k);
        return (
          <>
            <ul class="checks">
              {checks.map((c) => <li key={c.id}><a href={`#check-${c.id}`}>{c.label}</a> <strong>{c.rows}</strong></li>)}
            </ul>
            {checks.map((c) => <div key={c.id} id={`check-${c.id}`} class="check">{c.list}</div>)}
          </>
        );
      }}
    </Shown>
  );
}
