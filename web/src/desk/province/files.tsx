/** files.tsx - a file that was handed in, to be saved; and handing one in. */

import type { JSX } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import { Refused, upload } from '../service';
import { bytes, say } from '../texts';
import type { Attached } from '../types';
import { tell } from '../ui/bar';

const MOST = 10 * 1024 * 1024;

export function FileOf({ app, file }: { app: number; file: Attached }): JSX.Element {
  return (
    <p class="file">
      <a href={`/api/v1/applications/${app}/files/${file.sha256}`} download={file.name}>{file.name}</a>{' '}
      <span class="soft">{bytes(file.size)}</span>
    </p>
  );
}

interface SendProps {
  path: string;
  version: number;
  has: boolean;
  what: string;
  reload: () => Promise<void>;
}

/* The file is sent when it is chosen; the service decides by its bytes whether it takes it. */
export function FileSend({ path, version, has, what, reload }: SendProps): JSX.Element {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);

  async function send(file: File | undefined): Promise<void> {
    if (!file) return;
    setError('');
    if (file.size === 0) return setError(say('fileEmpty'));
    if (file.size > MOST) return setError(say('fileTooLarge', { n: bytes(file.size) }));
    setBusy(true);
    try {
      await upload(path, file, version);
      await reload();
      tell(say('uploaded', { name: file.name }));
    } catch (e) {
      if (!(e instanceof Refused)) throw e;
      setError(e.message);
      if (e.status === 412) await reload();
    } finally {
      setBusy(false);
      if (input.current) input.current.value = '';
    }
  }

  return (
    <div class="field">
      <label for={id}>{has ? say('replaceFile') : say('uploadFile')}<span class="unseen"> {what}</span></label>
      <p class="hint" id={`${id}-hint`}>{busy ? say('sending') : say('fileHint')}</p>
      <input ref={input} id={id} type="file" disabled={busy} aria-invalid={error ? 'true' : undefined}
        aria-describedby={error ? `${id}-hint ${id}-error` : `${id}-hint`} onChange={(e) => void send(e.currentTarget.files?.[0])} />
      {error && <p class="error" id={`${id}-error`} role="alert">{error}</p>}
    </div>
  );
}
