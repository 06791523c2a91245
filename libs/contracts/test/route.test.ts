import { compileFunction } from 'node:vm';
import { expectTypeOf } from 'expect-type';
import { command, event, type EventData, message, type MessageBody, type Route, route, Type } from '../src/index.ts';
import { validatorCode } from '../src/compile.ts';
import { type Validate, violations } from '../src/validate.ts';

const Rename = route({
  method: 'PATCH',
  path: '/things/{id}',
  summary: 'Renames a thing.',
  params: { id: Type.Integer({ minimum: 1, maximum: 1e9 }) },
  query: {
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    tag: Type.Optional(Type.Array(Type.String({ maxLength: 10 }), { maxItems: 3 })),
  },
  body: Type.Object({
    name: Type.String({ minLength: 1, maxLength: 5 }),
    mail: Type.Optional(Type.String({ format: 'email', maxLength: 254 })),
  }),
  response: Type.Object({ ok: Type.Boolean() }),
});

function check(body: unknown, query: Record<string, unknown> = {}, id = '7') {
  const request = { body, queryStringParameters: query, pathParameters: { id } };
  return { valid: Rename.validate(request), event: request, found: violations(Rename.validate.errors) };
}

describe('a route', () => {
  it('coerces path and query values, and leaves the body as it is', () => {
    const { valid, event: seen } = check({ name: 'Ada' }, { limit: '10', tag: 'x' });
    expect(valid).toBe(true);
    expect(seen.pathParameters.id).toBe(7);
    expect(seen.queryStringParameters).toEqual({ limit: 10, tag: ['x'] });
    expect(check({ name: 7 }).found).toEqual([{ pointer: '/body/name', code: 'type', message: 'must be string' }]);
  });

  describe('with variants that a property tells apart', () => {
    const Post = message('Post', {
      of: Type.Union([
        Type.Object({ type: Type.Literal('mail'), to: Type.String({ maxLength: 5 }) }),
        Type.Object({ type: Type.Literal('text'), number: Type.Integer({ minimum: 1, maximum: 9 }) }),
      ]),
    });
    const findingsOf = (of: unknown) => {
      Post.validate({ body: { of } });
      return violations(Post.validate.errors).map(({ pointer, code }) => `${pointer} ${code}`);
    };

    it.each([
      ['one of them', { type: 'mail', to: 'ada' }, []],
      ['one with what another has', { type: 'mail', to: 'ada', number: 1 }, ['/body/of/number unknown']],
      ['one that lacks something', { type: 'text' }, ['/body/of/number missing']],
      ['one that breaks a bound', { type: 'mail', to: 'too long' }, ['/body/of/to maxLength']],
      ['none of them', { type: 'fax', to: 'ada' }, ['/body/of/type enum']],
      ['what does not say which', { to: 'ada' }, ['/body/of/type missing']],
      ['a name that every object has', { type: 'toString' }, ['/body/of/type enum']],
      ['no object', 'mail', ['/body/of type']],
    ])('tells of %s what is wrong with that', (_, of, found) => {
      expect(findingsOf(of)).toEqual(found);
    });
  });

  it('names an unknown property by a pointer, escaped and bounded, and never gives a value back', () => {
    const { found } = check({ name: 'a secret that is too long', 'a/b~c': 1, ['x'.repeat(500)]: 1 });
    expect(found.map(({ pointer }) => pointer)).toEqual(['/body/a~1b~0c', `/body/${'x'.repeat(100)}`, '/body/name']);
    expect(JSON.stringify(found)).not.toContain('secret');
  });

  it('refuses own __proto__ keys as unknown', () => {
    expect(check(JSON.parse('{"name":"Ada","__proto__":{"admin":true}}')).found).toContainEqual({
      pointer: '/body/__proto__',
      code: 'unknown',
      message: 'is not known here',
    });
  });

  it.each([undefined, null, 'text', 1, []])('refuses %p as a body', (body) => {
    expect(check(body).valid).toBe(false);
  });

  it('counts characters as people do, not UTF-16 units', () => {
    expect(check({ name: '👩👩👩👩👩' }).valid).toBe(true);
  });

  it('tells at most 20 violations', () => {
    expect(check(Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`k${i}`, 1]))).found).toHaveLength(20);
  });

  it('refuses to be defined without bounds or with path parameters that its path does not have', () => {
    const summary = 's';
    expect(() => route({ method: 'POST', path: '/x', summary, body: Type.Object({ a: Type.String() }) })).toThrow(
      'POST /x body/a: a string needs maxLength',
    );
    expect(() =>
      route({ method: 'POST', path: '/x', summary, body: Type.Object({ a: Type.Integer({ minimum: 0 }) }) }),
    ).toThrow('a number needs minimum and maximum');
    expect(() =>
      route({ method: 'POST', path: '/x', summary, body: Type.Object({ a: Type.Array(Type.Boolean()) }) }),
    ).toThrow('an array needs maxItems');
    // @ts-expect-error the path has an id that nothing describes
    expect(() => route({ method: 'GET', path: '/x/{id}', summary, params: {} })).toThrow(
      'params must describe exactly id',
    );
  });

  it('checks the headers that it names, coerced, and lets all others pass', () => {
    const headers = { 'x-width': Type.Integer({ minimum: 1, maximum: 9 }) };
    const Headed = route({ method: 'GET', path: '/x', summary: 's', headers });
    const seen = { pathParameters: {}, queryStringParameters: {}, headers: { 'x-width': '3', host: 'x'.repeat(9999) } };
    expect(Headed.headers).toEqual(['x-width']);
    expect(Headed.validate(seen)).toBe(true);
    expect(seen.headers['x-width']).toBe(3);
    Headed.validate({ ...seen, headers: {} });
    expect(violations(Headed.validate.errors)).toEqual([
      { pointer: '/headers/x-width', code: 'missing', message: 'is missing' },
    ]);
  });

  const open = { method: 'GET', path: '/x', summary: 's' } as const;
  const text = Type.String({ maxLength: 9 });

  it.each([
    ['a header without a bound', () => route({ ...open, headers: { accept: Type.String() } }), 'needs maxLength'],
    [
      'a header in upper case',
      () => route({ ...open, headers: { Accept: text } }),
      'headers/Accept: a header is named in',
    ],
    ['a list as header', () => route({ ...open, headers: { a: Type.Array(text, { maxItems: 2 }) } }), 'one value'],
    ['a redirect with a response', () => route({ ...open, status: 302, response: text }), 'a redirect has no response'],
    ['a redirect with a version', () => route({ ...open, status: 302, versioned: true }), 'a redirect has no response'],
    ['a redirect that is a page', () => route({ ...open, status: 302, produces: 'text/html' }), 'a redirect has no'],
    ['a page without text', () => route({ ...open, produces: 'text/html' }), 'text/html needs a string'],
    ['a page of JSON', () => route({ ...open, produces: 'text/html', response: Type.Boolean() }), 'needs a string'],
    [
      'a page with a version',
      () => route({ ...open, produces: 'text/html', response: text, versioned: true }),
      'a page has no version',
    ],
  ])('refuses to be defined as %s', (_, define, message_) => {
    expect(define).toThrow(message_);
  });

  it('says what it answers with', () => {
    expect(route(open)).toMatchObject({ status: 204, produces: 'application/json', headers: [] });
    expect(route({ ...open, response: text })).toMatchObject({ status: 200, produces: 'application/json' });
    expect(route({ ...open, status: 302 })).toMatchObject({ status: 302, hasResponse: false });
    expect(route({ ...open, produces: 'text/html', response: text })).toMatchObject({ produces: 'text/html' });
  });

  it('gives its static types', () => {
    type Types = typeof Rename extends Route<infer P, infer Q, infer B, infer R> ? { p: P; q: Q; b: B; r: R } : never;
    expectTypeOf<Types['p']>().toEqualTypeOf<{ id: number }>();
    expectTypeOf<Types['q']>().toEqualTypeOf<{ limit?: number; tag?: string[] }>();
    expectTypeOf<Types['b']>().toEqualTypeOf<{ name: string; mail?: string }>();
    expectTypeOf<Types['r']>().toEqualTypeOf<{ ok: boolean }>();
  });
});

