/** institutions.tsx - many institutions at once from a table: looked at first, with every fault by its line,
 *  and taken only as a whole. */

import type { JSX } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import { Refused, send } from '../service';
import { say } from '../texts';
import { tell } from '../ui/bar';
import { Table } from '../ui/table';

interface Looked {
  rows: number;
  would_admit: number;
  total_faults: number;
  faults: { line: number; field: string; message: string }[];
}

export function ImportInstitutions({ at, reload }: { at: string; reload: () => Promise<void> }): JSX.Element {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [looked, setLooked] = useState<Looked | null>(null);
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);

  async function attempt(job: () => Promise<void>): Promise<void> {
    setBusy(true);
    setError('');
    try {
      await job();
    } catch (e) {
      if (!(e instanceof Refused)) throw e;
      setError([e.message, ...e.fields.keys()].join(' '));
    } finally {
      setBusy(false);
    }
  }

  const choose = (chosen: File | null): void => {
    setFile(chosen);
    setLooked(null);
    setError('');
    if (chosen) void attempt(async () => setLooked(await send<Looked>(`${at}/institutions.csv?preview=1`, chosen, 'text/csv', undefined, 'POST')));
  };

  const take = (): Promise<void> => attempt(async () => {
    const { admitted } = await send<{ admitted: number }>(`${at}/institutions.csv`, file as File, 'text/csv', undefined, 'POST');
    choose(null);
    if (input.current) input.current.value = '';
    await reload();
    tell(say('institutionsTaken', { n: admitted }));
  });

  return (
    <>
      <div class="field">
        <label for={`${id}-file`}>{say('institutionsFile')}</label>
        <p class="hint" id={`${id}-hint`}>{say('institutionsHint')}</p>
        <input ref={input} id={`${id}-file`} type="file" accept=".csv" disabled={busy} aria-describedby={`${id}-hint`} aria-invalid={error ? 'true' : undefined}
          onChange={(e) => choose(e.currentTarget.files?.[0] ?? null)} />
        {error && <p class="error" role="alert">{error}</p>}
      </div>
      {looked && (
        <div role="status">
          <p class={`bar ${looked.total_faults > 0 ? 'bar-bad' : 'bar-good'}`}>
            {looked.total_faults > 0 ? say('importFaults', { rows: looked.rows, n: looked.total_faults }) : say('importGood', { n: looked.would_admit })}
          </p>
        </div>
      )}
      {looked && looked.total_faults > 0 && (
        <Table caption={say('importFaultsRows')} prefix="i_" rows={looked.faults} id={(f) => `${f.line}/${f.field}/${f.message}`} file="faults"
          columns={[
            { id: 'line', head: say('line'), text: (f) => String(f.line), order: (f) => f.line, number: true },
            { id: 'field', head: say('column'), text: (f) => f.field },
            { id: 'message', head: say('what'), text: (f) => f.message },
          ]} />
      )}
      {looked && looked.total_faults === 0 && looked.would_admit > 0 && (
        <p class="buttons"><button type="button" class="main" disabled={busy} onClick={() => void take()}>{busy ? say('sending') : say('importTake', { n: looked.would_admit })}</button></p>
      )}
    </>
  );
}
