import { z } from 'zod';
import { PhoneNumber, withoutExtension } from './phone-number.ts';
import { isServiceNumber, NO_SERVICE_NUMBER } from './service-number.ts';

/** @see RFC 3261 section 25.1. Without passwords and escapes, so that the text checked is the text dialled. */
const SIP_URI = /^sips?:([A-Za-z0-9_.!~*'()&=+$,;?/-]{1,128})@[A-Za-z0-9][A-Za-z0-9.-]{0,252}(:\d{1,5})?(;[A-Za-z0-9=._-]{1,64}){0,8}$/i;

/** Digits that Telnyx dials after the answer (`w`: 0.5 s pause, `W`: 1 s). */
export const DTMF = /^[0-9A-D*#wW]{1,64}$/;

const SIP_EXAMPLE = 'a SIP URI, such as sip:desk@example.com.';

/** A telephone number, with optional `,digits` to dial after the answer, or a SIP URI. Rejects emergency and service numbers. */
export const CallDestination = z.string().transform((value, context) => {
  const refuse = (message: string) => {
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  };
  if (/^\s*sips?:/i.test(value)) {
    const uri = value.trim();
    if (!SIP_URI.test(uri)) return refuse(`Expected ${SIP_EXAMPLE}`);
    return isServiceNumber(uri) ? refuse(NO_SERVICE_NUMBER) : uri;
  }
  const [written = '', ...digits] = value.split(',');
  const number = PhoneNumber.safeParse(written);
  if (!number.success) return refuse(`${number.error.issues[0]?.message ?? ''}${besides(written)}`);
  if (digits.length > 0 && !DTMF.test(digits.join(','))) return refuse('After the comma: 0-9 A-D * # w W.');
  return [number.data, ...digits].join(',');
});

/** What else the argument takes, where the error of the number does not say it. */
function besides(written: string): string {
  const parts = withoutExtension(written);
  if (parts) return ` To dial ${parts.extension} after the answer: ${parts.number},${parts.extension}`;
  return /[\p{L}@]/u.test(written) ? ` Or ${SIP_EXAMPLE}` : '';
}
