/** A running engine: all of AWS that this system needs, on one port of 127.0.0.1. */
export interface Engine {
  /** `http://127.0.0.1:<port>`, for the SDK's `endpoint` or AWS_ENDPOINT_URL. */
  endpoint: string;
  port: number;
  /** The engine's process; undefined when it is somebody else's. */
  pid: number | undefined;
  /** It was running already, under AWS_ENDPOINT_URL: `stop` leaves it alone. */
  reused: boolean;
  /** Saves the state and ends the engine with all of its functions. May be called more than once. */
  stop(): Promise<void>;
}
