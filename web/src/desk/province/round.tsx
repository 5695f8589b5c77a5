/** round.tsx - which round and which track a view is about: both stand in the address. */

import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';
import { note, useAddress } from '../address';
import { rounds, roundsOf } from '../rounds';
import { say } from '../texts';
import { TRACKS, type Track } from '../types';
import { Shown, useLoaded } from '../ui/loaded';

export function trackName(track: string): string {
  return say(track as Track);
}

interface Choice {
  round: string;
  track: Track;
}

interface Props {
  children: (choice: Choice, tools: JSX.Element) => ComponentChildren;
  first?: Track;
  tracks?: readonly Track[];
}

/** The newest round and the first track, unless the address says otherwise. */
export function InRound({ children, first = 'demo-county', tracks = TRACKS }: Props): JSX.Element {
  const known = useLoaded('rounds', rounds);
  const address = useAddress();
  const id = useId();
  return (
    <Shown of={known}>
      {(all) => {
        const track = tracks.find((t) => t === address('track')) ?? first;
        const ids = roundsOf(all, [track]);
        const asked = address('round');
        const round = asked !== null && ids.includes(asked) ? asked : (ids.at(-1) ?? '');
        const tools = (
          <div class="filters">
            <div>
              <label for={`${id}-round`}>{say('round')}</label>
              <select id={`${id}-round`} value={round} onChange={(e) => note({ round: e.currentTarget.value })}>
                {ids.map((r) => <option key={r} value={r} selected={r === round}>{r}</option>)}
              </select>
            </div>
            <div>
              <label for={`${id}-track`}>{say('track')}</label>
              <select id={`${id}-track`} value={track} onChange={(e) => note({ track: e.currentTarget.value })}>
                {tracks.map((t) => <option key={t} value={t} selected={t === track}>{trackName(t)}</option>)}
              </select>
            </div>
          </div>
        );
        return children({ round, track }, tools);
      }}
    </Shown>
  );
}
