import type { Tracer } from '@aws-lambda-powertools/tracer';
import { redactText } from './redact.ts';

let tracer: Promise<Tracer> | undefined;

/**
 * Runs a function within an X-Ray subsegment when this invocation is sampled, else just runs it. The X-Ray SDK (93 million
 * instructions at start, `docs/performance.md`) is loaded with the first sampled invocation only.
 */
export async function traced<T>(operation: string, run: () => Promise<T>): Promise<T> {
  if (!sampled()) return run();
  tracer ??= import('@aws-lambda-powertools/tracer').then(({ Tracer }) => new Tracer());
  return inSubsegment(await tracer, operation, run);
}

/** Lambda sets the header of the present invocation: https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader */
function sampled(): boolean {
  return process.env['_X_AMZN_TRACE_ID']?.includes('Sampled=1') === true && process.env['TRACING'] !== 'off';
}

async function inSubsegment<T>(active: Tracer, operation: string, run: () => Promise<T>): Promise<T> {
  const segment = active.getSegment();
  const subsegment = segment?.addNewSubsegment(`## ${operation}`);
  if (!segment || !subsegment) return run();
  active.setSegment(subsegment);
  active.annotateColdStart();
  active.addServiceNameAnnotation();
  try {
    return await run();
  } catch (error) {
    active.addErrorAsMetadata(withoutPersonalData(error));
    throw error;
  } finally {
    subsegment.close();
    active.setSegment(segment);
  }
}

/** Traces are read by more people than logs are. */
function withoutPersonalData(error: unknown): Error {
  const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  return Object.assign(new Error(redactText(message)), { name, stack: redactText(stack) });
}
