import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { busEvent, concurrently, lambdaContext, late, sqsEvent, twice } from '@libs/testing';
import { UserProfileChanged } from '@services/users/contract';
import { avatars } from '../../src/data/avatars.ts';
import { handler } from '../../src/functions/note-avatar.ts';
import { ownTable } from '../store.ts';

ownTable();

const done = { batchItemFailures: [] };

/** A person, and what their profile tells. */
function profile() {
  const userId = randomUUID();
  const changed = (version: number, changes: Parameters<typeof told>[2]) => told(userId, version, changes);
  return { userId, changed };
}

const told = (
  userId: string,
  version: number,
  changes: { avatar?: { old: string | null; new: string | null }; bio?: { old: string; new: string } },
) => busEvent(UserProfileChanged, { userId, version, changes });

describe('UserProfileChanged', () => {
  it.each([
    ['twice', twice],
    ['twice at once', concurrently],
  ])('that comes %s notes the avatar', async (_, deliver) => {
    const { userId, changed } = profile();
    const imageId = randomUUID();
    const outcomes = await deliver(handler, sqsEvent(changed(2, { avatar: { old: null, new: imageId } })));
    expect(outcomes).toEqual(outcomes.map(() => ({ status: 'fulfilled', value: done })));
    expect(await avatars.of(userId)).toBe(imageId);
  });

  it('that takes the avatar off, and is overtaken by none, leaves none', async () => {
    const { userId, changed } = profile();
    const imageId = randomUUID();
    const events = [
      changed(2, { avatar: { old: null, new: imageId } }),
      changed(3, { avatar: { old: imageId, new: null } }),
    ];
    expect(await handler(sqsEvent(...late(events, 0)), lambdaContext())).toEqual(done);
    expect(await avatars.of(userId)).toBeUndefined();
  });

  it('of anything else leaves the avatar as it is', async () => {
    const { userId, changed } = profile();
    const imageId = randomUUID();
    const events = [changed(2, { avatar: { old: null, new: imageId } }), changed(3, { bio: { old: '', new: 'x' } })];
    expect(await handler(sqsEvent(...events), lambdaContext())).toEqual(done);
    expect(await avatars.of(userId)).toBe(imageId);
  });

  it('is there as a sample, as the queue delivers it', async () => {
    const file = join(__dirname, '../../events/note-avatar.json');
    expect(await handler(JSON.parse(readFileSync(file, 'utf8')) as never, lambdaContext())).toEqual(done);
    expect(await avatars.of('3f1c9a52-7d0e-4b6b-9d5f-0a1b2c3d4e5f')).toBe('01a1fd8a-e260-7c3b-9d5f-2b6c7d8e9f01');
  });
});
