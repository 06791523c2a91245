import { createHash } from 'node:crypto';
import { BadRequest, Forbidden } from '@libs/contracts/errors';
import { httpAuthorizer } from '@libs/handler';
import { tokens } from '../adapters/tokens.ts';
import { isTopic } from '../domain/topic.ts';

/**
 * Before POST /topics/{topic}/messages, which no function serves: the caller is an admin. API Gateway puts what this gives into the attributes of the
 * message as it is, into JSON: so nothing of it may be text that a caller chose.
 */
export const handler = httpAuthorizer(
  'admin',
  async ({ headers, params: { topic }, requestId, correlationId }, identity = tokens) => {
    const { userId, groups } = await identity.verify(bearer(headers['authorization']));
    if (!groups.includes('admin')) throw new Forbidden('group-required', 'Only members of the group admin may do this');
    if (!isTopic(topic)) throw new BadRequest('invalid-topic', 'A topic is 1 to 64 of a-z, 0-9 and -');
    return { caller: userId, topic, key: keyOf(headers['idempotency-key'] ?? requestId), correlationId };
  },
);

/** As the JWT authorizers read it: the scheme may be left out. */
const bearer = (header = ''): string => header.replace(/^Bearer\s+/i, '');

const keyOf = (text: string): string => createHash('sha256').update(text).digest('hex');
