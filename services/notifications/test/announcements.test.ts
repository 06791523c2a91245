import { ANNOUNCED, toldOf } from '../src/announcements/told-of.ts';

const userId = '0190b7a2-0000-7000-8000-00000000000a';
const imageId = '0190b7a2-0000-7000-8000-00000000000b';
const at = '2026-11-21T12:00:00.000Z';

const picture = { imageId, ownerId: userId, title: 'Hearth' };

describe('what an event tells a person', () => {
  it.each([
    [
      'UserRegistered',
      { userId, email: 'ada@example.com', handle: 'ada', displayName: 'Ada', locale: 'en' },
      { kind: 'welcome', displayName: 'Ada', handle: 'ada' },
    ],
    ['UserSignedIn', { userId, at, newDevice: true }, { kind: 'new-sign-in', at }],
    [
      'ImageProcessed',
      { ...picture, visibility: 'private', width: 4, height: 3 },
      { kind: 'image-ready', imageId, title: 'Hearth' },
    ],
    [
      'ImageRejected',
      { ...picture, rejection: { code: 'duplicate', message: 'You have it already' } },
      { kind: 'image-rejected', imageId, title: 'Hearth', code: 'duplicate', message: 'You have it already' },
    ],
    ['ImageShared', { imageId, ownerId: userId, expiresAt: at }, { kind: 'image-shared', imageId, expiresAt: at }],
  ])('%s tells the one whom it concerns', (name, data, told) => {
    expect(toldOf({ name, data })).toEqual({ userId, told });
  });

  it('ScheduleFired tells its owner what they wanted to be told, in the category that they gave it', () => {
    const action = { type: 'notify', title: 'Water the plants', body: '', category: 'schedules' };
    const data = { scheduleId: imageId, occurrenceId: 'o', ownerId: userId, plannedAt: at, firedAt: at, action };
    expect(toldOf({ name: 'ScheduleFired', data })).toEqual({
      userId,
      category: 'schedules',
      told: { kind: 'reminder', scheduleId: imageId, title: 'Water the plants', body: '' },
    });
  });

  it('ScheduleFired tells a person as well what a service has asked for on their behalf, of which they have no schedule', () => {
    const action = { type: 'notify', title: 'Your storage is nearly full', body: '', category: 'images' };
    const ids = { scheduleId: imageId, occurrenceId: 'o', ownerId: userId, plannedAt: at, firedAt: at };
    const requestedBy = { service: 'images', key: 'storage' };
    expect(toldOf({ name: 'ScheduleFired', data: { ...ids, action, requestedBy } })).toEqual({
      userId,
      category: 'images',
      told: { kind: 'reminder', title: 'Your storage is nearly full', body: '' },
    });
  });

  it.each([
    ['a sign-in from a known device', 'UserSignedIn', { userId, at, newDevice: false }],
    [
      'a schedule that publishes',
      'ScheduleFired',
      {
        scheduleId: imageId,
        occurrenceId: 'o',
        ownerId: userId,
        plannedAt: at,
        firedAt: at,
        action: { type: 'publish', name: 'N' },
      },
    ],
  ])('%s is no news', (_, name, data) => {
    expect(toldOf({ name, data })).toBeUndefined();
  });

  it('is in the table for every event that is consumed, and for none twice', () => {
    const names = ANNOUNCED.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toHaveLength(6);
  });
});
