import { html, type Html } from '../../platform/index.ts';

interface Question {
  /** On the button that asks. */
  readonly opens?: string;
  /** What to do instead. */
  readonly keeps?: string;
  /** Whose button it is, for people who do not see the row. */
  readonly of?: Html | string;
  readonly question: Html | string;
  /** What stops and when, and what cannot be undone. */
  readonly consequence: string;
  /** On the button that revokes. */
  readonly label?: string;
  readonly action: string;
  /** What the form sends along. */
  readonly field?: readonly [name: string, value: string];
}

/** Asks before anything is revoked, without script. Of several questions one is open. */
export const revokeQuestion = ({
  opens = 'Revoke',
  keeps = 'Keep',
  of,
  question,
  consequence,
  label = 'Revoke',
  action,
  field,
}: Question): Html =>
  html`<details class="pop" name="revoke">
    <summary class="btn slim">
      <span class="shut">${opens}</span><span class="open">${keeps}</span>${of !== undefined && html`<span class="sr"> ${of}</span>`}
    </summary>
    <div class="stack">
      <p><b>${question}</b></p>
      <p class="small">${consequence}</p>
      <form class="row" method="post" action="/tokens">
        ${field && html`<input type="hidden" name="${field[0]}" value="${field[1]}" />`}
        <button class="btn bad slim" name="action" value="${action}">${label}</button>
        <button class="btn slim" type="button" data-close hidden>${keeps}</button>
      </form>
    </div>
  </details>`;
