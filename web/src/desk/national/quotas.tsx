/** quotas.tsx - places by province, on the map and in a table made from the same rows: how many, used,
 *  left; what is unknown is said to be.  Each number leads to its applications.  Set here. */

import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { note, useAddress } from '../address';
import { read, write } from '../service';
import { say } from '../texts';
import type { QuotaRow, Track } from '../types';
import { tell } from '../ui/bar';
import { Dialog } from '../ui/dialog';
import { Field, FormBox, useForm } from '../ui/form';
import { Link } from '../ui/link';
import { Shown, useLoaded } from '../ui/loaded';
import { Table } from '../ui/table';
import { QuotaBar } from '../province/quota';
import { InRound, trackName } from '../province/round';
import { NationMap } from './nation_map';
import { isDrawn, keysOf, marksOf, nameOf, type Held } from './quota_use';

const share = (q: QuotaRow): number | null => (q.places === null ? null : q.recommended / Math.max(q.places, 1));

export function Quotas(): JSX.Element {
  return (
    <>
      <h1 tabIndex={-1}>{say('n_quotas')}</h1>
      <InRound first="demo-city">{({ round, track }, tools) => <>{tools}<OfTrack key={`${round}/${track}`} round={round} track={track} /></>}</InRound>
    </>
  );
}

function Sum({ rows }: { rows: QuotaRow[] }): JSX.Element {
  const known = rows.filter((q) => q.places !== null);
  const sum = (of: (q: QuotaRow) => number, all: QuotaRow[]): number => all.reduce((n, q) => n + of(q), 0);
  const unknown = rows.length - known.length;
  const used = sum((q) => q.recommended, known);
  const text = known.length === 0
    ? say('n_quotasSumNone', { unknown, used: sum((q) => q.recommended, rows) })
    : say('n_quotasSum', { known: known.length, places: sum((q) => q.places ?? 0, known), used, left: sum((q) => q.left ?? 0, known), unknown });
  return <p class="bar">{text}</p>;
}

/* The same numbers as the cells beside it. */
function Use({ row }: { row: QuotaRow }): JSX.Element {
  if (row.places === null) return <span class="soft">{say('unknown')}</span>;
  const whole = Math.max(row.places, row.recommended, 1);
  return (
    <>
      <svg class="use-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <rect class="all" width="100" height="10" />
        <rect class="used" width={(row.recommended / whole) * 100} height="10" />
      </svg>{' '}
      {say('n_useWords', { used: row.recommended, places: row.places })}
    </>
  );
}

/* A number of the table, and what stands behind it. */
function Counted({ row, held, round }: { row: QuotaRow; held: Held; round: string }): JSX.Element {
  const n = held === 'used' ? row.recommended : row.designated;
  if (n === 0) return <>{n}</>;
  const what = say(held === 'used' ? 'n_seeUsed' : 'n_seeDesignated', { n });
  return <Link view="applications" more={{ round, track: row.track, province: row.province, held }}>{n}<span class="unseen"> {nameOf(row)} {what}</span></Link>;
}

function Chosen({ row, round, set }: { row: QuotaRow | undefined; round: string; set: (row: QuotaRow) => void }): JSX.Element {
  if (!row) return <p class="soft">{say('n_quotaPick')}</p>;
  const more = { round, track: row.track, province: row.province };
  return (
    <section aria-labelledby="chosen-unit" class="chosen">
      <h2 id="chosen-unit" aria-live="polite">{nameOf(row)}</h2>
      <QuotaBar quota={row} source={row.source} />
      <ul>
        {row.recommended > 0 && <li><Link view="applications" more={{ ...more, held: 'used' }}>{say('n_seeUsed', { n: row.recommended })}</Link></li>}
        {row.designated > 0 && <li><Link view="applications" more={{ ...more, held: 'designated' }}>{say('n_seeDesignated', { n: row.designated })}</Link></li>}
        <li><Link view="applications" more={more}>{say('n_seeAll')}</Link></li>
      </ul>
      <p class="buttons"><button type="button" onClick={() => set(row)}>{say('n_setQuota')}<span class="unseen"> {nameOf(row)}</span></button></p>
    </section>
  );
}

