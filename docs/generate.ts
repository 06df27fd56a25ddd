import { writeFileSync } from 'node:fs';
import { apiReference } from './reference/page.ts';

writeFileSync(new URL('./api.md', import.meta.url), apiReference('en'));
writeFileSync(new URL('./api.vi.md', import.meta.url), apiReference('vi'));
console.log('docs/api.md and docs/api.vi.md are written.');
