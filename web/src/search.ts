/** search.ts - the search box: a combobox as the WAI-ARIA pattern describes it.  It takes names,
 *  pinyin, initials and codes of places and names of zones, which the service knows, and coordinates,
 *  which are read here.
 *
 *  Focus stays in the box; aria-activedescendant walks the list.  Keys that belong to an input method
 *  still composing are left alone, so Enter that picks a Chinese word does not open a place. */

import { parsePoint } from './coordinates';
import type { Datum } from './coordinates';
import { el, need } from './dom';
import * as service from './service';
import type { Place } from './service';
import type { Spot } from './state';
import { say } from './texts';
import { searchZones } from './zone_service';
import type { Zone } from './zone_service';

const PAUSE_MS = 130; /* between the last keystroke and the question */

export interface SearchEvents {
  place(place: Place): void;
  zone(zone: Zone): void;
  spot(spot: Spot): void;
}

export function makeSearch(events: SearchEvents): { show(text: string): void } {
  const form = need<HTMLFormElement>('search');
  const input = need<HTMLInputElement>('query');
  const list = need<HTMLUListElement>('results');
  const note = need('search-note');
  const status = need('search-status');
  const clear = need<HTMLButtonElement>('clear');
  const datum = need<HTMLSelectElement>('datum');
  const datumRow = need('datum-row');
  let found: (Place | Zone)[] = []; /* as they are listed: zones behind the places that match as well */
  let spot: Spot | null = null; /* what stands in the box, when it is a point */
  let active = -1;
  let asked = ''; /* the text the list answers */
  let openFirst = false; /* Enter came before the answer did */
  let timer = 0;

  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', say('results'));
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-expanded', 'false');
  input.setAttribute('aria-controls', list.id);
  input.setAttribute('aria-describedby', note.id);

  function isOpen(): boolean {
    return !list.hidden;
  }

  function close(): void {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    mark(-1);
  }

  function open(): void {
    if (list.children.length === 0) return;
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
  }

  function mark(index: number): void {
    active = index;
    Array.from(list.children).forEach((option, i) => option.setAttribute('aria-selected', String(i === index)));
    const option = list.children[index];
    if (option) {
      input.setAttribute('aria-activedescendant', option.id);
      option.scrollIntoView({ block: 'nearest' });
    } else {
      input.removeAttribute('aria-activedescendant');
    }
  }

  function tell(text: string): void {
    note.textContent = text;
    note.hidden = text === '';
  }

  function forget(): void {
    clearTimeout(timer);
    service.drop('search');
    service.drop('search-zones');
    found = [];
    spot = null;
    datumRow.hidden = true;
    asked = '';
    openFirst = false;
    list.replaceChildren();
    tell('');
    status.textContent = '';
    close();
  }

  async function ask(): Promise<void> {
    clearTimeout(timer);
    const text = input.value.trim();
    clear.hidden = input.value === '';
    if (text === asked) {
      if (text !== '') open();
      return;
    }
    if (text === '') return forget();
    asked = text;
    const point = parsePoint(text);
    spot = point && { ...point, datum: datum.value as Datum };
    datumRow.hidden = !spot;
    if (spot) {
      service.drop('search');
      service.drop('search-zones');
      return showSpot(spot);
    }
    try {
      const [places, zones] = await Promise.all([service.search(text), searchZones(text)]);
      if (places === null || zones === null || text !== asked) return;
      show(inTurn(places, zones, text), text);
    } catch (e) {
      asked = ''; /* so that Enter asks again */
      found = [];
      close();
      tell(say('searchFailed', { why: (e as Error).message }));
      status.textContent = '';
    }
  }

  function show(all: (Place | Zone)[], text: string): void {
    found = all;
    list.replaceChildren(...found.map(optionOf));
    tell(found.length ? '' : say('noneFound', { q: text }));
    status.textContent = found.length ? say('found', { n: found.length }) : '';
    if (found.length === 0) close();
    else open();
    mark(-1);
    if (openFirst) pick(0);
  }

  function showSpot(at: Spot): void {
    found = [];
    const option = el(
      'li',
      { id: 'result-0', role: 'option', 'aria-selected': 'false' },
      el('span', { class: 'found-name' }, say('spotOption')),
      el('span', { class: 'found-kind' }, sayPoint(at)),
      el('span', { class: 'found-parents' }, datum.selectedOptions[0]?.textContent ?? ''),
    );
    list.replaceChildren(option);
    tell('');
    status.textContent = say('spotFound', { at: sayPoint(at) });
    open();
    mark(-1);
    if (openFirst) pick(0);
  }

  function optionOf(one: Place | Zone, i: number): HTMLElement {
    const parts = isZone(one)
      ? [say('zoneFound'), one.title?.kind_short ?? one.kind_label, one.status_label ?? '']
      : [one.kind_label ?? '', (one.parents ?? []).map((p) => p.name).join(' '), one.code];
    const [kind, parents, code] = parts as [string, string, string];
    return el(
      'li',
      { id: `result-${i}`, role: 'option', 'aria-selected': 'false' },
      el('span', { class: 'found-name' }, one.name),
      el('span', { class: 'found-kind' }, kind),
      el('span', { class: 'found-parents' }, parents),
      el('span', { class: 'found-code' }, code),
    );
  }

  function pick(index: number): void {
    const one = found[index];
    openFirst = false;
    if (spot) {
      close();
      return events.spot(spot);
    }
    if (!one) return;
    close();
    input.value = one.name;
    asked = one.name;
    clear.hidden = false;
    if (isZone(one)) events.zone(one);
    else events.place(one);
  }

  function enter(): void {
    if (isOpen() && input.value.trim() === asked) {
      pick(active < 0 ? 0 : active);
      return;
    }
    openFirst = input.value.trim() !== '';
    void ask();
  }

  function step(by: number): void {
    if (!isOpen()) {
      void ask();
      return;
    }
    const n = list.children.length;
    if (active < 0) mark(by > 0 ? 0 : n - 1);
    else mark((active + by + n) % n);
  }

  input.addEventListener('input', (e) => {
    clear.hidden = input.value === '';
    openFirst = false;
    if ((e as InputEvent).isComposing) return;
    clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), PAUSE_MS);
  });
  input.addEventListener('compositionend', () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), PAUSE_MS);
  });
  input.addEventListener('keydown', (e) => {
    if (e.isComposing || e.keyCode === 229 || e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === 'ArrowDown') step(1);
    else if (e.key === 'ArrowUp') step(-1);
    else if (e.key === 'Enter') enter();
    else if (e.key === 'Escape' && isOpen()) close();
    else if (e.key === 'Escape') empty();
    else return;
    e.preventDefault();
  });
  datum.addEventListener('change', () => {
    asked = '';
    void ask();
  });
  input.addEventListener('blur', close);
  input.addEventListener('click', open);
  form.addEventListener('submit', (e) => {
    e.preventDefault();
    input.focus();
    enter();
  });

  /* Pressing the mouse on the list must not take the focus, or blur would close it first. */
  list.addEventListener('mousedown', (e) => e.preventDefault());
  list.addEventListener('click', (e) => {
    const option = (e.target as Element).closest('[role=option]');
    if (option) pick(Array.from(list.children).indexOf(option));
  });

  function empty(): void {
    input.value = '';
    clear.hidden = true;
    forget();
  }
  clear.addEventListener('click', () => {
    empty();
    input.focus();
  });

  return {
    /** Put the name of what was selected elsewhere into the box, without asking. */
    show(text) {
      forget();
      input.value = text;
      asked = text;
      clear.hidden = text === '';
    },
  };
}

function isZone(one: Place | Zone): one is Zone {
  return 'id' in one;
}

/* A zone that is called just so comes first; else places do, for there are far more of them. */
function inTurn(places: Place[], zones: Zone[], text: string): (Place | Zone)[] {
  const meant = zones.filter((z) => z.name === text || z.id === text);
  return [...meant, ...places, ...zones.filter((z) => !meant.includes(z))];
}

/** A point as the page writes it. */
export function sayPoint({ lon, lat }: { lon: number; lat: number }): string {
  const part = (n: number, plus: string, minus: string): string => `${Number(Math.abs(n).toFixed(6))}° ${n < 0 ? minus : plus}`;
  return `${part(lat, 'N', 'S')}${say('comma')}${part(lon, 'E', 'W')}`;
}
