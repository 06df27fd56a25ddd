import type { User } from '../discord/world.ts';
import type { Sitting } from '../sitting.ts';
import type { FaultView } from './protocol.ts';

const MINUTE_MS = 60_000;

interface Fault {
  /** By what it will look like. */
  readonly label: string;
  /** Returns what ends it. */
  begin(sitting: Sitting): () => unknown;
}

const FAULTS: Readonly<Record<string, Fault>> = {
  'freepik-429': {
    label: 'Freepik answers 429 for a minute',
    begin: ({ stage }) => stage.freepik.misbehave({ on: 'submit', as: '429', forMs: MINUTE_MS, retryAfter: 5 }),
  },
  'freepik-500': {
    label: 'Freepik answers 500',
    begin: ({ stage }) => stage.freepik.misbehave({ on: 'submit', as: '500' }),
  },
  'freepik-refuses': {
    label: 'Freepik refuses the next prompt',
    begin: ({ stage }) => stage.freepik.misbehave({ on: 'submit', as: 'refuse-400', times: 1 }),
  },
  'freepik-fails': {
    label: 'The next picture fails',
    begin: ({ stage }) => stage.freepik.misbehave({ on: 'submit', as: 'fail', times: 1 }),
  },
  'freepik-stuck': {
    label: 'The next picture never ends',
    begin: ({ stage }) => stage.freepik.misbehave({ on: 'submit', as: 'stuck', times: 1 }),
  },
  'freepik-down': {
    label: 'Freepik cannot be reached',
    begin({ stage }) {
      void stage.freepik.down();
      return () => stage.freepik.up();
    },
  },
  'files-down': {
    label: 'The file service is away',
    begin({ stage }) {
      void stage.files?.down();
      return () => stage.files?.up();
    },
  },
  'discord-500': {
    label: 'Discord answers 500',
    begin: ({ stage }) => stage.discord.fault(() => ({ status: 500 })),
  },
  'discord-slow': {
    label: 'Discord takes two seconds to answer',
    begin: ({ stage }) => stage.discord.fault(() => ({ delayMs: 2000 })),
  },
};

interface PersonChange {
  readonly isMember?: boolean | undefined;
  readonly isModerator?: boolean | undefined;
  readonly takesDirect?: boolean | undefined;
}

export type Controls = ReturnType<typeof createControls>;

/** What the drawer of the page does to the world around the bot. */
export function createControls(sitting: Sitting) {
  const running = new Map<string, () => unknown>();

  return {
    faults: (): readonly FaultView[] =>
      Object.entries(FAULTS).map(([id, { label }]) => ({ id, label, isOn: running.has(id) })),

    setFault(id: string, isOn: boolean): void {
      const end = running.get(id);
      const fault = FAULTS[id];
      if (!fault || isOn === (end !== undefined)) return;
      if (isOn) running.set(id, fault.begin(sitting));
      else {
        running.delete(id);
        end?.();
      }
    },

    /** In or out of the first server, with or without the moderators' role there, open or closed for direct messages. */
    setPerson(user: User, { isMember, isModerator, takesDirect }: PersonChange): void {
      const { guild, moderators, stage } = sitting;
      if (takesDirect !== undefined) user.acceptsDirectMessages = takesDirect;
      if (isMember === false && guild.ownerId === user.id) throw new Error('The owner of a server cannot leave it.');
      if (isMember === false) stage.discord.removeMember(guild, user);
      if (isMember === true && !guild.members.has(user.id)) stage.discord.setMember(guild, user, {});
      if (isModerator === undefined) return;
      if (!guild.members.has(user.id)) throw new Error('Roles are for members of the server.');
      stage.discord.setMember(guild, user, { roles: isModerator ? [moderators] : [] });
    },

    setPace(ms: number): void {
      sitting.pace.ms = ms;
    },
    dropGateway: () => sitting.stage.discord.gateway.drop(),
  };
}
