import { z } from 'zod';
import type { UpstreamProblem } from '../errors.ts';

const text = z.string().optional().catch(undefined);

const TelnyxErrors = z.object({
  errors: z
    .array(
      z.object({
        code: z
          .union([z.string(), z.number().transform(String)])
          .optional()
          .catch(undefined),
        title: text,
        detail: text,
        source: z.object({ pointer: text, parameter: text }).optional().catch(undefined),
      }),
    )
    .min(1),
});

const ValidationDetail = z.object({
  detail: z
    .array(
      z.object({
        loc: z
          .array(z.union([z.string(), z.number()]))
          .optional()
          .catch(undefined),
        msg: text,
        type: text,
      }),
    )
    .min(1),
});

const MessageOnly = z.object({ detail: z.string() }).or(z.object({ message: z.string() }).transform((body) => ({ detail: body.message })));

type Fields = { readonly [Key in keyof UpstreamProblem]: string | undefined };

const XML_FIELD = (name: string) => new RegExp(`<${name}>([^<]{0,500})</${name}>`);

/**
 * Reads the three error bodies of the Telnyx API: `{errors:[…]}`, `{detail:[…]}` (AI endpoints) and S3 XML.
 *
 * @param redact Removes secrets from a text.
 * @returns Every entry, cut to a reasonable length; none for an empty body or a gateway's HTML.
 */
export function readProblems(body: string, redact: (text: string) => string = (text) => text): UpstreamProblem[] {
  const problem = (fields: Fields): UpstreamProblem =>
    // After parsing, so that no escaping hides a value; before cutting, so that no value is cut in two.
    Object.fromEntries(Object.entries(fields).flatMap(([key, value]) => (value ? [[key, redact(value).slice(0, 500)]] : [])));

  if (/^\s*</.test(body)) return xmlProblems(body).map(problem);
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return [];
  }
  const telnyx = TelnyxErrors.safeParse(json);
  if (telnyx.success) {
    return telnyx.data.errors.map(({ code, title, detail, source }) =>
      problem({
        code,
        title,
        detail,
        at: source?.pointer ?? source?.parameter,
      }),
    );
  }
  const validation = ValidationDetail.safeParse(json);
  if (validation.success) {
    return validation.data.detail.map(({ loc, msg, type }) => problem({ title: type, detail: msg, at: loc && `/${loc.join('/')}` }));
  }
  const message = MessageOnly.safeParse(json);
  return message.success ? [problem({ detail: message.data.detail })] : [];
}

function xmlProblems(body: string): Fields[] {
  const code = XML_FIELD('Code').exec(body)?.[1];
  if (code === undefined) return [];
  return [{ code, detail: XML_FIELD('Message').exec(body)?.[1] }];
}
