// The CloudFront Function of the renditions' distribution (resources/delivery.cjs), for both of its events. The language is ES5.1, the limit
// 10 KB: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-function-restrictions.html
//
// A signature is checked against the path that the viewer sent, and its parameters are gone from the query string, so both may be changed here.
// AWS's guide does not say so; its sample does both, and is used with signed addresses (https://github.com/aws-samples/image-optimization, issues
// 43 and 65).

/** Of which the edge may choose, the plainest first; resources/delivery.cjs puts the stage's in. */
var FORMATS = ['jpeg', 'webp'];

var PATH =
  /^\/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\/[1-9][0-9]{0,3}\/(?:thumb|small|medium|large)(\.(?:webp|jpeg|avif))?$/;

/** The last 3 digits are all that RFC 9110, section 12.4.2, allows. */
var QUALITY = /^(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)$/;

/** Characters: browsers send less than 200, and CloudFront gives a call less than a millisecond. */
var LONGEST_ACCEPT = 400;

/** Tells the response that the request was rewritten: AWS does not say which of the two paths it is shown. No header of a viewer reaches S3. */
var NEGOTIATED = 'x-longhouse-negotiated';

function handler(event) {
  return event.context.eventType === 'viewer-request' ? onRequest(event.request) : onResponse(event);
}

/** One address, and so one object in the cache, for all who get the same bytes. What can be no rendition is not asked for. */
function onRequest(request) {
  var match = PATH.exec(request.uri);
  if (match === null) return notFound();
  if (request.method === 'OPTIONS') return preflight();
  request.querystring = {};
  if (match[1] === undefined) {
    request.uri += '.' + formatFor(acceptOf(request.headers));
    request.headers[NEGOTIATED] = { value: 'true' };
  }
  return request;
}

/** Not called for what the origin answers with 400 and above, nor for `notFound`. */
function onResponse(event) {
  var response = event.response;
  var match = PATH.exec(event.request.uri);
  var negotiated = event.request.headers[NEGOTIATED] !== undefined || (match !== null && match[1] === undefined);
  secure(response.headers);
  withoutStorage(response.headers);
  // Of this viewer alone, who may keep it: the bytes behind a key never change.
  response.headers['cache-control'] = { value: 'private, max-age=31536000, immutable' };
  if (negotiated) response.headers['vary'] = { value: 'accept' };
  response.headers['access-control-allow-origin'] = { value: '*' };
  return response;
}

/** A script asks for leave. What the bucket's own CORS rules say holds here too; S3 does not apply them, since no viewer's `Origin` reaches it. */
function preflight() {
  return {
    statusCode: 204,
    statusDescription: 'No Content',
    headers: {
      'access-control-allow-origin': { value: '*' },
      'access-control-allow-methods': { value: 'GET, HEAD' },
      // The wildcard does not stand for this one: https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name
      'access-control-allow-headers': { value: '*, authorization' },
      'access-control-max-age': { value: '3600' },
    },
  };
}

function notFound() {
  var headers = { 'cache-control': { value: 'no-store' } };
  secure(headers);
  return { statusCode: 404, statusDescription: 'Not Found', headers: headers };
}

/** A picture is data: whoever opens its address in a tab gets nothing that runs, whatever the bytes are. Pages of any site may show it. */
function secure(headers) {
  headers['content-security-policy'] = { value: "default-src 'none'; frame-ancestors 'none'; sandbox" };
  headers['cross-origin-resource-policy'] = { value: 'cross-origin' };
  headers['referrer-policy'] = { value: 'no-referrer' };
  headers['strict-transport-security'] = { value: 'max-age=63072000; includeSubDomains' };
  headers['x-content-type-options'] = { value: 'nosniff' };
}

/** What S3 tells of its own: versions, encryption, storage class, metadata. */
function withoutStorage(headers) {
  Object.keys(headers).forEach(function (name) {
    if (name.indexOf('x-amz-') === 0) delete headers[name];
  });
  delete headers['server'];
}

/** `Accept`, which a viewer may send in several lines; empty when it is too long. */
function acceptOf(headers) {
  if (headers.accept === undefined) return '';
  var lines = headers.accept.multiValue || [headers.accept];
  var accept = lines
    .map(function (line) {
      return line.value;
    })
    .join(',');
  return accept.length > LONGEST_ACCEPT ? '' : accept;
}

/** The same rule as src/domain/format-for.ts: test/domain/accept-cases.ts holds for both. */
function formatFor(accept) {
  var qualities = qualitiesOf(accept);
  var best = FORMATS[0];
  var quality = firstOf([qualities['image/' + best], qualities['image/*'], qualities['*/*'], 0]);
  FORMATS.slice(1).forEach(function (format) {
    var named = firstOf([qualities['image/' + format], 0]);
    if (named > 0 && named >= quality) {
      best = format;
      quality = named;
    }
  });
  return best;
}

/** By media range in lower case; the first of two counts, and one that cannot be read does not. */
function qualitiesOf(accept) {
  var qualities = {};
  var ranges = accept.toLowerCase().split(',');
  for (var i = 0; i < ranges.length; i++) {
    if (ranges[i].indexOf('/') > 0) {
      var parts = ranges[i].split(';');
      var range = parts[0].trim();
      var quality = qualityOf(parts);
      if (qualities[range] === undefined && QUALITY.test(quality)) qualities[range] = Number(quality);
    }
  }
  return qualities;
}

function qualityOf(parts) {
  for (var i = 1; i < parts.length; i++) {
    var parameter = parts[i].trim();
    if (parameter.indexOf('q=') === 0) return parameter.slice(2);
  }
  return '1';
}

function firstOf(values) {
  return values.filter(function (value) {
    return value !== undefined;
  })[0];
}
