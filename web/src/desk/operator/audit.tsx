/** audit.tsx - the chain of what was done and refused: found by object or number, taken away to be
 *  proved.  The page does not check the chain: whoever holds the service could make it say anything. */

import type { JSX } from 'preact';
import { note, useAddress } from '../address';
import { address as at, read } from '../service';
import { moment, say } from '../texts';
import { Field, FormBox, useForm } from '../ui/form';
import { Shown, useLoaded } from '../ui/loaded';
import { Table } from '../ui/table';

interface Entry {
  seq: number;
  at: string;
  person: { id: number; name: string } | null;
  action: string;
  object: string;
  outcome: string;
  revision: number;
  detail: unknown;
  sha256: string;
  sm3: string;
}

interface Page {
  newest: number;
  entries: Entry[];
}

interface Found extends Page {
  last: Entry | null; /* of the whole chain */
}

const MANY = 200;

async function find(since: string | null, object: string | null): Promise<Found> {
  const { newest } = await read<Page>('/api/v1/audit', { limit: 1 });
  const [page, end] = await Promise.all([
    read<Page>('/api/v1/audit', { since: since ?? (object ? 0 : Math.max(0, newest - MANY)), object, limit: MANY }),
    read<Page>('/api/v1/audit', { since: Math.max(0, newest - 1), limit: 1 }),
  ]);
  return { ...page, last: end.entries[0] ?? null };
}

const detailOf = (e: Entry): string => (typeof e.detail === 'string' ? e.detail : JSON.stringify(e.detail));

export function AuditChain(): JSX.Element {
  const address = useAddress();
  const [since, object] = [address('since'), address('object')];
  const found = useLoaded(`audit/${since}/${object}`, () => find(since, object));
  return (
    <>
      <h1 tabIndex={-1}>{say('o_audit')}</h1>
      <Search key={`${since}/${object}`} since={since ?? ''} object={object ?? ''} />
      <Shown of={found}>
        {(page) => (
          <>
            <Table caption={say('o_auditRows')} rows={[...page.entries].reverse()} id={(e) => e.seq} file="audit" empty={say('o_auditNone')}
              tools={page.entries.length === MANY && (page.entries.at(-1)?.seq ?? 0) < page.newest &&
                <button type="button" onClick={() => note({ since: page.entries.at(-1)?.seq ?? null })}>{say('o_more')}</button>}
              columns={[
                { id: 'seq', head: say('number'), text: (e) => String(e.seq), order: (e) => e.seq, number: true },
                { id: 'at', head: say('when'), text: (e) => moment(e.at), order: (e) => Date.parse(e.at) },
                { id: 'person', head: say('who'), text: (e) => (e.person ? `${e.person.name}（${e.person.id}）` : say('o_machine')) },
                { id: 'action', head: say('o_actionCol'), text: (e) => e.action },
                { id: 'object', head: say('o_object'), text: (e) => e.object },
                { id: 'outcome', head: say('o_outcome'), text: (e) => (e.outcome === 'done' ? say('o_done') : e.outcome) },
                { id: 'revision', head: say('o_revision'), text: (e) => String(e.revision), order: (e) => e.revision, number: true },
                { id: 'detail', head: say('o_detail'), text: detailOf, cell: (e) => <details><summary>{say('o_detail')}<span class="unseen"> {e.seq}</span></summary><pre>{JSON.stringify(e.detail, null, 1)}</pre></details> },
                { id: 'sha256', head: 'SHA-256', text: (e) => e.sha256, hidden: true },
                { id: 'sm3', head: 'SM3', text: (e) => e.sm3, hidden: true },
              ]} />
            <Chain last={page.last} />
          </>
        )}
      </Shown>
    </>
  );
}

function Search({ since, object }: { since: string; object: string }): JSX.Element {
  const form = useForm({
    initial: { object, since },
    keep: false,
    send: async (v) => note({ object: v.object.trim() || null, since: v.since.trim() || null }),
  });
  return (
    <FormBox form={form} label={say('o_auditFind')} button={say('o_auditFind')}>
      <div class="row-fields">
        <Field form={form} name="object" label={say('o_object')} hint={say('o_objectHint')} max={100} />
        <Field form={form} name="since" label={say('o_since')} hint={say('o_sinceHint', { n: MANY })} kind="number" />
      </div>
    </FormBox>
  );
}

function Chain({ last }: { last: Entry | null }): JSX.Element {
  return (
    <section class="sheet-box" aria-labelledby="chain-head">
      <h2 id="chain-head">{say('o_chain')}</h2>
      {last && (
        <dl class="facts">
          <dt>{say('o_newest')}</dt><dd>{last.seq}（{moment(last.at)}）</dd>
          <dt>SHA-256</dt><dd class="hash">{last.sha256}</dd>
          <dt>SM3</dt><dd class="hash">{last.sm3}</dd>
        </dl>
      )}
      <p>{say('o_proofNote')} {say('o_proofNot')}</p>
      <p class="buttons"><a class="button" href={at('/api/v1/audit/export')} download="audit.jsonl">{say('o_export')}</a></p>
    </section>
  );
}
