import { toOwnCallback } from '../../src/front-door/login/own-callback.ts';

const registered = ['http://127.0.0.1:4000/signed-in'];
const own = 'http://127.0.0.1:5000';

it.each([
  ['http://127.0.0.1:4000/signed-in?code=1&state=2', 'http://127.0.0.1:5000/signed-in?code=1&state=2'],
  ['http://127.0.0.1:4000/signed-in', 'http://127.0.0.1:5000/signed-in'],
  ['http://127.0.0.1:4000/signed-in.evil', 'http://127.0.0.1:4000/signed-in.evil'],
  [
    'https://console.example/?x=http://127.0.0.1:4000/signed-in',
    'https://console.example/?x=http://127.0.0.1:4000/signed-in',
  ],
])('sends %s to %s', (location, expected) => {
  expect(toOwnCallback(['Location', location, 'X-Other', registered[0] ?? ''], registered, own)).toEqual([
    'Location',
    expected,
    'X-Other',
    registered[0],
  ]);
});
