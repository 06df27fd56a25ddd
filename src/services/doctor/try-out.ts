import type { Clock } from '../../core/clock.ts';
import type { Answer, Tried } from '../../core/doctor.ts';

export const PATIENCE_MS = 6000;

/** Whether something answers as it should, and how long it takes; no longer than a moderator waits. */
export async function tryOut(clock: Clock, ask: (signal: AbortSignal) => Promise<boolean>): Promise<Tried> {
  const began = clock.now();
  const giveUp = new AbortController();
  let cancel = () => {};
  const silence = new Promise<Answer>((resolve) => {
    cancel = clock.schedule(PATIENCE_MS, () => {
      giveUp.abort();
      resolve('silent');
    });
  });
  const asked = ask(giveUp.signal).then(
    (isGood): Answer => (isGood ? 'good' : 'bad'),
    (): Answer => 'bad',
  );
  const answer = await Promise.race([asked, silence]).finally(() => cancel());
  return { answer, ms: clock.now() - began };
}
