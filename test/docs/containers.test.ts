import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import manifest from '../../package.json' with { type: 'json' };
import { parseConfig, variables } from '../../src/config.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');

const service = z.looseObject({
  image: z.string().optional(),
  env_file: z.string().optional(),
  environment: z.record(z.string(), z.string()),
  healthcheck: z.unknown().optional(),
  logging: z.object({ driver: z.string(), options: z.object({ 'max-size': z.string(), 'max-file': z.string() }) }),
  ports: z.array(z.string()).default([]),
  read_only: z.boolean().default(false),
  security_opt: z.array(z.string()),
  stop_grace_period: z.string().optional(),
  tmpfs: z.array(z.string()).default([]),
  volumes: z.array(z.string()),
});
const composed = z.looseObject({ services: z.record(z.string(), service), volumes: z.record(z.string(), z.null()) });
const compose = (name: string) => composed.parse(parse(read(name), { merge: true }));
const files = ['compose.yaml', 'compose.sqlite.yaml'] as const;
const dockerfile = read('Dockerfile').replaceAll('\\\n', ' ');
const ours = (name: (typeof files)[number]) =>
  Object.values(compose(name).services).filter(({ image }) => image === undefined);

describe.each(files)('%s (parsed, not run: no engine here)', (name) => {
  test('keeps its own places whatever .env says of them', () => {
    expect(ours(name).length).toBeGreaterThan(0);
    for (const { env_file, environment, ports, volumes } of ours(name)) {
      expect(env_file).toBe('.env');
      expect(environment).toMatchObject({ HOST: '0.0.0.0', PORT: '8080', DATA_DIR: '/data' });
      for (const port of ports) expect(port).toBe(`127.0.0.1:8080:${environment['PORT']}`);
      expect(volumes).toContain('data:/data');
      for (const variable of Object.keys(environment)) expect(Object.keys(variables)).toContain(variable);
      expect(environment).toHaveProperty('DATABASE_URL');
    }
  });

  test('writes to its volume and to memory alone, gains no privileges and fills no disk with logs', () => {
    for (const { read_only, tmpfs } of ours(name)) expect([read_only, tmpfs]).toEqual([true, ['/tmp']]);
    for (const { security_opt, logging } of Object.values(compose(name).services)) {
      expect(security_opt).toEqual(['no-new-privileges:true']);
      expect(logging.driver).toBe('json-file');
      expect(logging.options).toEqual({ 'max-size': '10m', 'max-file': '5' });
    }
  });

  test('waits for a stop for longer than the bot takes', () => {
    const longest = variables.SHUTDOWN_SECONDS.parse(undefined);
    for (const { stop_grace_period: waits } of ours(name))
      expect(Number.parseInt(waits ?? '', 10)).toBeGreaterThan(longest);
  });

  test('starts a bot with whatever password stands in .env', () => {
    for (const { environment } of ours(name)) {
      const given = Object.entries(environment).map(([variable, value]) => [
        variable,
        value.replace(/^\$\{POSTGRES_PASSWORD:\?.*\}$/, 'a/b#c?d%e').replace(/^\$\{BOT_ROLE:-all\}$/, 'all'),
      ]);
      const config = parseConfig({ ...Object.fromEntries(given), DISCORD_TOKEN: 'token', FREEPIK_API_KEY: 'key' });
      expect(config.DATA_DIR).toBe('/data');
      const password = config.DATABASE_URL === undefined ? undefined : URL.parse(config.DATABASE_URL)?.password;
      expect(password).toBe(name === 'compose.yaml' ? 'a%2Fb%23c%3Fd%25e' : undefined);
    }
  });
});

test('compose.yaml runs one bot, workers when they are asked for, and Postgres 17, whose data an upgrade would not find', () => {
  const { services } = compose('compose.yaml');
  expect(Object.keys(services)).toEqual(['bot', 'worker', 'database']);
  expect(services['worker']).toMatchObject({ profiles: ['workers'], environment: { ROLE: 'worker' } });
  expect(services['database']?.image).toBe('postgres:17');
});

