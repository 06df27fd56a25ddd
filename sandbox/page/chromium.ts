import { existsSync } from 'node:fs';

const USUAL = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The system's own browser, where there is one: `CHROMIUM` says where it is not where it usually is. */
export const CHROMIUM = [process.env['CHROMIUM'] ?? '', ...USUAL].find((path) => path !== '' && existsSync(path));

/** It is for this machine's page alone, and tells nobody that it started. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];
