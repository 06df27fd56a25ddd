import type { RESTPostAPIChatInputApplicationCommandsJSONBody } from 'discord.js';
import { expect } from 'vitest';
import { loadContract } from '../sandbox/discord/bot.ts';

const NAME = /^[-_'\p{L}\p{N}]{1,32}$/u;

/** Discord's limits on names, texts and numbers of options, and its own document where it lies beside the project. */
export async function expectWithinLimits(body: RESTPostAPIChatInputApplicationCommandsJSONBody): Promise<void> {
  const options = body.options ?? [];
  expect(options.length).toBeLessThanOrEqual(25);
  expect(new Set(options.map(({ name }) => name)).size).toBe(options.length);
  for (const each of [body, ...options]) {
    for (const name of [each.name, ...Object.values(each.name_localizations ?? {})]) {
      expect(name).toMatch(NAME);
      expect(name).toBe(String(name).toLowerCase().normalize('NFC'));
    }
    for (const text of [each.description, ...Object.values(each.description_localizations ?? {})]) {
      expect(String(text).length).toBeGreaterThan(0);
      expect(String(text).length).toBeLessThanOrEqual(100);
    }
  }
  const contract = await loadContract();
  if (!contract) {
    process.stderr.write('../shared is not here: the command is not checked against the document.\n');
    return;
  }
  const check = contract.validateRequest({
    method: 'PUT',
    path: '/api/v10/applications/123456789012345678/commands',
    body: [body],
    headers: { authorization: 'Bot x' },
  });
  expect(check.errors).toEqual([]);
}
