import type { Action } from '../core/custom-id.ts';
import type { TurnedAway } from '../views/turned-away.ts';
import { readId } from './buttons/read-id.ts';
import type { InteractionPayload } from './interaction-payload.ts';

export interface Ceilings {
  /** Undefined: all servers. */
  readonly allowedGuilds: readonly string[] | undefined;
  readonly allowsUserInstall: boolean;
}

/** What was paid for is taken home, called off or removed wherever it lies. */
const ALWAYS: ReadonlySet<Action> = new Set(['get', 'delete', 'cancel']);
/** In a server that the operator did not choose nothing more is shown to everybody. */
const WITHOUT_OWN_INSTALL: ReadonlySet<Action> = new Set([...ALWAYS, 'share']);

/** Whether the operator lets the bot be used here; asked before anything else, at every use. */
export function createAdmission({ allowedGuilds, allowsUserInstall }: Ceilings) {
  const isOtherServer = ({ guild_id: guildId }: InteractionPayload) =>
    guildId !== undefined && allowedGuilds !== undefined && !allowedGuilds.includes(guildId);
  const isOwnInstall = ({ authorizing_integration_owners: owners }: InteractionPayload) =>
    !Object.hasOwn(owners, GUILD_INSTALL);

  return (payload: InteractionPayload): TurnedAway | undefined => {
    const action = readId(payload)?.id.action;
    const isOneOf = (actions: ReadonlySet<Action>) => action !== undefined && actions.has(action);
    if (isOtherServer(payload) && !isOneOf(ALWAYS)) return 'other-server';
    if (!allowsUserInstall && isOwnInstall(payload) && !isOneOf(WITHOUT_OWN_INSTALL)) return 'user-install';
    return undefined;
  };
}

const GUILD_INSTALL = '0';

export type Admission = ReturnType<typeof createAdmission>;
