import { z } from 'zod';
import { numberByPhone } from '../state/account.ts';
import { fromApplication, wireLeg } from '../state/call.ts';
import { MAX_CALL_SECS, receive } from '../state/call-life.ts';
import { E164 } from '../state/countries.ts';
import { CALL_PRICES } from '../state/tariff.ts';
import type { Simulator } from '../simulator.ts';

const Inbound = z.strictObject({ from: z.string().min(1), to: z.string().regex(E164) });

/**
 * Somebody calls a number of an account that is routed to a call control application: it rings until it is answered. Out: the call, or
 * undefined where no account has such a number.
 */
export function receiveCall(simulator: Simulator, body: unknown) {
  const { from, to } = Inbound.parse(body);
  const now = simulator.now();
  for (const account of simulator.accounts()) {
    const application = account.applications.get(numberByPhone(account, to)?.row.connection_id ?? '');
    if (!application?.active) continue;
    const { first_command_timeout: impatient, first_command_timeout_secs: patienceSecs } = application;
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
        timeLimitMs: MAX_CALL_SECS * 1000,
        clientState: undefined,
      },
      impatient ? patienceSecs * 1000 : undefined,
    );
    return { data: wireLeg(leg, 'later', now) };
  }
  return undefined;
}
