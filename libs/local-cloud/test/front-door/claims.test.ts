import { claims, firstParts } from '../../src/front-door/claims.ts';

describe('the first parts of paths', () => {
  it('are there once each', () => {
    expect(firstParts(['/images', '/images/{id}', '/albums/{id}/images', '/shares/{token}'])).toEqual([
      'albums',
      'images',
      'shares',
    ]);
  });

  it.each(['$default', '$connect', '/', '/{proxy+}', '/{id}/images', '/a{b}', ''])(
    'are not to be found in %p',
    (path) => {
      expect(firstParts([path])).toEqual([]);
    },
  );
});

it('knows who claims what, and what nobody does', () => {
  const claimed = claims([
    { name: 'images', paths: ['albums', 'images'], sockets: [] },
    { name: 'users', paths: ['images', 'users'], sockets: ['live'] },
    { name: 'notifications', paths: [], sockets: ['live'] },
  ]);
  expect(Object.fromEntries(claimed)).toEqual({
    albums: ['images'],
    images: ['images', 'users'],
    users: ['users'],
    live: ['users', 'notifications'],
  });
  expect(claimed.get('constructor')).toBeUndefined();
});
