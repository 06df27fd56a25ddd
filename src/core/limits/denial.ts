import type { CommandName } from '../refusal.ts';
import type { Pool } from './account.ts';

/** Why the limits do not let a member start a job now; times are where it ends. */
export type LimitDenial =
  | { readonly code: 'blocked'; readonly until: number | undefined; readonly reason: string | undefined }
  | {
      readonly code: 'paused';
      /** Undefined: all of them. */
      readonly command: CommandName | undefined;
      /** Of a pause that the budget made; undefined for one that moderators end. */
      readonly resetsAt: number | undefined;
    }
  | {
      readonly code: 'not-allowed';
      readonly command: CommandName;
      /** It may be allowed in other channels. */
      readonly isHere: boolean;
      readonly until: number | undefined;
    }
  | {
      readonly code: 'resolution';
      readonly asked: string;
      readonly most: string;
      readonly until: number | undefined;
    }
  | { readonly code: 'concurrent'; readonly running: number; readonly limit: number; readonly mayCancel?: boolean }
  | { readonly code: 'cooldown'; readonly seconds: number; readonly endsAt: number }
  | {
      readonly code: 'daily-credits';
      readonly price: number;
      readonly left: number;
      readonly daily: number;
      readonly resetsAt: number;
      /** There are moderators who can help. */
      readonly mayBeGranted?: boolean;
    }
  | {
      readonly code: 'monthly-credits';
      readonly price: number;
      readonly left: number;
      readonly monthly: number;
      readonly resetsAt: number;
      readonly mayBeGranted?: boolean;
    }
  | {
      readonly code: 'pool';
      readonly pool: Pool['kind'];
      readonly price: number;
      readonly left: number;
      readonly resetsAt: number;
    };
