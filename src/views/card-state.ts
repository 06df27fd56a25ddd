export type * from '../core/card.ts';
