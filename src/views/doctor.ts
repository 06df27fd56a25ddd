import { type APIComponentInContainer, ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { formatModId } from '../core/custom-ids.ts';
import type { Examination, OperatorsPart, SwitchedOffLine, Tried } from '../core/doctor.ts';
import type { Language } from '../core/language.ts';
import { providerTitles } from '../core/provider.ts';
import type { Texts } from '../i18n/en.ts';
import { textsFor } from '../i18n/index.ts';
import { rows } from './buttons.ts';
import { linkButton } from './gallery.ts';
import { code, inert, plain } from './markup.ts';
import { type MessageBody, messageBody, relativeTime, textDisplay } from './message-body.ts';
import { type Named, storedCommand } from './option-names.ts';

const ACCENTS = { well: 0x57f287, ill: 0xfee75c };
const MARKS = { good: '✅', warning: '⚠️', bad: '❌' } as const;
/** Beyond these nobody reads on, and a message holds only so much. */
const MOST_OFF = 8;

type DoctorTexts = Texts['doctor'];

interface Line {
  readonly mark: keyof typeof MARKS;
  readonly text: string;
}

/** What works, what does not, and what to do about it; seen by the moderator alone. */
export function renderExamination(found: Examination, commands: readonly Named[], language: Language): MessageBody {
  const texts = textsFor(language).doctor;
  const sections: [string, readonly Line[]][] = [
    [texts.here, here(found, language)],
    [
      texts.making,
      [...making(found, texts), ...off(found.off, (name) => storedCommand(name, commands, language), texts)],
    ],
    [texts.keeping, keeping(found, texts)],
    ...(found.operator ? [[texts.operator, operators(found.operator, texts)] satisfies [string, readonly Line[]]] : []),
  ];
  const isWell = sections.every(([, lines]) => lines.every(({ mark }) => mark === 'good'));
  const version = texts.version(plain(found.version, 30), plain(found.runtime, 30), relativeTime(found.since));
  const components: APIComponentInContainer[] = [
    textDisplay(texts.title),
    ...sections.map(([title, lines]) => textDisplay([title, ...lines.map(lineText)].join('\n'))),
    textDisplay(`-# ${version}`),
    ...rows([
      {
        type: ComponentType.Button,
        style: ButtonStyle.Secondary,
        label: texts.again,
        custom_id: formatModId({ area: 'doctor', action: 'again', subject: '', n: 1 }),
      },
      linkButton({ label: texts.invite, url: found.invite }),
    ]),
  ];
  return messageBody([
    { type: ComponentType.Container, accent_color: isWell ? ACCENTS.well : ACCENTS.ill, components },
  ]);
}

const lineText = ({ mark, text }: Line): string => `${MARKS[mark]} ${text}`;
const good = (text: string): Line => ({ mark: 'good', text });
const warning = (text: string): Line => ({ mark: 'warning', text });
const bad = (text: string): Line => ({ mark: 'bad', text });

function here({ missing, logChannel }: Examination, language: Language): readonly Line[] {
  const { doctor: texts, denials } = textsFor(language);
  const names = missing.map((name) => `**${denials.permissions[name] ?? name}**`);
  const log = { unset: warning(texts.logUnset), seen: good(texts.logSeen), unseen: bad(texts.logUnseen) };
  return [missing.length > 0 ? bad(texts.hereMissing(denials.allOf(names))) : good(texts.hereGood), log[logChannel]];
}

const making = ({ providers }: Examination, texts: DoctorTexts): readonly Line[] =>
  providers.map(({ name, pausedFor }) =>
    pausedFor ? bad(texts.paused[pausedFor](providerTitles[name])) : good(texts.provider(providerTitles[name])),
  );

const off = (lines: readonly SwitchedOffLine[], typed: (name: string) => string, texts: DoctorTexts): readonly Line[] =>
  lines.slice(0, MOST_OFF).map(({ commands, model, since, retryAt }) => {
    const named = commands.map((name) => `**/${inert(typed(name), 40)}**`).join(', ');
    const what = model === undefined ? named : `${code(model, 60)} (${named})`;
    return warning(texts.off(what, relativeTime(since), retryAt === undefined ? undefined : relativeTime(retryAt)));
  });

function keeping({ files, publicAddress }: Examination, texts: DoctorTexts): readonly Line[] {
  const { kind, ms, hasAddress, waiting } = files;
  const stored = byAnswer(files, {
    good: texts.filesGood(kind, ms),
    bad: texts.filesBad(kind),
    silent: texts.filesSilent,
  });
  const address = {
    unset: [],
    good: [good(texts.addressGood)],
    elsewhere: [bad(texts.addressElsewhere)],
    unreached: [warning(texts.addressUnreached)],
  };
  return [
    stored,
    ...(waiting > 0 ? [warning(texts.filesWaiting(waiting))] : []),
    ...(hasAddress ? address[publicAddress] : [warning(texts.noAddress)]),
  ];
}

function operators({ keys, database, webhooks, unset }: OperatorsPart, texts: DoctorTexts): readonly Line[] {
  const { kind, ms, migration } = database;
  const answered = texts.databaseGood(kind, ms, code(migration, 60));
  return [
    ...keys.map((key) => {
      const name = providerTitles[key.name];
      return byAnswer(key, {
        good: texts.keyGood(name, key.ms),
        bad: texts.keyBad(name),
        silent: texts.keySilent(name),
      });
    }),
    ...webhooks.map(({ name, heardAt }) => {
      const provider = providerTitles[name];
      return heardAt === undefined
        ? warning(texts.webhooksSilent(provider))
        : good(texts.webhooksGood(provider, relativeTime(heardAt)));
    }),
    byAnswer(database, { good: answered, bad: texts.databaseBad, silent: texts.databaseBad }),
    ...(unset.length > 0 ? [warning(texts.unset(unset.map((name) => code(name, 60)).join(', ')))] : []),
  ];
}

const byAnswer = ({ answer }: Tried, texts: Readonly<Record<Tried['answer'], string>>): Line => ({
  mark: answer === 'silent' ? 'warning' : answer,
  text: texts[answer],
});
