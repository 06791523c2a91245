export { type Change, changesOf } from './changes.ts';
export { dynamoDB, tableName } from './client.ts';
export { configuration, FAST, tracked } from './electro.ts';
export { type Page, type PageOptions, page } from './page.ts';
export { refusals, TransactionCanceled, transact } from './transact.ts';
