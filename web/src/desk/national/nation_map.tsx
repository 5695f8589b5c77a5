/** nation_map.tsx - the provinces on the national sheet, each marked for something with words below its
 *  name, made from the same rows as the table beside it.  Clicked, a province is picked. */

import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks';
import type { Heap, Mark } from '../../listing';
import type { SheetMap } from '../../map/map';
import { DARK, LIGHT } from '../../palette';
import { drawSwatch } from '../../patterns';
import * as atlas from '../../service';
import { setLang } from '../../texts';
import { day, lang, say } from '../texts';
import { Shown, useLoaded } from '../ui/loaded';

/** One line of the legend, with how many provinces are drawn like it. */
export interface Key {
  kind: string;
  heap: Heap;
  label: string;
  count: number;
}

interface Props {
  label: string; /* what the map shows */
  marks: readonly Mark[];
  keys: readonly Key[];
  chosen: string | null;
  pick: (code: string | null) => void;
  children?: ComponentChildren; /* beside the map: what is chosen */
}

/* Fetched when the first map is shown. */
const library = () => import('../../map/map');
type Library = Awaited<ReturnType<typeof library>>;

export function NationMap(props: Props): JSX.Element {
  const loaded = useLoaded('map-library', library);
  return (
    <div class="nation">
      <Shown of={loaded}>{(it) => <Sheet {...props} it={it} />}</Shown>
      <div class="nation-side">
        {props.children}
        <ul class="places-legend" aria-label={say('mapLegend')}>
          {props.keys.map((k) => <li key={`${k.kind}/${k.heap}`}><Swatch kind={k.kind} heap={k.heap} /> {k.label} <strong>{k.count}</strong></li>)}
        </ul>
      </div>
    </div>
  );
}

function Sheet({ label, marks, chosen, pick, it }: Props & { it: Library }): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const map = useRef<SheetMap | null>(null);
  const now = useRef({ marks, pick, chosen });
  const id = useId();
  const [note, setNote] = useState('');
  const [failed, setFailed] = useState(false);
  const about = useLoaded('about', atlas.about);
  now.current = { marks, pick, chosen };

  async function picked(lon: number, lat: number): Promise<void> {
    setFailed(false);
    try {
      const found = await atlas.lookup({ lon, lat, datum: 'cgcs2000' }, null);
      const code = found?.divisions[0]?.code ?? null;
      const marked = now.current.marks.some((m) => m.code === code);
      setNote(code === null ? say('n_mapNowhere') : marked ? '' : say('n_mapNoUnit', { place: found?.divisions[0]?.name ?? code }));
      if (marked) now.current.pick(code);
    } catch (e) {
      setNote((e as Error).message);
    }
  }

  useEffect(() => {
    if (!box.current) return undefined;
    setLang(lang());
    const made = it.makeMap(box.current, {
      picked: (lon, lat) => void picked(lon, lat),
      hovered: () => {},
      moved: () => {},
      progress: ({ error }) => {
        setFailed(error !== null);
        setNote(error ? say('mapFailed', { why: error.message }) : '');
        map.current?.point(now.current.chosen);
      },
      drawn: () => map.current?.point(now.current.chosen),
    }, { sheet: 'albers', view: null, scale: document.documentElement.dataset['type'] === 'large' ? 1.25 : 1 });
    map.current = made;
    return () => {
      map.current = null;
      made.remove();
    };
  }, [it]);

  useEffect(() => {
    map.current?.mark(marks);
    map.current?.point(chosen);
  }, [it, marks, chosen]);

  return (
    <div>
      <div ref={box} class="nation-map" tabIndex={0} role="application" aria-label={label} aria-describedby={`${id}-help`} />
      <p class="buttons">
        <button type="button" onClick={() => map.current?.zoomBy(1)}>{say('zoomIn')}</button>
        <button type="button" onClick={() => map.current?.zoomBy(-1)}>{say('zoomOut')}</button>
        <button type="button" onClick={() => map.current?.setView(null)}>{say('n_wholeCountry')}</button>
        {failed && <button type="button" onClick={() => map.current?.retry()}>{say('retry')}</button>}
      </p>
      <p role="status">{note}</p>
      <p class="soft" id={`${id}-help`}>{say('n_mapHelp')}{' '}
        {about.value && say('mapSource', { source: about.value.source_line ?? '', date: day(about.value.boundary_date ?? null), scale: about.value.boundary_scale ?? '', approval: about.value.map_approval ?? '' })}
      </p>
    </div>
  );
}

function Swatch({ kind, heap }: { kind: string; heap: Heap }): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const dark = useMemo(() => matchMedia('(prefers-color-scheme: dark)'), []);
  useEffect(() => {
    const paint = (): void => void (canvas.current && drawSwatch(canvas.current, kind, heap, dark.matches ? DARK : LIGHT));
    paint();
    dark.addEventListener('change', paint);
    return () => dark.removeEventListener('change', paint);
  }, [kind, heap]);
  return <canvas ref={canvas} class="key-swatch" aria-hidden="true" />;
}
