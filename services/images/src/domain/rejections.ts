import type { Rejection } from './image.ts';

/** Why a picture is not kept, beside what is wrong with its file (`unacceptable.ts`). The sentences are for its owner. */
export const REJECTIONS = {
  duplicate: { code: 'duplicate', message: 'You have this very picture already.' },
  moderation: { code: 'moderation', message: 'The picture shows what is not allowed here.' },
} as const satisfies Record<string, Rejection>;
