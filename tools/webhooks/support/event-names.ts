/** Applications with webhook_api_version 1 write events of calls in another way: call_initiated, playback_started, dtmf. */
const OF_VERSION_1: Readonly<Record<string, string>> = { 'call.dtmf.received': 'dtmf' };

/** Every name that an event has in either version of Telnyx's API, the given one first. */
export function namesOf(event: string): string[] {
  const dotted = event.includes('.')
    ? [event]
    : [event.replaceAll('_', '.'), ...(/^(call|conference|message)_/.test(event) ? [] : [`call.${event.replaceAll('_', '.')}`])];
  const underscored = dotted.flatMap((name) => [
    name.replaceAll('.', '_'),
    // Only events that are not of the call itself lost its name: call.playback.started was playback_started.
    ...(/^call\.\w+\.\w/.test(name) ? [name.slice('call.'.length).replaceAll('.', '_')] : []),
    ...(OF_VERSION_1[name] === undefined ? [] : [OF_VERSION_1[name]]),
  ]);
  return [...new Set([event, ...dotted, ...(event === 'dtmf' ? ['call.dtmf.received'] : []), ...underscored])];
}
