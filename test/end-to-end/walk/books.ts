import { readBooks } from '../books.ts';
import { lookAtMessages } from './messages.ts';
import { moneyComplaints } from './money.ts';
import { readRecord } from './record.ts';
import { searchFor } from './search.ts';
import type { Stroll } from './stroll.ts';
import { OF_THE_WALK } from './troubles.ts';

/** Somebody else was first, which is how the same event twice ends. */
const ANSWERED_ELSEWHERE = 40060;

/** Discord found nothing wrong with what it was sent, and never too much of it. */
function requestComplaints({ bench }: Stroll): readonly string[] {
  const refused = bench.discord.exchanges.flatMap(({ method, path, status, response }) => {
    const said = JSON.stringify(response ?? {});
    const isOurs = said.includes(OF_THE_WALK) || said.includes(`"code":${ANSWERED_ELSEWHERE}`);
    const where = path.replaceAll(/[\w-]{60,}/g, '...');
    const words = `refused by Discord: ${method} ${where} ${said}`;
    return (status === 400 || status === 429) && !isOurs ? [{ status, words }] : [];
  });
  // once after a start: what the process before it has sent within these two seconds nobody can know
  const restarts = bench.logged.filter((line) => line.includes('"msg":"ready"')).length - 1;
  const tooMuch = refused.filter(({ status }) => status === 429).length;
  return refused.flatMap(({ status, words }) => (status === 429 && tooMuch <= restarts ? [] : [words]));
}

/** Nothing went wrong in a way that nobody foresaw; what still ran when its time to stop was over is no longer there. */
function logComplaints({ bench }: Stroll): readonly string[] {
  const unforeseen = /"msg":"(?:step failed|job put down|message not put right|due rows not read|a part did not stop)"/;
  return bench.logged
    .filter((line) => unforeseen.test(line) && !line.includes('ERR_INVALID_STATE'))
    .map((line) => `logged: ${line.slice(0, 900)}`);
}

/** After a walk: all that is not as it must always be. */
export async function inspectWalk(stroll: Stroll): Promise<readonly string[]> {
  const { bench } = stroll;
  stroll.endTroubles();
  await bench.app.stop();
  const record = await readRecord(bench.env);
  const { unbalanced } = await readBooks(bench.env);
  const { complaints, hidden } = lookAtMessages(stroll, record);
  await bench.restart();
  return [
    ...unbalanced.map((line) => `unbalanced: ${line}`),
    ...moneyComplaints(stroll, record),
    ...complaints,
    ...(await searchFor(stroll, hidden)),
    ...requestComplaints(stroll),
    ...logComplaints(stroll),
  ];
}
