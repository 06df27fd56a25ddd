import { readFileSync } from 'node:fs';
import type { Example } from '../description.ts';

const textOf = (file: string): string => readFileSync(new URL(`./programs/${file}`, import.meta.url), 'utf8').trimEnd();

/** Examples that follow from no description: each is a program of its own in the folder `programs`. */
export const writtenExample = (name: string): Example => ({
  name,
  curl: textOf(`${name}.sh`),
  typescript: textOf(`${name}.ts`),
});

export const writtenProgram = (file: string): string => textOf(file);
