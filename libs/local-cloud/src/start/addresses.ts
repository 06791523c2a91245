import { placeholderTypes } from '../engine/bridges.ts';
import type { Packaged } from '../deploy/packaged.ts';

/** What to do next, on one screen: where everything is, by what it is for. */
export function addresses({
  frontDoor,
  endpoint,
  deployed,
}: {
  frontDoor: string;
  endpoint: string;
  deployed: readonly Packaged[];
}): string {
  const placeholders = placeholderTypes();
  const idle = [...new Set(deployed.flatMap(({ types }) => types))].filter((type) => placeholders.includes(type));
  const rows = [
    ...deployed.flatMap(({ paths }) => paths.map((path) => ['API', `${frontDoor}/${path}/…`])),
    ...deployed.flatMap(({ sockets }) =>
      sockets.map((path) => ['WebSocket', `${frontDoor.replace(/^http/, 'ws')}/${path}`]),
    ),
    ['Managed login', `${frontDoor}/login`],
    ['Mailbox', `${frontDoor}/mailbox`],
    ['Timeline', `${frontDoor}/timeline`],
    ['All links', frontDoor],
    ['AWS endpoint', `${endpoint}  (credentials test/test, region eu-central-1)`],
    ...(idle.length > 0 ? [['Does nothing', `${idle.join(', ')}  (docs/local-cloud.md)`]] : []),
  ];
  return rows.map(([name = '', address = '']) => `  ${name.padEnd(14)} ${address}\n`).join('');
}
