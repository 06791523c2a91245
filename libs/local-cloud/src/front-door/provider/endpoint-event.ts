import type { Push } from '../mailbox/message.ts';

/** Subject of the SNS message: it names the platform application. */
export function endpointEventSubject({ endpoint, platform }: Push): string {
  return `DeliveryFailure event for app ${endpoint.split('/')[2] ?? ''} (${platform})`;
}

/**
 * What a platform application publishes to its topic for `EventDeliveryFailure`. The failure that makes SNS disable an endpoint says that its
 * token is not valid any more; what is sent to it after that fails because it is disabled.
 * Sources: SNS, "Application event notifications" and "Detecting invalid tokens" (sns-fcm-endpoint-management); the fields are those of
 * recorded messages, since AWS documents none.
 */
export function endpointEvent(
  { id, endpoint }: Push,
  { enabled }: { enabled: boolean },
  at = new Date(),
): Record<string, unknown> {
  const failure = enabled
    ? {
        FailureMessage: 'Platform token associated with the endpoint is not valid',
        FailureType: 'InvalidPlatformToken',
      }
    : { FailureMessage: 'Endpoint is disabled', FailureType: 'EndpointDisabled' };
  return {
    DeliveryAttempts: 1,
    EndpointArn: endpoint,
    EventType: 'DeliveryFailure',
    ...failure,
    MessageId: id,
    Resource: endpoint.slice(0, endpoint.lastIndexOf('/')).replace(':endpoint/', ':app/'),
    Service: 'SNS',
    Time: at.toISOString(),
  };
}
