/** Instant: RFC 3339 in UTC, at most 40 characters (`Instant` of the contracts of users and images). */
type Instant = string;

/** The account is there. `displayName`: 1 to 80 code points of any script; `handle`: 3 to 30 of `a-z 0-9 _`, without its `@`. */
export interface Welcome {
  readonly kind: 'welcome';
  readonly displayName: string;
  readonly handle: string;
}

/** Somebody signed in from a device that this person had not used before. */
export interface NewSignIn {
  readonly kind: 'new-sign-in';
  readonly at: Instant;
}

/** Every rendition of a picture is there. `title`: 1 to 120 code points. */
export interface ImageReady {
  readonly kind: 'image-ready';
  readonly imageId: string;
  readonly title: string;
}

/** A picture could not be kept. `title`: 1 to 120 code points; `code`: 1 to 40 of `a-z -`; `message`: up to 300 code points, English. */
export interface ImageWasRejected {
  readonly kind: 'image-rejected';
  readonly imageId: string;
  readonly title: string;
  readonly code: string;
  readonly message: string;
}

/** A link to a picture was made, which works until `expiresAt`. */
export interface ImageWasShared {
  readonly kind: 'image-shared';
  readonly imageId: string;
  readonly expiresAt: Instant;
}

/** A schedule has fired, with the words that it was given: `title` up to 120 code points, `body` up to 2000, lines allowed. */
export interface Reminder {
  readonly kind: 'reminder';
  /** Of a person's own; absent of one that a service planned for them, of which their schedules do not tell. */
  readonly scheduleId?: string;
  readonly title: string;
  readonly body: string;
}

/** A message to everybody who subscribed to a topic: `topic` up to 64 of `a-z 0-9 -`, `title` up to 120 code points, `body` up to 2000, lines allowed. */
export interface TopicMessage {
  readonly kind: 'topic-message';
  readonly topic: string;
  readonly title: string;
  readonly body: string;
}

/** What stood unread in the inbox; by e-mail alone. `count` is of all of them, `items` the newest of these, with the titles that the inbox shows. */
export interface Digest {
  readonly kind: 'digest';
  readonly period: 'daily' | 'weekly';
  readonly count: number;
  readonly items: readonly { readonly title: string; readonly at: Instant }[];
}

/**
 * What a person is told: the kind of the notification and its values, as data. Words are made of it per channel, locale and time zone
 * (`templates/`). The bounds are those of the contracts that the values come from: a template cuts what is longer, and refuses nothing.
 */
export type Told =
  | Welcome
  | NewSignIn
  | ImageReady
  | ImageWasRejected
  | ImageWasShared
  | Reminder
  | TopicMessage
  | Digest;

/** The name of a kind, as the table of kinds, the delivery and the preview have it. */
export type KindName = Told['kind'];

/** What is told of one kind. */
export type ToldOf<K extends KindName> = Extract<Told, { readonly kind: K }>;
