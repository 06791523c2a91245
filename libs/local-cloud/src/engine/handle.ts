import type { EngineDied } from './errors.ts';

/** A running engine: all of AWS that this system needs, on one port of 127.0.0.1. */
export interface Engine {
  /** `http://127.0.0.1:<port>`, for the SDK's `endpoint` or AWS_ENDPOINT_URL. */
  endpoint: string;
  port: number;
  /** The engine's process; undefined when it is somebody else's. */
  pid: number | undefined;
  /** It was running already, under AWS_ENDPOINT_URL: `stop` leaves it alone. */
  reused: boolean;
  /** Fulfilled when the engine ends without `stop`: killed, out of memory, a defect of its own. Never for one that is reused. */
  died: Promise<EngineDied>;
  /** Saves the state and ends the engine with all of its functions. May be called more than once. */
  stop(): Promise<void>;
}
