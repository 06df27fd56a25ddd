import { ComponentType } from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import { JOB, priced } from '../../sandbox/cards/samples/pictures.ts';
import { expand } from '../../src/commands/expand.ts';
import { expandPresets, relightPresets, restylePresets } from '../../src/commands/shared/follow-ups.ts';
import { parseStepId } from '../../src/core/custom-ids.ts';
import { languages } from '../../src/core/language.ts';
import { renderPromptForm, renderRewordForm } from '../../src/views/forms.ts';
import { renderCommandToCopy, renderPresets } from '../../src/views/menus.ts';
import { allComponents, allText } from './body-parts.ts';

test.each([
  ['expand', expandPresets],
  ['relight', relightPresets],
  ['restyle', restylePresets],
] as const)('the menu of %s offers each preset, and the command for all else', (action, presets) => {
  for (const language of languages) {
    const id = { action, step: 'preset', subject: JOB, n: 2 } as const;
    const [menu] = allComponents(renderPresets(id, priced(presets), 38, language).components).flatMap((each) =>
      each.type === ComponentType.StringSelect ? [each] : [],
    );
    expect(parseStepId(menu?.custom_id ?? '')).toEqual(id);
    expect(menu?.options.map(({ value }) => value)).toEqual([...presets.map(({ name }) => name), 'more']);
    expect(new Set(menu?.options.map(({ label }) => label)).size).toBe(presets.length + 1);
  }
});

test('the command to copy is the one that the member would type', () => {
  const typed = (language: 'en' | 'vi') => allText(renderCommandToCopy(expand, `${JOB}:2`, 'shape', language));
  expect(typed('en')).toContain(`\`/expand from:${JOB}:2 shape:\``);
  expect(typed('vi')).toContain(`\`/mở_rộng nguồn:${JOB}:2 `);
});

test('the form for the prompt holds it, cut to what may be sent', () => {
  const id = { action: 'prompt', step: 'form', subject: JOB, n: 1 } as const;
  for (const language of languages) {
    const form = renderPromptForm(id, { prompt: 'x'.repeat(5000), isFromResult: false, price: 2 }, language);
    expect(form.custom_id).toBe(`v1:prompt-form:${JOB}:1`);
    expect(JSON.stringify(form)).toContain(`"${'x'.repeat(2000)}"`);
    expect(
      JSON.stringify(renderPromptForm(id, { prompt: undefined, isFromResult: false, price: 2 }, language)),
    ).not.toContain('"value"');
  }
});

test('the form for words takes two more pictures, and needs none', () => {
  for (const language of languages) {
    const form = renderRewordForm({ action: 'reword', step: 'form', subject: JOB, n: 4 }, 1, language);
    expect(form.custom_id).toBe(`v1:reword-form:${JOB}:4`);
    expect(form.components).toHaveLength(2);
    expect(form.components[1]).toMatchObject({ component: { type: 19, max_values: 2, required: false } });
    for (const part of form.components) {
      if (!('label' in part)) continue;
      expect(part.label.length).toBeLessThanOrEqual(45);
      expect(part.description?.length).toBeLessThanOrEqual(100);
    }
  }
});
