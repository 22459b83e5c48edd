import { z } from 'zod';
import { defineTool, field, path } from '../../shared/mcp/tool/index.ts';
import { Connection } from './support/connection.ts';

export const getConnection = defineTool({
  name: 'get_connection',
  title: 'Get a connection',
  risk: 'read',
  description: 'Read one connection. connection_type call_control_application: all its settings.',
  input: z.object({
    connection_id: field.NumericId,
    connection_type: z.enum(['any', 'call_control_application']).default('any'),
  }),
  formerArguments: { id: 'connection_id' },
  output: Connection,
  run: ({ connection_id, connection_type }, { telnyx }) =>
    telnyx.get(connection_type === 'any' ? path`/connections/${connection_id}` : path`/call_control_applications/${connection_id}`, {
      answer: field.data(Connection, 'id'),
    }),
});
