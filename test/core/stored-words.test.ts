import { expect, test } from 'vitest';
import { caseActions, caseOutcomes } from '../../src/core/cases.ts';
import { failureCodes } from '../../src/core/failure.ts';
import { phases, submissionOutcomes } from '../../src/core/job.ts';
import { providerNames } from '../../src/core/provider.ts';
import { ledgerKinds } from '../../src/services/store/ledger.ts';

/** As they stand in rows of every version so far, which cannot be read without them: a word may be added, none may be taken away. */
const stored = {
  'phases of jobs': [phases, 'accepted queued submitting waiting storing delivering done failed cancelled'],
  providers: [providerNames, 'freepik apiframe'],
  'why jobs failed': [
    failureCodes,
    'refused invalid-request provider-key provider-credits provider-gone not-in-plan provider-blocked provider-busy provider-failed deadline task-lost other-api result-lost result-held result-unreadable source-unreadable input-refused no-credits not-allowed unknown restored not-acknowledged unreadable-record internal',
  ],
  'lines of the ledger': [ledgerKinds, 'reserved charged given-back unknown settled written-off retried'],
  'what became of orders': [submissionOutcomes, 'sent accepted not-accepted turned-away refused unknown not-sent'],
  'what moderators did': [caseActions, 'delete suspend lift spoiler dismiss'],
  'how cases ended': [caseOutcomes, 'deleted dismissed'],
} as const satisfies Record<string, readonly [readonly string[], string]>;

test.each(Object.entries(stored))('%s are still known', (_, [known, words]) => {
  expect(known).toEqual(expect.arrayContaining(words.split(' ')));
});

test.each(Object.entries(stored))('%s of today are among them', (_, [known, words]) => {
  expect(words.split(' ')).toEqual(expect.arrayContaining([...known]));
});
