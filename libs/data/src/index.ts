export { type Change, type ChangeBase, changesOf } from './changes.ts';
export { dynamoDB, tableName } from './client.ts';
export { configuration, FAST, tracked } from './electro.ts';
export { eraseInBatches } from './erase-in-batches.ts';
export { ATTEMPTS, othersAreFaster } from './others-are-faster.ts';
export { type Page, type PageOptions, page } from './page.ts';
export { readInBatches } from './read-in-batches.ts';
export { refusals, TransactionCanceled, transact } from './transact.ts';
