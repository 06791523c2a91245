import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PortTaken } from '../engine/errors.ts';
import { localLogs } from '../logs/client.ts';
import { LogTail } from '../logs/tail.ts';
import { DeployedServices } from './deployed-services.ts';
import { Mailbox } from './mailbox/mailbox.ts';
import { Previews } from './previews/previews.ts';
import { Provider } from './provider/provider.ts';
import { requestHandler } from './request-handler.ts';
import { Sockets } from './sockets/sockets.ts';
import { Timeline } from './timeline/timeline.ts';

/** The running front door. */
export interface FrontDoor {
  /** `http://127.0.0.1:<port>` */
  url: string;
  /** Ends it at once, open connections too. */
  stop(): Promise<void>;
}

export interface FrontDoorOptions {
  /** The engine's, such as `http://127.0.0.1:4566`. */
  endpoint: string;
  /** 0: any free one. */
  port?: number;
}

/** Milliseconds that the timeline reaches back before the start. */
const history = 3_600_000;

/**
 * Starts the one address of this machine's cloud: all APIs under stable paths, sockets, the managed login, the mailbox and the timeline.
 * What is deployed is read when it is asked for, so that it may be started before the first deploy.
 * @throws PortTaken
 * @example
 * const door = await startFrontDoor({ endpoint: engine.endpoint });
 * await fetch(`${door.url}/users/me`);
 */
export async function startFrontDoor({ endpoint, port = 4000 }: FrontDoorOptions): Promise<FrontDoor> {
  const services = new DeployedServices(endpoint);
  const logs = localLogs(endpoint);
  const provider = new Provider(endpoint, services);
  const previews = new Previews(endpoint, services);
  const behind = {
    endpoint,
    services,
    mailbox: new Mailbox(endpoint),
    provider,
    previews,
    timeline: new Timeline(new LogTail(logs, Date.now() - history)),
  };
  const sockets = new Sockets(behind);
  const server = createServer(requestHandler(behind));
  server.on('upgrade', (request, socket, head) => sockets.upgrade(request, socket, head));
  const close = () => {
    services.close();
    provider.close();
    previews.close();
    logs.destroy();
  };
  await listen(server, port).catch((error: unknown) => {
    close();
    throw error;
  });
  const { port: chosen } = server.address() as AddressInfo; // a TCP server that listens has one
  return {
    url: `http://127.0.0.1:${chosen}`,
    async stop() {
      close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        sockets.closeAll();
      });
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const message = `Port ${port} on 127.0.0.1 is in use: stop what runs there, or choose another port`;
      reject(error.code === 'EADDRINUSE' ? new PortTaken(message, { cause: error }) : error);
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}
