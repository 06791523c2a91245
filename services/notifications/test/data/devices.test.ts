import { randomUUID } from 'node:crypto';
import { devices } from '../../src/data/devices.ts';
import { DeviceEntity } from '../../src/data/entities/device.ts';
import { EndpointEntity } from '../../src/data/entities/endpoint.ts';
import { personItems } from '../../src/data/person-items.ts';
import { recipients } from '../../src/data/recipients.ts';
import type { Endpoints } from '../../src/domain/device.ts';
import { knownPerson, ownTable } from '../store.ts';

ownTable();

/** SNS as far as devices go: one endpoint a token, a new one once it was removed, and what a test lets happen before each call. */
function sns(before: Partial<Record<keyof Endpoints, () => Promise<void>>> = {}) {
  const arns = new Map<string, string>();
  const disabled = new Set<string>();
  const endpoints: Endpoints = {
    create: async (_platform, token) => {
      const arn = arns.get(token) ?? `arn:aws:sns:eu-central-1:000000000000:endpoint/GCM/app/${randomUUID()}`;
      arns.set(token, arn);
      await before.create?.();
      return arn;
    },
    enable: async (arn) => {
      await before.enable?.();
      disabled.delete(arn);
      return [...arns.values()].includes(arn) ? 'enabled' : 'gone';
    },
    remove: async (arn) => {
      await before.remove?.();
      for (const [token, one] of arns) if (one === arn) arns.delete(token);
    },
  };
  return { endpoints, arns, disabled };
}

const phone = (token: string = randomUUID(), name?: string) => ({ platform: 'fcm', token, name }) as const;
const at = (minute: number) => new Date(Date.parse('2026-11-21T12:00:00Z') + minute * 60_000);
const person = async () => (await knownPerson()).userId;
const counted = async (userId: string) => (await recipients.find(userId))?.devices;
const endpointsOf = async (userId: string) => (await devices.list(userId)).map(({ endpointArn }) => endpointArn);

/** Runs once, however often it is asked. */
function once(run: () => Promise<unknown>): () => Promise<void> {
  let done = false;
  return async () => {
    if (done) return;
    done = true;
    await run();
  };
}

describe('registering', () => {
  it('gives the person a device that gets pushes', async () => {
    const [userId, { endpoints, arns }] = [await person(), sns()];
    const device = await devices.register(userId, phone('token', 'A phone'), endpoints, at(0));
    expect(device).toMatchObject({
      platform: 'fcm',
      name: 'A phone',
      endpointArn: arns.get('token'),
      seenAt: '2026-11-21T12:00:00.000Z',
    });
    expect(await devices.list(userId)).toEqual([device]);
    expect(await counted(userId)).toBe(1);
  });

  it('works before the profile has arrived', async () => {
    const userId = randomUUID();
    await devices.register(userId, phone(), sns().endpoints);
    expect(await recipients.find(userId)).toMatchObject({ devices: 1, closed: false });
  });

  it('keeps the token of nobody', async () => {
    const [userId, token] = [await person(), randomUUID()];
    await devices.register(userId, phone(token), sns().endpoints);
    const { data } = await DeviceEntity.query.one({ userId }).go();
    expect(JSON.stringify(data)).not.toContain(token);
  });

  it('with the same token again is the same device, seen anew', async () => {
    const [userId, { endpoints }] = [await person(), sns()];
    const first = await devices.register(userId, phone('token', 'Old name'), endpoints, at(0));
    const second = await devices.register(userId, phone('token', 'New name'), endpoints, at(5));
    expect(second).toEqual({ ...first, name: 'New name', seenAt: at(5).toISOString() });
    expect(await counted(userId)).toBe(1);
  });

  it('is one device when it happens three times at once', async () => {
    const [userId, { endpoints }] = [await person(), sns()];
    const all = await Promise.all(
      Array.from({ length: 3 }, async () => devices.register(userId, phone('token'), endpoints)),
    );
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect(await devices.list(userId)).toHaveLength(1);
    expect(await counted(userId)).toBe(1);
  });

  it('opens an endpoint again that SNS had disabled', async () => {
    const [userId, { endpoints, arns, disabled }] = [await person(), sns()];
    await devices.register(userId, phone('token'), endpoints);
    disabled.add(arns.get('token') ?? '');
    await devices.register(userId, phone('token'), endpoints);
    expect(disabled.size).toBe(0);
  });

  it('is not for one whose account is closed', async () => {
    const [userId, { endpoints, arns }] = [await person(), sns()];
    await personItems.close(userId);
    await expect(devices.register(userId, phone(), endpoints)).rejects.toMatchObject({
      status: 404,
      type: 'person-not-found',
    });
    expect(arns.size).toBe(0);
  });

  it('leaves nothing that gets pushes when the account is closed at the same moment', async () => {
    const userId = await person();
    const { endpoints } = sns({ create: once(async () => personItems.close(userId)) });
    await expect(devices.register(userId, phone(), endpoints)).rejects.toMatchObject({ type: 'person-not-found' });
    expect(await devices.list(userId)).toEqual([]);
  });

  it('leaves nothing when the process dies after SNS has made the endpoint, and the next try takes that', async () => {
    const userId = await person();
    const { endpoints, arns } = sns({ create: once(async () => Promise.reject(new Error('killed'))) });
    await expect(devices.register(userId, phone('token'), endpoints)).rejects.toThrow('killed');
    expect(await devices.list(userId)).toEqual([]);
    const { endpointArn } = await devices.register(userId, phone('token'), endpoints);
    expect(endpointArn).toBe(arns.get('token'));
  });

  it('has one device for a token whose endpoint somebody has removed at SNS', async () => {
    const [userId, { endpoints, arns }] = [await person(), sns()];
    const before = await devices.register(userId, phone('token'), endpoints);
    arns.clear();
    const after = await devices.register(userId, phone('token'), endpoints);
    expect(after.endpointArn).not.toBe(before.endpointArn);
    expect(await endpointsOf(userId)).toEqual([after.endpointArn]);
    expect(await counted(userId)).toBe(1);
  });
});

