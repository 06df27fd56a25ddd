import { isObject, type Json } from '../../../sandbox/discord/json.ts';
import { mutated } from '../mutate.ts';
import { OWN, type Place } from '../place.ts';
import type { QuietBot } from '../quiet-bot.ts';
import type { Callback } from '../quiet-discord.ts';
import { type Entrance, fail, fuzzed, holdsNoSecret, unmet } from '../run.ts';

/** Which callbacks Discord takes for what, by the interaction's type. */
const FITTING: Readonly<Record<number, readonly number[]>> = {
  2: [4, 5, 9],
  3: [4, 5, 6, 7, 9],
  4: [8],
  5: [4, 5, 6, 7],
};

let asked = 0;

/** With an id and a token that were never used. */
function withOwn(payload: Json): { readonly payload: Json; readonly token: string | undefined } {
  if (!isObject(payload)) return { payload, token: undefined };
  asked += 1;
  const id = payload['id'] === OWN.id ? String(1_200_000_000_000_000_000n + BigInt(asked)) : payload['id'];
  const hasToken = payload['token'] === OWN.token;
  const token = `FuzzTokenOfOneInteraction${asked}`;
  const isAsked = hasToken && payload['id'] === OWN.id && typeof payload['type'] === 'number';
  return { payload: { ...payload, id, ...(hasToken ? { token } : {}) }, token: isAsked ? token : undefined };
}

function holdsAnswer({ body, complaints }: Callback, payload: Json): void {
  if (complaints.length > 0)
    fail(`Discord would not take the answer: ${complaints.join('; ')} ${JSON.stringify(body)}`);
  const asked = isObject(payload) ? Number(payload['type']) : 0;
  const given = isObject(body) ? Number(body['type']) : 0;
  const fitting = FITTING[asked];
  if (fitting && !fitting.includes(given)) fail(`an interaction of type ${asked} was answered with type ${given}`);
}

/** What nobody foresaw, by what the log says of it. */
export const UNFORESEEN = {
  /** Wherever it was caught. */
  mistake: /"type":"(?:Type|Range|Reference|Syntax|Assertion)Error"/,
  /** And whatever was answered with no more than that something broke. */
  any: /"msg":"interaction failed"|"type":"(?:Type|Range|Reference|Syntax|Assertion)Error"/,
} as const;

/** Answered exactly once where it is one, in words that Discord takes, and nothing slips out. */
export async function holdsInteraction(
  bot: Pick<QuietBot, 'ask'>,
  sample: Json,
  unforeseen: RegExp = UNFORESEEN.any,
): Promise<readonly Callback[]> {
  const { payload, token } = withOwn(sample);
  const { callbacks, logged, isIgnored } = await bot.ask(payload, token !== undefined);
  const own = token === undefined ? callbacks : callbacks.filter((callback) => callback.token === token);
  if (token !== undefined && own.length === 0)
    fail(`not answered${isIgnored ? ', but passed over' : ''}: ${logged.slice(-2000)}`);
  if (own.length > 1) fail(`answered ${own.length} times: ${JSON.stringify(own.map(({ body }) => body))}`);
  for (const callback of callbacks) {
    holdsAnswer(callback, payload);
    holdsNoSecret('an answer', JSON.stringify(callback.body));
  }
  holdsNoSecret('the log', logged, token === undefined ? [] : [token]);
  const broken = logged.split('\n').find((line) => unforeseen.test(line));
  if (broken !== undefined) fail(`something broke: ${broken.slice(0, 1500)}`);
  return callbacks;
}

const EVERY = 400;
const HOP_MS = 600_000;

export const interactions: Entrance<Place> = {
  name: 'interactions',
  share: 15,
  async open({ samples, quiet }) {
    const bot = await quiet();
    const met = new Set<unknown>();
    let cases = 0;
    return fuzzed(
      {
        any: mutated([...samples]),
        async hold(payload) {
          cases += 1;
          // jobs go on, days end, tokens die
          if (cases % EVERY === 0) bot.clock.advance(HOP_MS);
          for (const { body } of await holdsInteraction(bot, payload)) met.add(isObject(body) && body['type']);
        },
      },
      async () => unmet(cases, met, [4, 7, 8, 9]),
    );
  },
};
