import type { Service } from './service.ts';

/**
 * Where a service answers: what the configuration says, else `AWS_ENDPOINT_URL_<SERVICE>`, else `AWS_ENDPOINT_URL`, else AWS's
 * regional host. https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 * @throws TypeError for FIPS and dual-stack endpoints, which the small client does not know
 */
export function endpointOf(
  { id, signingName, hostPrefix = signingName }: Service,
  region: string,
  configured?: string,
): URL {
  const ignored = process.env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] === 'true';
  const url =
    configured ??
    (ignored
      ? undefined
      : (process.env[`AWS_ENDPOINT_URL_${id.toUpperCase().replaceAll(' ', '_')}`] ?? process.env['AWS_ENDPOINT_URL']));
  if (url !== undefined && url !== '') return new URL(url);
  for (const variable of ['AWS_USE_FIPS_ENDPOINT', 'AWS_USE_DUALSTACK_ENDPOINT']) {
    if (process.env[variable] === 'true') {
      throw new TypeError(
        `${variable} is set, which the small ${id} client does not know: bundle with the whole SDK (custom.build.sdk: whole)`,
      );
    }
  }
  return new URL(`https://${hostPrefix}.${region}.${region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'}`);
}
