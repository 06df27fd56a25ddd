import { readFileSync } from 'node:fs';
import type { Example, FreepikEndpoint, Sample } from './description.ts';

/** What an example follows from. */
type Described = Pick<FreepikEndpoint, 'path' | 'pollPath' | 'encoding' | 'answers' | 'shape' | 'sample'>;

const FILE = /^file:(.+)$/;
const VARIABLE = /^env:(.+)$/;

/** The file whose content stands here. */
export const fileIn = (sample: Sample): string | undefined =>
  typeof sample === 'string' ? FILE.exec(sample)?.[1] : undefined;

/** The environment variable whose value stands here. */
export const variableIn = (sample: Sample): string | undefined =>
  typeof sample === 'string' ? VARIABLE.exec(sample)?.[1] : undefined;

/** In the order in which they stand in the body. */
function filesIn(sample: Sample): readonly string[] {
  const file = fileIn(sample);
  if (file !== undefined) return [file];
  return typeof sample === 'object' ? Object.values(sample).flatMap((part: Sample) => filesIn(part)) : [];
}

const KEY = `-A "$USER_AGENT" -H "$FREEPIK_API_HEADER: $FREEPIK_API_KEY"`;
const QUICK = 30;
const AT_ONCE = 150;

/** A script for bash and curl, from the request to the picture in a file. */
export function curlExample(endpoint: Described): string {
  const lines = [
    'set -euo pipefail',
    '',
    ...request(endpoint),
    '',
    ...(endpoint.answers === 'task' ? wait(endpoint) : []),
  ];
  return [...lines, ...download(endpoint)].join('\n');
}

function request({ path, encoding, answers, sample }: Described): string[] {
  const seconds = answers === 'at-once' ? AT_ONCE : QUICK;
  const call = `curl -sS --fail-with-body --max-time ${seconds} -o answer.json "$FREEPIK_API_URL${path}"`;
  if (encoding === 'form') {
    const fields = Object.entries(sample).map(
      ([name, value]) => `--data-urlencode "${name}=$${variableIn(value) ?? ''}"`,
    );
    return [`${call} \\`, `  ${KEY} ${fields.join(' ')}`];
  }
  const files = filesIn(sample);
  const fields = Object.entries(sample).map(([name, value]) => `  "${name}": ${jsonOf(value)}`);
  const body = `{\n${fields.join(',\n')}\n}`;
  const headers = `${KEY} -H 'content-type: application/json'`;
  if (files.length === 0) return [`${call} \\`, `  ${headers} \\`, `  -d '${body}'`];
  const names = files.map((file) => file.replace(/\..*/, '').toUpperCase());
  return [
    ...files.map((file, index) => `${names[index]}=$(base64 < ${file} | tr -d '\\n')`),
    `printf '${body}' ${names.map((name) => `"$${name}"`).join(' ')} |`,
    `  ${call} \\`,
    `    ${headers} --data-binary @-`,
  ];
}

/** As `printf` wants it: `%s` stands for a file. */
const jsonOf = (sample: Sample): string =>
  JSON.stringify(sample, (_, value: Sample) => (fileIn(value) === undefined ? value : '%s'));

function wait({ path, pollPath = path }: Described): string[] {
  return [
    `TASK=$(grep -oE '"task_id" *: *"[^"]+"' answer.json | cut -d '"' -f 4)`,
    'echo "Task $TASK"',
    '',
    'END=$((SECONDS + 900))',
    'STATUS=CREATED',
    '# the links may come some looks after the word',
    `until [ "$STATUS" = COMPLETED ] && grep -qE 'https?://' answer.json; do`,
    '  case "$STATUS" in FAILED | CANCELLED) cat answer.json >&2; exit 1 ;; esac',
    '  if [ "$SECONDS" -gt "$END" ]; then echo "Still not finished" >&2; exit 1; fi',
    '  sleep 3',
    `  curl -sS --fail-with-body --retry 3 --max-time ${QUICK} -o answer.json "$FREEPIK_API_URL${pollPath}/$TASK" \\`,
    `    ${KEY}`,
    `  STATUS=$(grep -oE '"status" *: *"[^"]+"' answer.json | cut -d '"' -f 4)`,
    'done',
    '',
  ];
}

function download({ shape }: Described): string[] {
  const link =
    shape === 'links'
      ? `grep -oE '"high_resolution" *: *"[^"]+"' answer.json | cut -d '"' -f 4`
      : `grep -oE 'https?://[^"]+' answer.json | head -n 1`;
  return [`LINK=$(${link})`, 'curl -sS --fail --max-time 60 -o result.png "$LINK"'];
}

const WIDTH = 100;
const PATH = '/v1/ai/PATH';
const POLLED = /`\$\{endpoint\}\/\$\{id\}`/;
const BODY = /^(const body = ).*BODY.*;$/m;

/** A program for Node alone, from the request to the picture in a file: a template, filled in. */
export function typescriptExample({ path, pollPath, encoding, answers, sample }: Described): string {
  const template = encoding === 'form' ? 'form' : answers;
  const program = readFileSync(new URL(`./examples/templates/${template}.ts`, import.meta.url), 'utf8').trimEnd();
  const filled = program
    .replace(PATH, path)
    .replace(POLLED, (same) => (pollPath === undefined ? same : `\`\${FREEPIK_API_URL}${pollPath}/\${id}\``))
    .replace(BODY, (_, start: string) => `${start}${literal(sample)};`);
  return filesIn(sample).length > 0 ? filled : filled.replace('readFile, writeFile', 'writeFile');
}

/** As a person would write it: in one line while it fits. */
function literal(sample: Sample, indent = ''): string {
  const file = fileIn(sample);
  const variable = variableIn(sample);
  if (file !== undefined) return `await readFile('${file}', 'base64')`;
  if (variable !== undefined) return `process.env['${variable}'] ?? ''`;
  if (typeof sample === 'string') return `'${sample}'`;
  if (typeof sample !== 'object') return String(sample);

  const isList = Array.isArray(sample);
  const inner = `${indent}  `;
  const parts = Object.entries(sample).map(([name, part]: [string, Sample]) => {
    const value = literal(part, inner);
    return isList ? value : `${name}: ${value}`;
  });
  const flat = parts.join(', ');
  if (flat.length < WIDTH - indent.length && !flat.includes('\n')) return isList ? `[${flat}]` : `{ ${flat} }`;
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  return [open, ...parts.map((part) => `${inner}${part},`), `${indent}${close}`].join('\n');
}

const textOf = (file: string): string =>
  readFileSync(new URL(`./examples/programs/${file}`, import.meta.url), 'utf8').trimEnd();

/** Examples that follow from no description: each is a program of its own in the folder `programs`. */
export const writtenExample = (name: string): Example => ({
  name,
  curl: textOf(`${name}.sh`),
  typescript: textOf(`${name}.ts`),
});

export const writtenProgram = (file: string): string => textOf(file);
