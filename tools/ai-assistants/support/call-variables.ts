import { z } from 'zod';
import { InputError, isServiceNumber, NO_SERVICE_NUMBER, path, type ToolContext } from '../../../shared/mcp/tool/index.ts';
import { becomesService, NO_OPEN_NUMBER, openNumbers, type Variables } from './service-numbers.ts';

const WithVariables = z.looseObject({ dynamic_variables: z.record(z.string(), z.unknown()).nullish().catch(undefined) });

/** Bare, or in an envelope. */
const Stored = WithVariables.extend({ data: WithVariables.optional().catch(undefined) });

/** A value short enough to be a telephone number or a part of one. */
const FEW_DIGITS = /^[^\p{L}]{0,20}\d[^\p{L}]{0,20}$/u;

/**
 * Rejects variables that would turn a template of an assistant into an emergency or service number, and new templates in place of a number that
 * nothing fills. Reads the assistant only if a value could be part of a number, or a template is left open.
 *
 * @param variables what the call gives beside the assistant's own variables
 * @param change settings that the call will store
 * @throws InputError
 */
export async function refuseServiceVariables(
  { telnyx }: Pick<ToolContext, 'telnyx'>,
  assistantId: string,
  variables: Variables | undefined,
  change?: unknown,
): Promise<void> {
  const isOpen = openNumbers(change, variables ?? {}).size > 0;
  if (!isOpen && !Object.values(variables ?? {}).some(couldBeService)) return;
  const { dynamic_variables, ...settings } = await telnyx.get(path`/ai/assistants/${assistantId}`, { answer: Stored });
  const all = { ...settings.data?.dynamic_variables, ...dynamic_variables, ...variables };
  if (becomesService([settings, change], all, false)) {
    throw new InputError(`dynamic_variables: With these, the assistant would reach such a number. ${NO_SERVICE_NUMBER}`);
  }
  // What it has already may be given back: a webhook or a call fills it.
  const already = openNumbers(settings, {});
  if ([...openNumbers(change, all)].some((template) => !already.has(template))) throw new InputError(NO_OPEN_NUMBER);
}

function couldBeService(value: unknown): boolean {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? '');
  return FEW_DIGITS.test(text) || isServiceNumber(text, 'exchange');
}
