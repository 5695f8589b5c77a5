/** import_batch.tsx - one list that was handed in: what its rows come to, on a map and in a table with the
 *  same numbers, and what may be done with it now. */

import { Fragment, type ComponentChildren, type JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { note, useAddress } from '../address';
import { Refused, write } from '../service';
import { moment, say, type TextKey } from '../texts';
import { tell } from '../ui/bar';
import { confirm, Dialog } from '../ui/dialog';
import { Field, FormBox, useForm } from '../ui/form';
import { Link } from '../ui/link';
import { Shown, useLoaded } from '../ui/loaded';
import { Table } from '../ui/table';
import { Chip } from '../province/chips';
import { ImportMap } from './import_map';
import { RESULTS, sumOf, wholeBatch, type Act, type Batch, type Result, type Row, type Whole } from './imports_read';

type Reload = () => Promise<void>;

export function ImportBatch({ id }: { id: string }): JSX.Element {
  const [read, setRead] = useState<[number, number]>([0, 0]);
  const whole = useLoaded(`import/${id}`, () => wholeBatch(id, (n, all) => setRead([n, all])));
  return (
    <div class="import-page">
      <p class="back"><Link view="imports">{say('i_imports')}</Link></p>
      {whole.value === undefined && !whole.error && read[1] > 0 && (
        <p role="status"><progress value={read[0]} max={read[1]} aria-label={say('i_loading', { n: read[0], all: read[1] })} /> {say('i_loading', { n: read[0], all: read[1] })}</p>
      )}
      <Shown of={whole}>{(w) => <Sheet {...w} reload={whole.reload} />}</Shown>
    </div>
  );
}

function Sheet({ batch, rows, reload }: Whole & { reload: Reload }): JSX.Element {
  return (
    <>
      <h1 tabIndex={-1}>{say('i_batch', { n: batch.id, name: batch.name })}</h1>
      <Facts batch={batch} />
      {batch.state === 'previewed' && <Preview batch={batch} reload={reload} />}
      {batch.state === 'applied' && <Applied batch={batch} reload={reload} />}
      <Rows rows={rows} batch={batch} />
    </>
  );
}

function actOf(act: Act | null): string {
  if (!act) return '';
  return [moment(act.at), act.by, act.revision === null ? '' : say('i_revision', { n: act.revision })].filter(Boolean).join(' · ');
}

function Facts({ batch: b }: { batch: Batch }): JSX.Element {
  const facts: [TextKey, ComponentChildren][] = [
    ['i_state', <Chip value={b.state} label={b.state_label} />],
    ['i_found', sumOf(b)],
    ['i_when', actOf(b.handed_in)],
    ['i_source', b.source],
    ['i_encoding', `${b.encoding} · SHA-256 ${b.sha256.slice(0, 16)}…`],
    ['i_applied', actOf(b.applied)],
    ['i_ended', b.ended && [actOf(b.ended), b.reason].filter(Boolean).join(' · ')],
  ];
  return (
    <dl class="facts">
      {facts.map(([key, value]) => value !== null && value !== '' && <Fragment key={key}><dt>{say(key)}</dt><dd>{value}</dd></Fragment>)}
    </dl>
  );
}

/* ---- what may be done with it ---- */

interface Deed {
  batch: Batch;
  reload: Reload;
}

function Preview({ batch: b, reload }: Deed): JSX.Element {
  const [error, fail] = useState('');
  const [busy, setBusy] = useState(false);
  const { new: added, change, retract, refused } = b.results;
  const moves = added + change + retract > 0;

  async function event(title: string, text: string, body: object, told: (now: Batch) => string): Promise<void> {
    if (busy || !(await confirm(title, text, title, say('cancel')))) return;
    setBusy(true);
    fail('');
    try {
      const now = await write<Batch>('POST', `/api/v1/imports/${b.id}/events`, body, b.version);
      tell(told(now));
      await reload();
    } catch (e) {
      if (!(e instanceof Refused)) throw e;
      fail(e.message);
      await reload();
    } finally {
      setBusy(false);
    }
  }
  const name = refused > 0 ? say('i_applyRest', { n: refused }) : say('i_apply');
  const apply = (): Promise<void> => event(name, say('i_applyAsk', b.results), { event: 'apply', ...(refused > 0 && { leave_out_refused: true }) },
    (now) => say('i_appliedTold', { n: b.id, revision: now.applied?.revision ?? '?' }));
  const discard = (): Promise<void> => event(say('i_discard'), say('i_discardAsk'), { event: 'discard' }, () => say('i_discarded', { n: b.id }));
  return (
    <>
      {b.stale && <p class="bar bar-bad" role="alert">{say('i_stale')}</p>}
      {!b.stale && refused > 0 && <p class="bar bar-bad">{say('i_refusedNote', { n: refused })}</p>}
      {!b.stale && !moves && <p class="bar">{say('i_nothing')}</p>}
      {error !== '' && <p class="bar bar-bad" role="alert">{error}</p>}
      <p class="buttons">
        {!b.stale && moves && <button type="button" class={refused > 0 ? '' : 'main'} disabled={busy} onClick={() => void apply()}>{name}</button>}
        <button type="button" disabled={busy} onClick={() => void discard()}>{say('i_discard')}</button>
      </p>
    </>
  );
}

function Applied({ batch: b, reload }: Deed): JSX.Element {
  const [undoing, undo] = useState(false);
  return (
    <>
      <p class="buttons"><button type="button" class="grave" onClick={() => undo(true)}>{say('i_undo')}</button></p>
      {undoing && <Dialog title={say('i_undo')} close={() => undo(false)}><Undoing batch={b} reload={reload} close={() => undo(false)} /></Dialog>}
    </>
  );
}

function Undoing({ batch: b, reload, close }: Deed & { close: () => void }): JSX.Element {
  const form = useForm({
    initial: { reason: '' },
    required: ['reason'],
    stale: reload,
    async send({ reason }) {
      const now = await write<Batch>('POST', `/api/v1/imports/${b.id}/events`, { event: 'undo', reason }, b.version);
      close();
      tell(say('i_undone', { n: b.id, revision: now.ended?.revision ?? '?' }));
      await reload();
    },
  });
  return (
    <FormBox form={form} label={say('i_undo')} button={say('i_undo')} more={<button type="button" onClick={close}>{say('cancel')}</button>}>
      <p>{say('i_undoNote')}</p>
      <Field form={form} name="reason" label={say('reason')} kind="area" need max={400} />
    </FormBox>
  );
}

/* ---- its rows ---- */

const isResult = (text: string | null): text is Result => RESULTS.some((r) => r === text);

function Rows({ rows, batch }: { rows: readonly Row[]; batch: Batch }): JSX.Element {
  const address = useAddress();
  const wanted = address('result');
  const line = Number(address('line')) || null;
  const result = isResult(wanted) ? wanted : null;
  const shown = useMemo(() => (result === null ? rows : rows.filter((r) => r.result === result)), [rows, result]);
  /* What is picked in the one is brought to view in the other. */
  const pick = (n: number | null, where: string): void => {
    note({ line: n });
    if (n !== null) requestAnimationFrame(() => document.querySelector(where)?.scrollIntoView({ block: 'nearest' }));
  };
  const button = (value: Result | null, label: string, n: number): JSX.Element => (
    <button key={label} type="button" aria-pressed={result === value} onClick={() => note({ result: value, line: null })}>{label} {n}</button>
  );
  return (
    <>
      <p class="buttons" role="group" aria-label={say('i_filter')}>
        {button(null, say('i_all'), rows.length)}
        {RESULTS.filter((r) => batch.results[r] > 0).map((r) => button(r, say(`row-${r}`), batch.results[r]))}
      </p>
      <ImportMap rows={shown} frame={result ?? 'all'} line={line} pick={(n) => pick(n, 'tr[aria-current=true]')} />
      <Table caption={say('i_table')} rows={shown} id={(r) => r.line} file={`import-${batch.id}`} chosen={(r) => r.line === line}
        columns={[
          { id: 'line', head: say('i_line'), text: (r) => String(r.line), order: (r) => r.line, number: true,
            cell: (r) => (r.lon === null ? r.line : <button type="button" class="line" onClick={() => pick(r.line === line ? null : r.line, '.shape-map')}>{r.line}<span class="unseen"> {say('i_showOnMap')}</span></button>) },
          { id: 'result', head: say('i_result'), text: (r) => r.result_label, cell: (r) => <Chip value={r.result === 'refused' ? 'not_met' : r.result === 'same' ? 'plain' : 'met'} label={r.result_label} /> },
          { id: 'words', head: say('i_words'), text: (r) => r.words ?? '', cell: (r) => <span class="words">{r.words}</span> },
          { id: 'kind', head: say('kind'), text: (r) => r.kind_short ?? '' },
          { id: 'place', head: say('i_place'), text: (r) => [r.name, r.code].filter(Boolean).join(' ') },
          { id: 'unit', head: say('n_unit'), text: (r) => r.unit_name ?? '', hidden: true },
          { id: 'list', head: say('i_list'), text: (r) => r.batch ?? '' },
          { id: 'term', head: say('i_term'), text: (r) => (r.since || r.until ? `${r.since ?? '?'} – ${r.until ?? '?'}` : ''), order: (r) => r.since },
          { id: 'document', head: say('document'), text: (r) => r.document ?? '' },
          { id: 'title', head: say('i_title'), text: (r) => [r.stands, r.made].filter((n) => n !== null).join(' → ') },
          { id: 'source', head: say('i_source'), text: (r) => r.source ?? '', hidden: true },
          { id: 'note', head: say('i_noted'), text: (r) => r.note ?? '', hidden: true },
        ]} />
    </>
  );
}