function OfTrack({ round, track }: { round: string; track: Track }): JSX.Element {
  const quotas = useLoaded(`quotas/${round}/${track}`, () => read<{ rows: QuotaRow[] }>(`/api/v1/rounds/${round}/quotas`, { track }));
  const [setting, set] = useState<QuotaRow | null>(null);
  return (
    <Shown of={quotas}>
      {({ rows }) => (
        <>
          <Sum rows={rows} />
          <Rows rows={rows} round={round} track={track} set={set} />
          {setting && (
            <Dialog title={say('n_setQuotaOf', { province: nameOf(setting), track: trackName(track) })} close={() => set(null)}>
              <Setting round={round} row={setting} done={quotas.reload} close={() => set(null)} />
            </Dialog>
          )}
        </>
      )}
    </Shown>
  );
}

function Rows({ rows, round, track, set }: { rows: QuotaRow[]; round: string; track: Track; set: (row: QuotaRow) => void }): JSX.Element {
  const unit = useAddress()('unit');
  const marks = useMemo(() => marksOf(rows), [rows]);
  const keys = useMemo(() => keysOf(rows), [rows]);
  const pick = (code: string | null): void => note({ unit: code });
  const known = (n: number | null): string => (n === null ? say('unknown') : String(n));
  const away = rows.filter((q) => !isDrawn(q));
  const label = say('n_quotasOf', { round, track: trackName(track) });
  return (
    <>
      <NationMap label={`${say('n_quotaMap')}：${label}`} marks={marks} keys={keys} chosen={unit} pick={pick}>
        <Chosen row={rows.find((q) => q.province === unit)} round={round} set={set} />
        {away.length > 0 && <p class="soft">{say('n_mapNotDrawn', { units: away.map(nameOf).join(say('comma')) })}</p>}
      </NationMap>
      <Table caption={label} rows={rows} id={(q) => q.province} file={`quotas-${round}-${track}`} chosen={(q) => q.province === unit}
        columns={[
          { id: 'province', head: say('n_province'), text: nameOf, cell: (q) => <button type="button" class="link" aria-pressed={q.province === unit} onClick={() => pick(q.province === unit ? null : q.province)}>{nameOf(q)}</button> },
          { id: 'code', head: say('code'), text: (q) => q.province, hidden: true },
          { id: 'places', head: say('n_places'), text: (q) => known(q.places), order: (q) => q.places, number: true },
          { id: 'used', head: say('n_used'), text: (q) => String(q.recommended), cell: (q) => <Counted row={q} held="used" round={round} />, order: (q) => q.recommended, number: true },
          { id: 'designated', head: say('n_designated'), text: (q) => String(q.designated), cell: (q) => <Counted row={q} held="designated" round={round} />, order: (q) => q.designated, number: true },
          { id: 'left', head: say('n_left'), text: (q) => known(q.left), order: (q) => q.left, number: true },
          { id: 'use', head: say('n_use'), text: (q) => (q.places === null ? say('unknown') : say('n_useWords', { used: q.recommended, places: q.places })), cell: (q) => <Use row={q} />, order: share },
          { id: 'source', head: say('source'), text: (q) => q.source ?? '', cell: (q) => (q.source ? <>{q.source}{q.status === 'illustrative' && `（${say('n_status_illustrative')}）`}</> : '') },
          { id: 'set', head: say('action'), text: () => '', cell: (q) => <button type="button" onClick={() => set(q)}>{say('n_setQuota')}<span class="unseen"> {nameOf(q)}</span></button> },
        ]} />
    </>
  );
}

function Setting({ round, row, done, close }: { round: string; row: QuotaRow; done: () => Promise<void>; close: () => void }): JSX.Element {
  const form = useForm({
    initial: { places: row.places === null ? '' : String(row.places), source: row.source ?? '' },
    required: ['source'],
    async send({ places, source }) {
      await write('PUT', `/api/v1/rounds/${round}/quotas/${row.track}/${row.province}`, { places: places.trim() === '' ? null : Number(places), source });
      await done();
      close();
      tell(say('n_quotaSaved', { province: nameOf(row) }));
    },
  });
  return (
    <FormBox form={form} label={say('n_setQuota')} button={say('save')} more={<button type="button" onClick={close}>{say('cancel')}</button>}>
      <Field form={form} name="places" label={say('n_places')} hint={say('n_placesHint', { used: row.recommended })} kind="number" />
      <Field form={form} name="source" label={say('n_decidedBy')} need max={400} />
    </FormBox>
  );
}
