/**
 * Settings of a client whose calls are not to be made twice: it tries once, and over a connection of its own. A kept one may be closed by the other
 * side while Lambda has the process frozen; the call on it fails as if its answer were lost, and nobody could tell that nothing was sent. A new
 * one costs a TLS handshake, some milliseconds within a region.
 */
export const ONE_TRY = {
  maxAttempts: 1,
  requestHandler: { httpAgent: { keepAlive: false }, httpsAgent: { keepAlive: false } },
} as const;
