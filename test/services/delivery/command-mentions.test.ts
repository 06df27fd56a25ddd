import { describe, expect, test } from 'vitest';
import { createMovableClock } from '../../../sandbox/movable-clock.ts';
import { memberCommands, moderatorCommands, operations } from '../../../src/commands/index.ts';
import { createKnownCommandIds, createMentioning } from '../../../src/services/delivery/command-mentions.ts';
import { inert } from '../../../src/views/markup.ts';
import { textBody } from '../../../src/views/message-body.ts';
import { commandPaths } from '../../../src/views/option-names.ts';

const paths = commandPaths([...operations, ...memberCommands, ...moderatorCommands]);
const known = { history: '11', limits: '22', settings: '33', imagine: '44', privacy: '55' };
const mentioning = createMentioning({ paths, ids: { current: async () => known } });
const said = async (text: string) => JSON.stringify((await mentioning(textBody(text))).components);

describe('a command in bold', () => {
  test.each([
    ['See **/history**.', 'See </history:11>.'],
    ['Xem **/lịch\\_sử**.', 'Xem </history:11>.'],
    ['**/limits set** or **/giới\\_hạn tặng**', '</limits set:22> or </limits grant:22>'],
    ['**/settings set log\\_channel**', '</settings set:33> **log\\_channel**'],
    ['- **/imagine** and **/vẽ**', '- </imagine:44> and </imagine:44>'],
  ])('%s can be pressed', async (text, expected) => {
    expect(await said(text)).toBe(JSON.stringify(textBody(expected).components));
  });

  test.each([
    ['of which no id is known', 'See **/help**.'],
    ['that is gone', '**/oldcommand**'],
    ['whose subcommands are what can be used', 'Look at **/privacy**.'],
    ['within a title', '**Limit for everyone · /imagine**'],
    ['in code', '`**/history**` and ```\n**/history**\n```'],
  ])('%s stays as it is', async (_, text) => {
    expect(await said(text)).toBe(JSON.stringify(textBody(text).components));
  });

  test('that somebody typed is theirs', async () => {
    const text = inert('**/history** </history:1> \\**/history**', 100);
    expect(await said(text)).toBe(JSON.stringify(textBody(text).components));
  });

  test('stays bold where a message would get too long', async () => {
    const text = `${'x'.repeat(3988)}**/history**`;
    expect(await said(text)).toContain('**/history**');
    expect(await said(text.slice(30))).toContain('</history:11>');
  });
});

describe('ids of commands', () => {
  const open = () => {
    const rows = new Map<string, string>();
    const documents = {
      get: async (key: string) => rows.get(key),
      set: async (key: string, text: string) => rows.set(key, text),
    };
    const clock = createMovableClock();
    return {
      documents,
      clock,
      one: createKnownCommandIds({ documents, clock }),
      other: createKnownCommandIds({ documents, clock }),
    };
  };

  test('that one process learns are known to another within seconds', async () => {
    const { clock, one, other } = open();
    await one.learn({ history: '1' });
    expect(await other.current()).toEqual({ history: '1' });
    await one.learn({ history: '2' });
    expect(await one.current()).toEqual({ history: '2' });
    clock.advance(5000);
    expect(await other.current()).toEqual({ history: '2' });
  });

  test('of a database that is away or silent are those known before', async () => {
    const { documents, clock, one } = open();
    await one.learn({ history: '1' });
    clock.advance(5000);
    const { get } = documents;
    documents.get = async () => {
      throw new Error('away');
    };
    expect(await one.current()).toEqual({ history: '1' });
    documents.get = () => new Promise(() => {});
    clock.advance(5000);
    const asked = one.current();
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(1000);
    expect(await asked).toEqual({ history: '1' });
    documents.get = get;
  });

  test('that are no such thing are none', async () => {
    const { documents, other } = open();
    await documents.set('command-ids', 'nonsense');
    expect(await other.current()).toEqual({});
  });
});
