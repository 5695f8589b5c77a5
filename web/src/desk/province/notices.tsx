/** notices.tsx - public notices that concern the province: opened and withdrawn here, their objections
 *  answered; national ones are read. */

import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { go, to } from '../address';
import type { ViewProps } from '../desks';
import { rounds, roundsOf } from '../rounds';
import { address, read, readAll, Refused, write } from '../service';
import { day, moment, say, sayIf, today } from '../texts';
import type { Notice, NoticeWhole, Objection, Round, Session, Track } from '../types';
import { tell } from '../ui/bar';
import { Dialog } from '../ui/dialog';
import { Field, FormBox, useForm } from '../ui/form';
import { Link } from '../ui/link';
import { Shown, useLoaded } from '../ui/loaded';
import { Table } from '../ui/table';
import { trackName } from './round';
import { WindowAhead } from './window';

const windowOf = (n: Notice): string => say('windowFromTo', { first: day(n.window.first), last: day(n.window.last) });
const TRACKS_OF = { province: ['pilot-county', 'pilot-city'], national: ['demo-county', 'demo-city', 'demo-zone', 'trial-zone'] } as const;

/** Who opens notices, with the tracks that are theirs; null for who only reads. */
function opener(who: Session): keyof typeof TRACKS_OF | null {
  return who.role === 'province' || who.role === 'national' ? who.role : null;
}

export function Notices({ who, id }: ViewProps): JSX.Element {
  return id === null ? <List who={who} /> : <One id={id} who={who} />;
}

/* One's own first, and of these what still runs; then the newest. */
function inOrder(rows: readonly Notice[], who: Session): Notice[] {
  const own = who.role === 'national' ? 'national' : who.unit;
  const rank = (n: Notice): number => (n.level === own ? 0 : 2) + (n.state === 'running' || n.state === 'coming' ? 0 : 1);
  return [...rows].sort((a, b) => rank(a) - rank(b) || (a.published < b.published ? 1 : a.published > b.published ? -1 : b.id - a.id));
}

function List({ who }: { who: Session }): JSX.Element {
  const all = useLoaded('notices', () => readAll<Notice>('/api/v1/notices', 'notices', { province: who.unit, place: who.unit ? null : who.place }));
  const [opening, setOpening] = useState(false);
  const opens = opener(who);
  return (
    <>
      <h1 tabIndex={-1}>{say('notices')}</h1>
      <Shown of={all}>
        {(rows) => (
          <Table caption={say('noticesRows')} rows={inOrder(rows, who)} id={(n) => n.id} file="notices" empty={say('noticesNone')}
            tools={opens && <button type="button" class="main" onClick={() => setOpening(true)}>{say('newNotice')}</button>}
            columns={[
              { id: 'title', head: say('noticeTitle'), text: (n) => n.title, cell: (n) => <Link view="notices" more={{ id: n.id }}>{n.title}</Link> },
              { id: 'level', head: say('who'), text: (n) => n.level_name },
              { id: 'track', head: say('track'), text: (n) => trackName(n.track) },
              { id: 'window', head: say('window'), text: windowOf, order: (n) => n.window.first },
              { id: 'state', head: say('state'), text: (n) => n.state_label },
              { id: 'entries', head: say('entries'), text: (n) => String(n.entry_count), order: (n) => n.entry_count, number: true },
              { id: 'objections', head: say('objections'), text: (n) => say('objectionsOf', n.objections), order: (n) => n.objections.open },
            ]} />
        )}
      </Shown>
      {opening && opens && (
        <Dialog title={say('newNotice')} close={() => setOpening(false)}>
          <Openable tracks={TRACKS_OF[opens]} close={() => setOpening(false)} />
        </Dialog>
      )}
    </>
  );
}

function Openable({ tracks, close }: { tracks: readonly Track[]; close: () => void }): JSX.Element {
  const known = useLoaded('rounds', rounds);
  return <Shown of={known}>{(all) => <Opening all={all} tracks={tracks} close={close} />}</Shown>;
}

