/** compare_shapes.tsx - two extents side by side, proposed or published: each map shows its own and, in
 *  outline, the other one; what is said of them stands in one table, and what differs is marked. */

import type { JSX } from 'preact';
import { useId, useMemo } from 'preact/hooks';
import { note, useAddress } from '../address';
import { read, readAll } from '../service';
import { say } from '../texts';
import type { Summary } from '../types';
import { Shown, useLoaded } from '../ui/loaded';
import type { MapShape } from '../ui/shape_map';
import { Table } from '../ui/table';
import { hectares } from '../zone/measures';
import { isZone } from '../zone/proposal';
import { shapesOfParts } from '../zone/report';
import { SIDES, type Part, type Proposal } from '../zone/types';
import { publishedShapes } from './consistency_read';
import { Pair, type Half } from './pair';
import { withZoneNames } from './place';
import { trackLabel } from './tracks';

interface Listed {
  id: string;
  name: string;
  kind_label: string;
}

interface Published {
  name: string;
  kind_label: string;
  host: { name: string | null } | null;
  declared_m2: number | null;
  area_m2: number | null;
  parts: Part[];
}

/** One of the two: `app-12` or `zone-nanjing-jiangning` in the address. */
interface Extent {
  name: string;
  kind: string;
  host: string | null;
  declared: number | null;
  measured: number | null;
  parts: Part[];
  shapes: MapShape[];
}

interface Choices {
  applications: Summary[];
  zones: Listed[];
}

async function choices(): Promise<Choices> {
  const [applications, zones] = await Promise.all([
    readAll<Summary>('/api/v1/applications', 'applications').then(withZoneNames),
    read<{ zones: Listed[] }>('/api/v1/zones').then((z) => z.zones),
  ]);
  return { applications: applications.filter((a) => isZone(a.track)).reverse(), zones };
}

const sum = (parts: readonly Part[]): number | null => {
  const known = parts.flatMap((p) => (p.area_m2 === null ? [] : [p.area_m2]));
  return known.length === 0 ? null : known.reduce((all, m2) => all + m2, 0);
};

async function proposed(id: string): Promise<Extent> {
  const [app, proposal] = await Promise.all([
    read<Summary>(`/api/v1/applications/${encodeURIComponent(id)}`),
    read<Proposal>(`/api/v1/applications/${encodeURIComponent(id)}/zone`),
  ]);
  return {
    name: proposal.zone?.name ?? app.place.name ?? app.place.code,
    kind: say('n_proposedAs', { track: trackLabel(app), state: app.state_label }),
    host: proposal.zone?.host_name ?? null,
    declared: proposal.zone?.declared_m2 ?? null,
    measured: sum(proposal.parts),
    parts: proposal.parts,
    shapes: await shapesOfParts(app.id, proposal.parts),
  };
}

async function published(id: string): Promise<Extent> {
  const [zone, shapes] = await Promise.all([read<Published>(`/api/v1/zones/${encodeURIComponent(id)}`), publishedShapes(id)]);
  return {
    name: zone.name,
    kind: say('n_publishedAs', { kind: zone.kind_label }),
    host: zone.host?.name ?? null,
    declared: zone.declared_m2,
    measured: zone.area_m2,
    parts: zone.parts,
    shapes,
  };
}

function extentOf(key: string): Promise<Extent> {
  const [, sort, id] = /^(app|zone)-(.+)$/.exec(key) ?? [];
  if (!id) return Promise.reject(new Error(say('n_noSuchExtent')));
  return sort === 'app' ? proposed(id) : published(id);
}

export function CompareShapes(): JSX.Element {
  const known = useLoaded('extents', choices);
  return <Shown of={known}>{(all) => <Chosen {...all} />}</Shown>;
}

function Chosen({ applications, zones }: Choices): JSX.Element {
  const address = useAddress();
  const id = useId();
  const [a, b] = [address('a') ?? '', address('b') ?? ''];
  const both = useLoaded(`extents/${a}/${b}`, async () => (a && b ? Promise.all([extentOf(a), extentOf(b)]) : null));
  const choice = (name: string, label: string, now: string): JSX.Element => (
    <div>
      <label for={`${id}-${name}`}>{label}</label>
      <select id={`${id}-${name}`} class="wide" value={now} onChange={(e) => note({ [name]: e.currentTarget.value, spot: null })}>
        <option value="">{say('choose')}</option>
        <optgroup label={say('n_proposedOnes')}>
          {applications.map((x) => <option key={x.id} value={`app-${x.id}`} selected={now === `app-${x.id}`}>{x.about ?? x.place.name}（{x.id}，{x.state_label}）</option>)}
        </optgroup>
        <optgroup label={say('n_publishedOnes')}>
          {zones.map((z) => <option key={z.id} value={`zone-${z.id}`} selected={now === `zone-${z.id}`}>{z.name}</option>)}
        </optgroup>
      </select>
    </div>
  );
  return (
    <>
      <div class="filters">
        {choice('a', say('n_left_one'), a)}
        {choice('b', say('n_right_one'), b)}
      </div>
      <Shown of={both}>
        {(pair) => (pair ? <Both a={a} b={b} left={pair[0]} right={pair[1]} /> : <p class="bar">{say('n_chooseTwo')}</p>)}
      </Shown>
    </>
  );
}

