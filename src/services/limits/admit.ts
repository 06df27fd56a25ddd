import { OutdatedError } from '../../core/errors.ts';
import type { Language } from '../../core/language.ts';
import { type Demand, decisionFor, drawsOf, judge, judgePace, leftOf } from '../../core/limits/judge.ts';
import { isServer, type Subject } from '../../core/limits/rules.ts';
import type { LimitDenial } from '../../core/refusal.ts';
import type { NewJob, Session } from '../store/contract.ts';
import { ledgerLine } from '../store/ledger.ts';
import { type AccountReader, type LimitSettings, readPace } from './account.ts';
import { type Budgets, hasBudget } from './budget.ts';

interface Asking {
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

/** In the transaction that holds its locks. */
type Admit = (asking: Asking) => Promise<Admission>;

/** Decides in the transaction that will write it: who asks at the same moment waits for the same locks. */
export function createEnter({ settings, readAccount, budgets }: Parts) {
  const { serverMonthlyCredits, operatorMonthlyCredits } = settings;
  /** Servers with a budget, as far as is known: where it is all members' credits that are counted, they come one by one. */
  const counted = new Set<string>();

  /** True where nobody else of the server is let in meanwhile. */
  async function lock({ ledger }: Session, { scope, memberId }: Subject): Promise<boolean> {
    const isAlone = counted.has(scope) || (serverMonthlyCredits !== undefined && isServer(scope));
    if (isAlone) await ledger.lockServer(scope);
    await ledger.lock(scope, memberId);
    // always last, so that nobody who holds it waits for a server
    if (operatorMonthlyCredits !== undefined) await ledger.lockEverybody();
    return isAlone;
  }

  async function admit(session: Session, subject: Subject, isAlone: boolean, asking: Asking): Promise<Admission> {
    const { demands, goesOnWith, language, now } = asking;
    const { scope, memberId } = subject;
    const { account, budget } = await readAccount(session, subject, now);
    if (hasBudget(budget?.budget)) counted.add(scope);
    else counted.delete(scope);
    if (counted.has(scope) && !isAlone) throw new OutdatedError('The server has a budget');
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
      return refuse({ ...tooSoon, mayCancel: await session.jobs.isAnyCancellable(scope, memberId) });
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
  }

  return async function enter(session: Session, subject: Subject): Promise<Admit> {
    const isAlone = await lock(session, subject);
    return (asking) => admit(session, subject, isAlone, asking);
  };
}
