/** compare_dates.tsx - the titles of the whole country on two days: what came, what ended.  The maps, the
 *  counts and the rows are made from the same changes. */

import type { JSX } from 'preact';
import { useId, useMemo } from 'preact/hooks';
import { changesOf, dayAfter, dayNumber, dayOf } from '../../listing';
import { note, useAddress } from '../address';
import { read } from '../service';
import { day, say, today } from '../texts';
import { Shown, useLoaded } from '../ui/loaded';
import type { GeoShape, MapShape } from '../ui/shape_map';
import { Table } from '../ui/table';
import { changedOn, changesBetween, countsOf, FATES, type Change, type Fate, type OnDay } from './changes';
import { Pair } from './pair';
import { trackLabel } from './tracks';

const COUNTRY = [73, 3, 135.5, 54] as const;
const DAY = /^\d{4}-\d\d-\d\d$/;
const yearBefore = (date: string): string => `${Number(date.slice(0, 4)) - 1}${date.slice(4)}`.replace('-02-29', '-02-28');

interface Drawn {
  features: { id: string; properties: Record<string, unknown>; geometry: GeoShape | null }[];
}

interface Zones {
  zones: { name: string; marker: { lon: number; lat: number } | null }[];
}

/* Where a title lies: a place by its outline, a zone by its point. */
async function gatherGround(): Promise<{ outlines: Map<number, GeoShape>; points: Map<string, GeoShape> }> {
  const [places, zones] = await Promise.all([
    read<Drawn>('/ogc/collections/titled-places/items', { simplify: '0.015', limit: 10000, f: 'json' }),
    read<Zones>('/api/v1/zones'),
  ]);
  return {
    outlines: new Map(places.features.flatMap((f) => (f.geometry ? [[Number(f.id), f.geometry] as const] : []))),
    points: new Map(zones.zones.flatMap((z) => (z.marker ? [[z.name, { type: 'Point', coordinates: [z.marker.lon, z.marker.lat] }] as const] : []))),
  };
}

const spotOf = ({ title }: Change): string => (title.holder.code ? `place-of-${title.holder.code}` : `zone-of-${title.holder.name}`);

export function CompareDates(): JSX.Element {
  const address = useAddress();
  const id = useId();
  const asked = (name: string, otherwise: string): string => {
    const given = address(name) ?? '';
    return DAY.test(given) ? given : otherwise;
  };
  const [a, b] = [asked('from', yearBefore(today())), asked('to', today())].sort() as [string, string];
  const turns = useLoaded('turns', async () => changesOf((await read<{ titles: OnDay[] }>('/api/v1/titles', { all: 'true' })).titles as Parameters<typeof changesOf>[0]).reverse());
  const ground = useLoaded('titles-ground', gatherGround);
  const changes = useLoaded(`changes/${a}/${b}`, async () => {
    const on = (date: string) => read<{ titles: OnDay[] }>('/api/v1/titles', { on: date }).then((t) => t.titles);
    const [first, second] = await Promise.all([on(a), on(b)]);
    return changesBetween(first, second);
  });
  const input = (name: string, label: string, now: string): JSX.Element => (
    <div>
      <label for={`${id}-${name}`}>{label}</label>
      <input id={`${id}-${name}`} type="date" value={now} onChange={(e) => note({ [name]: e.currentTarget.value, spot: null })} />
    </div>
  );
  return (
    <>
      <div class="filters">
        {input('from', say('n_dayA'), a)}
        {input('to', say('n_dayB'), b)}
        {turns.value && turns.value.length > 0 && (
          <div>
            <label for={`${id}-turn`}>{say('n_turns')}</label>
            <select id={`${id}-turn`} value={dayAfter(a) === b ? b : ''} onChange={(e) => e.currentTarget.value && note({ from: dayOf(dayNumber(e.currentTarget.value) - 1), to: e.currentTarget.value, spot: null })}>
              <option value="">{say('choose')}</option>
              {turns.value.map((t) => <option key={t.day} value={t.day} selected={dayAfter(a) === b && t.day === b}>{say('n_turn', { day: day(t.day), begin: t.begin, end: t.end })}</option>)}
            </select>
          </div>
        )}
      </div>
      <p class="soft">{say('n_heldNote')}</p>
      <Shown of={changes}>
        {(all) => <Shown of={ground}>{(it) => <Both a={a} b={b} all={all} {...it} />}</Shown>}
      </Shown>
    </>
  );
}

interface BothProps {
  a: string;
  b: string;
  all: Change[];
  outlines: Map<number, GeoShape>;
  points: Map<string, GeoShape>;
}

