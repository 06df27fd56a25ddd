import type { LocalDiscord } from '../discord/local-discord.ts';
import type { StoredMessage } from '../discord/types.ts';
import { type Button, renderMessage } from './render-message.ts';

export interface Screen {
  /** The message shown last that has this button. */
  button(number: number): { readonly message: StoredMessage; readonly button: Button } | undefined;
  /** Messages that still change. */
  open(): readonly StoredMessage[];
  close(): void;
}

/** Prints each message as it appears and as it changes. */
export function createScreen(discord: LocalDiscord, write: (text: string) => void, now: () => number): Screen {
  const startedAt = now();
  const seen = new Map<string, { text: string; number: number; message: StoredMessage; buttons: readonly Button[] }>();
  let latest: string | undefined;

  function show(message: StoredMessage): void {
    if (!message.author.bot) return;
    const { lines, buttons } = renderMessage(discord.payload(message));
    const text = lines.join('\n');
    const known = seen.get(message.id);
    if (known?.text === text || text === '') return;
    const number = known?.number ?? seen.size + 1;
    seen.set(message.id, { text, number, message, buttons });
    latest = message.id;
    const seconds = ((now() - startedAt) / 1000).toFixed(1).padStart(5);
    const who = message.ephemeralFor === undefined ? '' : ' (only you see this)';
    write(
      `\n${seconds} s  message ${number}${known ? ', edited' : ''}${who}\n${lines.map((line) => `  │ ${line}`).join('\n')}\n`,
    );
  }

  const offs = [discord.on('message', show), discord.on('edit', show)];
  return {
    button(number) {
      const shown = latest === undefined ? undefined : seen.get(latest);
      const button = shown?.buttons[number - 1];
      return shown && button && { message: shown.message, button };
    },
    open: () => [...seen.values()].flatMap(({ message, buttons }) => (isOpen(buttons, message) ? [message] : [])),
    close: () => {
      for (const off of offs) off();
    },
  };
}

/** A card in line can be cancelled, one that works has no button yet; one that ended can be repeated. Lists stay. */
function isOpen(buttons: readonly Button[], message: StoredMessage): boolean {
  const has = (action: RegExp) => buttons.some(({ customId }) => action.test(customId ?? ''));
  if (has(/^v1:page:/) || (message.ephemeralFor !== undefined && !has(/^v1:cancel:/))) return false;
  return !has(/^v1:(again|retry):/);
}
