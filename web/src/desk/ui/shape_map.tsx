/** shape_map.tsx - shapes on a map, for every desk: places by their exact outline, and what is declared,
 *  proposed, published or found, each with a look of its own that the legend below explains.
 *
 *  The map library is fetched when the first map is shown.  Nothing lies over the map; what it shows
 *  must stand in words beside it, for it cannot be read out. */

import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks';
import type { ShapeRole } from '../../map/shape_looks';
import type { GeoShape, MapShape, ShapeSheet, Twin } from '../../map/shape_sheet';
import { DARK, LIGHT } from '../../palette';
import { read } from '../service';
import { day, lang, say } from '../texts';
import { Shown, useLoaded } from './loaded';

export type { GeoShape, MapShape, ShapeRole, ShapeSheet, Twin };

/** For maps side by side: give the same one to each, and they move together under one cross. */
export function makeTwin(): Twin {
  return { crosses: new Set() };
}

interface Props {
  label: string; /* what the map shows */
  shapes: readonly MapShape[];
  places?: readonly string[]; /* codes whose outlines are drawn as hosts */
  selected?: string | null; /* id of a shape */
  pick?: (id: string | null) => void;
  twin?: Twin | undefined;
  frame?: string; /* the map is fitted anew when this changes; otherwise once */
  ready?: (sheet: ShapeSheet | null) => void; /* for those who draw on it */
  drawn?: ShapeRole | undefined; /* what is drawn on it by hand, for the legend */
  children?: ComponentChildren; /* below the map: other tools */
}

type Library = typeof import('../../map/shape_door');

interface Ground {
  it: Library;
  places: MapShape[];
}

const LEVELS = { province: 'provinces', prefecture: 'cities', county: 'counties' } as const;

async function outlineOf(it: Library, code: string): Promise<MapShape[]> {
  const found = await read<{ geometry: GeoShape | null }>(`/ogc/collections/${LEVELS[it.atlas.levelOf(code)]}/items/${code}`, { f: 'json' });
  return found.geometry ? [{ id: `place-${code}`, role: 'host', geometry: found.geometry }] : [];
}

export function ShapeMap(props: Props): JSX.Element {
  const places = props.places ?? [];
  const ground = useLoaded(`map/${places.join()}`, async (): Promise<Ground> => {
    const it = await import('../../map/shape_door');
    return { it, places: (await Promise.all(places.map((code) => outlineOf(it, code)))).flat() };
  });
  return <Shown of={ground}>{(g) => <Sheet {...props} ground={g} />}</Shown>;
}

function Sheet({ label, shapes, selected = null, pick, twin, frame = '', ready, drawn, children, ground }: Props & { ground: Ground }): JSX.Element {
  const { it } = ground;
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const sheet = useRef<ShapeSheet | null>(null);
  const picked = useRef(pick);
  const framed = useRef('');
  const [scale, setScale] = useState(0);
  const [error, setError] = useState<Error | null>(null);
  picked.current = pick;
  const all = useMemo(() => [...ground.places, ...shapes], [ground, shapes]);
  const about = useLoaded('about', it.atlas.about);

  useEffect(() => {
    if (!box.current) return undefined;
    it.setLang(lang());
    const type = document.documentElement.dataset['type'] === 'large' ? 1.25 : 1;
    const made = it.makeShapeSheet(box.current, { picked: (found) => picked.current?.(found), moved: setScale, failed: setError }, type, twin);
    sheet.current = made;
    framed.current = '';
    ready?.(made);
    return () => {
      sheet.current = null;
      ready?.(null);
      made.remove();
    };
  }, [it, twin]);

  /* A map that only has places waits for shapes to go to. */
  useEffect(() => {
    sheet.current?.show(all);
    const now = `${frame}/${shapes.length > 0 ? 'shapes' : all.length > 0 ? 'places' : ''}`;
    if (all.length === 0 || now === framed.current) return;
    framed.current = now;
    sheet.current?.fit(shapes.length > 0 ? shapes.map((s) => s.id) : undefined);
  }, [all, frame]);

  useEffect(() => {
    sheet.current?.select(selected);
    if (selected !== null && all.some((s) => s.id === selected)) sheet.current?.fit([selected]);
  }, [selected]);

  const roles = it.ROLE_ORDER.filter((role) => role === drawn || all.some((s) => s.role === role));
  return (
    <div class="shape-map">
      <div ref={box} class="shape-sheet" tabIndex={0} role="application" aria-label={label} aria-describedby={`${id}-help`} />
      <div class="map-tools">
        <button type="button" onClick={() => sheet.current?.zoomBy(1)}>{say('zoomIn')}</button>
        <button type="button" onClick={() => sheet.current?.zoomBy(-1)}>{say('zoomOut')}</button>
        <button type="button" onClick={() => sheet.current?.fit()}>{say('mapAll')}</button>
        <ScaleLine perPixel={scale} />
        {children}
      </div>
      {error && (
        <p class="bar bar-bad" role="alert">
          <span>{say('mapFailed', { why: error.message })}</span>
          <button type="button" onClick={() => sheet.current?.retry()}>{say('retry')}</button>
        </p>
      )}
      {roles.length > 0 && (
        <ul class="places-legend" aria-label={say('mapLegend')}>
          {roles.map((role) => <li key={role}><Swatch it={it} role={role} /> {say(`role_${role}`)}</li>)}
        </ul>
      )}
      <p class="soft" id={`${id}-help`}>{say('mapKeys')}</p>
      {about.value && (
        <p class="soft">{say('mapSource', { source: about.value.source_line ?? '', date: day(about.value.boundary_date ?? null), scale: about.value.boundary_scale ?? '', approval: about.value.map_approval ?? '' })}</p>
      )}
    </div>
  );
}

const LONGEST = 90;

/** A round distance, as long as it is on the map. */
function ScaleLine({ perPixel }: { perPixel: number }): JSX.Element | null {
  if (!(perPixel > 0)) return null;
  const power = 10 ** Math.floor(Math.log10(perPixel * LONGEST));
  const metres = ([5, 2, 1].find((n) => n * power <= perPixel * LONGEST) ?? 1) * power;
  const long = Math.round(metres / perPixel);
  return (
    <span class="scale-line">
      <svg width={long + 2} height="8" aria-hidden="true"><path d={`M1 0v7h${long}V0`} fill="none" stroke="currentColor" stroke-width="1.5" /></svg>{' '}
      {metres < 1000 ? say('metres', { n: metres }) : say('kilometres', { n: metres / 1000 })}
    </span>
  );
}

function Swatch({ it, role }: { it: Library; role: ShapeRole }): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const paint = (): void => {
      if (canvas.current) it.drawRole(canvas.current, role, dark.matches ? DARK : LIGHT);
    };
    paint();
    dark.addEventListener('change', paint);
    return () => dark.removeEventListener('change', paint);
  }, [role]);
  return <canvas ref={canvas} class="role-swatch" aria-hidden="true" />;
}
