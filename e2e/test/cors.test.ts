import { register, testCloud, type TestCloud } from '@libs/testing';
import { users } from './http.ts';

let cloud: TestCloud;
let console: string;

beforeAll(async () => {
  cloud = await testCloud();
  // `consoleUrl` of libs/build/serverless/stages.yml.
  const domain = cloud.stage === 'prod' ? 'longhouse.example' : `${cloud.stage}.longhouse.example`;
  console = cloud.stage === 'local' ? `http://127.0.0.1:${process.env['PORT'] || 4000}` : `https://${domain}`;
}, 300_000);

const ask = async (method: string, headers: Record<string, string>) =>
  fetch(`${await cloud.apiOf('users')}/users/me`, { method, headers });

const preflight = (origin: string) =>
  ask('OPTIONS', {
    origin,
    'access-control-request-method': 'PATCH',
    'access-control-request-headers': 'authorization,content-type,if-match',
  });

describe('a browser', () => {
  it('is told before a call that the console may make it', async () => {
    const { status, headers } = await preflight(console);
    expect([200, 204]).toContain(status);
    expect(headers.get('access-control-allow-origin')).toBe(console);
    expect(headers.get('access-control-allow-methods')).toContain('PATCH');
    for (const name of ['authorization', 'content-type', 'if-match'])
      expect(headers.get('access-control-allow-headers')?.toLowerCase()).toContain(name);
  });

  it('is told nothing for another origin', async () => {
    const { headers } = await preflight('https://evil.example');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it('may show the console an answer, a refusal too, with its ETag and correlation id', async () => {
    const { tokens } = await register(cloud);
    const call = (path: string) => users(cloud, path, { token: tokens.id, headers: { origin: console } });
    const [profile, refusal] = await Promise.all([call('/users/me'), call('/users/1')]);
    expect([profile.status, refusal.status]).toEqual([200, 400]);
    for (const { headers } of [profile, refusal]) {
      expect(headers.get('access-control-allow-origin')).toBe(console);
      expect(headers.get('access-control-expose-headers')?.toLowerCase()).toMatch(/etag.*x-correlation-id/);
    }
  });
});
