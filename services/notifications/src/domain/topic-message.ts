/** A message to everybody who has subscribed to a topic. */
export interface TopicMessage {
  /** Derived from who sent it with which key, so that it is one message however often it comes. */
  readonly messageId: string;
  readonly topic: string;
  readonly title: string;
  readonly body: string;
  readonly senderId: string;
}

/** One page of the subscribers of one shard of the message's topic. */
export interface PageOfShard {
  readonly messageId: string;
  /** 0 to 15. */
  readonly shard: number;
  /** From 0. */
  readonly page: number;
}

/** How far a message has come in one shard. */
export interface FanOutProgress {
  /** The page that is next. */
  readonly page: number;
  /** The last subscriber of the page before. */
  readonly after?: string | undefined;
  /** There is no next page. */
  readonly done: boolean;
  /** When it has come to this page, epoch milliseconds. */
  readonly advancedAt: number;
  /** The message for this page is in the queue. */
  readonly handedOn: boolean;
}
