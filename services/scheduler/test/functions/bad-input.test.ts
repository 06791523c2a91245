import { randomUUID } from 'node:crypto';
import { schedules } from '../../src/data/schedules.ts';
import { ownTable } from '../store.ts';
import { asPerson, errorsIn, hourly, notify, scheduleIn } from './as-person.ts';

ownTable();

const HOUR = 3_600_000;
const ahead = (ms: number) => new Date(Date.now() + ms).toISOString();
const at = (text: string, timeZone?: string) => ({
  when: { at: text, ...(timeZone === undefined ? {} : { timeZone }) },
});
const every = (duration: string, rest = {}) => ({ when: { every: duration, ...rest } });
const cron = (text: string, timeZone = 'UTC') => ({ when: { cron: text, timeZone } });
const noted = (action: unknown) => ({ ...hourly, action });
const published = (data: unknown) => noted({ type: 'publish', name: 'NightlyReportDue', data });

/** What is said, where it is wrong, and by which rule. */
const AGAINST_A_RULE: [string, object, string, string][] = [
  ['neither at, every nor cron', { when: {} }, '/body/when', 'one-of'],
  ['at and every', { when: { at: ahead(HOUR), every: 'PT1H' } }, '/body/when', 'one-of'],
  ['a day that does not exist', at('2027-02-30T09:00:00Z'), '/body/when/at', 'pattern'],
  ['what is no time', at('tomorrow'), '/body/when/at', 'pattern'],
  ['a time in the past', at('2020-01-01T00:00:00Z'), '/body/when/at', 'in-the-past'],
  ['the year 9999', at('9999-12-31T23:59:59Z'), '/body/when/at', 'too-far'],
  ['a local time without a time zone', at('2030-01-01T09:00:00'), '/body/when/timeZone', 'required'],
  ['a time zone that nobody knows', at('2030-01-01T09:00:00', 'Mars/Base'), '/body/when/timeZone', 'unknown-time-zone'],
  [
    'an offset that the time zone does not have then',
    at('2030-01-01T09:00:00+05:00', 'Europe/Berlin'),
    '/body/when/at',
    'offset-and-zone-disagree',
  ],
  ['a rate of zero', every('PT0S'), '/body/when/every', 'too-short'],
  ['a rate below a minute', every('PT59S'), '/body/when/every', 'too-short'],
  ['a rate of a century', every('P100Y'), '/body/when/every', 'too-long'],
  ['a rate that goes back', every('-PT1H'), '/body/when/every', 'pattern'],
  ['a rate of a fraction', every('PT1.5H'), '/body/when/every', 'pattern'],
  ['an anchor that is no time', every('PT1H', { anchor: 'noon' }), '/body/when/anchor', 'pattern'],
  ['a cron expression of three fields', cron('0 9 *'), '/body/when/cron', 'pattern'],
  ['31 February', cron('0 9 31 2 *'), '/body/when/cron', 'never-fires'],
  ['a year that is over', cron('0 9 1 1 ? 2020'), '/body/when/cron', 'never-fires'],
  ['a cron expression without a time zone', { when: { cron: '0 9 * * *' } }, '/body/when/timeZone', 'required'],
  ['a cron expression of an unknown zone', cron('0 9 * * *', '+01:00'), '/body/when/timeZone', 'unknown-time-zone'],
  ['an end before the start', { startsAt: ahead(2 * HOUR), endsAt: ahead(HOUR) }, '/body/endsAt', 'before-start'],
  ['an end in the past', { endsAt: '2020-01-01T00:00:00Z' }, '/body/endsAt', 'in-the-past'],
  ['a start more than 50 years ahead', { startsAt: '2099-01-01T00:00:00Z' }, '/body/startsAt', 'too-far'],
  ['a start before 1900', { ...every('P1D'), startsAt: '1899-12-31T23:59:59Z' }, '/body/startsAt', 'too-far'],
  ['an end in the year 9999', { endsAt: '9999-12-31T23:59:59-01:00' }, '/body/endsAt', 'too-far'],
  ['a start in a leap second', { startsAt: '2026-12-31T23:59:60Z' }, '/body/startsAt', 'pattern'],
  ['an end before the first time', { ...cron('0 9 29 2 *'), endsAt: ahead(HOUR) }, '/body', 'never-fires'],
];

