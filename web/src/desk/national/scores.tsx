/** scores.tsx - the review of a round and track: its indicators, who scores, what came in; blind until
 *  closed.  Unknown weights give no total, and that is said. */

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { read, readAll, Refused, write } from '../service';
import { moment, say } from '../texts';
import type { Summary, Track } from '../types';
import { tell } from '../ui/bar';
import { confirm, Dialog } from '../ui/dialog';
import { Shown, useLoaded } from '../ui/loaded';
import { Table } from '../ui/table';
import { Chip } from '../province/chips';
import { InRound, trackName } from '../province/round';
import { Experts } from './experts';
import { PlaceOf, placeWords, withZoneNames } from './place';
import { EnterIndicators } from './indicators';
import type { Indicators, Scores } from './types';

const REVIEWED = ['demo-city', 'demo-county', 'demo-zone', 'trial-zone'] as const;

export function ScoresOfRound(): JSX.Element {
  return (
    <>
      <h1 tabIndex={-1}>{say('n_scores')}</h1>
      <InRound tracks={REVIEWED} first="demo-county">
        {({ round, track }, tools) => (
          <>
            {tools}
            <Weighing key={`i${round}/${track}`} round={round} track={track} />
            <Applications key={`a${round}/${track}`} round={round} track={track} />
            <Experts key={round} round={round} />
          </>
        )}
      </InRound>
    </>
  );
}

interface At {
  round: string;
  track: Track;
}

function Weighing({ round, track }: At): JSX.Element {
  const found = useLoaded('indicators', () => read<Indicators>(`/api/v1/rounds/${round}/indicators/${track}`));
  const [entering, enter] = useState(false);
  const button = <button type="button" onClick={() => enter(true)}>{say('n_enterIndicators')}</button>;
  return (
    <Shown of={found}>
      {(i) => (
        <>
          {i.items.length === 0
            ? <section class="sheet-box"><h2>{say('n_indicators')}</h2><p>{say('n_indicatorsNone')}</p><p class="buttons">{button}</p></section>
            : (
              <>
                <Table caption={say('n_indicators')} prefix="i_" rows={i.items} id={(x) => x.code} file={`indicators-${round}-${track}`} tools={button}
                  columns={[
                    { id: 'code', head: say('code'), text: (x) => x.code },
                    { id: 'name', head: say('n_indicatorName'), text: (x) => x.name },
                    { id: 'parent', head: say('n_parent'), text: (x) => x.parent ?? '' },
                    { id: 'weight', head: say('n_weight'), text: (x) => (x.weight === null ? say('unknown') : String(x.weight)), order: (x) => x.weight, number: true },
                  ]} />
                <p class={`bar ${i.weights.state === 'known' ? '' : 'bar-warn-box'}`}>
                  {say(`n_weights_${i.weights.state}`)}{i.weights.text && `（${i.weights.text}）`}{i.source && `。${say('quotaSource', { source: i.source })}`}
                </p>
              </>
            )}
          {entering && (
            <Dialog title={say('n_enterIndicators')} close={() => enter(false)}>
              <EnterIndicators now={i} done={found.reload} close={() => enter(false)} />
            </Dialog>
          )}
        </>
      )}
    </Shown>
  );
}

interface Row {
  app: Summary;
  scores: Scores;
}

async function reviewed({ round, track }: At): Promise<Row[]> {
  const apps = await withZoneNames(await readAll<Summary>('/api/v1/applications', 'applications', { round, track }));
  const after = apps.filter((a) => ['in_review', 'in_notice', 'designated', 'declined'].includes(a.state));
  return Promise.all(after.map(async (app) => ({ app, scores: await read<Scores>(`/api/v1/applications/${app.id}/scores`) })));
}

/* Whoever has left nothing out; before the end nothing else is told. */
function counted({ experts = [] }: Scores): number {
  return experts.filter((e) => e.missing.length === 0).length;
}

function Applications({ round, track }: At): JSX.Element {
  const list = useLoaded('reviewed', () => reviewed({ round, track }));
  const [error, fail] = useState('');
  const close = async (): Promise<void> => {
    if (!(await confirm(say('n_closeScores'), say('n_closeAsk'), say('n_closeScores'), say('cancel')))) return;
    fail('');
    try {
      await write('POST', `/api/v1/rounds/${round}/scores/${track}/close`);
      await list.reload();
      tell(say('n_closed', { track: trackName(track) }));
    } catch (e) {
      if (!(e instanceof Refused)) throw e;
      fail(e.message);
    }
  };
  const number = (n: number | null | undefined): string => (typeof n === 'number' ? n.toFixed(2) : '');
  return (
    <Shown of={list}>
      {(rows) => {
        const open = rows.some((r) => r.scores.closed === null);
        return (
          <>
            {error !== '' && <p class="bar bar-bad" role="alert">{error}</p>}
            <Table caption={say('n_scoresOf', { track: trackName(track) })} prefix="s_" rows={rows} id={(r) => r.app.id} file={`scores-${round}-${track}`} empty={say('n_scoresNone')}
              tools={open && <button type="button" class="grave" onClick={() => void close()}>{say('n_closeScores')}</button>}
              columns={[
                { id: 'place', head: say('place'), text: (r) => placeWords(r.app), cell: (r) => <PlaceOf app={r.app} /> },
                { id: 'province', head: say('n_province'), text: (r) => r.app.province_name ?? r.app.province },
                { id: 'state', head: say('state'), text: (r) => r.app.state_label, cell: (r) => <Chip value={r.app.state} label={r.app.state_label} /> },
                { id: 'counted', head: say('n_counted'), text: (r) => (r.scores.experts?.length ? say('n_ofExperts', { counted: counted(r.scores), experts: r.scores.experts.length }) : say('n_noExperts')), order: (r) => counted(r.scores) },
                { id: 'missing', head: say('n_missing'), text: (r) => (r.scores.experts ?? []).filter((e) => e.missing.length > 0).map((e) => e.name).join(say('comma')) },
                { id: 'mean', head: say('n_mean'), text: (r) => number(r.scores.summary?.mean), order: (r) => r.scores.summary?.mean ?? null, number: true },
                { id: 'spread', head: say('n_spread'), text: (r) => (typeof r.scores.summary?.least === 'number' ? `${number(r.scores.summary.least)}–${number(r.scores.summary.most)}` : '') },
                { id: 'deviation', head: say('n_deviation'), text: (r) => number(r.scores.summary?.deviation), order: (r) => r.scores.summary?.deviation ?? null, number: true },
                { id: 'closed', head: say('n_closedAt'), text: (r) => (r.scores.closed ? moment(r.scores.closed) : '') },
              ]} />
            {open && <p class="soft">{say('n_blind')}</p>}
          </>
        );
      }}
    </Shown>
  );
}
