import { createHash, randomUUID } from 'node:crypto';
import { NotFound } from '@libs/contracts/errors';
import { FAST, othersAreFaster, refusals } from '@libs/data';
import { createWriteTransaction, type EntityItem } from 'electrodb';
import { type Device, type Endpoints, MOST_DEVICES, type NewDevice } from '../domain/device.ts';
import { DeviceEntity } from './entities/device.ts';
import { EndpointEntity } from './entities/endpoint.ts';
import { RecipientEntity } from './entities/recipient.ts';
import { recipients } from './recipients.ts';

/** Others may register or remove the same device at the same moment, but not again and again. */
const ATTEMPTS = 5;

const entities = { recipient: RecipientEntity, device: DeviceEntity, endpoint: EndpointEntity };

type StoredDevice = EntityItem<typeof DeviceEntity>;
type StoredEndpoint = EntityItem<typeof EndpointEntity>;

/**
 * The devices that people get pushes on. An endpoint is removed in three steps: device and endpoint are marked, and get nothing from then on;
 * SNS removes the endpoint; both are removed here. Whoever finds a mark takes the next step, so that a process may die after any of them. A
 * marked endpoint is taken over by nobody, so that what SNS removes is never the endpoint of another's device.
 */
export const devices = { register, list, remove, removeByEndpoint, removeAll };

/**
 * Registers a device. The same token again is the same device; the token of another person's device moves, since whoever holds the device now
 * is the one who is logged in on it. Of more than ten, those that were not seen the longest go.
 * @throws NotFound `person-not-found` when the account is closed; Retryable `temporarily-unavailable`; what the endpoints throw
 */
async function register(userId: string, device: NewDevice, endpoints: Endpoints, now = new Date()): Promise<Device> {
  const { platform, token, name } = device;
  const tokenHash = createHash('sha256').update(token).digest('base64url');
  for (let tried = 1; tried <= ATTEMPTS; tried++) {
    if ((await recipients.find(userId))?.closed) throw new NotFound('person-not-found', 'This account is closed');
    const endpointArn = await endpoints.create(platform, token);
    const known = await endpointOf(endpointArn);
    if (known?.removing) {
      await finish(known, endpoints);
      continue;
    }
    const deviceId = known?.userId === userId ? known.deviceId : randomUUID();
    const seenAt = now.toISOString();
    const isStored =
      known?.userId === userId
        ? await seen(known, { name, seenAt })
        : await store(
            { userId, deviceId, platform, endpointArn, tokenHash, seenAt, ...(name === undefined ? {} : { name }) },
            known,
          );
    if (!isStored) continue;
    // Last, since an endpoint that was being removed when SNS named it is gone by now.
    if ((await endpoints.enable(endpointArn, token)) === 'gone') {
      await remove(userId, deviceId, endpoints);
      continue;
    }
    const all = await stored(userId);
    await removeSurplus(all, { deviceId, tokenHash }, endpoints);
    const mine = all.find((one) => one.deviceId === deviceId && !one.removing);
    if (mine) return toDevice(mine);
  }
  throw othersAreFaster('this device');
}

/** In the order in which they came; those that are being removed are not among them. */
async function list(userId: string): Promise<Device[]> {
  const all = (await stored(userId)).filter(({ removing }) => !removing).map(toDevice);
  return all.toSorted((one, other) => (one.createdAt < other.createdAt ? -1 : 1));
}

/** Once or again. @throws Retryable `temporarily-unavailable`; what the endpoints throw, and the device gets nothing all the same */
async function remove(userId: string, deviceId: string, endpoints: Endpoints): Promise<void> {
  for (let tried = 1; tried <= ATTEMPTS; tried++) {
    const { data: device } = await DeviceEntity.get({ userId, deviceId }).go({ ...FAST, consistent: true });
    if (!device) return;
    if (device.removing || (await mark(device))) return finish(device, endpoints);
  }
  throw othersAreFaster('this device');
}

/** The device behind an endpoint that takes nothing any more: SNS said so. @param at when that was; a device that has registered since stays */
async function removeByEndpoint(endpointArn: string, endpoints: Endpoints, at = new Date()): Promise<void> {
  const known = await endpointOf(endpointArn);
  if (!known) return;
  const { data: device } = await DeviceEntity.get(known).go({ ...FAST, consistent: true });
  if (device && device.seenAt > at.toISOString()) return;
  await remove(known.userId, known.deviceId, endpoints);
}

/** Everything of a person, whose account is closed. May be repeated. */
async function removeAll(userId: string, endpoints: Endpoints): Promise<void> {
  for (const { deviceId } of await stored(userId)) await remove(userId, deviceId, endpoints);
}

