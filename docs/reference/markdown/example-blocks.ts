import type { Example } from '../description.ts';

/** The file names make each block one that can be found, saved and run. */
export const exampleBlocks = ({ name, curl, typescript }: Example): string =>
  [
    `**curl** (\`${name}.sh\`)`,
    '',
    '```bash',
    curl,
    '```',
    '',
    `**TypeScript** (\`${name}.ts\`)`,
    '',
    '```ts',
    typescript,
    '```',
  ].join('\n');
