/** later.tsx - views about zones, fetched when somebody comes to them. */

import type { JSX } from 'preact';
import type { ViewProps } from '../desks';
import { Shown, useLoaded } from '../ui/loaded';

export function ZoneView(props: ViewProps): JSX.Element {
  const view = useLoaded('zone-view', () => import('./desk'));
  return <Shown of={view}>{({ ZoneDesk }) => <ZoneDesk {...props} />}</Shown>;
}

export function ZonesView(props: ViewProps): JSX.Element {
  const view = useLoaded('zones-view', () => import('./zones'));
  return <Shown of={view}>{({ Zones }) => <Zones {...props} />}</Shown>;
}
