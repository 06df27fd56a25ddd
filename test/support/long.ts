const isWhole = process.env['MODE'] === 'long';

/** What would take minutes: `npm run test:long` runs the files `*.long.test.ts` alone, with the whole; `npm test` runs all files, these with a tenth. */
export const long = <T>(whole: T, tenth: T): T => (isWhole ? whole : tenth);
