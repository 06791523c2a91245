export { type Html, html, type Part, raw } from './html.ts';
