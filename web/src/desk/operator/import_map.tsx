/** import_map.tsx - the rows of a list, each as a sign where its place lies with its line as a number: the
 *  same rows as the table, a form and a pattern for what each comes to. */

import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { say } from '../texts';
import { ShapeMap, type MapShape, type ShapeRole } from '../ui/shape_map';
import { RESULTS, type Result, type Row } from './imports_read';

interface Props {
  rows: readonly Row[];
  frame: string; /* which rows these are */
  line: number | null; /* of the row that is chosen */
  pick: (line: number | null) => void;
}

const ROLE: Record<Result, ShapeRole> = { new: 'added', change: 'changed', retract: 'taken', same: 'same', refused: 'refused' };

/* Where several rows are about one place, the gravest says how it looks. */
const GRAVE: readonly Result[] = ['refused', 'retract', 'change', 'new', 'same'];

/* More numbers than these lie over each other. */
const NUMBERED = 40;

function shapesOf(rows: readonly Row[], chosen: string | null): MapShape[] {
  const at = new Map<string, Row[]>();
  for (const r of rows) if (r.code !== null && r.lon !== null) at.set(r.code, [...(at.get(r.code) ?? []), r]);
  return [...at].map(([code, all]) => ({
    id: code,
    role: ROLE[GRAVE.find((g) => all.some((r) => r.result === g)) ?? 'same'],
    geometry: { type: 'Point', coordinates: [all[0]?.lon, all[0]?.lat] },
    label: at.size <= NUMBERED || code === chosen ? all.slice(0, 3).map((r) => r.line).join(' ') + (all.length > 3 ? ' …' : '') : undefined,
  }));
}

export function ImportMap({ rows, frame, line, pick }: Props): JSX.Element {
  const placed = rows.filter((r) => r.lon !== null);
  const chosen = placed.find((r) => r.line === line)?.code ?? null;
  const shapes = useMemo(() => shapesOf(rows, chosen), [rows, chosen]);
  const counts = RESULTS.map((r) => [r, placed.filter((row) => row.result === r).length] as const).filter(([, n]) => n > 0);
  return (
    <section class="sheet-box" aria-label={say('i_map')}>
      <h2>{say('i_map')}</h2>
      {placed.length === 0
        ? <p class="empty">{say('i_mapNone')}</p>
        : (
          <ShapeMap label={say('i_mapLabel')} shapes={shapes} selected={chosen} frame={frame}
            pick={(code) => pick(rows.find((r) => r.code === code)?.line ?? null)} />
        )}
      {placed.length > 0 && (
        <p class="import-counts">{say('i_mapCounts')}{counts.map(([r, n], i) => <span key={r}>{i > 0 && ' · '}{say(`row-${r}`)} <strong>{n}</strong></span>)}</p>
      )}
      {placed.length > 0 && <p class="soft">{say('i_mapNote')}{shapes.length > NUMBERED && ` ${say('i_mapMany')}`}</p>}
      {rows.length > placed.length && <p>{say('i_mapWithout', { n: rows.length - placed.length })}</p>}
    </section>
  );
}
