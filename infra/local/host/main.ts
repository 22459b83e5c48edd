/** The entry of the local Functions host. Enables the compile cache before it loads the rest, which halves the time to start. */
import { enableCompileCache } from 'node:module';

enableCompileCache();
const { runCommand } = await import('./command-line.ts');
await runCommand(process.argv.slice(2));
