/** tracks.ts - what this desk calls the tracks, those of zones among them. */

import { sayIf } from '../texts';

/** Short where the desk has a short name, else the service's own. */
export function trackLabel({ track, track_label }: { track: string; track_label: string }): string {
  const short = sayIf(track);
  return short === track ? track_label : short;
}
