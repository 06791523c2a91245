export { type ContextOptions, lambdaContext } from './events/context.ts';
export { type TriggerOptions, triggerEvent } from './events/cognito.ts';
export { type Change, type StreamOptions, streamEvent } from './events/dynamodb-stream.ts';
export { busEvent } from './events/envelope.ts';
export { ada, type HttpEventOptions, httpEvent } from './events/http.ts';
export { scheduledEvent } from './events/scheduled.ts';
export { type SqsRecordOptions, sqsEvent, sqsRecord } from './events/sqs.ts';
export { type WebsocketOptions, websocketEvent } from './events/websocket.ts';
export type { ProblemResponse } from './matchers.ts';
