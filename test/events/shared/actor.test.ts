import { expect, test } from 'vitest';
import { actorOf } from '../../../src/events/shared/actor.ts';
import { interactionSchema } from '../../../src/events/shared/payload.ts';

function isNsfw(channel: object | undefined, marked: readonly string[] = []): boolean | undefined {
  const payload = interactionSchema.parse({
    id: '1',
    application_id: '2',
    type: 2,
    token: 't',
    guild_id: '10',
    channel_id: '3',
    member: { user: { id: '5' } },
    ...(channel ? { channel: { id: '3', ...channel } } : {}),
  });
  return actorOf(payload, 0, (id) => marked.includes(id))?.place.isNsfwChannel;
}

test('a channel is what Discord says with the interaction', () => {
  expect(isNsfw({ type: 0, nsfw: true })).toBe(true);
  expect(isNsfw({ type: 0, nsfw: false }, ['3'])).toBe(false);
  expect(isNsfw({ type: 0 })).toBe(false);
  expect(isNsfw(undefined, ['3'])).toBe(false);
});

test.each([10, 11, 12])('a thread (%s) is what its parent is, and nothing of itself', (type) => {
  expect(isNsfw({ type, parent_id: '4' }, ['4'])).toBe(true);
  expect(isNsfw({ type, parent_id: '4' }, ['3'])).toBe(false);
  expect(isNsfw({ type, parent_id: '4', nsfw: true })).toBe(false);
  expect(isNsfw({ type, parent_id: null, nsfw: true }, ['3', ''])).toBe(false);
});
