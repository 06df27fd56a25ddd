import assert from 'node:assert/strict';
import manifest from '../../package.json' with { type: 'json' };
import { isObject } from '../../sandbox/discord/json.ts';
import type { StoredMessage } from '../../sandbox/discord/messages.ts';
import type { Stage } from '../../sandbox/stage.ts';
import { notHeld } from '../not-held.ts';
import { loadContract } from '../sandbox/discord/bot.ts';

const callsToMany = (messages: readonly StoredMessage[]): readonly string[] =>
  messages
    .filter(({ author, mentions }) => author.bot && (mentions.isEveryone || mentions.roles.length > 0))
    .map(({ content, components }) => `calls many: ${JSON.stringify({ content, components })}`);

/** Requests that Discord's document does not list although bots make them. */
const UNLISTED = /\/oauth2\/|refresh-urls/;

/** A picture that a late edit took from its message cannot be kept: the bot finds out by asking, and sends it again. */
const FOUND_OUT = /"code":"ATTACHMENT_NOT_FOUND"/;

type Outside = Pick<Stage, 'discord' | 'env'> & {
  readonly [name in 'freepik' | 'apiframe']: Pick<Stage['freepik'], 'resultHost' | 'requests' | 'complaints'>;
};

/** Requests that Discord would not have taken: by itself, and by its own document where that is there. */
async function requestComplaints({ discord }: Pick<Stage, 'discord'>): Promise<readonly string[]> {
  const contract = await loadContract();
  if (!contract) notHeld(discord.exchanges.length);
  return discord.exchanges.flatMap((exchange) => {
    const { method, path, ignored = [], response } = exchange;
    const refused = isObject(response) && response['errors'] !== undefined ? [JSON.stringify(response)] : [];
    const isHeld = contract !== undefined && !UNLISTED.test(path);
    const differences: readonly unknown[] = (isHeld && contract.validateRequest(exchange).errors) || [];
    return [
      ...[...refused.filter((text) => !FOUND_OUT.test(text)), ...ignored.map((field) => `unknown field ${field}`)].map(
        (what) => `${method} ${path} ${what}`,
      ),
      ...differences.map((error) => `${method} ${JSON.stringify(error)}`),
    ];
  });
}

/** Secrets in what was logged or sent, and addresses of providers in what people see. */
function leaks({ discord, freepik, apiframe, env }: Outside, logged: string): readonly string[] {
  const secrets = ['DISCORD_TOKEN', 'FREEPIK_API_KEY', 'APIFRAME_API_KEY', 'FREEPIK_WEBHOOK_SECRET'].flatMap((name) => {
    const secret = env[name];
    if (secret === undefined) return [];
    return secret.length > 8 ? [[name, secret] as const] : assert.fail(`${name} is too short to be looked for`);
  });
  const sent = discord.exchanges.map(({ path, body }) => ({ path, text: JSON.stringify(body ?? null) }));
  const wasSent = (text: string) => sent.some((each) => each.text.includes(text));
  const tokens = discord.exchanges.flatMap(
    ({ path }) => /\/(?:webhooks|interactions)\/\d+\/([^/]{20,})/.exec(path)?.[1] ?? [],
  );
  // whoever runs the bot is told which host is missing in a setting
  const letters = `/channels/${discord.openDm(discord.owner).id}/messages`;
  const wasShown = (text: string) => sent.some((each) => !each.path.endsWith(letters) && each.text.includes(text));
  const hosts = [freepik.resultHost, apiframe.resultHost];
  return [
    ...secrets.flatMap(([name, secret]) => [
      ...(logged.includes(secret) ? [`${name} was logged`] : []),
      ...(wasSent(secret) ? [`${name} was sent to Discord`] : []),
    ]),
    ...new Set(tokens.filter((token) => logged.includes(token)).map(() => 'the token of an interaction was logged')),
    ...(/hmac=(?!\[)/.test(logged) ? ['a signed address was logged'] : []),
    ...hosts.filter((host) => wasShown(host) || wasSent(`//${host}`)).map((host) => `shown: ${host}`),
  ];
}

function providerComplaints({ freepik, apiframe }: Outside): readonly string[] {
  const userAgent = `Darkroom/${manifest.version} (+${manifest.homepage})`;
  return [freepik, apiframe].flatMap(({ requests, complaints }) => [
    // what was uploaded to a provider it fetches from itself
    ...requests
      .filter((request) => !request.path.startsWith('/files/') && request.userAgent !== userAgent)
      .map(({ path, userAgent: named }) => `calls itself ${named} at ${path}`),
    ...complaints,
  ]);
}

/** All that left the bot and should not have. */
export async function outgoingComplaints(stage: Outside, logged: string): Promise<readonly string[]> {
  const all = [
    ...(await requestComplaints(stage)),
    ...callsToMany(stage.discord.allMessages()),
    ...leaks(stage, logged),
    ...providerComplaints(stage),
  ];
  return [...new Set(all)];
}

/**
 * After every run: Discord would have taken each request, providers found nothing odd in theirs, nobody is called by
 * surprise, and no secret is in anything logged, sent or shown.
 */
export async function inspect(stage: Stage, logged: string): Promise<void> {
  assert.deepEqual(await outgoingComplaints(stage, logged), []);
}
