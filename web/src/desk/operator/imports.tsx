/** imports.tsx - published lists handed in as files: a new one is looked at, older ones are listed; with
 *  ?id= one of them, with its rows. */

import type { JSX } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import { go, to } from '../address';
import type { ViewProps } from '../desks';
import { readAll, Refused } from '../service';
import { moment, say } from '../texts';
import { Link } from '../ui/link';
import { Shown, useLoaded } from '../ui/loaded';
import { Table } from '../ui/table';
import { Chip } from '../province/chips';
import { ImportBatch } from './import_batch';
import { CorrectOne } from './import_correct';
import { BYTES_MOST, handIn, ROWS_MOST, sumOf, type Batch } from './imports_read';

export function Imports({ id }: ViewProps): JSX.Element {
  return id === null ? <All /> : <ImportBatch key={id} id={id} />;
}

function All(): JSX.Element {
  const all = useLoaded('imports', () => readAll<Batch>('/api/v1/imports', 'imports'));
  return (
    <div class="import-page">
      <h1 tabIndex={-1}>{say('i_imports')}</h1>
      <p class="soft">{say('i_note')}</p>
      <HandIn />
      <CorrectOne />
      <Shown of={all}>
        {(rows) => (
          <Table caption={say('i_rows')} rows={rows} id={(b) => b.id} file="imports" empty={say('i_none')}
            columns={[
              { id: 'id', head: say('number'), text: (b) => String(b.id), order: (b) => b.id },
              { id: 'name', head: say('i_name'), text: (b) => b.name, cell: (b) => <Link view="imports" more={{ id: b.id }}>{b.name}</Link> },
              { id: 'when', head: say('i_when'), text: (b) => `${moment(b.handed_in.at)} ${b.handed_in.by}`, order: (b) => b.id },
              { id: 'found', head: say('i_found'), text: sumOf },
              { id: 'state', head: say('i_state'), text: (b) => b.state_label, cell: (b) => <Chip value={b.state} label={b.state_label} /> },
            ]} />
        )}
      </Shown>
    </div>
  );
}

const COLUMNS = ['i_col_kind', 'i_col_place', 'i_col_list', 'i_col_term', 'i_col_source', 'i_col_do'] as const;

function HandIn(): JSX.Element {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [source, setSource] = useState('');
  const [newLists, setNewLists] = useState(false);
  const [error, fail] = useState('');
  const [busy, setBusy] = useState(false);

  async function look(e: Event): Promise<void> {
    e.preventDefault();
    if (busy) return;
    const file = input.current?.files?.[0];
    fail(!file ? say('i_noFile') : file.size > BYTES_MOST ? say('i_tooLarge') : '');
    if (!file || file.size > BYTES_MOST) return input.current?.focus();
    setBusy(true);
    try {
      const made = await handIn(file.name, file, source, newLists);
      await go(to('imports', { id: made.id }));
    } catch (failure) {
      if (!(failure instanceof Refused)) throw failure;
      fail(failure.message);
      setBusy(false);
      input.current?.focus();
    }
  }

  return (
    <form class="form sheet-box import-form" aria-label={say('i_handIn')} noValidate onSubmit={(e) => void look(e)}>
      <h2>{say('i_handIn')}</h2>
      <div class="field">
        <label for={`${id}-file`}>{say('i_file')}</label>
        <p class="hint" id={`${id}-hint`}>{say('i_fileHint', { rows: ROWS_MOST })}</p>
        <input ref={input} id={`${id}-file`} type="file" accept=".csv,text/csv" aria-invalid={error ? 'true' : undefined}
          aria-describedby={error ? `${id}-hint ${id}-error` : `${id}-hint`} onChange={() => fail('')} />
        {error && <p class="error" id={`${id}-error`} role="alert">{error}</p>}
      </div>
      <details>
        <summary>{say('i_columns')}</summary>
        <p class="soft">{say('i_columnsNote')}</p>
        <ul>{COLUMNS.map((key) => <li key={key}>{say(key)}</li>)}</ul>
      </details>
      <div class="field">
        <label for={`${id}-source`}>{say('i_source')}<span class="soft">{say('optional')}</span></label>
        <p class="hint" id={`${id}-source-hint`}>{say('i_sourceHint')}</p>
        <input id={`${id}-source`} type="text" maxLength={500} autocomplete="off" value={source}
          aria-describedby={`${id}-source-hint`} onInput={(e) => setSource(e.currentTarget.value)} />
      </div>
      <div class="field field-check">
        <label for={`${id}-lists`}>{say('i_newLists')}</label>
        <p class="hint" id={`${id}-lists-hint`}>{say('i_newListsHint')}</p>
        <input id={`${id}-lists`} type="checkbox" checked={newLists} aria-describedby={`${id}-lists-hint`} onChange={(e) => setNewLists(e.currentTarget.checked)} />
      </div>
      {busy && <p role="status"><progress aria-label={say('i_looking')} /> {say('i_looking')}</p>}
      <p class="buttons"><button type="submit" class="main" disabled={busy}>{say('i_look')}</button></p>
    </form>
  );
}
