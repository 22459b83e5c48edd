import { page, type Requirement } from './requirement.ts';

/**
 * What revision 2025-11-25 demands of a server of tools over Streamable HTTP. Left out, because we do not have it: resources but the files of skills, prompts,
 * completions, logging, tasks (but for those who ask for one), sampling, roots, elicitation, sessions, resumable streams, list changes, pages of a list; and what is
 * demanded of clients.
 */
export const MCP_2025_11_25: readonly Requirement[] = [
  ...page('MCP25-RPC-', 'MCP 2025-11-25 basic', [
    ['1', 'a result is JSON-RPC 2.0, with the id of its request and a result'],
    ['2', 'an error has the id of its request where that could be read, an integer code and a message'],
    ['3', 'an id is text or an integer: null is none'],
    ['4', 'a notification gets no response'],
  ]),
  ...page('MCP25-SCHEMA-', 'MCP 2025-11-25 basic, JSON Schema usage', [
    ['1', 'schemas are valid in their dialect, which is 2020-12 where none is named'],
    ['2', 'arguments are held to the schema that was shown, as 2020-12 reads it'],
  ]),
  ...page('MCP25-META-', 'MCP 2025-11-25 basic, _meta', [
    ['1', 'names in _meta that we send have the prescribed form'],
    ['2', 'nothing is assumed about values at reserved names'],
  ]),
  ...page('MCP25-LIFE-', 'MCP 2025-11-25 basic/lifecycle', [
    ['1', 'initialize is answered with capabilities and who we are'],
    ['2', 'a version that we serve is answered with itself'],
    ['3', 'any other version is answered with one that we serve'],
    ['4', 'only what was negotiated is used: we ask nothing of the client'],
  ]),
  ...page('MCP25-HTTP-', 'MCP 2025-11-25 basic/transports', [
    ['1', 'messages are UTF-8'],
    ['2', 'there is one path for POST and GET'],
    ['3', 'Origin is checked, and an invalid one is 403'],
    ['4', 'a body is one message'],
    ['5', 'a notification or response that is accepted is 202 without a body'],
    ['6', 'a notification or response that is not accepted is an HTTP error'],
    ['7', 'a request is answered as JSON or as an event stream'],
    ['8', 'GET is an event stream or 405'],
    ['9', 'a message goes out on one stream only'],
    ['10', 'an MCP-Protocol-Version that is invalid or not served is 400'],
  ]),
  ...page('MCP25-TOOL-', 'MCP 2025-11-25 server/tools', [
    ['1', 'the tools capability is declared'],
    ['2', 'an input schema is a JSON Schema object'],
    ['3', 'structured results conform to the output schema'],
    ['4', 'all inputs are validated'],
    ['5', 'access is controlled'],
    ['6', 'calls are limited in rate'],
    ['7', 'outputs are sanitised'],
  ]),
  ...page('MCP25-PING-', 'MCP 2025-11-25 basic/utilities/ping', [['1', 'ping is answered at once with an empty result']]),
  ...page('MCP25-PROGRESS-', 'MCP 2025-11-25 basic/utilities/progress', [
    ['1', 'progress names only the token of the request that it belongs to, text or integer'],
    ['2', 'progress increases with every notification'],
    ['3', 'progress ends with the response'],
  ]),
  ...page('MCP25-TASK-', 'MCP 2025-11-25 basic/utilities/tasks', [
    ['1', 'a request that asks for a task is served as any other, because we have none'],
  ]),
  ...page('MCP25-CANCEL-', 'MCP 2025-11-25 basic/utilities/cancellation', [
    ['1', 'a cancellation that comes too late or names nothing does no harm'],
  ]),
];
