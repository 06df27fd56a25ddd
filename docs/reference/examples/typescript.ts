import { readFileSync } from 'node:fs';
import type { Sample } from '../description.ts';
import { type Described, fileIn, filesIn, variableIn } from './samples.ts';

const WIDTH = 100;
const PATH = '/v1/ai/PATH';
const BODY = /^(const body = ).*BODY.*;$/m;

/** A program for Node alone, from the request to the picture in a file: a template, filled in. */
export function typescriptExample({ path, encoding, answers, sample }: Described): string {
  const template = encoding === 'form' ? 'form' : answers;
  const program = readFileSync(new URL(`./templates/${template}.ts`, import.meta.url), 'utf8').trimEnd();
  const filled = program.replace(PATH, path).replace(BODY, (_, start: string) => `${start}${literal(sample)};`);
  return filesIn(sample).length > 0 ? filled : filled.replace('readFile, writeFile', 'writeFile');
}

/** As a person would write it: in one line while it fits. */
function literal(sample: Sample, indent = ''): string {
  const file = fileIn(sample);
  const variable = variableIn(sample);
  if (file !== undefined) return `await readFile('${file}', 'base64')`;
  if (variable !== undefined) return `process.env['${variable}'] ?? ''`;
  if (typeof sample === 'string') return `'${sample}'`;
  if (typeof sample !== 'object') return String(sample);

  const isList = Array.isArray(sample);
  const inner = `${indent}  `;
  const parts = Object.entries(sample).map(([name, part]: [string, Sample]) => {
    const value = literal(part, inner);
    return isList ? value : `${name}: ${value}`;
  });
  const flat = parts.join(', ');
  if (flat.length < WIDTH - indent.length && !flat.includes('\n')) return isList ? `[${flat}]` : `{ ${flat} }`;
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  return [open, ...parts.map((part) => `${inner}${part},`), `${indent}${close}`].join('\n');
}
