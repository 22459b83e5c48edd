import { z } from 'zod';
import { numberByPhone } from '../state/account.ts';
import { fromApplication, wireLeg } from '../state/call.ts';
import { receive } from '../state/call-life.ts';
import { E164 } from '../state/countries.ts';
import { CALL_PRICES } from '../state/tariff.ts';
import type { Simulator } from '../simulator.ts';

const Inbound = z.strictObject({ from: z.string().min(1), to: z.string().regex(E164) });

/** Telnyx ends an incoming call after four hours at the latest. */
const LONGEST_MS = 14_400_000;

/**
 * Somebody calls a number of an account that is routed to a call control application: it rings until it is answered. Out: the call, or
 * undefined where no account has such a number.
 */
export function receiveCall(simulator: Simulator, body: unknown) {
  const { from, to } = Inbound.parse(body);
  const now = simulator.now();
  for (const account of simulator.accounts()) {
    const application = account.applications.get(numberByPhone(account, to)?.connectionId ?? '');
    if (!application?.settings.active) continue;
    const { first_command_timeout: impatient, first_command_timeout_secs: patienceSecs } = application.settings;
    account.timeline.run(now);
    const leg = receive(
      {
        account,
        ...fromApplication(application),
        direction: 'incoming',
        from,
        to,
        minutePrice: CALL_PRICES.incoming,
        startedAt: now,
        timeLimitMs: LONGEST_MS,
        clientState: undefined,
      },
      impatient ? patienceSecs * 1000 : undefined,
    );
    return { data: wireLeg(leg, 'later', now) };
  }
  return undefined;
}
