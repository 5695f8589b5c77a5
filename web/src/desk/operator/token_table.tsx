/** token_table.tsx - tokens with what became of them, one's own or somebody else's, and how one is revoked. */

import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Refused, write } from '../service';
import { moment, say } from '../texts';
import { tell } from '../ui/bar';
import { confirm } from '../ui/dialog';
import type { Loaded } from '../ui/loaded';
import { Shown } from '../ui/loaded';
import { Table } from '../ui/table';
import type { Token } from './user_types';

interface Props {
  of: Loaded<Token[]>;
  at: string; /* where one of them is revoked */
  caption: string;
  empty: string;
  tools?: ComponentChildren;
}

const name = (t: Token): string => t.label || String(t.id);

function stateOf(t: Token): string {
  if (t.revoked) return say('o_revokedAt', { when: moment(t.revoked) });
  return t.ends && Date.parse(t.ends) < Date.now() ? say('o_over') : say('o_inUse');
}

export function TokenTable({ of, at, caption, empty, tools }: Props): JSX.Element {
  const [error, fail] = useState('');
  const revoke = async (t: Token): Promise<void> => {
    if (!(await confirm(say('o_revoke'), say('o_revokeAsk', { label: name(t) }), say('o_revoke'), say('cancel')))) return;
    fail('');
    try {
      await write('DELETE', `${at}/${t.id}`);
      await of.reload();
      tell(say('o_tokenRevoked', { label: name(t) }));
    } catch (e) {
      if (!(e instanceof Refused)) throw e;
      fail(e.message);
    }
  };
  return (
    <>
      {error !== '' && <p class="bar bar-bad" role="alert">{error}</p>}
      <Shown of={of}>
        {(rows) => (
          <Table caption={caption} rows={rows} id={(t) => t.id} file="tokens" empty={empty} tools={tools}
            columns={[
              { id: 'label', head: say('o_label'), text: name },
              { id: 'made', head: say('o_made'), text: (t) => moment(t.made), order: (t) => Date.parse(t.made) },
              { id: 'ends', head: say('o_ends'), text: (t) => (t.ends ? moment(t.ends) : say('o_never')), order: (t) => t.ends },
              { id: 'used', head: say('o_used'), text: (t) => (t.used ? moment(t.used) : say('o_notUsed')), order: (t) => t.used },
              { id: 'state', head: say('state'), text: stateOf, order: (t) => t.revoked },
              { id: 'action', head: say('action'), text: () => '', cell: (t) => t.revoked === null &&
                <button type="button" class="grave" onClick={() => void revoke(t)}>{say('o_revoke')}<span class="unseen"> {name(t)}</span></button> },
            ]} />
        )}
      </Shown>
    </>
  );
}
