/** notices.ts - public notices that run today and list a place: until when, and the way to object.
 *
 *  Asked for once the card stands.  Most places are in none, so nothing is shown until there is one;
 *  where the question fails, the page of all notices is still a link away. */

import { el } from './dom';
import { noticePage, runningNotices } from './service';
import type { Notice } from './service';
import { say, sayDate } from './texts';

export function noticesOf(code: string): HTMLElement {
  const part = el('section', { class: 'part', hidden: true });
  runningNotices(code).then(
    (notices) => {
      if (!notices?.length) return;
      part.append(el('h3', {}, say('noticesRunning')), el('ul', { class: 'hints' }, ...notices.map(line)));
      part.hidden = false;
    },
    () => undefined,
  );
  return part;
}

function line(notice: Notice): HTMLElement {
  const until = say('noticeUntil', { date: sayDate(notice.window.last), office: notice.level_name });
  return el('li', {}, el('a', { href: noticePage(notice.id) }, notice.title), ` ${until}`);
}
