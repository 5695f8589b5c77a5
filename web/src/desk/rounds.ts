/** rounds.ts - the rounds there are: zones are applied for in rounds of their own. */

import { read } from './service';
import { TRACKS, type Round } from './types';

export async function rounds(): Promise<Round[]> {
  const all = (await read<{ rounds: Round[] }>('/api/v1/rounds')).rounds;
  return all.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Of one of these tracks; the newest last. */
export function roundsOf(all: readonly Round[], tracks: readonly string[]): string[] {
  return all.filter((r) => tracks.some((t) => r.tracks.includes(t))).map((r) => r.id);
}

export async function roundIds(): Promise<string[]> {
  return roundsOf(await rounds(), TRACKS);
}
