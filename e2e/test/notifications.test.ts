import {
  busEvent,
  headerOf,
  mailsTo,
  mailTo,
  publish,
  register,
  testCloud,
  type TestCloud,
  traced,
} from '@libs/testing';
import { ImageProcessed, ImageShared } from '@services/images/contract';
import { randomUUID } from 'node:crypto';
import { notifications } from './http.ts';
import { entryOf, inboxOf, reminder } from './inbox.ts';
import { itWithFrontDoor } from './only.ts';
import { uploaded } from './pictures.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await testCloud();
}, 300_000);

describe('somebody who is new', () => {
  it('is welcomed in the inbox', async () => {
    const { tokens } = await register(cloud);
    expect(await entryOf(cloud, tokens.id, 'welcome')).toMatchObject({ category: 'account', readAt: null });
    expect(await inboxOf(cloud, tokens.id)).toHaveLength(1);
  });

  itWithFrontDoor('is welcomed by a mail that can be unsubscribed from in one click', async () => {
    const { email } = await register(cloud);
    const mail = await mailTo(cloud, email, /welcome/i);
    expect(mail.html).toContain('<html');
    expect(headerOf(mail, 'List-Unsubscribe')).toMatch(/^<https?:\/\/\S+\/notifications\/unsubscribe\?token=[\w.-]+>$/);
    expect(headerOf(mail, 'List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click');
    expect((await mailsTo(cloud, email)).filter(({ subject }) => /welcome/i.test(subject))).toHaveLength(1);
  });
});

describe('an inbox', () => {
  it('is read one by one and all at once, counted, and emptied', async () => {
    // Prepare
    const { id, tokens } = await register(cloud);
    const [token, titles] = [tokens.id, ['one', 'two', 'three']];
    await entryOf(cloud, token, 'welcome');
    for (const title of titles) {
      await publish(cloud, reminder(id, title));
      await entryOf(cloud, token, 'reminder', title);
    }
    const unread = async () => (await notifications(cloud, '/notifications/unread-count', { token })).body;
    const put = async (path: string, body?: object) =>
      (await notifications(cloud, `/notifications/${path}`, { method: 'PUT', token, body })).status;
    const entries = await inboxOf(cloud, token);
    expect(entries.map(({ title }) => title.split(' ').at(-1)).slice(0, 3)).toEqual(titles.toReversed());
    expect(await unread()).toEqual({ count: 4, more: false });
    const [third, second, first] = entries.map((entry) => entry.id);

    // Act and assess
    expect([await put(`${first}/read`), await put(`${first}/read`)]).toEqual([204, 204]);
    expect(await unread()).toEqual({ count: 3, more: false });
    expect((await inboxOf(cloud, token, 'unread=true')).map((entry) => entry.id)).not.toContain(first);

    expect(await put('read', { upTo: second })).toBe(204);
    expect(await unread()).toEqual({ count: 1, more: false });
    expect((await inboxOf(cloud, token, 'unread=true')).map((entry) => entry.id)).toEqual([third]);

    const remove = { method: 'DELETE', token };
    expect(await notifications(cloud, `/notifications/${third}`, remove)).toMatchObject({ status: 204 });
    expect(await notifications(cloud, `/notifications/${third}`, remove)).toMatchObject({ status: 204 });
    expect(await unread()).toEqual({ count: 0, more: false });
    const left = await inboxOf(cloud, token);
    expect(left.map(({ id: entryId, readAt }) => [entryId, typeof readAt]).slice(0, 2)).toEqual([
      [second, 'string'],
      [first, 'string'],
    ]);
  });

  it("is its owner's alone", async () => {
    const [ada, bob] = await Promise.all([register(cloud), register(cloud)]);
    const { id } = await entryOf(cloud, ada.tokens.id, 'welcome');
    const read = { method: 'PUT', token: bob.tokens.id };
    expect(await notifications(cloud, `/notifications/${id}/read`, read)).toBeProblem(404, 'notification-not-found');
    await notifications(cloud, `/notifications/${id}`, { method: 'DELETE', token: bob.tokens.id });
    expect(await inboxOf(cloud, ada.tokens.id)).toMatchObject([{ id, readAt: null }]);
    expect(await notifications(cloud, '/notifications')).toMatchObject({ status: 401 });
  });

  it('tells of a picture that is ready', async () => {
    const { tokens } = await register(cloud);
    const { id } = await uploaded(cloud, tokens.id);
    expect(await entryOf(cloud, tokens.id, 'image-ready')).toMatchObject({ category: 'images', link: `/images/${id}` });
  });
});

describe('the same event ten times', () => {
  itWithFrontDoor('at once is one entry in the inbox and one mail', async () => {
    // Prepare
    const { id, email, tokens } = await register(cloud);
    await entryOf(cloud, tokens.id, 'welcome');
    const event = reminder(id, 'once');
    // Act
    await publish(cloud, ...Array.from({ length: 10 }, () => event));
    await traced(
      cloud,
      event.detail.metadata.correlationId,
      (spans) =>
        spans.filter(({ operation, outcome }) => operation === 'ScheduleFired' && outcome === 'ok').length === 10,
    );
    await mailTo(cloud, email, /once/);
    // Assess: a later event's mail shows that no other is on its way.
    await publish(cloud, reminder(id, 'after'));
    await mailTo(cloud, email, /after/);
    expect((await inboxOf(cloud, tokens.id)).filter(({ title }) => title.includes('once'))).toHaveLength(1);
    expect((await mailsTo(cloud, email)).filter(({ subject }) => subject.includes('once'))).toHaveLength(1);
  });

  it('is told each of a kind of its own: what is shared does not hide what is ready', async () => {
    const { id: ownerId, tokens } = await register(cloud);
    const imageId = randomUUID();
    await entryOf(cloud, tokens.id, 'welcome');
    const ready = { imageId, ownerId, title: 'Hearth', visibility: 'private', width: 1, height: 1 } as const;
    await publish(
      cloud,
      busEvent(ImageProcessed, ready),
      busEvent(ImageShared, { imageId, ownerId, expiresAt: new Date().toISOString() }),
    );
    await entryOf(cloud, tokens.id, 'image-ready');
    await entryOf(cloud, tokens.id, 'image-shared');
  });
});
