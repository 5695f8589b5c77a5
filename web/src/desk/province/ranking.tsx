/** ranking.tsx - the order in which the province would recommend, by dragging or by buttons, next to the
 *  places there are.  A refusal to recommend stands in the row it is about. */

import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useUnsaved } from '../address';
import type { ViewProps } from '../desks';
import { read, Refused, write } from '../service';
import { say } from '../texts';
import type { QuotaRow, Summary, Track } from '../types';
import { tell } from '../ui/bar';
import { Link } from '../ui/link';
import { Shown, useLoaded } from '../ui/loaded';
import { Table } from '../ui/table';
import { columns, listOfApplications } from './applications';
import { QuotaBar } from './quota';
import { InRound } from './round';
import { recommendNow } from './steps';

const HOLDS = new Set(['recommended', 'in_review', 'in_notice', 'designated']);
const nameOf = (a: Summary): string => a.place.name ?? a.place.code;

export function Ranking({ who }: ViewProps): JSX.Element {
  return (
    <>
      <h1 tabIndex={-1}>{say('ranking')}</h1>
      <InRound>
        {({ round, track }, tools) => <>{tools}<OfTrack key={`${round}/${track}`} unit={who.unit ?? ''} round={round} track={track} /></>}
      </InRound>
    </>
  );
}

function OfTrack({ unit, round, track }: { unit: string; round: string; track: Track }): JSX.Element {
  const all = useLoaded(`${unit}/${round}/${track}`, async () => {
    const [applications, { rows: quotas }] = await Promise.all([
      listOfApplications({ round, track, province: unit }),
      read<{ rows: QuotaRow[] }>(`/api/v1/rounds/${round}/quotas`, { province: unit, track }),
    ]);
    const checked = applications.filter((a) => a.state === 'checked')
      .sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || a.id - b.id);
    return { checked, holding: applications.filter((a) => HOLDS.has(a.state)), quota: quotas[0] ?? null };
  });
  const pilot = track.startsWith('pilot');
  return (
    <Shown of={all}>
      {({ checked, holding, quota }) => (
        <>
          <section class="sheet-box" aria-labelledby="quota-head">
            <h2 id="quota-head">{say('quota')}</h2>
            <QuotaBar quota={quota} source={quota?.source ?? null} next={checked[0] && nameOf(checked[0])} />
          </section>
          <section class="sheet-box" aria-labelledby="order-head">
            <h2 id="order-head">{say('rankingOf')}</h2>
            {pilot && <p class="soft">{say('pilotOrder')}</p>}
            {checked.length === 0
              ? <p class="empty">{say('rankingNone')}</p>
              : <Order checked={checked} pilot={pilot} reload={all.reload} save={(order) => write('PUT', `/api/v1/rounds/${round}/ranks/${track}/${unit}`, { order })} />}
          </section>
          <Table caption={say('recommendedRows')} columns={columns()} rows={[...holding, ...checked].filter((a) => HOLDS.has(a.state))} id={(a) => a.id}
            file={`recommended-${track}`} empty={say('recommendedNone')} />
        </>
      )}
    </Shown>
  );
}

interface OrderProps {
  checked: Summary[];
  pilot: boolean;
  reload: () => Promise<void>;
  save: (order: number[]) => Promise<unknown>;
}

