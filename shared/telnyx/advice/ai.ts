import { NO_CODE, type Row } from './row.ts';
import { PROVIDER } from './whose-key.ts';

const AI_PATH = / \/(ai|texml)\//;

/** Operations for which Telnyx calls another company. */
const CALLED_FOR = / \/(ai|texml|calls)\b/;

const OTHER_KEY = {
  means: "This is about the key of the company that provides the model or the voice, not about this server's Telnyx API key.",
  next:
    'get_assistant shows llm_api_key_ref, list_integration_secrets the secrets: store a valid key with create_integration_secret and name it ' +
    'with update_assistant.',
  again: 'after_change',
} as const;

/** A 401 without a code, in an operation that uses two keys. */
const EITHER_KEY = {
  codes: [NO_CODE],
  status: [401],
  operation: CALLED_FOR,
  means: "Either this server's Telnyx API key is not accepted, which the operator stores, or that of the company that provides the model.",
  next: 'get_assistant shows llm_api_key_ref, list_integration_secrets the secrets.',
  again: 'after_change',
} as const;

/** Errors of assistants, models and embeddings. Most have no code: their words decide. */
export const AI: readonly Row[] = [
  { status: [401], operation: CALLED_FOR, says: PROVIDER, ...OTHER_KEY },
  {
    status: [403],
    operation: CALLED_FOR,
    says: new RegExp(`^(?=.*(key|credential|authenti|authori))(?=.*${PROVIDER.source})`, 'i'),
    ...OTHER_KEY,
  },
  {
    status: [401],
    operation: CALLED_FOR,
    codes: ['invalid_api_key', 'authentication_error', 'API_KEY_INVALID', 'INVALID_AUTH'],
    ...OTHER_KEY,
  },
  {
    status: [401],
    operation: CALLED_FOR,
    says: /x-api-key|incorrect api key|api_key_ref|integration secret|provider/i,
    ...OTHER_KEY,
  },
  { ...EITHER_KEY, says: /\S/ },
  { ...EITHER_KEY, wordless: true },
  {
    says: /model\b.{0,200}\bnot (be )?(available|found|exist|supported|allowed)|unknown model|model\b.{0,200}does not exist/i,
    operation: AI_PATH,
    means: 'This account cannot use that model.',
    next: 'Leave model out and Telnyx chooses one, or take a model that list_assistants shows.',
    again: 'after_change',
  },
  {
    codes: ['model_not_found'],
    means: 'This account cannot use that model.',
    next: 'Leave model out and Telnyx chooses one, or take a model that list_assistants shows.',
    again: 'after_change',
  },
  {
    says: /spend(ing)? limit|budget|quota|insufficient_quota/i,
    operation: AI_PATH,
    means: 'A limit of spending for AI is reached.',
    next: 'It is raised or lifted in the Telnyx portal, or ends with its day or month (UTC); a limit of the model provider is raised there.',
    again: 'after_change',
  },
  {
    codes: ['rate_limit_exceeded', 'rate_limit_error', 'overloaded_error'],
    operation: AI_PATH,
    means: 'The provider of the model has too many requests.',
    again: 'later',
  },
  {
    says: /bucket\b.{0,100}(does not exist|not found|not exist)/i,
    operation: AI_PATH,
    means: 'There is no such bucket.',
    next: 'See list_buckets; create_bucket makes one.',
    again: 'after_change',
  },
];
