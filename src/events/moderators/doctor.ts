import { PermissionFlagsBits } from 'discord-api-types/v10';
import { operations } from '../../commands/index.ts';
import { type NeededPermission, neededPermissions } from '../../core/doctor.ts';
import type { Place } from '../../core/job.ts';
import { allows } from '../../core/permissions.ts';
import type { Examine } from '../../services/doctor.ts';
import { renderExamination } from '../../views/doctor.ts';
import type { Actor } from '../shared/actor.ts';
import type { Reply } from '../shared/reply.ts';
import type { ModeratorClick, ModeratorCommand } from './registry.ts';

interface DoctorParts {
  readonly examine: Examine;
  /** Whoever runs the bot. */
  readonly ownerId: () => Promise<string>;
}

/** Checks take their time: the answer is put off first. */
export function createDoctor({
  examine,
  ownerId: operatorId,
}: DoctorParts): ModeratorCommand & { readonly click: ModeratorClick } {
  async function show(actor: Actor, give: (...page: Parameters<Reply['update']>) => Promise<unknown>) {
    const { place, applicationId, scope, ownerId } = actor;
    // a check-up must not fail because one question got no answer
    const isOperator = await operatorId().then(
      (id) => id === ownerId,
      () => false,
    );
    const found = await examine({ guildId: scope, isOperator });
    const page = { ...found, missing: missingAt(place), invite: inviteOf(applicationId) };
    await give(renderExamination(page, operations, place.language));
  }

  return {
    async run(_, { actor, reply }) {
      await reply.defer(true);
      await show(actor, (body) => reply.show(body, true));
    },
    async click(_, { actor, reply }) {
      await reply.deferUpdate();
      await show(actor, reply.update);
    },
  };
}

function missingAt({ appPermissions, isThread }: Place): readonly NeededPermission[] {
  const has = (name: NeededPermission) => allows(appPermissions, PermissionFlagsBits[name]);
  const isNeeded = (name: NeededPermission) => name !== (isThread ? 'SendMessages' : 'SendMessagesInThreads');
  return neededPermissions.filter((name) => isNeeded(name) && !has(name));
}

/** With the least that the bot can do its work by. */
export function inviteOf(applicationId: string): string {
  const permissions = neededPermissions.reduce((bits, name) => bits | PermissionFlagsBits[name], 0n);
  const query = new URLSearchParams({
    client_id: applicationId,
    permissions: permissions.toString(),
    integration_type: '0',
    scope: 'bot applications.commands',
  });
  return `https://discord.com/oauth2/authorize?${query}`;
}
