import { lines, REFUSED, Type } from '@libs/contracts';

/** The `sub` of the person's Cognito user. */
export const UserId = Type.String({ format: 'uuid' });

// Cognito decides which addresses exist; this is only a bound (RFC 5321, section 4.5.3.1), so that no event is lost to a stricter grammar.
export const Email = Type.String({ minLength: 3, maxLength: 254, pattern: '^[^\\s@]+@[^\\s@]+$' });

/** 1 to 80 code points in any script, with something visible in it and no space at its ends; not unique. */
export const DisplayName = Type.String({
  minLength: 1,
  maxLength: 80,
  pattern: `^(?!\\s)(?=.*[\\p{L}\\p{N}\\p{P}\\p{S}])[^${REFUSED}]+(?<!\\s)$`,
});

/** 3 to 30 of `a-z 0-9 _`; unique. Capitals are taken and folded: `@Ada` is `@ada`. */
export const Handle = Type.String({ minLength: 3, maxLength: 30, pattern: '^[A-Za-z0-9_]+$' });

/** BCP 47: `de`, `pt-BR`, `zh-Hant-TW`. */
export const Locale = Type.String({ maxLength: 35, pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$' });

/** Up to 500 code points, lines allowed; empty when there is none. */
export const Bio = lines(500);

/** A picture of the service `images`. */
export const ImageId = Type.String({ format: 'uuid' });

/** RFC 3339, UTC. */
export const Instant = Type.String({ format: 'date-time', maxLength: 40 });

/** Counts the changes of a profile from 1. */
export const Version = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
