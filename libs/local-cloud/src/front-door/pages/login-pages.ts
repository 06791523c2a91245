import { type Html, html } from '@libs/html';
import { layout } from './layout.ts';
import { nothing } from './parts.ts';

/** What the scripts need for code and PKCE. */
export interface Client {
  clientId: string;
  redirectUri: string;
}

export interface LoginView {
  /** Undefined while no user pool is deployed. */
  client: Client | undefined;
  /** A sign-up that was refused, and why. */
  tried?: { email: string; refusal: string };
  /** Somebody has just confirmed an address. */
  confirmed?: boolean;
}

/** Sign up or log in. */
export function loginPage({ client, tried, confirmed = false }: LoginView): Html {
  const content = client
    ? html`<h1>Log in</h1>
<div class="two">
<section class="panel">
<h2>I have an account</h2>
${confirmed && html`<p class="done" role="status">Your address is confirmed: log in.</p>`}
<p>Managed login, as in AWS: authorization code with PKCE. You come back with tokens to copy.</p>
<button type="button" class="primary" id="log-in" data-client-id="${client.clientId}" data-redirect-uri="${client.redirectUri}">Log in</button>
<noscript><p>This needs JavaScript, for the PKCE exchange.</p></noscript>
</section>
<section class="panel" id="sign-up">
<h2>I am new here</h2>
${tried && html`<p class="refusal" role="alert">${tried.refusal}</p>`}
<form action="/sign-up" method="post">
<label><span>E-mail address</span><input type="email" name="email" required autocomplete="username" value="${tried?.email ?? 'ada@example.com'}"></label>
<label><span>Password</span><input type="password" name="password" required minlength="12" autocomplete="new-password" aria-describedby="rules"></label>
<p class="hint" id="rules">12 characters or more, with upper and lower case, a number and a symbol.</p>
<button class="primary">Sign up</button>
</form>
<p class="hint">The mail with the code goes to the <a href="/mailbox">mailbox</a> of this machine, nowhere else.</p>
</section>
</div>`
    : html`<h1>Log in</h1><div data-live="login">${nothing('No user pool yet.', html`It comes with the service <b>users</b>; this page follows its deploy.`)}</div>`;
  return layout({ title: 'Log in', section: 'login', content, scripts: ['log-in.js'] });
}

/** The code from the mail. */
export function confirmPage(email: string, refusal?: string): Html {
  const content = html`<h1>Confirm your address</h1>
<section class="panel">
<p>A mail with a code went to <b>${email}</b>: it is in the <a href="/mailbox?q=${encodeURIComponent(email)}" target="_blank" rel="noopener">mailbox</a>.</p>
${refusal !== undefined && html`<p class="refusal" role="alert">${refusal}</p>`}
<form action="/sign-up?confirm" method="post">
<input type="hidden" name="email" value="${email}">
<label><span>Code</span><input name="code" required inputmode="numeric" autocomplete="one-time-code" maxlength="12" autofocus></label>
<button class="primary">Confirm</button>
</form>
</section>`;
  return layout({ title: 'Confirm', section: 'login', content });
}

/** Filled by its script: the tokens that the code was exchanged for. */
export function signedInPage(client: Client | undefined, origin: string): Html {
  const content = html`<h1>Signed in</h1>
<section class="panel" id="exchange" data-client-id="${client?.clientId ?? ''}" data-redirect-uri="${client?.redirectUri ?? ''}" data-api="${origin}/users/me">
<p role="status" id="progress">Exchanging the code for tokens…</p>
<div id="tokens" hidden>
<p>Who you are: <b id="who"></b>. The tokens hold for an hour.</p>
<h2>Try it</h2>
<div class="command"><pre tabindex="0"><code id="example"></code></pre><button type="button" class="copy" id="copy-example">Copy</button></div>
<h2>Tokens</h2>
<dl class="tokens">
<div><dt>ID token, for our APIs</dt><dd><code id="id-token"></code><button type="button" class="copy" id="copy-id-token">Copy</button></dd></div>
<div><dt>Access token</dt><dd><code id="access-token"></code><button type="button" class="copy" id="copy-access-token">Copy</button></dd></div>
<div><dt>Refresh token</dt><dd><code id="refresh-token"></code><button type="button" class="copy" id="copy-refresh-token">Copy</button></dd></div>
</dl>
</div>
<p><a href="/login">Log in as somebody else</a></p>
<noscript><p>This needs JavaScript, for the PKCE exchange.</p></noscript>
</section>`;
  return layout({ title: 'Signed in', section: 'login', content, scripts: ['signed-in.js'] });
}
