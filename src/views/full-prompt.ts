import { clean, inert } from './markup.ts';

const MOST_CHARACTERS = 1200;

/** As much of a prompt as a message has room for; backslashes may double what is shown. */
export function longPrompt(prompt: string): string {
  const whole = inert(prompt, MOST_CHARACTERS);
  return whole.length <= MOST_CHARACTERS ? whole : inert(prompt, MOST_CHARACTERS / 2);
}

/** Whether some of it is not shown. */
export const isPromptCut = (prompt: string): boolean => longPrompt(prompt) !== inert(prompt, clean(prompt).length);
