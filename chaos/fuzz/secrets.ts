/** Values that nothing may ever show, and that are nowhere by chance. */
export const SECRETS = {
  DISCORD_TOKEN: 'FuzzSecretDiscordTokenQ7w8E9r0T1',
  FREEPIK_API_KEY: 'FuzzSecretFreepikKeyA2s3D4f5G6',
  FREEPIK_WEBHOOK_SECRET: 'FuzzSecretWebhookZ1x2C3v4B5n6',
  APIFRAME_API_KEY: 'FuzzSecretApiframeKeyP0o9I8u7Y6',
} as const;

const FORMS = Object.entries(SECRETS).flatMap(([name, secret]) =>
  [secret, Buffer.from(secret).toString('base64').replace(/=+$/, ''), Buffer.from(secret).toString('hex')].map(
    (form) => [name, form] as const,
  ),
);

/** Which secrets a text holds, in whatever form; `others` are those of one case alone. */
export function leaksIn(text: string, others: readonly string[] = []): readonly string[] {
  const known = FORMS.filter(([, form]) => text.includes(form)).map(([name]) => name);
  return [...known, ...others.filter((each) => text.includes(each)).map(() => 'a secret of this case')];
}
