import { limits as limitsCommand } from '../../commands/limits.ts';
import { AUTOMATIC, EVERYTHING, NONE, settingOptions, settingsWords } from '../../commands/settings.ts';
import type { Clock } from '../../core/clock.ts';
import type { Edit } from '../../core/limits/changes.ts';
import { isWithin, type RuleKey, ruleRanges } from '../../core/limits/rules.ts';
import { holdsMessages, isThread, missingToWrite } from '../../core/permissions.ts';
import {
  type ServerSettings,
  type SettingName,
  type SettingsChange,
  type SettingsRefusal,
  settingKeys,
  settingNames,
} from '../../core/settings.ts';
import { textsFor } from '../../i18n/index.ts';
import type { CaseKeeper } from '../../services/cases/messages.ts';
import { createLimitChanges } from '../../services/limits/changes.ts';
import { createChangeServerSettings, readServerSettings } from '../../services/settings.ts';
import type { Store } from '../../services/store/contract.ts';
import { createWording, stateOf, titleOf } from '../../views/limits/items.ts';
import type { MessageBody } from '../../views/message-body.ts';
import { renderNotice } from '../../views/notices.ts';
import {
  renderSettings,
  renderSettingsChange,
  renderSettingsRefusal,
  renderSetupForm,
  SETUP,
} from '../../views/settings.ts';
import type { Actor } from '../shared/actor.ts';
import { managesServer } from '../shared/moderator.ts';
import { type CommandInput, formFields, formValues, type InteractionPayload, textValue } from '../shared/payload.ts';
import { type Asker, type Interaction, inPlace, isOwnPage } from '../shared/reply.ts';
import type { ModeratorClick, ModeratorCommand } from './registry.ts';

const NOTHING: SettingsChange = { reset: [], set: {} };

type Wanted = SettingsChange | { readonly refused: SettingsRefusal };

const SNOWFLAKE = /^\d{1,20}$/;

/** What `/settings set` was asked for, or why this member cannot have it. */
function settingsChange(input: CommandInput, payload: InteractionPayload): Wanted {
  const said = settingNames.filter((name) => input.values[name] !== undefined);
  const reset = resetIn(input, said);
  if (reset === undefined) return refused({ kind: 'bad-value', option: 'reset' });
  if (said.length + reset.length === 0) return refused({ kind: 'nothing-said' });
  const isAboutRights = [...said, ...reset].includes('moderator_role');
  if (isAboutRights && !managesServer(payload)) return refused({ kind: 'manage-server-only' });
  // the role of everybody has the id of its server
  if (said.includes('moderator_role') && input.values['moderator_role'] === payload.guild_id)
    return refused({ kind: 'everyone-role' });
  const settingOf = (name: SettingName) => [settingKeys[name], input.values[name]] as const;
  const bad = said.find((name) => !isPossible(name, input));
  if (bad) return refused({ kind: 'bad-value', option: bad });
  const channel = textValue(input, 'log_channel');
  const problem = channel === undefined ? undefined : channelProblem(channel, payload);
  if (problem) return refused(problem);
  return { reset, set: Object.fromEntries(said.filter((name) => !reset.includes(name)).map(settingOf)) };
}

const refused = (refusal: SettingsRefusal): Wanted => ({ refused: refusal });

/** Undefined for what nobody was offered. */
function resetIn(input: CommandInput, said: readonly SettingName[]): readonly SettingName[] | undefined {
  const wanted = input.values['reset'];
  const known = settingNames.find((name) => name === wanted);
  if (wanted !== undefined && wanted !== EVERYTHING && !known) return undefined;
  const named = wanted === EVERYTHING ? settingNames : known ? [known] : [];
  const automatic = said.filter((name) => isAutomatic(name, input));
  return [...new Set([...named.filter((name) => !said.includes(name)), ...automatic])];
}

const isAutomatic = (name: SettingName, { values }: CommandInput): boolean =>
  (name === 'language' && values[name] === AUTOMATIC) || (name === 'default_model' && values[name] === NONE);

