export { type Handling, type LoggedError, type LogLine, parseLogLine, type Trigger } from './log-line.ts';
export { type Paint, painter, printable, wantsColour } from './terminal.ts';
