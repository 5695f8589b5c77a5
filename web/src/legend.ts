/** legend.ts - what the patterns mean, how many there are of each, and which are shown.
 *
 *  The numbers are those of the list beside it: both are made from one listing. */

import { el, need } from './dom';
import type { Heap, KindCount, Listing } from './listing';
import { DARK, LIGHT } from './palette';
import { drawSwatch } from './patterns';
import { say } from './texts';

export interface LegendEvents {
  hide(kind: string, hidden: boolean): void;
  over(shown: boolean): void;
}

export interface Legend {
  show(listing: Listing, hidden: readonly string[], over: boolean): void;
  clear(): void;
}

export function makeLegend(events: LegendEvents): Legend {
  const root = need('legend');
  const dark = matchMedia('(prefers-color-scheme: dark)');

  function paint(): void {
    for (const canvas of root.querySelectorAll('canvas')) {
      drawSwatch(canvas, canvas.dataset.kind ?? '', canvas.dataset.heap as Heap, dark.matches ? DARK : LIGHT);
    }
  }
  dark.addEventListener('change', paint);

  /* One line stays where it is while its numbers change, or a reader on its box would lose it. */
  function show(listing: Listing, hidden: readonly string[], over: boolean): void {
    const had = document.activeElement?.id ?? '';
    const ended = listing.kinds.reduce((n, k) => n + k.counts.over, 0);
    const lines = (drawn: boolean): HTMLElement[] =>
      listing.kinds.filter((k) => k.drawn === drawn).map((kind) => lineOf(kind, !hidden.includes(kind.kind), over));
    const apart = lines(false);
    root.replaceChildren(
      ...lines(true),
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
