/** pair.tsx - two maps side by side, one below the other on a phone, that move together under one cross:
 *  by pointer where it points, by keyboard in the middle. */

import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { say } from '../texts';
import { makeTwin, ShapeMap, type MapShape, type ShapeSheet } from '../ui/shape_map';

export interface Half {
  head: string;
  label: string;
  shapes: readonly MapShape[];
  own?: readonly string[]; /* ids: a button goes to them */
  below?: ComponentChildren;
}

interface Props {
  halves: readonly [Half, Half];
  selected: string | null; /* id of a shape in either */
  pick: (id: string | null) => void;
  frame: string; /* both are fitted anew when it changes */
  whole?: readonly [west: number, south: number, east: number, north: number]; /* what is shown first; else the shapes */
}

const R = 6_378_137;
const across = (lon: number): number => (lon * Math.PI * R) / 180;
const up = (lat: number): number => R * Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));

function words(at: number[]): string {
  const [x, y] = at as [number, number];
  const lat = (Math.atan(Math.exp(y / R)) * 360) / Math.PI - 90;
  return say('n_crossAt', { lon: ((x / R) * 180 / Math.PI).toFixed(5), lat: lat.toFixed(5) });
}

export function Pair({ halves, selected, pick, frame, whole }: Props): JSX.Element {
  const twin = useMemo(makeTwin, []);
  const byKey = useRef(false);
  const [cross, setCross] = useState<number[] | null>(null);
  const sheets = useRef<(ShapeSheet | null)[]>([null, null]);

  /* The middle of the maps, for those who have no pointer. */
  const atMiddle = (): void => {
    const centre = twin.view?.getCenter();
    if (byKey.current && centre) twin.crosses.forEach((draw) => draw(centre));
  };
  const shown = (i: number) => (sheet: ShapeSheet | null): void => {
    sheets.current[i] = sheet;
    if (!sheet) return;
    if (i === 0) sheet.map.getView().on('change:center', atMiddle);
    if (whole && selected === null) queueMicrotask(() => fitWhole(sheet, whole));
  };
  useEffect(() => {
    twin.crosses.add(setCross);
    return () => void twin.crosses.delete(setCross);
  }, [twin]);
  const pressed = (e: KeyboardEvent): void => {
    if (!/^(Arrow|[+=_-])/.test(e.key) || !(e.target as HTMLElement).matches('[role=application]')) return;
    byKey.current = true;
    atMiddle();
  };

  return (
    <>
      <div class="pair" onKeyDown={pressed} onPointerMove={() => void (byKey.current = false)}>
        {halves.map((half, i) => (
          <section key={i} aria-label={half.head}>
            <h3>{half.head}</h3>
            <ShapeMap label={half.label} shapes={half.shapes} selected={selected} pick={pick} twin={twin} frame={frame} ready={shown(i)}>
              {half.own && half.own.length > 0 && <button type="button" onClick={() => sheets.current[i]?.fit(half.own)}>{say('n_onlyThis')}<span class="unseen"> {half.head}</span></button>}
            </ShapeMap>
            {half.below}
          </section>
        ))}
      </div>
      <p class="cross-words">{cross ? words(cross) : say('n_crossNone')}</p>
    </>
  );
}

function fitWhole(sheet: ShapeSheet, [west, south, east, north]: readonly [number, number, number, number]): void {
  const view = sheet.map.getView();
  view.setMinZoom(2);
  view.fit([across(west), up(south), across(east), up(north)], { padding: [6, 6, 6, 6] });
}