describe('an event', () => {
  const Named = event('things', 'ThingNamed', 2, { name: Type.String({ maxLength: 5 }) });
  const metadata = {
    id: '0b0ee0a2-8f2b-4c3b-9a51-0a3a0a4d7b11',
    version: 2,
    occurredAt: '2026-11-21T10:00:00.000Z',
    correlationId: 'c',
  };

  it('takes what it does not know, and refuses what is wrong in what it knows', () => {
    expect(Named.validate({ metadata, data: { name: 'a', added: 'later' } })).toBe(true);
    expect(Named.validate({ metadata: { ...metadata, id: 'x' }, data: { name: 1 } })).toBe(false);
    expect(violations(Named.validate.errors).map(({ pointer }) => pointer)).toEqual(['/metadata/id', '/data/name']);
  });

  it('is a command when any service may publish it', () => {
    const Wanted = command('Wanted', 1, { name: Type.String({ maxLength: 5 }) });
    expect(Wanted).toMatchObject({ kind: 'event', source: '*', name: 'Wanted', version: 1 });
    expect(Wanted.validate({ metadata, data: { name: 'a' } })).toBe(true);
    expect(() => command('Wanted', 1, { name: Type.String() })).toThrow('Wanted/name: a string needs maxLength');
    expectTypeOf<EventData<typeof Wanted>>().toEqualTypeOf<{ name: string }>();
  });

  it('gives the type of its data', () => {
    expectTypeOf<EventData<typeof Named>>().toEqualTypeOf<{ name: string }>();
  });
});

