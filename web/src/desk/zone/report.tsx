/** report.tsx - what was found about an extent: in words, in numbers and on the map, the same findings in
 *  all three.  Each sentence of the service ends with what is to be done. */

import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { note, useAddress } from '../address';
import { read } from '../service';
import { moment, say, sayIf } from '../texts';
import { ShapeMap, type GeoShape, type MapShape } from '../ui/shape_map';
import { Shown, useLoaded, type Loaded } from '../ui/loaded';
import { Table } from '../ui/table';
import { hectares, letter, percent } from './measures';
import { SEVERITIES, type Found, type Part, type Report, type Severity } from './types';

const LOOK: Record<Severity, string> = { error: 'bad', warning: 'open', note: 'plain' };

/** The parts of a proposal as they are drawn. */
export async function shapesOfParts(application: number, parts: readonly Part[]): Promise<MapShape[]> {
  return Promise.all(parts.filter((p) => p.shape === 'given').map(async ({ number }) => {
    const { geometry } = await read<{ geometry: GeoShape }>(`/api/v1/applications/${application}/parts/${number}/shape`);
    return { id: `part-${number}`, role: 'proposed' as const, geometry, label: say('partShort', { n: number }) };
  }));
}

/** What is there stays until the answer about the new version has come: maps keep where they were. */
export function useVersioned<T>(what: string, version: number, ask: () => Promise<T>): Loaded<T> {
  const loaded = useLoaded(what, ask);
  const seen = useRef(version);
  useEffect(() => {
    if (seen.current === version) return;
    seen.current = version;
    void loaded.reload();
  }, [version]);
  return loaded;
}

export interface Measured {
  report: Report;
  shapes: MapShape[]; /* what the findings are about */
}

/** The report about a proposal and its shapes; made anew by the service whenever the proposal changed. */
export function useReport(application: number, version: number, parts: readonly Part[]): Loaded<Measured> {
  return useVersioned(`report/${application}`, version, async () => {
    const [report, shapes] = await Promise.all([
      read<Report>(`/api/v1/applications/${application}/extent-report`),
      shapesOfParts(application, parts),
    ]);
    return { report, shapes };
  });
}

/* Many findings have the shape of a part, or one shape: they share a label, and what is chosen stands out. */
function drawn(findings: readonly Found[], shapes: readonly MapShape[], at: number): MapShape[] {
  const same = (a: GeoShape, b: GeoShape): boolean => JSON.stringify(a.coordinates) === JSON.stringify(b.coordinates);
  return findings.flatMap((f, i) => {
    if (!f.shape) return [];
    const shape = f.shape;
    const group = findings.flatMap((other, k) => (k !== at && other.shape && same(other.shape, shape) ? [k] : []));
    const whole = f.shape_is === 'box' || shapes.some((s) => same(s.geometry, shape));
    return [{
      id: `finding-${i}`, role: f.shape_is === 'given' ? 'declared' as const : 'finding' as const, geometry: shape,
      label: i === at ? letter(i) : group[0] === i ? group.map(letter).join(' ') : undefined,
      plain: at < 0 ? whole : i !== at,
      box: f.shape_is === 'box',
    }];
  });
}

interface Props {
  of: Loaded<Measured>;
  file: string; /* how its tables are called when they are saved */
  children?: ComponentChildren; /* between head and findings */
}

export function ExtentReport({ of, file, children }: Props): JSX.Element {
  return (
    <section class="sheet-box" aria-labelledby="report-head" id="report">
      <h2 id="report-head">{say('report')}</h2>
      {children}
      <Shown of={of}>{(measured) => <ReportBody {...measured} again={of.reload} file={file} />}</Shown>
    </section>
  );
}

