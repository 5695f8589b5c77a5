/** queue.tsx - all applications by state, track and province, what waits for the national office marked;
 *  one of them, when ?id= says so.  The filters stand in the address; ?held= lists those that a number of
 *  the quota table counts. */

import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import { note, useAddress } from '../address';
import type { ViewProps } from '../desks';
import { readAll, write } from '../service';
import { say } from '../texts';
import type { Notice, Summary } from '../types';
import { tell } from '../ui/bar';
import { Field, FormBox, useForm } from '../ui/form';
import { Shown, useLoaded } from '../ui/loaded';
import { Table, type Column } from '../ui/table';
import { OneApplication, type PartProps } from '../province/application';
import { columns, listOfApplications } from '../province/applications';
import { isOver } from '../province/chips';
import { trackLabel } from './tracks';
import { ZoneReview } from './zone_review';
import { PlaceOf, placeWords, withZoneNames } from './place';
import { behind, type Held } from './quota_use';

export interface Known {
  applications: Summary[];
  notices: Notice[];
}

export async function everything(): Promise<Known> {
  const [applications, notices] = await Promise.all([
    listOfApplications().then(withZoneNames),
    readAll<Notice>('/api/v1/notices', 'notices'),
  ]);
  return { applications, notices };
}

/** What the national office is to do with it now; '' when the turn is another's. */
export function turnOf(a: Summary, notices: readonly Notice[]): string {
  if (a.state === 'recommended') return say(a.track.startsWith('pilot') ? 'n_decidePilot' : 'n_accept');
  if (a.state === 'in_review') return say('n_publish');
  if (a.state === 'in_notice' && notices.some((n) => n.id === a.notice && n.state === 'past')) return say('n_designate');
  return '';
}

/* Those of every desk, in the order that matters here; the rest is in the CSV. */
function columnsOf(notices: readonly Notice[]): Column<Summary>[] {
  const all = new Map(columns().map((c) => [c.id, c]));
  const own: Column<Summary>[] = [
    { id: 'place', head: say('place'), text: placeWords, cell: (a) => <PlaceOf app={a} /> },
    { id: 'track', head: say('track'), text: trackLabel },
    { id: 'province', head: say('n_province'), text: (a) => a.province_name ?? a.province },
    { id: 'turn', head: say('n_nextStep'), text: (a) => turnOf(a, notices) },
  ];
  for (const column of own) all.set(column.id, column);
  const seen = ['place', 'province', 'track', 'state', 'turn', 'missing', 'rank', 'changed'];
  const pick = (id: string): Column<Summary>[] => { const c = all.get(id); return c ? [c] : []; };
  return [...seen.flatMap(pick), ...['code', 'round', 'id'].flatMap(pick).map((c) => ({ ...c, hidden: true }))];
}

export function Queue({ who, id }: ViewProps): JSX.Element {
  return id === null ? <List /> : <OneApplication id={id} who={who} more={More} />;
}

const isHeld = (text: string | null): text is Held => text === 'used' || text === 'designated';

function List(): JSX.Element {
  const all = useLoaded('queue', everything);
  return (
    <>
      <h1 tabIndex={-1}>{say('n_queue')}</h1>
      <Shown of={all}>{(known) => <Filtered {...known} />}</Shown>
    </>
  );
}

function Filtered({ applications, notices }: Known): JSX.Element {
  const address = useAddress();
  const id = useId();
  const [state, track, province, mine, round] = ['state', 'track', 'province', 'mine', 'round'].map(address);
  const asked = address('held');
  const held = isHeld(asked) ? asked : null;
  const rows = applications.filter((a) =>
    (!state || a.state === state) && (!track || a.track === track) && (!province || a.province === province) &&
    (!round || a.round === round) && (!mine || turnOf(a, notices) !== ''));
  const counted = useLoaded(`held/${held}/${rows.map((a) => `${a.id}.${a.version}`).join()}`, () => (held ? behind(held, rows) : Promise.resolve(rows)));
  const choice = (name: string, label: string, now: string | null | undefined, options: (readonly [string, string])[]): JSX.Element => (
    <div>
      <label for={`${id}-${name}`}>{label}</label>
      <select id={`${id}-${name}`} value={now ?? ''} onChange={(e) => note({ [name]: e.currentTarget.value })}>
        <option value="">{say('n_all')}</option>
        {options.map(([v, text]) => <option key={v} value={v} selected={v === now}>{text}</option>)}
      </select>
    </div>
  );
  const have = (of: (a: Summary) => readonly [string, string]): (readonly [string, string])[] =>
    [...new Map(applications.map(of))].sort(([a], [b]) => (a < b ? -1 : 1));
  return (
    <>
      <div class="filters">
        {choice('round', say('round'), round, have((a) => [a.round, a.round]))}
        {choice('track', say('track'), track, have((a) => [a.track, trackLabel(a)]))}
        {choice('state', say('state'), state, have((a) => [a.state, a.state_label]))}
        {choice('province', say('n_province'), province, have((a) => [a.province, a.province_name ?? a.province]))}
        {choice('held', say('n_held'), held, [['used', say('n_held_used')], ['designated', say('n_held_designated')]])}
        <div class="field-check">
          <input id={`${id}-mine`} type="checkbox" checked={!!mine} onChange={(e) => note({ mine: e.currentTarget.checked ? 1 : null })} />
          <label for={`${id}-mine`}>{say('n_onlyMine')}</label>
        </div>
      </div>
      <Shown of={counted}>
        {(shown) => (
          <Table caption={say('applicationsRows')} rows={shown} id={(a) => a.id} file="applications" empty={say('applicationsNone')}
            columns={columnsOf(notices)} />
        )}
      </Shown>
    </>
  );
}

function More(part: PartProps): JSX.Element {
  return <><ZoneReview {...part} /><Excuse {...part} /></>;
}

function Excuse({ app, reload }: PartProps): JSX.Element | null {
  const form = useForm({
    initial: { event: 'file', reason: '' },
    required: ['reason'],
    async send({ event, reason }) {
      await write('PUT', `/api/v1/applications/${app.id}/excuses/${event}`, { reason });
      await reload();
      tell(say('n_excused'));
      form.set('reason', '');
    },
  });
  if (isOver(app.state)) return null;
  return (
    <details class="edit sheet-box">
      <summary>{say('n_excuse')}</summary>
      <p class="soft">{say('n_excuseNote')}</p>
      <FormBox form={form} label={say('n_excuse')} button={say('n_excuseSave')}>
        <Field form={form} name="event" label={say('n_excuseOf')} kind="select" need options={[['file', say('n_excuseFile')], ['recommend', say('n_excuseRecommend')]]} />
        <Field form={form} name="reason" label={say('reason')} kind="area" need max={2000} />
      </FormBox>
    </details>
  );
}
