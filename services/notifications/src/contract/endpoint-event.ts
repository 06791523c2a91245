import { message, Type } from '@libs/contracts';

/**
 * What SNS tells of an endpoint of a platform application; the parts that are read here.
 * https://docs.aws.amazon.com/sns/latest/dg/application-event-notifications.html
 */
export const EndpointEvent = message(
  'endpoint-event',
  {
    /** `EndpointCreated`, `EndpointDeleted`, `EndpointUpdated`, `DeliveryFailure`. */
    EventType: Type.String({ maxLength: 100 }),
    EndpointArn: Type.String({ maxLength: 2048 }),
    /** Of a `DeliveryFailure`: `InvalidPlatformToken`, `EndpointDisabled`. */
    FailureType: Type.Optional(Type.String({ maxLength: 100 })),
    /** When it was, not when it is told. */
    Time: Type.Optional(Type.String({ format: 'date-time', maxLength: 40 })),
  },
  { unknown: 'passed' },
);
