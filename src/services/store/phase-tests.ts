import { type RawBuilder, sql } from 'kysely';
import { endedPhases, type Phase, slotPhases } from '../../core/job.ts';

const listOf = (phases: readonly Phase[]) => sql.join(phases.map((phase) => sql.lit(phase)));

/** Phases are written out: only then does a database see that its partial indexes hold what is asked for. */
export const isInSlot: RawBuilder<boolean> = sql<boolean>`phase in (${listOf(slotPhases)})`;
export const isOpen: RawBuilder<boolean> = sql<boolean>`phase not in (${listOf(endedPhases)})`;
export const isQueued: RawBuilder<boolean> = sql<boolean>`phase = ${sql.lit('queued' satisfies Phase)}`;
export const isNotQueued: RawBuilder<boolean> = sql<boolean>`phase <> ${sql.lit('queued' satisfies Phase)}`;
/** A finished picture lies on a host that is not allowed, and somebody will look again. */
export const isHeld: RawBuilder<boolean> = sql<boolean>`held_host is not null and due_at is not null`;
export const isDone: RawBuilder<boolean> = sql<boolean>`phase = ${sql.lit('done' satisfies Phase)}`;
