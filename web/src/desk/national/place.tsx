/** place.tsx - whose application it is: a place, and of a zone its name beside it. */

import type { JSX } from 'preact';
import type { Summary } from '../types';
import { Link } from '../ui/link';

const nameOf = (a: Summary): string => a.place.name ?? a.place.code;

export const placeWords = (a: Summary): string => [nameOf(a), a.about].filter(Boolean).join(' ');

export function PlaceOf({ app }: { app: Summary }): JSX.Element {
  return <><Link view="applications" more={{ id: app.id }}>{nameOf(app)}</Link>{app.about && <span class="soft"> {app.about}</span>}</>;
}
