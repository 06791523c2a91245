import type { Packaged } from '../../src/deploy/packaged.ts';
import { addresses } from '../../src/start/addresses.ts';

const packaged: Packaged = {
  service: 'notifications',
  id: 'notifications-1',
  stackName: 'notifications-local',
  createTemplate: '{}',
  templateFile: '',
  keyPrefix: '',
  paths: ['notifications', 'topics'],
  sockets: ['live'],
  types: [],
  functions: [],
};

it('tells where the APIs are, and the socket', () => {
  const lines = addresses({
    frontDoor: 'http://127.0.0.1:4000',
    endpoint: 'http://127.0.0.1:4566',
    deployed: [packaged],
  }).split('\n');
  expect(lines.slice(0, 3).map((line) => line.trim().split(/\s+/).at(-1))).toEqual([
    'http://127.0.0.1:4000/notifications/…',
    'http://127.0.0.1:4000/topics/…',
    'ws://127.0.0.1:4000/live',
  ]);
});
