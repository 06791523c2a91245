import { formOf } from '../../src/stand-ins/aws/form.ts';

const of = (input: object) => formOf('A', '1', input, { Map: ['Name', 'Value'] });

describe('a form', () => {
  it.each([
    [{}, ''],
    [{ a: 'b c', n: 1, t: true, none: undefined, nil: null, empty: '' }, '&a=b%20c&n=1&t=true&empty='],
    [{ a: "ä!'()*~-._+&=/" }, '&a=%C3%A4%21%27%28%29%2A~-._%2B%26%3D%2F'],
    [{ List: ['x', undefined, 'y'] }, '&List.member.1=x&List.member.2=y'],
    [{ List: [] }, '&List='],
    [{ List: [{ a: 1 }, { a: 2 }] }, '&List.member.1.a=1&List.member.2.a=2'],
    [{ Struct: { b: { c: 'd' } } }, '&Struct.b.c=d'],
    [
      { Map: { k: 'v', none: undefined, l: { S: 'w' } } },
      '&Map.entry.1.Name=k&Map.entry.1.Value=v&Map.entry.2.Name=l&Map.entry.2.Value.S=w',
    ],
    [{ Map: {} }, ''],
    [{ bytes: new Uint8Array([0, 127, 255]).subarray(1) }, '&bytes=f%2F8%3D'],
  ])('of %j is %s', (input, fields) => {
    expect(of(input)).toBe(`Action=A&Version=1${fields}`);
  });
});
