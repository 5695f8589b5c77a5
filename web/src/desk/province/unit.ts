/** unit.ts - the recommending unit somebody belongs to; places know theirs, which need not be the province
 *  they lie in. */

import { read } from '../service';
import type { Session } from '../types';
import { useLoaded, type Loaded } from '../ui/loaded';

export function useUnit(who: Session): Loaded<string> {
  return useLoaded(`unit/${who.id}`, async () => {
    if (who.unit || !who.place) return who.unit ?? '';
    const { recommending_unit: unit } = await read<{ recommending_unit: string | null }>(`/api/v1/places/${who.place}`);
    return unit ?? `${who.place.slice(0, 2)}0000`;
  });
}
