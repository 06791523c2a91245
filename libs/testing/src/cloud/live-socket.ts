import { openSocket, type TestSocket } from '../socket.ts';
import type { TestCloud } from './cloud.ts';

/**
 * Connects to the live socket of notifications with a token, or without one.
 * @throws Error when the handshake is refused
 */
export const liveSocket = async (cloud: TestCloud, token?: string): Promise<TestSocket> => {
  const { frontDoor } = cloud;
  const url = new URL(frontDoor === undefined ? await cloud.output('notifications', 'SocketUrl') : `${frontDoor}/live`);
  if (token !== undefined) url.searchParams.set('token', token);
  return openSocket(url);
};
