import { describe, expect, it } from 'vitest';
import { troubles } from '../../sandbox/cards/samples/server.ts';
import { operations } from '../../src/commands/index.ts';
import { languages } from '../../src/core/language.ts';
import { renderAlert, renderWelcome } from '../../src/views/announcements.ts';
import { renderTurnedAway } from '../../src/views/notices.ts';
import { allText } from './body-parts.ts';

describe('an alert', () => {
  it.each(troubles)('of $kind says what it is, and its end, in both languages', (trouble) => {
    const texts = languages.flatMap((language) =>
      (['began', 'over'] as const).map((stage) => allText(renderAlert(trouble, stage, operations, language))),
    );
    expect(new Set(texts).size).toBe(4);
    for (const text of texts) expect(text).toMatch(/^\*\*[\p{Lu}`/].{10,}/u);
  });

  it('shows the name of a model as it is, whatever a provider called it', () => {
    const model = '`@everyone` [a](https://b.example)';
    const text = allText(
      renderAlert(
        { kind: 'switched-off', provider: 'freepik', path: '/x', operations: [], model },
        'began',
        operations,
        'en',
      ),
    );
    expect(text).toContain("`'@everyone' [a](https://b.example)`");
  });
});

it('a welcome names the defaults and what to type, in both languages', () => {
  for (const language of languages) {
    const text = allText(renderWelcome({ dailyCredits: 1, concurrentJobs: 3 }, language));
    const typed = {
      en: ['/imagine', '/limits set', '/settings', '/help'],
      vi: ['/vẽ', '/giới\\_hạn đặt', '/cài\\_đặt', '/trợ\\_giúp'],
    };
    for (const each of [...typed[language], '3']) expect(text).toContain(each);
    expect(text.length).toBeLessThan(2000);
  }
  expect(allText(renderWelcome({ dailyCredits: 1, concurrentJobs: 1 }, 'en'))).toContain(
    '1 credit a day and have 1 request ',
  );
});

it('who is turned away is told whom to ask, in both languages', () => {
  const texts = languages.flatMap((language) =>
    (['other-server', 'user-install'] as const).map((why) => allText(renderTurnedAway(why, language))),
  );
  expect(new Set(texts).size).toBe(4);
});
