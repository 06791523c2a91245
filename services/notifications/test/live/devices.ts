import { lambdaContext, type TestSocket, websocketEvent } from '@libs/testing';
import { handler as connect } from '../../src/functions/connect.ts';
import { type Gateway, gateway } from './gateway.ts';

export type Device = TestSocket & { readonly connectionId: string };

/** Devices with real sockets, whose functions run in the test; closed after each of its tests. */
export function devices() {
  let api: Gateway;
  const open: Device[] = [];

  beforeAll(async () => {
    api = await gateway();
    process.env['SOCKET_ENDPOINT'] = api.address;
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map(async ({ close }) => close()));
  });

  /** A socket of which the service knows nothing. */
  async function stranger(): Promise<Device> {
    const socket = await api.open();
    open.push(socket);
    return socket;
  }

  /** A connected device of a person. */
  async function deviceOf(userId: string): Promise<Device> {
    const device = await stranger();
    const { connectionId } = device;
    await connect(websocketEvent('$connect', { connectionId, authorizer: { userId } }), lambdaContext());
    return device;
  }
  return { deviceOf, stranger };
}