/** The findings beside their map; for those who have a report and its shapes in hand. */
export function ReportBody({ report, shapes, again, file }: Measured & { again?: () => Promise<void>; file: string }): JSX.Element {
  const address = useAddress();
  const at = report.findings.findIndex((_, i) => letter(i) === address('finding'));
  const pick = (id: string | null): void => {
    const n = Number(/^finding-(\d+)$/.exec(id ?? '')?.[1] ?? NaN);
    if (id === null || !Number.isNaN(n)) note({ finding: id === null ? null : letter(n) });
  };
  const all = useMemo(() => [...shapes, ...drawn(report.findings, shapes, at)], [report, shapes, at]);
  const places = useMemo(() => [report.zone.host ?? report.zone.applicant].filter((code) => code !== null), [report]);
  return (
    <>
      <p class="report-counts">
        <strong>{report.findings.length === 0 ? say('findingsNone') : say('findingsCount', { n: report.findings.length })}</strong>{' '}
        {SEVERITIES.filter((s) => report.counts[s] > 0).map((s) => (
          <span key={s} class={`chip chip-${LOOK[s]}`}>{say(`severity_${s}`)} {report.counts[s]}</span>
        ))}
        {again && <button type="button" onClick={() => void again()}>{say('reportAgain')}</button>}
      </p>
      {report.made && <p class="soft">{say('reportMade', { when: moment(report.made) })}</p>}
      <div class="report-columns">
        {report.findings.length > 0 && (
          <ol class="findings">
            {report.findings.map((f, i) => <Finding key={i} found={f} n={i} chosen={i === at} pick={pick} />)}
          </ol>
        )}
        <ShapeMap label={say('reportMap', { zone: report.zone.name })} shapes={all} places={places} selected={at < 0 ? null : `finding-${at}`} pick={pick} />
      </div>
      {report.not_measured.length > 0 && (
        <>
          <h3>{say('notMeasuredHead')}</h3>
          <ul>{report.not_measured.map((m) => <li key={m.text}>{m.text}</li>)}</ul>
        </>
      )}
      <Numbers report={report} file={file} />
      <Tolerances report={report} />
    </>
  );
}

function Finding({ found, n, chosen, pick }: { found: Found; n: number; chosen: boolean; pick: (id: string | null) => void }): JSX.Element {
  return (
    <li class={chosen ? 'chosen' : undefined}>
      <p class="finding-head">
        <span class="letter" aria-hidden="true">{letter(n)}</span>
        <strong><span class="unseen">{letter(n)} </span>{found.label}</strong>
        <span class={`chip chip-${LOOK[found.severity]}`}>{say(`severity_${found.severity}`)}</span>
      </p>
      <p>{found.text}</p>
      {found.shape
        ? <button type="button" aria-pressed={chosen} onClick={() => pick(chosen ? null : `finding-${n}`)}>{say('showOnMap')}<span class="unseen"> {letter(n)}</span></button>
        : <p class="soft">{say('nothingToDraw')}</p>}
      {found.shape_is === 'box' && <p class="soft">{say('drawnAsBox')}</p>}
    </li>
  );
}

function Numbers({ report, file }: { report: Report; file: string }): JSX.Element {
  const { zone } = report;
  return (
    <>
      <Table caption={say('reportNumbers')} prefix="m_" rows={report.parts} id={(p) => p.number} file={`extent-${file}`} empty={say('partsNone')}
        columns={[
          { id: 'part', head: say('part'), text: (p) => say('partNamed', { n: p.number, name: p.name }), order: (p) => p.number },
          { id: 'declared', head: say('declaredArea'), text: (p) => hectares(p.declared_m2), order: (p) => p.declared_m2, number: true },
          { id: 'measured', head: say('measuredArea'), text: (p) => (p.area_m2 === null ? say('noShape') : hectares(p.area_m2)), order: (p) => p.area_m2, number: true },
          { id: 'host', head: say('outsideHost'), text: (p) => percent(p.outside_host_share), order: (p) => p.outside_host_share, number: true },
          { id: 'applicant', head: say('outsideApplicant'), text: (p) => percent(p.outside_applicant_share), order: (p) => p.outside_applicant_share, number: true },
        ]} />
      <p>{say('reportSums', { declared: hectares(zone.declared_m2), parts: hectares(zone.parts_declared_m2), measured: hectares(zone.computed_m2, 'notMeasured') })}</p>
    </>
  );
}

function Tolerances({ report: { tolerances: t } }: { report: Report }): JSX.Element {
  const shown = (name: keyof Report['tolerances']): string =>
    name.endsWith('_m2') ? say('squareMetres', { n: t[name] }) : name.endsWith('_metres') ? say('metres', { n: t[name] }) : percent(t[name]);
  return (
    <details class="edit">
      <summary>{say('tolerances')}</summary>
      <dl class="facts">
        {(Object.keys(t) as (keyof Report['tolerances'])[]).map((name) => <><dt>{sayIf(`t_${name}`)}</dt><dd>{shown(name)}</dd></>)}
      </dl>
    </details>
  );
}
