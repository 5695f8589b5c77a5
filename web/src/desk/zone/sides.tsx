/** sides.tsx - a text of four limits as it was read: by side, with what is missing said to be missing. */

import type { JSX } from 'preact';
import { say } from '../texts';
import { SIDES, type Block, type Extent } from './types';

export function Sides({ blocks }: { blocks: readonly Block[] }): JSX.Element {
  return (
    <>
      {blocks.map((b, i) => (
        <dl key={i} class="sides">
          {b.label && <><dt>{say('block')}</dt><dd>{b.label}</dd></>}
          {SIDES.map((side) => {
            const { present, text, pieces } = b.sides[side];
            return (
              <>
                <dt>{say(`side_${side}`)}</dt>
                <dd class={present ? undefined : 'bad'}>
                  {present ? text : say('sideMissing')}
                  {pieces.length > 0 && <span class="soft"> {pieces.map((p) => p.kind_label + (p.offset ? say('offset', { towards: say(`side_${p.offset.towards}`), n: p.offset.metres }) : '')).join(say('comma'))}</span>}
                </dd>
              </>
            );
          })}
        </dl>
      ))}
    </>
  );
}

/** Of something on record. */
export function ExtentText({ extent }: { extent: Extent }): JSX.Element {
  if (extent.text === null) return <p class="soft">{extent.note ?? say('extentNone')}</p>;
  return (
    <>
      <p class="words">{extent.text}</p>
      {extent.fault ? <p class="error">{extent.fault}</p> : extent.blocks && <Sides blocks={extent.blocks} />}
    </>
  );
}
