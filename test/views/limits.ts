import { ComponentType } from 'discord-api-types/v10';
import { expect } from 'vitest';
import { parseChainId, parseCustomId, parseModId, parsePageId } from '../../src/core/custom-ids.ts';
import type { MessageBody } from '../../src/views/message-body.ts';
import { allComponents, allText, choices, customIds } from './body-parts.ts';

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
  for (const { label, value, description = '' } of choices(body)) {
    expect(label.length > 0 && label.length <= 100 && value.length <= 100 && description.length <= 100).toBe(true);
  }
  for (const row of all) if (row.type === ComponentType.ActionRow) expect(row.components.length).toBeLessThanOrEqual(5);
  expect(body.allowed_mentions).toEqual({ parse: [] });
}
