import type { Sample } from '../description.ts';
import { type Described, fileIn, filesIn, variableIn } from './samples.ts';

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

function wait({ path }: Described): string[] {
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
    `  curl -sS --fail-with-body --retry 3 --max-time ${QUICK} -o answer.json "$FREEPIK_API_URL${path}/$TASK" \\`,
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
