import { endpointOf } from '../../src/stand-ins/aws/endpoint.ts';
import type { Service } from '../../src/stand-ins/aws/service.ts';
import { ServiceException } from '../../src/stand-ins/aws/service-exception.ts';

const service: Service = {
  id: 'Cognito Identity Provider',
  signingName: 'cognito-idp',
  contentType: 'application/json',
  maxAttempts: 3,
  baseDelay: 50,
  exceptions: {},
  exception: ServiceException,
};

describe('an endpoint', () => {
  const environment = { ...process.env };
  beforeEach(() => {
    for (const name of Object.keys(process.env)) if (name.startsWith('AWS_ENDPOINT_URL')) delete process.env[name];
  });
  afterEach(() => {
    process.env = { ...environment };
  });

  it.each([
    ['eu-central-1', 'https://cognito-idp.eu-central-1.amazonaws.com/'],
    ['cn-north-1', 'https://cognito-idp.cn-north-1.amazonaws.com.cn/'],
  ])('is that of the service in %s', (region, url) => {
    expect(endpointOf(service, region).href).toBe(url);
    expect(endpointOf({ ...service, hostPrefix: 'other' }, region).href).toBe(url.replace('cognito-idp', 'other'));
  });

  it('is the configured one, the one of the service, the one of all, in this order', () => {
    process.env['AWS_ENDPOINT_URL'] = 'http://127.0.0.1:1';
    expect(endpointOf(service, 'eu-central-1').port).toBe('1');
    process.env['AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER'] = 'http://127.0.0.1:2';
    expect(endpointOf(service, 'eu-central-1').port).toBe('2');
    expect(endpointOf(service, 'eu-central-1', 'http://127.0.0.1:3').port).toBe('3');
    process.env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] = 'true';
    expect(endpointOf(service, 'eu-central-1').protocol).toBe('https:');
  });

  it.each(['AWS_USE_FIPS_ENDPOINT', 'AWS_USE_DUALSTACK_ENDPOINT'])(
    'is refused where %s asks for one that is not known',
    (name) => {
      process.env[name] = 'true';
      expect(() => endpointOf(service, 'eu-central-1')).toThrow('bundle with the whole SDK');
    },
  );
});
