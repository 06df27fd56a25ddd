import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { systemClock } from '../src/core/clock.ts';
import { createMovableClock } from './movable-clock.ts';

/** The real bot by a clock that whoever started it may move, and that ends by a message where signals kill (Windows) and says what it holds. */
const clock = createMovableClock();
clock.advance(Number(process.env['SANDBOX_CLOCK_AHEAD_MS'] ?? 0));
Object.assign(systemClock, { now: clock.now, elapsed: clock.elapsed, schedule: clock.schedule });

const isSetBack = (message: unknown): message is { readonly setBack: number } =>
  typeof message === 'object' && message !== null && 'setBack' in message && typeof message.setBack === 'number';

/** What is left when all that nobody needs any more is thrown away. */
function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}

process.on('message', (message) => {
  if (message === 'stop') process.emit('SIGTERM');
  else if (message === 'heap') process.send?.({ heapBytes: heapBytes() });
  else if (typeof message === 'number') clock.advance(message);
  else if (isSetBack(message)) clock.setBack(message.setBack);
});
// whoever started it is gone
process.on('disconnect', () => process.emit('SIGTERM'));

await import('../src/main.ts');
