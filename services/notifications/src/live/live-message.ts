import type { MessageBody } from '@libs/contracts';
import type { ImageProgressed, NotificationCame, Pong, Resumed, SocketError, UnreadChanged } from '../contract/live.ts';

/** Everything that the server sends over the socket. */
export type LiveMessage = MessageBody<
  | typeof ImageProgressed
  | typeof NotificationCame
  | typeof Pong
  | typeof Resumed
  | typeof SocketError
  | typeof UnreadChanged
>;
