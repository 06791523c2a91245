import { REFUSED, route, type Static, Type } from '@libs/contracts';

const Platform = Type.Union([Type.Literal('apns'), Type.Literal('fcm')]);

/** RFC 3339, UTC. */
const Instant = Type.String({ format: 'date-time', maxLength: 40 });

const DeviceName = Type.String({
  minLength: 1,
  maxLength: 80,
  pattern: `^[^${REFUSED}]+$`,
});

const Device = Type.Object({
  id: Type.String({ format: 'uuid' }),
  platform: Platform,
  name: Type.Optional(DeviceName),
  createdAt: Instant,
  /** When it was registered last: applications do it with every start. */
  seenAt: Instant,
});
export type Device = Static<typeof Device>;

export const PostDevice = route({
  method: 'POST',
  path: '/notifications/devices',
  summary:
    'Registers a device for pushes, once or again; of more than ten, the one that was not seen the longest goes.',
  body: Type.Object({
    platform: Platform,
    /** As Apple's or Google's library gives it: hexadecimal digits for Apple, up to a few hundred characters for Google. */
    token: Type.String({ minLength: 8, maxLength: 2048, pattern: '^[\\x21-\\x7e]+$' }),
    name: Type.Optional(DeviceName),
  }),
  status: 200,
  response: Device,
  errors: ['platform-not-configured', 'token-refused', 'push-not-available', 'person-not-found'],
});

export const ListDevices = route({
  method: 'GET',
  path: '/notifications/devices',
  summary: "The caller's devices, in the order in which they came.",
  response: Type.Object({ items: Type.Array(Device, { maxItems: 100 }) }),
});

export const DeleteDevice = route({
  method: 'DELETE',
  path: '/notifications/devices/{id}',
  summary: 'No more pushes to this device. What is not there is removed already.',
  params: { id: Type.String({ format: 'uuid' }) },
});
