import { copyable, facts, html, ROLES, siteTitle, soloPage, type Site, type StartAgain } from '../../platform/index.ts';

const ROLE_LIST = new Intl.ListFormat('en', { type: 'disjunction' }).format(ROLES);

/**
 * The page for a person who signed in but has no role in this app.
 *
 * @param username of the Microsoft account, for people with several; may be empty
 * @param back where to go on: for a client's request, it tells the client that it gets no access
 */
export const noRolePage = (site: Site, username: string, back: StartAgain = { href: '/', label: 'How to connect' }): Promise<Response> =>
  soloPage(site, {
    title: 'You have no role in this app',
    status: 403,
    motif: ['person', 'care', 'lock', 'server'],
    lead: 'Microsoft confirmed who you are, but your account has no role here. Nobody got access.',
    body: html`<section>
        ${facts([
          ['Signed in as', username === '' ? undefined : html`<bdi>${username}</bdi>`],
          ['Your role', html`<span class="tag">None</span>`],
        ])}
      </section>
      <section>
        <ol class="steps">
          <li>Ask your admin for a role. This text says what they need:</li>
          <li>Start again once they have assigned it.</li>
        </ol>
      </section>
      <section>${copyable('request', 'the text for your admin', requestFor(site, username))}</section>
      <div class="actions"><a class="btn main" href="${back.href}">${back.label}</a></div>`,
  });

const requestFor = (site: Site, username: string): string =>
  `I need a role in ${siteTitle(site)} (${site.publicBaseUrl}). In Microsoft Entra, open Enterprise applications, this app, ` +
  `Users and groups, and assign ${username === '' ? 'my account' : username} one of these roles: ${ROLE_LIST}.`;
