import { memberCommands, moderatorCommands, operations } from '../../src/commands/index.ts';
import type { Language } from '../../src/core/language.ts';
import { createMentioning } from '../../src/services/delivery/command-mentions.ts';
import { commandPaths } from '../../src/views/option-names.ts';
import { everyCard } from '../cards/every-card.ts';

const ID = '1100000000000000010';

/** Discord shows a command in the reader's language: here what stands in the text is kept. */
const typed = [...commandPaths([...operations, ...memberCommands, ...moderatorCommands]).keys()];
const mentioning = createMentioning({
  paths: new Map(typed.map((path) => [path, path])),
  ids: { current: async () => Object.fromEntries(typed.map((path) => [path.split(' ')[0] ?? '', ID])) },
});

/** Every card as it leaves the bot: what it calls a command can be pressed. */
export async function cardsAsSent(language: Language): Promise<object> {
  const groups = Object.entries(everyCard(language)).map(async ([group, cards]) => {
    const sent = cards.map(async ({ name, body }) => ({ name, body: await mentioning(body) }));
    return [group, await Promise.all(sent)];
  });
  return Object.fromEntries(await Promise.all(groups));
}
