/** checks.tsx - what does not fit together, check by check: its rows, their columns and the unit each row
 *  belongs to.  Whatever shows a number of a check takes it from these rows. */

import type { JSX } from 'preact';
import { day, say, type TextKey } from '../texts';
import type { PlaceRef, QuotaRow } from '../types';
import { Link } from '../ui/link';
import { Table, type Column } from '../ui/table';
import { hectares, percent } from '../zone/measures';
import { trackName } from '../province/round';
import { rosterColumns } from './roster_columns';
import type { Known, Obligation, Said, Together, Zone } from './consistency_read';
import { nameOf } from './quota_use';
import { trackLabel } from './tracks';
import type { Listed, Roster } from './types';

/** One row, whatever it is of: the unit it lies in, and the zone whose extent shows it. */
export interface Row {
  key: string;
  unit: PlaceRef | null; /* null: belongs to no unit */
  zone: string | null;
}

export interface Check {
  id: CheckId;
  rows: readonly Row[];
  /** The list of those rows that are kept. */
  list: (keep: (row: Row) => boolean, chosen: string | null, head: string) => JSX.Element;
}

export const CHECKS = ['over', 'under', 'unknown-quota', 'no-roster', 'short-roster', 'outside', 'overlap', 'extent', 'no-limits', 'overdue'] as const;
export type CheckId = (typeof CHECKS)[number];

export const checkName = (id: CheckId): string => say(`n_check_${id}` as TextKey);

function made<R>(id: CheckId, rows: readonly R[], row: (of: R) => Row, columns: () => Column<R>[]): Check {
  return {
    id,
    rows: rows.map(row),
    list: (keep, chosen, head) => (
      <Table caption={head} rows={rows.filter((r) => keep(row(r)))} columns={columns()} id={(r) => row(r).key} file={id} empty={say('n_nothing')}
        chosen={(r) => chosen !== null && row(r).zone === chosen} />
    ),
  };
}

const known = (n: number | null): string => (n === null ? say('unknown') : String(n));

