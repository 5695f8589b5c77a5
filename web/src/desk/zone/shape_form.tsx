/** shape_form.tsx - the shape of a part: as the lines that bound it, as one area, or as a file; looked at
 *  before it is kept.  What the service refuses stands where it was caused, and on the map where the
 *  refusal names a place. */

import type { JSX } from 'preact';
import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks';
import { useUnsaved } from '../address';
import { Refused } from '../service';
import { say, sayIf } from '../texts';
import { tell } from '../ui/bar';
import { ShapeMap, type MapShape, type ShapeSheet } from '../ui/shape_map';
import { DATUMS, EMPTY, faultsOf, keep, lookAt, WAYS, type Draft } from './draft';
import { DrawingTools, Figures, type Drawing } from './figures';
import { hectares, percent } from './measures';
import { placesIn } from './points';
import { shapesOfParts, useVersioned } from './report';
import type { Part, Preview, Proposal } from './types';

interface Props {
  proposal: Proposal;
  part: Part;
  reload: () => Promise<void>;
}

interface Refusal {
  text: string;
  fields: Record<string, string>;
  at: MapShape[];
}

const NO_REFUSAL: Refusal = { text: '', fields: {}, at: [] };

function refusalOf(e: Refused): Refusal {
  const text = [...new Set([e.message, ...e.fields.values()])].join(' ');
  return {
    text,
    fields: Object.fromEntries([...e.fields].filter(([field]) => field === 'crs').map(([, message]) => ['crs', message])),
    at: placesIn(text).map((coordinates, i) => ({ id: `fault-${i}`, role: 'fault', geometry: { type: 'Point', coordinates }, label: '!' })),
  };
}

export function ShapeOfPart({ proposal, part, reload }: Props): JSX.Element {
  const [draft, setDraft] = useState<Draft>({ ...EMPTY, way: part.method === 'none' || part.method === 'lines' ? 'lines' : 'area' });
  const [preview, setPreview] = useState<Preview | null>(null);
  const [refusal, setRefusal] = useState(NO_REFUSAL);
  const [busy, setBusy] = useState(false);
  const [sheet, setSheet] = useState<ShapeSheet | null>(null);
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  const bar = useRef<HTMLParagraphElement>(null);
  const id = useId();
  const kept = useVersioned(`shapes/${proposal.application}`, proposal.version, () => shapesOfParts(proposal.application, proposal.parts));
  const begun = draft.file !== null || Object.values(draft.texts).some((text) => text.trim() !== '');
  useUnsaved(begun && !busy);
  useEffect(() => bar.current?.focus(), [refusal]);

  const change = (more: Partial<Draft>): void => {
    setDraft((before) => ({ ...before, ...more }));
    setPreview(null);
    setRefusal(NO_REFUSAL);
  };

  async function attempt(job: () => Promise<void>): Promise<void> {
    const faults = faultsOf(draft);
    if (Object.keys(faults).length > 0) return setRefusal({ text: faults[''] ?? say('faultsAt', { n: Object.keys(faults).length }), fields: faults, at: [] });
    setBusy(true);
    setRefusal(NO_REFUSAL);
    try {
      await job();
    } catch (e) {
      if (!(e instanceof Refused)) throw e;
      setRefusal(refusalOf(e));
      if (e.status === 412) await reload();
    } finally {
      setBusy(false);
    }
  }

  const look = (): Promise<void> => attempt(async () => setPreview(await lookAt(proposal, part.number, draft)));
  const send = (): Promise<void> => attempt(async () => {
    const now = await keep(proposal, part.number, draft);
    setDraft((before) => ({ ...EMPTY, way: before.way }));
    setPreview(null);
    await reload();
    tell(say('shapeKept', { n: part.number, area: hectares(now.taken?.area_m2 ?? null) }));
  });

  const shapes = useMemo((): MapShape[] => [
    ...(kept.value ?? []),
    ...(preview ? [{ id: 'preview', role: 'preview' as const, geometry: preview.shape }] : []),
    ...refusal.at,
  ], [kept.value, preview, refusal]);
  const host = proposal.zone?.host_code;
  const places = useMemo(() => (host ? [host] : []), [host]);
  const onMap = draft.way !== 'file';
  return (
    <section class="shape-form" aria-labelledby={`${id}-head`}>
      <h3 id={`${id}-head`}>{say('shapeOf', { n: part.number })}</h3>
      <p class="soft">{part.shape === 'none' ? say('shapeNone') : say('shapeIs', { area: hectares(part.area_m2), how: say(`method_${part.method as 'lines'}`), crs: crsName(part.crs) })}</p>
      <fieldset class="ways">
        <legend>{say(part.shape === 'none' ? 'shapeGive' : 'shapeAnew')}</legend>
        {WAYS.map((way) => (
          <label key={way}><input type="radio" name={`${id}-way`} checked={draft.way === way} onChange={() => change({ way })} /> {say(`way_${way}`)}</label>
        ))}
      </fieldset>
      <div class="draw-columns">
        <div>
          {onMap
            ? <Figures draft={draft} change={change} sheet={sheet} faults={refusal.fields} drawing={drawing} setDrawing={setDrawing}
                kept={kept.value?.find((s) => s.id === `part-${part.number}`)} />
            : <FileOfShape draft={draft} change={change} faults={refusal.fields} />}
          {refusal.text !== '' && <p ref={bar} class="bar bar-bad" role="alert" tabIndex={-1}>{refusal.text}</p>}
          {preview && <Taken preview={preview} part={part} />}
          <p class="buttons">
            <button type="button" class={preview ? undefined : 'main'} disabled={busy} onClick={() => void look()}>{busy ? say('sending') : say('preview')}</button>
            <button type="button" class={preview ? 'main' : undefined} disabled={busy || !preview} onClick={() => void send()}>{say('keepShape')}</button>
            {begun && <button type="button" onClick={() => change({ ...EMPTY, way: draft.way })}>{say('beginAnew')}</button>}
          </p>
        </div>
        <ShapeMap label={say('drawMap', { n: part.number })} shapes={shapes} places={places} ready={setSheet} drawn={begun && onMap ? (draft.way === 'lines' ? 'declared' : 'drawn') : undefined}
          selected={preview ? 'preview' : refusal.at.length > 0 ? 'fault-0' : null}>
          <DrawingTools drawing={drawing} />
        </ShapeMap>
      </div>
    </section>
  );
}

