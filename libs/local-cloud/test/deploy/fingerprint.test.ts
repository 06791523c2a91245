import { fingerprint } from '../../src/deploy/fingerprint.ts';
import { readServices } from '../../src/deploy/services.ts';
import { type Scratch, scratch } from '../support/scratch.ts';

let project: Scratch;

beforeEach(() => {
  project = scratch();
  project.write(
    'serverless-compose.yml',
    'services: { hello: { path: services/hello }, shop: { path: services/shop, dependsOn: hello } }',
  );
  project.write('services/shop/serverless.yml', 'service: shop');
  project.write('services/shop/src/contract/events.ts', 'export const Sold = 1;');
  project.write('services/shop/src/domain/price.ts', 'export const price = 1;');
  project.write('package-lock.json', '{}');
});

afterEach(() => project.remove());

function ofHello(): string {
  const services = readServices(project.root);
  const [hello] = services;
  if (!hello) throw new Error('no service');
  return fingerprint(hello, services, project.root);
}

describe('the name of what a service is packaged from', () => {
  it.each([
    'services/hello/src/greeting.ts',
    'services/hello/serverless.yml',
    'services/hello/resources/table.yml',
    'services/shop/src/contract/events.ts',
    'libs/marks/src/index.ts',
    'package-lock.json',
  ])('changes with %s', (file) => {
    const before = ofHello();
    project.write(file, '# changed');
    expect(ofHello()).not.toBe(before);
  });

  it('changes with the port of the front door, which templates name', () => {
    const before = ofHello();
    const { PORT } = process.env;
    try {
      process.env['PORT'] = '4130';
      expect(ofHello()).not.toBe(before);
      process.env['PORT'] = '';
      expect(ofHello()).toBe(before);
    } finally {
      if (PORT === undefined) delete process.env['PORT'];
      else process.env['PORT'] = PORT;
    }
  });

  it.each([
    'services/hello/test/greet.test.ts',
    'services/hello/events/greet.json',
    'services/hello/README.md',
    'services/hello/.serverless/serverless-state.json',
    'services/shop/src/domain/price.ts',
    'docs/handlers.md',
  ])('does not change with %s', (file) => {
    const before = ofHello();
    project.write(file, '# changed');
    expect(ofHello()).toBe(before);
  });
});
