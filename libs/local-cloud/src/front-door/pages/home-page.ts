import type { DeployedService } from '../deployed-services.ts';
import { type Html, html } from '@libs/html';
import { layout } from './layout.ts';
import { command, copyable, nothing } from './parts.ts';

/** Where everything is, and what there is. */
export function homePage(origin: string, endpoint: string, services: readonly DeployedService[]): Html {
  const apis = services.flatMap(({ name, paths }) => paths.map((path) => ({ name, path })));
  const content = html`<section class="hero">
<h1>The house is up.</h1>
<p>All of Longhouse runs on this machine: no account, nothing leaves 127.0.0.1.</p>
</section>
<section class="steps" aria-label="First steps">
<a class="step" href="/login#sign-up"><b>1</b><span><strong>Sign up</strong>with any address: no mail leaves this machine.</span></a>
<a class="step" href="/mailbox"><b>2</b><span><strong>Read the code</strong>in the mailbox, and confirm.</span></a>
<a class="step" href="/login"><b>3</b><span><strong>Log in</strong>and copy a token for curl.</span></a>
<a class="step" href="/timeline"><b>4</b><span><strong>Watch</strong>what a request causes, step by step.</span></a>
</section>
<section>
<h2>Services</h2>
<div class="cards" data-live="services">
${services.length === 0 ? nothing('Nothing is deployed yet.', html`The first deploy takes some seconds; this page follows it.`) : [...services].sort((a, b) => Number(b.paths.length > 0) - Number(a.paths.length > 0)).map((service) => card(service, origin))}</div>
</section>
<section>
<h2>Addresses</h2>
<dl class="addresses" data-live="addresses">
${apis.map(({ name, path }) => row(`api-${path}`, `API of ${name}`, copyable(`${origin}/${path}`)))}${services.flatMap(({ name, sockets }) => sockets.map((path) => row(`socket-${path}`, `WebSocket of ${name}`, copyable(socketUrl(origin, path)))))}${row('mail', 'Messages as JSON', copyable(`${origin}/mailbox.json`))}${row('traces', 'Traces as JSON', copyable(`${origin}/timeline.json`))}${row('all', 'All of this as JSON', copyable(`${origin}/addresses.json`))}${row('aws', 'AWS endpoint', copyable(endpoint))}${services.map(({ outputs }) => pool(outputs))}</dl>
<p class="hint">Any AWS tool works against it with any credentials, in eu-central-1:</p>
${command(`AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_REGION=eu-central-1 \\\n  aws --endpoint-url ${endpoint} dynamodb list-tables`)}
</section>`;
  return layout({ title: 'Home', section: 'home', content });
}

function card({ name, status, routes, sockets, functions }: DeployedService, origin: string): Html {
  const moving = !/^(?:CREATE|UPDATE|IMPORT)_COMPLETE$/.test(status);
  return html`<article class="card" id="service-${name}">
<header><h3>${name}</h3><span class="state${moving && (/FAILED|ROLLBACK/.test(status) ? ' bad' : ' moving')}">${moving ? status.toLowerCase().replaceAll('_', ' ') : 'deployed'}</span></header>
${
  routes.length + sockets.length > 0
    ? html`<ul class="routes">${routes.map(
        ({ method, path, auth }) =>
          html`<li><span class="method ${method.toLowerCase()}">${method}</span><code>${path}</code>${auth !== 'NONE' && html`<span class="lock" title="Needs a token">token</span>`}<button type="button" class="copy" data-copy="${curl(method, `${origin}${path}`, auth)}" aria-label="Copy curl for ${method} ${path}">curl</button></li>`,
      )}${sockets.map((path) => socketRow(path, socketUrl(origin, path)))}</ul>`
    : html`<p class="hint">No API: it works behind the scenes.</p>`
}${
  functions.length > 0 &&
  html`<details><summary>${functions.length} function${functions.length > 1 && 's'}</summary><ul class="functions">${functions.map((one) => html`<li><code>${one}</code></li>`)}</ul></details>`
}</article>
`;
}

function socketRow(path: string, url: string): Html {
  return html`<li><span class="method ws">WS</span><code>/${path}</code><button type="button" class="copy" data-copy="${url}" aria-label="Copy the address of the WebSocket">Copy</button></li>`;
}

function socketUrl(origin: string, path: string): string {
  return `${origin.replace(/^http/, 'ws')}/${path}`;
}

function curl(method: string, url: string, auth: string): string {
  const parts = ['curl', '-s'];
  if (method !== 'GET' && method !== 'ANY') parts.push(`-X ${method}`);
  if (auth !== 'NONE') parts.push('-H "Authorization: Bearer $TOKEN"');
  if (/^(?:POST|PUT|PATCH)$/.test(method)) parts.push("-H 'Content-Type: application/json' -d '{}'");
  return `${parts.join(' ')} '${url}'`;
}

function pool({ UserPoolId, UserPoolClientId }: DeployedService['outputs']): Html | false {
  if (UserPoolId === undefined || UserPoolClientId === undefined) return false;
  return html`${row('pool', 'User pool', copyable(UserPoolId))}${row('client', 'App client', copyable(UserPoolClientId))}`;
}

function row(id: string, label: string, value: Html): Html {
  return html`<div id="${id}"><dt>${label}</dt><dd>${value}</dd></div>
`;
}
