/** legend.ts - what the patterns mean, how many there are of each, and which are shown.
 *
 *  The numbers are those of the list beside it: both are made from one listing. */

import { el, need } from './dom';
import type { Heap, KindCount, Listing } from './listing';
import { DARK, LIGHT } from './palette';
import { drawBadgeSwatch, drawSwatch } from './patterns';
import { say } from './texts';
import type { ZoneListing } from './zone_listing';

export interface LegendEvents {
  hide(kind: string, hidden: boolean): void;
  over(shown: boolean): void;
}

export interface Legend {
  show(listing: Listing, zones: ZoneListing, hidden: readonly string[], over: boolean): void;
  clear(): void;
}

export function makeLegend(events: LegendEvents): Legend {
  const root = need('legend');
  const dark = matchMedia('(prefers-color-scheme: dark)');

  function paint(): void {
    for (const canvas of root.querySelectorAll('canvas')) {
      const { kind = '', heap, stem } = canvas.dataset;
      const palette = dark.matches ? DARK : LIGHT;
      if (stem === undefined) drawSwatch(canvas, kind, heap as Heap, palette);
      else drawBadgeSwatch(canvas, kind, heap as Heap, stem === 'true', palette);
    }
  }
  dark.addEventListener('change', paint);

  /* One line stays where it is while its numbers change, or a reader on its box would lose it. */
  function show(listing: Listing, zones: ZoneListing, hidden: readonly string[], over: boolean): void {
    const had = document.activeElement?.id ?? '';
    const ended = [...listing.kinds, ...zones.kinds].reduce((n, k) => n + k.counts.over, 0);
    const lines = (drawn: boolean): HTMLElement[] =>
      listing.kinds.filter((k) => k.drawn === drawn).map((kind) => lineOf(kind, !hidden.includes(kind.kind), over));
    const apart = lines(false);
    const ofZones = zones.kinds.map((kind) => lineOf(kind, !hidden.includes(kind.kind), over));
    root.replaceChildren(
      ...lines(true),
      ...(ofZones.length ? [el('li', { class: 'legend-head quiet' }, say('zonesShown')), ...ofZones, ...placed(zones.counts)] : []),
      el('li', { class: 'legend-over' }, box('over', over, swatch('', 'over'), say('showOver'), el('span', { class: 'count', 'data-heap': 'over' }, say('countOver', { n: ended })))),
      ...(apart.length ? [el('li', { class: 'legend-apart quiet' }, say('notDrawn')), ...apart] : []),
    );
    paint();
    if (had.startsWith('show-')) document.getElementById(had)?.focus();
  }

  function lineOf({ kind, label, short, drawn, counts }: KindCount, shown: boolean, over: boolean): HTMLElement {
    const numbers = [
      el('span', { class: 'count', 'data-heap': 'now' }, say('countNow', { n: counts.now })),
      counts.unsure ? el('span', { class: 'count', 'data-heap': 'unsure' }, say('countUnsure', { n: counts.unsure })) : null,
      counts.over && over ? el('span', { class: 'count', 'data-heap': 'over' }, say('countOver', { n: counts.over })) : null,
    ];
    return el('li', { 'data-kind': kind, title: label }, box(kind, shown, drawn ? swatch(kind, 'now') : null, short, ...numbers));
  }

  /** What a badge says about where a zone is. */
  function placed({ published, host_area, none }: ZoneListing['counts']): HTMLElement[] {
    const line = (name: string, mark: HTMLElement | null, text: string): HTMLElement => el('li', { class: 'legend-placed quiet', 'data-placed': name }, mark, text);
    return [
      published ? line('published', badge(false), say('zonesDrawn', { n: published })) : null,
      host_area ? line('host_area', badge(true), say('zonesByHost', { n: host_area })) : null,
      none ? line('none', null, say('zonesNowhere', { n: none })) : null,
    ].filter((item) => item !== null);
  }

  function badge(stem: boolean): HTMLCanvasElement {
    return el('canvas', { width: 22, height: 28, class: 'badge', 'aria-hidden': 'true', 'data-kind': 'trial-zone', 'data-heap': stem ? 'unsure' : 'now', 'data-stem': stem ? 'true' : 'false' });
  }

  function swatch(kind: string, heap: Heap): HTMLCanvasElement {
    return el('canvas', { width: 34, height: 20, class: 'swatch', 'aria-hidden': 'true', 'data-kind': kind, 'data-heap': heap });
  }

  function box(name: string, checked: boolean, ...inside: (HTMLElement | string | null)[]): HTMLElement {
    const input = el('input', { type: 'checkbox', id: `show-${name}`, checked });
    return el('label', {}, input, ...inside.map((part) => (typeof part === 'string' ? el('span', {}, part) : part)));
  }

  root.addEventListener('change', (e) => {
    const { id, checked } = e.target as HTMLInputElement;
    const name = id.slice('show-'.length);
    if (name === 'over') events.over(checked);
    else events.hide(name, !checked);
  });

  return { show, clear: () => root.replaceChildren() };
}
