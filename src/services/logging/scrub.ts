const PATTERNS: readonly (readonly [RegExp, string])[] = [
  // tokens of interactions, which stand in Discord's own URLs
  [/(\/(?:webhooks|interactions)\/\d{15,21}\/)[^/\s"'?\\]+/g, '$1[redacted]'],
  // signatures of links to pictures
  [/([?&](?:token|hm|signature|sig)=)[^&\s"'\\]+/gi, '$1[redacted]'],
  [/(\b(?:Bot|Bearer)\s+)[A-Za-z0-9._~+/-]{16,}/g, '$1[redacted]'],
];

/** JSON that was put into JSON: the text that a service sent, inside a field, inside a line. */
const QUOTED_TIMES = 4;

function quotedIn(secret: string, times = QUOTED_TIMES): readonly string[] {
  const quoted = JSON.stringify(secret).slice(1, -1);
  return times === 0 || quoted === secret ? [] : [quoted, ...quotedIn(quoted, times - 1)];
}

/** Takes every secret out of a line, in whatever form it slipped in. */
export function createScrub(secrets: readonly string[]): (line: string) => string {
  const forms = new Set(
    secrets
      .filter((secret) => secret.length >= 4)
      .flatMap((secret) => [
        secret,
        encodeURIComponent(secret),
        ...quotedIn(secret),
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
