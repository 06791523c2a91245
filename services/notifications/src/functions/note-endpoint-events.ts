import { queue } from '@libs/handler';
import { endpoints } from '../adapters/endpoints.ts';
import { EndpointEvent } from '../contract/endpoint-event.ts';
import { devices } from '../data/devices.ts';
import { isGone } from '../domain/endpoint-event.ts';

const removeDevice = async (endpointArn: string, at?: Date) => devices.removeByEndpoint(endpointArn, endpoints, at);

/** What SNS tells of devices, twice, late and in any order: those that take nothing any more are removed. */
export const handler = queue(EndpointEvent, async ({ body, log }, remove = removeDevice) => {
  const gone = isGone(body);
  log.info('told of an endpoint', { event_type: body.EventType, failure: body.FailureType, gone });
  if (gone) await remove(body.EndpointArn, body.Time === undefined ? undefined : new Date(body.Time));
});
