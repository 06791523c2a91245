import { hashCode, isCode, newCode } from '../../src/data/phone-code.ts';

it('makes six digits, also when the first ones are zero', () => {
  const codes = Array.from({ length: 2000 }, newCode);
  expect(codes.filter((code) => !/^\d{6}$/.test(code))).toEqual([]);
  expect(new Set(codes.map((code) => code[0])).size).toBe(10);
  expect(new Set(codes).size).toBeGreaterThan(1900);
});

it('knows a code again by its hash, and no other', async () => {
  const hashed = await hashCode('012345');
  expect(await isCode('012345', hashed)).toBe(true);
  expect(await isCode('012346', hashed)).toBe(false);
});

it('hashes one code in another way each time, and holds nothing of it', async () => {
  const [first, second] = await Promise.all([hashCode('012345'), hashCode('012345')]);
  expect(first.hash).not.toBe(second.hash);
  expect(JSON.stringify(first)).not.toContain('012345');
});
