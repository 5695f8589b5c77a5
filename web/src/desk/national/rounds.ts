/** rounds.ts - the newest round, which lists without a choice of their own are about. */

import { read } from '../service';
import type { Round } from '../types';
import { useLoaded, type Loaded } from '../ui/loaded';

export function useRound(): Loaded<string> {
  return useLoaded('newest-round', async () =>
    (await read<{ rounds: Round[] }>('/api/v1/rounds')).rounds.map((r) => r.id).sort().at(-1) ?? '');
}
