import { LogFormatter, LogItem, Logger } from '@aws-lambda-powertools/logger';
import type { LogAttributes, UnformattedAttributes } from '@aws-lambda-powertools/logger/types';
import { correlation } from './correlation.ts';
import { redact } from './redact.ts';

/** One JSON object a line: what the trace command, the timeline and a query in CloudWatch Logs read. */
class LineFormatter extends LogFormatter {
  override formatAttributes(attributes: UnformattedAttributes, additional: LogAttributes): LogItem {
    const { lambdaContext, timestamp } = attributes;
    const { correlationId, causationId } = correlation() ?? {};
    const { error, ...rest } = additional as LogAttributes & { error?: unknown };
    return new LogItem({
      attributes: {
        level: attributes.logLevel,
        message: attributes.message,
        timestamp: timestamp.toISOString(),
        service: attributes.serviceName,
        function_name: lambdaContext?.functionName,
        function_request_id: lambdaContext?.awsRequestId,
        correlation_id: correlationId,
        causation_id: causationId,
        cold_start: lambdaContext?.coldStart,
        xray_trace_id: attributes.xRayTraceId,
        ...rest,
        ...(error === undefined ? {} : { error: error instanceof Error ? describeError(error) : error }),
      },
    });
  }
}

const MOST_CAUSES = 5;

/** Name, message and stack of an error and of its causes; at most five deep. */
function describeError(error: Error, depth = 1): LogAttributes {
  const { name, message, stack, cause } = error;
  const { type, details } = error as { type?: unknown; details?: unknown };
  const failure = typeof type === 'string';
  return {
    name,
    message,
    stack,
    // Of a Failure, which bounds them itself.
    ...(failure ? { type, details } : {}),
    ...(cause instanceof Error && depth < MOST_CAUSES ? { cause: describeError(cause, depth + 1) } : {}),
  };
}

/** The logger of this function: level by `POWERTOOLS_LOG_LEVEL`, correlation from the present context, personal data redacted. */
export const log = new Logger({ logFormatter: new LineFormatter(), jsonReplacerFn: redact });

/** What the code of a function sees of it. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;