function Both({ a, b, all, outlines, points }: BothProps): JSX.Element {
  const address = useAddress();
  const kind = address('kind') ?? '';
  const list = FATES.find((f) => f === address('list')) ?? null;
  const spot = address('spot');
  const changes = useMemo(() => all.filter((c) => kind === '' || c.title.kind === kind), [all, kind]);
  const counts = useMemo(() => countsOf(all, say('n_allKinds')), [all]);
  const geometry = (c: Change): GeoShape | null => outlines.get(c.title.id) ?? points.get(c.title.holder.name) ?? null;

  /* A place is drawn once: by what changes at it, where something does. */
  const half = (changed: Fate): MapShape[] => {
    const found = new Map<string, MapShape>();
    for (const c of [...changes.filter((c) => c.fate === 'kept'), ...changes.filter((c) => c.fate === changed)]) {
      const shape = geometry(c);
      if (shape) found.set(spotOf(c), { id: spotOf(c), role: c.fate, geometry: shape });
    }
    return [...found.values()];
  };
  const shapes = useMemo(() => [half('ended'), half('came')] as const, [changes, outlines, points]);
  const rows = changes.filter((c) => (list === null ? c.fate !== 'kept' : c.fate === list));
  const undrawn = changes.filter((c) => geometry(c) === null).length;
  const n = (fate: Fate): number => changes.filter((c) => c.fate === fate).length;
  const pick = (id: string | null): void => note({ spot: id });
  const heads = [say('n_headA', { day: day(a), n: n('kept') + n('ended'), ended: n('ended') }), say('n_headB', { day: day(b), n: n('kept') + n('came'), came: n('came') })] as const;
  return (
    <>
      <Pair frame={`${a}/${b}/${kind}`} whole={COUNTRY} selected={spot} pick={pick}
        halves={[
          { head: heads[0], label: say('n_mapOf', { what: heads[0] }), shapes: shapes[0] },
          { head: heads[1], label: say('n_mapOf', { what: heads[1] }), shapes: shapes[1] },
        ]} />
      {undrawn > 0 && <p class="soft">{say('n_undrawn', { n: undrawn })}</p>}
      <Table caption={say('n_countsOf', { a: day(a), b: day(b) })} prefix="k_" rows={counts} id={(c) => c.kind} file={`titles-${a}-${b}`} chosen={(c) => c.kind === kind && kind !== ''}
        columns={[
          { id: 'kind', head: say('kind'), text: (c) => c.label, cell: (c) => <button type="button" class="link" aria-pressed={c.kind === kind} onClick={() => note({ kind: c.kind === kind ? null : c.kind, spot: null })}>{c.label}</button> },
          { id: 'before', head: say('n_onA'), text: (c) => String(c.before), order: (c) => c.before, number: true },
          { id: 'ended', head: say('n_ended'), text: (c) => String(c.ended), order: (c) => c.ended, number: true },
          { id: 'came', head: say('n_came'), text: (c) => String(c.came), order: (c) => c.came, number: true },
          { id: 'after', head: say('n_onB'), text: (c) => String(c.after), order: (c) => c.after, number: true },
        ]} />
      <div class="filters">
        <div>
          <label for="compare-list">{say('n_listWhat')}</label>
          <select id="compare-list" value={list ?? ''} onChange={(e) => note({ list: e.currentTarget.value })}>
            <option value="">{say('n_changesOnly')}</option>
            {FATES.map((f) => <option key={f} value={f} selected={f === list}>{say(`role_${f}`)}（{n(f)}）</option>)}
          </select>
        </div>
      </div>
      <Table caption={say('n_changesRows')} prefix="c_" rows={rows} id={(c) => c.title.id} file={`changes-${a}-${b}`} empty={say('n_noChange')} chosen={(c) => spotOf(c) === spot}
        columns={[
          { id: 'place', head: say('n_holder'), text: (c) => c.title.holder.name, cell: (c) => (geometry(c)
            ? <button type="button" class="link" aria-pressed={spotOf(c) === spot} onClick={() => pick(spotOf(c) === spot ? null : spotOf(c))}>{c.title.holder.name}</button>
            : c.title.holder.name) },
          { id: 'what', head: say('what'), text: (c) => say(`role_${c.fate}`) },
          { id: 'when', head: say('when'), text: (c) => (c.fate === 'kept' ? '' : day(changedOn(c))), order: changedOn },
          { id: 'kind', head: say('kind'), text: ({ title: t }) => trackLabel({ track: t.kind, track_label: t.kind_label }) },
          { id: 'unit', head: say('n_province'), text: (c) => c.title.unit?.name ?? '' },
          { id: 'status', head: say('state'), text: (c) => c.title.status_label },
          { id: 'document', head: say('document'), text: (c) => c.title.source.number ?? '' },
          { id: 'code', head: say('code'), text: (c) => c.title.holder.code ?? '', hidden: true },
        ]} />
    </>
  );
}
