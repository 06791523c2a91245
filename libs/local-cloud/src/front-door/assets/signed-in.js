// Ends the authorization code flow: the code and this tab's verifier for tokens, which never leave the page but by the copy buttons.
const panel = document.getElementById('exchange');
const progress = document.getElementById('progress');
const { clientId, redirectUri, api } = panel.dataset;

async function exchange() {
  const query = new URLSearchParams(location.search);
  const pkce = JSON.parse(sessionStorage.getItem('pkce') ?? 'null');
  history.replaceState(null, '', location.pathname); // a code is good once: a reload must not send it again
  if (query.has('error')) throw new Error(query.get('error_description') ?? query.get('error'));
  if (!query.has('code')) {
    const kept = sessionStorage.getItem('tokens');
    if (kept) return JSON.parse(kept);
    throw new Error('There is no code in the address: log in first.');
  }
  if (!pkce || pkce.state !== query.get('state'))
    throw new Error('This log-in was not begun in this tab: log in again.');
  sessionStorage.removeItem('pkce');
  const response = await fetch('/oauth2/token', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: clientId,
      redirect_uri: redirectUri,
      code: query.get('code'),
      code_verifier: pkce.verifier,
    }),
  });
  const answer = await response.json();
  if (!response.ok)
    throw new Error(
      answer.error_description ?? answer.error ?? answer.title ?? `The exchange was answered ${response.status}.`,
    );
  sessionStorage.setItem('tokens', JSON.stringify(answer));
  return answer;
}

function claims(token) {
  const bytes = Uint8Array.from(atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/')), (c) =>
    c.charCodeAt(0),
  );
  return JSON.parse(new TextDecoder().decode(bytes));
}

function put(id, text) {
  document.getElementById(id).textContent = text;
  document.getElementById(`copy-${id}`).dataset.copy = text;
}

try {
  const tokens = await exchange();
  document.getElementById('who').textContent = claims(tokens.id_token).email;
  put('id-token', tokens.id_token);
  put('access-token', tokens.access_token);
  put('refresh-token', tokens.refresh_token);
  const short = `curl -s -H "Authorization: Bearer $TOKEN" ${api}`;
  document.getElementById('example').textContent = `TOKEN=${tokens.id_token.slice(0, 12)}…\n${short}`;
  document.getElementById('copy-example').dataset.copy = `TOKEN=${tokens.id_token}\n${short}`;
  progress.hidden = true;
  document.getElementById('tokens').hidden = false;
} catch (error) {
  progress.className = 'refusal';
  progress.textContent = error.message;
}
