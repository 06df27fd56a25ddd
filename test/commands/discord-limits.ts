import type { RESTPostAPIChatInputApplicationCommandsJSONBody } from 'discord-api-types/v10';
import { expect } from 'vitest';
import { openContract } from '../views/discord-contract.ts';

const NAME = /^[-_'\p{L}\p{N}]{1,32}$/u;

/** Discord's limits, as the local Discord has them, and its own document where it lies beside the project. */
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
  const path = '/api/v10/applications/123456789012345678/commands';
  const contract = await openContract();
  expect(contract.complaints({ method: 'PUT', path, body: [body] })).toEqual([]);
}
