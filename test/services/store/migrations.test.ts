import { createHash } from 'node:crypto';
import { DummyDriver, Kysely, SqliteAdapter, SqliteQueryCompiler } from 'kysely';
import { expect, test } from 'vitest';
import { migrationProvider } from '../../../src/services/store/migrations.ts';

/** Of what each migration says, as it was released: a line may be added here, none may be changed. */
const released: Readonly<Record<string, string>> = {
  '0001-skeleton': '1f4f107102d0924e',
  '0002-whole-answers-from-indexes': '637af3d413f16372',
  '0003-what-members-look-up': 'd6e4b10cb5aefd1c',
  '0004-what-members-hand-in': '1af72bab9b31652b',
  '0005-switches': '8d0a8c38da879184',
  '0006-delivery': '51a1b3b6a75065c6',
  '0007-chains': '57dd8ea3659d00af',
  '0008-limits': '7ef3807d54701988',
  '0009-words': '0ae60ea9540bc205',
  '0010-operator': 'aa532e1bf772a525',
  '0011-tallies': '6028483046556bd6',
  '0012-audit': '5170d3cd3f42f64e',
  '0013-settings': 'f4598416e2e76f6e',
  '0014-privacy': '33fbe61cafa9b566',
  '0015-cases': '880e80f1f98a8aba',
  '0016-stats': '8eed94100ade17ea',
  '0017-results': '73a98ae41a65118a',
  '0018-forgotten': 'a4edbfa63dd90b23',
  '0019-rests-of-a-key': '44eb1508f7f5eb81',
  '0020-trials': '68f6268178337ebe',
  '0021-witness': '6f5af61e3781bd34',
  '0022-reporters': '0154f92a83485472',
  '0023-webhooks': '7188367d36acbe67',
  '0024-repeats': 'ebdaf4efa2b2fa35',
  '0025-line': '7e4b4be65e400b39',
};

async function digestsOf(): Promise<Record<string, string>> {
  const said: string[] = [];
  const kysely = new Kysely<unknown>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: () => {
        throw new Error('nothing to look into');
      },
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
    log: ({ query }) => void said.push(query.sql),
  });
  const digests: Record<string, string> = {};
  for (const [name, { up }] of Object.entries(await migrationProvider.getMigrations())) {
    said.length = 0;
    await up(kysely);
    digests[name] = createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 16);
  }
  return digests;
}

test('a migration that was released is what it was: databases that had it are never brought up to a new wording', async () => {
  expect(await digestsOf()).toEqual(released);
});
