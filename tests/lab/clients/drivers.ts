import { CLIENTS } from '../../app/e2e/clients/client-libraries.ts';
import type { Connect } from './connect.ts';
import { inspector } from './inspector.ts';
import { mcpRemote } from './mcp-remote.ts';
import type { ClientRow } from './rows.ts';

/** How to connect with each client of the table. */
export const DRIVERS: Readonly<Record<ClientRow['id'], Connect>> = {
  'sdk-v1': CLIENTS['sdk-v1'],
  'sdk-v2-legacy': CLIENTS['client-v2-legacy'],
  'sdk-v2-auto': CLIENTS['client-v2-auto'],
  'sdk-v2-modern': CLIENTS['client-v2-modern'],
  'ai-sdk': CLIENTS['ai-sdk'],
  'inspector-legacy': inspector('legacy', 'token'),
  'inspector-auto': inspector('auto', 'token'),
  'inspector-modern': inspector('modern', 'token'),
  'inspector-oauth': inspector('auto', 'OAuth'),
  'mcp-remote-header': mcpRemote(),
  'mcp-remote': mcpRemote(),
  'mcp-remote-auto': mcpRemote('--protocol', 'auto'),
};
