import { describe, expect, test } from 'vitest';
import { examinations } from '../../sandbox/cards/samples/server.ts';
import { operations } from '../../src/commands/index.ts';
import { type Examination, neededPermissions } from '../../src/core/doctor.ts';
import { languages } from '../../src/core/language.ts';
import { renderExamination } from '../../src/views/doctor.ts';
import { allText, urls } from './body-parts.ts';
import { expectWithinLimits } from './limits.ts';

const well: Examination = {
  version: '1.2.3',
  runtime: 'Node 24',
  since: 1_790_000_000_000,
  missing: [],
  logChannel: 'seen',
  providers: [{ name: 'freepik', pausedFor: undefined }],
  off: [],
  files: { kind: 'service', answer: 'good', ms: 12, hasAddress: true, waiting: 0 },
  publicAddress: 'good',
  invite: 'https://discord.com/oauth2/authorize?client_id=1',
  operator: undefined,
};
/** As in the gallery, and each list as long as it gets. */
const ill: Examination = {
  ...well,
  ...examinations['much is wrong'],
  missing: neededPermissions,
  off: Array.from({ length: 60 }, (_, index) => ({
    commands: ['imagine', 'relight'],
    model: index % 2 ? `\`@everyone${'x'.repeat(80)}` : undefined,
    since: 1,
    retryAt: index % 3 ? 2 : undefined,
  })),
  files: { kind: 'embedded', answer: 'bad', ms: 1, hasAddress: false, waiting: 1234 },
};

describe.each(languages)('a check-up in %s', (language) => {
  test('that found nothing has no word of warning', () => {
    const body = renderExamination(well, operations, language);
    expectWithinLimits(body);
    expect(allText(body)).not.toMatch(/⚠️|❌/);
    expect(urls(body)).toEqual([well.invite]);
  });

  test('that found everything keeps to what a message holds, and no name breaks out of its letters', () => {
    const body = renderExamination(ill, operations, language);
    expectWithinLimits(body);
    expect(allText(body)).not.toContain('✅');
    expect(allText(body)).not.toContain('``@everyone');
  });

  test('tells only the operator of keys and of the database', () => {
    expect(allText(renderExamination({ ...ill, operator: undefined }, operations, language))).not.toMatch(
      /PostgreSQL|PUBLIC_URL,/,
    );
    expect(allText(renderExamination(ill, operations, language))).toMatch(/OPERATOR_MONTHLY_CREDITS/);
  });
});
