/** experts.tsx - who scores in a round, and where they come from. */

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { read, Refused, write } from '../service';
import { moment, say } from '../texts';
import type { QuotaRow } from '../types';
import { tell } from '../ui/bar';
import { confirm, Dialog } from '../ui/dialog';
import { Field, FormBox, useForm } from '../ui/form';
import { Shown, useLoaded } from '../ui/loaded';
import { Table } from '../ui/table';
import type { Expert } from './types';

interface Known {
  experts: Expert[];
  units: Map<string, string>;
}

/* Every unit has a row of places, known or not. */
async function gather(round: string): Promise<Known> {
  const [{ experts }, { rows }] = await Promise.all([
    read<{ experts: Expert[] }>(`/api/v1/rounds/${round}/experts`),
    read<{ rows: QuotaRow[] }>(`/api/v1/rounds/${round}/quotas`, { track: 'demo-county' }),
  ]);
  return { experts, units: new Map(rows.map((q) => [q.province, q.province_name ?? q.province])) };
}

export function Experts({ round }: { round: string }): JSX.Element {
  const known = useLoaded('experts', () => gather(round));
  const [naming, name] = useState(false);
  const [error, fail] = useState('');
  const release = async (e: Expert): Promise<void> => {
    if (!(await confirm(say('n_release'), say('n_releaseAsk', { name: e.name }), say('n_release'), say('cancel')))) return;
    fail('');
    try {
      await write('DELETE', `/api/v1/rounds/${round}/experts/${e.person}`);
      await known.reload();
      tell(say('n_released', { name: e.name }));
    } catch (failure) {
      if (!(failure instanceof Refused)) throw failure;
      fail(failure.message);
    }
  };
  return (
    <Shown of={known}>
      {({ experts, units }) => (
        <>
          {error !== '' && <p class="bar bar-bad" role="alert">{error}</p>}
          <Table caption={say('n_expertsOf', { round })} prefix="e_" rows={experts} id={(e) => `${e.person}/${e.named}`} file={`experts-${round}`} empty={say('n_expertsNone')}
            tools={<button type="button" class="main" onClick={() => name(true)}>{say('n_nameExpert')}</button>}
            columns={[
              { id: 'name', head: say('name'), text: (e) => e.name },
              { id: 'unit', head: say('n_homeUnit'), text: (e) => units.get(e.unit) ?? e.unit },
              { id: 'named', head: say('sinceWhen'), text: (e) => moment(e.named), order: (e) => Date.parse(e.named) },
              { id: 'ended', head: say('n_endedAt'), text: (e) => (e.ended ? moment(e.ended) : '') },
              { id: 'action', head: say('action'), text: () => '', cell: (e) => e.ended === null && <button type="button" onClick={() => void release(e)}>{say('n_release')}<span class="unseen"> {e.name}</span></button> },
            ]} />
          {naming && (
            <Dialog title={say('n_nameExpert')} close={() => name(false)}>
              <Naming round={round} units={units} done={known.reload} close={() => name(false)} />
            </Dialog>
          )}
        </>
      )}
    </Shown>
  );
}

function Naming({ round, units, done, close }: { round: string; units: Map<string, string>; done: () => Promise<void>; close: () => void }): JSX.Element {
  const form = useForm({
    initial: { person: '', unit: '' },
    required: ['person', 'unit'],
    named: { user: 'person' },
    async send({ person, unit }) {
      const made = await write<Expert>('PUT', `/api/v1/rounds/${round}/experts/${encodeURIComponent(person.trim())}`, { unit });
      await done();
      close();
      tell(say('n_expertNamed', { name: made.name }));
    },
  });
  return (
    <FormBox form={form} label={say('n_nameExpert')} button={say('n_nameExpert')} more={<button type="button" onClick={close}>{say('cancel')}</button>}>
      <Field form={form} name="person" label={say('n_account')} hint={say('n_accountHint')} kind="number" need />
      <Field form={form} name="unit" label={say('n_homeUnit')} hint={say('n_homeHint')} kind="select" need options={[['', say('choose')], ...units]} />
    </FormBox>
  );
}
