/** place.tsx - whose application it is: a place, and of a zone its name beside it. */

import type { JSX } from 'preact';
import { read } from '../service';
import type { Summary } from '../types';
import { Link } from '../ui/link';

/** A zone that is continued is named by its id; people know it by its name. */
export async function withZoneNames(applications: readonly Summary[]): Promise<Summary[]> {
  if (applications.every((a) => !a.about)) return [...applications];
  const { zones } = await read<{ zones: { id: string; name: string }[] }>('/api/v1/zones');
  const names = new Map(zones.map((z) => [z.id, z.name]));
  return applications.map((a) => (a.about ? { ...a, about: names.get(a.about) ?? a.about } : a));
}

const nameOf = (a: Summary): string => a.place.name ?? a.place.code;

export const placeWords = (a: Summary): string => [nameOf(a), a.about].filter(Boolean).join(' ');

export function PlaceOf({ app }: { app: Summary }): JSX.Element {
  return <><Link view="applications" more={{ id: app.id }}>{nameOf(app)}</Link>{app.about && <span class="soft"> {app.about}</span>}</>;
}
