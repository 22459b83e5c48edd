/** What proofs need in the account first, made by Telnyx's own SDK. */
import { given, type Sdk } from './proof.ts';

/** The one that the simulator's first account begins with. */
export const VOICE_PROFILE = '1293384261075731502';
export const HOOK = 'https://hooks.example.com/calls';
export const OURS = '+13125550100';
const THEIRS = '+13125550142';

export const sentMessage = ({ client }: Sdk) => client.messages.send({ from: OURS, to: THEIRS, text: 'Hello' });

export const newProfile = ({ client }: Sdk, name: string) => client.messagingProfiles.create({ name, whitelisted_destinations: ['US'] });

export const ourNumber = async ({ client }: Sdk) =>
  given((await client.phoneNumbers.list({ filter: { phone_number: OURS.slice(1) } })).data[0]);

export const numbersForSale = async ({ client }: Sdk) =>
  given((await client.availablePhoneNumbers.list({ filter: { country_code: 'US', features: ['sms', 'voice'], limit: 3 } })).data);

export const newApplication = async ({ client }: Sdk, name: string) => {
  const wanted = { application_name: name, webhook_event_url: HOOK, outbound: { outbound_voice_profile_id: VOICE_PROFILE } };
  return given((await client.callControlApplications.create(wanted)).data);
};

/** @returns the call_control_id of a call that rings at the other end, which nobody answers where it ends in 0198 */
export const ringingCall = async ({ client }: Sdk, to = THEIRS) => {
  const [main] = (await client.callControlApplications.list({ filter: { application_name: { contains: 'Main calls' } } })).data;
  const { data } = await client.calls.dial({ connection_id: given(main?.id), from: OURS, to });
  return given(data).call_control_id;
};

/** @returns the call_control_id of a call that has been answered */
export const answeredCall = async (sdk: Sdk) => {
  const id = await ringingCall(sdk);
  await sdk.advance(15_000);
  return id;
};

/** Telnyx's answer to a command that it took. */
export const OK = { data: { result: 'ok' } };

export const newAssistant = ({ client }: Sdk, name: string) =>
  client.ai.assistants.create({
    name,
    instructions: 'You answer for a dental office.',
    greeting: 'Hello!',
    enabled_features: ['telephony'],
  });

export const newSecret = ({ client }: Sdk, identifier: string) =>
  client.integrationSecrets.create({ identifier, type: 'bearer', token: 'hush' });

/** A bucket with one file, faq.txt: the SDK itself does not speak S3. */
export async function newBucket({ s3 }: Sdk, name: string) {
  for (const path of [name, `${name}/faq.txt`]) {
    const { status } = await s3('us-central-1', path, { method: 'PUT', ...(path !== name && { body: 'Open Mon-Fri' }) });
    if (status !== 200) throw new Error(`S3 answered ${status} to PUT ${path}.`);
  }
  return name;
}
