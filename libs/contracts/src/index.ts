export { Type, type Static } from '@sinclair/typebox';
export type { MediaType, Status } from './answer.ts';
export { command } from './command.ts';
export { type Envelope, type EventContract, type EventData, type EventMetadata, event } from './event.ts';
export { Cursor, Limit } from './list.ts';
export { message, type MessageBody, type MessageContract } from './message.ts';
export { type Auth, type Method, type Route, route } from './route.ts';
export { line, lines, REFUSED } from './text.ts';
export type { Finding, Validate } from './validate.ts';
