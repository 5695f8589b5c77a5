/** report.ts - "this entry is wrong": what anybody may tell the office about a place.
 *
 *  Folded away until somebody opens it.  What was written stays in the form when it could not be
 *  sent; how to be reached is asked for, never required. */

import { el } from './dom';
import { ServiceError, report } from './service';
import { say } from './texts';

const TEXT_MOST = 2000;
const CONTACT_MOST = 200;

export function reportForm(code: string, name: string): HTMLElement {
  const text = el('textarea', { id: 'report-text', rows: 3, required: true, maxlength: TEXT_MOST, 'aria-describedby': 'report-said' });
  const contact = el('input', { id: 'report-contact', type: 'text', maxlength: CONTACT_MOST, autocomplete: 'email' });
  const send = el('button', { type: 'submit', class: 'retry' }, say('reportSend'));
  const said = el('p', { id: 'report-said', class: 'quiet', role: 'status' });
  const form = el(
    'form',
    { class: 'report' },
    el('label', { for: 'report-text' }, say('reportText', { name })),
    text,
    el('label', { for: 'report-contact' }, say('reportContact')),
    contact,
    send,
    said,
  );

  function tell(state: 'sending' | 'sent' | 'failed', words: string): void {
    form.dataset.state = state;
    said.textContent = words;
    send.disabled = state === 'sending';
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (text.value.trim() === '') {
      tell('failed', say('reportEmpty'));
      text.focus();
      return;
    }
    tell('sending', say('reportSending'));
    report(code, text.value.trim(), contact.value.trim()).then(
      (taken) => {
        form.reset();
        tell('sent', say('reportSent', { n: taken.id }));
      },
      (e: unknown) => tell('failed', e instanceof ServiceError ? e.message : String(e)),
    );
  });
  return el('details', { class: 'part entry-report' }, el('summary', {}, say('reportTitle')), form);
}
