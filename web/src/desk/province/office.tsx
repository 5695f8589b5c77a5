/** office.tsx - what the office keeps: deadlines of the round, its own standard for pilots, and who
 *  speaks for it. */

import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useUnsaved } from '../address';
import type { ViewProps } from '../desks';
import { read, Refused, write } from '../service';
import { day, moment, say } from '../texts';
import type { Deadline, Liaison, Standard } from '../types';
import { tell } from '../ui/bar';
import { Field, FormBox, useForm } from '../ui/form';
import { Shown, useLoaded } from '../ui/loaded';
import { Table } from '../ui/table';
import { InRound, trackName } from './round';
import { useUnit } from './unit';

export function Office({ who }: ViewProps): JSX.Element {
  const unit = useUnit(who);
  const officer = who.role === 'province';
  return (
    <>
      <h1 tabIndex={-1}>{officer ? say('office') : say('deadlines')}</h1>
      <InRound>{({ round, track }, tools) => <>{tools}<Deadlines round={round} track={track} /></>}</InRound>
      <Shown of={unit}>
        {(code) => <>{(['pilot-city', 'pilot-county'] as const).map((t) => <StandardOf key={t} unit={code} track={t} mine={officer} />)}</>}
      </Shown>
      {officer && who.unit && <LiaisonOf unit={who.unit} />}
    </>
  );
}

function Deadlines({ round, track }: { round: string; track: string }): JSX.Element {
  const all = useLoaded(`${round}/${track}`, () => read<{ rows: Deadline[] }>(`/api/v1/rounds/${round}/deadlines`, { track }));
  return (
    <Shown of={all}>
      {({ rows }) => (
        <Table caption={say('deadlines')} rows={rows} id={(d) => d.event} file={`deadlines-${track}`} empty={say('deadlinesNone')}
          columns={[
            { id: 'event', head: say('step'), text: (d) => d.event_label },
            { id: 'track', head: say('track'), text: (d) => trackName(d.track) },
            { id: 'day', head: say('lastDay'), text: (d) => (d.last_day ? day(d.last_day) : d.status_label), order: (d) => d.last_day },
            { id: 'source', head: say('source'), text: (d) => d.source ?? '' },
          ]} />
      )}
    </Shown>
  );
}

/* ---- the standard ---- */

interface Draft {
  key: number;
  text: string;
  source: string;
}

let lastKey = 0;
const draft = (text = '', source = ''): Draft => ({ key: ++lastKey, text, source });

function StandardOf({ unit, track, mine }: { unit: string; track: string; mine: boolean }): JSX.Element {
  const at = `/api/v1/units/${unit}/standards/${track}`;
  const standard = useLoaded(at, () => read<Standard>(at));
  const head = `standard-${track}`;
  return (
    <section class="sheet-box" aria-labelledby={head}>
      <h2 id={head}>{say('standardOf', { track: trackName(track) })}</h2>
      <Shown of={standard}>
        {(s) => (
          <>
            {s.status === 'unknown' && <p class="soft">{say('standardUnknown')}</p>}
            {mine
              ? <Items at={at} label={say('standardOf', { track: trackName(track) })} given={s} reload={standard.reload} />
              : <ol class="standard">{s.items.map((i) => <li key={i.position}><span class="words">{i.text}</span> <span class="soft">（{i.source}）</span></li>)}</ol>}
          </>
        )}
      </Shown>
    </section>
  );
}

/* The service names a fault as items[2].text. */
function faultsOf(e: Refused): Record<string, string> {
  return Object.fromEntries([...e.fields].map(([field, message]) => [field.replace(/^items\[(\d+)\]\.?/, '$1.'), message]));
}

