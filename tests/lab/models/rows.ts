import type { DialectName } from './provider/dialects.ts';

/** One client in one way of using it: a row of the table in docs/proof.md. */
interface Row {
  readonly id: string;
  readonly name: string;
  /** The npm package whose version the table names. */
  readonly package: string;
  /** The file in programs/. */
  readonly program: string;
  /** The API of the model provider that it speaks, and that stands in for the model. */
  readonly provider: DialectName;
  readonly env?: Readonly<Record<string, string>>;
  /** What stands before the name of every tool. */
  readonly prefix: string;
  /** What of an answer its model gets. */
  readonly gives: 'text' | 'structure' | 'both';
  /** Its model gets the server's instructions too. */
  readonly instructions: boolean;
  /** What it does where its model writes null for an argument: `refuses` and `ends` are its own check against the schema. */
  readonly onNull: 'takes' | 'refuses' | 'ends';
  /** How many tools of its own it gives its model besides. */
  readonly ownTools?: number;
  /** Words of the schemas that it does not pass on. */
  readonly drops?: readonly string[];
}

/** Every client that is tried with a model, in the order of the table. */
export const ROWS = [
  {
    id: 'claude-agent-sdk',
    name: 'Claude Code, by the Claude Agent SDK',
    package: '@anthropic-ai/claude-agent-sdk',
    program: 'claude-agent-sdk.mjs',
    provider: 'Anthropic Messages',
    prefix: 'mcp__telnyx__',
    gives: 'structure',
    instructions: true,
    onNull: 'takes',
    ownTools: 1,
  },
  {
    id: 'openai-agents',
    name: 'OpenAI Agents SDK',
    package: '@openai/agents',
    program: 'openai-agents.mjs',
    provider: 'OpenAI Responses',
    prefix: '',
    gives: 'text',
    instructions: false,
    onNull: 'takes',
  },
  {
    id: 'openai-agents-structured',
    name: 'OpenAI Agents SDK, `useStructuredContent`',
    package: '@openai/agents',
    program: 'openai-agents.mjs',
    provider: 'OpenAI Responses',
    env: { USE_STRUCTURED_CONTENT: 'true' },
    prefix: '',
    gives: 'structure',
    instructions: false,
    onNull: 'takes',
  },
  {
    id: 'mastra',
    name: 'Mastra',
    package: '@mastra/mcp',
    program: 'mastra.mjs',
    provider: 'Anthropic Messages',
    prefix: 'telnyx_',
    gives: 'text',
    instructions: false,
    onNull: 'takes',
    // They become a line of the description.
    drops: ['minimum', 'maximum'],
  },
  {
    id: 'langchain',
    name: 'LangChain',
    package: '@langchain/mcp-adapters',
    program: 'langchain.mjs',
    provider: 'Anthropic Messages',
    prefix: '',
    gives: 'both',
    instructions: false,
    onNull: 'refuses',
  },
  {
    id: 'ai-sdk',
    name: 'AI SDK',
    package: '@ai-sdk/mcp',
    program: 'ai-sdk.mjs',
    provider: 'Anthropic Messages',
    prefix: '',
    gives: 'text',
    instructions: false,
    onNull: 'takes',
  },
  {
    id: 'genkit',
    name: 'Genkit',
    package: '@genkit-ai/mcp',
    program: 'genkit.mjs',
    provider: 'Gemini',
    prefix: '',
    gives: 'structure',
    instructions: false,
    onNull: 'ends',
    // Gemini's schemas of functions have them, but it does not write them.
    drops: ['minimum', 'maximum', 'default'],
  },
  {
    id: 'google-genai',
    name: 'Google Gen AI SDK, `mcpToTool`',
    package: '@google/genai',
    program: 'google-genai.mjs',
    provider: 'Gemini',
    prefix: '',
    gives: 'both',
    instructions: false,
    onNull: 'takes',
  },
] as const satisfies readonly Row[];

export type ModelRow = Row & { readonly id: (typeof ROWS)[number]['id'] };
