import { operations } from '../../src/commands/index.ts';
import { settingsWords } from '../../src/commands/settings.ts';
import { expandPresets, relightPresets, restylePresets } from '../../src/commands/shared/follow-ups.ts';
import type { CardState, CardStatus } from '../../src/core/card.ts';
import { failureCodes } from '../../src/core/failure.ts';
import type { JsonObject } from '../../src/core/json.ts';
import type { Language } from '../../src/core/language.ts';
import { unsetSettings } from '../../src/core/settings.ts';
import { renderCard, renderEnd } from '../../src/views/card.ts';
import { renderChain, withChain } from '../../src/views/chain.ts';
import {
  renderBatchForm,
  renderConfirmDelete,
  renderPromptForm,
  renderRepeatForm,
  renderReportForm,
  renderRewordForm,
} from '../../src/views/forms.ts';
import {
  renderCommandToCopy,
  renderComparison,
  renderPictureChoice,
  renderPictureDetails,
  renderPictureMenu,
  renderPresets,
  renderPresetTaken,
  renderWordsForm,
} from '../../src/views/menus.ts';
import { renderHandedIn } from '../../src/views/refusals.ts';
import { renderSetupForm } from '../../src/views/settings.ts';
import { AT, card, chainPage, JOB, MESSAGE, madeStep, OWNER, operation, picture, priced } from './samples/pictures.ts';
import type { CardGroups, ShownCard } from './shown.ts';

const operationNamed = (name: string) => operations.find((each) => each.name === name) ?? operation;
const imagine = operationNamed('imagine');
const upscale = operationNamed('upscale');

const prices = { again: 1, vary: 1, upscale: 2, rmbg: 1, expand: 2, relight: 1, restyle: 1, reword: 1, prompt: 1 };
const finished = {
  status: { kind: 'finished', isLate: false },
  operation: imagine,
  mayReport: true,
  prices,
} as const;
const attached = (n: number, isSpoiler = false) => ({ url: `attachment://darkroom-${n}.png`, isSpoiler });
const pictures = (count: number) =>
  Array.from({ length: count }, (_, at) => picture({ jobId: `${at}`, file: attached(at + 1) }));

const from = (copyOf?: { readonly jobId: string; readonly index: number }) => ({
  kind: 'stored' as const,
  key: `${'0'.repeat(64)}.png`,
  width: 1024,
  height: 576,
  bytes: 1_200_000,
  ...(copyOf && { copyOf }),
});
const parent = { ownerId: '1100000000000000005', n: 2, link: MESSAGE };
const credit = { authorId: '1100000000000000005', link: MESSAGE };
const LONG_PROMPT = 'a fox in the snow at dawn, seen from a low angle, with long blue shadows and breath in the air. ';

/** What an operation usually gets. */
const inputs: Readonly<Record<string, JsonObject>> = {
  imagine: { prompt: 'a fox in the snow', model: 'realism', aspect: 'widescreen_16_9', resolution: '2k' },
  flux: { prompt: 'a harbor at night', model: 'flux-pro', seed: 42 },
  edit: { prompt: 'make it snow', image: from() },
  upscale: { image: from({ jobId: JOB, index: 0 }), scale: '4' },
};

type Over = Partial<CardState>;
const cards = (language: Language, states: Readonly<Record<string, Over>>): readonly ShownCard[] =>
  Object.entries(states).map(([name, over]) => ({ name, body: renderCard(card({ ...finished, ...over }), language) }));

