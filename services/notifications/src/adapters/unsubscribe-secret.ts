import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { idOf, type UnsubscribeKeys } from './unsubscribe-token.ts';

/** The keys of unsubscribe links cannot be had: `cause` says why, the message what to do. */
export class UnsubscribeKeysUnavailable extends Error {
  override readonly name = 'UnsubscribeKeysUnavailable';
}

/** Characters: half of what an HMAC with SHA-256 has (RFC 2104, section 3, advises its 32 bytes), each of about 6 bits. */
const SHORTEST_KEY = 32;
/** Tokens that name a key which nobody has ever had come from outside: they may not make us ask each time. */
const ASK_AGAIN_MILLISECONDS = 60_000;

const HOW = 'services/notifications/README.md, "Unsubscribe links", says what it holds';

let client: SecretsManagerClient | undefined;
let known: { readonly keys: Promise<UnsubscribeKeys>; readonly at: number } | undefined;

/**
 * The keys that sign unsubscribe links, from the secret UNSUBSCRIBE_SECRET_ID: `{ "current": "…", "<any name>": "…" }`. Read once in this process;
 * again after a failure, and when a link names a key that came later, at most once a minute.
 * @param keyId of the link to be read
 * @throws UnsubscribeKeysUnavailable
 */
export async function unsubscribeKeys(keyId?: string, now = Date.now()): Promise<UnsubscribeKeys> {
  const asked = (known ??= { keys: read(), at: now });
  try {
    const keys = await asked.keys;
    const isMissing = keyId !== undefined && !keys.all.some((key) => idOf(key) === keyId);
    if (!isMissing || now - asked.at < ASK_AGAIN_MILLISECONDS) return keys;
  } catch (error) {
    if (known === asked) known = undefined;
    throw error;
  }
  if (known === asked) known = undefined;
  return unsubscribeKeys(undefined, now);
}

async function read(): Promise<UnsubscribeKeys> {
  const id = process.env['UNSUBSCRIBE_SECRET_ID'];
  if (id === undefined || id === '') {
    throw new UnsubscribeKeysUnavailable(`UNSUBSCRIBE_SECRET_ID is not set: the name of the secret; ${HOW}`);
  }
  client ??= new SecretsManagerClient({});
  try {
    const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId: id }));
    return checked(id, SecretString);
  } catch (cause) {
    if (cause instanceof UnsubscribeKeysUnavailable) throw cause;
    if (cause instanceof ResourceNotFoundException) {
      throw new UnsubscribeKeysUnavailable(`Secrets Manager has no secret ${id}: ${HOW}`, { cause });
    }
    throw new UnsubscribeKeysUnavailable(`The secret ${id} could not be read`, { cause });
  }
}

function checked(id: string, text: string): UnsubscribeKeys {
  const keys = parsed(text);
  const all = Object.values(keys ?? {}).filter(
    (key) => typeof key === 'string' && key.length >= SHORTEST_KEY,
  ) as string[];
  const current = keys?.['current'];
  if (typeof current === 'string' && all.includes(current) && all.length === Object.keys(keys ?? {}).length)
    return { current, all };
  throw new UnsubscribeKeysUnavailable(
    `The secret ${id} is not a JSON object of keys of ${SHORTEST_KEY} characters or more, one of them "current": ${HOW}`,
  );
}

/** What a parser's error would quote is the secret: it is left out. */
function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
