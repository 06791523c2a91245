import { randomUUID } from 'node:crypto';
import { addToGroup, register, testCloud, type TestCloud } from '@libs/testing';
import { users } from './http.ts';

let cloud: TestCloud;
let token: string;
/** What the handles of these tests begin with, so that nobody else's are found. */
const prefix = `a_${randomUUID().slice(0, 6)}`;

interface Page {
  items: { handle: string; email: string }[];
  next?: string;
}

const list = async (query: string) => (await users(cloud, `/users?${query}`, { token })).body as Page;

beforeAll(async () => {
  cloud = await testCloud();
  const people = await Promise.all(
    ['x', 'y', 'z'].map((letter) => register(cloud, { preferred_username: `${prefix}${letter}` })),
  );
  const [admin] = people;
  if (!admin) throw new Error('nobody was registered');
  await addToGroup(cloud, admin.email, 'admin');
  ({ id: token } = await admin.logIn());
}, 300_000);

describe('an administrator', () => {
  it('finds people by the beginning of their handle, page by page', async () => {
    const first = await list(`handle=${prefix.toUpperCase()}&limit=2`);
    const second = await list(`handle=${prefix}&limit=2&cursor=${first.next}`);
    expect([...first.items, ...second.items].map(({ handle }) => handle)).toEqual(
      ['x', 'y', 'z'].map((letter) => `${prefix}${letter}`),
    );
    expect(second).not.toHaveProperty('next');
  });

  it('finds a person by e-mail address', async () => {
    const [person] = (await list(`handle=${prefix}x`)).items;
    const found = await list(`email=${encodeURIComponent(person?.email ?? '')}`);
    expect(found.items).toEqual([person]);
  });

  it('searches for one thing at a time', async () => {
    expect(await users(cloud, '/users?handle=a&email=b', { token })).toBeProblem(400, 'one-search-only');
  });
});
