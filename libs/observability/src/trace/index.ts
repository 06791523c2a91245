export { durationText } from './duration-text.ts';
export { type Handling, type LoggedError, type LogLine, parseLogLine, type Trigger } from './log-line.ts';
export { functionText, outcomeText, summaryText } from './span-text.ts';
export { type Paint, painter, printable, wantsColour } from './terminal.ts';
export { type Link, type Outcome, type Span, type Trace } from './trace.ts';
export { traceOf } from './trace-of.ts';