/** What the schema refuses. */
const MALFORMED: [string, object, string, string][] = [
  ['no action', { action: undefined }, '/body/action', 'missing'],
  ['no when', { when: undefined }, '/body/when', 'missing'],
  ['a when that is a text', { when: 'tomorrow' }, '/body/when', 'type'],
  ['an unknown property of when', { when: { rate: '1h' } }, '/body/when/rate', 'unknown'],
  ['a cron expression of 101 characters', cron('*'.repeat(101)), '/body/when/cron', 'maxLength'],
  ['a start without an offset', { startsAt: '2030-01-01T00:00:00' }, '/body/startsAt', 'format'],
  ['a number as start', { startsAt: 1_900_000_000 }, '/body/startsAt', 'type'],
  ['no occurrence at most', { maxOccurrences: 0 }, '/body/maxOccurrences', 'minimum'],
  ['a million and one at most', { maxOccurrences: 1_000_001 }, '/body/maxOccurrences', 'maximum'],
  ['half an occurrence', { maxOccurrences: 1.5 }, '/body/maxOccurrences', 'type'],
  ['a text as number', { maxOccurrences: '3' }, '/body/maxOccurrences', 'type'],
  ['an unknown misfire policy', { misfire: 'fire-twice' }, '/body/misfire', 'enum'],
  ['the state', { state: 'paused' }, '/body/state', 'unknown'],
  ['the owner', { ownerId: '6d1f2a3c-4b5e-4f60-8a7b-9c0d1e2f3a4b' }, '/body/ownerId', 'unknown'],
  ['an unknown action', noted({ type: 'launch' }), '/body/action/type', 'enum'],
  ['an empty title', noted({ ...notify, title: '' }), '/body/action/title', 'minLength'],
  ['a title of 201 characters', noted({ ...notify, title: 'a'.repeat(201) }), '/body/action/title', 'maxLength'],
  [
    'a title that rearranges what is around it',
    noted({ ...notify, title: 'a\u202Eb' }),
    '/body/action/title',
    'pattern',
  ],
  ['a title of two lines', noted({ ...notify, title: 'a\nb' }), '/body/action/title', 'pattern'],
  ['half a character in a text', noted({ ...notify, body: '\uD800' }), '/body/action/body', 'pattern'],
  ['a text with a bell', noted({ ...notify, body: '\u0007' }), '/body/action/body', 'pattern'],
  ['an unknown category', noted({ ...notify, category: 'spam' }), '/body/action/category', 'enum'],
  [
    "one of the scheduler's own names",
    noted({ type: 'publish', name: 'ScheduleFired' }),
    '/body/action/name',
    'pattern',
  ],
  ['data that no item can hold', published({ constructor: 'x' }), '/body/action/data/constructor', 'unknown'],
];

describe('POST /schedules', () => {
  it.each(AGAINST_A_RULE)('refuses %s by its rule, and does not repeat it', async (_, part, pointer, code) => {
    const ada = asPerson();
    const answer = await ada.post({ ...hourly, ...part });
    expect(answer).toBeProblem(422, 'invalid-schedule');
    expect(errorsIn(answer)).toMatchObject([{ pointer, code }]);
    expect((await schedules.list(ada.sub, {})).items).toEqual([]);
  });

  it.each(MALFORMED)('refuses %s, and names the place', async (_, part, pointer, code) => {
    const answer = await asPerson({ groups: ['admin'] }).post({ ...hourly, ...part });
    expect(answer).toBeProblem(400, 'invalid-request');
    expect(errorsIn(answer)).toMatchObject([{ pointer, code }]);
  });

  it('never repeats what it was given', async () => {
    const secret = 's3cr3t';
    const answers = await Promise.all([
      asPerson().post({ ...hourly, ...at(secret) }),
      asPerson().post({ ...hourly, ...every(secret) }),
      asPerson().post({ ...hourly, ...cron(secret, secret) }),
      asPerson().post({ ...hourly, misfire: secret }),
      asPerson().post(noted({ ...notify, title: `${secret}\u202E` })),
    ]);
    for (const { body } of answers) expect(body).not.toContain(secret);
  });

  it.each([
    ...Object.getOwnPropertyNames(Object.prototype).filter((name) => /^(?!constructor)[a-z]/.test(name)),
    'then',
    'toJSON',
    'length',
    'S',
    'M',
    'NULL',
    'wrapperName',
  ])('takes data by the name %s, and gives it back', async (name) => {
    const admin = asPerson({ groups: ['admin'] });
    const body = published({ [name]: 'x' });
    const { id } = scheduleIn(await admin.post(body, { 'idempotency-key': randomUUID() }));
    expect(scheduleIn(await admin.get(id))).toMatchObject(body);
  });

  it('tells all that is wrong at once', async () => {
    const answer = await asPerson().post({ ...hourly, ...cron('0 9 31 2 *', 'Mars/Base') });
    expect(errorsIn(answer).map(({ pointer }) => pointer)).toEqual(['/body/when/timeZone', '/body/when/cron']);
  });
});