function Opening({ all, tracks, close }: { all: readonly Round[]; tracks: readonly Track[]; close: () => void }): JSX.Element {
  const newest = (of: string): string => roundsOf(all, [of]).at(-1) ?? '';
  const track = tracks[0] ?? 'demo-county';
  const form = useForm({
    initial: { round: newest(track), track: track as string, title: '', document: '', published: today(), length: '5', unit: 'working', counts_publication: false },
    required: ['round', 'track', 'title', 'published', 'length'],
    async send(v) {
      const made = await write<Notice>('POST', '/api/v1/notices', {
        ...v, length: Number(v.length), document: v.document.trim() === '' ? null : v.document,
      });
      close();
      await go(to('notices', { id: made.id }));
      tell(say('noticeOpened', { window: windowOf(made) }));
    },
  });
  /* Zones are applied for in rounds of their own. */
  const ids = roundsOf(all, [form.values.track]);
  useEffect(() => {
    if (!ids.includes(form.values.round)) form.set('round', newest(form.values.track));
  }, [form.values.track]);
  return (
    <FormBox form={form} label={say('newNotice')} button={say('newNotice')}>
      <Field form={form} name="title" label={say('noticeTitle')} need max={200} />
      <div class="row-fields">
        <Field form={form} name="track" label={say('track')} kind="select" need options={tracks.map((t) => [t, trackName(t)])} />
        <Field form={form} name="round" label={say('round')} kind="select" need options={ids.map((r) => [r, r])} />
        <Field form={form} name="document" label={say('document')} max={200} />
        <Field form={form} name="published" label={say('published')} kind="date" need />
        <Field form={form} name="length" label={say('length')} kind="number" need />
        <Field form={form} name="unit" label={say('lengthUnit')} kind="select" need options={[['working', say('working')], ['calendar', say('calendar')]]} />
      </div>
      <Field form={form} name="counts_publication" label={say('countsPublication')} kind="check" />
      <WindowAhead terms={form.values} />
    </FormBox>
  );
}

interface Both {
  notice: NoticeWhole | null;
  objections: Objection[];
}

function One({ id, who }: { id: string; who: Session }): JSX.Element {
  const both = useLoaded(`notice/${id}`, async (): Promise<Both> => {
    try {
      const at = `/api/v1/notices/${encodeURIComponent(id)}`;
      const notice = await read<NoticeWhole>(at);
      const objections = opener(who) ? await readAll<Objection>(`${at}/objections`, 'objections') : [];
      return { notice, objections };
    } catch (e) {
      if (e instanceof Refused && [400, 403, 404].includes(e.status)) return { notice: null, objections: [] };
      throw e;
    }
  });
  return (
    <>
      <p class="back"><Link view="notices">{say('back')}</Link></p>
      <Shown of={both}>
        {({ notice, objections }) => notice
          ? <Whole notice={notice} objections={objections} who={who} reload={both.reload} />
          : <><h1 tabIndex={-1}>{say('notices')}</h1><p class="bar">{say('noticeNotThere')}</p></>}
      </Shown>
    </>
  );
}

interface WholeProps {
  notice: NoticeWhole;
  objections: Objection[];
  who: Session;
  reload: () => Promise<void>;
}

