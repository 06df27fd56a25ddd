import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Stage } from '../../sandbox/stage.ts';
import type { PersonSettings } from '../../src/core/settings.ts';
import { writePersonSettings } from '../../src/services/settings.ts';
import { eventually } from './bench.ts';

const LOCKED = 5;

/** As if the person had said it to the bot, which may be writing itself and then goes first. */
export async function says({ dataDir }: Pick<Stage, 'dataDir'>, userId: string, wish: PersonSettings): Promise<void> {
  const database = new DatabaseSync(join(dataDir, 'darkroom.sqlite'), { timeout: 0 });
  const write = database.prepare(
    'insert into documents (key, value) values (?, ?) on conflict (key) do update set value = excluded.value',
  );
  const isWritten = (key: string, value: string): boolean => {
    try {
      return write.run(key, value).changes === 1;
    } catch (error) {
      if (error instanceof Error && 'errcode' in error && error.errcode === LOCKED) return false;
      throw error;
    }
  };
  const documents = {
    get: async () => undefined,
    set: async (key: string, value: string) => void (await eventually(() => isWritten(key, value))),
    delete: async () => false,
    clear: async () => {},
  };
  await writePersonSettings({ documents }, userId, wish).finally(() => database.close());
}
