import { deliveryOrigin } from '../../src/adapters/delivery-origin.ts';
import { renditionUrl } from '../../src/adapters/delivery.ts';

const SETTINGS = ['DELIVERY', 'DELIVERY_DOMAIN', 'RENDITIONS_BUCKET', 'AWS_ENDPOINT_URL'] as const;
const before = SETTINGS.map((name) => [name, process.env[name]] as const);
afterEach(() => {
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

describe('the origin of the renditions', () => {
  it('is that of the distribution', () => {
    process.env['DELIVERY_DOMAIN'] = 'cdn.example';
    expect(deliveryOrigin()).toBe('https://cdn.example');
  });

  it('is that of the addresses which S3 signs', async () => {
    Object.assign(process.env, { DELIVERY: 's3', RENDITIONS_BUCKET: 'renditions' });
    const { url } = await renditionUrl({ imageId: 'an-image', name: 'small', formats: ['jpeg'] });
    expect(deliveryOrigin()).toBe(new URL(url).origin);
  });
});