function Items({ at, label, given, reload }: { at: string; label: string; given: Standard; reload: () => Promise<void> }): JSX.Element {
  const from = (): Draft[] => given.items.map((i) => draft(i.text, i.source));
  const [items, setItems] = useState(from);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [bar, setBar] = useState('');
  const [busy, setBusy] = useState(false);
  const plain = (all: readonly { text: string; source: string }[]): string => JSON.stringify(all.map(({ text, source }) => [text, source]));
  const dirty = plain(items) !== plain(given.items);
  useUnsaved(dirty);
  useEffect(() => setItems(from()), [plain(given.items)]);

  const change = (key: number, more: Partial<Draft>): void => setItems((all) => all.map((i) => (i.key === key ? { ...i, ...more } : i)));
  const up = (n: number): void => setItems((all) => all.flatMap((i, at) => (at === n - 1 ? [all[n] ?? i, i] : at === n ? [] : [i])));

  async function save(e: Event): Promise<void> {
    e.preventDefault();
    const empty = items.flatMap((i, n) => [...(i.text.trim() ? [] : [`${n}.text`]), ...(i.source.trim() ? [] : [`${n}.source`])]);
    setErrors(Object.fromEntries(empty.map((name) => [name, say('required')])));
    setBar(empty.length > 0 ? say('faultsAt', { n: empty.length }) : '');
    if (empty.length > 0) return;
    setBusy(true);
    try {
      await write('PUT', at, { items: items.map(({ text, source }) => ({ text, source })) });
      await reload();
      tell(say('standardSaved'));
    } catch (failure) {
      if (!(failure instanceof Refused)) throw failure;
      setErrors(faultsOf(failure));
      setBar(failure.message);
    } finally {
      setBusy(false);
    }
  }

  return (
    <form class="form" aria-label={label} noValidate onSubmit={(e) => void save(e)}>
      <ol class="standard">
        {items.map((i, n) => (
          <li key={i.key}>
            <ItemField item={i} n={n} name="text" label={say('standardText')} error={errors[`${n}.text`]} change={change} />
            <ItemField item={i} n={n} name="source" label={say('source')} error={errors[`${n}.source`]} change={change} />
            <p class="buttons">
              <button type="button" disabled={n === 0} aria-label={say('itemUp', { n: n + 1 })} onClick={() => up(n)}>{say('up')}</button>
              <button type="button" onClick={() => setItems((all) => all.filter((each) => each.key !== i.key))}>{say('removeItem', { n: n + 1 })}</button>
            </p>
          </li>
        ))}
      </ol>
      {bar && <p class="bar bar-bad" role="alert">{bar}</p>}
      <p class="buttons">
        <button type="button" onClick={() => setItems((all) => [...all, draft()])}>{say('addItem')}</button>
        <button type="submit" class="main" disabled={busy || !dirty}>{busy ? say('sending') : say('save')}</button>
      </p>
    </form>
  );
}

interface ItemProps {
  item: Draft;
  n: number;
  name: 'text' | 'source';
  label: string;
  error: string | undefined;
  change: (key: number, more: Partial<Draft>) => void;
}

function ItemField({ item, n, name, label, error, change }: ItemProps): JSX.Element {
  const id = `item-${item.key}-${name}`;
  return (
    <div class="field">
      <label for={id}><span class="unseen">{say('standardItem', { n: n + 1 })} </span>{label}</label>
      <input id={id} value={item[name]} maxLength={name === 'text' ? 1000 : 400} aria-required="true"
        aria-invalid={error ? 'true' : undefined} aria-describedby={error ? `${id}-error` : undefined}
        onInput={(e) => change(item.key, { [name]: e.currentTarget.value })} />
      {error && <p class="error" id={`${id}-error`}>{error}</p>}
    </div>
  );
}

/* ---- the liaison officer ---- */

function LiaisonOf({ unit }: { unit: string }): JSX.Element {
  const at = `/api/v1/units/${unit}/liaison`;
  const now = useLoaded(at, () => read<Liaison>(at));
  return (
    <section class="sheet-box" aria-labelledby="liaison-head">
      <h2 id="liaison-head">{say('liaison')}</h2>
      <Shown of={now}>
        {(l) => (
          <>
            <p class="soft">{l.liaison ? say('liaisonSince', { when: moment(l.named) }) : say(l.purged ? 'liaisonPurged' : 'liaisonNone')}</p>
            <LiaisonForm at={at} now={l} reload={now.reload} />
          </>
        )}
      </Shown>
    </section>
  );
}

function LiaisonForm({ at, now, reload }: { at: string; now: Liaison; reload: () => Promise<void> }): JSX.Element {
  const l = now.liaison;
  const form = useForm({
    initial: { name: l?.name ?? '', phone: l?.phone ?? '', email: l?.email ?? '', office: l?.office ?? '' },
    required: ['name'],
    async send(v) {
      const or = (text: string): string | null => (text.trim() === '' ? null : text);
      await write('PUT', at, { name: v.name, phone: or(v.phone), email: or(v.email), office: or(v.office) });
      await reload();
      tell(say('liaisonSaved'));
    },
  });
  return (
    <FormBox form={form} label={say('liaison')} button={say('save')}>
      <div class="row-fields">
        <Field form={form} name="name" label={say('personName')} need max={100} />
        <Field form={form} name="office" label={say('officeName')} max={100} />
        <Field form={form} name="phone" label={say('phone')} kind="tel" max={100} />
        <Field form={form} name="email" label={say('email')} kind="email" max={100} />
      </div>
    </FormBox>
  );
}
