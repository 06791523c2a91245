interface Value {
  readonly value: string;
  readonly multiValue?: readonly { readonly value: string }[];
}
type Values = Readonly<Record<string, Value>>;

/** As documented: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html */
const event = (eventType: string, uri: string, headers: Values) => ({
  version: '1.0',
  context: {
    distributionDomainName: 'd111111abcdef8.cloudfront.net',
    distributionId: 'EDFDVBD6EXAMPLE',
    eventType,
    requestId: '4TyzHTaYWb1GX1qTfsHhEqV6HUDd_BzoBZnwfnvQc_1oF26ClkoUSEQ==',
  },
  viewer: { ip: '198.51.100.11' },
  request: {
    method: 'GET',
    uri,
    querystring: {} as Values,
    headers: { host: { value: 'd111111abcdef8.cloudfront.net' }, 'user-agent': { value: 'curl/8' }, ...headers },
    cookies: {},
  },
});

/** A viewer asks for `uri`; names of headers are in lower case, as CloudFront gives them. */
export function viewerRequest(uri: string, headers: Values = {}, querystring: Values = {}) {
  const asked = event('viewer-request', uri, headers);
  return { ...asked, request: { ...asked.request, querystring } };
}

/** S3, or the cache, has answered to the request for `uri`. */
export function viewerResponse(uri: string, requestHeaders: Values = {}) {
  return {
    ...event('viewer-response', uri, requestHeaders),
    response: {
      statusCode: 200,
      statusDescription: 'OK',
      headers: {
        date: { value: 'Sat, 21 Nov 2026 16:00:00 GMT' },
        server: { value: 'AmazonS3' },
        'content-type': { value: 'image/webp' },
        'content-length': { value: '9593' },
        etag: { value: '"5f363e0e58a95f06cbe9bbc662c5dfb6"' },
        'x-amz-server-side-encryption': { value: 'AES256' },
        'x-amz-version-id': { value: '3sL4kqtJlcpXroDTDmJ.rmSpXd3dIbrHY' },
      } as Values,
      cookies: {},
    },
  };
}

/** Accept, in one line or in several. */
export function accept(...lines: readonly [string, ...string[]]): Values {
  const [value] = lines;
  return {
    accept: lines.length === 1 ? { value } : { value, multiValue: lines.map((line) => ({ value: line })) },
  };
}
