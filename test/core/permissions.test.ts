import { describe, expect, test } from 'vitest';
import { allows, missingToWrite, permissionsIn } from '../../src/core/permissions.ts';

const SERVER = '1';
const ROLE = '2';
const OTHER = '3';
const BOT = '4';
const ADMINISTRATOR = 1n << 3n;
const VIEW = 1n << 10n;
const SEND = 1n << 11n;
const WRITE = VIEW | SEND;

type Standing = Parameters<typeof permissionsIn>[0];

const role = (id: string, bits: bigint) => ({ id, permissions: bits.toString() });
const say = (id: string, allow: bigint, deny: bigint) => ({ id, allow: allow.toString(), deny: deny.toString() });

function maySpeak(standing: Partial<Standing>): boolean {
  const nothingSaid = { serverId: SERVER, memberId: BOT, isOwner: false, roles: [role(SERVER, WRITE)], overwrites: [] };
  return missingToWrite(permissionsIn({ ...nothingSaid, ...standing }), false).length === 0;
}

describe('in a channel a member may write', () => {
  test.for<[string, Partial<Standing>, boolean]>([
    ['by what everyone may', {}, true],
    ['by a role', { roles: [role(SERVER, VIEW), role(ROLE, SEND)] }, true],
    ['not where no role lets them', { roles: [role(SERVER, VIEW)] }, false],
    ['not where everyone is shut out', { overwrites: [say(SERVER, 0n, SEND)] }, false],
    [
      'where a role is let in although everyone is shut out',
      {
        roles: [role(SERVER, WRITE), role(ROLE, 0n)],
        overwrites: [say(ROLE, SEND, 0n), say(SERVER, 0n, SEND)],
      },
      true,
    ],
    [
      'where one role is let in and another one shut out',
      {
        roles: [role(SERVER, WRITE), role(ROLE, 0n), role(OTHER, 0n)],
        overwrites: [say(ROLE, SEND, 0n), say(OTHER, 0n, SEND)],
      },
      true,
    ],
    ['whatever is said of roles that they do not hold', { overwrites: [say(ROLE, 0n, WRITE)] }, true],
    [
      'not where they themselves are shut out although a role is let in',
      {
        roles: [role(SERVER, WRITE), role(ROLE, 0n)],
        overwrites: [say(BOT, 0n, SEND), say(ROLE, SEND, 0n)],
      },
      false,
    ],
    [
      'where they themselves are let in although all roles are shut out',
      {
        overwrites: [say(BOT, WRITE, 0n), say(SERVER, 0n, WRITE)],
      },
      true,
    ],
    [
      'as administrators, whatever the channel says',
      {
        roles: [role(ROLE, ADMINISTRATOR)],
        overwrites: [say(BOT, 0n, WRITE | ADMINISTRATOR)],
      },
      true,
    ],
    ['as the owner, who needs no role', { isOwner: true, roles: [], overwrites: [say(BOT, 0n, WRITE)] }, true],
  ])('%s', ([, standing, expected]) => expect(maySpeak(standing)).toBe(expected));
});

test('what a channel allows is more than what is needed to write', () => {
  const attach = 1n << 15n;
  const standing = { serverId: SERVER, memberId: BOT, isOwner: false, roles: [role(SERVER, WRITE)] };
  expect(allows(permissionsIn({ ...standing, overwrites: [say(SERVER, attach, 0n)] }), attach)).toBe(true);
  expect(allows(permissionsIn({ ...standing, overwrites: [say(SERVER, 0n, 0n)] }), attach)).toBe(false);
});