test('the two compose files do not share a volume', () => {
  expect(parse(read('compose.sqlite.yaml'))).toHaveProperty('name', 'darkroom-sqlite');
  expect(parse(read('compose.yaml'))).not.toHaveProperty('name');
});

test('every printed compose command (parsed, not run) is for a file, a service, a program and a folder that there are', async () => {
  const blocks = [...read('docs/operating.md').matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, block = '']) => block);
  const commands = blocks.flatMap((block) => block.split('\n')).filter((line) => line.startsWith('docker compose '));
  expect(commands.length).toBeGreaterThan(15);
  for (const command of commands) {
    await run('sh', ['-n', '-c', command]);
    const name = /^docker compose -f (\S+)/.exec(command)?.[1] ?? 'compose.yaml';
    expect(existsSync(join(ROOT, name)), command).toBe(true);
    const { services } = compose(z.enum(files).parse(name));
    const after = command.replace(/^docker compose (-f \S+ |--profile \S+ )?/, '');
    const named =
      /^(?:exec -T|run --rm -T --no-deps|stop|up -d --wait) (.*)$/.exec(after)?.[1] ?? after.replace(/^cp /, '');
    expect(Object.keys(services), command).toContain(/^[a-z]+/.exec(named)?.[0]);
    const [, program] = /node (\S+\.ts)/.exec(command) ?? [];
    if (program) expect(existsSync(join(ROOT, program)), command).toBe(true);
  }
});

test('the image (parsed, not built) says what it is and asks the bot whether it is well', () => {
  const label = (name: string) => new RegExp(`org\\.opencontainers\\.image\\.${name}="([^"]*)"`).exec(dockerfile)?.[1];
  expect(label('version')).toBe(manifest.version);
  expect(label('licenses')).toBe(manifest.license);
  expect(label('description')).toBe(manifest.description);
  expect(label('source')).toBe(manifest.homepage);
  const programs = [...dockerfile.matchAll(/CMD \["node", "([^"]+)"\]/g)].map(([, program = '']) => program);
  expect(programs).toEqual(['src/healthy.ts', 'src/main.ts']);
  for (const program of programs) expect(existsSync(join(ROOT, program))).toBe(true);
});

test('the image, the unit, `npm start` and what is measured give V8 the same memory and threads', () => {
  const texts = [dockerfile, read('docs/operating.md'), manifest.scripts.start, read('sandbox/bot-process.ts')];
  const flags = texts.map((text) => [...new Set(text.match(/--(?:max-semi-space|v8-pool)-size=\d+/g))].join());
  expect(new Set(flags)).toEqual(new Set(['--max-semi-space-size=4,--v8-pool-size=1']));
});

test('what V8 is told at the start it knows', async () => {
  expect(await run(process.execPath, [join(ROOT, 'src/app/runtime.ts')])).toMatchObject({ stderr: '' });
});

describe('the health check', () => {
  const folders: string[] = [];
  afterEach(() => Promise.all(folders.splice(0).map((each) => rm(each, { recursive: true, force: true }))));

  const check = (env: Record<string, string>) =>
    run(process.execPath, [join(ROOT, 'src', 'healthy.ts')], { env }).then(
      () => 'well',
      () => 'ill',
    );

  test('of a worker fails when its sign of life is older than a minute, or is not there', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'darkroom-health-'));
    folders.push(folder);
    const worker = { ROLE: 'worker', TMPDIR: folder, TEMP: folder };
    expect(await check(worker)).toBe('ill');
    const file = join(folder, 'darkroom-alive');
    await writeFile(file, '');
    expect(await check(worker)).toBe('well');
    const before = Date.now() / 1000 - 61;
    await utimes(file, before, before);
    expect(await check(worker)).toBe('ill');
  });

  test('of a bot with a port asks it, and fails when it does not answer or is not well', async () => {
    let status = 200;
    const server = createServer((request, response) => {
      response.statusCode = request.url === '/healthz' ? status : 404;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const PORT = String(typeof address === 'object' ? address?.port : '');
    expect(await check({ PORT })).toBe('well');
    status = 500;
    expect(await check({ PORT })).toBe('ill');
    await new Promise((resolve) => server.close(resolve));
    expect(await check({ PORT, ROLE: 'gateway' })).toBe('ill');
  });
});
