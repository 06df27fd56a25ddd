import { expect } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { isObject } from '../../sandbox/discord/json.ts';
import type { StoredMessage } from '../../sandbox/discord/types.ts';
import type { Stage } from '../../sandbox/stage.ts';
import { notHeld } from '../not-held.ts';
import { loadContract } from '../sandbox/discord/bot.ts';

function expectNoCallsToMany(messages: readonly StoredMessage[]): void {
  const many = messages.filter(
    ({ author, mentions }) => author.bot && (mentions.isEveryone || mentions.roles.length > 0),
  );
  expect(many.map(({ content, components }) => ({ content, components }))).toEqual([]);
}

/** Requests that Discord's document does not list although bots make them. */
const UNLISTED = /\/oauth2\/|refresh-urls/;

/** A picture that a late edit took from its message cannot be kept: the bot finds out by asking, and sends it again. */
const FOUND_OUT = /"code":"ATTACHMENT_NOT_FOUND"/;

/**
 * After every run: Discord would have taken each request, providers found nothing odd in theirs, nobody is called by
 * surprise, and no secret is in anything logged, sent or shown.
 */
export async function inspect({ discord, freepik, apiframe, env }: Stage, logged: string): Promise<void> {
  const contract = await loadContract();
  const complaints = discord.exchanges.flatMap(({ method, path, ignored = [], response }) => {
    const refused = isObject(response) && response['errors'] !== undefined ? [JSON.stringify(response)] : [];
    return [
      ...refused.filter((text) => !FOUND_OUT.test(text)),
      ...ignored.map((field) => `unknown field ${field}`),
    ].map((what) => `${method} ${path} ${what}`);
  });
  expect([...new Set(complaints)]).toEqual([]);
  expectNoCallsToMany(discord.allMessages());
  if (!contract) notHeld(discord.exchanges.length);
  const differences = discord.exchanges
    .filter(({ path }) => contract && !UNLISTED.test(path))
    .flatMap((exchange) => {
      const errors: readonly unknown[] = contract?.validateRequest(exchange).errors ?? [];
      return errors.map((error) => `${exchange.method} ${JSON.stringify(error)}`);
    });
  expect([...new Set(differences)]).toEqual([]);

  const secrets = [env['DISCORD_TOKEN'] ?? '', env['FREEPIK_API_KEY'] ?? '', env['APIFRAME_API_KEY'] ?? ''];
  const bodies = JSON.stringify(discord.exchanges.map(({ body }) => body ?? null));
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(8);
    expect(logged.includes(secret)).toBe(false);
    expect(bodies.includes(secret)).toBe(false);
  }
  const tokens = discord.exchanges.flatMap(
    ({ path }) => /\/(?:webhooks|interactions)\/\d+\/([^/]{20,})/.exec(path)?.[1] ?? [],
  );
  expect(tokens.filter((token) => logged.includes(token))).toEqual([]);
  expect(/hmac=(?!\[)/.test(logged)).toBe(false);
  const userAgent = `Darkroom/${manifest.version} (+${manifest.homepage})`;
  // whoever runs the bot is told which host is missing in a setting
  const letters = `/channels/${discord.openDm(discord.owner).id}/messages`;
  const shown = JSON.stringify(
    discord.exchanges.filter(({ path }) => !path.endsWith(letters)).map(({ body }) => body ?? null),
  );
  for (const { resultHost, requests, complaints: unknown } of [freepik, apiframe]) {
    expect(shown.includes(resultHost)).toBe(false);
    expect(bodies.includes(`//${resultHost}`)).toBe(false);
    expect(requests.filter((request) => request.userAgent !== userAgent)).toEqual([]);
    expect(unknown).toEqual([]);
  }
}
