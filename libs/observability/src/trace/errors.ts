/** What keeps the trace command from answering: the message is the one line to show, and says what to do. */
export class TraceError extends Error {
  override name = 'TraceError';
}