function Order({ checked, pilot, reload, save }: OrderProps): JSX.Element {
  const given = checked.map((a) => a.id);
  const [order, setOrder] = useState(given);
  const [heard, setHeard] = useState('');
  const [refusal, setRefusal] = useState<{ id: number; text: string } | null>(null);
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);
  const dragged = useRef<number | null>(null);
  const focus = useRef<string | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const ranked = checked.every((a) => a.rank !== null);
  const moved = order.join() !== given.join();
  useUnsaved(moved);
  useEffect(() => setOrder(given), [given.join()]);

  /* A button that was used keeps the focus, though its row went somewhere else. */
  useEffect(() => {
    if (focus.current === null) return;
    const wanted = list.current?.querySelector<HTMLButtonElement>(`[data-move="${focus.current}"]`);
    const other = list.current?.querySelector<HTMLButtonElement>(`[data-move="${focus.current.replace(/^\w+/, (w) => (w === 'up' ? 'down' : 'up'))}"]`);
    (wanted?.disabled ? other : wanted)?.focus();
    focus.current = null;
  });

  const rows = order.map((id) => checked.find((a) => a.id === id)).filter((a) => a !== undefined);

  function place(id: number, at: number): void {
    const rest = order.filter((each) => each !== id);
    const next = [...rest.slice(0, at), id, ...rest.slice(at)];
    const app = checked.find((a) => a.id === id);
    setOrder(next);
    if (app) setHeard(say('movedTo', { place: nameOf(app), n: next.indexOf(id) + 1, all: next.length }));
  }

  function step(id: number, by: -1 | 1): void {
    focus.current = `${by < 0 ? 'up' : 'down'}-${id}`;
    place(id, order.indexOf(id) + by);
  }

  async function doing(act: () => Promise<void>, failed: (text: string) => void): Promise<void> {
    setBusy(true);
    tell('');
    setFault('');
    setRefusal(null);
    try {
      await act();
    } catch (e) {
      if (!(e instanceof Refused)) throw e;
      failed(e.message);
      await reload();
    } finally {
      setBusy(false);
    }
  }

  const keep = (): Promise<void> => doing(async () => {
    await save(order);
    await reload();
    tell(say('orderSaved'));
  }, setFault);

  const recommend = (app: Summary): Promise<void> => doing(async () => {
    await recommendNow(app);
    await reload();
    tell(say('recommended', { place: nameOf(app) }));
  }, (text) => setRefusal({ id: app.id, text }));

  return (
    <>
      <p class="soft">{say('rankingHelp')}</p>
      <p class="unseen" role="status">{heard}</p>
      <ol ref={list} class="order">
        {rows.map((a, i) => (
          <li key={a.id} draggable onDragStart={(e) => {
            dragged.current = a.id;
            e.dataTransfer?.setData('text/plain', String(a.id));
          }} onDragOver={(e) => e.preventDefault()} onDrop={(e) => {
            e.preventDefault();
            if (dragged.current !== null) place(dragged.current, i);
            dragged.current = null;
          }}>
            <div class="order-row">
              <span class="order-n">{i + 1}</span>
              <span class="order-name"><Link view="applications" more={{ id: a.id }}>{nameOf(a)}</Link> {a.rank !== null && a.rank !== i + 1 && <span class="soft">（{say('rank')} {a.rank}）</span>}</span>
              <span class="order-buttons">
                <button type="button" data-move={`up-${a.id}`} disabled={i === 0} aria-label={say('moveUp', { place: nameOf(a) })} onClick={() => step(a.id, -1)}>{say('up')}</button>
                <button type="button" data-move={`down-${a.id}`} disabled={i === rows.length - 1} aria-label={say('moveDown', { place: nameOf(a) })} onClick={() => step(a.id, 1)}>{say('down')}</button>
                {!pilot && <button type="button" class="main" disabled={busy || moved} aria-label={say('recommendPlace', { place: nameOf(a) })} onClick={() => void recommend(a)}>{say('recommend')}</button>}
              </span>
            </div>
            {refusal?.id === a.id && <p class="bar bar-bad" role="alert">{refusal.text}</p>}
          </li>
        ))}
      </ol>
      {moved && <p class="soft">{say('orderUnsaved')}</p>}
      {fault && <p class="bar bar-bad" role="alert">{fault}</p>}
      <p class="buttons"><button type="button" class="main" disabled={busy || (!moved && ranked)} onClick={() => void keep()}>{say('saveOrder')}</button></p>
    </>
  );
}
