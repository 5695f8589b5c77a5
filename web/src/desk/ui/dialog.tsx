/** dialog.tsx - the browser's own modal dialog: it keeps the focus and gives it back. */

import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { say } from '../texts';

interface Props {
  title: string;
  children: ComponentChildren;
  close: (() => void) | null; /* null: there is no way around it */
}

export function Dialog({ title, children, close }: Props): JSX.Element {
  const box = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const opened = document.activeElement;
    const dialog = box.current;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (opened instanceof HTMLElement && opened.isConnected) opened.focus();
    };
  }, []);
  const cancelled = (e: Event): void => {
    e.preventDefault();
    close?.();
  };
  /* A browser closes on the second Escape whatever it is told. */
  const closed = (): void => {
    if (!box.current?.isConnected) return;
    if (close) close();
    else box.current.showModal();
  };
  return (
    <dialog ref={box} aria-labelledby={id} onCancel={cancelled} onClose={closed}>
      <div class="dialog-head">
        <h2 id={id}>{title}</h2>
        {close && <button type="button" class="icon" aria-label={say('close')} onClick={close}>×</button>}
      </div>
      {children}
    </dialog>
  );
}

interface Question {
  title: string;
  text: string;
  yes: string;
  no: string;
  done: (yes: boolean) => void;
}

let ask: (question: Question | null) => void = () => {};

/** A question with two answers; closing it is the second. */
export function confirm(title: string, text: string, yes: string, no: string): Promise<boolean> {
  return new Promise((done) => ask({ title, text, yes, no, done }));
}

/** Stands once in the frame. */
export function Questions(): JSX.Element | null {
  const [now, set] = useState<Question | null>(null);
  ask = set;
  if (!now) return null;
  const answer = (yes: boolean): void => {
    set(null);
    now.done(yes);
  };
  return (
    <Dialog title={now.title} close={() => answer(false)}>
      <p>{now.text}</p>
      <p class="buttons">
        <button type="button" class="main" onClick={() => answer(false)}>{now.no}</button>
        <button type="button" onClick={() => answer(true)}>{now.yes}</button>
      </p>
    </Dialog>
  );
}
