import { expect, test } from 'vitest';
import { PollError } from '../../../src/core/provider.ts';
import { createLog, type LogOptions } from '../../../src/services/log.ts';

const SECRET = 'very/secret+value"quoted';

function written(write: (log: ReturnType<typeof createLog>) => void, format: LogOptions['format'] = 'text'): string {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  write(createLog({ level: 'trace', secrets: [SECRET], format, destination }));
  return lines.join('');
}

test('as text a line is a time, a level, the constant message, and its fields', () => {
  const text = written((log) => log.warn({ job: '01J', host: 'a b', n: 3, list: ['x'] }, 'job failed'));
  expect(text).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ WARN {2}job failed job=01J host="a b" n=3 list=\["x"\]\n$/);
});

test('as text an error that nobody foresaw has its stack below its line, one that was raised knowingly is one line', () => {
  const bug = written((log) => log.error({ err: new TypeError('x is not a function') }, 'step failed'));
  expect(bug).toMatch(/step failed · TypeError: x is not a function\n {4}at /);
  const known = new PollError('unreachable', { cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }) });
  const line = written((log) => log.warn({ err: known }, 'probe brought no answer'));
  expect(line).toMatch(
    /probe brought no answer · PollError: Poll failed: unreachable, caused by Error: refused \(ECONNREFUSED\)\n$/,
  );
  expect(line.trimEnd().split('\n')).toHaveLength(1);
});

test('in JSON an error that was raised knowingly has no stack, and what is below it keeps its own', () => {
  const [line = ''] = written(
    (log) => log.warn({ err: new PollError('unreachable', { cause: new TypeError('bug') }) }, 'x'),
    'json',
  ).split('\n');
  const { err } = JSON.parse(line);
  expect(err.stack).toBeUndefined();
  expect(err.cause.stack).toContain('TypeError: bug');
});

test('a secret does not come out of text either, in any spelling', () => {
  const forms = [SECRET, encodeURIComponent(SECRET), JSON.stringify(SECRET), JSON.stringify(JSON.stringify(SECRET))];
  const text = written((log) => {
    for (const form of forms) {
      log.info({ deep: { er: [form] }, [form]: 1 }, `message ${form}`);
      log.error({ err: new Error(`outer ${form}`, { cause: new Error(`inner ${form}`) }) }, 'failed');
    }
  });
  expect(text).toContain('[redacted]');
  for (const form of [SECRET, encodeURIComponent(SECRET), 'secret+value']) expect(text).not.toContain(form);
});

test('what somebody else says does not command the terminal, and does not begin a line', () => {
  const evil = '\u001b[2J\u009b1A\r\n2026 INFO all is well \u202e\u2028';
  const text = written((log) => log.warn({ detail: evil, err: new Error(evil) }, 'job failed'));
  const [first = '', ...rest] = text.trimEnd().split('\n');
  expect(first).toContain('all is well');
  for (const line of rest) expect(line).toMatch(/^ {4}at /);
  for (const sign of ['\u001b', '\u009b', '\r', '\u202e', '\u2028']) expect(text).not.toContain(sign);
});

test('a secret of digits does not take the line with it that holds the same digits', () => {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  createLog({ level: 'info', secrets: ['8080'], format: 'text', destination }).info({ port: 8080 }, 'listening');
  expect(lines.join('')).toContain('"port":[redacted]');
});

test('colors are only there where a terminal shows them', () => {
  expect(written((log) => log.error('x'), 'colored text')).toContain('\u001b[31mERROR');
  expect(written((log) => log.error('x'))).not.toContain('\u001b');
});

test('the ready line is a sentence for a person', () => {
  const about = {
    role: 'all',
    bot: 'Darkroom#0001',
    version: '0.1.0',
    servers: 3,
    address: 'http://127.0.0.1:8080',
    invite: 'https://discord.com/oauth2/authorize?client_id=1&permissions=2',
    operations: ['imagine'],
  };
  expect(written((log) => log.info(about, 'ready'))).toMatch(
    / INFO {2}Darkroom 0\.1\.0 is Darkroom#0001 in 3 servers · http:\/\/127\.0\.0\.1:8080 · invite: https:\/\/discord\.com\/oauth2\/authorize\?client_id=1&permissions=2\n$/,
  );
  expect(written((log) => log.info({ ...about, servers: 1 }, 'ready'))).toContain(' in 1 server ·');
  expect(written((log) => log.info({ role: 'worker', version: '0.1.0' }, 'ready'))).toContain(
    'Darkroom 0.1.0 is ready as worker\n',
  );
});
