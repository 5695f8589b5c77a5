/** compare.tsx - two things side by side under one cross: two days of the whole country, or two shapes. */

import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import { note, useAddress } from '../address';
import { say } from '../texts';
import { CompareDates } from './compare_dates';
import { CompareShapes } from './compare_shapes';

export function Compare(): JSX.Element {
  const what = useAddress()('what') === 'shapes' ? 'shapes' : 'days';
  const id = useId();
  return (
    <>
      <h1 tabIndex={-1}>{say('n_compare')}</h1>
      <p class="soft">{say('n_compareNote')}</p>
      <div class="filters">
        <div>
          <label for={id}>{say('n_compareWhat')}</label>
          <select id={id} value={what} onChange={(e) => note({ what: e.currentTarget.value, spot: null })}>
            {(['days', 'shapes'] as const).map((w) => <option key={w} value={w} selected={w === what}>{say(`n_compare_${w}`)}</option>)}
          </select>
        </div>
      </div>
      {what === 'days' ? <CompareDates /> : <CompareShapes />}
    </>
  );
}
