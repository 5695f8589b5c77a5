/** zone_review.tsx - what the national office looks at of an application for a zone beside the zone itself:
 *  how it judged itself, indicator by indicator, and the way to hold its extent against another. */

import type { JSX } from 'preact';
import { read } from '../service';
import { moment, say, type TextKey } from '../texts';
import type { Attached } from '../types';
import { Link } from '../ui/link';
import { Shown, useLoaded } from '../ui/loaded';
import { Table } from '../ui/table';
import type { PartProps } from '../province/application';
import { FileOf } from '../province/files';
import { isZone } from '../zone/proposal';
import type { Proposal } from '../zone/types';

interface Counted {
  what: string;
  label: string;
  value: number | null;
}

interface Leaf {
  indicator: string;
  name: string;
  explained: string | null;
  self: { value: number | null; evidence: string | null; file: Attached | null; by: string | null; at: string } | null;
  directory: Counted[];
  review: { counted: number; mean?: number; least?: number; most?: number } | null;
}

interface SelfEvaluation {
  source: string | null;
  leaves: Leaf[];
  total: { state: 'known' | 'weights' | 'not_scored'; value: number | null } | null;
}

export function ZoneReview({ app }: PartProps): JSX.Element | null {
  const proposal = useLoaded(`continues/${app.id}/${app.version}`, async () =>
    (isZone(app.track) ? (await read<Proposal>(`/api/v1/applications/${app.id}/zone`)).zone?.continues ?? null : null));
  if (!isZone(app.track)) return null;
  return (
    <>
      <p class="buttons">
        <Link view="compare" more={{ what: 'shapes', a: `app-${app.id}`, b: proposal.value ? `zone-${proposal.value}` : null }} class="button">{say(proposal.value ? 'n_againstPublished' : 'n_againstOther')}</Link>
      </p>
      <SelfJudged app={app.id} version={app.version} />
    </>
  );
}

const number = (n: number | null | undefined): string => (typeof n === 'number' ? String(n) : '');

function SelfJudged({ app, version }: { app: number; version: number }): JSX.Element {
  const found = useLoaded(`self/${app}/${version}`, () => read<SelfEvaluation>(`/api/v1/applications/${app}/self-evaluation`));
  return (
    <Shown of={found}>
      {({ leaves, source, total }) => (leaves.length === 0
        ? <section class="sheet-box"><h2>{say('n_self')}</h2><p>{say('n_selfNoIndicators')}</p></section>
        : (
          <>
            <Table caption={say('n_self')} prefix="s_" rows={leaves} id={(l) => l.indicator} file={`self-evaluation-${app}`}
              columns={[
                { id: 'code', head: say('code'), text: (l) => l.indicator },
                { id: 'name', head: say('n_indicatorName'), text: (l) => l.name, cell: (l) => <>{l.name}{l.explained && <p class="soft">{l.explained}</p>}</> },
                { id: 'self', head: say('n_selfScore'), text: (l) => (l.self === null ? say('n_selfNot') : l.self.value === null ? say('unknown') : number(l.self.value)), order: (l) => l.self?.value ?? null, number: true },
                { id: 'evidence', head: say('evidence'), text: (l) => l.self?.evidence ?? '', cell: (l) => l.self && <><span class="words">{l.self.evidence}</span>{l.self.file && <FileOf app={app} file={l.self.file} />}</> },
                { id: 'directory', head: say('n_directory'), text: (l) => l.directory.map((c) => `${c.label} ${c.value ?? say('unknown')}`).join(say('semicolon')) },
                { id: 'review', head: say('n_reviewMean'), text: (l) => (l.review?.mean === undefined ? '' : say('n_reviewOf', { mean: l.review.mean, least: l.review.least ?? '', most: l.review.most ?? '' })), order: (l) => l.review?.mean ?? null },
                { id: 'at', head: say('when'), text: (l) => (l.self ? moment(l.self.at) : ''), hidden: true },
              ]} />
            <p class={total?.state === 'known' ? 'bar' : 'bar bar-warn-box'}>
              {total?.state === 'known' ? say('n_selfTotal', { n: number(total.value) }) : say(`n_total_${total?.state ?? 'not_scored'}` as TextKey)}
              {source && ` ${say('quotaSource', { source })}`}
            </p>
          </>
        ))}
    </Shown>
  );
}
