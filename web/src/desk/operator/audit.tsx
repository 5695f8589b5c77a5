/** audit.tsx - the chain of what was done and refused: found by object, person, action, day and outcome,
 *  the newest first; and the proof that it holds (audit_proof.tsx). */

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { note, useAddress } from '../address';
import { read, readAll } from '../service';
import { moment, say } from '../texts';
import { Dialog } from '../ui/dialog';
import { Field, FormBox, useForm } from '../ui/form';
import { Shown, useLoaded } from '../ui/loaded';
import { Table } from '../ui/table';
import { actionName, detailOf, EntryView, outcomeName, personName, type Entry } from './audit_entry';
import { Proof } from './audit_proof';
import { ACTIONS } from '../texts/audit';
import type { User } from './user_types';

interface Page {
  newest: number;
  entries: Entry[];
}

const MANY = 200;
const ASKED = ['object', 'person', 'action', 'outcome', 'from', 'to'] as const;
type Asked = Record<(typeof ASKED)[number], string>;

export function AuditChain(): JSX.Element {
  const address = useAddress();
  const asked = Object.fromEntries(ASKED.map((name) => [name, address(name) ?? ''])) as Asked;
  const before = address('before');
  const what = JSON.stringify([asked, before]);
  const found = useLoaded(`audit/${what}`, () => read<Page>('/api/v1/audit', { ...asked, before, order: 'newest', limit: MANY }));
  const people = useLoaded('users', () => readAll<User>('/api/v1/users', 'users'));
  const [open, show] = useState<Entry | null>(null);
  const earlier = (page: Page): JSX.Element | false => page.entries.length === MANY &&
    <button type="button" onClick={() => note({ before: page.entries.at(-1)?.seq ?? null })}>{say('o_more')}</button>;
  return (
    <>
      <h1 tabIndex={-1}>{say('o_audit')}</h1>
      <Proof />
      <Search key={JSON.stringify(asked)} asked={asked} people={people.value ?? []} />
      <Shown of={found}>
        {(page) => (
          <Table caption={say('o_auditRows')} rows={page.entries} id={(e) => e.seq} file="audit" empty={say('o_auditNone')}
            tools={<>{before && <button type="button" onClick={() => note({ before: null })}>{say('o_latest')}</button>}{earlier(page)}</>}
            columns={[
              { id: 'seq', head: say('number'), text: (e) => String(e.seq), order: (e) => e.seq, number: true },
              { id: 'at', head: say('when'), text: (e) => moment(e.at), order: (e) => Date.parse(e.at) },
              { id: 'person', head: say('who'), text: personName },
              { id: 'action', head: say('o_actionCol'), text: (e) => actionName(e.action) },
              { id: 'object', head: say('o_object'), text: (e) => e.object },
              { id: 'outcome', head: say('o_outcome'), text: outcomeName, cell: (e) => <span class={e.outcome === 'done' ? undefined : 'chip chip-bad'}>{outcomeName(e)}</span> },
              { id: 'revision', head: say('o_revision'), text: (e) => String(e.revision), order: (e) => e.revision, number: true },
              { id: 'detail', head: say('o_detail'), text: detailOf, cell: (e) => <button type="button" class="link" onClick={() => show(e)}>{say('o_show')}<span class="unseen"> {e.seq}</span></button> },
              { id: 'code', head: say('o_actionCode'), text: (e) => e.action, hidden: true },
              { id: 'sha256', head: 'SHA-256', text: (e) => e.sha256, hidden: true },
              { id: 'sm3', head: 'SM3', text: (e) => e.sm3, hidden: true },
            ]} />
        )}
      </Shown>
      {open && <Dialog title={say('o_entry', { n: open.seq })} close={() => show(null)}><EntryView entry={open} /></Dialog>}
    </>
  );
}

function Search({ asked, people }: { asked: Asked; people: readonly User[] }): JSX.Element {
  const form = useForm({
    initial: asked,
    keep: false,
    async send(v) {
      note({ ...Object.fromEntries(ASKED.map((name) => [name, v[name].trim() || null])), before: null });
    },
  });
  const given = ASKED.some((name) => asked[name] !== '');
  return (
    <FormBox form={form} label={say('o_auditFind')} button={say('o_auditFind')} class="sheet-box search"
      more={given && <button type="button" onClick={() => note({ ...Object.fromEntries(ASKED.map((name) => [name, null])), before: null })}>{say('o_auditAll')}</button>}>
      <div class="row-fields">
        <Field form={form} name="object" label={say('o_object')} hint={say('o_objectHint')} max={100} />
        <Field form={form} name="person" label={say('who')} kind="select"
          options={[['', say('o_anybody')], ['0', say('o_machine')], ...people.map((u) => [String(u.id), u.name] as const),
            ...(asked.person && asked.person !== '0' && !people.some((u) => String(u.id) === asked.person) ? [[asked.person, asked.person] as const] : [])]} />
        <Field form={form} name="action" label={say('o_actionCol')} hint={say('o_actionHint')} max={60}
          list={Object.keys(ACTIONS).map((code) => [code, actionName(code)])} />
        <Field form={form} name="outcome" label={say('o_outcome')} kind="select"
          options={[['', say('o_anyOutcome')], ['done', say('o_done')], ['refused', say('o_refusedAll')]]} />
        <Field form={form} name="from" label={say('o_from')} kind="date" />
        <Field form={form} name="to" label={say('o_to')} kind="date" />
      </div>
    </FormBox>
  );
}
