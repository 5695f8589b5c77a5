/** rounds.ts - the newest round, which lists without a choice of their own are about. */

import { roundIds } from '../rounds';
import { useLoaded, type Loaded } from '../ui/loaded';

export function useRound(): Loaded<string> {
  return useLoaded('newest-round', async () => (await roundIds()).at(-1) ?? '');
}
