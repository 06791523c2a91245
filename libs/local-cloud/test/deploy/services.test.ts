import { readServices } from '../../src/deploy/services.ts';
import { repository } from '../../src/engine/paths.ts';
import { type Scratch, scratch } from '../support/scratch.ts';

let project: Scratch;
beforeEach(() => void (project = scratch()));
afterEach(() => project.remove());

it('knows every service of this repository, the platform before the others', () => {
  const services = readServices(repository);
  expect(services.map(({ name }) => name)).toEqual(expect.arrayContaining(['platform', 'users', 'notifications']));
  for (const { name, dependsOn } of services) expect([name, ...dependsOn]).toContain('platform');
});

it.each([
  ['services: { hello: { path: services/hello, dependsOn: shop } }', /hello depends on shop, which is not listed/],
  ['services: { shop: { path: services/shop } }', /shop has no serverless.yml in services\/shop/],
])('says what is wrong with %s', (compose, message) => {
  project.write('serverless-compose.yml', compose);
  expect(() => readServices(project.root)).toThrow(message);
});
