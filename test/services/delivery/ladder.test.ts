import { DiscordAPIError } from '@discordjs/rest';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import type { Post } from '../../../src/core/job.ts';
import type { DiscordApi } from '../../../src/services/delivery/discord-api.ts';
import { createLadder, type Size } from '../../../src/services/delivery/ladder.ts';
import { MADE_AT, madePost } from './made-post.ts';

const JOB = '01J00000000000000000000000';
const sent = { id: 'new', attachments: [], components: [] };

const refused = (status: number, code: number) =>
  new DiscordAPIError({ code, message: 'no' }, code, status, 'PATCH', 'https://discord.example', {
    files: [],
    body: {},
  });

type Way = 'token' | 'edit' | 'message' | 'direct';

/** What Discord answers on each way, the first first; nothing more to say is a yes. */
async function climb(
  post: Post,
  answers: Partial<Record<Way, Error[]>>,
  { afterMs = 0, tokens = [] as string[] } = {},
) {
  const tried: string[] = [];
  const sizes: Size[] = [];
  const answer = async (way: Way, note: string = way) => {
    tried.push(note);
    const error = answers[way]?.shift();
    if (error) throw error;
    return sent;
  };
  const api: DiscordApi = {
    respond: async () => sent,
    getOriginal: async () => sent,
    editSent: async () => sent,
    followUp: async () => sent,
    refreshUrl: async (url) => url,
    deleteOriginal: async () => {},
    deleteMessage: async () => {},
    recentMessages: async () => [],
    getMessage: async () => sent,
    openDirectChannel: async () => 'direct',
    ownerId: async () => 'owner',
    canSee: async () => true,
    server: async () => ({ name: 'a server', ownerId: 'owner', systemChannelId: undefined }),
    editOriginal: ({ token }) => answer('token', token),
    editMessage: () => answer('edit'),
    createMessage: (channelId) => answer(channelId === 'direct' ? 'direct' : 'message'),
  };
  const now = MADE_AT + afterMs;
  const clock = { now: () => now, elapsed: () => now, schedule: () => () => {} };
  const go = createLadder({ api, clock, log: pino({ level: 'silent' }), turn: async () => {} });
  const body = { components: [] };
  const climbed = await go(post, { jobId: JOB, hasPictures: true, earlierTokens: tokens }, async (size) => {
    sizes.push(size);
    return { body, newBody: body, files: [] };
  });
  return { climbed, tried, sizes };
}

const DEAD = 900_000;
const many = (error: () => Error, times: number) => Array.from({ length: times }, error);

describe('the ways to a member, in order', () => {
  test('the newest token, then those before it, then the bot itself', async () => {
    const gone = () => refused(401, 50027);
    const { tried } = await climb(madePost(), { token: many(gone, 3) }, { tokens: ['second', 'first'] });
    expect(tried).toEqual(['token', 'second', 'first', 'edit']);
  });

  test.each([50001, 50013, 10003, 10004])('%i moves on to a direct message', async (code) => {
    const no = () => refused(403, code);
    const { tried, climbed } = await climb(madePost(), { edit: [no()], message: [no()] }, { afterMs: DEAD });
    expect(tried).toEqual(['edit', 'message', 'direct']);
    expect(climbed).toMatchObject({ kind: 'sent', isNew: true, copy: { channelId: 'direct', messageId: 'new' } });
  });

  test('a message that was deleted is not put into the channel again', async () => {
    const { tried } = await climb(madePost(), { edit: [refused(404, 10008)] }, { afterMs: DEAD });
    expect(tried).toEqual(['edit', 'direct']);
    const early = await climb(madePost(), { token: [refused(404, 10008)] });
    expect(early.tried).toEqual(['token', 'direct']);
  });

  test('where the bot may not look or write it does not try', async () => {
    const { place } = madePost();
    const blind = madePost({ place: { ...place, appPermissions: '0' } });
    expect((await climb(blind, {}, { afterMs: DEAD })).tried).toEqual(['direct']);
    const isPrivate = madePost({ isPrivate: true });
    expect((await climb(isPrivate, {}, { afterMs: DEAD })).tried).toEqual(['direct']);
    const thread = madePost({ place: { ...place, isThread: true } });
    const closed = { edit: [refused(400, 50083)] };
    expect((await climb(thread, closed, { afterMs: DEAD })).tried).toEqual(['edit', 'direct']);
  });

  test('a member who was shown the pictures gets no direct message of them', async () => {
    const shown = [{ jobId: JOB, index: 0, attachmentId: '1', name: 'a.png' }];
    const { climbed, tried } = await climb(madePost({ shown }), { edit: [refused(403, 50001)] }, { afterMs: DEAD });
    expect(climbed).toEqual({ kind: 'unreachable' });
    expect(tried).toEqual(['edit']);
  });

  test('trouble that passes is waited for', async () => {
    const { climbed } = await climb(madePost(), { token: [refused(500, 0)] });
    expect(climbed.kind).toBe('later');
  });
});

test('too large is tried smaller on the same way, at last with links alone', async () => {
  const { tried, sizes } = await climb(madePost(), { token: many(() => refused(413, 40005), 3) });
  expect(tried).toEqual(['token', 'token', 'token', 'token']);
  expect(sizes.map(({ scale }) => scale)).toEqual([1, 0.4, 0.1, 0]);
});

test('pictures that Discord no longer finds are sent anew', async () => {
  const shown = [{ jobId: JOB, index: 0, attachmentId: '1', name: 'a.png' }];
  const { sizes } = await climb(madePost({ shown }), { token: [refused(400, 50035)] });
  expect(sizes.map(({ keepsShown }) => keepsShown)).toEqual([true, false]);
});
