import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DeployedServices } from './deployed-services.ts';
import type { Mailbox } from './mailbox/mailbox.ts';
import type { Previews } from './previews/previews.ts';
import type { Provider } from './provider/provider.ts';
import type { Timeline } from './timeline/timeline.ts';

/** What the front door stands before. */
export interface Behind {
  /** The engine's. */
  endpoint: string;
  services: DeployedServices;
  mailbox: Mailbox;
  provider: Provider;
  previews: Previews;
  timeline: Timeline;
}

/** One request on its way through. */
export interface Visit {
  request: IncomingMessage;
  response: ServerResponse;
  /** Path and query exactly as they came. */
  target: string;
  /** Decoded parts of the path: `/mailbox/a%40b` is `['mailbox', 'a@b']`. */
  segments: readonly string[];
  query: URLSearchParams;
  /** `http://127.0.0.1:4000`, as the caller named it. */
  origin: string;
  behind: Behind;
}

/** Answers a visit; what it throws is the engine not answering. */
export type Answer = (visit: Visit) => Promise<void> | void;
