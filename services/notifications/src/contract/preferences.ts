import { route, type Static, Type } from '@libs/contracts';

/** Which channels a category takes. */
const Channels = Type.Object({
  inbox: Type.Boolean(),
  live: Type.Boolean(),
  email: Type.Boolean(),
  sms: Type.Boolean(),
  push: Type.Boolean(),
});

// Bounds alone: what is wrong within them is against a rule (422), and told by the name of the rule.
const Time = Type.String({ maxLength: 5 });
const TimeZone = Type.String({ maxLength: 64 });
const Locale = Type.String({ maxLength: 35 });

const choices = {
  channels: Type.Object({ account: Channels, images: Channels, schedules: Channels, product: Channels }),
  /** `HH:MM` by the clock of the time zone; `end` before `start` is over midnight. */
  quietHours: Type.Union([Type.Object({ start: Time, end: Time }), Type.Null()]),
  /** Of the IANA database, `Europe/Berlin`. */
  timeZone: TimeZone,
  /** BCP 47; `null`: that of the profile. */
  locale: Type.Union([Locale, Type.Null()]),
  digest: Type.Union([Type.Literal('off'), Type.Literal('daily'), Type.Literal('weekly')]),
};

const Choices = Type.Object(choices);

const StoredPreferences = Type.Object({
  ...choices,
  /** Counts the changes; 0: nothing was chosen yet, and this is what holds by itself. */
  version: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
});
export type StoredPreferences = Static<typeof StoredPreferences>;

export const GetPreferences = route({
  method: 'GET',
  path: '/notifications/preferences',
  summary: 'What the caller wants to be told over which channel, and when.',
  response: StoredPreferences,
  versioned: true,
  errors: ['person-not-found'],
});

export const PutPreferences = route({
  method: 'PUT',
  path: '/notifications/preferences',
  summary: 'Replaces all of it; with If-Match only if nobody has changed it since.',
  body: Choices,
  response: StoredPreferences,
  versioned: true,
  errors: ['invalid-preferences', 'person-not-found', 'stale-version'],
});

/** What the link of a mail says. Optional and longer than any token, so that whoever opens a broken link reads a page. */
const link = {
  query: { token: Type.Optional(Type.String({ maxLength: 2000 })) },
  // As much as API Gateway lets through, of all headers together.
  headers: { 'accept-language': Type.Optional(Type.String({ maxLength: 10_240 })) },
};

const Page = Type.String({ maxLength: 20_000 });

export const ShowUnsubscribe = route({
  method: 'GET',
  path: '/notifications/unsubscribe',
  summary: 'The page of the link in a mail: what ends, and a button. Mail scanners open links, so it changes nothing.',
  auth: 'none',
  ...link,
  produces: 'text/html',
  response: Page,
});

export const Unsubscribe = route({
  method: 'POST',
  path: '/notifications/unsubscribe',
  summary:
    'Ends the mails that the link is of, without a login and in one step (RFC 8058). Whatever the body is, it is not read.',
  auth: 'none',
  ...link,
  produces: 'text/html',
  response: Page,
});
