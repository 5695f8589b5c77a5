/** zones.tsx - the zones of this office or place with what each owes; one of them, when ?id= says so. */

import type { JSX } from 'preact';
import type { ViewProps } from '../desks';
import { read, readAll } from '../service';
import { day, say } from '../texts';
import type { PlaceRef, Session } from '../types';
import { Link } from '../ui/link';
import { Shown, useLoaded } from '../ui/loaded';
import { Table } from '../ui/table';
import { OneZone } from './one_zone';

export interface Duty {
  zone: string;
  zone_name: string;
  track: string;
  term: number;
  duty: string;
  duty_label: string;
  clause: string;
  owner: string;
  owner_label: string;
  year: number | null;
  from: string | null;
  due: string | null;
  due_year: number | null;
  done: string | null;
  state: string;
  state_label: string;
  overdue: boolean;
}

interface ZoneRow {
  id: string;
  name: string;
  kind_label: string;
  status_label: string | null;
  province: string | null;
  applicant: PlaceRef | null;
}

/** Whose business a zone is: its applicant's, that of the city around, that of its province. */
function isMine(who: Session, zone: Pick<ZoneRow, 'province' | 'applicant'>): boolean {
  if (who.role === 'province') return zone.province === who.unit;
  if (who.role === 'city') return zone.applicant !== null && zone.applicant.code.slice(0, 4) === who.place?.slice(0, 4);
  return zone.applicant !== null && zone.applicant.code === who.place;
}

export function Zones({ who, id }: ViewProps): JSX.Element {
  return id === null ? <List who={who} /> : <OneZone id={id} who={who} />;
}

function List({ who }: { who: Session }): JSX.Element {
  const all = useLoaded('zones', async () => {
    const [{ zones }, duties] = await Promise.all([
      read<{ zones: ZoneRow[] }>('/api/v1/zones'),
      readAll<Duty>('/api/v1/obligations', 'obligations', { unit: who.unit }),
    ]);
    return zones.filter((z) => isMine(who, z)).map((z) => {
      const open = duties.filter((d) => d.zone === z.id && d.done === null);
      const next = open.filter((d) => !d.overdue).sort((a, b) => ((a.due ?? '9') < (b.due ?? '9') ? -1 : 1))[0]; /* no day comes last */
      return { ...z, overdue: open.filter((d) => d.overdue).length, next };
    });
  });
  return (
    <>
      <h1 tabIndex={-1}>{say('zones')}</h1>
      <Shown of={all}>
        {(rows) => (
          <Table caption={say('zonesRows')} rows={rows} id={(z) => z.id} file="zones" empty={say('zonesNone')}
            columns={[
              { id: 'name', head: say('zone'), text: (z) => z.name, cell: (z) => <Link view="zones" more={{ id: z.id }}>{z.name}</Link> },
              { id: 'kind', head: say('kind'), text: (z) => z.kind_label },
              { id: 'place', head: say('place'), text: (z) => z.applicant?.name ?? '' },
              { id: 'status', head: say('state'), text: (z) => z.status_label ?? say('unknown') },
              { id: 'overdue', head: say('overdue'), text: (z) => String(z.overdue), order: (z) => z.overdue, number: true },
              { id: 'next', head: say('nextDuty'), text: (z) => (!z.next ? '' : z.next.due ? say('dutyBy', { duty: z.next.duty_label, day: day(z.next.due) }) : z.next.duty_label), order: (z) => z.next?.due ?? null },
            ]} />
        )}
      </Shown>
    </>
  );
}
