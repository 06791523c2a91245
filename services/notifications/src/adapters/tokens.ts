import { Forbidden } from '@libs/contracts/errors';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { FetchError, JwtBaseError } from 'aws-jwt-verify/error';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';

/** Milliseconds. */
const KEYS_TIMEOUT = 3000;

/** Pools change: by the id of each, so that its keys are fetched once a process. */
const verifiers = new Map<string, ReturnType<typeof verifierOf>>();

/** Whom a token is about. */
export interface Identity {
  readonly userId: string;
  /** Of the pool. */
  readonly groups: readonly string[];
}

/** What people show to prove who they are: id or access tokens of the pool USER_POOL_ID, made for the client USER_POOL_CLIENT_ID. */
export const tokens = { verify };

/**
 * The same check as the JWT authorizer of the HTTP APIs: signature by a key of the pool, issuer, client, time.
 * @throws Forbidden `token-refused`
 * @throws Error when the pool's keys cannot be had
 */
async function verify(token: string): Promise<Identity> {
  const known = verifier();
  try {
    const { sub, 'cognito:groups': groups = [] } = await known.verify(token);
    return { userId: sub, groups };
  } catch (error) {
    if (!(error instanceof JwtBaseError) || error instanceof FetchError) throw error;
    throw new Forbidden('token-refused', 'The token is not valid, or no longer', { cause: error });
  }
}

function verifier() {
  const { USER_POOL_ID: userPoolId = '', USER_POOL_CLIENT_ID: clientId = '' } = process.env;
  const key = `${userPoolId} ${clientId}`;
  let found = verifiers.get(key);
  if (!found) verifiers.set(key, (found = verifierOf(userPoolId, clientId)));
  return found;
}

function verifierOf(userPoolId: string, clientId: string) {
  const jwksCache = new SimpleJwksCache({ fetcher: { fetch: fetchKeys } });
  return CognitoJwtVerifier.create({ userPoolId, clientId, tokenUse: null }, { jwksCache });
}

/** At Cognito, or at the local engine, which has the same path. */
async function fetchKeys(uri: string): Promise<ArrayBuffer> {
  const address = new URL(new URL(uri).pathname, process.env['AWS_ENDPOINT_URL'] ?? uri);
  const response = await fetch(address, { signal: AbortSignal.timeout(KEYS_TIMEOUT) });
  if (!response.ok) throw new FetchError(uri, `status ${response.status}`);
  return response.arrayBuffer();
}
