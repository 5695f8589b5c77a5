/** rosters.tsx - published lists and how much of each is known. */

import type { JSX } from 'preact';
import { read } from '../service';
import { day, say } from '../texts';
import { Shown, useLoaded } from '../ui/loaded';
import { Table } from '../ui/table';
import { rosterColumns } from '../national/roster_columns';
import type { Roster } from '../national/types';

export function Rosters(): JSX.Element {
  const all = useLoaded('rosters', () => read<{ rosters: Roster[] }>('/api/v1/rosters'));
  const whole = (r: Roster): string =>
    r.complete ? say('o_completeAll') : r.complete_for.length > 0 ? r.complete_for.join(say('comma')) : say('o_completeNone');
  return (
    <>
      <h1 tabIndex={-1}>{say('o_rosters')}</h1>
      <p class="soft">{say('o_rostersNote')}</p>
      <Shown of={all}>
        {({ rosters }) => (
          <Table caption={say('o_rostersRows')} rows={rosters} id={(r) => r.id} file="rosters"
            columns={[
              ...rosterColumns(),
              { id: 'since', head: say('since'), text: (r) => day(r.since), order: (r) => r.since },
              { id: 'until', head: say('until'), text: (r) => day(r.until), order: (r) => r.until },
              { id: 'whole', head: say('o_complete'), text: whole },
            ]} />
        )}
      </Shown>
    </>
  );
}
