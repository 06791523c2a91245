import { type Engine, RegoEngine } from '@aws/cloudformation-validate';
import delivery from '../../resources/delivery.cjs';
import edgeCode from '../../resources/edge-code.cjs';

type Parameters = Readonly<Record<string, unknown>>;

const DEFAULTS: Parameters = {
  delivery: 'cloudfront',
  avif: 'off',
  deliveryPriceClass: 'PriceClass_100',
  deliveryDomain: '',
  deliveryCertificate: '',
  deliveryLogsBucket: '',
  deliveryKeys: [1],
};

/** What the framework passes to a `.cjs` file, of the stage `prod` with these parameters. */
const stage = (parameters: Parameters = {}) => ({
  resolveVariable: (variable: string): Promise<unknown> => {
    const known: Parameters = { ...DEFAULTS, ...parameters };
    return Promise.resolve(variable === 'sls:stage' ? 'prod' : known[variable.replace('param:', '')]);
  },
});

async function resourcesOf(parameters?: Parameters) {
  const { Resources = {} } = await delivery.resources(stage(parameters));
  return Resources;
}

async function distributionOf(parameters?: Parameters): Promise<unknown> {
  const { RenditionsDistribution } = await resourcesOf(parameters);
  return RenditionsDistribution?.Properties['DistributionConfig'];
}

