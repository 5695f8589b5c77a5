/** tracks.ts - the tracks of zones beside those of cities and counties, as this desk calls them. */

import { sayIf } from '../texts';

export const ZONE_TRACKS = ['demo-zone', 'trial-zone', 'js-zone'] as const;

export const isZone = (track: string): boolean => (ZONE_TRACKS as readonly string[]).includes(track);

/** Short where the desk has a short name, else the service's own. */
export function trackLabel({ track, track_label }: { track: string; track_label: string }): string {
  const short = sayIf(track);
  return short === track ? track_label : short;
}
