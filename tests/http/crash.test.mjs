// A few rounds of scripts/crash on the release build, which starts sooner than one with sanitizers.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { RELEASE, ROOT, needed } from '../lib/paths.mjs';

const ROUNDS = 10;

test(`killed ${ROUNDS} times at any moment, it has everything it acknowledged, and nothing by half`, { timeout: 180000 }, () => {
    const env = { ...process.env, SIZHI: needed(RELEASE, 'build it, or name it in SIZHI_RELEASE') };
    const said = spawnSync(process.execPath, [join(ROOT, 'tests/lib/crash_run.mjs'), String(ROUNDS)], { encoding: 'utf8', env });
    assert.equal(said.status, 0, said.stdout + said.stderr);
});
