import { socketDestination } from '../../src/front-door/sockets/socket-path.ts';

it.each([
  'wss://a1b2.execute-api.eu-central-1.amazonaws.com/local',
  'wss://a1b2.execute-api.eu-central-1.amazonaws.com/local/',
  'ws://127.0.0.1:4566/_aws/execute-api/a1b2/local',
])('finds API and stage in %s', (url) => {
  expect(socketDestination(url)).toBe('/_aws/execute-api/a1b2/local');
});

it.each([
  undefined,
  '',
  'https://a1b2.execute-api.eu-central-1.amazonaws.com/local',
  'wss://live.longhouse.example',
  'wss://a1b2.execute-api.eu-central-1.amazonaws.com',
  'wss://a1b2.execute-api.eu-central-1.amazonaws.com/local/more',
])('finds none in %j', (url) => {
  expect(socketDestination(url)).toBeUndefined();
});
