import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';

const SANDBOX = new URL('../', import.meta.url);

/** What the page's scripts are made of: its own folder, and those parts of the sandbox that need nothing but a language. */
const SERVED =
  /^(?:page\/(?:client\/[a-z-]+|protocol)|terminal\/command-line|discord\/(?:json|command-options|command-rules|components|markdown|refusal))\.ts$/;

/** Libraries of the page, by the name under which they are imported. */
const LIBRARIES: Readonly<Record<string, string>> = {
  preact: 'preact.mjs',
  'preact/hooks': 'hooks.mjs',
  '@preact/signals-core': 'signals-core.mjs',
  '@preact/signals': 'signals.mjs',
};

const IMPORT_MAP = JSON.stringify({
  imports: Object.fromEntries(Object.entries(LIBRARIES).map(([name, file]) => [name, `/libraries/${file}`])),
});

const importMapHash = createHash('sha256').update(IMPORT_MAP).digest('base64');

export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `script-src 'self' 'sha256-${importMapHash}'`,
  "style-src 'self'",
  "img-src 'self' blob:",
  "connect-src 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

const IMPORTED = /^\s*(?:import|export)\s[^;]*?from\s*'([^']+)'/gm;

/** The page at an address: one script decides what is there. */
export const pageHtml = (script: string, preloaded: readonly string[]): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Darkroom sandbox</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/style.css">
<script type="importmap">${IMPORT_MAP}</script>
${preloaded.map((path) => `<link rel="modulepreload" href="${path}">`).join('\n')}
<script type="module" src="/scripts/page/client/${script}.ts"></script>
</head>
<body><div id="page"></div><noscript>This page needs JavaScript.</noscript></body>
</html>
`;

/** Strips types; that this is an experiment of Node's concerns nobody who opens the page. */
function strip(source: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    return stripTypeScriptTypes(source);
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** Scripts as the browser takes them, each stripped once as long as its source stays the same. */
export function createScripts() {
  const stripped = new Map<string, { readonly source: string; readonly script: string }>();

  async function script(path: string): Promise<string | undefined> {
    if (!SERVED.test(path)) return undefined;
    const source = await readFile(new URL(path, SANDBOX), 'utf8').catch(() => undefined);
    if (source === undefined) return undefined;
    const known = stripped.get(path);
    if (known?.source === source) return known.script;
    const made = strip(source);
    stripped.set(path, { source, script: made });
    return made;
  }

  /** All that a script imports, however deep: the browser asks for it at once, and not one after the other. */
  async function importedBy(path: string, found: Set<string>): Promise<void> {
    const source = (await script(path)) ?? '';
    const inside = [...source.matchAll(IMPORTED)].flatMap(([, name = '']) => {
      const file = LIBRARIES[name];
      if (file !== undefined) found.add(`/libraries/${file}`);
      return name.startsWith('.') ? [new URL(name, `file:///${path}`).pathname.slice(1)] : [];
    });
    for (const each of inside) {
      if (found.has(`/scripts/${each}`)) continue;
      found.add(`/scripts/${each}`);
      await importedBy(each, found);
    }
  }

  return {
    script,

    async preloaded(name: string): Promise<readonly string[]> {
      // what the libraries import of each other
      const found = new Set(Object.values(LIBRARIES).map((file) => `/libraries/${file}`));
      await importedBy(`page/client/${name}.ts`, found);
      return [...found];
    },

    async library(file: string): Promise<string | undefined> {
      const [name] = Object.entries(LIBRARIES).find(([, each]) => each === file) ?? [];
      return name === undefined ? undefined : readFile(fileURLToPath(import.meta.resolve(name)), 'utf8');
    },

    styles: (): Promise<string> => readFile(new URL('page/client/style.css', SANDBOX), 'utf8'),
  };
}
