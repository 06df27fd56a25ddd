import { type LimitsSubcommand, limits } from '../../commands/limits.ts';
import { serverSettings, settingOptions } from '../../commands/settings.ts';
import type { OperatorLimits } from '../../core/limit-pages.ts';
import { isProblem, type LimitProblem } from '../../core/limit-problem.ts';
import { parseSubject } from '../../core/limit-subject.ts';
import type { ModId } from '../../core/mod-id.ts';
import { renderLimitProblem } from '../../views/limits/problems.ts';
import { createWording, type Wording } from '../../views/limits/wording.ts';
import type { MessageBody } from '../../views/message-body.ts';
import { renderNotice } from '../../views/notices.ts';
import { commandChoices } from '../../views/suggestions.ts';
import type { Actor } from '../actor.ts';
import { asMessage, inPlace } from '../member-commands/parts.ts';
import { managesServer } from '../moderator.ts';
import type { ModClick, ModCommand, ModDesk } from '../moderator-commands.ts';
import { isOwnPage } from '../own-page.ts';
import type { LimitDeed, LimitDeskParts } from './ask.ts';
import { chosenMember, rolesOf } from './chosen.ts';
import { createLimitLog } from './log.ts';
import { createBlock, createGrant, createUnblock } from './member-deeds.ts';
import { chosenCommand } from './options.ts';
import { createClearRule, createSetRule } from './rule.ts';
import { createBudget, createPause, createResume } from './server-deeds.ts';
import { createShowLimits } from './show.ts';
import { createUndoDeed } from './undo.ts';
import type { Why } from './why.ts';

export interface LimitsDeskParts extends LimitDeskParts {
  readonly operator: OperatorLimits;
  readonly why: Why;
}

const settings = { command: serverSettings, options: settingOptions };

type Answered = MessageBody | LimitProblem;

/** `/limits`: its subcommands, what its buttons do, and its suggestions. All of it is seen by the moderator alone. */
export function createLimitsDesk(parts: LimitsDeskParts): ModDesk & { readonly click: ModClick } {
  const { operations } = parts;
  const names = operations.map(({ name }) => name);
  const wordingOf = ({ place }: Actor): Wording => createWording({ limits, settings }, operations, place.language);
  const bodyOf = (answered: Answered, wording: Wording): MessageBody =>
    isProblem(answered) ? renderLimitProblem(answered, names, wording) : answered;

  const { show, page: showPage } = createShowLimits(parts);
  const { log, page: logPage } = createLimitLog(parts);
  const undo = createUndoDeed(parts);
  const deeds: Readonly<Record<Exclude<LimitsSubcommand, 'why'>, LimitDeed>> = {
    show,
    set: createSetRule(parts),
    clear: createClearRule(parts),
    grant: createGrant(parts),
    block: createBlock(parts),
    unblock: createUnblock(parts),
    pause: createPause(parts),
    resume: createResume(parts),
    budget: createBudget(parts),
    log,
  };

  const run: ModCommand = async (input, actor, reply, payload) => {
    const wording = wordingOf(actor);
    const ask = { input, actor, payload, wording };
    const { give } = asMessage(reply);
    if (input.subcommand === 'why') {
      const memberId = chosenMember(ask);
      const chosen = chosenCommand(input, operations);
      if (isProblem(chosen)) return void (await give(bodyOf(chosen, wording)));
      return parts.why(actor, reply, { memberId, roles: rolesOf(ask, memberId), command: chosen.command });
    }
    const name = limits.subcommands.find((each) => each.name === input.subcommand)?.name;
    const deed = name === undefined || name === 'why' ? show : deeds[name];
    await give(bodyOf(await deed(ask), wording));
  };

  async function clicked(
    { deed, subject, n }: ModId,
    actor: Actor,
    wording: Wording,
    mayGiveRights: boolean,
  ): Promise<Answered | undefined> {
    const shown = deed === 'show' ? parseSubject(subject) : undefined;
    if (shown) return showPage(actor.scope, shown.about, n, wording);
    if (deed === 'log') return logPage(actor.scope, n, wording);
    return deed === 'undo' || deed === 'undo-sure' ? undo(actor, subject, wording, mayGiveRights) : undefined;
  }

  const click: ModClick = async (id, actor, reply, payload) => {
    const wording = wordingOf(actor);
    // a page is turned where it is, and what is asked is answered where it was asked
    const isInPlace = id.deed !== 'undo' && isOwnPage(payload, actor);
    const { give } = isInPlace ? inPlace(reply) : asMessage(reply);
    const answered = await clicked(id, actor, wording, managesServer(payload));
    const unknown = renderNotice({ kind: 'unknown-button' }, wording.language);
    await give(answered ? bodyOf(answered, wording) : unknown);
  };

  return {
    run,
    suggest: async ({ focused }, { place }) =>
      focused?.name === 'command' ? commandChoices(operations, focused.typed, place.language) : [],
    click,
  };
}