describe('of more than ten devices', () => {
  it('the one goes that was not seen the longest', async () => {
    const [userId, { endpoints, arns }] = [await person(), sns()];
    for (let count = 0; count < 10; count++)
      await devices.register(userId, phone(`token ${count}`), endpoints, at(count));
    await devices.register(userId, phone('token 0'), endpoints, at(20));
    await devices.register(userId, phone('token 10'), endpoints, at(21));
    expect([...arns.keys()]).not.toContain('token 1');
    expect(await devices.list(userId)).toHaveLength(10);
    expect(await endpointsOf(userId)).toContain(arns.get('token 0'));
    expect(await counted(userId)).toBe(10);
  });
});

describe('the token of another person', () => {
  it('moves to the one who has the device now', async () => {
    const [ada, grace, { endpoints, arns }] = [await person(), await person(), sns()];
    await devices.register(ada, phone('token'), endpoints);
    const moved = await devices.register(grace, phone('token'), endpoints);
    expect(await devices.list(ada)).toEqual([]);
    expect(await devices.list(grace)).toEqual([moved]);
    expect([await counted(ada), await counted(grace)]).toEqual([0, 1]);
    expect([...arns.values()]).toEqual([moved.endpointArn]);
  });

  it('moves from one whose account is closed, too', async () => {
    const [ada, grace, { endpoints }] = [await person(), await person(), sns()];
    await devices.register(ada, phone('token'), endpoints);
    await personItems.close(ada);
    await devices.register(grace, phone('token'), endpoints);
    expect(await devices.list(ada)).toEqual([]);
    expect(await recipients.find(ada)).toMatchObject({ devices: 0, closed: true });
  });

  it('is the device of one of two who register it at once', async () => {
    const [ada, grace, { endpoints }] = [await person(), await person(), sns()];
    await Promise.all([
      devices.register(ada, phone('token'), endpoints),
      devices.register(grace, phone('token'), endpoints),
    ]);
    const [adas, graces] = [await devices.list(ada), await devices.list(grace)];
    expect([...adas, ...graces]).toHaveLength(1);
    expect([await counted(ada), await counted(grace)]).toEqual([adas.length, graces.length]);
  });

  it('is not taken from its new person when the old one removes the device at that moment', async () => {
    const [ada, grace, { endpoints, arns }] = [await person(), await person(), sns()];
    const { id } = await devices.register(ada, phone('token'), endpoints);
    await devices.register(grace, phone('token'), endpoints);
    await devices.remove(ada, id, endpoints);
    expect(await endpointsOf(grace)).toEqual([arns.get('token')]);
  });

  it('gets an endpoint of its own when the one that SNS named is removed meanwhile', async () => {
    const [ada, grace] = [await person(), await person()];
    const { endpoints, arns } = sns();
    const { id } = await devices.register(ada, phone('token'), endpoints);
    const removeFirst = once(async () => devices.remove(ada, id, endpoints));
    const late: Endpoints = {
      ...endpoints,
      create: async (...device) => {
        const arn = await endpoints.create(...device);
        await removeFirst();
        return arn;
      },
    };
    const { endpointArn } = await devices.register(grace, phone('token'), late);
    expect(endpointArn).toBe(arns.get('token'));
    expect(await endpointsOf(grace)).toEqual([endpointArn]);
    expect(await counted(grace)).toBe(1);
  });
});

