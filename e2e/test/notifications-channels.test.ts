import { randomBytes, randomInt } from 'node:crypto';
import {
  allSmsTo,
  busEvent,
  poll,
  providerSays,
  publish,
  pushesTo,
  pushTo,
  register,
  smsTo,
  testCloud,
  type TestCloud,
} from '@libs/testing';
import { UserSignedIn } from '@services/users/contract';
import { notifications } from './http.ts';
import { delivered, entryOf, outcomeOf, prefer, reminder } from './inbox.ts';
import { itWithFrontDoor } from './only.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await testCloud();
}, 300_000);

const PHONE = '/notifications/phone';
const DEVICES = '/notifications/devices';

/** From a range that is given to nobody: https://www.bundesnetzagentur.de, "Drama numbers". Each is used once. */
let next = randomInt(10, 90);
const someNumber = () => `+4917139200${next++}`;

/** Somebody whose profile has arrived in the service. */
async function arrived() {
  const person = await register(cloud);
  await entryOf(cloud, person.tokens.id, 'welcome');
  return { ...person, token: person.tokens.id };
}

const signedIn = (userId: string) => busEvent(UserSignedIn, { userId, at: new Date().toISOString(), newDevice: true });

describe('a number', () => {
  itWithFrontDoor('gets messages of security once the code that was sent to it is entered', async () => {
    // Prepare
    const { id, token } = await arrived();
    const number = someNumber();
    const asked = Date.now();
    // Act
    const posted = await notifications(cloud, PHONE, { method: 'POST', token, body: { number } });
    const sms = await poll('code', async () =>
      (await allSmsTo(cloud, number)).find(({ at, codes }) => Date.parse(at) >= asked - 2000 && codes.length > 0),
    );
    const early = signedIn(id);
    await publish(cloud, early);
    const outcome = await outcomeOf(cloud, id, early);
    const [code = ''] = sms.codes;
    const verify = (given: string) =>
      notifications(cloud, `${PHONE}/verification`, { method: 'POST', token, body: { code: given } });
    const wrong = await verify(code === '000000' ? '000001' : '000000');
    const right = await verify(code);
    // Assess
    expect(posted).toMatchObject({ status: 202, body: { number } });
    expect(outcome).toMatchObject({ sms: 'no-address', email: 'told', inbox: 'told' });
    expect(wrong).toBeProblem(422, 'wrong-code');
    expect(right).toMatchObject({ status: 200, body: { number } });
    expect((await notifications(cloud, PHONE, { token })).body).toEqual({ number, pending: null });
    const event = signedIn(id);
    await publish(cloud, event);
    await smsTo(cloud, number, /sign-in/i);
    await delivered(cloud, id, event, 'sms', 'sent');
  });

  itWithFrontDoor('that was forgotten gets no more', async () => {
    const { id, token } = await arrived();
    const number = someNumber();
    const asked = Date.now();
    await notifications(cloud, PHONE, { method: 'POST', token, body: { number } });
    const [code = ''] = (
      await poll('code', async () =>
        (await allSmsTo(cloud, number)).find(({ at, codes }) => Date.parse(at) >= asked - 2000 && codes.length > 0),
      )
    ).codes;
    await notifications(cloud, `${PHONE}/verification`, { method: 'POST', token, body: { code } });
    expect(await notifications(cloud, PHONE, { method: 'DELETE', token })).toMatchObject({ status: 204 });
    const event = signedIn(id);
    await publish(cloud, event);
    expect(await outcomeOf(cloud, id, event)).toMatchObject({ sms: 'no-address' });
  });
});

describe('a device', () => {
  itWithFrontDoor('gets pushes until its platform says that it is gone', async () => {
    // Prepare
    const { id, token } = await arrived();
    const [gone, stays] = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')];
    const post = (device: string, name: string) =>
      notifications(cloud, DEVICES, { method: 'POST', token, body: { platform: 'apns', token: device, name } });
    const devices = async () =>
      ((await notifications(cloud, DEVICES, { token })).body as { items: { name: string }[] }).items.map(
        ({ name }) => name,
      );
    expect(await post(gone, 'Old phone')).toMatchObject({ status: 200, body: { platform: 'apns', name: 'Old phone' } });
    expect(await post(stays, 'New phone')).toMatchObject({ status: 200 });
    expect(await devices()).toEqual(['Old phone', 'New phone']);
    await publish(cloud, reminder(id, 'both'));
    const [push] = await Promise.all([pushTo(cloud, gone, /both/), pushTo(cloud, stays, /both/)]);
    // Act
    await providerSays(cloud, push, 'disable');
    await poll('device that is removed', async () => (await devices()).length === 1);
    await publish(cloud, reminder(id, 'one'));
    // Assess
    await pushTo(cloud, stays, /one/);
    expect(await devices()).toEqual(['New phone']);
    expect((await pushesTo(cloud, gone)).map(({ title }) => title)).toEqual([push.title]);
  });

  itWithFrontDoor('gets none in a category of which its owner wants no pushes', async () => {
    const { id, token } = await arrived();
    const device = randomBytes(32).toString('hex');
    await notifications(cloud, DEVICES, { method: 'POST', token, body: { platform: 'fcm', token: device } });
    const { channels } = (await notifications(cloud, '/notifications/preferences', { token })).body as {
      channels: { schedules: object };
    };
    await prefer(cloud, token, { channels: { ...channels, schedules: { ...channels.schedules, push: false } } });
    const [unwanted, wanted] = [reminder(id, 'unwanted'), reminder(id, 'wanted', 'account')];
    await publish(cloud, unwanted, wanted);
    await pushTo(cloud, device, /wanted/);
    expect(await outcomeOf(cloud, id, unwanted)).toMatchObject({ push: 'opted-out' });
    expect(await pushesTo(cloud, device)).toHaveLength(1);
  });
});
