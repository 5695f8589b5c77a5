/** rosters.tsx - published lists, how much of each is known, and where it is from; each leads to what is
 *  known of it on the public page. */

import type { JSX } from 'preact';
import { read } from '../service';
import { day, lang, say } from '../texts';
import { Shown, useLoaded } from '../ui/loaded';
import { Table } from '../ui/table';
import { rosterColumns } from '../national/roster_columns';
import type { Roster } from '../national/types';

interface Listed extends Roster {
  kind: string;
}

/* What is known of a kind is a public page; a list of one batch is no page of its own. */
const listOf = (kind: string): string => `/titles?kind=${encodeURIComponent(kind)}${lang() === 'en' ? '&lang=en' : ''}`;

export function Rosters(): JSX.Element {
  const all = useLoaded('rosters', () => read<{ rosters: Listed[] }>('/api/v1/rosters'));
  const whole = (r: Roster): string =>
    r.complete ? say('o_completeAll') : r.complete_for.length > 0 ? r.complete_for.join(say('comma')) : say('o_completeNone');
  return (
    <>
      <h1 tabIndex={-1}>{say('o_rosters')}</h1>
      <p class="soft">{say('o_rostersNote')}</p>
      <Shown of={all}>
        {({ rosters }) => (
          <>
            <Sum rosters={rosters} />
            <Table caption={say('o_rostersRows')} rows={rosters} id={(r) => r.id} file="rosters"
              mark={(r) => (r.declared !== null && r.known < r.declared ? 'lacking' : undefined)}
              columns={[
                ...rosterColumns(),
                { id: 'since', head: say('since'), text: (r) => day(r.since), order: (r) => r.since },
                { id: 'until', head: say('until'), text: (r) => day(r.until), order: (r) => r.until },
                { id: 'whole', head: say('o_complete'), text: whole },
                { id: 'list', head: say('o_list'), text: (r) => r.id, cell: (r) => <a href={listOf(r.kind)}>{say('o_toList')}<span class="unseen"> {r.kind_label} {r.batch}</span></a> },
              ]} />
          </>
        )}
      </Shown>
    </>
  );
}

/* Lists whose length was never published take no part in what is missing. */
function Sum({ rosters }: { rosters: readonly Roster[] }): JSX.Element {
  const told = rosters.filter((r) => r.declared !== null);
  const sum = (of: (r: Roster) => number): number => told.reduce((n, r) => n + of(r), 0);
  return (
    <p>
      {told.length > 0 && say('o_rostersSum', { n: told.length, declared: sum((r) => r.declared ?? 0), known: sum((r) => r.known), missing: sum((r) => Math.max(0, (r.declared ?? 0) - r.known)) })}
      {told.length < rosters.length && ` ${say(told.length > 0 ? 'o_rostersUntold' : 'o_rostersAllUntold', { n: rosters.length - told.length })}`}
    </p>
  );
}
