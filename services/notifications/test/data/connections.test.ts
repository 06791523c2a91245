import { randomUUID } from 'node:crypto';
import { connections } from '../../src/data/connections.ts';
import { personItems } from '../../src/data/person-items.ts';
import { knownPerson, ownTable } from '../store.ts';

ownTable();

const HOUR = 3_600_000;
const NOW = Date.now();

const idsOf = async (userId: string, now = NOW): Promise<string[]> =>
  (await connections.of(userId, now)).map(({ connectionId }) => connectionId).toSorted();

describe('connections of a person', () => {
  it('are several', async () => {
    // Prepare
    const { userId } = await knownPerson();
    // Act
    for (const id of ['phone', 'laptop']) await connections.open(userId, id, NOW);
    // Assess
    expect(await idsOf(userId)).toEqual(['laptop', 'phone']);
  });

  it('are of someone whose profile has not arrived, too', async () => {
    // Prepare
    const userId = randomUUID();
    // Act
    await connections.open(userId, 'phone', NOW);
    // Assess
    expect(await idsOf(userId)).toEqual(['phone']);
  });

  it('are nobody else’s', async () => {
    // Prepare
    const [ada, bob] = [randomUUID(), randomUUID()];
    await connections.open(ada, 'phone', NOW);
    // Act
    const ids = await idsOf(bob);
    // Assess
    expect(ids).toEqual([]);
  });

  it('are one when the same is noted twice', async () => {
    // Prepare
    const userId = randomUUID();
    // Act
    for (const at of [NOW, NOW + 1]) await connections.open(userId, 'phone', at);
    // Assess
    expect(await idsOf(userId)).toEqual(['phone']);
  });

  it('are told apart by case alone: their ids are Base64', async () => {
    // Prepare
    const userId = randomUUID();
    for (const id of ['L0SM9cOFIAMCIdw=', 'l0sm9cofiamcidw=']) await connections.open(userId, id, NOW);
    // Act
    await connections.remove(userId, ['l0sm9cofiamcidw=']);
    // Assess
    expect(await idsOf(userId)).toEqual(['L0SM9cOFIAMCIdw=']);
  });

  it('are over when they are removed, even twice', async () => {
    // Prepare
    const userId = randomUUID();
    await connections.open(userId, 'phone', NOW);
    await connections.open(userId, 'laptop', NOW);
    // Act
    for (let times = 0; times < 2; times++) await connections.remove(userId, ['phone']);
    // Assess
    expect(await idsOf(userId)).toEqual(['laptop']);
  });

  it('are over after the two hours that API Gateway gives, removed or not', async () => {
    // Prepare
    const userId = randomUUID();
    await connections.open(userId, 'phone', NOW);
    // Act
    const [within, after] = [await idsOf(userId, NOW + 2 * HOUR), await idsOf(userId, NOW + 2.2 * HOUR)];
    // Assess
    expect([within, after]).toEqual([['phone'], []]);
  });

  it('are at most 20: the oldest make room, and are told to be closed', async () => {
    // Prepare
    const userId = randomUUID();
    const displaced: string[] = [];
    // Act
    for (let count = 0; count < 23; count++) {
      displaced.push(...(await connections.open(userId, `device-${count}`, NOW + count)));
    }
    // Assess
    expect(displaced).toEqual(['device-0', 'device-1', 'device-2']);
    expect(await idsOf(userId)).toHaveLength(20);
  });

  it('do not keep room for those that are over', async () => {
    // Prepare
    const userId = randomUUID();
    for (let count = 0; count < 20; count++) await connections.open(userId, `old-${count}`, NOW - 3 * HOUR);
    // Act
    const displaced = await connections.open(userId, 'new', NOW);
    // Assess
    expect(displaced).toEqual([]);
  });
});

describe('of a closed account', () => {
  it('no connection is opened', async () => {
    // Prepare
    const { userId } = await knownPerson();
    await personItems.close(userId);
    // Act
    const opening = connections.open(userId, 'phone', NOW);
    // Assess
    await expect(opening).rejects.toMatchObject({ name: 'Forbidden', type: 'account-closed' });
    expect(await idsOf(userId)).toEqual([]);
  });

  it('none is left when it is closed while one is opened', async () => {
    // Prepare
    const people = await Promise.all(Array.from({ length: 20 }, async () => knownPerson()));
    // Act
    await Promise.all(
      people.flatMap(({ userId }) => [
        connections.open(userId, 'phone', NOW).catch(() => undefined),
        personItems.close(userId).then(async () => personItems.erase(userId)),
      ]),
    );
    // Assess
    const left = await Promise.all(people.map(async ({ userId }) => idsOf(userId)));
    expect(left.flat()).toEqual([]);
  });
});
