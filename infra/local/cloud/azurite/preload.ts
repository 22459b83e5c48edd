/** Runs in Azurite's process before Azurite: reports the port to the parent, and ends Azurite with its parent. */
import diagnostics from 'node:diagnostics_channel';
import type { Server } from 'node:net';

/** Limit for saving after the parent has ended, in ms. */
const SAVING_MS = 5_000;

// Files are readable by their owner only.
process.umask(0o077);

let listening = false;
diagnostics.subscribe('tracing:net.server.listen:asyncEnd', (message) => {
  const address = (message as { server: Server }).server.address();
  if (typeof address !== 'object' || address === null) return;
  listening = true;
  process.send?.({ port: address.port });
});

// Emitted even when the parent is killed. Azurite saves and exits on the message "shutdown".
process.once('disconnect', () => {
  if (!listening) process.exit();
  process.emit('message', 'shutdown', undefined);
  setTimeout(() => process.exit(1), SAVING_MS).unref();
});
// The open channel must not keep the process alive.
process.channel?.unref();
