const PATTERNS: readonly (readonly [RegExp, string])[] = [
  // tokens of interactions, which stand in Discord's own URLs
  [/(\/(?:webhooks|interactions)\/\d{15,21}\/)[^/\s"'?\\]+/g, '$1[redacted]'],
  // signatures of links to pictures
  [/([?&](?:token|hm|signature|sig)=)[^&\s"'\\]+/gi, '$1[redacted]'],
  [/(\b(?:Bot|Bearer)\s+)[A-Za-z0-9._~+/-]{16,}/g, '$1[redacted]'],
];

/** Takes every secret out of a line, in whatever form it slipped in. */
export function createScrub(secrets: readonly string[]): (line: string) => string {
  const forms = new Set(
    secrets
      .filter((secret) => secret.length >= 4)
      .flatMap((secret) => [
        secret,
        encodeURIComponent(secret),
        JSON.stringify(secret).slice(1, -1),
        Buffer.from(secret).toString('base64'),
        Buffer.from(secret).toString('base64url'),
      ]),
  );
  const known = [...forms].sort((a, b) => b.length - a.length);
  return (line) => {
    let clean = line;
    for (const form of known) if (clean.includes(form)) clean = clean.replaceAll(form, '[redacted]');
    for (const [pattern, replacement] of PATTERNS) clean = clean.replace(pattern, replacement);
    return clean;
  };
}
