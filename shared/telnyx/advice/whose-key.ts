import type { Rejection, UpstreamProblem } from '../errors.ts';

/** Companies whose models and voices assistants and calls use with a key of their own. */
export const PROVIDER =
  /\b(open ?ai|anthropic|claude|azure|gemini|google|vertex|bedrock|groq|x\.?ai|grok|mistral|cohere|perplexity|together ?ai|fireworks|openrouter|deepseek|deepgram|eleven ?labs|cartesia|rime|inworld|assemblyai|soniox|minimax|resemble|neuphonic)\b/i;

/** Codes and words of such companies for a key that they reject. */
const PROVIDER_CODE = /^(invalid_api_key|invalid_x-api-key|authentication_error|API_KEY_INVALID|INVALID_AUTH)$/i;
const PROVIDER_WORDS =
  /incorrect api key provided|invalid x-api-key|llm_api_key_ref|api_key_ref|integration secret|provider'?s? (api )?key/i;

/** Operations in which Telnyx uses the key of another company. */
const USES_PROVIDERS = /^(\/ai\/|\/texml\/ai_calls\/|\/calls)/;

const wordsOf = ({ title, detail }: UpstreamProblem) => `${title ?? ''} ${detail ?? ''}`;

/** Whether the reason is the key of a provider of models or voices, not the API key of this server. */
export function namesAnotherKey({ problems, operation }: Rejection): boolean {
  if (!USES_PROVIDERS.test(operation?.path ?? '')) return false;
  return problems.some((problem) => {
    const words = wordsOf(problem);
    if (PROVIDER.test(words) || PROVIDER_WORDS.test(words)) return true;
    return !/telnyx/i.test(words) && [problem.code, problem.title].some((text) => PROVIDER_CODE.test(text ?? ''));
  });
}

const OUR_CODES = new Set(['10009', '20002', '20006', 'InvalidAccessKeyId']);
const OUR_WORDS = /api[ _-]?key|credentials|authentication|access token/i;
const TELNYX_CODE = /^\d{5}$/;

/** Whether the reason is the API key of this server. Not so if there is no reason, or one that may mean another key. */
export const namesOurKey = ({ problems, operation }: Rejection): boolean =>
  problems.some(
    (problem) =>
      OUR_CODES.has(problem.code ?? '') ||
      (OUR_WORDS.test(wordsOf(problem)) && (TELNYX_CODE.test(problem.code ?? '') || !USES_PROVIDERS.test(operation?.path ?? ''))),
  );
