import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';

const RELATIVE = '../shared/discord-openapi/validate.mjs';
const PATH = resolve(import.meta.dirname, '../..', RELATIVE);

/** Discord's own OpenAPI document lies beside the project, not in it. */
export const isContractHere = existsSync(PATH);
export const contractName = isContractHere
  ? "Discord's OpenAPI document"
  : `Discord's OpenAPI document (skipped: ${RELATIVE} is absent)`;

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly files?: readonly { field: string; filename: string; contentType: string; size: number }[];
}

const resultSchema = z.object({
  errors: z.array(z.object({ at: z.string(), message: z.string(), severity: z.string().optional() })),
});

type Contract = new () => { validateRequest(sent: Sent): unknown };
const moduleSchema = z.object({ DiscordContract: z.custom<Contract>((value) => typeof value === 'function') });

/** What Discord would complain of, in words; nothing when it would take the request. */
export async function openContract(): Promise<(sent: Sent) => readonly string[]> {
  const loaded: unknown = await import(pathToFileURL(PATH).href);
  const contract = new (moduleSchema.parse(loaded).DiscordContract)();
  return (sent) =>
    resultSchema
      .parse(contract.validateRequest(sent))
      .errors.filter(({ severity }) => severity !== 'hint')
      .map(({ at, message }) => `${at}: ${message}`);
}

const WEBHOOK = '/api/v10/webhooks/1100000000000000001/token';

/** A body as it travels in each of the ways that the bot sends one. */
export function requestsOf(body: object, fileNames: readonly string[] = []): readonly Sent[] {
  const files = fileNames.map((filename, index) => ({
    field: `files[${index}]`,
    filename,
    contentType: 'image/png',
    size: 1000,
  }));
  const attachments = fileNames.map((filename, index) => ({ id: String(index), filename }));
  const full = fileNames.length > 0 ? { ...body, attachments } : body;
  const sent = fileNames.length > 0 ? { files } : {};
  return [
    { method: 'PATCH', path: `${WEBHOOK}/messages/@original`, body: full, ...sent },
    {
      method: 'POST',
      path: '/api/v10/interactions/1100000000000000002/token/callback',
      body: { type: 4, data: full },
      ...sent,
    },
    { method: 'POST', path: '/api/v10/channels/1100000000000000003/messages', body: full, ...sent },
    {
      method: 'PATCH',
      path: '/api/v10/channels/1100000000000000003/messages/1100000000000000004',
      body: full,
      ...sent,
    },
  ];
}
