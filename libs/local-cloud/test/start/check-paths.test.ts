import { PathTaken } from '../../src/deploy/errors.ts';
import { checkPaths } from '../../src/start/check-paths.ts';

const users = { service: 'users', paths: ['users'], sockets: ['live'] };

it('lets each service have paths of its own, several of them', () => {
  expect(() =>
    checkPaths([users, { service: 'images', paths: ['albums', 'images', 'shares'], sockets: [] }]),
  ).not.toThrow();
});

it('names the path that two services claim, and both of them', () => {
  const clash = () => checkPaths([users, { service: 'images', paths: ['images', 'users'], sockets: [] }]);
  expect(clash).toThrow('/users belongs to users and images: rename the routes of all but one');
  expect(clash).toThrow(PathTaken);
});

it('names the service whose routes are at the path of the socket', () => {
  const clash = () => checkPaths([users, { service: 'radio', paths: ['live'], sockets: [] }]);
  expect(clash).toThrow('/live belongs to users and radio');
});

it('names every path that the front door serves itself', () => {
  const own = () => checkPaths([{ service: 'mails', paths: ['mailbox', 'login'], sockets: [] }]);
  expect(own).toThrow(/\/mailbox of mails is a page of the front door[^]*\/login of mails/);
});
