/** consistency.tsx - what does not fit together in the register, a check at a time: how many there are, in
 *  which provinces, and which.  Every number is counted from the rows of the list below it. */

import type { JSX } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import { note, useAddress, type Changes } from '../address';
import type { Mark } from '../../listing';
import { read } from '../service';
import { say } from '../texts';
import { Link } from '../ui/link';
import { Shown, useLoaded } from '../ui/loaded';
import { ExtentReport, type Measured } from '../zone/report';
import type { Report } from '../zone/types';
import { checkName, CHECKS, checksOf, type Check, type Row } from './checks';
import { gather, publishedShapes } from './consistency_read';
import { NationMap } from './nation_map';
import { useRound } from './rounds';

export function Consistency(): JSX.Element {
  const round = useRound();
  return (
    <>
      <h1 tabIndex={-1}>{say('n_consistency')}</h1>
      <p class="soft">{say('n_consistencyNote')}</p>
      <Shown of={round}>{(id) => <OfRound round={id} />}</Shown>
    </>
  );
}

function OfRound({ round }: { round: string }): JSX.Element {
  const known = useLoaded(`consistency/${round}`, () => gather(round));
  const asked = useAddress()('check');
  return (
    <Shown of={known}>
      {(k) => {
        const checks = checksOf(k);
        const wanted = CHECKS.find((id) => id === asked) ?? checks.find((c) => c.rows.length > 0)?.id;
        const check = checks.find((c) => c.id === wanted) ?? checks[0];
        return (
          <>
            <ul class="checks">
              {checks.map((c) => (
                <li key={c.id} class={c === check ? 'chosen-check' : undefined}>
                  <Link view="consistency" more={{ check: c.id }} current={c === check}>{checkName(c.id)}</Link> <strong>{c.rows.length}</strong>
                </li>
              ))}
            </ul>
            {check && <One key={check.id} check={check} />}
          </>
        );
      }}
    </Shown>
  );
}

interface Tally {
  code: string;
  name: string;
  n: number;
}

function tallyOf(rows: readonly Row[]): Tally[] {
  const found = new Map<string, Tally>();
  for (const { unit } of rows) {
    if (!unit) continue;
    const had = found.get(unit.code) ?? { code: unit.code, name: unit.name ?? unit.code, n: 0 };
    had.n += 1;
    found.set(unit.code, had);
  }
  return [...found.values()].sort((a, b) => b.n - a.n || (a.code < b.code ? -1 : 1));
}

function One({ check }: { check: Check }): JSX.Element {
  const address = useAddress();
  const unit = address('unit');
  const zone = address('zone');
  const tally = useMemo(() => tallyOf(check.rows), [check]);
  const marks = useMemo(() => tally.map(({ code, name, n }): Mark => ({ code, name, kind: 'found', heap: 'now', words: String(n) })), [tally]);
  const here = tally.find((t) => t.code === unit);
  const keep = (row: Row): boolean => !here || row.unit?.code === here.code;
  const pick = (code: string | null): void => note({ unit: code });
  return (
    <>
      {tally.length > 0
        ? (
          <NationMap label={say('n_mapOf', { what: checkName(check.id) })} marks={marks} chosen={here?.code ?? null} pick={pick}
            keys={[{ kind: 'found', heap: 'now', label: say('n_provincesWith'), count: tally.length }]}>
            <h2>{checkName(check.id)}</h2>
            <p><button type="button" aria-pressed={!here} onClick={() => pick(null)}>{say('n_everywhere')}</button></p>
            <ul class="tally">
              {tally.map((t) => (
                <li key={t.code}><button type="button" class="link" aria-pressed={t === here} onClick={() => pick(t === here ? null : t.code)}>{t.name}</button> <strong>{t.n}</strong></li>
              ))}
            </ul>
          </NationMap>
        )
        : check.rows.length > 0 && <p class="soft">{say('n_noUnits')}</p>}
      <div class="check">{check.list(keep, zone, here ? say('n_checkIn', { what: checkName(check.id), province: here.name }) : checkName(check.id))}</div>
      {zone !== null && check.rows.some((r) => r.zone === zone) && <Extent key={zone} zone={zone} back={{ check: check.id, unit }} />}
    </>
  );
}

function Extent({ zone, back }: { zone: string; back: Changes }): JSX.Element {
  const measured = useLoaded(`extent/${zone}`, async (): Promise<Measured> => {
    const [report, shapes] = await Promise.all([read<Report>(`/api/v1/zones/${encodeURIComponent(zone)}/extent-report`), publishedShapes(zone)]);
    return { report, shapes };
  });
  useEffect(() => document.getElementById('report')?.scrollIntoView(), []);
  return (
    <ExtentReport of={measured} file={zone}>
      <p class="buttons">
        <strong>{measured.value?.report.zone.name}</strong>
        <a class="button" href={`/zone/${encodeURIComponent(zone)}`}>{say('publicPage')}</a>
        <Link view="consistency" more={back} class="button">{say('close')}</Link>
      </p>
    </ExtentReport>
  );
}
