import { expect } from 'vitest';
import { eventually } from './bench.ts';
import { openTold, picture, SECRET, signedBy, testOnEach } from './told.ts';

const TABLES = ['jobs', 'submissions', 'webhooks', 'ledger'];

testOnEach('a webhook forged in any way changes nothing and tells nothing', async (kind, { open, onTestFinished }) => {
  const { bench, database, front, imagine, figure } = await openTold(open, onTestFinished, kind, {
    freepik: { taskMs: 4000 },
  });
  const handles = [await imagine(), await imagine()];
  await eventually(
    () => bench.freepik.tasks.every(({ status }) => status === 'IN_PROGRESS') && front.passed.length === 4,
  );
  const paths = [...new Set(front.passed.map(({ path }) => path))];
  const [path = '', otherPath = ''] = paths;
  const task = bench.freepik.tasks[front.passed[0]?.body.includes(bench.freepik.tasks[0]?.id ?? '') ? 0 : 1];
  const body = JSON.stringify({
    task_id: task?.id,
    status: 'COMPLETED',
    generated: ['https://evil.example/a.png'],
  });
  const rows = async () =>
    database && (await Promise.all(TABLES.map((table) => database.ask(`select * from ${table} order by 1, 2`))));
  const before = { rows: await rows(), heard: await figure('heard'), foreign: await figure('foreign') };

  const right = signedBy(SECRET);
  const send = async (to: string, text: string, headers: object, method = 'POST') => {
    const answer = await fetch(`${front.url}${to}`, {
      method,
      headers: { ...headers },
      ...(method === 'POST' && { body: text }),
    });
    return [answer.status, await answer.text()];
  };
  const nowhere = await send('/webhooks/other/x/y', body, {});
  const [, , , job = '', nonce = ''] = path.split('/');
  const [, , , otherJob = ''] = otherPath.split('/');
  const huge = `${body}${' '.repeat(1024 * 1024)}`;
  expect(await send(path, body, {})).toEqual([401, '']);
  expect(await send(path, body, signedBy('another')(body))).toEqual([401, '']);
  expect(await send(path, body, signedBy(SECRET, Date.now() - 302_000)(body))).toEqual([401, '']);
  expect(await send(path, `${body} `, right(body))).toEqual([401, '']);
  expect(await send(path, '{', {})).toEqual([401, '']);
  expect(await send(path, huge, right(huge))).toEqual([413, '']);
  expect(await send(`/webhooks/freepik/${otherJob}/${nonce}`, body, right(body))).toEqual(nowhere);
  expect(await send(`/webhooks/apiframe/${job}/${nonce}`, body, right(body))).toEqual(nowhere);
  expect(await send(`/webhooks/freepik/${job}/${nonce.replace(/.$/, 'g')}`, body, right(body))).toEqual(nowhere);
  for (const method of ['GET', 'PUT']) expect(await send(path, body, right(body), method)).toEqual(nowhere);
  expect(await figure('refused')).toBe(10);
  // what only the provider could send, about a task that is not the job's, or about nothing
  const foreign = body.replace(task?.id ?? '', 'somebody-elses');
  for (const text of [foreign, '[]', 'no JSON']) expect(await send(path, text, right(text))).toEqual([204, '']);
  expect(await figure('foreign')).toBe((before.foreign ?? 0) + 3);
  expect(task?.status).toBe('IN_PROGRESS');
  expect(await rows()).toEqual(before.rows);
  expect(bench.freepik.tasks.map(({ polls }) => polls)).toEqual([0, 0]);

  for (const handle of handles) await picture(handle);
  // sent once more, with all that made it genuine
  const [last] = front.passed.filter(
    (each) =>
      each.body.includes('COMPLETED') && each.headers['webhook-id'] && each.body.includes(bench.freepik.resultHost),
  );
  const again = { 'webhook-id': '', 'webhook-timestamp': '', 'webhook-signature': '' };
  const headers = Object.fromEntries(Object.keys(again).map((name) => [name, String(last?.headers[name])]));
  expect(await send(last?.path ?? '', last?.body ?? '', headers)).toEqual([204, '']);
  expect(await figure('repeated')).toBe(1);
  expect(bench.freepik.tasks.map(({ polls }) => polls)).toEqual([1, 1]);
  expect(bench.logged.join('')).not.toContain(nonce);
  expect(bench.logged.join('')).not.toContain('evil.example');
});

testOnEach('two hundred forged ones keep no real one away', async (kind, { open, onTestFinished }) => {
  const { bench, front, imagine, figure } = await openTold(open, onTestFinished, kind, {
    freepik: { taskMs: 1500 },
  });
  const handles = await Promise.all(Array.from({ length: 10 }, imagine));
  await eventually(() => front.passed.length >= 10);
  const paths = [...new Set(front.passed.map(({ path }) => path))];
  const body = JSON.stringify({ task_id: 'x', status: 'COMPLETED', generated: [] });
  const wrong = Array.from({ length: 200 }, async (_, n) => {
    const path = paths[n % paths.length] ?? '';
    const to = n % 2 === 0 ? path : path.replace(/[0-9a-f]{32}$/, '0'.repeat(32));
    return (await fetch(`${front.url}${to}`, { method: 'POST', body, headers: signedBy('another')(body) })).status;
  });
  const statuses = await Promise.all(wrong);
  expect(statuses.filter((status) => ![401, 404, 429].includes(status))).toEqual([]);
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(100);
  for (const handle of handles) await picture(handle);
  await eventually(() => bench.freepik.webhooks.length === 30);
  expect(bench.freepik.webhooks.filter(({ answer }) => answer !== 204)).toEqual([]);
  expect(bench.freepik.tasks.map(({ polls }) => polls)).toEqual(Array.from({ length: 10 }, () => 1));
  expect(await figure('refused')).toBe(200);
});
