import type { MemberCommand, MessageMenu } from '../core/command.ts';
import type { Operation } from '../core/operation.ts';
import type { ApiframeApi } from '../core/provider.ts';
import { batch } from './batch.ts';
import { doctor } from './doctor.ts';
import { edit } from './edit.ts';
import { expand } from './expand.ts';
import { fluxV1 } from './flux/v1.ts';
import { fluxV2 } from './flux/v2.ts';
import { help } from './help.ts';
import { history } from './history.ts';
import { imagine } from './imagine.ts';
import { jobs } from './jobs.ts';
import { limits } from './limits.ts';
import { privacy } from './privacy.ts';
import { quota } from './quota.ts';
import { reimagine } from './reimagine.ts';
import { relight } from './relight.ts';
import { rmbg } from './rmbg.ts';
import { serverSettings } from './settings.ts';
import { show } from './show.ts';
import { stats } from './stats.ts';
import { style } from './style.ts';
import { upscale } from './upscale.ts';
import { words } from './words.ts';

/** Everything that can be asked for. A new operation is a file and a line here. */
// biome-ignore format: a line each, so that two branches that add one can be merged
export const operations: readonly Operation[] = [
  imagine,
  reimagine,
  edit,
  fluxV1,
  expand,
  relight,
  upscale,
  rmbg,
  style,
];

/** The same where APIFRAME is asked by one of its APIs: what it takes has one name and other options in each. */
export const operationsFor = (apiframe: ApiframeApi): readonly Operation[] =>
  operations.map((operation) => (operation === fluxV1 && apiframe === 'v2' ? fluxV2 : operation));

/** What the operator can switch off by itself: each model, and each choice that leads to an endpoint of its own. */
export const modelNames: readonly string[] = [
  ...new Set(
    [...operations, fluxV2].flatMap(({ options, endpoints }) => {
      const choosers = new Set(['model', ...endpoints.flatMap(({ choice }) => choice?.option ?? [])]);
      const choices = options.flatMap((option) => (choosers.has(option.name) ? (option.choices ?? []) : []));
      return choices.map(({ value }) => String(value));
    }),
  ),
];

/** Commands that make no picture. A new one is a file, a line here and what it does in events/members/registry.ts. */
export const memberCommands = [
  jobs,
  history,
  show,
  batch,
  quota,
  help,
  privacy,
] as const satisfies readonly MemberCommand[];
export type MemberCommandName = (typeof memberCommands)[number]['name'];

/** Commands of moderators. A new one is a file, a line here and its place in app/moderators.ts. */
// biome-ignore format: a line each, so that two branches that add one can be merged
export const moderatorCommands = [
  stats,
  doctor,
  words,
  limits,
  serverSettings,
] as const satisfies readonly MemberCommand[];
export type ModeratorCommandName = (typeof moderatorCommands)[number]['name'];

/** What a message offers for the pictures in it; one whose operation is not offered is left out. */
export const messageMenus: readonly MessageMenu[] = [
  { name: { en: 'Remove background', vi: 'Xóa nền' }, does: { kind: 'make', operation: 'rmbg' } },
  { name: { en: 'Upscale', vi: 'Phóng to' }, does: { kind: 'make', operation: 'upscale' } },
  { name: { en: 'Reimagine', vi: 'Vẽ lại' }, does: { kind: 'make', operation: 'reimagine' } },
  { name: { en: 'Edit with words', vi: 'Sửa bằng lời' }, does: { kind: 'make', operation: 'edit', asks: 'prompt' } },
  { name: { en: 'Picture details', vi: 'Chi tiết ảnh' }, does: { kind: 'details' } },
  { name: { en: 'Picture record', vi: 'Hồ sơ ảnh' }, does: { kind: 'record' }, audience: 'moderators' },
];
