/** texts.ts - how sentences are said.  They stand in texts/, a file a desk, Chinese and English side by
 *  side; holes {like this} are filled with plain text that stays plain. */

import { FRAME } from './texts/frame';
import { IMPORTS } from './texts/imports';
import { NATIONAL } from './texts/national';
import { NATIONAL_MAPS } from './texts/national_maps';
import { OPERATOR } from './texts/operator';
import { PROVINCE } from './texts/province';
import { ZONE } from './texts/zone';

export type Lang = 'zh' | 'en';
type Pair = readonly [zh: string, en: string];

/* One object for all desks, so that a key means one thing. */
const TEXTS = { ...FRAME, ...PROVINCE, ...NATIONAL, ...NATIONAL_MAPS, ...OPERATOR, ...IMPORTS, ...ZONE } satisfies Record<string, Pair>;

export type TextKey = keyof typeof TEXTS;

let now: Lang = 'zh';

export function lang(): Lang {
  return now;
}

export function speak(wanted: Lang): void {
  now = wanted;
  document.documentElement.lang = wanted === 'zh' ? 'zh-CN' : 'en';
}

export function say(key: TextKey, holes: Record<string, string | number> = {}): string {
  const text = TEXTS[key][now === 'zh' ? 0 : 1];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(holes[name] ?? whole));
}

/** Names of values of the service that it sends without a label. */
export function sayIf(key: string): string {
  return key in TEXTS ? say(key as TextKey) : key;
}

/** 2023年6月1日, or 1 June 2023; null is unknown. */
export function day(date: string | null): string {
  const parts = /^(\d{4})-(\d\d)-(\d\d)/.exec(date ?? '');
  if (!parts) return say('unknown');
  const [y, m, d] = parts.slice(1).map(Number) as [number, number, number];
  if (now === 'zh') return `${y}年${m}月${d}日`;
  return new Date(Date.UTC(y, m - 1, d)).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
}

/** The same with hour and minute, as it was in Shanghai. */
export function moment(at: string | null): string {
  const when = new Date(at ?? NaN);
  if (Number.isNaN(when.getTime())) return say('unknown');
  const there = new Date(when.getTime() + 8 * 3600e3).toISOString();
  return `${day(there)} ${there.slice(11, 16)}`;
}

/** Today in Shanghai, YYYY-MM-DD. */
export function today(): string {
  return new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10);
}

export function bytes(n: number): string {
  return n < 1024 ? say('sizeBytes', { n }) : n < 1024 * 1024 ? `${(n / 1024).toFixed(1)} kB` : `${(n / 1024 / 1024).toFixed(1)} MB`;
}
