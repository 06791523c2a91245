const codes: ReadonlySet<unknown> = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'UND_ERR_SOCKET']);

/** Whether an error of `fetch` or of the SDK says that nothing answered; they wrap what happened in `cause`s. */
export function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'TimeoutError' || ('code' in error && codes.has(error.code))) return true;
  return isUnreachable(error.cause);
}
