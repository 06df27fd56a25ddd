import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Parameter } from '../../docs/reference/description.ts';
import { fetchMany, fetchTask } from '../../docs/reference/endpoints/apiframe-tasks.ts';
import { generate } from '../../docs/reference/endpoints/apiframe-v2.ts';
import { fluxImagine } from '../../docs/reference/endpoints/flux-imagine.ts';
import { freepikEndpoints } from '../../docs/reference/endpoints/registry.ts';
import { fluxBody } from '../../sandbox/providers/apiframe-flux.ts';
import { generateBody } from '../../sandbox/providers/apiframe-v2.ts';
import { freepikEndpoints as localEndpoints } from '../../sandbox/providers/endpoints/registry.ts';
import { fetchBody, fetchManyBody } from '../../sandbox/providers/local-apiframe.ts';
import { base64 } from '../sandbox/providers/endpoint-client.ts';
import { startPictureServer } from '../sandbox/providers/picture-server.ts';
import { samplePicture } from '../sandbox/providers/pixels.ts';
import { differences, normalised, schemaOf } from './json-schema.ts';

const context = { variation: 1, sizes: { fullSize: false } };

/** What the page says and what the local provider takes, where they are not the same, and why. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  '/v1/ai/mystic': [
    // the local provider tells a default from a field that was given without its subject
    'properties.adherence.default: 50 / -',
    'properties.hdr.default: 50 / -',
    'properties.structure_strength.default: 50 / -',
    // it knows all looks and characters that there are
    'properties.styling.properties.characters.items.properties.id.enum: - / 21,22',
    'properties.styling.properties.styles.items.properties.name.enum: - / blueprint,golden-hour,neon-city,vintage-japanese,watercolour-garden',
  ],
  // where no document states a default, the local provider has to choose one
  '/v1/ai/beta/text-to-image/reimagine-flux': ['properties.imagination.default: - / vivid'],
  '/v1/ai/image-upscaler': [
    'properties.engine.default: - / automatic',
    'properties.optimized_for.default: - / standard',
  ],
  '/v1/ai/image-upscaler-precision-v2': ['properties.scale_factor.anyOf.1.pattern: - / ^([2-9]|1[0-6])$'],
  '/v1/ai/image-style-transfer': ['properties.portrait_style.default: standard / -'],
  '/v1/ai/image-relight': [expect.stringMatching(/transfer_light_b\.enum: (?!.*strong_mid.* \/).* \/ .*strong_mid/)],
  // told in words
  '/v2/images/generate': ['properties.prompt.maxLength: - / 2000'],
  '/flux-imagine': [
    'properties.aspect_ratio.default: 16:9 / -',
    'properties.height.default: 768 / -',
    'properties.interval.default: 2 / -',
    'properties.width.default: 1024 / -',
  ],
};

function differ(parameters: readonly Parameter[], local: z.ZodType): string[] {
  return differences(schemaOf(parameters), normalised(z.toJSONSchema(local, { io: 'input' })));
}

test('every endpoint of the local Freepik is on the page, and no other', () => {
  expect(new Set(freepikEndpoints.map(({ path }) => path))).toEqual(new Set(localEndpoints.map(({ path }) => path)));
});

/** A value that is taken, where a picture is an address only if it must be. */
function exampleOf(parameter: Parameter, forms: { base64: string; address: string }): string {
  if (parameter.kind !== 'picture') return 'a fox';
  return parameter.as === 'address' ? forms.address : forms.base64;
}

describe.each(localEndpoints)('$path', (local) => {
  const told = freepikEndpoints.find(({ path }) => path === local.path);
  const parameters = told?.parameters ?? [];

  test('takes the fields, ranges, choices and defaults of the page', () => {
    expect(differ(parameters, local.schema)).toEqual(KNOWN[local.path] ?? []);
  });

  test('is spoken to and answers as the page says', () => {
    const { encoding, answers, shape } = local;
    expect(told).toMatchObject({ encoding, answers, shape });
  });

  test('takes pictures in the forms of the page only', async () => {
    const picture = await samplePicture(320, 256);
    const server = await startPictureServer({ '/photo.png': picture });
    const forms = { base64: base64(picture), address: `${server.url}/photo.png` };
    const needed = parameters.filter(({ isRequired }) => isRequired);
    const base = needed.map((each): [string, string] => [each.name, exampleOf(each, forms)]);
    const isTaken = async (body: object) => {
      const work = await local.prepare({ ...Object.fromEntries(base), ...body }, context);
      // what passes to a complaint is nothing that the page may promise
      return !('invalid' in work) && !work.ignored.some((text) => text.includes('is a link'));
    };

    for (const parameter of parameters) {
      const inside = parameter.kind === 'list' ? parameter.of : parameter;
      if (inside.kind !== 'picture') continue;
      for (const [form, value] of Object.entries(forms)) {
        const body = { [parameter.name]: parameter.kind === 'list' ? [value] : value };
        const isPromised = inside.as === form || inside.as === 'base64-or-address';
        expect(await isTaken(body), `${parameter.name} as ${form}`).toBe(isPromised);
      }
    }
    await server.close();
  });
});

test('/flux-imagine takes the fields, ranges, choices and defaults of the page', () => {
  expect(differ(fluxImagine.parameters, fluxBody)).toEqual(KNOWN['/flux-imagine']);
});

test('/v2/images/generate takes the fields, ranges, choices and defaults of the page', () => {
  expect(differ(generate.parameters, generateBody)).toEqual(KNOWN['/v2/images/generate']);
});

test('/fetch and /fetch-many take what the page says', () => {
  expect(differ(fetchTask.parameters, fetchBody)).toEqual([]);
  expect(differ(fetchMany.parameters, fetchManyBody)).toEqual([]);
});

test('a margin that is left out is what the page says', async () => {
  const local = localEndpoints.find(({ name }) => name === 'image-expand');
  const work = await local?.prepare({ image: base64(await samplePicture(320, 256)) }, context);
  const margins = freepikEndpoints
    .flatMap(({ parameters }) => parameters)
    .flatMap((parameter) => (parameter.kind === 'nullable-integer' ? [parameter] : []));
  expect(margins).toHaveLength(4);
  expect(work).toMatchObject({
    ignored: margins.map(({ name, default: absent }) => `${name} is absent, which makes it ${absent}`),
  });
});

test('a difference between the page and a provider is seen', () => {
  const field = (maximum: number): Parameter => ({ name: 'hdr', kind: 'integer', maximum, about: { en: '', vi: '' } });
  expect(differ([field(99)], z.strictObject({ hdr: z.int().max(100).optional() }))).toEqual([
    'properties.hdr.maximum: 99 / 100',
  ]);
  expect(differ([], z.strictObject({ hdr: z.int().optional() }))).toEqual(['properties.hdr.type: - / integer']);
});
