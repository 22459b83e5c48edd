import { isRecord } from '../../platform/index.ts';
import { WHOLE_BODY } from './arguments.ts';
import { bulkRefusal } from './bulk.ts';
import { isPrivateUrl, PRIVATE_URL } from './called-urls.ts';
import { higher, type OperationClass } from './classes.ts';
import { FIELD_RULES, isKeyReference, isOf, raisedTo, type FieldRule } from './field-rules.ts';
import { isLive, isWhollyLive } from './live-settings.ts';
import { isSaid } from './names.ts';
import type { Operation } from './operation.ts';
import { hostOf, isBareReceiver, isManner, isReceiver, isUrl, receivesUrl } from './receivers.ts';
import { readTexml } from './texml.ts';
import { pathOf, walk, type Member } from './walk.ts';

/** A field that raises the class of its call. */
export interface RaisingField {
  /** `tools[0].transfer` */
  readonly path: string;
  readonly name: string;
  readonly class: OperationClass;
}

/** What one call of an operation can do. */
export interface Classified {
  /** That of the operation, or a higher one to which a field raises it. */
  readonly class: OperationClass;
  /** All that the call does: the class of the operation and those of its fields, the lower ones too. */
  readonly classes: readonly OperationClass[];
  /** The first fields that raise it above the class of the operation. */
  readonly raisedBy: readonly RaisingField[];
  /** The call states something in a person's name, who has to decide about it. */
  readonly statement: boolean;
  /** Where the call would send something from then on: each host once. */
  readonly receivers: readonly { readonly path: string; readonly host: string }[];
  /** Why it is not carried out, whoever agrees. */
  readonly refusal?: string;
}

/** Of more fields that raise, nobody needs to know. */
const MOST_TOLD = 100;
/** Arguments of a query that find, sort and divide what is listed. */
const LISTING: ReadonlySet<string> = new Set(['filter', 'sort', 'page']);
/** Members of these have names that people choose: variables of a template, parameters of an assistant's tool and their values, notes. */
const OWN_NAMES: ReadonlySet<string> = new Set([
  ...['dynamic_variables', 'AIAssistantDynamicVariables', 'template_variables', 'properties', 'custom_parameters'],
  ...['arguments', 'input', 'metadata', 'conversation_metadata', 'payload', 'result_payload'],
]);
/** Fields that only tell a price. */
const HARMLESS: ReadonlyMap<string, string> = new Map([['PreviewSimCardOrders', 'quantity']]);

/** What is above a member. */
interface Inside {
  /** The member's name is somebody's own. */
  readonly isOwn: boolean;
  /** The name of the receiver that the member is in. */
  readonly receiver: string | undefined;
}

/** @param args the arguments of a call, path, query and body together */
export function classify(operation: Operation, args: Readonly<Record<string, unknown>>): Classified {
  const { id, class: from } = operation;
  const raisedBy: RaisingField[] = [];
  const hosts = new Map<string, string>();
  const classes = new Set<OperationClass>([from, ...(isWhollyLive(operation) ? (['outbound'] as const) : [])]);
  let highest = from;
  let statement = false;
  let unread: string | undefined;

  const raise = (at: Member | undefined, name: string, to: OperationClass, isInside = false) => {
    // Where events of the same call go is no risk of its own.
    if (to !== 'overwrite' || higher(from, to) !== from) classes.add(to);
    if (higher(from, to) === from) return;
    highest = higher(highest, to);
    if (raisedBy.length === MOST_TOLD) return;
    const path = at === undefined ? name : pathOf(at) + (isInside ? `.${name}` : '');
    raisedBy.push({ path, name, class: to });
  };
  const apply = (rule: FieldRule, member: Member) => {
    if (!says(rule, member)) return;
    if (rule.effect === 'statement') statement = true;
    else raise(member, member.name, raisedTo(rule.effect, from));
  };
  const receive = (member: Member, receiver: string, text: string) => {
    const host = receivedAt(member, receiver, text);
    if (host !== undefined && !hosts.has(host)) hosts.set(host, pathOf(member));
    if (host !== undefined || (isBareReceiver(receiver) && text.trim() !== '')) raise(member, receiver, 'overwrite');
  };
  const instruct = (member: Member, text: string) => {
    const instructions = readTexml(text);
    if (!instructions) unread = `${pathOf(member)} is no well-formed XML.`;
    if (instructions?.fetched.some((url) => isPrivateUrl('', url))) unread = `${pathOf(member)}: ${PRIVATE_URL}`;
    for (const url of instructions?.urls ?? []) receive(member, member.name, url);
  };
  const visit = (member: Member, inside: Inside): Inside => {
    const { name, value, isItem } = member;
    const isNamed = !isItem && !inside.isOwn;
    if (isNamed) for (const rule of FIELD_RULES) if (rule.isNamed(name) && isOf(rule, operation)) apply(rule, member);
    // Its own tool changes it, but whoever may not reach people may not decide whom live calls and texts reach.
    if (isNamed && (isTop(member) || member.above?.name === NUMBER_SETTINGS) && isLive(operation, name, value)) classes.add('outbound');
    if (isNamed && isCodeStatus(operation, member)) raise(member, name, raisedTo('up', from));
    if (isPrivateUrl(nameOf(member), value, member.above && nameOf(member.above))) unread ??= `${pathOf(member)}: ${PRIVATE_URL}`;
    const receives = isNamed && (isReceiver(name) || (isTop(member) && name === 'url' && receivesUrl(id)));
    const receiver = receives ? name : inside.receiver;
    if (typeof value === 'string' && receiver !== undefined) receive(member, receiver, value);
    if (typeof value === 'string' && value !== '' && isTop(member) && name === 'Texml') instruct(member, value);
    if (isRecord(value)) for (const key of keysWithUrl(value)) raise(member, key, 'credential', true);
    return { isOwn: isNamed && OWN_NAMES.has(name) && isRecord(value), receiver };
  };

  const searched = searchedOf(operation, args);
  for (const key of keysWithUrl(searched)) raise(undefined, key, 'credential');
  if (!walk(searched, { isOwn: false, receiver: undefined }, visit))
    unread = 'These are too many arguments, or they are nested too deeply.';
  const refusal = refusalOf(operation, args, highest) ?? unread;
  const receivers = [...hosts].map(([host, path]) => ({ path, host }));
  return { class: highest, classes: [...classes], raisedBy, statement, receivers, ...(refusal !== undefined && { refusal }) };
}

