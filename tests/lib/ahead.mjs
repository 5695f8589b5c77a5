// A day that has not come: Debian's faketime is laid under the program that is tested, which knows
// nothing of it.
import { rmSync } from 'node:fs';

export const clockAhead = (days) => (days === 0 ? {} : {
    LD_PRELOAD: '/usr/$LIB/faketime/libfaketimeMT.so.1', // the loader knows what $LIB is here
    FAKETIME: `+${days}d`,
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    ASAN_OPTIONS: [process.env.ASAN_OPTIONS, 'verify_asan_link_order=0'].filter(Boolean).join(':'),
});

// What faketime leaves behind of a process that was killed.
export function clearAwayClock(pid) {
    for (const name of [`faketime_shm_${pid}`, `sem.faketime_sem_${pid}`]) {
        rmSync(`/dev/shm/${name}`, { force: true });
    }
}
