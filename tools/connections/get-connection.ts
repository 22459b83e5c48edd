import { z } from 'zod';
import { defineTool, field, path } from '../../shared/mcp/tool/index.ts';
import { Connection } from './support/connection.ts';

export const getConnection = defineTool({
  name: 'get_connection',
  title: 'Get a connection',
  risk: 'read',
  description: 'Read one connection of any type. connection_type call_control_application: all settings of such.',
  input: z.object({
    id: field.NumericId,
    connection_type: z.enum(['any', 'call_control_application']).default('any'),
  }),
  output: Connection,
  run: ({ id, connection_type }, { telnyx }) =>
    telnyx.get(connection_type === 'any' ? path`/connections/${id}` : path`/call_control_applications/${id}`, {
      answer: field.data(Connection, 'id'),
    }),
});