describe('removing', () => {
  it('takes the device and its endpoint, once or again', async () => {
    const [userId, { endpoints, arns }] = [await person(), sns()];
    const { id, endpointArn } = await devices.register(userId, phone(), endpoints);
    await Promise.all([devices.remove(userId, id, endpoints), devices.remove(userId, id, endpoints)]);
    await devices.remove(userId, id, endpoints);
    expect(await devices.list(userId)).toEqual([]);
    expect(await counted(userId)).toBe(0);
    expect(arns.size).toBe(0);
    expect((await EndpointEntity.get({ endpointArn }).go()).data).toBeNull();
  });

  it('takes nothing of another person', async () => {
    const [ada, grace, { endpoints }] = [await person(), await person(), sns()];
    const { id } = await devices.register(ada, phone(), endpoints);
    await devices.remove(grace, id, endpoints);
    expect(await devices.list(ada)).toHaveLength(1);
  });

  it('leaves nothing that gets pushes when SNS is away, and ends what is left when it is asked again', async () => {
    const userId = await person();
    const { endpoints, arns } = sns({ remove: once(async () => Promise.reject(new Error('SNS is away'))) });
    const { id } = await devices.register(userId, phone(), endpoints);
    await expect(devices.remove(userId, id, endpoints)).rejects.toThrow('SNS is away');
    expect(await devices.list(userId)).toEqual([]);
    expect(await counted(userId)).toBe(0);
    await devices.remove(userId, id, endpoints);
    expect(arns.size).toBe(0);
    expect((await DeviceEntity.query.one({ userId }).go()).data).toEqual([]);
    expect(await counted(userId)).toBe(0);
  });

  it('that was not finished is finished by whoever registers the token next', async () => {
    const [ada, grace] = [await person(), await person()];
    const { endpoints } = sns({ remove: once(async () => Promise.reject(new Error('killed'))) });
    const first = await devices.register(ada, phone('token'), endpoints);
    await expect(devices.remove(ada, first.id, endpoints)).rejects.toThrow('killed');
    const second = await devices.register(grace, phone('token'), endpoints);
    expect(second.endpointArn).not.toBe(first.endpointArn);
    await devices.remove(ada, first.id, endpoints);
    expect(await endpointsOf(grace)).toEqual([second.endpointArn]);
  });

  it('works by the endpoint, for SNS knows that alone', async () => {
    const [userId, { endpoints }] = [await person(), sns()];
    const { endpointArn } = await devices.register(userId, phone(), endpoints);
    await devices.removeByEndpoint(endpointArn, endpoints);
    await devices.removeByEndpoint(endpointArn, endpoints);
    await devices.removeByEndpoint('arn:aws:sns:eu-central-1:000000000000:endpoint/GCM/app/unknown', endpoints);
    expect(await devices.list(userId)).toEqual([]);
    expect(await counted(userId)).toBe(0);
  });

  it('takes everything of a person whose account is closed, and may be repeated', async () => {
    const userId = await person();
    const { endpoints, arns } = sns({ remove: once(async () => Promise.reject(new Error('SNS is away'))) });
    for (const token of ['one', 'two', 'three']) await devices.register(userId, phone(token), endpoints);
    await personItems.close(userId);
    await expect(devices.removeAll(userId, endpoints)).rejects.toThrow('SNS is away');
    await devices.removeAll(userId, endpoints);
    expect((await DeviceEntity.query.one({ userId }).go()).data).toEqual([]);
    expect(arns.size).toBe(0);
  });
});
