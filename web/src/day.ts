/** day.ts - the day the whole page speaks of: a date to type, buttons from change to change, and a
 *  line of time with a mark at each day on which titles begin or end. */

import { el, need } from './dom';
import { dayNumber, dayOf } from './listing';
import type { Change } from './listing';
import { parseDay } from './state';
import { say, sayDate } from './texts';

const MARGIN = 45; /* days before the first mark and behind the last one */

export interface DayControl {
  show(on: string, today: string, changes: readonly Change[]): void;
}

/** `settled`: the reader has let go, so this day makes an entry in the history. */
export function makeDay(choose: (day: string | null, settled: boolean) => void): DayControl {
  const field = need<HTMLInputElement>('day');
  const line = need<HTMLInputElement>('day-line');
  const marks = need('day-marks');
  const back = need<HTMLButtonElement>('day-back');
  const forth = need<HTMLButtonElement>('day-forth');
  const now = need<HTMLButtonElement>('day-today');
  const note = need('day-note');
  let on = '';
  let today = '';
  let changes: readonly Change[] = [];

  function go(day: string, settled: boolean): void {
    if (day === on && !settled) return;
    choose(day === today ? null : day, settled);
  }

  function neighbour(step: -1 | 1): Change | undefined {
    return step < 0 ? changes.filter((c) => c.day < on).pop() : changes.find((c) => c.day > on);
  }

  function leap(step: -1 | 1): void {
    const to = neighbour(step);
    if (to) go(to.day, true);
  }

  field.addEventListener('change', () => {
    const day = parseDay(field.value);
    if (day) go(day, true);
    else field.value = on;
  });
  line.addEventListener('input', () => go(dayOf(Number(line.value)), false));
  line.addEventListener('change', () => go(dayOf(Number(line.value)), true));
  line.addEventListener('keydown', (e) => {
    const step = { PageUp: 1, PageDown: -1 }[e.key] as 1 | -1 | undefined;
    if (!step) return;
    e.preventDefault();
    leap(step);
  });
  back.addEventListener('click', () => leap(-1));
  forth.addEventListener('click', () => leap(1));
  now.addEventListener('click', () => choose(null, true));

  function drawLine(): void {
    const days = [today, on, ...changes.map((c) => c.day)].map(dayNumber);
    const [first, last] = [Math.min(...days) - MARGIN, Math.max(...days) + MARGIN];
    line.min = String(first);
    line.max = String(last);
    line.value = String(dayNumber(on));
    line.setAttribute('aria-valuetext', sayDate(on));
    marks.replaceChildren(
      ...[...changes.map((c) => c.day), today].map((day) => {
        const mark = el('span', { class: day === today ? 'today' : '' });
        mark.style.left = `${((dayNumber(day) - first) / (last - first)) * 100}%`;
        return mark;
      }),
    );
  }

  function label(button: HTMLButtonElement, key: 'dayBack' | 'dayForth', to: Change | undefined): void {
    button.setAttribute('aria-disabled', String(!to));
    const text = to ? `${say(key)}${say('colon')}${sayDate(to.day)}` : say(key);
    button.setAttribute('aria-label', text);
    button.title = text;
  }

  function happened(): string {
    const change = changes.find((c) => c.day === on);
    const parts = [
      change?.begin ? say('dayBegins', { n: change.begin }) : '',
      change?.end ? say('dayEnds', { n: change.end }) : '',
    ].filter(Boolean);
    return parts.length ? say('dayChange', { what: parts.join(say('comma')) }) : on === today ? say('dayIsToday') : '';
  }

  return {
    show(newOn, newToday, newChanges) {
      [on, today, changes] = [newOn, newToday, newChanges];
      field.value = on;
      now.setAttribute('aria-pressed', String(on === today));
      note.textContent = happened();
      label(back, 'dayBack', neighbour(-1));
      label(forth, 'dayForth', neighbour(1));
      drawLine();
    },
  };
}
