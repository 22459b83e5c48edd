import { isServiceNumber } from '../../shared/tool/index.ts';

/** Members that say whom an assistant may call, text or refer to (contract: the tools transfer, invite, refer, send_message). */
const NUMBER_NAME = /^(to|from|phone_numbers?|targets?|number|sip_address)$/i;

/** In: any JSON. Whether no member named like a telephone number, at any depth, is an emergency or service number; lists count as their member. */
export function noServiceNumbers(value: unknown, name = ''): boolean {
  if (typeof value === 'string' || typeof value === 'number') return !NUMBER_NAME.test(name) || !isServiceNumber(dialled(value));
  if (Array.isArray(value)) return value.every((item) => noServiceNumbers(item, name));
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, member]) => noServiceNumbers(member, key));
}

/** What is dialled of a number, perhaps with `,digits` for after the answer, or of a SIP or tel URI: the user part, without separators. */
function dialled(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const parts = unescaped(value)
    .replace(/^.*?\b(sips?|tel):/is, '')
    .split(/[@:;,?&=$]/);
  const user = parts.find((part) => part !== '') ?? '';
  return user
    .normalize('NFKC')
    .replaceAll(/[^\p{L}\p{N}+{}]/gu, '')
    .replaceAll(/(?<=.)\+/g, '');
}

const unescaped = (uri: string) =>
  uri.replaceAll(/%([0-7][0-9a-f])/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
