import { createPrivateKey } from 'node:crypto';
import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';

/** The private key that signs addresses cannot be had: `cause` says why, the message what to do. */
export class DeliveryKeyUnavailable extends Error {
  override readonly name = 'DeliveryKeyUnavailable';
}

const HOW = 'docs/deployment.md, "The keys of signed addresses", says how one is made';

const keys = new Map<string, Promise<string>>();

/**
 * The private key in a SecureString parameter of SSM, PEM. Read once in this process; after a failure it is read again.
 * @throws DeliveryKeyUnavailable
 */
export function deliveryKey(parameter: string): Promise<string> {
  const known = keys.get(parameter);
  if (known !== undefined) return known;
  const key = read(parameter);
  keys.set(parameter, key);
  key.catch(() => keys.delete(parameter));
  return key;
}

async function read(parameter: string): Promise<string> {
  try {
    const answer = await new SSMClient({}).send(new GetParameterCommand({ Name: parameter, WithDecryption: true }));
    return checked(parameter, answer.Parameter?.Value ?? '');
  } catch (cause) {
    if (cause instanceof DeliveryKeyUnavailable) throw cause;
    if (cause instanceof ParameterNotFound) {
      throw new DeliveryKeyUnavailable(`SSM has no parameter ${parameter}: ${HOW}`, { cause });
    }
    throw new DeliveryKeyUnavailable(`The parameter ${parameter} of SSM could not be read`, { cause });
  }
}

/** RSA alone: an ECDSA signature is another one each time, and so would the address be. */
function checked(parameter: string, pem: string): string {
  let type: string | undefined;
  try {
    type = createPrivateKey(pem).asymmetricKeyType;
  } catch (cause) {
    throw new DeliveryKeyUnavailable(`The parameter ${parameter} of SSM holds no private key as PEM: ${HOW}`, {
      cause,
    });
  }
  if (type === 'rsa') return pem;
  throw new DeliveryKeyUnavailable(`The parameter ${parameter} of SSM holds a key that is ${type}, not RSA: ${HOW}`);
}
