import { expect, test } from 'vitest';
import { openSandbox } from './open-sandbox.ts';

test('each request is tied to the press that caused it, with bodies and without secrets', {
  timeout: 60_000,
}, async () => {
  const { sitting, page, act, withButton, shown } = await openSandbox();
  const command = (line: string) => act('Ann', { kind: 'command', channel: sitting.pictures.id, line });
  await Promise.all([command('/imagine prompt:the first fox'), command('/imagine prompt:the second fox')]);
  await withButton('Again');
  await expect
    .poll(() => shown().filter(({ attachments }) => attachments.length > 0).length, { timeout: 20_000 })
    .toBe(2);
  const timeline = () => page.room.timeline;
  const ofTask = () =>
    timeline().filter(({ to, title }) => to === 'File service' || (to === 'Freepik' && !title.includes('loras')));
  await expect.poll(() => ofTask().every(({ cause }) => cause !== undefined), { timeout: 20_000 }).toBe(true);

  const pressed = timeline().filter(({ kind }) => kind === 'person');
  expect(pressed.map(({ title }) => title)).toEqual(['Ann ran imagine', 'Ann ran imagine']);
  for (const { number } of pressed) {
    const came = timeline().filter(({ cause, kind }) => cause === number && kind === 'bot');
    expect(new Set(came.map(({ to }) => to))).toEqual(new Set(['Discord', 'Freepik', 'File service']));
    const { shown: parts = [] } = await act('Ann', { kind: 'entry', number });
    const text = JSON.stringify(parts);
    const [own, other] = text.includes('the first fox') ? ['first', 'second'] : ['second', 'first'];
    expect(text).toContain(`the ${own} fox`);
    expect(text).not.toContain(`the ${other} fox`);
    expect(parts.find(({ to, title }) => to === 'Freepik' && title.startsWith('POST'))?.asked).toMatchObject({
      prompt: `the ${own} fox`,
    });
    for (const secret of [...sitting.secrets, /hm=[0-9a-f]/, /hmac=[0-9a-f]/]) expect(text).not.toMatch(secret);
    expect(text).not.toMatch(/"token":"(?!\(hidden)/);
  }
});

test('of a message everything is shown: as it is, what made it, every later edit, and each press on it', {
  timeout: 60_000,
}, async () => {
  const { sitting, act, withButton, discord, shown } = await openSandbox();
  await act('Ann', { kind: 'command', channel: sitting.pictures.id, line: '/imagine prompt:a fox' });
  const card = await withButton('Again');
  const again = /v1:again:[^"]+/.exec(JSON.stringify(card.components))?.[0] ?? '';
  await act('Bình', { kind: 'click', message: card.id, customId: again });
  await discord.until(() => (shown().length > 1 ? true : undefined));
  const { shown: parts = [] } = await act('Ann', { kind: 'json', message: card.id });
  expect(parts[0]).toMatchObject({ asked: { id: card.id } });
  const titles = parts.map(({ title }) => title);
  expect(titles).toContain('Ann ran imagine');
  expect(titles.some((title) => title.startsWith('Bình pressed v1:again'))).toBe(true);
  expect(titles.filter((title) => title.startsWith('PATCH')).length).toBeGreaterThan(0);
  expect(parts.filter(({ title }) => title.startsWith('POST /interactions')).every(({ ms }) => ms !== undefined)).toBe(
    true,
  );
});
