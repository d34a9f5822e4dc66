/** The first thing to run: from the second start on, what was compiled and stripped of types once is read again. */
import { enableCompileCache } from 'node:module';

enableCompileCache();
await import('./serve.ts');
