import { McpServer, WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/server';
import { memorySkillFiles, SkillsExtension, type SkillCatalog } from '@modelcontextprotocol/server/ext/skills';
import type { McpRequest } from './mcp-request.ts';
import { serveModern } from './modern.ts';
import type { Message } from './read.ts';
import { CAPABILITIES, INSTRUCTIONS, LIST_CACHE } from './server-info.ts';
import { SKILL_TEXTS } from './skill-texts.ts';

/**
 * Serves one request about skills, which are resources. The newer SDK does so in all protocol versions: its extension leaves out of an older answer
 * what that version does not know.
 *
 * @param request its body has been read
 * @see https://github.com/modelcontextprotocol/ext-skills/blob/main/specification/stable/skills.mdx
 */
export async function serveSkills(request: Request, message: Message, mcpRequest: McpRequest): Promise<Response> {
  const skills = await skillsOf(mcpRequest);
  const create = () => createSkillsServer(mcpRequest, skills);
  if (mcpRequest.era === 'modern') return serveModern(request, message, mcpRequest, create);
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
  await create().connect(transport);
  return transport.handleRequest(request, { parsedBody: message });
}

function createSkillsServer({ serverInfo }: McpRequest, skills: SkillCatalog): McpServer {
  const server = new McpServer(serverInfo, {
    capabilities: CAPABILITIES,
    instructions: INSTRUCTIONS,
    cacheHints: { 'resources/list': LIST_CACHE, 'resources/templates/list': LIST_CACHE },
  });
  skills.attach(server);
  return server;
}

/** By the names of their skills: a few, as scopes and tools have few combinations that make a difference here. */
const catalogues = new Map<string, SkillCatalog>();

/** @returns the skills whose tools are in the tool list of the request. Others would send a model to tools that it does not have. */
async function skillsOf({ catalogue, principal }: Pick<McpRequest, 'catalogue' | 'principal'>): Promise<SkillCatalog> {
  const usable = SKILL_TEXTS.filter(({ needs }) => needs.every((name) => catalogue.lists(name, principal.scopes)));
  const key = usable.map(({ name }) => name).join(' ');
  const files = Object.fromEntries(usable.map(({ name, text }) => [`${name}/SKILL.md`, text]));
  // That there may be none is no reason for a warning.
  const options = { strict: true, cacheHint: LIST_CACHE, onWarning: () => undefined };
  const skills = catalogues.get(key) ?? (await SkillsExtension.load(memorySkillFiles(files), options));
  catalogues.set(key, skills);
  return skills;
}