const done: Readonly<Record<string, Over>> = {
  'One picture': { pictures: pictures(1), input: inputs['imagine'] ?? {} },
  'One picture, all at one price': { pictures: pictures(1), prices: { ...prices, upscale: 1 } },
  'Two pictures': { pictures: pictures(2), price: 2, charged: 2 },
  'Four pictures': { pictures: pictures(4), price: 4, charged: 4 },
  'Ten pictures': { pictures: pictures(10), price: 10, charged: 10 },
  ...Object.fromEntries(
    operations.map((each) => [
      `By ${each.name}`,
      {
        operation: each,
        input: inputs[each.name] ?? { image: from({ jobId: JOB, index: 0 }) },
        pictures: pictures(1),
        parent: each.main ? parent : undefined,
        hasBefore: each.main !== undefined,
      },
    ]),
  ),
  'Seen by its owner alone': { pictures: pictures(1), isPrivate: true, mayReport: false },
  'A spoiler': { pictures: [picture({ file: attached(1, true) })] },
  'Flagged, in a channel that is not for it': { pictures: [picture({ file: undefined, isHidden: true })] },
  'Gone, with no copy of it here': { pictures: [picture({ file: undefined, link: undefined })] },
  'Late, and free': { status: { kind: 'finished', isLate: true }, pictures: pictures(1), charged: 0 },
  'Removed for its age': { pictures: [picture({ file: undefined, link: undefined, isExpired: true })] },
  'Its link is to come': { pictures: [picture({ link: undefined, isLinkPending: true })] },
  'Kept by the bot itself': { pictures: [picture({ link: undefined, isKeptHere: true })] },
  'Some did not come': {
    pictures: pictures(2),
    failures: ['refused', 'refused', 'deadline', 'provider-busy', 'internal'],
    cancelled: 1,
    price: 8,
    charged: 2,
  },
  'Shared from a private message': { pictures: pictures(1), isCopy: true },
  "Made from somebody's picture": { pictures: pictures(1), credit, hasBefore: true },
  "Made from somebody's picture, not shared yet": { pictures: pictures(1), credit, isPrivate: true },
  'Made from a picture whose message is gone': {
    operation: upscale,
    pictures: pictures(1),
    parent: { ...parent, n: undefined, link: undefined },
    hasBefore: true,
  },
  'With every setting': {
    pictures: pictures(1),
    input: {
      ...inputs['imagine'],
      repeatable: true,
      look: 'vintage-japanese',
      look_strength: 1.2,
      hdr: 60,
      adherence: 40,
      style_reference: { ...from(), shrunkFrom: { width: 9000, height: 6000 } },
      structure_reference: from(),
      colors: '#ff8800:0.6, #00aaaa:0.4',
    },
  },
  'With a long prompt': { pictures: pictures(1), input: { prompt: LONG_PROMPT.repeat(12).slice(0, 1000) } },
  'It may be the same picture again': { pictures: pictures(1), input: { ...inputs['imagine'], repeatable: true } },
};

const working = { kind: 'working', ready: 0, total: 1, progress: undefined, expectedAt: undefined } as const;
const open: Readonly<Record<string, CardStatus>> = {
  'Next in line': { kind: 'queued', ahead: 0 },
  'Fourth in line': { kind: 'queued', ahead: 3 },
  'In line, its place not known': { kind: 'queued', ahead: undefined },
  'In line while the provider is paused': { kind: 'queued', ahead: 0, held: 'paused' },
  'In line while the provider rests': { kind: 'queued', ahead: 0, held: AT + 600_000 },
  Started: working,
  'In the works': { ...working, progress: 0.4, expectedAt: AT + 150_000 },
  'In the works, nearly done': { ...working, progress: 0.99, expectedAt: AT + 125_000 },
  'Three of four are ready': { ...working, ready: 3, total: 4, progress: 0.75 },
  'Ready where the bot may not fetch it': { ...working, isHeld: true },
  'Some of them ready where the bot may not fetch them': { ...working, ready: 1, total: 4, isHeld: true },
};

function unfinishedCards(language: Language): CardGroups {
  const refusal = { code: 'picture-too-small', option: 'image', minimum: 160 } as const;
  return {
    'In the works': [
      ...Object.entries(open).map(([name, status]) => ({
        name,
        body: renderCard(
          card({ status, operation: imagine, mayCancel: status.kind === 'queued', pictures: [] }),
          language,
        ),
      })),
      ...cards(language, {
        'In line, to be fetched by a press': { status: { kind: 'queued', ahead: 1 }, mayCancel: true, mayGet: true },
        'In the works, to be fetched by a press': { status: working, mayGet: true },
      }),
    ],
    'Without a picture': cards(language, {
      Cancelled: { status: { kind: 'cancelled' }, charged: 0 },
      'Stopped by a restart': { status: { kind: 'restarted' }, charged: 0 },
      ...Object.fromEntries(
        failureCodes.map(
          (reason) => [`Failed: ${reason}`, { status: { kind: 'failed', reason }, charged: 0 }] as const,
        ),
      ),
      'Failed by what was seen later': {
        operation: upscale,
        status: { kind: 'failed', reason: 'input-refused', refusal },
        charged: 0,
      },
    }),
  };
}

