import { DeployError } from '../deploy/errors.ts';
import { EngineError, PortTaken } from '../engine/errors.ts';
import { AlreadyRunning } from './claim.ts';

/** What to say about a start that failed: one line or a few for what can go wrong by itself, a stack for a defect of ours. */
export function explain(error: unknown): string {
  if (error instanceof PortTaken)
    return `${error.message}. LOCAL_CLOUD_PORT and PORT choose others: PORT=4001 npm start`;
  if (error instanceof EngineError || error instanceof DeployError || error instanceof AlreadyRunning)
    return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
