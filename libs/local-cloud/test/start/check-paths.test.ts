import { PathTaken } from '../../src/deploy/errors.ts';
import { checkPaths } from '../../src/start/check-paths.ts';

const users = { service: 'users', paths: ['users'] };

it('lets each service have paths of its own, several of them', () => {
  expect(() => checkPaths([users, { service: 'images', paths: ['albums', 'images', 'shares'] }])).not.toThrow();
});

it('names the path that two services claim, and both of them', () => {
  const clash = () => checkPaths([users, { service: 'images', paths: ['images', 'users'] }]);
  expect(clash).toThrow('/users belongs to users and images: rename the routes of all but one');
  expect(clash).toThrow(PathTaken);
});

it('names every path that the front door serves itself', () => {
  const own = () => checkPaths([{ service: 'mails', paths: ['mailbox', 'login'] }]);
  expect(own).toThrow(/\/mailbox of mails is a page of the front door[^]*\/login of mails/);
});
