import { apiUrl, httpApi } from '../support/http-api.ts';
import { inlineFunction } from '../support/inline-function.ts';
import { runningEngine, untouchedEngine } from '../support/running-engine.ts';
import { deploy } from '../support/stack.ts';

const code = `exports.handler = async () => ({ statusCode: 200, body: 'ok' });`;
const origin = 'https://console.example';

async function deployApi(engine: { endpoint: string }, allowed: string) {
  const { resources, outputs } = httpApi({ AllowOrigins: [allowed], AllowMethods: ['GET'], AllowHeaders: ['etag'] });
  const stack = await deploy(engine, { resources: { ...inlineFunction('open', code), ...resources }, outputs });
  return apiUrl(engine, stack.outputs.Api);
}

const preflight = (url: string) =>
  fetch(url, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'GET' } });

describe("CORS in an HTTP API's template", () => {
  const untouched = untouchedEngine();
  const mended = runningEngine();

  it('refuses every preflight on the untouched engine: still to be mended', async () => {
    const answer = await preflight(await deployApi(untouched(), origin));
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('answers a preflight from the allowed origin when mended, also after an update', async () => {
    const before = await preflight(await deployApi(mended(), 'https://other.example'));
    const after = await preflight(await deployApi(mended(), origin));
    expect(before.headers.get('access-control-allow-origin')).toBeNull();
    expect(after.status).toBe(204);
    expect(after.headers.get('access-control-allow-origin')).toBe(origin);
    expect(after.headers.get('access-control-allow-methods')).toBe('GET');
    expect(after.headers.get('access-control-allow-headers')).toBe('etag');
  });
});
