import type { APIModalInteractionResponseCallbackData } from 'discord.js';
import type { MessageBody } from '../../src/views/message-body.ts';

export interface ShownCard {
  /** What is in the state that it shows; in a group no two have one name. */
  readonly name: string;
  readonly body: MessageBody | APIModalInteractionResponseCallbackData;
}

/** Cards by what they are about. */
export type CardGroups = Readonly<Record<string, readonly ShownCard[]>>;

/** A message of several that one word tells of. */
const numbered = (name: string, bodies: readonly ShownCard['body'][]): readonly ShownCard[] =>
  bodies.map((body, at) => ({ name: bodies.length === 1 ? name : `${name}, ${at + 1}`, body }));

/** What is said of each, grouped by the word that tells of it. */
export function namedBy<State>(
  states: readonly State[],
  name: (state: State) => string,
  draw: (state: State) => ShownCard['body'],
): readonly ShownCard[] {
  return Object.entries(Object.groupBy(states, name)).flatMap(([each, some = []]) => numbered(each, some.map(draw)));
}
