/** measures.ts - areas and shares as people read and write them: hectares, per cent. */

import { Refused } from '../service';
import { lang, say, type TextKey } from '../texts';

const number = (n: number, decimals: number): string =>
  n.toLocaleString(lang() === 'zh' ? 'zh-CN' : 'en-GB', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

/** '39.78 公顷'; null is what it says there. */
export function hectares(m2: number | null, none: TextKey = 'notSaid'): string {
  return m2 === null ? say(none) : say('hectares', { n: number(m2 / 1e4, 2) });
}

export function percent(share: number | null): string {
  return share === null ? say('notMeasured') : `${number(share * 100, share > 0 && share < 0.01 ? 2 : 1)}${lang() === 'zh' ? '%' : ' %'}`;
}

/** For a field, and back: what was typed in hectares, as square metres; NaN: no number. */
export function inHectares(m2: number | null): string {
  return m2 === null ? '' : String(Number((m2 / 1e4).toFixed(6)));
}

export function fromHectares(typed: string): number | null {
  const text = typed.trim().replace(/[,，\s]/g, '');
  if (text === '') return null;
  return Math.round(Number(text) * 1e6) / 100;
}

/** Refused here as the service would: it stands at the fields. */
export function noNumbers(fields: readonly string[]): Refused {
  return new Refused(400, say('noNumber'), '', fields.map((name): [string, string] => [name, say('noNumber')]));
}

/** Letters mark findings, so that they are not taken for the numbers of parts. */
export function letter(n: number): string {
  const [round, at] = [Math.floor(n / 26), n % 26];
  return String.fromCharCode(65 + at) + (round > 0 ? round : '');
}
