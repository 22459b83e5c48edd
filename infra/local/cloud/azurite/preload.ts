/** Runs in Azurite's own process before it: tells the parent the port, lets Azurite end with its parent, and keeps it quick and quiet. */
import diagnostics from 'node:diagnostics_channel';
import { registerHooks } from 'node:module';
import type { Server } from 'node:net';

/** How long Azurite may take to save its rows once its parent has gone. Milliseconds. */
const SAVING_MS = 5_000;

// What Azurite keeps is for the eyes of its owner only.
process.umask(0o077);

// Telemetry is off here, and its library takes two thirds of Azurite's start.
registerHooks({
  load: (url, context, nextLoad) =>
    url.includes('/node_modules/applicationinsights/') ? { format: 'commonjs', source: '', shortCircuit: true } : nextLoad(url, context),
});

let listening = false;
diagnostics.subscribe('tracing:net.server.listen:asyncEnd', (message) => {
  const address = (message as { server: Server }).server.address();
  if (typeof address !== 'object' || address === null) return;
  listening = true;
  process.send?.({ port: address.port });
});

// The channel breaks however the parent ends, killed or not. "shutdown" is Azurite's own word for "save and end".
process.once('disconnect', () => {
  if (!listening) process.exit();
  process.emit('message', 'shutdown', undefined);
  setTimeout(() => process.exit(1), SAVING_MS).unref();
});
// To listen to the channel would keep a process alive that has closed all else.
process.channel?.unref();
