import { headerOf, mailsTo, mailTo, providerSays, publish, register, testCloud, type TestCloud } from '@libs/testing';
import { notifications } from './http.ts';
import { delivered, entryOf, itemsOf, outcomeOf, prefer, reminder } from './inbox.ts';
import { itWithFrontDoor } from './only.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await testCloud();
}, 300_000);

/** `HH:MM` in UTC. */
const clock = (at: number) => new Date(at).toISOString().slice(11, 16);
const MINUTE = 60_000;

describe('the link of a mail', () => {
  itWithFrontDoor('ends mails of its category without a login, and nothing else', async () => {
    // Prepare
    const { id, email, tokens } = await register(cloud);
    await entryOf(cloud, tokens.id, 'welcome');
    await publish(cloud, reminder(id, 'before'));
    const link = headerOf(await mailTo(cloud, email, /before/), 'List-Unsubscribe') ?? '';
    const path = `/notifications/unsubscribe?${new URL(link.slice(1, -1)).searchParams.toString()}`;
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    // Act
    const shown = await notifications(cloud, path);
    const unchanged = reminder(id, 'after it was opened');
    await publish(cloud, unchanged);
    await mailTo(cloud, email, /after it was opened/);
    const ended = await notifications(cloud, path, {
      method: 'POST',
      headers: form,
      body: 'List-Unsubscribe=One-Click',
    });
    const again = await notifications(cloud, path, {
      method: 'POST',
      headers: form,
      body: 'List-Unsubscribe=One-Click',
    });
    // Assess
    expect([shown.status, ended.status, again.status]).toEqual([200, 200, 200]);
    const silent = reminder(id, 'silent');
    await publish(cloud, silent, reminder(id, 'of another category', 'account'));
    await entryOf(cloud, tokens.id, 'reminder', 'silent');
    expect(await outcomeOf(cloud, id, silent)).toMatchObject({ inbox: 'told', email: 'opted-out' });
    await mailTo(cloud, email, /of another category/);
    expect((await mailsTo(cloud, email)).filter(({ subject }) => subject.includes('silent'))).toEqual([]);
  });

  it('that nobody has signed ends nothing', async () => {
    const answer = await notifications(cloud, '/notifications/unsubscribe?token=a.b.c', { method: 'POST' });
    expect(answer.status).toBe(400);
  });
});

describe('preferences', () => {
  it('are what holds by itself, then what was chosen, and are not overwritten by who has not seen that', async () => {
    // Prepare
    const { tokens } = await register(cloud);
    const token = tokens.id;
    await entryOf(cloud, token, 'welcome');
    const path = '/notifications/preferences';
    const first = await notifications(cloud, path, { token });
    const { version, ...chosen } = first.body as { version: number; digest: string; timeZone: string };
    const body = {
      ...chosen,
      digest: 'weekly',
      timeZone: 'Europe/Berlin',
      quietHours: { start: '22:00', end: '07:00' },
    };
    const ifMatch = { 'if-match': first.headers.get('etag') ?? '' };
    // Act
    const put = await notifications(cloud, path, { method: 'PUT', token, headers: ifMatch, body });
    const late = await notifications(cloud, path, { method: 'PUT', token, headers: ifMatch, body: chosen });
    // Assess
    expect([version, first.headers.get('etag')]).toEqual([0, '"0"']);
    expect(put).toMatchObject({ status: 200, body: { ...body, version: 1 } });
    expect(late).toBeProblem(412, 'stale-version');
    const read = await notifications(cloud, path, { token });
    expect([read.body, read.headers.get('etag')]).toEqual([{ ...body, version: 1 }, '"1"']);
    const wrong = await notifications(cloud, path, {
      method: 'PUT',
      token,
      body: { ...body, timeZone: 'Mars/Olympus' },
    });
    expect(wrong).toBeProblem(422, 'invalid-preferences');
  });
});

describe('quiet hours', () => {
  itWithFrontDoor('hold a mail until they end, while the inbox has it at once', async () => {
    // Prepare
    const { id, email, tokens } = await register(cloud);
    await entryOf(cloud, tokens.id, 'welcome');
    const now = Date.now();
    const end = clock(now + 60 * MINUTE);
    await prefer(cloud, tokens.id, { quietHours: { start: clock(now - 60 * MINUTE), end }, timeZone: 'UTC' });
    const event = reminder(id, 'whispered');
    // Act
    await publish(cloud, event);
    // Assess
    await entryOf(cloud, tokens.id, 'reminder', 'whispered');
    const { dueAt } = await delivered(cloud, id, event, 'email', 'held');
    expect(String(dueAt)).toContain(`T${end}:00`);
    expect((await mailsTo(cloud, email)).filter(({ subject }) => subject.includes('whispered'))).toEqual([]);
  });

  itWithFrontDoor(
    'let it go when they end',
    async () => {
      // Prepare: two minutes at most, and not less than the event needs to be planned.
      const { id, email, tokens } = await register(cloud);
      await entryOf(cloud, tokens.id, 'welcome');
      const now = Date.now();
      const quietHours = { start: clock(now - 60 * MINUTE), end: clock(now + 80_000) };
      await prefer(cloud, tokens.id, { quietHours, timeZone: 'UTC' });
      const event = reminder(id, 'in the morning');
      // Act
      await publish(cloud, event);
      await delivered(cloud, id, event, 'email', 'held');
      // Assess: what is due is looked for each minute.
      const { at } = await mailTo(cloud, email, /in the morning/, { within: 200_000, every: 500 });
      expect(clock(Date.parse(at)) >= quietHours.end || quietHours.end.startsWith('00:')).toBe(true);
    },
    240_000,
  );
});

describe('a mail that comes back', () => {
  itWithFrontDoor('is the last one to that address', async () => {
    // Prepare
    const { id, email, tokens } = await register(cloud);
    await entryOf(cloud, tokens.id, 'welcome');
    const first = reminder(id, 'bounces');
    await publish(cloud, first);
    const mail = await mailTo(cloud, email, /bounces/);
    // Act
    await providerSays(cloud, mail, 'bounce');
    await delivered(cloud, id, first, 'email', 'bounced');
    const second = reminder(id, 'never sent');
    await publish(cloud, second);
    // Assess
    expect(await delivered(cloud, id, second, 'email', 'failed')).toMatchObject({ reason: 'suppressed' });
    await entryOf(cloud, tokens.id, 'reminder', 'never sent');
    expect((await mailsTo(cloud, email)).filter(({ subject }) => subject.includes('never sent'))).toEqual([]);
    expect((await itemsOf(cloud, id)).length).toBeGreaterThan(0);
  });
});
