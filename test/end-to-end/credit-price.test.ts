import { afterAll, beforeAll, expect, test } from 'vitest';
import type { GivenOptions } from '../../sandbox/discord/command-options.ts';
import { type Bench, createScene, eventually, finished, openBench, textOf } from './bench.ts';

let bench: Bench;
let scene: ReturnType<typeof createScene>;
beforeAll(async () => {
  bench = await openBench({ freepik: { taskMs: 50 }, env: { CREDIT_PRICE: '0.04 EUR' } });
  scene = createScene(bench);
  bench.discord.setMember(scene.guild, scene.user, { permissions: ['MANAGE_GUILD'] });
});
afterAll(() => bench.close());

async function told(name: string, options: GivenOptions = {}, locale = 'en-US'): Promise<string> {
  const handle = await bench.discord.runCommand({ ...scene, name, options, locale });
  return eventually(() => (textOf(handle.message()).length > 10 ? textOf(handle.message()) : undefined));
}

test('a limit says what it comes to for each member, in their own way to write money', async () => {
  expect(await told('limits set', { daily: 10 })).toContain('about €12 a month at most for each member');
  expect(await told('limits set', { daily: 20, monthly: 100 })).toContain('about €4 a month at most for each member');
  expect(await told('limits set', { daily: 10 }, 'vi')).toContain('khoảng 4\u00a0€ một tháng cho mỗi thành viên');
  expect(await told('limits set', { member: scene.user.id, concurrent: 2 })).not.toContain('€');
});

test('a budget says what it comes to for the whole server, and no budget nothing', async () => {
  expect(await told('limits budget', { credits: 300 })).toContain('about €12 a month at most for the whole server');
  expect(await told('limits budget', { credits: 0 })).not.toContain('€');
});

test('/quota says what a credit costs, and /stats what was spent', async () => {
  expect(await told('quota')).toContain('about €0.04');
  await finished(await bench.discord.runCommand({ ...scene, name: 'imagine', options: { prompt: 'a fox' } }));
  await eventually(async () => /1 credit charged, about €0\.04/.test(await told('stats')));
});
