import { region } from '../engine/environment.ts';
import { sendJson } from './send.ts';
import type { Visit } from './visit.ts';

/** `/addresses.json`: where everything is, for scripts. The ids are there once their service is. */
export async function addressesJson({ response, origin, behind }: Visit): Promise<void> {
  const services = await behind.services.list();
  const outputs = services.map((service) => service.outputs).find((found) => 'UserPoolClientId' in found);
  sendJson(response, {
    endpoint: behind.endpoint,
    region,
    apis: Object.fromEntries(services.flatMap(({ paths }) => paths.map((path) => [path, `${origin}/${path}`]))),
    sockets: Object.fromEntries(
      services.flatMap(({ sockets }) => sockets.map((path) => [path, `${origin.replace(/^http/, 'ws')}/${path}`])),
    ),
    userPoolId: outputs?.['UserPoolId'],
    userPoolClientId: outputs?.['UserPoolClientId'],
  });
}
