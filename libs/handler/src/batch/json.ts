import { BadRequest } from '@libs/contracts/errors';
import { type Validate, violations } from '@libs/contracts/validate';

/** @throws BadRequest when a message is not JSON */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // The parser's message may quote the text, which may hold personal data: no cause.
    throw new BadRequest('malformed-json', 'The message is not JSON');
  }
}

/** @throws BadRequest with the violations when a value is not what the contract says */
export function checkAgainst(validate: Validate, value: unknown): void {
  if (validate(value)) return;
  throw new BadRequest('invalid-message', 'The message is not what its contract says', {
    errors: violations(validate.errors),
  });
}
