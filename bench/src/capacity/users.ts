import { randomUUID } from 'node:crypto';
import { log } from '@libs/observability';
import type { Record } from './record.ts';

const person = (handle: string) => ({
  id: randomUUID(),
  email: `${handle}@example.com`,
  handle,
  displayName: 'Ada Lovelace',
  locale: 'en-GB',
});

/** One person's life in the users service. */
export async function usersCapacity(record: Record): Promise<void> {
  const { profiles } = await import('../../../services/users/src/data/profiles.ts');
  const { directory } = await import('../../../services/users/src/data/directory.ts');
  const { signIns } = await import('../../../services/users/src/data/sign-ins.ts');
  const { pictures } = await import('../../../services/users/src/data/pictures.ts');
  const { avatars } = await import('../../../services/users/src/data/avatars.ts');
  const { reportSignIns } = await import('../../../services/users/src/report/report-sign-ins.ts');
  const report = async (within: Date) =>
    reportSignIns(
      { now: new Date(within.getTime() + 3_600_000 + 5 * 60_000), log },
      {
        settings: { read: async () => ({ enabled: true, prefix: 'sign-ins', linesInPart: 20_000 }) },
        files: { put: async () => {} },
      },
    );
  const ada = person('ada');
  const signIn = { id: randomUUID(), clientId: '1h57kf5cpq17m0eml12EXAMPLE', newDevice: false };
  const others = Array.from({ length: 49 }, (_, index) => person(`someone-${index}`));

  await record('a person is confirmed (PostConfirmation)', () => profiles.register([ada]));
  await record('a sign-in (PostAuthentication)', () =>
    signIns.record({ userId: ada.id, email: ada.email }, { ...signIn, at: new Date().toISOString() }),
  );
  await record('GET /users/me, GET /users/{id}', () => profiles.get(ada.id));
  await record('PATCH /users/me', () => profiles.update(ada.id, { bio: 'Wrote the first program.'.repeat(8) }));
  await record('PATCH /users/me with a new handle', () => profiles.update(ada.id, { handle: 'countess' }));
  const picture = { userId: ada.id, imageId: randomUUID() };
  await record('ImageProcessed', () => pictures.note(picture));
  await record('PUT /users/me/avatar', () => avatars.set(ada.id, picture.imageId));
  await record('DELETE /users/me/avatar', () => avatars.remove(ada.id));
  await avatars.set(ada.id, picture.imageId);
  await record('ImageDeleted, of the avatar', async () => {
    await pictures.forget(picture);
    await avatars.drop(ada.id, picture.imageId);
  });
  for (const other of others) await profiles.register([other]);
  await record('GET /users, a page of 50', () => directory.list({ limit: 50 }));
  await record('GET /users by e-mail or handle, one found', () => directory.list({ handle: 'countess' }));
  for (let times = 1; times < 20; times++) {
    await signIns.record(
      { userId: ada.id, email: ada.email },
      { ...signIn, id: randomUUID(), at: new Date().toISOString() },
    );
  }
  await record('GET /users/me/sign-ins, 20 of them', () => signIns.list(ada.id, { limit: 20 }));
  await record('report-sign-ins: an hour with 20 of them', async () => report(new Date()));
  await record('report-sign-ins: an hour without any', async () => report(new Date(Date.now() + 3_600_000)));
  await record('DELETE /users/me', () => profiles.remove(ada.id));
  await record('UserDeleted: 20 sign-ins and a picture erased', async () => {
    await signIns.erase(ada.id);
    await pictures.erase(ada.id);
  });
}
