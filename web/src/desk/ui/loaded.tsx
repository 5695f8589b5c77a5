/** loaded.tsx - something read from the service, with its three states: on its way, failed with a way to
 *  try again, there.  What is there stays while it is read anew. */

import type { ComponentChildren, JSX } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { say } from '../texts';

export interface Loaded<T> {
  value: T | undefined;
  error: Error | undefined;
  reload: () => Promise<void>;
}

/** `what`: changes when another thing is asked for; an answer to an older question is dropped. */
export function useLoaded<T>(what: string, ask: () => Promise<T>): Loaded<T> {
  const [state, set] = useState<{ what: string; value?: T; error?: Error }>({ what });
  const asking = useRef(ask);
  const turn = useRef(0);
  asking.current = ask;

  const reload = useCallback(async () => {
    const mine = ++turn.current;
    try {
      const value = await asking.current();
      if (mine === turn.current) set({ what, value });
    } catch (e) {
      if (mine === turn.current) set({ what, error: e as Error });
    }
  }, [what]);

  useEffect(() => {
    void reload();
    return () => void turn.current++;
  }, [reload]);

  const fresh = state.what === what ? state : undefined;
  return { value: fresh?.value, error: fresh?.error, reload };
}

export function Shown<T>({ of, children }: { of: Loaded<T>; children: (value: T) => ComponentChildren }): JSX.Element {
  const [busy, setBusy] = useState(false);
  if (of.value !== undefined) return <>{children(of.value)}</>;
  if (!of.error) return <p class="wait" role="status">{say('loading')}</p>;
  const retry = async (): Promise<void> => {
    setBusy(true);
    await of.reload();
    setBusy(false);
  };
  return (
    <div class="bar bar-bad" role="alert">
      <p><strong>{say('failed')}</strong> {of.error.message}</p>
      <button type="button" disabled={busy} onClick={() => void retry()}>{say('retry')}</button>
    </div>
  );
}
