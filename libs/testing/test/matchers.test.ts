const problem = (over: Record<string, unknown> = {}) => ({
  statusCode: 409,
  headers: { 'Content-Type': 'application/problem+json; charset=utf-8' },
  body: JSON.stringify({ type: 'https://longhouse.example/problems/handle-taken', title: 'Taken', status: 409 }),
  ...over,
});

describe('toBeProblem', () => {
  it('accepts the answer of a Lambda function', () => {
    expect(problem()).toBeProblem(409, 'handle-taken');
  });

  it('accepts an answer read over HTTP, with its headers as an object of fetch and its body parsed', () => {
    const { headers, body } = problem();
    expect({ status: 409, headers: new Headers(headers), body: JSON.parse(body) as unknown }).toBeProblem(
      409,
      'handle-taken',
    );
  });

  it.each([
    ['another status', problem({ statusCode: 400 }), 'status is 400'],
    [
      'another status in the body',
      problem({ body: '{"type":"handle-taken","title":"x","status":400}' }),
      'inside the body is 400',
    ],
    [
      'plain JSON as content type',
      problem({ headers: { 'content-type': 'application/json' } }),
      'content type is application/json',
    ],
    ['no content type', problem({ headers: {} }), 'content type is undefined'],
    [
      'a type of which the slug is only the tail of a word',
      problem({ body: '{"type":"x/not-handle-taken","title":"x","status":409}' }),
      'does not end in',
    ],
    ['a missing title', problem({ body: '{"type":"handle-taken","status":409}' }), 'title is missing'],
    ['a stack', problem({ body: '{"type":"handle-taken","title":"x","status":409,"stack":"at"}' }), 'shows a stack'],
    ['a body that is not JSON', problem({ body: 'Conflict' }), 'not a JSON object'],
    ['something that is no response', 'x', 'is not an HTTP response'],
  ])('refuses %s, and says so', (_, received, reason) => {
    expect(() => expect(received).toBeProblem(409, 'handle-taken')).toThrow(reason);
  });

  it('can be negated', () => {
    expect(problem()).not.toBeProblem(404, 'not-found');
    expect(() => expect(problem()).not.toBeProblem(409, 'handle-taken')).toThrow('other than the problem');
  });
});
