import { expect, test } from 'vitest';
import { openCluster, postgresPrograms } from '../../chaos/cluster.ts';
import { runChaos } from '../../chaos/run.ts';
import { long } from '../support/long.ts';
import { onlyWhere } from '../support/only-where.ts';
import { ask } from '../support/postgres-server.ts';

const patiently = {
  timeout: 600_000,
  ...onlyWhere(postgresPrograms() !== undefined, 'initdb, postgres and pg_basebackup'),
};

test(
  'what is acknowledged after the copy was made is there after the first server was killed',
  patiently,
  async ({ onTestFinished }) => {
    const cluster = await openCluster();
    onTestFinished(() => cluster.close());
    const { url } = cluster.database;
    await ask(url, 'create table words (word text)');
    await cluster.copy();
    await ask(url, `insert into words values ('fox')`);
    await cluster.stop('immediate');
    await expect(ask(url, 'select 1')).rejects.toThrow();
    await cluster.failOver();
    expect(await ask(url, 'select word from words')).toEqual([{ word: 'fox' }]);
    await ask(url, `insert into words values ('boat')`);
  },
);

if (long(true, false)) {
  test(
    'Postgres stopped, crashed, started anew and replaced under load: nothing is lost or doubled',
    patiently,
    async () => {
      const { violations, hits } = await runChaos({
        seed: 20_261_129,
        mode: 'postgres',
        hasOwnServer: true,
        only: 'Postgres',
        longestMs: 10_000,
        jobs: 24,
      });
      expect(violations).toEqual([]);
      expect(Object.keys(hits)).toHaveLength(4);
    },
  );
}
