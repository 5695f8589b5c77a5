/** chips.tsx - verdicts, results and states as words in a frame; the colour says nothing of its own. */

import type { JSX } from 'preact';
import { say, sayIf } from '../texts';
import type { Summary } from '../types';

const LOOKS: Record<string, string> = {
  eligible: 'good', met: 'good', designated: 'good', present: 'good', accepted: 'good',
  not_eligible: 'bad', not_met: 'bad', rejected: 'bad', cancelled: 'bad', declined: 'bad', absent: 'bad',
  undetermined: 'open', unknown: 'open', notFound: 'open', open: 'open',
};

export function Chip({ value, label }: { value: string; label?: string | undefined }): JSX.Element {
  return <span class={`chip chip-${LOOKS[value] ?? 'plain'}`}>{label ?? sayIf(value)}</span>;
}

/** What an application lacks, in words; '' when it lacks nothing. */
export function missingWords(missing: Summary['missing']): string {
  const list = (ids: string[]): string => ids.map(sayIf).join(say('comma'));
  return [
    missing && missing.materials.length > 0 ? say('missingMaterials', { list: list(missing.materials) }) : '',
    missing && missing.findings.length > 0 ? say('missingFindings', { list: list(missing.findings) }) : '',
  ].filter(Boolean).join(say('semicolon'));
}

const OVER = new Set(['designated', 'declined', 'rejected', 'withdrawn', 'cancelled']);

export function isOver(state: string): boolean {
  return OVER.has(state);
}
