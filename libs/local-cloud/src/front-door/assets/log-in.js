// Begins the authorization code flow with PKCE (RFC 7636): the verifier stays in this tab.
const button = document.getElementById('log-in');

function random(bytes) {
  return base64Url(crypto.getRandomValues(new Uint8Array(bytes)));
}

function base64Url(bytes) {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

button?.addEventListener('click', async () => {
  const verifier = random(48);
  const state = random(16);
  sessionStorage.setItem('pkce', JSON.stringify({ verifier, state }));
  const challenge = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: button.dataset.clientId,
    redirect_uri: button.dataset.redirectUri,
    scope: 'openid email profile',
    state,
    code_challenge: base64Url(new Uint8Array(challenge)),
    code_challenge_method: 'S256',
  });
  location.assign(`/oauth2/authorize?${query}`);
});

if (new URLSearchParams(location.search).has('confirmed')) button?.focus();
