'use strict';

const edgeCode = require('./edge-code.cjs');

const YEAR = 31_536_000;
/** Seconds for which the edge repeats that an object is not there: it may be on its way. */
const ERRORS_FOR = 10;

/**
 * How renditions reach people, by the stage parameter `delivery`: `cloudfront`, or `s3`, which needs nothing more than the bucket. Each export is
 * a variable, `${file(./resources/delivery.cjs):resources}`:
 *
 * - `resources`: the distribution with its keys, its policies and its function;
 * - `bucketStatements`: the statements of the renditions bucket's policy;
 * - `environment`, `permission`: settings of a function that calls src/adapters/delivery.ts, and what its role may do for that.
 */
module.exports = { resources, bucketStatements, environment, permission };

async function resources({ resolveVariable }) {
  const stage = await settings(resolveVariable);
  return stage.delivery === 's3' ? {} : { Resources: { ...access(stage), ...keys(stage), ...edge(stage) } };
}

async function bucketStatements({ resolveVariable }) {
  const { delivery } = await settings(resolveVariable);
  const objects = { 'Fn::Sub': '${RenditionsBucket.Arn}/*' };
  const encryptedConnectionsOnly = {
    Sid: 'encryptedConnectionsOnly',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [attribute('RenditionsBucket', 'Arn'), objects],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
  // No s3:ListBucket: what is not there is a 403, and nobody sees what is.
  const theDistributionReads = {
    Sid: 'theDistributionReads',
    Effect: 'Allow',
    Principal: { Service: 'cloudfront.amazonaws.com' },
    Action: 's3:GetObject',
    Resource: objects,
    Condition: {
      ArnEquals: {
        'aws:SourceArn': {
          'Fn::Sub': 'arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/${RenditionsDistribution}',
        },
      },
    },
  };
  return delivery === 's3' ? [encryptedConnectionsOnly] : [encryptedConnectionsOnly, theDistributionReads];
}

async function environment({ resolveVariable }) {
  const { name, delivery, avif, domain, keyNames } = await settings(resolveVariable);
  const always = { DELIVERY: delivery, AVIF: avif };
  if (delivery === 's3') return { ...always, RENDITIONS_BUCKET: { Ref: 'RenditionsBucket' } };
  return {
    ...always,
    DELIVERY_DOMAIN: domain === '' ? attribute('RenditionsDistribution', 'DomainName') : domain,
    DELIVERY_KEY_PAIR_ID: { Ref: `DeliveryKey${keyNames[0]}` },
    DELIVERY_KEY_PARAMETER: parameter(name, keyNames[0], 'private'),
  };
}

/** The default key of SSM (`aws/ssm`) decrypts for whoever may read the parameter; one of your own needs a statement with kms:Decrypt. */
async function permission({ resolveVariable }) {
  const { name, delivery, keyNames } = await settings(resolveVariable);
  if (delivery === 's3') {
    return { Effect: 'Allow', Action: ['s3:GetObject'], Resource: { 'Fn::Sub': '${RenditionsBucket.Arn}/*' } };
  }
  const path = parameter(name, keyNames[0], 'private');
  return {
    Effect: 'Allow',
    Action: ['ssm:GetParameter'],
    Resource: { 'Fn::Sub': `arn:\${AWS::Partition}:ssm:\${AWS::Region}:\${AWS::AccountId}:parameter${path}` },
  };
}

/** What of the stage's parameters (libs/build/serverless/stages.yml) matters here. */
async function settings(resolveVariable) {
  const param = (name) => resolveVariable(`param:${name}`);
  const stage = {
    name: await resolveVariable('sls:stage'),
    delivery: await param('delivery'),
    avif: await param('avif'),
    priceClass: await param('deliveryPriceClass'),
    domain: await param('deliveryDomain'),
    certificate: await param('deliveryCertificate'),
    logsBucket: await param('deliveryLogsBucket'),
    /** The first one signs, all are trusted. */
    keyNames: await param('deliveryKeys'),
  };
  if (!['cloudfront', 's3'].includes(stage.delivery)) {
    throw new Error(`The stage parameter delivery is ${stage.delivery}, not cloudfront or s3`);
  }
  if ((stage.domain === '') !== (stage.certificate === '')) {
    throw new Error('The stage parameters deliveryDomain and deliveryCertificate go together: set both or none');
  }
  return stage;
}

/** CloudFront asks S3 in its own name, and keeps what it got for a year: what lies under a key never changes. */
function access({ name }) {
  return {
    RenditionsAccess: {
      Type: 'AWS::CloudFront::OriginAccessControl',
      Properties: {
        OriginAccessControlConfig: {
          Name: `images-${name}-renditions`,
          OriginAccessControlOriginType: 's3',
          SigningBehavior: 'always',
          SigningProtocol: 'sigv4',
        },
      },
    },
    RenditionsCachePolicy: {
      Type: 'AWS::CloudFront::CachePolicy',
      Properties: {
        CachePolicyConfig: {
          Name: `images-${name}-renditions`,
          Comment: 'By path alone, which the function of the edge makes out of path and Accept.',
          MinTTL: 86_400,
          DefaultTTL: YEAR,
          MaxTTL: YEAR,
          ParametersInCacheKeyAndForwardedToOrigin: {
            CookiesConfig: { CookieBehavior: 'none' },
            HeadersConfig: { HeaderBehavior: 'none' },
            QueryStringsConfig: { QueryStringBehavior: 'none' },
            // Pictures are compressed already.
            EnableAcceptEncodingBrotli: false,
            EnableAcceptEncodingGzip: false,
          },
        },
      },
    },
  };
}

/** A key is never changed, since CloudFront cannot: rotation adds one. docs/deployment.md, "The keys of signed addresses". */
function keys({ name, keyNames }) {
  const resource = (key) => ({
    Type: 'AWS::CloudFront::PublicKey',
    Properties: {
      PublicKeyConfig: {
        Name: `images-${name}-delivery-${key}`,
        CallerReference: `images-${name}-delivery-${key}`,
        // With the line break that CloudFront adds, or it looks changed: https://github.com/hashicorp/terraform-provider-aws/issues/20081
        EncodedKey: `{{resolve:ssm:${parameter(name, key, 'public')}}}\n`,
      },
    },
  });
  return {
    ...Object.fromEntries(keyNames.map((key) => [`DeliveryKey${key}`, resource(key)])),
    DeliveryKeyGroup: {
      Type: 'AWS::CloudFront::KeyGroup',
      Properties: {
        KeyGroupConfig: {
          Name: `images-${name}-delivery`,
          Items: keyNames.map((key) => ({ Ref: `DeliveryKey${key}` })),
        },
      },
    },
  };
}

function edge(stage) {
  const { name, avif, priceClass, domain, certificate, logsBucket } = stage;
  const associate = (EventType) => ({ EventType, FunctionARN: attribute('RenditionsEdge', 'FunctionARN') });
  return {
    RenditionsEdge: {
      Type: 'AWS::CloudFront::Function',
      Properties: {
        Name: `images-${name}-renditions`,
        AutoPublish: true,
        FunctionCode: edgeCode(avif === 'on' ? ['jpeg', 'webp', 'avif'] : ['jpeg', 'webp']),
        FunctionConfig: { Comment: 'services/images/src/edge/renditions.js', Runtime: 'cloudfront-js-2.0' },
      },
    },
    RenditionsDistribution: {
      Type: 'AWS::CloudFront::Distribution',
      Properties: {
        DistributionConfig: {
          Comment: `Renditions of pictures (${name})`,
          Enabled: true,
          HttpVersion: 'http2and3',
          IPV6Enabled: true,
          PriceClass: priceClass,
          Origins: [
            {
              Id: 'renditions',
              DomainName: attribute('RenditionsBucket', 'RegionalDomainName'),
              OriginAccessControlId: attribute('RenditionsAccess', 'Id'),
              // Empty beside an access control: it stands for the older way, the origin access identity.
              S3OriginConfig: { OriginAccessIdentity: '' },
            },
          ],
          DefaultCacheBehavior: {
            TargetOriginId: 'renditions',
            AllowedMethods: ['GET', 'HEAD', 'OPTIONS'],
            CachedMethods: ['GET', 'HEAD'],
            CachePolicyId: { Ref: 'RenditionsCachePolicy' },
            Compress: false,
            FunctionAssociations: [associate('viewer-request'), associate('viewer-response')],
            TrustedKeyGroups: [{ Ref: 'DeliveryKeyGroup' }],
            // No redirect: a signed address that was sent in the clear is known to others.
            ViewerProtocolPolicy: 'https-only',
          },
          CustomErrorResponses: [403, 404].map((ErrorCode) => ({ ErrorCode, ErrorCachingMinTTL: ERRORS_FOR })),
          Restrictions: { GeoRestriction: { RestrictionType: 'none' } },
          ...(domain === '' ? {} : { Aliases: [domain] }),
          ViewerCertificate:
            certificate === ''
              ? { CloudFrontDefaultCertificate: true }
              : {
                  AcmCertificateArn: certificate,
                  MinimumProtocolVersion: 'TLSv1.2_2021',
                  SslSupportMethod: 'sni-only',
                },
          ...(logsBucket === '' ? {} : { Logging: { Bucket: logsBucket, Prefix: `images-${name}/` } }),
        },
      },
    },
  };
}

function parameter(stage, key, half) {
  return `/longhouse/${stage}/images/delivery-keys/${key}/${half}`;
}

function attribute(logicalId, name) {
  return { 'Fn::GetAtt': [logicalId, name] };
}