/** Discord sends only what was offered; others may send anything. */
function isPossible(name: SettingName, { values }: CommandInput): boolean {
  const value = values[name];
  const option = settingOptions.find((each) => each.name === name);
  switch (option?.kind) {
    case 'choice':
      return option.choices?.some((choice) => choice.value === value) ?? false;
    case 'flag':
      return typeof value === 'boolean';
    default:
      return typeof value === 'string' && SNOWFLAKE.test(value);
  }
}

/** By what Discord says of the channel with this very command; what it does not say counts as not allowed. */
function channelProblem(id: string, { data, channel: here, app_permissions }: InteractionPayload) {
  const channel = data?.resolved?.channels?.get(id);
  if (!channel || !holdsMessages(channel.type)) return { kind: 'no-text-channel', channelId: id } as const;
  const said = channel.app_permissions ?? (here?.id === id ? app_permissions : '0');
  const missing = missingToWrite(said, isThread(channel.type));
  return missing.length > 0 ? ({ kind: 'cannot-write', channelId: id, missing } as const) : undefined;
}

interface Parts {
  readonly store: Store;
  readonly clock: Clock;
  readonly keeper: Pick<CaseKeeper, 'hurry'>;
  /** What a member may spend a day where nobody set anything. */
  readonly daily: number;
}

/** What a menu of a setting says is what its option of `/settings set` would say; nothing chosen puts it back. */
function chosenInput(name: SettingName, values: readonly string[]): CommandInput {
  const [value] = values;
  const isFlag = settingOptions.find((option) => option.name === name)?.kind === 'flag';
  const said = isFlag && (value === 'true' || value === 'false') ? value === 'true' : value;
  return { subcommand: 'set', values: said === undefined ? { reset: name } : { [name]: said }, focused: undefined };
}

/** The same of the form; what was there and is there no more is put back. */
function setupInput(payload: InteractionPayload, { logChannel }: ServerSettings): CommandInput {
  const [channel] = formValues(payload, SETUP.channel);
  const [language] = formValues(payload, SETUP.language);
  const values = {
    ...(language !== undefined && { language }),
    ...(channel === undefined ? logChannel !== undefined && { reset: 'log_channel' } : { log_channel: channel }),
  };
  return { subcommand: 'set', values, focused: undefined };
}

/** Undefined where nothing was written: that stays as it is. */
function chosenDaily(payload: InteractionPayload): number | { readonly refused: SettingsRefusal } | undefined {
  const typed = (formFields(payload)[SETUP.daily] ?? '').trim();
  if (typed === '') return undefined;
  const daily = /^\d{1,9}$/.test(typed) ? Number(typed) : Number.NaN;
  return isWithin(daily, ruleRanges.daily) ? daily : { refused: { kind: 'bad-daily', typed } };
}

