import { page, type Requirement } from './requirement.ts';

/**
 * What revision 2026-07-28 demands of a server of tools over Streamable HTTP. Left out, because we do not have it: resources but the files of skills, prompts,
 * completions, logging, elicitation and multi round-trip requests, subscriptions (the base page wants them of all, but the tools never
 * change), other extensions, x-mcp-header parameters, pages of a list; and what is demanded of clients.
 */
export const MCP_2026_07_28: readonly Requirement[] = [
  ...page('MCP26-RPC-', 'MCP 2026-07-28 basic', [
    ['1', 'a result is JSON-RPC 2.0, with the id of its request and a result'],
    ['2', 'an error has the id of its request where that could be read, an integer code and a message'],
    ['3', 'an id is text or an integer: null is none'],
    ['4', 'a notification gets no response'],
    ['5', 'every result has a resultType'],
    ['6', 'no error code of the reserved range but those defined, and none of former revisions'],
  ]),
  ...page('MCP26-STATE-', 'MCP 2026-07-28 basic, statelessness', [
    ['1', 'no request relies on one before it, on the same connection or not'],
  ]),
  ...page('MCP26-SCHEMA-', 'MCP 2026-07-28 basic, JSON Schema usage', [
    ['1', 'schemas are valid in their dialect, which is 2020-12 where none is named'],
    ['2', 'arguments are held to the schema that was shown, as 2020-12 reads it'],
    ['3', 'no $ref leads to the network'],
  ]),
  ...page('MCP26-META-', 'MCP 2026-07-28 basic, _meta', [
    ['1', 'a request without protocolVersion or clientCapabilities is -32602 with 400'],
    ['2', 'nothing relies on a capability that the client did not declare'],
    ['3', 'names in _meta that we send have the prescribed form'],
    ['4', 'nothing is assumed about values at reserved names'],
  ]),
  ...page('MCP26-VERSION-', 'MCP 2026-07-28 basic/versioning', [
    ['1', 'a version that is not served is -32022 with those that are'],
    ['2', 'server/discover is served'],
    ['3', 'a client with extensions that we do not have gets the core protocol'],
  ]),
  ...page('MCP26-HTTP-', 'MCP 2026-07-28 basic/transports/streamable-http', [
    ['1', 'there is one path for POST'],
    ['2', 'Origin is checked, and an invalid one is 403'],
    ['3', 'a notification that is accepted is 202 without a body'],
    ['4', 'a notification that is not accepted is an HTTP error'],
    ['5', 'a request is answered as JSON or as an event stream'],
    ['6', 'notifications on a stream belong to its request'],
    ['7', 'no stream carries a request of the server'],
    ['8', 'an unknown method is 404 with -32601'],
    ['9', 'a closed stream cancels its request: nothing more is sent for it'],
  ]),
  ...page('MCP26-HEADER-', 'MCP 2026-07-28 basic/transports/streamable-http, request metadata', [
    ['1', 'a version header that is missing or differs from the body is 400 with -32020'],
    ['2', 'a version header that is not served is 400 with -32022'],
    ['3', 'an Mcp-Method that is missing or differs is 400 with -32020'],
    ['4', 'an Mcp-Name that is missing or differs is 400 with -32020'],
    ['5', 'an Mcp-Name in Base64 is decoded before it is compared'],
    ['6', 'names of headers are compared without regard to case, their values with'],
  ]),
  ...page('MCP26-TOOL-', 'MCP 2026-07-28 server/tools', [
    ['1', 'the tools capability is declared'],
    ['2', 'tools/list gives what the caller may use, whatever the connection carried before'],
    ['3', 'an input schema is a JSON Schema object'],
    ['4', 'structured results conform to the output schema'],
    ['5', 'all inputs are validated'],
    ['6', 'access is controlled'],
    ['7', 'calls are limited in rate'],
    ['8', 'outputs are sanitised'],
  ]),
  ...page('MCP26-CACHE-', 'MCP 2026-07-28 server/utilities/caching', [
    ['1', 'tools/list says how long and for whom it may be kept'],
    ['2', 'ttlMs is not negative'],
    ['3', 'what differs by person is private'],
  ]),
  ...page('MCP26-PROGRESS-', 'MCP 2026-07-28 basic/patterns/progress', [
    ['1', 'progress names only the token of the request that it belongs to, text or integer'],
    ['2', 'progress increases with every notification'],
    ['3', 'progress ends with the response'],
  ]),
  ...page('MCP26-CANCEL-', 'MCP 2026-07-28 basic/patterns/cancellation', [
    ['1', 'a cancellation that comes too late or names nothing does no harm'],
  ]),
];
