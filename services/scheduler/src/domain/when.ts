export { checkWhen } from './check-when.ts';
export { nextOf } from './next-of.ts';
export { settledWhen } from './settled-when.ts';
