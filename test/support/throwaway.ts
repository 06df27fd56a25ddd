import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from './postgres.ts';

/** Folders and databases of a test, gone after it. */
export function createThrowaways(name: string) {
  const folders: string[] = [];
  const databases: TestDatabase[] = [];
  return {
    async folder(): Promise<string> {
      const made = await mkdtemp(join(tmpdir(), `darkroom-${name}-`));
      folders.push(made);
      return made;
    },
    async database(kind?: 'bare'): Promise<TestDatabase> {
      const made = await createTestDatabase(kind);
      if (!made) throw new Error('the server went away');
      databases.push(made);
      return made;
    },
    async dispose(): Promise<void> {
      await Promise.all(folders.splice(0).map((each) => rm(each, { recursive: true, force: true })));
      await Promise.all(databases.splice(0).map((each) => each.drop()));
    },
  };
}

interface Ended {
  readonly code: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

/** One of our programs as `npm run` starts it, with this environment and what was compiled before, and no other; however it ends. */
export const runProgram = (
  file: string,
  args: readonly string[],
  at: { readonly cwd: string; readonly env: Record<string, string> },
): Promise<Ended> =>
  new Promise((resolve) => {
    const { NODE_COMPILE_CACHE = '' } = process.env;
    const env = { NODE_COMPILE_CACHE, ...at.env };
    execFile(process.execPath, [file, ...args], { cwd: at.cwd, env }, (error, stdout, stderr) =>
      resolve({ code: error ? error.code : 0, stdout, stderr }),
    );
  });
