import { describe, expect, test } from 'vitest';
import { operations } from '../../src/commands/index.ts';
import { languages } from '../../src/core/language.ts';
import { renderBudgetNotice } from '../../src/views/announcements.ts';
import { renderQuota, renderWhy } from '../../src/views/limits/quota.ts';
import { allText } from './body-parts.ts';
import { budgetNotices, quotaPages } from './quota-samples.ts';

describe('what a member may do', () => {
  const bodies = (language: (typeof languages)[number]) => [
    ...quotaPages.flatMap((page) => [renderQuota(page, language), renderWhy(page.overview, operations, language)]),
    ...budgetNotices.map((notice) => renderBudgetNotice(notice, operations, language)),
  ];

  test.each(languages)('fits into a message however much is set, in %s', (language) => {
    for (const body of bodies(language)) {
      expect(allText(body).length).toBeLessThanOrEqual(4000);
      expect(allText(body)).not.toMatch(/undefined|NaN|Infinity|\[object/);
    }
  });

  test('differs between the languages', () => {
    bodies('en').forEach((body, place) => {
      expect(allText(body)).not.toBe(allText(bodies('vi')[place] ?? body));
    });
  });

  test('says who decided where somebody did, how much of it is used, and nothing of what nobody set', () => {
    const [plain, full] = quotaPages.map(({ overview }) => allText(renderWhy(overview, operations, 'en')));
    expect(plain).toContain("**Today: 0 of 50 credits** · the operator's default");
    expect(plain).toContain("**In the works at once: 0 of 3 requests** · the operator's default");
    expect(plain).not.toMatch(/no limit|nobody|month|Allowed|between/i);
    expect(plain?.match(/50/g)).toHaveLength(2);
    expect(full).toContain('· the rule for <@11000000000000000001> (all commands) until <t:1790000000:f>');
    expect(full).toContain('stronger than: the rule for <@&');
  });

  test('tells of a notice what is spent, what stopped, and what to do next', () => {
    const [half, near, over] = budgetNotices.map((notice) => allText(renderBudgetNotice(notice, operations, 'en')));
    expect(half).toMatch(/50%.*10 of 20 credits/);
    expect(near).toMatch(/Paused by itself.*\*\*\/imagine\*\*.*\/limits resume/);
    expect(over).toMatch(/Nobody can start a picture here/);
  });
});
