import type { Span, Trace } from './trace.ts';

/** `404`, `ok`, `failed`, `unfinished` or `not handled yet`: how a span ended, in words. */
export function outcomeText({ outcome, status }: Pick<Span, 'outcome' | 'status'>): string {
  if (outcome === 'pending') return 'not handled';
  if (outcome === 'unfinished') return 'unfinished';
  return status === undefined ? (outcome === 'ok' ? 'ok' : 'failed') : String(status);
}

/** `users/update-profile`: the service and the function's own name, without its stage. */
export function functionText({ service, functionName }: Pick<Span, 'service' | 'functionName'>): string {
  if (functionName === '') return '';
  const own = functionName.startsWith(`${service}-`) ? functionName.slice(service.length + 1) : functionName;
  // `<service>-<stage>-<function>`; a stage has no hyphen.
  return service ? `${service}/${own.slice(own.indexOf('-') + 1)}` : functionName;
}

/** `6 steps in 2 services, 412 ms, 2 cold starts, 1 error`. */
export function summaryText({ spans, services, coldStarts, errors }: Trace, total: string): string {
  const handled = spans.filter(({ outcome }) => outcome !== 'pending').length;
  return [
    `${count(handled, 'step')} in ${count(services.length, 'service')}`,
    total,
    coldStarts > 0 && count(coldStarts, 'cold start'),
    errors > 0 && count(errors, 'error'),
  ]
    .filter(Boolean)
    .join(', ');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
