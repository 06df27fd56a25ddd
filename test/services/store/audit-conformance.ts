import { describe, expect, test } from 'vitest';
import type { Store } from '../../../src/services/store/contract.ts';
import { planOf } from './query-plans.ts';

const AT = 1_800_000_000_000;
const about = { scope: 'audited', action: 'limits' };
const entry = (at: number, more: object = {}) => ({ at, ...about, actorId: 'mod', detail: `{"n":${at}}`, ...more });

/** What was done and by whom, as both databases keep it. */
export function auditConformance(store: () => Store): void {
  describe('the audit', () => {
    test('pages through one action of one server, newest first', async () => {
      const { audit } = store();
      for (let n = 0; n < 5; n++) await audit.append(entry(AT + n));
      await audit.append(entry(AT + 9, { action: 'report' }));
      await audit.append(entry(AT + 9, { scope: 'another' }));
      expect(await audit.count(about)).toBe(5);
      const times = async (offset: number) => (await audit.page(about, { limit: 2, offset })).map(({ at }) => at - AT);
      expect([await times(0), await times(2), await times(4), await times(6)]).toEqual([[4, 3], [2, 1], [0], []]);
      expect(await audit.recent('audited', 10)).toHaveLength(6);
    });

    test('finds one by its id, and marks it undone and standing again', async () => {
      const { audit } = store();
      const id = await audit.append(entry(AT));
      expect(await audit.byId(id)).toEqual({ id, ...entry(AT), undoneBy: undefined });
      await audit.markUndone(id, 'later');
      expect((await audit.byId(id))?.undoneBy).toBe('later');
      await audit.markUndone(id, undefined);
      expect((await audit.byId(id))?.undoneBy).toBeUndefined();
      expect(await audit.byId('nothing')).toBeUndefined();
    });

    test('is answered from indexes', async () => {
      const plan = await planOf(store(), async (_, __, { audit, limits }) => {
        await audit.page(about, { limit: 6, offset: 6 }).catch(() => {});
        await audit.count(about).catch(() => {});
        await limits.grantsIn('audited', AT).catch(() => {});
      });
      expect(plan).toContain('audit_by_action');
      expect(plan).toContain('limit_grants_by_member');
      expect(plan).not.toMatch(/SCAN audit|Seq Scan|TEMP B-TREE/i);
    });
  });
}
