import { directory } from '../../src/data/directory.ts';
import { profiles } from '../../src/data/profiles.ts';
import { ownTable, person } from '../store.ts';

ownTable();

beforeAll(async () => {
  const people = ['ada', 'adam', 'bob', 'carol', 'dave'].map((handle) =>
    person({ handle, email: `${handle === 'bob' ? 'ad_bob' : handle}@example.com` }),
  );
  for (const one of people) await profiles.register([one]);
});

const handles = (page: { items: { handle: string }[] }) => page.items.map(({ handle }) => handle);

describe('the directory', () => {
  it('lists all by e-mail address, page by page, with what an admin may see', async () => {
    const first = await directory.list({ limit: 3 });
    const second = await directory.list({ limit: 3, cursor: first.next });
    expect([...handles(first), ...handles(second)]).toEqual(
      ['ada', 'adam', 'bob', 'carol', 'dave'].toSorted((a, b) => (addressOf(a) < addressOf(b) ? -1 : 1)),
    );
    expect(second.next).toBeUndefined();
    expect(Object.keys(first.items[0] ?? {}).toSorted()).toEqual(['createdAt', 'displayName', 'email', 'handle', 'id']);
  });

  it('finds by the beginning of the address, whatever its case', async () => {
    expect(handles(await directory.list({ email: 'AD' })).toSorted()).toEqual(['ada', 'adam', 'bob']);
  });

  it('finds by the beginning of the handle, whatever its case', async () => {
    expect(handles(await directory.list({ handle: 'Ad' }))).toEqual(['ada', 'adam']);
  });

  it('forgets a handle that was changed, and a person who was deleted', async () => {
    const [eve, fay] = [person({ handle: 'eve' }), person({ handle: 'fay' })];
    for (const one of [eve, fay]) await profiles.register([one]);
    await profiles.update(eve.id, { handle: 'zoe' });
    await profiles.remove(fay.id);
    expect(handles(await directory.list({ handle: 'eve' }))).toEqual([]);
    expect(handles(await directory.list({ handle: 'zoe' }))).toEqual(['zoe']);
    expect(handles(await directory.list({ handle: 'fay' }))).toEqual([]);
  });

  it('refuses two searches at once', async () => {
    await expect(directory.list({ email: 'a', handle: 'a' })).rejects.toMatchObject({
      status: 400,
      type: 'one-search-only',
    });
  });
});

const addressOf = (handle: string) => (handle === 'bob' ? 'ad_bob@example.com' : `${handle}@example.com`);
