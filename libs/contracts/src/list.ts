import { Type } from '@sinclair/typebox';

/** How many items of a list, default 20. */
export const Limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 100 }));

/** The `next` of the page before, as it was given. */
export const Cursor = Type.String({ minLength: 1, maxLength: 2048, pattern: '^[A-Za-z0-9_-]+$' });
