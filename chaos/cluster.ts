import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { databaseOn, type TestDatabase } from '../test/support/postgres.ts';
import { ask } from '../test/support/postgres-server.ts';
import { openProxy } from './proxy.ts';

const run = promisify(execFile);
const HOST = '127.0.0.1';
const NEEDED = ['initdb', 'postgres', 'pg_basebackup'];
const DEBIAN = '/usr/lib/postgresql';
const READY_MS = 30_000;
const CONNECTIONS = 100;
/** What `pg_ctl stop -m` sends. */
const SIGNALS = { fast: 'SIGINT', immediate: 'SIGQUIT' } as const;

/** A server of a run's own, at one address whichever of its two folders it runs on. */
export interface Cluster {
  readonly database: TestDatabase;
  stop(how: keyof typeof SIGNALS): Promise<void>;
  start(): Promise<void>;
  /** From now on nothing is acknowledged that a second server does not have as well. */
  copy(): Promise<void>;
  /** The second server takes the place of the first. */
  failOver(): Promise<void>;
  close(): Promise<void>;
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Where its programs are; undefined where they are not all in one place. */
export function postgresPrograms(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).toSorted((a, b) => Number(b) - Number(a)) : [];
  const places = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    ...versions.map((version) => join(DEBIAN, version, 'bin')),
  ];
  return places.find((place) => place !== '' && NEEDED.every((name) => existsSync(join(place, name))));
}

/** It does not run as root. */
function ownerOf(): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const [, uid, gid] = /^postgres:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8')) ?? [];
  if (uid === undefined || gid === undefined)
    throw new Error('Postgres does not run as root, and nobody is called postgres');
  return { uid: Number(uid), gid: Number(gid) };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, HOST);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}

interface Instance {
  readonly folder: string;
  readonly port: number;
  process: ChildProcess | undefined;
  said: string;
}

export async function openCluster(random?: () => number): Promise<Cluster> {
  const programs = postgresPrograms();
  if (programs === undefined) throw new Error(`${NEEDED.join(', ')} are not there`);
  const owner = ownerOf();
  // the folder of a test run is for whoever made it alone
  const folder = await mkdtemp(join(owner ? '/tmp' : tmpdir(), 'darkroom-postgres-'));
  if (owner) await chown(folder, owner.uid, owner.gid);
  const own = { cwd: folder, ...owner };
  const call = (name: string, args: readonly string[]) => run(join(programs, name), args, own);
  const addressOf = ({ port }: Pick<Instance, 'port'>) => `postgres://postgres@${HOST}:${port}/postgres`;
  let made = 0;

  async function instance(): Promise<Instance> {
    made += 1;
    return { folder: join(folder, String(made)), port: await freePort(), process: undefined, said: '' };
  }

  async function launch(server: Instance): Promise<void> {
    const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', `max_connections=${CONNECTIONS}`];
    const args = ['-D', server.folder, '-p', String(server.port), ...settings.flatMap((each) => ['-c', each])];
    const child = spawn(join(programs ?? '', 'postgres'), args, { ...own, stdio: ['ignore', 'ignore', 'pipe'] });
    child.stderr.on('data', (chunk: Buffer) => {
      server.said = `${server.said}${chunk}`.slice(-4000);
    });
    server.process = child;
    for (const end = Date.now() + READY_MS; ; await pause(50)) {
      if (await ask(addressOf(server), 'select 1').catch(() => undefined)) return;
      if (child.exitCode !== null || Date.now() > end) throw new Error(`Postgres did not start: ${server.said}`);
    }
  }

  async function halt(server: Instance | undefined, how: keyof typeof SIGNALS): Promise<void> {
    const child = server?.process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(SIGNALS[how]);
    await ended;
  }

  async function until(server: Instance, sql: string): Promise<void> {
    for (const end = Date.now() + READY_MS; Date.now() < end; await pause(50)) {
      if ((await ask(addressOf(server), sql).catch(() => [])).length > 0) return;
    }
    throw new Error(`Never true of Postgres: ${sql}: ${server.said}`);
  }

  async function open() {
    const server = await instance();
    await call('initdb', ['-D', server.folder, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale']);
    await launch(server);
    await ask(addressOf(server), 'create database darkroom');
    return server;
  }

  let first = await open().catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true });
    throw error;
  });
  let second: Instance | undefined;
  const front = await openProxy({ host: HOST, port: first.port }, random);

  return {
    database: databaseOn(addressOf(front), 'darkroom'),
    stop: (how) => halt(first, how),
    start: () => launch(first),
    async copy() {
      second = await instance();
      await call('pg_basebackup', ['-d', addressOf(first), '-D', second.folder, '-R', '-X', 'stream', '-c', 'fast']);
      await launch(second);
      await ask(addressOf(first), `alter system set synchronous_standby_names = '*'`);
      await ask(addressOf(first), 'select pg_reload_conf()');
      await until(first, `select 1 from pg_stat_replication where sync_state = 'sync' and state = 'streaming'`);
    },
    async failOver() {
      if (!second) throw new Error('there is no copy');
      await halt(first, 'immediate');
      await ask(addressOf(second), 'select pg_promote()');
      const old = first;
      first = second;
      second = undefined;
      front.leadTo({ host: HOST, port: first.port });
      await rm(old.folder, { recursive: true, force: true });
    },
    async close() {
      await halt(second, 'immediate');
      await halt(first, 'immediate');
      await front.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