function Whole({ notice: n, objections, who, reload }: WholeProps): JSX.Element {
  const [withdrawing, setWithdrawing] = useState(false);
  const [answering, setAnswering] = useState<Objection | null>(null);
  const mine = n.level === (who.role === 'national' ? 'national' : who.role === 'province' ? who.unit : null);
  const placeOf = (o: Objection): string => n.entries.find((e) => e.application === o.application)?.place.name ?? o.place;
  return (
    <>
      <h1 tabIndex={-1}>{n.title}</h1>
      <section class="sheet-box" aria-labelledby="notice-facts">
        <h2 id="notice-facts">{n.state_label}</h2>
        {n.withdrawn && <p class="bar">{say('withdrawnBecause', { when: moment(n.withdrawn.at), reason: n.withdrawn.reason })}</p>}
        <dl class="facts">
          <dt>{say('number')}</dt><dd>{n.id}</dd>
          <dt>{say('who')}</dt><dd>{n.level_name}</dd>
          <dt>{say('track')}</dt><dd>{n.track_label}</dd>
          <dt>{say('round')}</dt><dd>{n.round}</dd>
          <dt>{say('document')}</dt><dd>{n.document ?? say('none')}</dd>
          <dt>{say('published')}</dt><dd>{day(n.published)}</dd>
          <dt>{say('window')}</dt><dd>{windowOf(n)}（{n.length} {sayIf(n.unit)}）</dd>
        </dl>
        <p class="buttons">
          <a class="button" href={`/notices/${n.id}`}>{say('publicPage')}</a>
          {mine && !n.withdrawn && <button type="button" class="grave" onClick={() => setWithdrawing(true)}>{say('withdrawNotice')}</button>}
        </p>
      </section>
      <Table caption={say('entries')} rows={n.entries} id={(e) => `${e.application}/${e.entered}`} file={`notice-${n.id}`} prefix="e_"
        columns={[
          { id: 'place', head: say('place'), text: (e) => e.place.name ?? e.place.code, cell: (e) => (e.province === who.unit || who.role === 'national' ? <Link view="applications" more={{ id: e.application }}>{e.place.name ?? e.place.code}</Link> : e.place.name) },
          { id: 'code', head: say('code'), text: (e) => e.place.code },
          { id: 'entered', head: say('entered'), text: (e) => moment(e.entered) },
          { id: 'left', head: say('leftNotice'), text: (e) => (e.left ? moment(e.left) : '') },
          { id: 'objections', head: say('objections'), text: (e) => say('objectionsOf', e.objections) },
        ]} />
      {opener(who) && (
        <Table caption={say('objections')} rows={objections} id={(o) => o.id} file={`objections-${n.id}`} prefix="o_" empty={say('objectionsNone')}
          columns={[
            { id: 'id', head: say('number'), text: (o) => String(o.id), order: (o) => o.id },
            { id: 'place', head: say('place'), text: placeOf },
            { id: 'at', head: say('when'), text: (o) => moment(o.at), order: (o) => Date.parse(o.at) },
            { id: 'text', head: say('objectionText'), text: (o) => o.text, cell: (o) => <span class="words">{o.text}</span> },
            { id: 'contact', head: say('contact'), text: (o) => o.contact ?? (o.contact_given ? say('contactWithheld') : say('none')) },
            { id: 'answer', head: say('answer'), text: (o) => o.answer ?? '', cell: (o) => (o.answer !== null ? <span class="words">{o.answer}</span> : mine && <button type="button" class="main" onClick={() => setAnswering(o)}>{say('answer')}<span class="unseen"> {o.id}</span></button>) },
          ]} />
      )}
      {withdrawing && <Dialog title={say('withdrawNotice')} close={() => setWithdrawing(false)}><Withdrawing notice={n} done={reload} close={() => setWithdrawing(false)} /></Dialog>}
      {answering && <Dialog title={say('answerTo', { n: answering.id })} close={() => setAnswering(null)}><Answering objection={answering} done={reload} close={() => setAnswering(null)} /></Dialog>}
    </>
  );
}

interface Closing {
  done: () => Promise<void>;
  close: () => void;
}

function Withdrawing({ notice, done, close }: Closing & { notice: Notice }): JSX.Element {
  const form = useForm({
    initial: { reason: '' },
    required: ['reason'],
    async send({ reason }) {
      await write('DELETE', address(`/api/v1/notices/${notice.id}`, { reason }));
      await done();
      close();
      tell(say('noticeWithdrawn'));
    },
  });
  return (
    <FormBox form={form} label={say('withdrawNotice')} button={say('withdrawNotice')} more={<button type="button" onClick={close}>{say('cancel')}</button>}>
      <Field form={form} name="reason" label={say('reason')} kind="area" need max={400} />
    </FormBox>
  );
}

function Answering({ objection: o, done, close }: Closing & { objection: Objection }): JSX.Element {
  const form = useForm({
    initial: { answer: '' },
    required: ['answer'],
    async send({ answer }) {
      await write('PUT', `/api/v1/notices/${o.notice}/objections/${o.id}/answer`, { answer });
      await done();
      close();
      tell(say('answered'));
    },
  });
  return (
    <FormBox form={form} label={say('answer')} button={say('answer')} more={<button type="button" onClick={close}>{say('cancel')}</button>}>
      <blockquote class="words">{o.text}</blockquote>
      <Field form={form} name="answer" label={say('answer')} kind="area" rows={5} need max={4000} />
    </FormBox>
  );
}
