/** base.ts - the switch of the basemap: there only where the service has one, off until somebody wants
 *  it, and honest about what it cannot show. */

import { need } from './dom';
import type { SheetMap } from './map/map';
import type { About } from './service';
import type { Base, State } from './state';
import { say } from './texts';

export interface BaseSwitch {
  offer(basemap: About['basemap']): void; /* what the service has */
  show(state: State, map: SheetMap | null): void;
}

export function makeBase(choose: (base: Base | null) => void): BaseSwitch {
  const row = need('base-row');
  const select = need<HTMLSelectElement>('base');
  const note = need('base-note');
  const retry = need('base-retry');
  const source = need('base-source');
  let offered = false;
  let missing = false;
  let shown: State | null = null;
  let drawnOn: SheetMap | null = null;

  function tell(): void {
    const wanted = shown?.base ?? null;
    const flat = shown?.sheet !== 'albers';
    select.value = wanted ?? '';
    select.disabled = !flat;
    note.textContent = !flat ? say('baseFlat') : wanted && missing ? say('baseMissing') : '';
    retry.hidden = !(flat && wanted && missing);
    source.textContent = flat && wanted ? say('baseSource') : '';
  }

  function draw(): void {
    missing = false;
    drawnOn?.setBase(shown?.sheet === 'albers' ? null : (shown?.base ?? null), () => {
      missing = true; /* said once, not once a tile */
      tell();
    });
  }

  function show(state: State, map: SheetMap | null): void {
    const same = map === drawnOn && state.base === shown?.base;
    shown = state;
    drawnOn = map;
    if (!offered) return;
    if (!same) draw();
    tell();
  }

  select.addEventListener('change', () => choose((select.value || null) as Base | null));
  retry.addEventListener('click', () => {
    draw();
    tell();
    select.focus();
  });
  return {
    show,
    offer(basemap) {
      offered = Boolean(basemap);
      row.hidden = !offered;
      if (!offered || !shown) return;
      draw();
      tell();
    },
  };
}
