/** form.tsx - forms whose refusals stand where they belong: what the service says of a field at that
 *  field, everything else above the button; the first fault gets the focus. */

import type { ComponentChildren, InputHTMLAttributes, JSX } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useUnsaved } from '../address';
import { Refused } from '../service';
import { say } from '../texts';

type Value = string | boolean;
export type Values = Record<string, Value>;

export interface Form<V extends Values> {
  values: V;
  errors: Record<string, string>;
  bar: string;
  busy: boolean;
  dirty: boolean;
  set: (name: keyof V & string, value: Value) => void;
  fail: (errors: Record<string, string>, bar?: string) => void;
  submit: (e?: Event) => Promise<void>;
}

interface Options<V> {
  initial: V;
  required?: readonly (keyof V & string)[];
  /** Other names by which the service calls the fields. */
  named?: Record<string, keyof V & string>;
  send: (values: V) => Promise<void>;
  /** Somebody else was faster: read again. */
  stale?: () => Promise<void>;
  /** Lost when the page is left: not so for a search. */
  keep?: boolean;
}

export function useForm<V extends Values>(options: Options<V>): Form<V> {
  const { initial, required = [], named = {}, send, stale, keep = true } = options;
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [bar, setBar] = useState('');
  const [busy, setBusy] = useState(false);
  const base = useRef(JSON.stringify(initial));
  const alive = useRef(true);
  const dirty = JSON.stringify(values) !== base.current;
  const given = JSON.stringify(initial);
  useUnsaved(keep && dirty && !busy); /* what is on its way may go on to another view when it arrived */
  useEffect(() => () => void (alive.current = false), []);

  /* What is read anew is shown, unless somebody is typing. */
  useEffect(() => {
    if (given === base.current) return;
    if (!dirty) setValues(initial);
    base.current = given;
  }, [given]);

  function refused(e: Refused): void {
    const at: Record<string, string> = {};
    const loose: string[] = [];
    for (const [field, message] of e.fields) {
      const name = named[field] ?? field;
      if (name in values) at[name] = message;
      else loose.push(message);
    }
    setErrors(at);
    const n = Object.keys(at).length;
    setBar(n > 0 && loose.length === 0 ? say('faultsAt', { n }) : [e.message, e.status === 412 ? say('staleHint') : ''].join(' ').trim());
    if (e.status === 412) void stale?.();
  }

  async function submit(e?: Event): Promise<void> {
    e?.preventDefault();
    if (busy) return;
    const empty = required.filter((name) => String(values[name]).trim() === '');
    if (empty.length > 0) {
      setErrors(Object.fromEntries(empty.map((name) => [name, say('required')])));
      setBar(say('faultsAt', { n: empty.length }));
      return;
    }
    setBusy(true);
    setErrors({});
    setBar('');
    try {
      await send(values);
      base.current = JSON.stringify(values);
      if (alive.current) setValues({ ...values });
    } catch (failure) {
      if (!(failure instanceof Refused)) throw failure;
      if (alive.current) refused(failure);
    } finally {
      if (alive.current) setBusy(false);
    }
  }

  return {
    values,
    errors,
    bar,
    busy,
    dirty,
    submit,
    fail(at, text) {
      setErrors(at);
      setBar(text ?? say('faultsAt', { n: Object.keys(at).length }));
    },
    set: (name, value) => setValues((before) => ({ ...before, [name]: value })),
  };
}

interface FormProps<V extends Values> {
  form: Form<V>;
  label: string;
  button: string;
  children: ComponentChildren;
  more?: ComponentChildren; /* other buttons */
  class?: string;
}

export function FormBox<V extends Values>({ form, label, button, children, more, class: name }: FormProps<V>): JSX.Element {
  const box = useRef<HTMLFormElement>(null);
  const faults = form.bar + Object.keys(form.errors).join();
  useLayoutEffect(() => {
    if (!faults) return;
    (box.current?.querySelector<HTMLElement>('[aria-invalid=true]') ?? box.current?.querySelector<HTMLElement>('.bar'))?.focus();
  }, [faults, form.busy]);
  return (
    <form ref={box} class={`form ${name ?? ''}`} aria-label={label} noValidate onSubmit={(e) => void form.submit(e)}>
      {children}
      {form.bar !== '' && <p class="bar bar-bad" role="alert" tabIndex={-1}>{form.bar}</p>}
      <p class="buttons">
        <button type="submit" class="main" disabled={form.busy}>{form.busy ? say('sending') : button}</button>
        {more}
      </p>
    </form>
  );
}

interface FieldProps<V extends Values> {
  form: Form<V>;
  name: keyof V & string;
  label: string;
  hint?: string;
  kind?: 'text' | 'password' | 'date' | 'number' | 'email' | 'tel' | 'url' | 'area' | 'select' | 'check';
  options?: readonly (readonly [value: string, label: string])[];
  need?: boolean;
  max?: number;
  rows?: number;
  complete?: string; /* autocomplete */
  first?: boolean; /* where a dialog begins */
  list?: readonly (readonly [value: string, label: string])[];
}

export function Field<V extends Values>(p: FieldProps<V>): JSX.Element {
  const id = useId();
  const { form, name, kind = 'text' } = p;
  const error = form.errors[name];
  const told = [p.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  const same = {
    id,
    name,
    'aria-invalid': error ? ('true' as const) : undefined,
    'aria-describedby': told || undefined,
    'aria-required': p.need ? ('true' as const) : undefined,
    maxLength: p.max,
  };
  const typed = (e: { currentTarget: { value: string } }): void => form.set(name, e.currentTarget.value);
  const value = String(form.values[name]);
  let input: JSX.Element;
  if (kind === 'area') input = <textarea {...same} rows={p.rows ?? 3} value={value} onInput={typed} />;
  else if (kind === 'select') {
    input = (
      <select {...same} value={value} onChange={typed}>
        {p.options?.map(([v, text]) => <option key={v} value={v} selected={v === value}>{text}</option>)}
      </select>
    );
  } else if (kind === 'check') {
    input = (
      <input {...same} type="checkbox" checked={form.values[name] === true}
        onChange={(e) => form.set(name, e.currentTarget.checked)} />
    );
  } else {
    /* The types allow each kind of input its own attributes only; ours has one kind at a time. */
    const rest = { type: kind, autocomplete: p.complete ?? 'off', autofocus: p.first, list: p.list && `${id}-list` } as InputHTMLAttributes<HTMLInputElement>;
    input = <input {...same} {...rest} value={value} onInput={typed} />;
  }
  return (
    <div class={`field field-${kind}`}>
      <label for={id}>{p.label}{!p.need && kind !== 'check' && kind !== 'select' && <span class="soft">{say('optional')}</span>}</label>
      {p.hint && <p class="hint" id={`${id}-hint`}>{p.hint}</p>}
      {input}
      {p.list && <datalist id={`${id}-list`}>{p.list.map(([v, text]) => <option key={v} value={v}>{text}</option>)}</datalist>}
      {error && <p class="error" id={`${id}-error`}>{error}</p>}
    </div>
  );
}
