export const people = ['ann', 'bob', 'mod'] as const;
export type Person = (typeof people)[number];

export const places = ['server', 'direct', 'elsewhere'] as const;
export type PlaceName = (typeof places)[number];

/** `owner`: whoever caused the message. */
export const pressers = ['owner', 'owner', 'owner', 'ann', 'bob', 'mod'] as const;
type Presser = (typeof pressers)[number];

/** How often one and the same action reaches the bot. */
export const manners = ['once', 'once', 'once', 'double-click', 'redelivered'] as const;
export type Manner = (typeof manners)[number];

/** Buttons that are looked for by name, so that the rare ones are pressed too; `any` is whatever there is. */
export const wanted = [
  ...[
    'any',
    'any',
    'any',
    'cancel',
    'cancel',
    'again',
    'vary',
    'upscale',
    'rmbg',
    'compare',
    'share',
    'share',
    'report',
  ],
  ...[
    'delete',
    'delete',
    'delete-sure',
    'delete-sure',
    'get',
    'get',
    'retry',
    'retry',
    'prompt',
    'reword',
    'redo',
    'page',
  ],
] as const;

export const submitFaults = [
  '429',
  '503',
  '500',
  'html',
  'reset',
  'truncated',
  'no-task-id',
  'refuse-400',
  'fail',
  'refuse',
] as const;
/** The task is there and paid for, whatever the answer says. */
export const lostAnswers = ['500', 'html', 'reset'] as const;
export const pollFaults = ['429', '500', 'html', 'reset', 'truncated', 'unknown-status'] as const;
export const downloadFaults = ['500', 'reset', 'cut-off', 'truncated-picture', 'expired-url'] as const;
export const discordFaults = ['500', '429', 'reset', 'reset-after', 'slow'] as const;
export const discordRoutes = ['answer', 'edit', 'message'] as const;
export const fileFaults = ['500', 'reset', 'truncated', 'wrong-host', 'down', 'up'] as const;

type ProviderFault =
  | { readonly on: 'submit'; readonly as: (typeof submitFaults)[number]; readonly accepted?: boolean }
  | { readonly on: 'poll'; readonly as: (typeof pollFaults)[number] }
  | { readonly on: 'download'; readonly as: (typeof downloadFaults)[number] };

/** What somebody or something does; as data, so that a walk can be printed, cut down and played again. */
export type Step =
  | {
      readonly kind: 'ask';
      readonly who: Person;
      readonly where: PlaceName;
      readonly order: number;
      readonly count: number;
      readonly isPrivate: boolean;
      readonly manner: Manner;
      readonly isHurried: boolean;
    }
  | {
      readonly kind: 'press';
      readonly who: Presser;
      readonly action: string;
      /** Which of those that there are: 0 is the newest, 1 the oldest. */
      readonly at: number;
      readonly manner: Manner;
      readonly isHurried: boolean;
    }
  | { readonly kind: 'fill'; readonly files: number; readonly manner: Manner }
  | { readonly kind: 'batch'; readonly who: Person; readonly where: PlaceName; readonly isPrivate: boolean }
  | {
      readonly kind: 'look';
      readonly who: Person;
      readonly where: PlaceName;
      readonly command: 'jobs' | 'history' | 'show';
    }
  | { readonly kind: 'menu'; readonly who: Person; readonly name: string; readonly at: number }
  | { readonly kind: 'delete-message'; readonly at: number }
  | { readonly kind: 'restart' }
  | { readonly kind: 'provider'; readonly name: 'freepik' | 'apiframe'; readonly fault: ProviderFault }
  | {
      readonly kind: 'discord';
      readonly on: (typeof discordRoutes)[number];
      readonly as: (typeof discordFaults)[number];
      readonly times: number;
    }
  | { readonly kind: 'files'; readonly as: (typeof fileFaults)[number] }
  | { readonly kind: 'wait'; readonly ms: number };
