/** link.tsx - a way to another view: a real link, so that it can be copied and opened in a new tab. */

import type { ComponentChildren, JSX } from 'preact';
import { go, to, type Changes } from '../address';

interface Props {
  view: string;
  more?: Changes;
  class?: string;
  current?: boolean;
  children: ComponentChildren;
}

export function Link({ view, more, class: name, current, children }: Props): JSX.Element {
  const href = to(view, more);
  const follow = (e: MouseEvent): void => {
    if (e.button !== 0 || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
    e.preventDefault();
    void go(href);
  };
  return <a href={href} class={name} aria-current={current ? 'page' : undefined} onClick={follow}>{children}</a>;
}
