import { expect, test } from 'vitest';
import { accountsCsv } from '../../../src/services/stats.ts';
import type { AccountCursor, AccountRow, ScopeSpan } from '../../../src/services/store/stats.ts';

const span: ScopeSpan = { scope: 'guild', from: 0, to: 1 };
const row = (changes: Partial<AccountRow> = {}): AccountRow => ({
  jobId: '01A',
  createdAt: 0,
  ownerId: '7',
  operation: 'imagine',
  tier: '2k',
  phase: 'done',
  price: 2,
  isTicketed: true,
  outcomes: ['accepted'],
  kinds: { reserved: 2, charged: 2 },
  ...changes,
});
const pages = (rows: readonly AccountRow[]) => ({
  async accounts(_: ScopeSpan, after: AccountCursor | undefined, limit: number) {
    const from = rows.findIndex(({ jobId }) => jobId === after?.jobId) + 1;
    return rows.slice(from, from + limit);
  },
});
const textOf = ({ bytes }: { readonly bytes: Uint8Array }) => Buffer.from(bytes).toString('utf8');

test('a line a job, all kinds of money in columns of their own', async () => {
  const csv = await accountsCsv(pages([row()]), span, 10_000);
  expect(textOf(csv)).toBe(
    '\uFEFFjob,created,member,operation,tier,phase,price,submits,ticket,reserved,charged,given-back,unknown,settled,written-off,retried\r\n' +
      '01A,1970-01-01T00:00:00.000Z,<@7>,imagine,2k,done,2,accepted,yes,2,2,,,,,\r\n',
  );
});

test.each(['=1+1', '+1', '-1', '@cmd', '\tx'])('%j does not become a formula', async (tier) => {
  expect(textOf(await accountsCsv(pages([row({ tier })]), span, 10_000))).toContain(`,'${tier},`);
});

test('a member is a mention, of which a spreadsheet keeps every digit; whoever deleted their data stays nobody', async () => {
  const ids = ['1573651515222179840', '#alias'];
  const csv = textOf(await accountsCsv(pages(ids.map((ownerId) => row({ ownerId, jobId: ownerId }))), span, 10_000));
  expect(csv).toContain(',<@1573651515222179840>,');
  expect(csv).toContain(',#alias,');
});

test('commas, quotes and line ends stay in their cell', async () => {
  const csv = await accountsCsv(pages([row({ tier: 'a,"b"\r\nc' })]), span, 10_000);
  expect(textOf(csv)).toContain(',"a,""b""\r\nc",');
});

test('as many whole lines as there is room for, and where the rest begins', async () => {
  const rows = Array.from({ length: 1200 }, (_, index) => row({ jobId: `job${index}`, createdAt: index }));
  const all = await accountsCsv(pages(rows), span, 1_000_000);
  expect(all).toMatchObject({ jobs: 1200, cutAt: undefined });
  const limit = Math.floor(all.bytes.byteLength / 2);
  const some = await accountsCsv(pages(rows), span, limit);
  expect(some.bytes.byteLength).toBeLessThanOrEqual(limit);
  expect(textOf(some).endsWith('\r\n')).toBe(true);
  expect(some.cutAt).toBe(some.jobs);
});
