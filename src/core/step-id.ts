import { type Action, type CustomId, parseCustomId } from './custom-id.ts';

/** Actions that ask something before they do anything, and how they ask. */
const steps = {
  again: 'result',
  vary: 'result',
  expand: 'preset',
  relight: 'preset',
  restyle: 'preset',
  reword: 'form',
  prompt: 'form',
  delete: 'sure',
  report: 'form',
} as const satisfies Partial<Record<Action, string>>;

export type Step = (typeof steps)[keyof typeof steps];

/** The second step of an action: as stateless as the button that led to it. */
export interface StepId extends CustomId {
  readonly step: Step;
}

export const formatStepId = ({ action, step, subject, n }: StepId): string => `v1:${action}-${step}:${subject}:${n}`;

export function parseStepId(text: string): StepId | undefined {
  const [, action = '', step = '', rest = ''] = /^v1:([a-z]+)-([a-z]+)(:.*)$/.exec(text) ?? [];
  const id = parseCustomId(`v1:${action}${rest}`);
  const known = Object.entries(steps).find(([name]) => name === action)?.[1];
  return id && known !== undefined && known === step ? { ...id, step: known } : undefined;
}

/** A menu of several buttons: what was chosen from it is the id of one. */
export const formatChooseId = (subject: string): string => `v1:choose:${subject}:1`;

export const isChooseId = (text: string): boolean => /^v1:choose:[0-9A-Z]{26}:1$/.test(text);
