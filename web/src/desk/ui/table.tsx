/** table.tsx - rows that can be sorted, filtered and taken away as CSV.  What is filtered and sorted by
 *  stands in the address (?q=…&sort=-rank), so that a link shows the same rows; the CSV has those rows. */

import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';
import { note, useAddress } from '../address';
import { lang, say, today } from '../texts';
import { csv, save } from './csv';

export interface Column<R> {
  id: string;
  head: string;
  text: (row: R) => string; /* for CSV, filter and sorting */
  cell?: (row: R) => ComponentChildren; /* where it is more than its text */
  order?: (row: R) => number | string | null; /* null comes last */
  number?: boolean;
  hidden?: boolean; /* in the CSV alone */
}

interface Props<R> {
  caption: string;
  columns: readonly Column<R>[];
  rows: readonly R[];
  id: (row: R) => string | number;
  file: string;
  empty?: string;
  prefix?: string; /* where a view has more tables than one */
  tools?: ComponentChildren;
  mark?: (row: R) => string | undefined; /* a class */
  chosen?: (row: R) => boolean; /* the one that is shown elsewhere, on a map say */
}

/* As many can be seen at a glance: neither filter nor sorting is offered. */
const FEW = 5;

function sorted<R>(rows: readonly R[], columns: readonly Column<R>[], by: string | null): readonly R[] {
  const down = by?.startsWith('-') ? -1 : 1;
  const column = columns.find((c) => c.id === by?.replace(/^-/, ''));
  if (!column) return rows;
  const value = column.order ?? column.text;
  const compare = new Intl.Collator(lang() === 'zh' ? 'zh-CN' : 'en', { numeric: true }).compare;
  return [...rows].sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === null || y === null) return (x === null ? 1 : 0) - (y === null ? 1 : 0);
    return down * (typeof x === 'number' && typeof y === 'number' ? x - y : compare(String(x), String(y)));
  });
}

export function Table<R>(p: Props<R>): JSX.Element {
  const address = useAddress();
  const id = useId();
  const [q, sort] = [`${p.prefix ?? ''}q`, `${p.prefix ?? ''}sort`];
  const wanted = address(q) ?? '';
  const by = address(sort);
  const shown = p.columns.filter((c) => !c.hidden);
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const kept = p.rows.filter((row) => {
    const all = p.columns.map((c) => c.text(row)).join('\n').toLowerCase();
    return words.every((word) => all.includes(word));
  });
  const rows = sorted(kept, shown, by);
  const many = p.rows.length > FEW || wanted !== '' || by !== null;
  const take = (): void =>
    save(`${p.file}-${today()}.csv`, csv([p.columns.map((c) => c.head), ...rows.map((row) => p.columns.map((c) => c.text(row)))]));
  const turn = (column: Column<R>): void =>
    note({ [sort]: by === column.id ? `-${column.id}` : by === `-${column.id}` ? null : column.id });
  const direction = (c: Column<R>): 'ascending' | 'descending' | undefined =>
    by === c.id ? 'ascending' : by === `-${c.id}` ? 'descending' : undefined;

  return (
    <section class="table-box" aria-labelledby={`${id}-caption`}>
      <div class="table-head">
        <h2 id={`${id}-caption`}>{p.caption}</h2>
        <p class="count" role="status">{rows.length === p.rows.length ? say('rows', { n: rows.length }) : say('rowsOf', { n: rows.length, all: p.rows.length })}</p>
        {many && <label class="unseen" for={`${id}-q`}>{say('filterIn', { what: p.caption })}</label>}
        {many && <input id={`${id}-q`} type="search" value={wanted} placeholder={say('filter')} onInput={(e) => note({ [q]: e.currentTarget.value })} />}
        {many && <label class="unseen" for={`${id}-sort`}>{say('sortBy')}</label>}
        {many && <select id={`${id}-sort`} class="narrow" value={by ?? ''} onChange={(e) => note({ [sort]: e.currentTarget.value })}>
          <option value="">{say('sortBy')}</option>
          {shown.flatMap((c) => [
            <option key={c.id} value={c.id} selected={by === c.id}>{say('ascending', { column: c.head })}</option>,
            <option key={`-${c.id}`} value={`-${c.id}`} selected={by === `-${c.id}`}>{say('descending', { column: c.head })}</option>,
          ])}
        </select>}
        <button type="button" onClick={take} disabled={rows.length === 0}>{say('csv')}</button>
        {p.tools}
      </div>
      {rows.length === 0 && (
        <p class="empty">
          {p.rows.length === 0 ? (p.empty ?? say('noRows')) : say('noRowsFiltered')}{' '}
          {p.rows.length > 0 && <button type="button" onClick={() => note({ [q]: null })}>{say('clearFilter')}</button>}
        </p>
      )}
      {rows.length > 0 && (
        <div class="table-roll">
          <table role="table" aria-labelledby={`${id}-caption`}>
            <thead role="rowgroup">
              <tr role="row">
                {shown.map((c) => (
                  <th key={c.id} role="columnheader" scope="col" aria-sort={direction(c)} class={c.number ? 'number' : undefined}>
                    <button type="button" class="sort" onClick={() => turn(c)}>
                      {c.head}<span aria-hidden="true" class={`arrow ${direction(c) ?? ''}`} />
                    </button>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody role="rowgroup">
              {rows.map((row) => (
                <tr key={p.id(row)} role="row" class={p.mark?.(row)} aria-current={p.chosen?.(row) ? 'true' : undefined}>
                  {shown.map((c, i) => {
                    const inside = c.cell ? c.cell(row) : c.text(row);
                    const label = <span class="cell-head" aria-hidden="true">{c.head}</span>;
                    const look = [c.number && 'number', c.text(row) === '' && !c.cell && 'void'].filter(Boolean).join(' ') || undefined;
                    return i === 0
                      ? <th key={c.id} role="rowheader" scope="row" class={look}>{label}<span class="cell">{inside}</span></th>
                      : <td key={c.id} role="cell" class={look}>{label}<span class="cell">{inside}</span></td>;
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