describe('with CloudFront', () => {
  let linter: Engine;
  beforeAll(() => {
    linter = new RegoEngine();
  });
  afterAll(() => linter.free());

  it.each([
    ['as it is by default', {}],
    ['with a domain', { deliveryDomain: 'img.example', deliveryCertificate: 'arn:aws:acm:us-east-1:1:certificate/a' }],
    ['with access logs', { deliveryLogsBucket: 'logs.s3.eu-central-1.amazonaws.com' }],
    ['with AVIF', { avif: 'on' }],
    ['while keys are rotated', { deliveryKeys: [1, 2] }],
  ])('is what CloudFormation takes: %s', async (_, parameters) => {
    // Prepare
    const policy = { Version: '2012-10-17', Statement: await delivery.bucketStatements(stage(parameters)) };
    const template = {
      Resources: {
        ...(await resourcesOf(parameters)),
        RenditionsBucket: { Type: 'AWS::S3::Bucket', Properties: {} },
        Policy: {
          Type: 'AWS::S3::BucketPolicy',
          Properties: { Bucket: { Ref: 'RenditionsBucket' }, PolicyDocument: policy },
        },
      },
    };
    // Act
    const bytes = Buffer.from(JSON.stringify(template));
    const { diagnostics } = linter.validateStandard(
      { path: 't.json', readBytes: () => bytes },
      { severityLevel: 'WARN' },
    );
    // Assess
    expect(diagnostics.map(({ ruleId, message }) => `${ruleId} ${message}`)).toEqual([]);
  });

  it('takes signed addresses alone, over TLS, and asks S3 in its own name', async () => {
    expect(await distributionOf()).toMatchObject({
      HttpVersion: 'http2and3',
      DefaultCacheBehavior: {
        AllowedMethods: ['GET', 'HEAD', 'OPTIONS'],
        Compress: false,
        TrustedKeyGroups: [{ Ref: 'DeliveryKeyGroup' }],
        ViewerProtocolPolicy: 'https-only',
      },
      Origins: [{ OriginAccessControlId: { 'Fn::GetAtt': ['RenditionsAccess', 'Id'] } }],
    });
    expect((await resourcesOf())['RenditionsAccess']?.Properties).toMatchObject({
      OriginAccessControlConfig: { SigningBehavior: 'always', SigningProtocol: 'sigv4' },
    });
  });

  it('keeps one copy of a rendition for everybody, whatever follows the path, and asks S3 for no more than the path', async () => {
    const { RenditionsCachePolicy } = await resourcesOf();
    expect(RenditionsCachePolicy?.Properties).toMatchObject({
      CachePolicyConfig: {
        ParametersInCacheKeyAndForwardedToOrigin: {
          CookiesConfig: { CookieBehavior: 'none' },
          HeadersConfig: { HeaderBehavior: 'none' },
          QueryStringsConfig: { QueryStringBehavior: 'none' },
          EnableAcceptEncodingBrotli: false,
          EnableAcceptEncodingGzip: false,
        },
      },
    });
    expect(await distributionOf()).toMatchObject({
      DefaultCacheBehavior: { CachePolicyId: { Ref: 'RenditionsCachePolicy' } },
    });
    expect(await distributionOf()).not.toHaveProperty('DefaultCacheBehavior.OriginRequestPolicyId');
  });

  it('runs the function that is tested, before and after', async () => {
    const { RenditionsEdge } = await resourcesOf({ avif: 'on' });
    expect(RenditionsEdge?.Properties).toMatchObject({
      AutoPublish: true,
      FunctionCode: edgeCode(['jpeg', 'webp', 'avif']),
    });
    const FunctionARN = { 'Fn::GetAtt': ['RenditionsEdge', 'FunctionARN'] };
    expect(await distributionOf()).toMatchObject({
      DefaultCacheBehavior: {
        FunctionAssociations: [
          { EventType: 'viewer-request', FunctionARN },
          { EventType: 'viewer-response', FunctionARN },
        ],
      },
    });
  });

  it('asks for TLS 1.2 with a certificate of its own', async () => {
    const deliveryCertificate = 'arn:aws:acm:us-east-1:1:certificate/a';
    expect(await distributionOf({ deliveryDomain: 'img.example', deliveryCertificate })).toMatchObject({
      Aliases: ['img.example'],
      ViewerCertificate: { AcmCertificateArn: deliveryCertificate, MinimumProtocolVersion: 'TLSv1.2_2021' },
    });
  });

  it('lets nobody but its distribution read the bucket, and not list it', async () => {
    expect(await delivery.bucketStatements(stage())).toEqual([
      expect.objectContaining({ Effect: 'Deny' }),
      {
        Sid: 'theDistributionReads',
        Effect: 'Allow',
        Principal: { Service: 'cloudfront.amazonaws.com' },
        Action: 's3:GetObject',
        Resource: { 'Fn::Sub': '${RenditionsBucket.Arn}/*' },
        Condition: {
          ArnEquals: {
            'aws:SourceArn': {
              'Fn::Sub': 'arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/${RenditionsDistribution}',
            },
          },
        },
      },
    ]);
  });

  it('trusts all keys and signs with the first one', async () => {
    // Prepare
    const rotating = { deliveryKeys: [2, 1] };
    // Act
    const { DeliveryKey1, DeliveryKey2, DeliveryKeyGroup } = await resourcesOf(rotating);
    // Assess
    expect(DeliveryKey1?.Properties).toMatchObject({
      PublicKeyConfig: { EncodedKey: '{{resolve:ssm:/longhouse/prod/images/delivery-keys/1/public}}\n' },
    });
    expect(DeliveryKey2?.Properties).toMatchObject({ PublicKeyConfig: { CallerReference: 'images-prod-delivery-2' } });
    expect(DeliveryKeyGroup?.Properties).toMatchObject({
      KeyGroupConfig: { Items: [{ Ref: 'DeliveryKey2' }, { Ref: 'DeliveryKey1' }] },
    });
    expect(await delivery.environment(stage(rotating))).toMatchObject({
      DELIVERY_KEY_PAIR_ID: { Ref: 'DeliveryKey2' },
      DELIVERY_KEY_PARAMETER: '/longhouse/prod/images/delivery-keys/2/private',
    });
    expect(JSON.stringify(await delivery.permission(stage(rotating)))).toMatch(/delivery-keys\/2\/private/);
  });

  it('gives a function the one parameter and nothing of S3', async () => {
    expect(await delivery.permission(stage())).toEqual({
      Effect: 'Allow',
      Action: ['ssm:GetParameter'],
      Resource: {
        'Fn::Sub':
          'arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/longhouse/prod/images/delivery-keys/1/private',
      },
    });
  });

  it('gives out addresses in its own domain where it has one', async () => {
    const own = { deliveryDomain: 'img.example', deliveryCertificate: 'arn:aws:acm:us-east-1:1:certificate/a' };
    expect(await delivery.environment(stage(own))).toMatchObject({ DELIVERY_DOMAIN: 'img.example' });
    expect(await delivery.environment(stage())).toMatchObject({
      DELIVERY_DOMAIN: { 'Fn::GetAtt': ['RenditionsDistribution', 'DomainName'] },
    });
  });
});

describe('with S3 alone', () => {
  const alone = stage({ delivery: 's3' });

  it('needs no resources, and lets nobody into the bucket who is not signed for', async () => {
    expect(await delivery.resources(alone)).toEqual({});
    expect(await delivery.bucketStatements(alone)).toEqual([expect.objectContaining({ Effect: 'Deny' })]);
  });

  it('lets the function that signs read the objects', async () => {
    expect(await delivery.environment(alone)).toEqual({
      DELIVERY: 's3',
      AVIF: 'off',
      RENDITIONS_BUCKET: { Ref: 'RenditionsBucket' },
    });
    expect(await delivery.permission(alone)).toMatchObject({ Action: ['s3:GetObject'] });
  });
});

it.each([
  [{ delivery: 'post' }, /delivery is post, not cloudfront or s3/],
  [{ deliveryDomain: 'img.example' }, /set both or none/],
])('is refused when the packaging would give what cannot work: %j', async (parameters, message) => {
  await expect(delivery.resources(stage(parameters))).rejects.toThrow(message);
});
