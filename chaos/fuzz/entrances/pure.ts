import fc from 'fast-check';
import { parseConfig, secretsOf, variables, warningsOf } from '../../../src/config.ts';
import {
  actions,
  chainActions,
  formatBatchId,
  formatChainId,
  formatChooseId,
  formatCustomId,
  formatForgetId,
  formatModId,
  formatPageId,
  formatPickId,
  formatStepId,
  modAreas,
  parseBatchId,
  parseChainId,
  parseChooseId,
  parseCustomId,
  parseForgetId,
  parseModId,
  parsePageId,
  parsePickId,
  parsePictureId,
  parseStepId,
} from '../../../src/core/custom-ids.ts';
import { StartupError } from '../../../src/core/errors.ts';
import { HOSTILE_TEXTS } from '../mutate.ts';
import { type Entrance, fail, fuzzed } from '../run.ts';
import { leaksIn, SECRETS } from '../secrets.ts';

const JOB = '01JDS3Z7W8K2M4N6P8Q0R2T4V6';

/** Each kind of id: read, and written again. */
const KINDS: Readonly<Record<string, (text: string) => string | undefined>> = {
  button: (text) => again(parseCustomId(text), formatCustomId),
  pick: (text) => again(parsePickId(text), formatPickId),
  chain: (text) => again(parseChainId(text), formatChainId),
  batch: (text) => again(parseBatchId(text), formatBatchId),
  page: (text) => again(parsePageId(text), formatPageId),
  step: (text) => again(parseStepId(text), formatStepId),
  choose: (text) => again(parseChooseId(text), formatChooseId),
  mod: (text) => again(parseModId(text), formatModId),
  picture: (text) => again(parsePictureId(text), ({ subject, n }) => `${subject}:${n}`),
  forget: (text) => again(parseForgetId(text), formatForgetId),
};

const again = <T>(id: T | undefined, format: (id: T) => string) => (id === undefined ? undefined : format(id));

/** Leading noughts are read, and not written. */
const plain = (text: string): string => text.replace(/:0+(?=\d)/g, ':');

const REAL: readonly string[] = [
  ...actions.map((action) => `v1:${action}:${JOB}:1`),
  ...chainActions.map((action) => `v1:${action}:${JOB}:2`),
  ...modAreas.map((area) => `v1:mod:${area}:open:${JOB}:1`),
  ...['again-result', 'reword-form', 'delete-sure', 'expand-preset'].map((step) => `v1:${step}:${JOB}:1`),
  ...[`v1:pick:${JOB}:1`, `v1:words:${JOB}:9`, 'v1:batch:public:usual', 'v1:page:jobs:1', 'v1:page:history:77'],
  ...[`v1:choose:${JOB}:3`, `${JOB}:1`, 'v1:forget:123456789012345678:1700000000', 'v1:ping:jobs'],
];

const anyText = fc.oneof(fc.constantFrom(...HOSTILE_TEXTS), fc.string({ unit: 'binary', maxLength: 30 }));

/** Custom ids as anybody may forge them. */
export const customIds: Entrance<unknown> = {
  name: 'custom-ids',
  share: 15,
  open: async () =>
    fuzzed({
      any: fc
        .tuple(fc.constantFrom(...REAL), fc.array(fc.tuple(fc.nat(60), fc.nat(4), anyText), { maxLength: 3 }))
        .map(([id, cuts]) => cuts.reduce((text, [at, out, put]) => text.slice(0, at) + put + text.slice(at + out), id)),
      hold(text) {
        for (const [kind, read] of Object.entries(KINDS)) {
          const written = read(text);
          if (written !== undefined && plain(written) !== plain(text))
            fail(`${kind}: ${JSON.stringify(text)} was read as ${JSON.stringify(written)}`);
        }
      },
    }),
};

const NAMES = Object.keys(variables);
const RIGHT = [
  'https://x.example',
  'x.example,*.y.example:1',
  'postgres://u:p@h:1/d',
  '0.04 EUR',
  '0-3/8',
  'yes',
  'v2',
  '8080',
  'debug',
];

/** Every variable with what somebody may have pasted there. */
export const environment: Entrance<unknown> = {
  name: 'environment',
  share: 10,
  open: async () =>
    fuzzed({
      any: fc.array(
        fc.tuple(
          fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...NAMES) }, { weight: 1, arbitrary: anyText }),
          fc.oneof(
            anyText,
            fc.constantFrom(...RIGHT, ...Object.values(SECRETS)),
            fc.constantFrom(...Object.values(SECRETS)).map((secret) => `https://user:${secret}@x.example/${secret}`),
            fc.integer().map(String),
          ),
        ),
        { maxLength: 6 },
      ),
      hold(pairs) {
        const env = Object.fromEntries([...Object.entries(SECRETS), ...pairs]);
        const said = saidOf(env);
        const leaks = leaksIn(said);
        if (leaks.length > 0) fail(`the words of a start hold ${leaks.join(', ')}: ${said}`);
      },
    }),
};

/** All that a start with this environment would write. */
function saidOf(env: Readonly<Record<string, string>>): string {
  try {
    const config = parseConfig(env);
    if (secretsOf(config).length < 2) fail('a secret is not known as one');
    return warningsOf(env, config, { operations: ['imagine'], models: ['flux-dev'] }).join('\n');
  } catch (error) {
    if (!(error instanceof StartupError)) throw error;
    return error.message;
  }
}