/** `/settings`: what a server wants, and changing it. */
export function createSettingsCommand({
  store,
  clock,
  keeper,
  daily: usualDaily,
}: Parts): ModeratorCommand & { readonly click: ModeratorClick } {
  const limits = createLimitChanges({ store, clock });
  const change = createChangeServerSettings({ store, change: limits.within });

  async function page({ scope, place }: Actor): Promise<MessageBody> {
    const settings = await readServerSettings(store, scope);
    const { count } = await store.cases.waiting(scope);
    return renderSettings(settings, settingsWords, place.language, count);
  }

  const refuse = ({ actor, reply }: Asker, refusal: SettingsRefusal) =>
    reply.show(renderSettingsRefusal(refusal, settingsWords, actor.place.language), true);

  async function apply(wanted: SettingsChange, { scope, ownerId }: Actor) {
    const { count: waiting } = await store.cases.waiting(scope);
    const done = await change(scope, ownerId, wanted);
    if (done.changed.includes('log_channel')) keeper.hurry();
    return { ...done, waiting };
  }

  async function set(wanted: Wanted, asker: Asker): Promise<void> {
    const { actor, reply } = asker;
    if ('refused' in wanted) return void (await refuse(asker, wanted.refused));
    const done = await apply(wanted, actor);
    await reply.show(renderSettingsChange(done, settingsWords, actor.place.language), true);
  }

  /** The page shows how it is now, whether the choice was taken or not. */
  async function choose(name: SettingName, interaction: Interaction): Promise<void> {
    const { payload, actor, reply } = interaction;
    const wanted = settingsChange(chosenInput(name, payload.data?.values ?? []), payload);
    if (!isOwnPage(interaction)) return set(wanted, interaction);
    const { give } = inPlace(reply);
    const done = 'refused' in wanted ? undefined : await apply(wanted, actor);
    await give(await page(actor));
    if ('refused' in wanted) await refuse(interaction, wanted.refused);
    if (done) await reply.show(renderSettingsChange(done, settingsWords, actor.place.language), true);
  }

  const keyOf = (scope: string): RuleKey => ({ scope, whom: { kind: 'everyone' }, command: undefined });

  async function dailyOf(scope: string): Promise<number> {
    const rules = await store.limits.rules(scope, clock.now());
    const ofEveryone = rules.find(({ whom, command }) => whom.kind === 'everyone' && command === undefined);
    return ofEveryone?.daily ?? usualDaily;
  }

  async function setDaily(daily: number, { scope, ownerId, place }: Actor) {
    const wording = createWording({ limits: limitsCommand, settings: settingsWords }, [], place.language);
    const target = { kind: 'rule', key: keyOf(scope) } as const;
    const edit: Edit = (current, now) => {
      const rule = current?.kind === 'rule' ? current.rule : undefined;
      const by = { setBy: ownerId, setAt: now };
      return { kind: 'rule', rule: { ...rule, daily, ...target.key, until: rule?.until, ...by } };
    };
    const { after, before, entryId } = await limits.make({ actorId: ownerId, target, edit });
    const [was, is] = [before, after].map((item) => stateOf(item, target.kind, wording));
    const { changed } = textsFor(place.language).settings;
    return { text: changed(titleOf(target, wording), was ?? '', is ?? ''), entryId };
  }

  /** All of it or nothing: what cannot be is found before anything is written. */
  async function setUp(interaction: Interaction): Promise<void> {
    const { payload, actor, reply } = interaction;
    const daily = chosenDaily(payload);
    if (typeof daily === 'object') return void (await refuse(interaction, daily.refused));
    const input = setupInput(payload, await readServerSettings(store, actor.scope));
    const wanted = Object.keys(input.values).length > 0 ? settingsChange(input, payload) : NOTHING;
    if ('refused' in wanted) return void (await refuse(interaction, wanted.refused));
    const done = await apply(wanted, actor);
    const isNew = daily !== undefined && daily !== (await dailyOf(actor.scope));
    const more = isNew ? [await setDaily(daily, actor)] : [];
    await reply.show(renderSettingsChange({ ...done, more }, settingsWords, actor.place.language), true);
  }

  async function askSetUp({ actor, reply }: Asker): Promise<void> {
    const settings = await readServerSettings(store, actor.scope);
    await reply.ask(renderSetupForm(settings, await dailyOf(actor.scope), settingsWords, actor.place.language));
  }

  return {
    async run(input, interaction) {
      const { payload, actor, reply } = interaction;
      if (input.subcommand === 'set') return set(settingsChange(input, payload), interaction);
      await reply.show(await page(actor), true);
    },
    async click({ action, subject }, interaction) {
      const name = settingNames.find((each) => each === subject);
      if (action === 'set' && name) return choose(name, interaction);
      if (action === 'setup') return askSetUp(interaction);
      if (action === 'form') return setUp(interaction);
      const { actor, reply } = interaction;
      await reply.show(renderNotice({ kind: 'unknown-button' }, actor.place.language), true);
    },
  };
}
