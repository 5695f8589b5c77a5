/** main.tsx - finds out who is there and opens their desk. */

import { render, type JSX } from 'preact';
import { param, watch } from './address';
import { Frame } from './frame';
import { look } from './person';
import { say, speak } from './texts';
import { tell } from './ui/bar';
import { confirm } from './ui/dialog';
import { applyLargeType } from './ui/large_type';
import { Shown, useLoaded } from './ui/loaded';

function App(): JSX.Element {
  const begun = useLoaded('session', async () => {
    await look();
    return true;
  });
  return begun.value ? <Frame /> : <main class="plain"><Shown of={begun}>{() => null}</Shown></main>;
}

speak(param('lang') === 'en' ? 'en' : 'zh');
applyLargeType();
watch(() => confirm(say('leaveTitle'), say('leaveText'), say('leave'), say('stay')), () => tell(''));
document.title = `${say('desk')} · ${say('site')}`;
const root = document.getElementById('desk');
if (root) {
  root.replaceChildren();
  render(<App />, root);
}
