import './app/runtime.ts';
import { enableCompileCache } from 'node:module';

// what Node compiles it keeps, in its folder below the system's temporary one or in NODE_COMPILE_CACHE; this has to be said
// before anything else is loaded. Where nothing can be kept, it starts as it would without.
enableCompileCache();
await import('./bot.ts');