/* The other one lies below, in outline. */
function shapesBeside(own: Extent, other: Extent, side: string): MapShape[] {
  return [
    ...other.shapes.map((s) => ({ ...s, id: `other-${s.id}`, role: 'beside' as const, label: undefined })),
    ...own.shapes.map((s) => ({ ...s, id: `${side}-${s.id}` })),
  ];
}

function Both({ a, b, left, right }: { a: string; b: string; left: Extent; right: Extent }): JSX.Element {
  const spot = useAddress()('spot');
  const shapes = useMemo(() => [shapesBeside(left, right, 'a'), shapesBeside(right, left, 'b')] as const, [left, right]);
  const half = (e: Extent, i: 0 | 1): Half => ({
    head: `${e.name} · ${e.kind}`,
    label: say('n_mapOf', { what: e.name }),
    shapes: shapes[i],
    own: e.shapes.map((s) => `${'ab'[i]}-${s.id}`),
    below: e.shapes.length === 0 && <p class="bar bar-warn-box">{say('n_noShapes')}</p>,
  });
  const rows = rowsOf(left, right);
  const differ = rows.filter((r) => r.left !== r.right).length;
  return (
    <>
      <Pair frame={`${a}/${b}`} selected={spot} pick={(id) => note({ spot: id })} halves={[half(left, 0), half(right, 1)]} />
      <p class="soft">{say('n_otherOutline')}</p>
      <Table caption={say('n_saidOfBoth', { n: differ })} prefix="x_" rows={rows} id={(r) => r.key} file={`compare-${a}-${b}`} mark={(r) => (r.left === r.right ? undefined : 'differs')}
        columns={[
          { id: 'what', head: say('what'), text: (r) => r.what },
          { id: 'left', head: left.name, text: (r) => r.left },
          { id: 'right', head: right.name, text: (r) => r.right },
          { id: 'differs', head: say('n_differs'), text: (r) => say(r.left === r.right ? 'n_same' : 'n_different') },
        ]} />
    </>
  );
}

interface Row {
  key: string;
  what: string;
  left: string;
  right: string;
}

function rowsOf(left: Extent, right: Extent): Row[] {
  const row = (key: string, what: string, of: (e: Extent) => string): Row => ({ key, what, left: of(left), right: of(right) });
  const numbers = [...new Set([...left.parts, ...right.parts].map((p) => p.number))].sort((x, y) => x - y);
  const ofPart = (n: number, key: string, what: string, of: (p: Part) => string): Row =>
    row(`${n}/${key}`, say('n_ofPart', { n, what }), (e) => {
      const part = e.parts.find((p) => p.number === n);
      return part ? of(part) : say('n_noSuchPart');
    });
  const side = (p: Part, s: (typeof SIDES)[number]): string =>
    p.extent.blocks?.map((b) => b.sides[s].text ?? say('sideMissing')).join(say('semicolon')) ?? say('notSaid');
  return [
    row('kind', say('kind'), (e) => e.kind),
    row('host', say('host'), (e) => e.host ?? say('notSaid')),
    row('declared', say('n_declaredWhole'), (e) => hectares(e.declared)),
    row('measured', say('n_measuredWhole'), (e) => (e.measured === null ? say('noShape') : hectares(e.measured))),
    row('parts', say('n_partsNumber'), (e) => String(e.parts.length)),
    ...numbers.flatMap((n) => [
      ofPart(n, 'name', say('n_partName'), (p) => p.name),
      ofPart(n, 'function', say('function'), (p) => p.function ?? say('notSaid')),
      ofPart(n, 'declared', say('declaredArea'), (p) => hectares(p.declared_m2)),
      ofPart(n, 'measured', say('measuredArea'), (p) => (p.area_m2 === null ? say('noShape') : hectares(p.area_m2))),
      ...SIDES.map((s) => ofPart(n, s, say(`side_${s}`), (p) => side(p, s))),
    ]),
  ];
}
