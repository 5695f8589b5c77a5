/** machine.tsx - how the service is, as far as it knows: version, what it publishes, the register, who is
 *  signed in, backups.  Read anew every half minute while somebody looks. */

import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { read } from '../service';
import { bytes, day, moment, say } from '../texts';
import { Link } from '../ui/link';
import { Shown, useLoaded } from '../ui/loaded';

interface Machine {
  version: string;
  started: string;
  uptime_seconds: number;
  writable: boolean;
  demo?: true; /* every answer of a demonstration says so */
  boundary_date: string;
  revision: number;
  recorded: string | null;
  places: number;
  atlas_bytes: number;
  register: { bytes: number; log_bytes: number };
  accounts: { open: number; closed: number; sessions: number; tokens: number };
  audit: { newest: number; at: string | null };
  backups: { readable: boolean; kept: number; newest: string | null; bytes: number; at: string | null; failed: string | null } | null;
}

const EVERY_MS = 30_000;
const OLD_MS = 36 * 3600e3; /* a backup a day is what the timer makes */

function lasted(seconds: number): string {
  const [d, h, m] = [Math.floor(seconds / 86400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
  return d > 0 ? say('o_daysHours', { d, h }) : h > 0 ? say('o_hoursMinutes', { h, m }) : say('o_minutes', { m });
}

export function MachineView(): JSX.Element {
  const now = useLoaded('machine', () => read<Machine>('/api/v1/machine'));
  useEffect(() => {
    const timer = setInterval(() => document.hidden || void now.reload(), EVERY_MS);
    return () => clearInterval(timer);
  }, [now.reload]);
  return (
    <>
      <h1 tabIndex={-1}>{say('o_machineView')}</h1>
      <Shown of={now}>
        {(m) => (
          <>
            <section class="sheet-box" aria-labelledby="service-head">
              <h2 id="service-head">{say('o_service')}</h2>
              <dl class="facts">
                <dt>{say('state')}</dt><dd><span class={`chip ${m.writable ? 'chip-good' : 'chip-bad'}`}>{say(m.writable ? 'o_ready' : 'o_notWritable')}</span></dd>
                <dt>{say('o_version')}</dt><dd>{m.version}{m.demo && ` · ${say('o_demo')}`}</dd>
                <dt>{say('o_started')}</dt><dd>{moment(m.started)}（{lasted(m.uptime_seconds)}）</dd>
                <dt>{say('o_revisionNow')}</dt><dd>{m.revision}{m.recorded && `（${moment(m.recorded)}）`}</dd>
                <dt>{say('o_boundaries')}</dt><dd>{day(m.boundary_date)}</dd>
                <dt>{say('o_placesKnown')}</dt><dd>{m.places}</dd>
                <dt>{say('o_memory')}</dt><dd>{bytes(m.atlas_bytes)}</dd>
              </dl>
            </section>
            <section class="sheet-box" aria-labelledby="register-head">
              <h2 id="register-head">{say('o_register')}</h2>
              <dl class="facts">
                <dt>{say('o_size')}</dt><dd>{bytes(m.register.bytes)}{m.register.log_bytes > 0 && say('o_andLog', { size: bytes(m.register.log_bytes) })}</dd>
                <dt>{say('o_audit')}</dt><dd><Link view="audit">{say('o_entries', { n: m.audit.newest })}</Link>{m.audit.at && `（${moment(m.audit.at)}）`}</dd>
                <dt>{say('o_users')}</dt><dd><Link view="users">{say('o_accountsNow', { open: m.accounts.open, closed: m.accounts.closed })}</Link></dd>
                <dt>{say('o_sessions')}</dt><dd>{m.accounts.sessions}</dd>
                <dt>{say('o_tokens')}</dt><dd>{m.accounts.tokens}</dd>
              </dl>
            </section>
            <Backups of={m.backups} />
          </>
        )}
      </Shown>
    </>
  );
}

function Backups({ of: b }: { of: Machine['backups'] }): JSX.Element {
  const old = b?.at !== null && b?.at !== undefined && Date.now() - Date.parse(b.at) > OLD_MS;
  return (
    <section class="sheet-box" aria-labelledby="backups-head">
      <h2 id="backups-head">{say('o_backups')}</h2>
      {!b && <p>{say('o_backupsUnknown')}</p>}
      {b && !b.readable && <p class="bar bar-bad" role="alert">{say('o_backupsUnreadable')}</p>}
      {b?.failed && <p class="bar bar-bad" role="alert">{say('o_backupFailed', { when: moment(b.failed) })}</p>}
      {b && b.readable && b.at === null && <p class="bar bar-bad">{say('o_backupsNone')}</p>}
      {b && b.at !== null && (
        <dl class="facts">
          <dt>{say('o_backupLast')}</dt><dd>{moment(b.at)}{old && <> <span class="chip chip-open">{say('o_backupOld')}</span></>}</dd>
          <dt>{say('file')}</dt><dd>{b.newest}（{bytes(b.bytes)}）</dd>
          <dt>{say('o_backupsKept')}</dt><dd>{b.kept}</dd>
        </dl>
      )}
    </section>
  );
}
