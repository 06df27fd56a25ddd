import { describe, expect, test } from 'vitest';
import { EVERYONE, type Rule } from '../../../src/core/limits/rules.ts';
import type { Store } from '../../../src/services/store/contract.ts';

const NOW = 1_800_000_000_000;
const by = { setBy: 'mod', setAt: NOW };

const rule = (changes: Partial<Rule>): Rule => ({
  scope: 'limited',
  whom: EVERYONE,
  command: undefined,
  until: undefined,
  ...by,
  ...changes,
});

/** What moderators set, as both databases keep it. */
export function limitsConformance(store: () => Store): void {
  describe('limits', () => {
    const subject = { scope: 'limited', memberId: 'ann', roles: ['red', 'blue'], channels: ['thread', 'parent'] };

    test('finds the rules of the member, the roles, the channels and everyone, and nobody else’s', async () => {
      const { limits } = store();
      const wanted = [
        rule({ daily: 5 }),
        rule({ command: 'upscale', allowed: false }),
        rule({ whom: { kind: 'role', id: 'red' }, monthly: 7, resolution: '2k' }),
        rule({ whom: { kind: 'channel', id: 'parent' }, cooldown: 30 }),
        rule({ whom: { kind: 'member', id: 'ann' }, concurrent: 2, until: NOW + 1 }),
      ];
      const others = [
        rule({ scope: 'another', daily: 1 }),
        rule({ whom: { kind: 'role', id: 'ann' }, daily: 1 }),
        rule({ whom: { kind: 'member', id: 'red' }, daily: 1 }),
        rule({ whom: { kind: 'member', id: 'bob' }, daily: 1 }),
        rule({ whom: { kind: 'role', id: 'blue' }, daily: 1, until: NOW }),
      ];
      for (const each of [...wanted, ...others]) await limits.putRule(each);
      const found = await limits.rulesFor(subject, NOW);
      expect(found).toHaveLength(wanted.length);
      expect(found).toEqual(expect.arrayContaining(wanted));
      expect(await limits.rules('limited', NOW)).toHaveLength(8);
    });

    test('keeps one rule of each whom and command', async () => {
      const { limits } = store();
      const key = { scope: 'one', whom: { kind: 'role', id: 'red' }, command: 'imagine' } as const;
      await limits.putRule(rule({ ...key, daily: 1, cooldown: 9 }));
      await limits.putRule(rule({ ...key, daily: 2 }));
      expect(await limits.rule(key)).toEqual(rule({ ...key, daily: 2 }));
      expect(await limits.rule({ ...key, command: undefined })).toBeUndefined();
      expect(await limits.rules('one', NOW)).toHaveLength(1);
      await limits.removeRule(key);
      expect(await limits.rules('one', NOW)).toEqual([]);
    });

    test('forgets grants and blocks when their time is over', async () => {
      const { limits } = store();
      const grant = { id: 'g1', scope: 'limited', memberId: 'ann', credits: 5, until: NOW + 10, ...by };
      await limits.putGrant(grant);
      await limits.putGrant({ ...grant, id: 'g2', until: undefined });
      expect(await limits.grants('limited', 'ann', NOW)).toEqual([grant, { ...grant, id: 'g2', until: undefined }]);
      expect(await limits.grants('limited', 'ann', NOW + 10)).toHaveLength(1);
      expect(await limits.grants('limited', 'bob', NOW)).toEqual([]);
      await limits.removeGrant('g2');
      expect(await limits.grants('limited', 'ann', NOW + 10)).toEqual([]);

      const block = { scope: 'limited', memberId: 'ann', until: NOW + 10, reason: 'spam', ...by };
      await limits.putBlock({ ...block, until: undefined, reason: undefined });
      await limits.putBlock(block);
      expect(await limits.block('limited', 'ann', NOW)).toEqual(block);
      expect(await limits.blocks('limited', NOW)).toEqual([block]);
      expect(await limits.block('limited', 'ann', NOW + 10)).toBeUndefined();
      await limits.removeBlock('limited', 'ann');
      expect(await limits.blocks('limited', NOW)).toEqual([]);
    });

    test('tells pauses of moderators from those of the budget', async () => {
      const { limits } = store();
      const pause = { scope: 'limited', command: undefined, cause: 'moderator', ...by } as const;
      await limits.putPause(pause);
      await limits.putPause({ ...pause, setBy: 'another' });
      await limits.putPause({ ...pause, cause: 'budget' });
      expect(await limits.pauses('limited')).toEqual(
        expect.arrayContaining([pause, { ...pause, cause: 'budget' as const }]),
      );
      await limits.removePause(pause);
      expect(await limits.pauses('limited')).toEqual([{ ...pause, cause: 'budget' }]);
    });

    test('keeps one budget of a server', async () => {
      const { limits } = store();
      await limits.putBudget({ scope: 'limited', credits: 100, channelId: 'notices' });
      await limits.putBudget({ scope: 'limited', credits: 50, channelId: undefined });
      expect(await limits.budget('limited')).toEqual({ scope: 'limited', credits: 50, channelId: undefined });
      await limits.removeBudget('limited');
      expect(await limits.budget('limited')).toBeUndefined();
    });
  });
}
