import type { Scope } from '../../identity/index.ts';

interface Prompt {
  readonly words: string;
  /** What the client needs for it. */
  readonly scope: Scope;
}

/** With the numbers of the simulator, which every local start has. */
const SIMULATED: readonly Prompt[] = [
  { words: 'Text +1 312 555 0142 from +1 312 555 0100 that order 4471 is ready until 6 pm.', scope: 'telnyx.send' },
  { words: 'Which phone numbers do we own, and what is our balance?', scope: 'telnyx.read' },
  { words: 'Find a phone number in Chicago that can text, and tell me its price.', scope: 'telnyx.read' },
];

const REAL: readonly Prompt[] = [
  { words: 'Text me that order 4471 is ready until 6 pm. Ask for my number first.', scope: 'telnyx.send' },
  { words: 'Which phone numbers do we own, and what did they cost this month?', scope: 'telnyx.read' },
  { words: 'Find a phone number in Chicago that can text, and tell me its price.', scope: 'telnyx.read' },
];

/** What to ask a client that has just been connected. */
export const firstPrompts = (simulated: boolean): readonly Prompt[] => (simulated ? SIMULATED : REAL);
