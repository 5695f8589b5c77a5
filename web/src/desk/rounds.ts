/** rounds.ts - the rounds of cities and counties, the newest last: zones are applied for in rounds of their own. */

import { read } from './service';
import { TRACKS, type Round } from './types';

export async function roundIds(): Promise<string[]> {
  const { rounds } = await read<{ rounds: Round[] }>('/api/v1/rounds');
  return rounds.filter((r) => TRACKS.some((t) => r.tracks.includes(t))).map((r) => r.id).sort();
}
