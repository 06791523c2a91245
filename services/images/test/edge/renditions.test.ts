import { parse } from 'acorn';
import edgeCode from '../../resources/edge-code.cjs';
import { acceptCases } from '../domain/accept-cases.ts';
import { accept, viewerRequest, viewerResponse } from './events.ts';
import { loaded } from './runtime.ts';

const ID = '0197c7a2-6f64-7d3e-8a55-3f4f9a1c2b3d';
const STAGES = [{ formats: ['jpeg', 'webp'] }, { formats: ['avif', 'webp', 'jpeg'] }, { formats: ['jpeg'] }];
const handler = loaded(edgeCode(['jpeg', 'webp']));

describe('the text', () => {
  it.each(STAGES)('is ES5 and within 10 KB for a stage with $formats', ({ formats }) => {
    const text = edgeCode(formats);
    expect(() => parse(text, { ecmaVersion: 5, sourceType: 'script' })).not.toThrow();
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(10_240);
  });

  it('would be found out if it used what CloudFront has not', () => {
    const call = (body: string) => () => loaded(`function handler() { ${body} }`)({});
    expect(call('return require("fs")')).toThrow('require is not defined');
    expect(call('return setTimeout(handler, 1)')).toThrow('setTimeout is not defined');
    expect(call('return new Function("return 1")()')).toThrow('Code generation from strings disallowed');
    expect(call('return [1].includes(1)')).toThrow('includes is not a function');
    expect(call('return "a".startsWith("a")')).toThrow('startsWith is not a function');
  });
});

describe('a request', () => {
  it.each(acceptCases)('without a format becomes one for $format: $why', ({ accept: header, formats, format }) => {
    const inStage = loaded(edgeCode(formats));
    const request = viewerRequest(`/${ID}/1/small`, header === undefined ? {} : accept(header));
    expect(inStage(request)).toMatchObject({ uri: `/${ID}/1/small.${format}` });
  });

  it('is read in all of the lines in which Accept came', () => {
    expect(handler(viewerRequest(`/${ID}/1/thumb`, accept('text/html', 'image/webp')))).toMatchObject({
      uri: `/${ID}/1/thumb.webp`,
    });
  });

  it.each(['webp', 'jpeg', 'avif'])('with the format %s keeps it, whatever is accepted', (format) => {
    const uri = `/${ID}/1/large.${format}`;
    expect(handler(viewerRequest(uri, accept('image/webp')))).toMatchObject({ uri });
  });

  it('of a later recipe is one as well', () => {
    expect(handler(viewerRequest(`/${ID}/12/medium`))).toMatchObject({ uri: `/${ID}/12/medium.jpeg` });
  });

  it('loses its query string, so that all signatures share one object in the cache', () => {
    const query = { v: { value: '2' }, Expires: { value: '1795276800' } };
    expect(handler(viewerRequest(`/${ID}/1/small`, {}, query))).toHaveProperty('querystring', {});
  });

  it('keeps method, headers and cookies as they came', () => {
    const { method, cookies, headers } = viewerRequest(`/${ID}/1/small.jpeg`, accept('image/webp')).request;
    expect(handler(viewerRequest(`/${ID}/1/small.jpeg`, accept('image/webp')))).toMatchObject({
      method,
      cookies,
      headers,
    });
  });

  it.each([
    '/',
    '/index.html',
    `/${ID}`,
    `/${ID}/`,
    `/${ID}/1/`,
    `/${ID}/small`,
    `/${ID}/0/small`,
    `/${ID}/12345/small`,
    `/${ID}/1/huge`,
    `/${ID}/1/small.png`,
    `/${ID}/1/small.`,
    `/${ID}/1/small.webp.jpeg`,
    `/${ID}/1/small/`,
    `/${ID}/1/small.webp/..`,
    `/${ID}/1/small%2ewebp`,
    `/${ID}/1/../1/small`,
    `//${ID}/1/small`,
    `/${ID.toUpperCase()}/1/small`,
    `/${ID}x/1/small`,
    `/${ID}/1/small\n`,
    `/${'a'.repeat(8000)}`,
  ])('for what is no rendition is answered at once: %j', (uri) => {
    expect(handler(viewerRequest(uri))).toMatchObject({
      statusCode: 404,
      headers: { 'cache-control': { value: 'no-store' }, 'x-content-type-options': { value: 'nosniff' } },
    });
  });
});

describe("a script's question whether it may ask", () => {
  const preflight = (uri: string) => {
    const { request, ...event } = viewerRequest(uri, {
      origin: { value: 'null' },
      'access-control-request-method': { value: 'GET' },
      'access-control-request-headers': { value: 'authorization,x-correlation-id' },
    });
    return { ...event, request: { ...request, method: 'OPTIONS' } };
  };

  it('is answered by the edge: from everywhere, with any header', () => {
    expect(handler(preflight(`/${ID}/1/small`))).toMatchObject({
      statusCode: 204,
      headers: {
        'access-control-allow-origin': { value: '*' },
        'access-control-allow-methods': { value: 'GET, HEAD' },
        'access-control-allow-headers': { value: '*, authorization' },
      },
    });
  });

  it('for what is no rendition gets what a request gets', () => {
    expect(handler(preflight('/elsewhere'))).toMatchObject({ statusCode: 404 });
  });
});

describe('a response', () => {
  it('may be kept by its viewer for a year, and cannot be read as anything but a picture', () => {
    expect(handler(viewerResponse(`/${ID}/1/small.webp`))).toMatchObject({
      statusCode: 200,
      headers: {
        'cache-control': { value: 'private, max-age=31536000, immutable' },
        'content-security-policy': { value: "default-src 'none'; frame-ancestors 'none'; sandbox" },
        'cross-origin-resource-policy': { value: 'cross-origin' },
        'referrer-policy': { value: 'no-referrer' },
        'strict-transport-security': { value: 'max-age=63072000; includeSubDomains' },
        'x-content-type-options': { value: 'nosniff' },
      },
    });
  });

  it('tells nothing of where the bytes are kept, and all else as it came', () => {
    expect(handler(viewerResponse(`/${ID}/1/small.webp`))).toMatchObject({
      headers: {
        'content-type': { value: 'image/webp' },
        'content-length': { value: '9593' },
        etag: { value: '"5f363e0e58a95f06cbe9bbc662c5dfb6"' },
      },
    });
    expect(JSON.stringify(handler(viewerResponse(`/${ID}/1/small.webp`)))).not.toMatch(/x-amz-|AmazonS3/);
  });

  it('varies by Accept when the edge has chosen the format, whichever path AWS shows', () => {
    const asked = handler(viewerRequest(`/${ID}/1/small`, accept('image/webp'))) as ReturnType<
      typeof viewerRequest
    >['request'];
    const vary = { headers: { vary: { value: 'accept' } } };
    expect(handler(viewerResponse(`/${ID}/1/small`, accept('image/webp')))).toMatchObject(vary);
    expect(handler(viewerResponse(asked.uri, asked.headers))).toMatchObject(vary);
  });

  it('does not vary when the address names the format', () => {
    const { headers } = handler(viewerResponse(`/${ID}/1/small.webp`, accept('image/webp'))) as {
      headers: Record<string, unknown>;
    };
    expect(headers).not.toHaveProperty('vary');
  });

  it('may be read by scripts of every page, as the signature is what guards it', () => {
    expect(handler(viewerResponse(`/${ID}/1/small.webp`))).toMatchObject({
      headers: { 'access-control-allow-origin': { value: '*' } },
    });
  });
});
