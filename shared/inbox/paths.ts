export const WEBHOOK_PATH = '/webhooks/telnyx';
/** Telnyx tries a second address where the first one fails: the same again, for twice as many tries. */
export const FAILOVER_PATH = `${WEBHOOK_PATH}/failover`;
