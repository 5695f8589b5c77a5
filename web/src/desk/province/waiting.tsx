/** waiting.tsx - what waits for this person, gathered from everything the desk knows; the answer to each
 *  stands one click away. */

import type { JSX } from 'preact';
import type { ViewProps } from '../desks';
import { roundIds } from '../rounds';
import { read, readAll } from '../service';
import { day, moment, say, today, type TextKey } from '../texts';
import { TRACKS, type Deadline, type Liaison, type Notice, type QuotaRow, type Session, type Standard, type Summary, type Track } from '../types';
import { Link } from '../ui/link';
import { Shown, useLoaded } from '../ui/loaded';
import { Table } from '../ui/table';
import { listOfApplications } from './applications';
import { isOver, missingWords } from './chips';
import { isZone } from '../zone/proposal';
import { trackName } from './round';

interface Item {
  key: string;
  what: string;
  where: string;
  since: string; /* a day or moment; '' where none is to be told */
  lacks: string;
  view: string;
  more: Record<string, string | number>;
}

interface Known {
  applications: Summary[];
  notices: Notice[];
  deadlines: Deadline[];
  quotas: QuotaRow[];
  liaison: Liaison | null;
  standards: Standard[];
  round: string;
}

async function gather(who: Session): Promise<Known> {
  const round = (await roundIds()).at(-1) ?? '';
  const province = who.role === 'province' ? who.unit : null;
  const [applications, notices, deadlines, quotas, liaison, standards] = await Promise.all([
    listOfApplications(),
    province ? readAll<Notice>('/api/v1/notices', 'notices', { province }) : [],
    round ? read<{ rows: Deadline[] }>(`/api/v1/rounds/${round}/deadlines`).then((d) => d.rows) : [],
    round && province ? read<{ rows: QuotaRow[] }>(`/api/v1/rounds/${round}/quotas`, { province }).then((q) => q.rows) : [],
    province ? read<Liaison>(`/api/v1/units/${province}/liaison`) : null,
    province ? Promise.all((['pilot-city', 'pilot-county'] as const).map((t) => read<Standard>(`/api/v1/units/${province}/standards/${t}`))) : [],
  ]);
  return { applications, notices, deadlines, quotas, liaison, standards, round };
}

/* What a province does next with a zone, by where it stands: its own programme goes by the city, a visit
 * and its own decision. */
const ZONE_STEPS: Partial<Record<string, TextKey>> = { filed: 'w_filed', checked: 'w_recommend' };
const JS_STEPS: Partial<Record<string, TextKey>> = { endorsed: 'w_filed', checked: 'w_visit', visited: 'w_decide' };

function ofApplication(a: Summary, who: Session, notices: Notice[]): Item | null {
  const pilot = a.track.startsWith('pilot');
  const item = (what: string): Item => ({
    key: `a${a.id}`, what, where: `${a.place.name ?? a.place.code}（${trackName(a.track)}）`, since: a.changed,
    lacks: missingWords(a.missing), view: 'applications', more: { id: a.id },
  });
  if (who.role === 'applicant') return a.state === 'draft' ? item(say('w_draft')) : null;
  if (who.role === 'city') return a.track === 'js-zone' && a.state === 'filed' ? item(say('w_endorse')) : null;
  if (who.role !== 'province') return null;
  if (isZone(a.track)) {
    const step = (a.track === 'js-zone' ? JS_STEPS : ZONE_STEPS)[a.state];
    return step ? item(say(step)) : null;
  }
  if (a.state === 'filed') return item(say('w_filed'));
  if (a.state === 'checked') return item(say(pilot ? 'w_publish' : 'w_checked'));
  if (a.state === 'in_provincial_notice' && notices.some((n) => n.id === a.notice && n.state === 'past')) return item(say('w_noticeOver'));
  return null;
}

/* Whole days from today in Shanghai. */
function daysTo(date: string): number {
  return Math.round((Date.parse(date) - Date.parse(today())) / 86400e3);
}

function daysWords(n: number): string {
  return n > 0 ? say('daysLeft', { n }) : n === 0 ? say('dayToday') : say('dayPast', { n: -n });
}

function ofOffice(k: Known): Item[] {
  const item = (key: string, what: string, view: string, more: Item['more'] = {}): Item => ({ key, what, where: '', since: '', lacks: '', view, more });
  const live = (t: Track): boolean => k.applications.some((a) => a.track === t && a.round === k.round && !isOver(a.state));
  return [
    ...k.notices.filter((n) => n.level !== 'national' && n.objections.open > 0).map((n): Item => ({
      ...item(`n${n.id}`, say('w_objections', { n: n.objections.open }), 'notices', { id: n.id }), where: n.title, since: n.published,
    })),
    ...TRACKS.filter((t) => live(t) && (k.quotas.find((q) => q.track === t)?.places ?? null) === null)
      .map((t) => item(`q${t}`, say('w_quota', { track: trackName(t) }), 'ranking', { track: t })),
    ...k.standards.filter((s) => s.status === 'unknown' && live(s.track))
      .map((s) => item(`s${s.track}`, say('w_standard', { track: trackName(s.track) }), 'office')),
    ...(k.liaison && !k.liaison.liaison ? [item('liaison', say('w_liaison'), 'office')] : []),
  ];
}

function ofDeadlines(k: Known, who: Session): Item[] {
  const own = who.role === 'applicant' ? ['file'] : ['file', 'recommend'];
  const live = (d: Deadline): boolean => k.applications.some((a) => a.track === d.track && !isOver(a.state));
  return k.deadlines.filter((d) => d.last_day !== null && own.includes(d.event) && live(d)).map((d): Item => ({
    key: `d${d.track}${d.event}`,
    what: say('w_deadline', { event: d.event_label, track: trackName(d.track), day: day(d.last_day) }),
    where: daysWords(daysTo(d.last_day ?? '')),
    since: '', lacks: '', view: 'office', more: {},
  }));
}

export function Waiting({ who }: ViewProps): JSX.Element {
  const known = useLoaded('waiting', () => gather(who));
  return (
    <>
      <h1 tabIndex={-1}>{say('waiting')}</h1>
      <Shown of={known}>
        {(k) => {
          const items = [
            ...ofDeadlines(k, who),
            ...k.applications.map((a) => ofApplication(a, who, k.notices)).filter((i) => i !== null),
            ...ofOffice(k),
          ];
          const when = (i: Item): string => (i.since.length > 10 ? moment(i.since) : i.since ? day(i.since) : '');
          return (
            <Table caption={say('waitingRows')} rows={items} id={(i) => i.key} file="waiting" empty={say('waitingNone')}
              columns={[
                { id: 'what', head: say('what'), text: (i) => i.what, cell: (i) => <Link view={i.view} more={i.more}>{i.what}</Link> },
                { id: 'where', head: say('where'), text: (i) => i.where },
                { id: 'lacks', head: say('missing'), text: (i) => i.lacks },
                { id: 'since', head: say('sinceWhen'), text: when, order: (i) => Date.parse(i.since) || null },
              ]} />
          );
        }}
      </Shown>
    </>
  );
}