describe('PATCH /schedules/{id}', () => {
  it.each(AGAINST_A_RULE)('refuses %s by the same rule, and changes nothing', async (_, part, pointer, code) => {
    const ada = asPerson();
    const before = scheduleIn(await ada.post(hourly));
    const answer = await ada.patch(before.id, part);
    expect(answer).toBeProblem(422, 'invalid-schedule');
    expect(errorsIn(answer)).toMatchObject([{ pointer, code }]);
    expect(scheduleIn(await ada.get(before.id))).toEqual(before);
  });

  it.each([
    ['nothing', {}],
    ['an unknown property', { state: 'paused' }],
    ['no when', { when: null }],
    ['no action', { action: null }],
    ['a title with a control character', { action: { ...notify, title: 'a\u0000' } }],
  ])('refuses %s', async (_, body) => {
    const ada = asPerson();
    const { id } = scheduleIn(await ada.post(hourly));
    expect(await ada.patch(id, body)).toBeProblem(400, 'invalid-request');
  });

  it('names the start when that is what comes to lie behind the end', async () => {
    const ada = asPerson();
    const { id } = scheduleIn(await ada.post({ ...hourly, endsAt: ahead(3 * HOUR) }));
    const answer = await ada.patch(id, { startsAt: ahead(4 * HOUR) });
    expect(errorsIn(answer)).toMatchObject([{ pointer: '/body/startsAt', code: 'after-end' }]);
  });
});

describe('GET /schedules/preview', () => {
  it.each([
    ['31 February', '0 9 31 2 *', 'UTC', '/query/cron', 'never-fires'],
    ['three fields', '0 9 *', 'UTC', '/query/cron', 'pattern'],
    ['an unknown time zone', '0 9 * * *', 'Mars/Base', '/query/timeZone', 'unknown-time-zone'],
  ])('refuses %s as creating does, with a pointer into the query', async (_, expression, timeZone, pointer, code) => {
    const answer = await asPerson().preview({ cron: expression, timeZone });
    expect(answer).toBeProblem(422, 'invalid-schedule');
    expect(errorsIn(answer)).toMatchObject([{ pointer, code }]);
  });

  it.each([
    ['no time zone', { cron: '0 9 * * *' }],
    ['no cron expression', { timeZone: 'UTC' }],
    ['a count of zero', { cron: '0 9 * * *', timeZone: 'UTC', count: '0' }],
    ['a count over 100', { cron: '0 9 * * *', timeZone: 'UTC', count: '101' }],
    ['a cron expression twice', { cron: ['0 9 * * *', '0 8 * * *'], timeZone: 'UTC' }],
    ['an unknown parameter', { cron: '0 9 * * *', timeZone: 'UTC', every: 'PT1H' }],
  ])('refuses %s', async (_, query) => {
    expect(await asPerson().preview(query)).toBeProblem(400, 'invalid-request');
  });
});

describe('an id', () => {
  it.each(['me', '1', '__proto__', '../../etc/passwd', '6D1F2A3C-4B5E-4F60-8A7B-9C0D1E2F3A4B'])(
    'that is %s is refused by every route',
    async (id) => {
      const ada = asPerson();
      const answers = [
        await ada.get(id),
        await ada.patch(id, { misfire: 'skip' }),
        await ada.pause(id),
        await ada.resume(id),
        await ada.run(id),
        await ada.remove(id),
        await ada.occurrences(id),
      ];
      for (const answer of answers) expect(answer).toBeProblem(400, 'invalid-request');
    },
  );
});
