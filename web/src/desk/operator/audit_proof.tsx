/** audit_proof.tsx - does the chain hold?  The service walks it, part by part, and the page says how far it
 *  got; a hash that was noted elsewhere is looked for.  Whoever holds the service could make it say
 *  anything: what proves it to others is the chain itself, taken away, and a hash noted elsewhere. */

import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { address as at, read, Refused } from '../service';
import { moment, say } from '../texts';
import { Copy } from '../ui/copy';
import { Field, FormBox, useForm } from '../ui/form';

interface Proved {
  ok: boolean;
  complete: boolean;
  entries: number;
  first: number | null;
  last: number | null;
  newest: number;
  sha256: string;
  sm3: string;
  since: { seq: number; at: string; sha256: string; sm3: string } | null;
  broken: { seq: number; text: string; findings: number } | null;
  proved: string;
  milliseconds: number;
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
const TRIES = 10;

/* Somebody else may be asking: their walk ends within a moment. */
async function part(since: string | null): Promise<Proved> {
  for (let n = 1; ; n++) {
    try {
      return await read<Proved>('/api/v1/audit/proof', { since });
    } catch (e) {
      if (!(e instanceof Refused) || e.status !== 503 || n === TRIES) throw e;
      await pause(Math.max(1, e.wait) * 1000);
    }
  }
}

async function walk(since: string | null, tell: (so_far: Proved) => boolean): Promise<Proved> {
  let all = await part(since);
  while (all.ok && !all.complete && tell(all)) {
    const next = await part(all.sha256);
    all = { ...next, entries: all.entries + next.entries, first: all.first ?? next.first, since: all.since, milliseconds: all.milliseconds + next.milliseconds };
  }
  return all;
}

export function inWords(p: Proved): string {
  const lines = [
    p.broken
      ? say('o_proofBroken', { n: p.broken.seq, text: p.broken.text, findings: p.broken.findings })
      : say('o_proofHolds', { n: p.entries, first: p.first ?? p.newest, last: p.last ?? p.newest }),
    ...(p.since ? [say('o_proofSince', { n: p.since.seq, when: moment(p.since.at) })] : []),
    ...(p.broken ? [] : [`SHA-256 ${p.sha256}`, `SM3 ${p.sm3}`]),
    say('o_proofWhen', { when: moment(p.proved), ms: p.milliseconds }),
  ];
  return lines.join('\n');
}

export function Proof(): JSX.Element {
  const [proved, set] = useState<Proved | null>(null);
  const [soFar, tell] = useState<Proved | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, fail] = useState('');
  const here = useRef(true);
  useEffect(() => () => void (here.current = false), []);

  const prove = async (since: string | null): Promise<void> => {
    setBusy(true);
    fail('');
    set(null);
    try {
      const all = await walk(since, (so) => (tell(so), here.current));
      if (here.current) set(all);
    } finally {
      if (here.current) {
        setBusy(false);
        tell(null);
      }
    }
  };
  const whole = (): void => void prove(null).catch((e: Error) => fail(e.message));
  return (
    <section class="sheet-box" aria-labelledby="chain-head">
      <h2 id="chain-head">{say('o_chain')}</h2>
      <p>{say('o_proofNote')}</p>
      <p class="buttons">
        <button type="button" class="main" disabled={busy} onClick={whole}>{busy ? say('o_proving') : say('o_prove')}</button>
        <a class="button" href={at('/api/v1/audit/export')} download="audit.jsonl">{say('o_export')}</a>
      </p>
      {busy && soFar && <p class="wait"><progress max={soFar.newest} value={soFar.last ?? 0} aria-label={say('o_proving')} /> {say('o_proofSoFar', { n: soFar.last ?? 0, all: soFar.newest })}</p>}
      <div role="status">
        {error !== '' && <p class="bar bar-bad">{error}</p>}
        {proved && <Result proved={proved} />}
      </div>
      <Compare busy={busy} prove={prove} />
    </section>
  );
}

function Result({ proved: p }: { proved: Proved }): JSX.Element {
  return (
    <div class={`bar ${p.broken ? 'bar-bad' : 'bar-good'} proof`}>
      <p class="proof-text">{inWords(p)}</p>
      <p class="buttons"><Copy text={inWords(p)} /> <button type="button" onClick={() => print()}>{say('print')}</button></p>
    </div>
  );
}

/* What people paste may be broken into groups, or stand behind its name. */
const hashOf = (text: string): string => text.toLowerCase().replace(/sha-?256|sm3/g, '').replace(/[\s:：-]/g, '');

function Compare({ busy, prove }: { busy: boolean; prove: (since: string) => Promise<void> }): JSX.Element {
  const form = useForm({
    initial: { since: '' },
    required: ['since'],
    keep: false,
    async send({ since }) {
      try {
        await prove(hashOf(since));
      } catch (e) {
        if (e instanceof Refused && e.status === 404) throw new Refused(404, say('o_notInChain'), '', [['since', say('o_notInChain')]]);
        throw e;
      }
    },
  });
  return (
    <details class="compare">
      <summary>{say('o_compare')}</summary>
      <FormBox form={{ ...form, busy: form.busy || busy }} label={say('o_compare')} button={say('o_compare')}>
        <Field form={form} name="since" label={say('o_noted')} hint={say('o_notedHint')} need max={200} />
      </FormBox>
    </details>
  );
}
