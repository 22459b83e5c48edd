import type { AuditEntry, AuditResult, Risk } from '../../guard/index.ts';
import { cutText, type Icon, type Tone, visibleText } from '../../platform/index.ts';

export const RESULT_WORDS: Readonly<Record<AuditResult, string>> = {
  done: 'Done',
  under_way: 'Under way',
  unknown: 'Unknown',
  failed: 'Failed',
  refused: 'Refused',
  waiting: 'Waiting',
  approved: 'Approved',
  denied: 'Denied',
  no_decision: 'No decision',
};

export const RESULT_TONES: Readonly<Record<AuditResult, Tone>> = {
  done: 'ok',
  under_way: 'care',
  unknown: 'cost',
  failed: 'cost',
  refused: 'cost',
  waiting: 'care',
  approved: 'ok',
  denied: 'care',
  no_decision: 'care',
};

const RISK_TAGS: Readonly<Record<Risk, readonly [Tone, Icon, string]>> = {
  read: ['calm', 'list', 'Read'],
  write: ['care', 'edit', 'Change'],
  outbound: ['cost', 'send', 'Send'],
  purchase: ['cost', 'cart', 'Buy'],
  destructive: ['cost', 'x', 'Delete'],
  credential: ['care', 'key', 'Secret'],
};

/** What an action does, in a word. Of operations, what counts as a call may be a fax, and what overwrites deletes nothing. */
export function tagOf({ tool, risk, kind }: Pick<AuditEntry, 'tool' | 'risk' | 'kind'>): readonly [Tone, Icon, string] {
  if (tool === 'change_operation' && risk === 'destructive') return ['cost', 'edit', 'Change'];
  return risk === 'outbound' && kind === 'calls' && tool !== 'send_operation' ? ['cost', 'phone', 'Call'] : RISK_TAGS[risk];
}

/** Of a result that needs a reason: the code of a refusal or an error, as words. */
export function reasonOf({ outcome }: Pick<AuditEntry, 'outcome'>, result: AuditResult): string | undefined {
  if (result === 'refused' || result === 'failed') return plain(outcome);
  if (result !== 'unknown') return undefined;
  return outcome === 'begun' ? 'cut off' : plain(outcome.replace(/^unknown:?/, '')) || undefined;
}

const plain = (code: string): string => code.replaceAll('_', ' ');

/** How a call was agreed to. */
export const ASKED_WORDS: Readonly<Record<AuditEntry['asked'], string | undefined>> = {
  nobody: undefined,
  form: 'Confirmed in the client',
  page: 'Approved on the page',
  permission: 'Allowed for an hour',
};

const LONGEST_NAME = 60;

/** A client as it calls itself; anyone can use any name. */
export function clientWords(client: string, clientName: string | undefined): string {
  const name = visibleText(cutText(clientName ?? '', LONGEST_NAME)).trim();
  if (name !== '') return name;
  if (client === 'test-auth') return 'Copied token';
  return client.startsWith('https://') && URL.canParse(client) ? new URL(client).host : cutText(client, LONGEST_NAME);
}

/** A person whose name is not known: the beginning of the object id. */
export const personWords = (subject: string, names: ReadonlyMap<string, string>): string =>
  names.get(subject) ?? (subject.split('.')[1] ?? subject).slice(0, 8);

const TARGETS_SHOWN = 3;

/** Masked targets, or else the bucket of a file. */
export function targetWords({
  targets,
  more,
  ids,
  risk,
  amount,
}: Pick<AuditEntry, 'targets' | 'more' | 'ids' | 'risk' | 'amount'>): string {
  if (risk === 'purchase' && targets.length + more > 0) return amount === 1 ? `1 number: ${targets[0] ?? ''}` : `${amount} numbers`;
  const shown = targets.slice(0, TARGETS_SHOWN);
  const others = targets.length - shown.length + more;
  const bucket = ids.find((id) => id.startsWith('bucket'))?.split('=')[1];
  return [...(bucket === undefined ? [] : [bucket]), ...shown, ...(others > 0 ? [`${others} more`] : [])].join(' · ');
}

const OPERATION = 'operation_id=';

/** The tool, and the operation of Telnyx that it carried out. */
export function toolWords({ tool, ids }: Pick<AuditEntry, 'tool' | 'ids'>): string {
  const operation = ids.find((id) => id.startsWith(OPERATION));
  return operation === undefined ? tool : `${tool} ${operation.slice(OPERATION.length)}`;
}
