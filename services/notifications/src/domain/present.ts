import type { Notification } from '../contract/notification.ts';
import type { Category } from './channels.ts';

/** An entry of the inbox as it is stored. */
export interface StoredNotification {
  readonly notificationId: string;
  readonly kind: string;
  readonly category: Category;
  readonly title: string;
  readonly body: string;
  readonly link?: string | undefined;
  readonly readAt?: string | undefined;
  readonly createdAt?: string | undefined;
}

/** Up to where a person has read everything, and since when. */
interface Position {
  readonly readUpTo?: string | undefined;
  readonly readUpToAt?: string | undefined;
}

/** An entry as its person sees it: read by itself, or with everything before it. */
export function present(stored: StoredNotification, { readUpTo = '', readUpToAt }: Position = {}): Notification {
  const { notificationId: id, kind, category, title, body, link, readAt, createdAt = '' } = stored;
  const readWithOthers = id <= readUpTo ? readUpToAt : undefined;
  return {
    id,
    kind,
    category,
    title,
    body,
    ...(link === undefined ? {} : { link }),
    createdAt,
    readAt: readAt ?? readWithOthers ?? null,
  };
}
