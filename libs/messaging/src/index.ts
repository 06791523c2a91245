export { eventId } from './event-id.ts';
export { type OnceOptions, once } from './once.ts';
export { type Outgoing, type PutEvents, publish } from './publish.ts';
export { type Emitted, emit, relay } from './relay.ts';
