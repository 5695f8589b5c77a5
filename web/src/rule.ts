/** rule.ts - the scale and the north below the map. */

import { need } from './dom';
import { say } from './texts';

const LONGEST = 80; /* pixels */

/** A round distance that fits. */
export function drawScale(perPixel: number | undefined): void {
  if (!perPixel) return;
  const most = perPixel * LONGEST;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = ([5, 2, 1].find((n) => n * power <= most) ?? 1) * power;
  need('scale-bar').style.width = `${Math.round(metres / perPixel)}px`;
  need('scale-text').textContent =
    metres < 1000 ? say('metres', { n: metres }) : say('kilometres', { n: metres / 1000 });
}

/** On the conic sheet north is up in the middle only. */
export function drawNorth(degrees: number): void {
  need('north-arrow').setAttribute('transform', `rotate(${degrees.toFixed(1)} 10 10)`);
}
