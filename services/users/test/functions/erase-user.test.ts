import { randomUUID } from 'node:crypto';
import { Retryable } from '@libs/contracts/errors';
import { busEvent } from '@libs/testing';
import { UserNotFoundException } from '@aws-sdk/client-cognito-identity-provider';
import { accounts } from '../../src/adapters/accounts.ts';
import { UserDeleted } from '../../src/contract/events.ts';
import { pictures } from '../../src/data/pictures.ts';
import { profiles } from '../../src/data/profiles.ts';
import { signIns } from '../../src/data/sign-ins.ts';
import { handler } from '../../src/functions/erase-user.ts';
import { ownTable, person, picturesOf } from '../store.ts';

ownTable();

const input = (userId: string) => busEvent(UserDeleted, { userId }).detail as never;

describe('erasing a person', () => {
  it('removes the account, then the sign-ins and what is known of pictures, and may be done twice', async () => {
    const ada = person();
    await profiles.register([ada]);
    await signIns.record(
      { userId: ada.id, email: ada.email },
      { id: randomUUID(), at: new Date().toISOString(), clientId: 'c', newDevice: false },
    );
    await pictures.note({ userId: ada.id, imageId: randomUUID() });
    await pictures.forget({ userId: ada.id, imageId: randomUUID() });
    const removed: string[] = [];
    const cognito = { remove: async (sub: string) => void removed.push(sub) };
    await handler.logic(input(ada.id), cognito);
    await handler.logic(input(ada.id), cognito);
    expect(removed).toEqual([ada.id, ada.id]);
    expect((await signIns.list(ada.id)).items).toEqual([]);
    expect(await picturesOf(ada.id)).toEqual([]);
  });

  it('keeps the sign-ins while the account cannot be removed, so that the whole comes again', async () => {
    const ada = person();
    await profiles.register([ada]);
    await signIns.record(
      { userId: ada.id, email: ada.email },
      { id: randomUUID(), at: new Date().toISOString(), clientId: 'c', newDevice: false },
    );
    const cognito = { remove: () => Promise.reject(new Retryable('later', 'Not now')) };
    await expect(handler.logic(input(ada.id), cognito, signIns)).rejects.toThrow('Not now');
    expect((await signIns.list(ada.id)).items).toHaveLength(1);
  });

  it('leaves nothing of a picture whose event comes late', async () => {
    const ada = person();
    await profiles.register([ada]);
    await profiles.remove(ada.id);
    await handler.logic(input(ada.id), { remove: async () => {} });
    await pictures.note({ userId: ada.id, imageId: randomUUID() });
    expect(await picturesOf(ada.id)).toEqual([]);
  });
});

describe('removing an account', () => {
  const refusing = (error: Error) => ({ send: jest.fn().mockRejectedValue(error) });

  it('is done when there is none', async () => {
    const gone = new UserNotFoundException({ message: 'User does not exist.', $metadata: {} });
    await expect(accounts.remove(randomUUID(), refusing(gone))).resolves.toBeUndefined();
  });

  it('fails with what Cognito says otherwise', async () => {
    await expect(accounts.remove(randomUUID(), refusing(new Error('denied')))).rejects.toThrow('denied');
  });
});
