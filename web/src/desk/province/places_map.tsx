/** places_map.tsx - the verdicts of a province on the map of the house: the same rows as the table, and the
 *  same answer when one is picked.  Fetched when somebody asks for it; nothing lies over the map. */

import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { makeMap, type SheetMap } from '../../map/map';
import { DARK, LIGHT } from '../../palette';
import { lookOf, tileOf } from '../../patterns';
import * as atlas from '../../service';
import { setLang } from '../../texts';
import { day, lang, say, sayIf } from '../texts';
import type { PlaceRef } from '../types';
import type { Judged, PlaceVerdict } from './places';

const ORDER: readonly PlaceVerdict[] = ['eligible', 'undetermined', 'not_eligible'];
const heapOf = (verdict: PlaceVerdict): 'now' | 'over' => (verdict === 'not_eligible' ? 'over' : 'now');

interface Props {
  unit: string;
  rows: readonly Judged[];
  pick: (place: PlaceRef) => void;
}

export function PlacesMap({ unit, rows, pick }: Props): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const map = useRef<SheetMap | null>(null);
  const now = useRef({ rows, pick });
  const [note, setNote] = useState('');
  const [about, setAbout] = useState<atlas.About | null>(null);
  now.current = { rows, pick };

  async function picked(lon: number, lat: number): Promise<void> {
    try {
      const found = await atlas.lookup({ lon, lat, datum: 'cgcs2000' }, null);
      const codes = found?.divisions.map((d) => d.code).reverse() ?? [];
      const row = codes.map((code) => now.current.rows.find((r) => r.code === code)).find((r) => r !== undefined);
      setNote(found && !row ? say('mapOutside') : '');
      if (row) now.current.pick(row);
    } catch (e) {
      setNote((e as Error).message);
    }
  }

  const home = async (): Promise<void> => {
    const place = await atlas.place(unit, null).catch(() => null);
    if (place) map.current?.select(place, true);
  };

  useEffect(() => {
    if (!box.current) return undefined;
    setLang(lang());
    const made = makeMap(box.current, {
      picked: (lon, lat) => void picked(lon, lat),
      hovered: () => {},
      moved: () => {},
      progress: ({ error }) => setNote(error ? say('mapFailed', { why: error.message }) : ''),
      drawn: () => {},
    }, { sheet: 'web', view: null, scale: 1 });
    map.current = made;
    void home();
    atlas.about().then(setAbout, () => {});
    return () => {
      map.current = null;
      made.remove();
    };
  }, [unit]);

  useEffect(() => {
    map.current?.mark(rows.map((r) => ({ code: r.code, name: r.name ?? r.code, kind: r.verdict, heap: heapOf(r.verdict), words: '' })));
  }, [rows, unit]);

  return (
    <section class="sheet-box" aria-label={say('showMap')}>
      <p class="soft">{say('mapIsTable')}</p>
      <div ref={box} class="places-map" tabIndex={0} role="application" aria-label={say('mapHelp')} />
      <p class="buttons">
        <button type="button" onClick={() => map.current?.zoomBy(1)}>{say('zoomIn')}</button>
        <button type="button" onClick={() => map.current?.zoomBy(-1)}>{say('zoomOut')}</button>
        <button type="button" onClick={() => void home()}>{say('wholeProvince')}</button>
        {note && <button type="button" onClick={() => map.current?.retry()}>{say('retry')}</button>}
      </p>
      <p role="status">{note}</p>
      <ul class="places-legend" aria-label={say('mapLegend')}>
        {ORDER.map((v) => <li key={v}><Swatch verdict={v} /> {sayIf(v)} <strong>{rows.filter((r) => r.verdict === v).length}</strong></li>)}
      </ul>
      {about && (
        <p class="soft">{say('mapSource', { source: about.source_line ?? '', date: day(about.boundary_date ?? null), scale: about.boundary_scale ?? '', approval: about.map_approval ?? '' })}</p>
      )}
    </section>
  );
}

/* The pattern of the map, as the map draws it. */
function Swatch({ verdict }: { verdict: PlaceVerdict }): JSX.Element {
  const sheet = useRef<HTMLCanvasElement>(null);
  const dark = useMemo(() => matchMedia('(prefers-color-scheme: dark)'), []);
  useEffect(() => {
    const paint = (): void => {
      const pen = sheet.current?.getContext('2d');
      if (!pen) return;
      const tile = tileOf(lookOf(verdict, heapOf(verdict)), heapOf(verdict), dark.matches ? DARK : LIGHT, 1);
      pen.clearRect(0, 0, 44, 22);
      pen.fillStyle = pen.createPattern(tile, 'repeat') ?? '';
      pen.fillRect(0, 0, 44, 22);
    };
    paint();
    dark.addEventListener('change', paint);
    return () => dark.removeEventListener('change', paint);
  }, [verdict]);
  return <canvas ref={sheet} width={44} height={22} aria-hidden="true" />;
}
