export { type Correlation, correlate, correlation, correlationIdFrom } from './correlation.ts';
export { beginInvocation, type Handled, type TriggerKind, logHandled, now } from './handled.ts';
export { type Log, log } from './logger.ts';
export { flushMetrics, metrics } from './metrics.ts';
export { traced } from './tracing.ts';
