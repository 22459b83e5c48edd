import { page } from './requirement.ts';

/** What the Skills extension demands of a server that declares it. Left out: skills inside skills, and content that is made at the time. */
export const SKILLS = page('MCP26-SKILL-', 'MCP extension io.modelcontextprotocol/skills', [
  ['1', 'the extension and the resources capability are declared, in server/discover as in initialize'],
  [
    '2',
    'skills/list and skills/get give complete entries: URI, frontmatter as written, each file with digest and size; since 2026-07-28 caching',
  ],
  ['3', 'resources/read gives the bytes that digest and size are of'],
  ['4', 'each skill keeps to Agent Skills, and its name is the last folder of its URI'],
  ['5', 'a URI of no skill and of no file is -32602'],
  ['6', 'with directoryRead, resources/directory/read lists a folder; for anything else it is -32602'],
]);
