import { route, type Static, Type } from '@libs/contracts';

/** E.164, https://www.itu.int/rec/T-REC-E.164: a plus sign and 7 to 15 digits, without spaces. */
const PhoneNumber = Type.String({ maxLength: 16, pattern: '^\\+[1-9][0-9]{6,14}$' });

/** RFC 3339, UTC. */
const Instant = Type.String({ format: 'date-time', maxLength: 40 });

/** A number that a code was sent to, and until when that may be entered. */
const Asked = Type.Object({ number: PhoneNumber, expiresAt: Instant });

const Phone = Type.Object({
  /** Verified: messages go to it. */
  number: Type.Union([PhoneNumber, Type.Null()]),
  /** Takes the place of `number` once its code is entered. */
  pending: Type.Union([Asked, Type.Null()]),
});
export type Phone = Static<typeof Phone>;

export const PostPhone = route({
  method: 'POST',
  path: '/notifications/phone',
  summary: 'Sends a code to a number, to be entered within ten minutes: one a minute, five a day.',
  body: Type.Object({ number: PhoneNumber }),
  status: 202,
  response: Asked,
  errors: ['code-too-soon', 'too-many-codes', 'sms-budget-spent', 'number-refused', 'person-not-found'],
});

export const VerifyPhone = route({
  method: 'POST',
  path: '/notifications/phone/verification',
  summary: 'Enters the code, in five tries: the number is verified, and takes the place of the one before.',
  body: Type.Object({ code: Type.String({ maxLength: 6, pattern: '^[0-9]{6}$' }) }),
  response: Type.Object({ number: PhoneNumber }),
  errors: ['wrong-code', 'too-many-tries', 'no-code', 'person-not-found'],
});

export const GetPhone = route({
  method: 'GET',
  path: '/notifications/phone',
  summary: "The caller's number, and the one that waits for its code.",
  response: Phone,
  errors: ['person-not-found'],
});

export const DeletePhone = route({
  method: 'DELETE',
  path: '/notifications/phone',
  summary: 'Forgets the number, and the one that waits for its code. Where there is none, nothing changes.',
});
