import { lifetimeAt } from '../../src/domain/lifetime.ts';

const at = (time: string) => lifetimeAt(Date.parse(`2026-11-21T${time}Z`));

it('is the same for five minutes', () => {
  expect(at('16:05:00.000')).toEqual(at('16:09:59.999'));
  expect(at('16:05:00.000')).not.toEqual(at('16:10:00.000'));
});

it('ends within fifteen minutes, and leaves ten', () => {
  expect(at('16:05:00.000').until).toEqual(new Date('2026-11-21T16:20:00Z'));
  expect(at('16:09:59.999').until).toEqual(new Date('2026-11-21T16:20:00Z'));
});

it('has begun already, so that a clock that is a little slow takes it', () => {
  expect(at('16:07:30.000').from).toEqual(new Date('2026-11-21T16:05:00Z'));
});
