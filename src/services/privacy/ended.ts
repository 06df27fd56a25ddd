import { z } from 'zod';
import type { PrivacyRequest } from '../store/privacy-contract.ts';

const ended = z.object({ end: z.enum(['sent', 'closed', 'failed']) });

/** How an export ended, as it is on record. */
export const endOf = ({ progress }: PrivacyRequest): 'sent' | 'closed' | 'failed' | undefined =>
  ended.safeParse(progress).data?.end;
