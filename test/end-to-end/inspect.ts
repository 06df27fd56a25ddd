import { expect } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import type { Stage } from '../../sandbox/stage.ts';
import { loadContract } from '../sandbox/discord/bot.ts';

/** Requests that Discord's document does not list although bots make them. */
const UNLISTED = /\/oauth2\/|refresh-urls/;

/** After every run: Discord would have taken each request, providers found nothing odd in theirs, and no secret is in anything logged, sent or shown. */
export async function inspect({ discord, freepik, apiframe, env }: Stage, logged: string): Promise<void> {
  const contract = await loadContract();
  if (!contract) process.stderr.write('../shared/discord-openapi is not here: requests to Discord are not checked.\n');
  const complaints = discord.exchanges
    .filter(({ path }) => contract && !UNLISTED.test(path))
    .flatMap((exchange) => {
      const errors: readonly unknown[] = contract?.validateRequest(exchange).errors ?? [];
      return errors.map((error) => `${exchange.method} ${JSON.stringify(error)}`);
    });
  expect([...new Set(complaints)]).toEqual([]);

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
