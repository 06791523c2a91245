import { Cursor, Limit, route, type Static, Type } from '@libs/contracts';
import { Action, Instant } from './action.ts';
import { When } from './schedule.ts';

/** UUID, in lower case as it was given. */
const ScheduleId = Type.String({ format: 'uuid', pattern: '^[^A-Z]*$' });

/** `finished`: no occurrence is left. */
const State = Type.Union([Type.Literal('active'), Type.Literal('paused'), Type.Literal('finished')]);

/** What becomes of an occurrence that is more than a minute late: it fires all the same, or it is left out. */
const Misfire = Type.Union([Type.Literal('fire-now'), Type.Literal('skip')]);

/** How often at most, those that were skipped among them. */
const MaxOccurrences = Type.Integer({ minimum: 1, maximum: 1_000_000 });

/** Counts the changes of a schedule from 1; each occurrence is one. */
const Version = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });

const NewSchedule = Type.Object({
  when: When,
  /** No occurrence before this; up to 50 years ahead. */
  startsAt: Type.Optional(Instant),
  /** No occurrence after this. */
  endsAt: Type.Optional(Instant),
  maxOccurrences: Type.Optional(MaxOccurrences),
  /** Default `fire-now`. */
  misfire: Type.Optional(Misfire),
  action: Action,
});

const ScheduleChange = Type.Object(
  {
    when: Type.Optional(When),
    /** Null takes a bound away. */
    startsAt: Type.Optional(Type.Union([Instant, Type.Null()])),
    endsAt: Type.Optional(Type.Union([Instant, Type.Null()])),
    maxOccurrences: Type.Optional(Type.Union([MaxOccurrences, Type.Null()])),
    misfire: Type.Optional(Misfire),
    action: Type.Optional(Action),
  },
  { minProperties: 1 },
);

const Schedule = Type.Object({
  id: ScheduleId,
  when: When,
  startsAt: Type.Optional(Instant),
  endsAt: Type.Optional(Instant),
  maxOccurrences: Type.Optional(MaxOccurrences),
  misfire: Misfire,
  action: Action,
  state: State,
  /** Of an active one: when its next occurrence is due. */
  nextAt: Type.Optional(Instant),
  /** How many were fired or skipped so far. */
  occurrences: Type.Integer({ minimum: 0, maximum: 1_000_000_000 }),
  version: Version,
  createdAt: Instant,
  updatedAt: Instant,
});
export type Schedule = Static<typeof Schedule>;

const Occurrence = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 128 }),
  plannedAt: Instant,
  /** Absent of one that was skipped. */
  firedAt: Type.Optional(Instant),
  /** Milliseconds from `plannedAt` to `firedAt`. */
  driftMs: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
  outcome: Type.Union([Type.Literal('fired'), Type.Literal('skipped')]),
  /** `run-now`: the owner asked for it. */
  trigger: Type.Union([Type.Literal('schedule'), Type.Literal('run-now')]),
});
export type Occurrence = Static<typeof Occurrence>;

/** Of a request that is to be done once, however often it comes. */
const repeatable = {
  headers: {
    'idempotency-key': Type.Optional(Type.String({ minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' })),
  },
};

const byId = { params: { id: ScheduleId } };

export const CreateSchedule = route({
  method: 'POST',
  path: '/schedules',
  summary: 'Plans something for later, once or again and again.',
  ...repeatable,
  body: NewSchedule,
  status: 201,
  response: Schedule,
  versioned: true,
  errors: ['invalid-schedule', 'publish-needs-admin', 'quota-exceeded', 'account-deleted'],
});

export const ListSchedules = route({
  method: 'GET',
  path: '/schedules',
  summary: "The caller's own schedules: active ones first, the next one first of all.",
  query: { state: Type.Optional(State), limit: Limit, cursor: Type.Optional(Cursor) },
  response: Type.Object({ items: Type.Array(Schedule, { maxItems: 100 }), next: Type.Optional(Cursor) }),
  errors: ['bad-cursor'],
});

export const PreviewSchedule = route({
  method: 'GET',
  path: '/schedules/preview',
  summary: 'The next times of a cron expression, without planning anything.',
  query: {
    cron: Type.String({ maxLength: 100 }),
    timeZone: Type.String({ maxLength: 64 }),
    /** How many; default 10. */
    count: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  },
  response: Type.Object({
    items: Type.Array(
      Type.Object({
        at: Instant,
        /** What a clock of the time zone shows then: `2026-11-21T09:00:00`. */
        local: Type.String({ maxLength: 19 }),
      }),
      { maxItems: 100 },
    ),
  }),
  errors: ['invalid-schedule'],
});

export const GetSchedule = route({
  method: 'GET',
  path: '/schedules/{id}',
  summary: 'One of them.',
  ...byId,
  response: Schedule,
  versioned: true,
  errors: ['schedule-not-found'],
});

export const UpdateSchedule = route({
  method: 'PATCH',
  path: '/schedules/{id}',
  summary: 'Plans it otherwise, from now on; with If-Match only if nothing has changed it since.',
  ...byId,
  body: ScheduleChange,
  response: Schedule,
  versioned: true,
  errors: [
    'schedule-not-found',
    'invalid-schedule',
    'publish-needs-admin',
    'quota-exceeded',
    'account-deleted',
    'stale-version',
  ],
});

export const PauseSchedule = route({
  method: 'POST',
  path: '/schedules/{id}/pause',
  summary: 'Nothing fires until it is resumed. Pausing twice is no error.',
  ...byId,
  status: 200,
  response: Schedule,
  versioned: true,
  errors: ['schedule-not-found', 'schedule-finished', 'stale-version'],
});

export const ResumeSchedule = route({
  method: 'POST',
  path: '/schedules/{id}/resume',
  summary: 'It fires again, from now on. Resuming one that is active is no error.',
  ...byId,
  status: 200,
  response: Schedule,
  versioned: true,
  errors: ['schedule-not-found', 'schedule-finished', 'publish-needs-admin', 'stale-version'],
});

export const RunSchedule = route({
  method: 'POST',
  path: '/schedules/{id}/run-now',
  summary: 'One occurrence at once, beside those that are planned.',
  ...repeatable,
  ...byId,
  status: 202,
  response: Schedule,
  versioned: true,
  errors: ['schedule-not-found', 'schedule-finished', 'publish-needs-admin', 'stale-version'],
});

export const DeleteSchedule = route({
  method: 'DELETE',
  path: '/schedules/{id}',
  summary: 'Deletes it: nothing of it fires any more, and its history is out of reach. Deleting twice is no error.',
  ...byId,
  versioned: true,
  errors: ['stale-version'],
});

export const ListOccurrences = route({
  method: 'GET',
  path: '/schedules/{id}/occurrences',
  summary: 'What became of its occurrences of the last 30 days, newest first.',
  ...byId,
  query: { limit: Limit, cursor: Type.Optional(Cursor) },
  response: Type.Object({ items: Type.Array(Occurrence, { maxItems: 100 }), next: Type.Optional(Cursor) }),
  errors: ['schedule-not-found', 'bad-cursor'],
});
