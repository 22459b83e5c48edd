import { html, page, type Html } from '../../platform/index.ts';

/** What an Owner finds below the own grants: the way to end all access of somebody else. */
export const ownerSection = (): Html =>
  html`<section>
    <h2>Revoke all of a person</h2>
    <p class="soft small">As an Owner you can end every access of somebody else, for example when a device was lost or somebody left.</p>
    <form method="post" action="/tokens">
      <p class="field">
        <label for="object_id">Object id in Microsoft Entra</label>
        <input
          id="object_id"
          name="object_id"
          required
          maxlength="40"
          autocomplete="off"
          spellcheck="false"
          placeholder="00000000-0000-0000-0000-000000000000"
        />
      </p>
      <button class="quiet" name="action" value="ask_person">Continue</button>
    </form>
  </section>`;

/** The question before it is done. In: a validated object id; how many of that person's grants are live. */
export const confirmPersonPage = (objectId: string, count: number): Promise<Response> =>
  page({
    title: 'Revoke all of a person',
    content: html`<h1>Revoke all of this person?</h1>
      <p class="lead"><code>${objectId}</code></p>
      <section>
        <p>${consequence(count)}</p>
        <p class="soft small">
          The person can log in and allow clients again. To keep somebody out, remove the assignment in Microsoft Entra as well.
        </p>
        <form method="post" action="/tokens" class="row">
          <input type="hidden" name="object_id" value="${objectId}" />
          <button class="danger wide" name="action" value="revoke_person">Revoke all of this person</button>
          <a class="button quiet wide" href="/tokens">Cancel</a>
        </form>
      </section>`,
  });

function consequence(count: number): string {
  if (count === 0) return 'Nothing of this person has access now; what is just being allowed ends as well.';
  const who = count === 1 ? 'One client or token loses' : `${count} clients and tokens lose`;
  return `${who} access, within a minute.`;
}
