import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSettings } from '../src/build-settings.ts';
import { bundleOptions } from '../src/bundle-options.ts';
import { temporary } from './support/temporary.ts';

/** A service with this serverless.yml. */
function service(configuration: string): string {
  const folder = temporary();
  writeFileSync(join(folder, 'serverless.yml'), configuration);
  return folder;
}

describe('what a serverless.yml says about bundles', () => {
  it("is read past CloudFormation's tags and the framework's variables", () => {
    const configuration = `
service: pictures
params: \${file(../../libs/build/serverless/stages.yml)}
custom: { build: { natives: [sharp], sdk: whole } }
functions: { shrink: { environment: { BUCKET: !Ref Bucket, URL: !Sub 'https://\${Bucket}' } } }
`;
    expect(buildSettings(service(configuration))).toEqual({ natives: ['sharp'], sdk: 'whole' });
  });

  it.each([
    ['no word about it', 'service: pictures\ncustom: { esbuild: {} }\n'],
    ['nothing of its own', 'service: pictures\n'],
  ])('is nothing with %s', (_, configuration) => {
    expect(buildSettings(service(configuration))).toEqual({});
  });

  it('is nothing for a folder that is no service', () => {
    expect(buildSettings(temporary())).toEqual({});
  });

  it('is what bundles are made with', () => {
    const serviceFolder = service('service: pictures\ncustom: { build: { natives: [sharp] } }\n');
    expect(bundleOptions({ serviceFolder, ...buildSettings(serviceFolder) }).external).toEqual(['sharp']);
  });
});