describe('validator code', () => {
  it('is the same for the same schema, whatever was compiled before', () => {
    const [body, query] = [Rename.parts?.['body']?.schema, Rename.parts?.['queryStringParameters']?.schema];
    if (!body || !query) throw new Error('no schema');
    const first = validatorCode(body, 'exact');
    validatorCode(query, 'exact');
    expect(validatorCode(body, 'exact')).toBe(first);
  });

  it.each([
    ['exact', 'body', { name: 'Ada' }, { name: 'Ada', x: 1 }],
    ['exact', 'body', { name: 'Ada', mail: 'a@b.example' }, { name: 'Ada', mail: 'nope' }],
    ['coerce', 'queryStringParameters', { limit: '10' }, { limit: 'ten' }],
  ] as const)('judges as the validator of this process does (%s %s)', (mode, part, good, bad) => {
    const module = { exports: {} as Validate };
    const schema = Rename.parts?.[part]?.schema;
    if (!schema) throw new Error('no schema');
    const run = compileFunction(validatorCode(schema, mode), ['module', 'exports', 'require']) as (
      ...values: unknown[]
    ) => void;
    run(module, module.exports, require);
    expect(module.exports({ ...good })).toBe(true);
    expect(module.exports({ ...bad })).toBe(false);
    expect(module.exports.errors).toHaveLength(1);
  });
});

it('a message refuses what it does not know', () => {
  const Crop = message('Crop', { width: Type.Integer({ minimum: 1, maximum: 10 }) });
  expectTypeOf<MessageBody<typeof Crop>>().toEqualTypeOf<{ width: number }>();
  expect(Crop.validate({ body: { width: 1 } })).toBe(true);
  expect(Crop.validate({ body: { width: 1, x: 1 } })).toBe(false);
});

it('a message of others lets through what they may add, at any depth, and refuses what is wrong', () => {
  const inner = Type.Object({ size: Type.Integer({ minimum: 1, maximum: 10 }) });
  const Told = message('Told', { inner }, { unknown: 'passed' });
  expect(Told.validate({ body: { inner: { size: 1, x: 1 }, y: 1 } })).toBe(true);
  expect(Told.validate({ body: { inner: { size: 11 } } })).toBe(false);
});

it('tells a person once what there is to choose from, in the code of a bundle as in this process', () => {
  const size = Type.Union([Type.Literal('small'), Type.Literal('large')]);
  const Order = message('Order', { sizes: Type.Array(size, { maxItems: 2 }) });
  expect(Order.validate({ body: { sizes: ['large', 'huge'] } })).toBe(false);
  expect(violations(Order.validate.errors)).toEqual([
    { pointer: '/body/sizes/1', code: 'enum', message: 'must be one of small, large' },
  ]);
  expect(validatorCode(size, 'exact')).toContain('enum');
});

it('tells a person that the form is wrong, and not the regular expression', () => {
  const Code = message('Code', { code: Type.String({ maxLength: 9, pattern: '^[0-9]+$' }) });
  Code.validate({ body: { code: 'x' } });
  expect(violations(Code.validate.errors)).toEqual([
    { pointer: '/body/code', code: 'pattern', message: 'is not of the form that is allowed here' },
  ]);
});

describe('at any depth', () => {
  const Deep = route({
    method: 'POST',
    path: '/deep',
    summary: 's',
    body: Type.Object({
      inner: Type.Object({ b: Type.Optional(Type.Boolean()) }),
      list: Type.Optional(Type.Array(Type.Object({ c: Type.Boolean() }), { maxItems: 2 })),
      either: Type.Optional(Type.Union([Type.Object({ d: Type.Boolean() }), Type.Null()])),
      open: Type.Optional(Type.Object({}, { additionalProperties: Type.Boolean() })),
    }),
  });
  const found = (body: object) => {
    Deep.validate({ body, pathParameters: {}, queryStringParameters: {} });
    return violations(Deep.validate.errors).map(({ pointer }) => pointer);
  };

  it('unknown properties are refused, unless the schema says otherwise', () => {
    expect(found({ inner: { b: true, evil: 1 } })).toEqual(['/body/inner/evil']);
    expect(found({ inner: {}, list: [{ c: true }, { c: true, evil: 1 }] })).toEqual(['/body/list/1/evil']);
    expect(found({ inner: {}, either: { d: true, evil: 1 } })).toContain('/body/either/evil');
    expect(found({ inner: {}, open: { any: true } })).toEqual([]);
  });

  it.each([
    ['a string needs maxLength', Type.String({ format: 'email' })],
    ['a string needs maxLength', Type.String({ pattern: '^x' })],
    ['a record needs maxProperties', Type.Record(Type.String({ maxLength: 3 }), Type.Boolean())],
    ['a string needs maxLength', Type.Tuple([Type.String()])],
    ['a string needs maxLength', Type.Union([Type.Null(), Type.String()])],
    ['cannot be bounded', Type.Unknown()],
    ['cannot be bounded', Type.Intersect([Type.Object({}), Type.Object({})])],
  ])('%s (%#)', (message_, schema) => {
    expect(() =>
      route({ method: 'POST', path: '/x', summary: 's', body: Type.Object({ a: Type.Object({ schema }) }) }),
    ).toThrow(message_);
  });
});