function severalCards(language: Language): readonly ShownCard[] {
  const files = { name: 'holiday-2026.heic', reason: 'source-unreadable' } as const;
  const refusal = { code: 'picture-too-small', option: 'image', minimum: 160 } as const;
  const batch = (over: Over): Over => ({ operation: upscale, pictures: pictures(3), price: 6, charged: 4, ...over });
  const steps = (over: Partial<CardState['steps']> = {}): Over => ({
    operation: upscale,
    pictures: pictures(1),
    parent,
    steps: { current: 2, total: 3, price: 5, stopped: undefined, ...over },
  });
  const inTheWorks = { status: { kind: 'working', ready: 1, total: 3, progress: 0.5, expectedAt: undefined } } as const;
  return cards(language, {
    'A batch with its files as a ZIP': batch({ batch: { lost: [], zip: 'attachment://darkroom.zip' } }),
    'A batch whose ZIP is a link': batch({
      batch: { lost: [files], zip: 'https://files.example.com/darkroom.zip' },
    }),
    'A batch that lost files': batch({
      failures: ['source-unreadable', 'input-refused'],
      batch: {
        lost: [files, { name: 'icon.png', reason: 'input-refused', refusal }, { name: 'dog.jpg', reason: 'refused' }],
        zip: undefined,
      },
    }),
    'A batch that lost nearly all': batch({
      batch: {
        lost: Array.from({ length: 30 }, (_, at) => {
          const name = `holiday-${at + 1}.png`;
          return at < 4 ? { ...files, name } : { name, reason: 'input-refused', refusal };
        }),
        zip: undefined,
      },
    }),
    'The second of three steps': { ...steps(), ...inTheWorks, pictures: [] },
    'All steps are done': steps({ current: 3 }),
    'Steps that stopped': steps({ stopped: { reason: 'no-credits' } }),
    'Steps that were called off': steps({ stopped: { reason: undefined } }),
    'Steps that a refusal stopped': steps({ stopped: { reason: 'input-refused', refusal } }),
  });
}

/** The one message of a request, in all its states. */
export function resultCards(language: Language): CardGroups {
  const later = [madeStep({ jobId: '01JDZ8Q4S0M3T5V7W9XBCDEFGJ', title: { en: 'Relight', vi: 'Đổi ánh sáng' } })];
  const many = Array.from({ length: 12 }, (_, at) =>
    madeStep({ jobId: `01JDZ8Q4S0M3T5V7W9XBCDEF${at + 10}`, prompt: '*_'.repeat(30) }),
  );
  return {
    Finished: cards(language, done),
    ...unfinishedCards(language),
    'Batches and steps': severalCards(language),
    'How a picture came about': [
      { name: 'A chain', body: renderChain(chainPage(), language) },
      { name: 'A chain that went on', body: renderChain(chainPage({ later }), language) },
      { name: 'The end of a long chain', body: renderChain(chainPage({ steps: many, earlier: 20 }), language) },
      {
        name: 'A chain of which little may be told',
        body: renderChain(chainPage({ steps: [{ kind: 'gap' }, madeStep()], strip: undefined }), language),
      },
      {
        name: 'A card with its chain',
        body: withChain(renderCard(card({ ...finished, pictures: pictures(1) }), language), chainPage(), language),
      },
    ],
    'Calls at the end of a long wait': [true, false].map((hasPictures) => ({
      name: hasPictures ? 'It is there' : 'It ended without a picture',
      body: renderEnd(OWNER, hasPictures, language),
    })),
  };
}

const at = { subject: JOB, n: 1 } as const;