/** An item of a list is named as the list. */
const nameOf = ({ name, isItem, above }: Member): string => (isItem && above ? nameOf(above) : name);

/** Of a number that is being ported. */
const NUMBER_SETTINGS = 'phone_number_configuration';

/** An argument, or a member of a body that is an argument as a whole. */
const isTop = ({ depth, above }: Member): boolean => depth === 1 || (depth === 2 && above?.name === WHOLE_BODY);

const says = ({ says: isMeant = isSaid, atTop }: FieldRule, member: Member): boolean => (!atTop || isTop(member)) && isMeant(member.value);

/** Whether a code was right is for Telnyx to say. */
const isCodeStatus = ({ area, method, path }: Operation, member: Member): boolean =>
  member.name === 'status' &&
  isTop(member) &&
  method !== 'GET' &&
  area === 'verify' &&
  path.startsWith('/verifications/') &&
  isSaid(member.value);

const ADDRESS_NAME = /ur[il]|host|fqdn|address/i;

function receivedAt(member: Member, receiver: string, text: string): string | undefined {
  const { name, isItem, above } = member;
  if (isManner(isItem ? receiver : name) && !isUrl(text)) return undefined;
  const isItself = name === receiver || (isItem && above?.name === receiver);
  return isItself || ADDRESS_NAME.test(name) || isUrl(text) ? hostOf(text, isBareReceiver(isItself ? receiver : name)) : undefined;
}

/** The references to stored secrets that have a URL beside them. */
function keysWithUrl(record: Readonly<Record<string, unknown>>): string[] {
  const keys = Object.keys(record).filter((name) => isKeyReference(name) && isSaid(record[name]));
  if (keys.length === 0) return [];
  const goesOut = Object.entries(record).some(
    ([name, value]) => typeof value === 'string' && value !== '' && !isKeyReference(name) && (isUrl(value) || isBareReceiver(name)),
  );
  return goesOut ? keys : [];
}

/**
 * The arguments that may raise. What names a thing, or only lists things, raises nothing: a read stays a read, whatever it looks for. In a form,
 * JSON goes as a text.
 */
function searchedOf(operation: Operation, args: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { id, method, path, bodyType } = operation;
  const says = ([name]: readonly [string, unknown]) => {
    const lists = takesInQuery(operation, name) && (method === 'GET' || LISTING.has(name));
    return !path.includes(`{${name}}`) && !lists && HARMLESS.get(id) !== name;
  };
  const read = (value: unknown) => (bodyType === 'form' && typeof value === 'string' ? (parsed(value) ?? value) : value);
  return Object.fromEntries(
    Object.entries(args)
      .filter(says)
      .map(([name, value]) => [name, read(value)]),
  );
}

const takesInQuery = ({ query }: Operation, name: string): boolean => Object.hasOwn(query?.properties ?? {}, name);

function parsed(text: string): unknown {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Arguments of a query that make a read do more than reading, and why they are refused. */
const REFUSED_IN_QUERY: Readonly<Record<string, string>> = {
  api_key: 'a secret would be in a URL',
  include_pin_puk_codes: 'secrets would be in the answer',
  fetch_dynamic_variables_from_webhook: 'Telnyx would call a webhook, and this only reads',
  fresh: 'others would be asked, which costs: refreshReputationNumbers does that',
};

function refusalOf(operation: Operation, args: Readonly<Record<string, unknown>>, to: OperationClass): string | undefined {
  if (operation.class === 'never') return 'This server does not carry out this operation.';
  if (to === 'never') return 'With these arguments, this server does not carry out this operation.';
  const [name, why] =
    Object.entries(REFUSED_IN_QUERY).find(([each]) => takesInQuery(operation, each) && isSaid(args[each]) && args[each] !== false) ?? [];
  if (name !== undefined) return `${name} is refused: ${why}. Leave it out.`;
  return bulkRefusal(operation, args);
}
