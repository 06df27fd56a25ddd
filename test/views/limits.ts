import { ComponentType } from 'discord.js';
import { expect } from 'vitest';
import { parseChainId, parseCustomId, parsePageId } from '../../src/core/custom-id.ts';
import { parseModId } from '../../src/core/mod-id.ts';
import type { MessageBody } from '../../src/views/message-body.ts';
import { allComponents, allText, customIds } from './body-parts.ts';

/** Whatever a message shows, Discord takes it. */
export function expectWithinLimits(body: MessageBody): void {
  const all = allComponents(body.components);
  expect(all.length).toBeLessThanOrEqual(40);
  expect(allText(body).length).toBeLessThanOrEqual(4000);
  const ids = customIds(body);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) {
    expect(parseCustomId(id) ?? parsePageId(id) ?? parseChainId(id) ?? parseModId(id)).toBeDefined();
  }
  for (const row of all) if (row.type === ComponentType.ActionRow) expect(row.components.length).toBeLessThanOrEqual(5);
  expect(body.allowed_mentions).toEqual({ parse: [] });
}