/** What a press on a result asks first, or shows. */
export function menuCards(language: Language): CardGroups {
  const choosable = (n: number) => ({ picture: from(), url: `attachment://darkroom-${n}.png`, isSpoiler: n === 3 });
  const attachment = { kind: 'attachment', id: '1', url: 'https://x.example', name: 'IMG_2041.jpg' } as const;
  return {
    'Menus and questions': [
      ...Object.entries({ expand: expandPresets, relight: relightPresets, restyle: restylePresets }).flatMap(
        ([name, presets]) => {
          const action = name === 'expand' || name === 'relight' ? name : 'restyle';
          return [
            {
              name: `How to ${name}`,
              body: renderPresets({ action, step: 'preset', ...at }, priced(presets), 38, language),
            },
            { name: `How to ${name}, chosen`, body: renderPresetTaken(action, language) },
          ];
        },
      ),
      {
        name: 'A command to copy',
        body: renderCommandToCopy(operationNamed('style'), `${JOB}:1`, 'style_reference', language),
      },
      { name: 'Compared', body: renderComparison(upscale.title, 'attachment://both.webp', false, language) },
      ...[pictures(4), [picture({ file: undefined })]].map((shown) => ({
        name: shown.length > 1 ? 'With one of four pictures' : 'With a picture that is not shown',
        body: renderPictureMenu(card({ ...finished, pictures: shown }), 1, language),
      })),
      { name: 'Which of the pictures?', body: renderPictureChoice(JOB, [1, 2, 3].map(choosable), upscale, language) },
      {
        name: 'Which of the pictures, not shown?',
        body: renderPictureChoice(
          JOB,
          [1, 2].map((n) => ({ ...choosable(n), url: undefined })),
          upscale,
          language,
        ),
      },
      {
        name: 'Picture details',
        body: renderPictureDetails(
          [
            { ...choosable(1), picture: { ...attachment, bytes: 2_400_000, width: 4032, height: 3024 } },
            { ...choosable(2), picture: { kind: 'link', url: 'https://files.example.com/2.png' } },
          ],
          language,
        ),
      },
      { name: 'Picture details of nothing', body: renderPictureDetails([], language) },
      ...[1, 4].map((count) => ({
        name: count === 1 ? 'Delete it?' : 'Delete all four?',
        body: renderConfirmDelete({ action: 'delete', ...at }, count, language),
      })),
      ...[true, false].map((mayStart) => ({
        name: mayStart ? 'Made from what is its owner’s' : 'Made from what is its owner’s, nothing to go on from',
        body: renderHandedIn({ action: 'again', ...at }, OWNER, mayStart, language),
      })),
    ],
  };
}

/** Forms that stand over the page. */
export function formCards(language: Language): CardGroups {
  const prompt = 'a fox in the snow';
  const choices = operations
    .filter(({ main }) => main)
    .map(({ name, title, prices }) => ({ value: name, name: title, price: Math.min(...Object.values(prices)) }));
  return {
    Forms: [
      {
        name: 'Edit prompt',
        body: renderPromptForm(
          { action: 'prompt', step: 'form', ...at },
          { prompt, isFromResult: false, price: 1 },
          language,
        ),
      },
      {
        name: 'Edit prompt, from the result',
        body: renderPromptForm(
          { action: 'prompt', step: 'form', ...at },
          { prompt, isFromResult: true, price: 1 },
          language,
        ),
      },
      { name: 'Edit with words', body: renderRewordForm({ action: 'reword', step: 'form', ...at }, 1, language) },
      { name: 'Edit a picture of a message', body: renderWordsForm('v1:words', operationNamed('edit'), language) },
      { name: 'Report', body: renderReportForm({ action: 'report', step: 'form', ...at }, language) },
      { name: 'Repeat', body: renderRepeatForm(at, [imagine.title, upscale.title], 3, language) },
      { name: 'Set up a server', body: renderSetupForm(unsetSettings, 50, settingsWords, language) },
      { name: 'Batch', body: renderBatchForm({ isPrivate: true, isSpoiler: false }, choices, language) },
    ],
  };
}
