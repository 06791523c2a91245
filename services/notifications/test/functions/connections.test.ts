import { randomUUID } from 'node:crypto';
import { lambdaContext, websocketEvent } from '@libs/testing';
import { connections } from '../../src/data/connections.ts';
import { personItems } from '../../src/data/person-items.ts';
import { handler as authorize } from '../../src/functions/authorize-socket.ts';
import { handler as connect } from '../../src/functions/connect.ts';
import { handler as disconnect } from '../../src/functions/disconnect.ts';
import { devices } from '../live/devices.ts';
import { knownPerson, ownTable } from '../store.ts';

ownTable();
const { deviceOf } = devices();

const idsOf = async (userId: string): Promise<string[]> =>
  (await connections.of(userId)).map(({ connectionId }) => connectionId);

const opening = (connectionId: string, authorizer: Record<string, string>) =>
  connect(websocketEvent('$connect', { connectionId, authorizer }), lambdaContext());

describe('authorize-socket', () => {
  it('passes on whose token it is', async () => {
    // Prepare
    const verify = async (token: string) => ({ userId: `user of ${token}`, groups: ['admin'] });
    // Act
    const who = await authorize.logic(
      { query: { token: 't' }, log: undefined as never, signal: new AbortController().signal },
      { verify },
    );
    // Assess
    expect(who).toEqual({ userId: 'user of t' });
  });
});

describe('connect', () => {
  it('closes the oldest socket of a person with too many', async () => {
    // Prepare
    const { userId } = await knownPerson();
    const oldest = await deviceOf(userId);
    for (let count = 0; count < 19; count++) await connections.open(userId, `device-${count}`);
    // Act
    const answer = await opening('one-more', { userId });
    // Assess
    expect(answer).toEqual({ statusCode: 200 });
    await oldest.closed;
    expect(await idsOf(userId)).toHaveLength(20);
  });

  it('opens a connection though an old one cannot be closed', async () => {
    // Prepare
    const input = { connectionId: 'new', authorizer: { userId: randomUUID() }, log: { warn: () => undefined } };
    const open = async () => ['oldest'];
    const close = async () => Promise.reject(new Error('no'));
    // Act
    const done = connect.logic(input as never, { ...connections, open }, { close } as never);
    // Assess
    await expect(done).resolves.toBeUndefined();
  });

  it.each([
    ['nobody', {}],
    ['somebody without an id', { userId: '' }],
  ])('refuses %s', async (_, authorizer) => {
    expect(await opening('phone', authorizer)).toMatchObject({ statusCode: 403 });
  });

  it('refuses who has closed their account, though their token is valid for a while', async () => {
    // Prepare
    const { userId } = await knownPerson();
    await personItems.close(userId);
    // Act
    const answer = await opening('phone', { userId });
    // Assess
    expect(answer).toMatchObject({ statusCode: 403 });
  });
});

describe('disconnect', () => {
  it('forgets the connection, however often it is told', async () => {
    // Prepare
    const userId = randomUUID();
    await opening('phone', { userId });
    const event = websocketEvent('$disconnect', { connectionId: 'phone', authorizer: { userId } });
    // Act
    const answers = [await disconnect(event, lambdaContext()), await disconnect(event, lambdaContext())];
    // Assess
    expect(answers).toEqual([{ statusCode: 200 }, { statusCode: 200 }]);
    expect(await idsOf(userId)).toEqual([]);
  });
});
