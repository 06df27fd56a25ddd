import { createHmac, timingSafeEqual } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';

interface Task {
  task_id: string;
  status: string;
  generated: string[];
}

const { FREEPIK_WEBHOOK_SECRET = '', PORT = '8080' } = process.env;
if (FREEPIK_WEBHOOK_SECRET === '') throw new Error('FREEPIK_WEBHOOK_SECRET is missing');
const MOST_SECONDS = 300;
const MOST_CHARACTERS = 65_536;
const seen = new Set<string>();

function isGenuine(headers: IncomingHttpHeaders, body: string): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': sentAt, 'webhook-signature': signatures } = headers;
  if (!(Math.abs(Date.now() / 1000 - Number(sentAt)) <= MOST_SECONDS)) return false;
  const signed = `${id}.${sentAt}.${body}`;
  const right = createHmac('sha256', FREEPIK_WEBHOOK_SECRET).update(signed).digest();
  return String(signatures)
    .split(' ')
    .map((entry) => Buffer.from(entry.slice(entry.indexOf(',') + 1), 'base64'))
    .some((signature) => signature.length === right.length && timingSafeEqual(signature, right));
}

async function save({ task_id: id, generated }: Task): Promise<void> {
  const link = generated.find((entry) => entry.startsWith('http'));
  if (!link) throw new Error(`Task ${id} ended without a link`);
  const picture = await fetch(link, { signal: AbortSignal.timeout(60_000) });
  if (!picture.ok) throw new Error(`The picture was answered with ${picture.status}`);
  await writeFile(`${encodeURIComponent(id)}.png`, Buffer.from(await picture.arrayBuffer()));
}

async function receive(request: IncomingMessage): Promise<number> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) {
    body += chunk;
    if (body.length > MOST_CHARACTERS) return 413;
  }
  if (!isGenuine(request.headers, body)) return 401;

  const delivery = String(request.headers['webhook-id']);
  if (seen.has(delivery)) return 204;
  seen.add(delivery);
  const message: Task & { data?: Task } = JSON.parse(body);
  const task = message.data ?? message;
  console.log(task.task_id, task.status);
  if (task.status === 'COMPLETED') save(task).catch((error: unknown) => console.error(error));
  return 204;
}

const server = createServer((request, response) => {
  receive(request).then(
    (status) => response.writeHead(status).end(),
    () => response.writeHead(400).end(),
  );
});
server.listen(Number(PORT), () => console.log('listening'));
