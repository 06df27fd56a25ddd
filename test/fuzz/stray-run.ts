import fc from 'fast-check';
import { fuzzed } from '../../chaos/fuzz/run.ts';

/** An entrance that leaves a promise alone which nobody catches, once a number is over a hundred; prints what was found. */
const { finding } = await fuzzed({
  any: fc.nat(1000),
  hold(n) {
    if (n > 100) void Promise.reject(new Error('planted'));
  },
}).run({ seed: 7, cases: 400 });
process.stdout.write(JSON.stringify(finding));
