// node crash_run.mjs ROUNDS [EVERY]: the service that SIZHI names is killed ROUNDS times while it is
// written to; the file is checked and its chain proved after every EVERY-th.  Prints TAP; SEED
// repeats the dice, though never the moment of a kill.
import { Crash } from './crash.mjs';
import { SEED } from './random.mjs';

const rounds = Number(process.argv[2] ?? 500);
const every = Number(process.argv[3] ?? 1);
const PLACES_AT_LEAST = 7, PLACES_AT_MOST = 25;

const began = Date.now();
const crash = await Crash.open(rounds, Math.min(PLACES_AT_MOST, PLACES_AT_LEAST + Math.floor(rounds / 20)));
let done = 0;
try {
    for (; done < rounds; done++) {
        await crash.round({ check: done % every === every - 1 || done === rounds - 1 });
        if (done % 50 === 49) {
            console.log(`# ${done + 1} rounds, ${Math.round((Date.now() - began) / 1000)} s: ${JSON.stringify(crash.counts)}`);
        }
    }
    const counts = await crash.close();
    console.log(`# ${JSON.stringify(counts)}`);
    const moved = counts.acknowledged > 4 * rounds && counts.undone > 0;
    console.log(`${moved ? 'ok' : 'not ok'} - writes were under way when the service was killed`);
    console.log(`ok - ${rounds} times killed: what was acknowledged is there, nothing is half there, ledger and chain hold`);
    process.exit(moved ? 0 : 1);
} catch (failure) {
    console.log(`not ok - round ${done + 1} of ${rounds}, SEED=${SEED}`);
    console.log(`# ${String(failure.stack).replaceAll('\n', '\n# ')}`);
    console.log(`# ${JSON.stringify(crash.counts)}; the register is ${crash.e.register.db}`);
    console.log(`# ${crash.e.service.errors().slice(-3000).replaceAll('\n', '\n# ')}`);
    process.exit(1);
}
