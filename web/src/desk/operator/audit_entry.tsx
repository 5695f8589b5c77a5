/** audit_entry.tsx - one entry of the chain in words: who, what, when, and what was there before and after. */

import type { JSX } from 'preact';
import { lang, moment, say } from '../texts';
import { ACTIONS, OUTCOMES } from '../texts/audit';
import { Copy } from '../ui/copy';
import { Link } from '../ui/link';

export interface Entry {
  seq: number;
  at: string;
  person: { id: number; name: string | null } | null;
  action: string;
  object: string;
  outcome: string;
  revision: number;
  detail: unknown;
  sha256: string;
  sm3: string;
}

type Json = null | string | number | boolean | Json[] | { [key: string]: Json };

const inWords = (of: Record<string, readonly [string, string]>, code: string): string | undefined => of[code]?.[lang() === 'zh' ? 0 : 1];

export const actionName = (code: string): string => inWords(ACTIONS, code) ?? code;
export const detailOf = (e: Entry): string => (typeof e.detail === 'string' ? e.detail : JSON.stringify(e.detail));

export function personName(e: Entry): string {
  return e.person ? `${e.person.name ?? ''}（${e.person.id}）` : say('o_machine');
}

export function outcomeName(e: Entry): string {
  return e.outcome === 'done' ? say('o_done') : say('o_refused', { why: inWords(OUTCOMES, e.outcome) ?? e.outcome });
}

/* {"a": {"b": 1}} → [["a.b", "1"]] */
function flat(value: Json | undefined, at = ''): [string, string][] {
  if (value === undefined) return [];
  if (value === null || typeof value !== 'object') return [[at, value === null ? say('none') : String(value)]];
  if (Array.isArray(value) && value.every((v) => v === null || typeof v !== 'object')) return [[at, value.join(say('comma'))]];
  return Object.entries(value).flatMap(([key, v]) => flat(v as Json, at === '' ? key : `${at}.${key}`));
}

function rowsOf(detail: unknown): { plain: [string, string][]; changed: [string, string, string][]; both: boolean } {
  if (detail === null || typeof detail !== 'object' || Array.isArray(detail)) return { plain: [['', String(detail)]], changed: [], both: false };
  const { before, after, ...rest } = detail as { before?: Json; after?: Json };
  const [was, is] = [new Map(flat(before)), new Map(flat(after))];
  const keys = [...new Set([...was.keys(), ...is.keys()])];
  return { plain: flat(rest as Json), changed: keys.map((k) => [k, was.get(k) ?? '', is.get(k) ?? '']), both: before !== undefined && before !== null };
}

export function EntryView({ entry: e }: { entry: Entry }): JSX.Element {
  const { plain, changed, both } = rowsOf(e.detail);
  const account = /^person\/(\d+)$/.exec(e.object)?.[1];
  return (
    <>
      <dl class="facts">
        <dt>{say('when')}</dt><dd>{moment(e.at)}</dd>
        <dt>{say('who')}</dt><dd>{personName(e)}</dd>
        <dt>{say('o_actionCol')}</dt><dd>{actionName(e.action)}{actionName(e.action) !== e.action && <> <code>{e.action}</code></>}</dd>
        <dt>{say('o_object')}</dt><dd>{account ? <Link view="users" more={{ id: account }}>{e.object}</Link> : e.object}</dd>
        <dt>{say('o_outcome')}</dt><dd>{outcomeName(e)}</dd>
        <dt>{say('o_revision')}</dt><dd>{e.revision}</dd>
        {plain.map(([key, value]) => <><dt key={key}>{key === '' ? say('o_detail') : key}</dt><dd>{value}</dd></>)}
      </dl>
      {changed.length > 0 && (
        <table class="plain">
          <caption>{say('o_changed')}</caption>
          <thead>
            <tr><th scope="col">{say('o_item')}</th>{both && <th scope="col">{say('o_before')}</th>}<th scope="col">{say('o_after')}</th></tr>
          </thead>
          <tbody>
            {changed.map(([key, was, is]) => (
              <tr key={key} class={both && was !== is ? 'differs' : undefined}>
                <th scope="row">{key}</th>{both && <td>{was}</td>}<td>{is}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <dl class="facts">
        <dt>SHA-256</dt><dd class="hash">{e.sha256}</dd>
        <dt>SM3</dt><dd class="hash">{e.sm3}</dd>
      </dl>
      <p class="buttons"><Copy text={JSON.stringify(e, null, 1)} /></p>
    </>
  );
}
