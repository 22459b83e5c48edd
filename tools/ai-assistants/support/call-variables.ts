import { z } from 'zod';
import { InputError, isServiceNumber, NO_SERVICE_NUMBER, path, type ToolContext } from '../../../shared/mcp/tool/index.ts';
import { becomesService, type Variables } from './service-numbers.ts';

const Stored = z.looseObject({ dynamic_variables: z.record(z.string(), z.unknown()).nullish().catch(undefined) });

/** A value short enough to be a telephone number or a part of one. */
const FEW_DIGITS = /^[^\p{L}]{0,20}\d[^\p{L}]{0,20}$/u;

/**
 * Rejects variables that would turn a template of an assistant into an emergency or service number. Reads the assistant only if a value
 * could be part of one.
 * @throws InputError
 */
export async function refuseServiceVariables(
  { telnyx }: Pick<ToolContext, 'telnyx'>,
  assistantId: string,
  variables: Variables | undefined,
): Promise<void> {
  if (!Object.values(variables ?? {}).some(couldBeService)) return;
  const stored = await telnyx.get(path`/ai/assistants/${assistantId}`, { answer: Stored });
  const { dynamic_variables, ...settings } = stored;
  if (becomesService(settings, { ...dynamic_variables, ...variables }, false)) {
    throw new InputError(`dynamic_variables: With these, the assistant would reach such a number. ${NO_SERVICE_NUMBER}`);
  }
}

function couldBeService(value: unknown): boolean {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? '');
  return FEW_DIGITS.test(text) || isServiceNumber(text, 'exchange');
}
