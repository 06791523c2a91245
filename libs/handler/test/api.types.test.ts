import { route, Type } from '@libs/contracts';
import { expectTypeOf } from 'expect-type';
import { api, type Caller, redirect, reply } from '../src/index.ts';

const response = Type.Object({
  name: Type.String({ maxLength: 9 }),
  version: Type.Integer({ minimum: 1, maximum: 9 }),
});
const body = Type.Object({ name: Type.String({ maxLength: 9 }) });
const Rename = route({
  method: 'PATCH',
  path: '/t/{id}',
  summary: 's',
  params: { id: Type.Integer({ minimum: 1, maximum: 9 }) },
  body,
  response,
  versioned: true,
});
const Drop = route({ method: 'DELETE', path: '/t', summary: 's' });
const Open = route({ method: 'GET', path: '/o', summary: 's', auth: 'none', response });
const Elsewhere = route({
  method: 'GET',
  path: '/e',
  summary: 's',
  status: 302,
  headers: { accept: Type.Optional(Type.String({ maxLength: 9 })) },
});
const Page = route({
  method: 'GET',
  path: '/p',
  summary: 's',
  produces: 'text/html',
  response: Type.String({ maxLength: 9 }),
});

/** Checked by `tsc -b`: an expected error that is none is an error itself. */
describe('the types of a handler', () => {
  it('follow from its contract', () => {
    const store = { rename: (_id: number, name: string) => ({ name, version: 1 }) };
    const handler = api(Rename, async (input, things = store) => {
      expectTypeOf(input.params).toEqualTypeOf<{ id: number }>();
      expectTypeOf(input.body).toEqualTypeOf<{ name: string }>();
      expectTypeOf(input.caller).toEqualTypeOf<Caller>();
      expectTypeOf(input.ifMatch).toEqualTypeOf<number | undefined>();
      return things.rename(input.params.id, input.body.name);
    });
    expectTypeOf(handler.logic).parameter(1).toEqualTypeOf<typeof store | undefined>();
    expect(handler.logic).toHaveLength(1);
    api(Open, async ({ caller, ifMatch }) => {
      expectTypeOf(caller).toEqualTypeOf<undefined>();
      expectTypeOf(ifMatch).toEqualTypeOf<undefined>();
      return { name: 'a', version: 1 };
    });
  });

  it('know the headers that the contract names, and no others', () => {
    api(Elsewhere, async ({ headers }) => {
      expectTypeOf(headers).toEqualTypeOf<{ accept?: string }>();
      return redirect('/x');
    });
    api(Open, async ({ headers }) => {
      expectTypeOf(headers).toEqualTypeOf<Record<string, never>>();
      return { name: 'a', version: 1 };
    });
    api(Page, async () => reply('<p>', { 'cache-control': 'no-cache' }));
    expect.assertions(0);
  });

  it('want a redirect of a route that promises one, and of no other', () => {
    // @ts-expect-error it redirects nowhere
    api(Elsewhere, async () => undefined);
    // @ts-expect-error an address is no redirect
    api(Elsewhere, async () => '/x');
    // @ts-expect-error what looks like a redirect is none
    api(Elsewhere, async () => ({ location: '/x', headers: {} }));
    // @ts-expect-error a redirect, where there is a response
    api(Open, async () => redirect('/x'));
    // @ts-expect-error a redirect, where there is no response
    api(Drop, async () => redirect('/x'));
    // @ts-expect-error a redirect, where there is a page
    api(Page, async () => redirect('/x'));
    // @ts-expect-error a page is a string
    api(Page, async () => ({ html: '' }));
    expect.assertions(0);
  });

  it('refuse what the contract does not say', () => {
    // @ts-expect-error the response lacks its version
    api(Rename, async () => ({ name: 'a' }));
    // @ts-expect-error a number is no name
    api(Rename, async () => ({ name: 1, version: 1 }));
    // @ts-expect-error nothing is answered, where there is a response
    api(Rename, async () => undefined);
    // @ts-expect-error something is answered, where there is no response
    api(Drop, async () => ({ name: 'a' }));
    // @ts-expect-error the body has no age
    api(Rename, async ({ body: { age } }) => ({ name: String(age), version: 1 }));
    // @ts-expect-error a route without a body gives none
    api(Drop, async ({ body: { name } }) => void name);
    expect.assertions(0);
  });
});