function quotaColumns(): Column<QuotaRow>[] {
  return [
    { id: 'province', head: say('n_province'), text: nameOf },
    { id: 'track', head: say('track'), text: (q) => trackName(q.track), cell: (q) => <Link view="quotas" more={{ track: q.track, unit: q.province }}>{trackName(q.track)}</Link> },
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

/* Leads to the report about the extent, below on the page. */
const zoneLink = (check: CheckId, id: string, name: string): JSX.Element => <Link view="consistency" more={{ check, zone: id }}>{name}</Link>;

function saidColumns(check: CheckId): Column<Said>[] {
  return [
    { id: 'zone', head: say('zone'), text: (s) => s.zone.name, cell: (s) => zoneLink(check, s.zone.id, s.zone.name) },
    { id: 'unit', head: say('n_province'), text: (s) => s.zone.unit?.name ?? '' },
    { id: 'part', head: say('part'), text: (s) => (s.found.part === null ? '' : String(s.found.part)), order: (s) => s.found.part, number: true },
    { id: 'what', head: say('what'), text: (s) => s.found.label },
    { id: 'share', head: say('n_share'), text: (s) => (s.found.share === null ? '' : percent(s.found.share)), order: (s) => s.found.share, number: true },
    { id: 'text', head: say('n_finding'), text: (s) => s.found.text },
  ];
}

function togetherColumns(): Column<Together>[] {
  return [
    { id: 'zone', head: say('zone'), text: (t) => t.zone.name, cell: (t) => zoneLink('overlap', t.zone.id, t.zone.name) },
    { id: 'other', head: say('n_withZone'), text: (t) => t.other.name, cell: (t) => <Link view="compare" more={{ what: 'shapes', a: `zone-${t.zone.id}`, b: `zone-${t.other.id}` }}>{t.other.name}</Link> },
    { id: 'unit', head: say('n_province'), text: (t) => t.zone.unit?.name ?? '' },
    { id: 'area', head: say('n_overlapArea'), text: (t) => hectares(t.m2), order: (t) => t.m2, number: true },
    { id: 'text', head: say('n_finding'), text: (t) => t.text },
  ];
}

function zoneColumns(): Column<Zone>[] {
  return [
    { id: 'zone', head: say('zone'), text: (z) => z.name, cell: (z) => <a href={`/zone/${encodeURIComponent(z.id)}`}>{z.name}</a> },
    { id: 'kind', head: say('kind'), text: (z) => trackLabel({ track: z.kind, track_label: z.kind_label }) },
    { id: 'unit', head: say('n_province'), text: (z) => z.unit?.name ?? '' },
    { id: 'status', head: say('state'), text: (z) => z.status_label },
    { id: 'note', head: say('n_finding'), text: (z) => z.shape_note ?? '' },
  ];
}

function dutyColumns(): Column<Obligation>[] {
  return [
    { id: 'zone', head: say('zone'), text: (o) => o.zone_name, cell: (o) => <a href={`/zone/${encodeURIComponent(o.zone)}`}>{o.zone_name}</a> },
    { id: 'unit', head: say('n_province'), text: (o) => o.place?.name ?? '' },
    { id: 'duty', head: say('n_duty'), text: (o) => (o.year === null ? o.duty_label : say('n_dutyOf', { duty: o.duty_label, year: o.year })) },
    { id: 'owner', head: say('n_owner'), text: (o) => o.owner_label },
    { id: 'due', head: say('n_due'), text: (o) => day(o.due), order: (o) => o.due },
    { id: 'clause', head: say('n_clause'), text: (o) => o.clause },
  ];
}

const OUTSIDE = ['outside-host', 'outside-applicant'];
/* A note says what could not be looked at. */
const isFault = ({ found }: Said): boolean => found.severity !== 'note';

export function checksOf({ quotas, titles, rosters, zones, said, together, overdue }: Known): Check[] {
  const quota = (id: CheckId, of: (q: QuotaRow) => boolean): Check =>
    made(id, quotas.filter(of), (q) => ({ key: `${q.province}/${q.track}`, unit: { code: q.province, name: nameOf(q) }, zone: null }), quotaColumns);
  const found = (id: CheckId, of: (s: Said) => boolean): Check =>
    made(id, said.filter(of), (s) => ({ key: `${s.zone.id}/${s.n}`, unit: s.zone.unit, zone: s.zone.id }), () => saidColumns(id));
  const names = new Set(rosters.map((r) => r.id));
  return [
    quota('over', (q) => q.places !== null && q.recommended > q.places),
    quota('under', (q) => q.places !== null && q.recommended < q.places),
    quota('unknown-quota', (q) => q.places === null),
    made<Listed>('no-roster', titles.filter((t) => !t.roster || !names.has(t.roster)), (t) => ({ key: String(t.id), unit: t.unit, zone: null }), titleColumns),
    made<Roster>('short-roster', rosters.filter((r) => r.declared !== null && r.known < r.declared), (r) => ({ key: r.id, unit: null, zone: null }), rosterColumns),
    found('outside', (s) => isFault(s) && OUTSIDE.includes(s.found.check)),
    made<Together>('overlap', together, (t) => ({ key: `${t.zone.id}/${t.other.id}`, unit: t.zone.unit, zone: t.zone.id }), togetherColumns),
    found('extent', (s) => isFault(s) && !OUTSIDE.includes(s.found.check) && s.found.check !== 'zones-overlap'),
    made<Zone>('no-limits', zones.filter((z) => z.shape !== 'published'), (z) => ({ key: z.id, unit: z.unit, zone: null }), zoneColumns),
    made<Obligation>('overdue', overdue, (o) => ({ key: `${o.zone}/${o.track}/${o.term}/${o.duty}/${o.year ?? ''}`, unit: o.place, zone: null }), dutyColumns),
  ];
}