const crsName = (crs: string | null): string => sayIf(`crs_${crs}`).replace(/^crs_/, '');

/** What the service made of it. */
function Taken({ preview: { taken }, part }: { preview: Preview; part: Part }): JSX.Element {
  const declared = part.declared_m2;
  return (
    <div class="bar bar-good" role="status">
      <p>
        <strong>{say('takenArea', { area: hectares(taken.area_m2), points: taken.points })}</strong>{' '}
        {declared !== null && say('takenDeclared', { declared: hectares(declared), share: percent(Math.abs(taken.area_m2 - declared) / declared) })}{' '}
        {taken.crs && say('takenCrs', { crs: crsName(taken.crs) })}{' '}
        {taken.axes && say('takenAxes', { axes: say(taken.axes === 'x-east' ? 'axesEast' : 'axesNorth') })}{' '}
        {taken.heights_dropped && say('takenHeights')}{' '}
        {taken.duplicates_dropped > 0 && say('takenTwice', { n: taken.duplicates_dropped })}{' '}
        {taken.rings_closed > 0 && say('takenClosed', { n: taken.rings_closed })}
      </p>
    </div>
  );
}

const GRIDS = ['cgcs2000-gk', 'epsg:3857'] as const;

function FileOfShape({ draft, change, faults }: { draft: Draft; change: (more: Partial<Draft>) => void; faults: Record<string, string> }): JSX.Element {
  const id = useId();
  const known: readonly string[] = ['', ...DATUMS, ...GRIDS];
  const other = !known.includes(draft.crs);
  return (
    <>
      <div class="field">
        <label for={`${id}-file`}>{say('shapeFile')}</label>
        <p class="hint" id={`${id}-hint`}>{say('shapeFileHint')}</p>
        <input id={`${id}-file`} type="file" accept=".geojson,.json,.zip,.kml,.csv,.txt" aria-invalid={faults['file'] ? 'true' : undefined}
          aria-describedby={`${id}-hint${faults['file'] ? ` ${id}-fault` : ''}`} onChange={(e) => change({ file: e.currentTarget.files?.[0] ?? null })} />
        {faults['file'] && <p class="error" id={`${id}-fault`}>{faults['file']}</p>}
      </div>
      <div class="field">
        <label for={`${id}-crs`}>{say('crs')}</label>
        <p class="hint" id={`${id}-crs-hint`}>{say('crsHint')}</p>
        <select id={`${id}-crs`} value={other ? 'other' : draft.crs} aria-invalid={faults['crs'] ? 'true' : undefined} aria-describedby={`${id}-crs-hint`}
          onChange={(e) => change({ crs: e.currentTarget.value === 'other' ? 'epsg:' : e.currentTarget.value })}>
          <option value="">{say('crsOfFile')}</option>
          {[...DATUMS, ...GRIDS].map((crs) => <option key={crs} value={crs} selected={crs === draft.crs}>{say(`crs_${crs}`)}</option>)}
          <option value="other" selected={other}>{say('crsOther')}</option>
        </select>
        {other && <input aria-label={say('crsOther')} value={draft.crs} maxLength={20} onInput={(e) => change({ crs: e.currentTarget.value })} />}
        {faults['crs'] && <p class="error">{faults['crs']}</p>}
      </div>
    </>
  );
}