/** @returns false when it is not the person's any more */
async function seen(
  { userId, deviceId }: StoredEndpoint,
  { name, seenAt }: { name: string | undefined; seenAt: string },
): Promise<boolean> {
  const { rejected } = await DeviceEntity.patch({ userId, deviceId })
    .set({ seenAt, ...(name === undefined ? {} : { name }) })
    .where((attributes, { notExists }) => notExists(attributes.removing))
    .go({ ...FAST, returnOnConditionCheckFailure: true });
  return !rejected;
}

/**
 * A new device, in the place of another person's when the endpoint is known as that.
 * @returns false when something has changed since `known` was read
 */
async function store(device: Omit<StoredDevice, 'removing'>, known: StoredEndpoint | undefined): Promise<boolean> {
  const { userId, deviceId, endpointArn } = device;
  const other = known && (await countedBy(known.userId));
  const refused = await refusals(() =>
    createWriteTransaction(entities, (write) => [
      write.recipient
        .update({ userId })
        .add({ devices: 1 })
        .where((attributes, { notExists }) => notExists(attributes.closed))
        .commit(),
      write.device.create(device).commit(),
      known
        ? write.endpoint
            .patch({ endpointArn })
            .set({ userId, deviceId })
            .where(
              (attributes, { eq, notExists }) =>
                `${eq(attributes.deviceId, known.deviceId)} AND ${notExists(attributes.removing)}`,
            )
            .commit()
        : write.endpoint.create({ endpointArn, userId, deviceId }).commit(),
      ...(known ? [write.device.delete({ userId: known.userId, deviceId: known.deviceId }).commit()] : []),
      ...(other === undefined ? [] : [write.recipient.patch({ userId: other }).subtract({ devices: 1 }).commit()]),
    ]).go(),
  );
  return refused.length === 0;
}

/** From here on the device gets nothing. @returns false when something has changed since it was read */
async function mark({ userId, deviceId, endpointArn }: StoredDevice): Promise<boolean> {
  const counted = await countedBy(userId);
  const refused = await refusals(() =>
    createWriteTransaction(entities, (write) => [
      write.device
        .patch({ userId, deviceId })
        .set({ removing: true })
        .where((attributes, { notExists }) => notExists(attributes.removing))
        .commit(),
      write.endpoint
        .patch({ endpointArn })
        .set({ removing: true })
        .where((attributes, { eq }) => eq(attributes.deviceId, deviceId))
        .commit(),
      ...(counted === undefined ? [] : [write.recipient.patch({ userId: counted }).subtract({ devices: 1 }).commit()]),
    ]).go(),
  );
  return refused.length === 0;
}

/** The device last: it is by this that a further try finds what is left. */
async function finish(
  { userId, deviceId, endpointArn }: Pick<StoredDevice, 'userId' | 'deviceId' | 'endpointArn'>,
  endpoints: Endpoints,
): Promise<void> {
  await endpoints.remove(endpointArn);
  await EndpointEntity.delete({ endpointArn }).go(FAST);
  await DeviceEntity.delete({ userId, deviceId }).go(FAST);
}

/** Those of the same token under another endpoint, which SNS has not any more, and those beyond ten. */
async function removeSurplus(
  all: readonly StoredDevice[],
  { deviceId, tokenHash }: Pick<StoredDevice, 'deviceId' | 'tokenHash'>,
  endpoints: Endpoints,
): Promise<void> {
  const others = all.filter((one) => one.deviceId !== deviceId && !one.removing);
  const latest = others.toSorted((one, other) => (one.seenAt < other.seenAt ? 1 : -1));
  const isSurplus = (one: StoredDevice) => one.tokenHash === tokenHash || latest.indexOf(one) >= MOST_DEVICES - 1;
  for (const { userId, deviceId: id } of latest.filter(isSurplus)) await remove(userId, id, endpoints);
}

/** @returns the person, if their devices are counted: a closed account has none */
async function countedBy(userId: string): Promise<string | undefined> {
  const recipient = await recipients.find(userId);
  return recipient && !recipient.closed ? userId : undefined;
}

async function stored(userId: string): Promise<StoredDevice[]> {
  const { data } = await DeviceEntity.query.one({ userId }).go({ ...FAST, consistent: true, pages: 'all' });
  return data;
}

async function endpointOf(endpointArn: string): Promise<StoredEndpoint | undefined> {
  const { data } = await EndpointEntity.get({ endpointArn }).go({ ...FAST, consistent: true });
  return data ?? undefined;
}

function toDevice({ deviceId: id, platform, name, endpointArn, createdAt = '', seenAt }: StoredDevice): Device {
  return { id, platform, ...(name === undefined ? {} : { name }), endpointArn, createdAt, seenAt };
}
