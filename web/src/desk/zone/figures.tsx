/** figures.tsx - lines or an area, drawn on the map or typed as points: two views of the same text. */

import type { JSX } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import type { Figure, LonLat, Pen } from '../../map/shape_pen';
import { say } from '../texts';
import type { MapShape, ShapeSheet } from '../ui/shape_map';
import { DATUMS, figuresOf, idsOf, labelOf, type Draft } from './draft';
import { readPoints, writePoints } from './points';

interface Props {
  draft: Draft;
  change: (more: Partial<Draft>) => void;
  sheet: ShapeSheet | null;
  faults: Record<string, string>;
  kept: MapShape | undefined; /* the shape there is */
  drawing: Drawing | null;
  setDrawing: (next: Drawing | null | ((before: Drawing | null) => Drawing | null)) => void;
}

export interface Drawing {
  id: string;
  points: number;
  pen: Pen;
}

const MOST_COPIED = 500;

/* Its outer ring, where it is one and not too long to be typed over. */
function ringOf(shape: MapShape | undefined): LonLat[] | null {
  const { type, coordinates } = shape?.geometry ?? { type: '', coordinates: null };
  const rings = (type === 'MultiPolygon' && (coordinates as LonLat[][][]).length === 1 ? (coordinates as LonLat[][][])[0] : type === 'Polygon' ? coordinates : null) as LonLat[][] | null | undefined;
  const ring = rings?.length === 1 ? rings[0] : undefined;
  return ring && ring.length <= MOST_COPIED ? ring.slice(0, -1) : null;
}

export function Figures({ draft, change, sheet, faults, kept, drawing, setDrawing }: Props): JSX.Element {
  const id = useId();
  const pen = useRef<Pen | null>(null);
  const now = useRef({ draft, change });
  now.current = { draft, change };
  const ids = idsOf(draft.way);
  const figures = figuresOf(draft);
  const ring = draft.way === 'area' ? ringOf(kept) : null;
  const drawable = draft.datum === 'cgcs2000';

  const write = (figure: string, text: string): void => now.current.change({ texts: { ...now.current.draft.texts, [figure]: text } });

  useEffect(() => {
    const target = sheet?.map.getTargetElement();
    if (!sheet || !target) return undefined;
    let made: Pen | null = null;
    let over = false;
    void import('../../map/shape_pen').then(({ makePen }) => {
      if (over) return;
      made = pen.current = makePen(sheet, target, 1, {
        changed: (figure, points) => {
          const first = (now.current.draft.texts[figure] ?? '') === '';
          write(figure, writePoints(points));
          if (first) setTimeout(() => goOn(figure));
        },
        drawing: (points) => setDrawing((before) => (points === null || !before ? null : { ...before, points })),
      });
      made.show(figuresOf(now.current.draft));
    });
    return () => {
      over = true;
      pen.current = null;
      setDrawing(null);
      made?.remove();
    };
  }, [sheet]);

  useEffect(() => pen.current?.show(figures), [JSON.stringify(figures)]);
  useEffect(() => pen.current?.stop(), [draft.way]);

  const draw = (figure: string): void => {
    const wanted = figuresOf(now.current.draft).find((f) => f.id === figure) as Figure;
    const target = sheet?.map.getTargetElement();
    if (!pen.current || !target) return;
    pen.current.draw(wanted);
    setDrawing({ id: figure, points: 0, pen: pen.current });
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: 'nearest' });
  };

  /* After one side comes the next that is not there yet. */
  const goOn = (done: string): void => {
    const { texts, way } = now.current.draft;
    const all = idsOf(way);
    const rest = [...all.slice(all.indexOf(done) + 1), ...all.slice(0, all.indexOf(done))].find((each) => (texts[each] ?? '').trim() === '');
    if (rest) draw(rest);
  };

  return (
    <>
      <p class="hint">{say(`how_${draft.way as 'lines'}`)}</p>
      <div class="field">
        <label for={`${id}-datum`}>{say('datum')}</label>
        <select id={`${id}-datum`} value={draft.datum} onChange={(e) => change({ datum: e.currentTarget.value })}>
          {DATUMS.map((datum) => <option key={datum} value={datum} selected={datum === draft.datum}>{say(`crs_${datum}`)}</option>)}
        </select>
        {!drawable && <p class="hint">{say('datumOther')}</p>}
      </div>
      {ring && <p class="buttons"><button type="button" onClick={() => write('ring', writePoints(ring))}>{say('fromKept')}</button></p>}
      {ids.map((figure) => {
        const text = draft.texts[figure] ?? '';
        const { points } = readPoints(text);
        const fault = faults[figure];
        const at = `${id}-${figure}`;
        return (
          <div key={figure} class="field figure">
            <label for={at}>{labelOf(figure)} <span class="soft">{say('pointsN', { n: points.length })}</span></label>
            <p class="buttons">
              <button type="button" disabled={!drawable || !sheet} aria-pressed={drawing?.id === figure} onClick={() => draw(figure)}>{say(points.length > 0 ? 'drawAgain' : 'drawIt')}<span class="unseen"> {labelOf(figure)}</span></button>
              {text !== '' && <button type="button" onClick={() => write(figure, '')}>{say('clearIt')}<span class="unseen"> {labelOf(figure)}</span></button>}
            </p>
            <textarea id={at} rows={figure === 'ring' ? 6 : 2} value={text} placeholder="118.79, 32.06" spellcheck={false}
              aria-invalid={fault ? 'true' : undefined} aria-describedby={fault ? `${at}-fault` : undefined} onInput={(e) => write(figure, e.currentTarget.value)} />
            {fault && <p class="error" id={`${at}-fault`}>{fault}</p>}
          </div>
        );
      })}
    </>
  );
}

/** Beside the map, where the hand is. */
export function DrawingTools({ drawing }: { drawing: Drawing | null }): JSX.Element {
  return (
    <div class="drawing-tools">
      <div role="status">{drawing && <p class="bar">{say('drawingNow', { what: labelOf(drawing.id), n: drawing.points })}</p>}</div>
      {drawing && (
        <p class="buttons">
          <button type="button" class="main" onClick={() => drawing.pen.finish()}>{say('finish')}</button>
          <button type="button" onClick={() => drawing.pen.undo()}>{say('undoPoint')}</button>
          <button type="button" onClick={() => drawing.pen.stop()}>{say('cancel')}</button>
        </p>
      )}
    </div>
  );
}
