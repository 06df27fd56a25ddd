import type { Language } from '../../core/language.ts';
import { type Demand, decisionFor, drawsOf, judge, judgePace, leftOf } from '../../core/limits/judge.ts';
import type { Subject } from '../../core/limits/rules.ts';
import type { LimitDenial } from '../../core/refusal.ts';
import type { NewJob, Session } from '../store/contract.ts';
import { ledgerLine } from '../store/ledger.ts';
import { type AccountReader, type LimitSettings, readPace } from './account.ts';
import type { Budgets } from './budget.ts';

export interface Asking {
  readonly subject: Subject;
  /** The first is wanted now, the others must fit beside it. */
  readonly demands: readonly [Demand, ...Demand[]];
  /** Where this goes on with a request that runs: the member asked for it before. */
  readonly goesOnWith: string | undefined;
  /** Of what everybody in the server sees. */
  readonly language: Language;
  readonly now: number;
}

type Admission =
  | { readonly ok: false; readonly denial: LimitDenial }
  | {
      readonly ok: true;
      /** Credits that the member may still spend on this today, after it. */
      readonly left: number;
      /** Writes down what the jobs of the first demand cost, in the same transaction. */
      reserve(jobs: readonly NewJob[]): Promise<void>;
    };

interface Parts {
  readonly settings: LimitSettings;
  readonly readAccount: AccountReader;
  readonly budgets: Budgets;
}

/** Decides in the transaction that will write it: who asks at the same moment waits for the same rows. */
export function createAdmit({ settings, readAccount, budgets }: Parts) {
  async function lock({ ledger }: Session, { subject }: Pick<Asking, 'subject'>): Promise<void> {
    await ledger.lock(subject.scope, subject.memberId);
    // always last, so that nobody who holds it waits for a server
    if (settings.operatorMonthlyCredits !== undefined) await ledger.lockEverybody();
  }

  return {
    lock,
    async admit(session: Session, asking: Asking): Promise<Admission> {
      const { subject, demands, goesOnWith, language, now } = asking;
      const { account, budget } = await readAccount(session, subject, now);
      const { name } = demands[0].command;
      const verdict = judge(account, demands);
      const refuse = async (denial: LimitDenial): Promise<Admission> => {
        if (budget) await budgets.keep(session, budget, 0, language, now);
        return { ok: false, denial };
      };
      if (!verdict.ok) return refuse(verdict.denial);
      const decision = decisionFor(account, name);
      const tooSoon = judgePace(decision, await readPace(session, subject, decision, now, goesOnWith), now);
      if (tooSoon?.code === 'concurrent') {
        const mayCancel = await session.jobs.isAnyCancellable(subject.scope, subject.memberId);
        return refuse({ ...tooSoon, mayCancel });
      }
      if (tooSoon) return refuse(tooSoon);
      return {
        ok: true,
        left: leftOf(verdict.after, name),
        async reserve(jobs) {
          const lines = jobs.map((job) => ledgerLine(job, 'reserved', now));
          const draws = drawsOf(jobs, verdict.short, account.grants);
          await session.ledger.append(lines, { draws, askedAt: goesOnWith === undefined ? now : undefined });
          if (budget) await budgets.keep(session, budget, demands[0].price, language, now);
        },
      };
    },
  };
}
