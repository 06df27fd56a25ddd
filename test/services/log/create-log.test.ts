import { expect, test } from 'vitest';
import { createLog } from '../../../src/services/log.ts';

const SECRET = 'very/secret+value"quoted';

function written(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(createLog({ level: 'trace', secrets: [SECRET], destination: { write: (line) => void lines.push(line) } }));
  return lines.join('');
}

const forms = [
  SECRET,
  encodeURIComponent(SECRET),
  Buffer.from(SECRET).toString('base64'),
  JSON.stringify(SECRET).slice(1, -1),
];

test('a secret does not come out of a message, an object, an error or its cause, in any spelling', () => {
  const text = written((log) => {
    for (const form of forms) {
      log.info({ deep: { er: [form] } }, `message ${form}`);
      log.error({ err: new Error(`outer ${form}`, { cause: new Error(`inner ${form}`) }) }, 'failed');
    }
  });
  for (const form of forms) expect(text).not.toContain(form);
  expect(text).toContain('[redacted]');
});

test("an interaction's token in a URL is taken out", () => {
  const text = written((log) =>
    log.warn({ url: 'https://discord.com/api/v10/webhooks/123456789012345678/aW50ZXJ/messages/@original' }, 'x'),
  );
  expect(text).not.toContain('aW50ZXJ');
  expect(text).toContain('/messages/@original');
});

test('the signature of a result link is taken out', () => {
  const text = written((log) => log.warn({ url: 'https://cdn.example.com/a.png?token=exp=17~hmac=abcdef' }, 'x'));
  expect(text).not.toContain('abcdef');
});

test('what an error carries beside its words is not written', () => {
  const error = Object.assign(new Error('refused'), { requestBody: { prompt: 'a private wish' }, code: 50035 });
  const text = written((log) => log.error({ err: error }, 'failed'));
  expect(text).not.toContain('a private wish');
  expect(text).toContain('50035');
});
