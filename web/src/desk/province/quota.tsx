/** quota.tsx - places in words and as a bar; what is unknown is said to be unknown and has no bar. */

import type { JSX } from 'preact';
import { say } from '../texts';
import type { QuotaNow } from '../types';

interface Props {
  quota: QuotaNow | null | undefined;
  source?: string | null;
  next?: string | undefined; /* the place that would be recommended next */
}

export function QuotaBar({ quota, source, next }: Props): JSX.Element {
  if (!quota) return <p class="bar bar-warn-box">{say('quotaNone')}</p>;
  if (quota.places === null) return <p class="bar bar-warn-box">{say('quotaUnknown', { used: quota.recommended })}</p>;
  const { places, recommended: used, designated } = quota;
  const left = quota.left ?? Math.max(0, places - used);
  const full = left <= 0;
  const after = full
    ? say('whatIfFull', { place: next ?? '', used, places })
    : say('whatIf', { place: next ?? '', used: used + 1, places, left: left - 1 });
  return (
    <div class="quota">
      <p>
        <strong>{say('quotaWords', { places, used, designated, left })}</strong>
        {quota.status === 'illustrative' && ` ${say('quotaIllustrative')}`}
      </p>
      <Bar places={places} used={used} designated={designated} next={next !== undefined && !full} />
      {next !== undefined && <p class={full ? 'over' : 'soft'}>{after}</p>}
      {source && <p class="soft">{say('quotaSource', { source })}</p>}
    </div>
  );
}

/* Designated within recommended; the place that would be taken next is hatched. */
function Bar({ places, used, designated, next }: { places: number; used: number; designated: number; next: boolean }): JSX.Element {
  const whole = Math.max(places, used, 1);
  const x = (n: number): number => (n / whole) * 400;
  return (
    <svg class="quota-bar" viewBox="0 0 400 22" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <defs>
        <pattern id="quota-next" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path class="hatch" d="M0 0v6" />
        </pattern>
      </defs>
      <rect class="all" x="0" y="3" width="400" height="16" />
      <rect class="used" x="0" y="3" width={x(used)} height="16" />
      <rect class="done" x="0" y="8" width={x(designated)} height="6" />
      {next && <rect class="next" x={x(used)} y="3" width={x(1)} height="16" fill="url(#quota-next)" />}
      {whole <= 40 && Array.from({ length: whole - 1 }, (_, i) => <path key={i} class="tick" d={`M${x(i + 1)} 3v16`} />)}
    </svg>
  );
}
