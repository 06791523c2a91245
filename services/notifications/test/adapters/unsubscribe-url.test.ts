import { unsubscribeUrl } from '../../src/adapters/unsubscribe-url.ts';
import { readUnsubscribeToken } from '../../src/adapters/unsubscribe-token.ts';

const key = 'k'.repeat(64);
const keys = { current: key, all: [key] };
const link = {
  userId: '3f1c9a52-7d0e-4b6b-9d5f-0a1b2c3d4e5f',
  category: 'digest',
  at: new Date(1795255200000),
} as const;

it('is an address under the API with a token that can be read', async () => {
  process.env['API_URL'] = 'https://api.example';
  const url = new URL(await unsubscribeUrl(link, async () => keys));
  expect(url.origin + url.pathname).toBe('https://api.example/notifications/unsubscribe');
  expect(readUnsubscribeToken(url.searchParams.get('token') ?? '', keys)).toEqual({ ...link, at: 1795255200000 });
});

it('is none where nobody says where the API is', async () => {
  process.env['API_URL'] = '';
  await expect(unsubscribeUrl(link, async () => keys)).rejects.toThrow('API_URL is not set');
});
