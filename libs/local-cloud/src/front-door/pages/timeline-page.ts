import { durationText, functionText, outcomeText, type Span, summaryText, type Trace } from '@libs/observability/trace';
import { type Html, html } from '@libs/html';
import { layout } from './layout.ts';
import { nothing, timeOfDay } from './parts.ts';

export interface TimelineView {
  traces: readonly Trace[];
  /** Names to choose from. */
  services: readonly string[];
  correlationId: string;
  service: string;
  errors: boolean;
}

/** What requests caused lately, newest first, each as a waterfall. */
export function timelinePage({ traces, services, correlationId, service, errors }: TimelineView): Html {
  const filtered = correlationId !== '' || service !== '' || errors;
  const content = html`<h1>Timeline</h1>
<form class="search wide" role="search" action="/timeline" method="get">
<label class="grow"><span>Correlation id</span><input type="search" name="correlationId" value="${correlationId}" autocomplete="off" spellcheck="false"></label>
<label><span>Service</span><select name="service"><option value="">all</option>${services.map((name) => html`<option${name === service && html` selected`}>${name}</option>`)}</select></label>
<label class="check"><input type="checkbox" name="errors" value="1"${errors && html` checked`}><span>errors only</span></label>
<button>Filter</button>${filtered && html`<a class="clear" href="/timeline">Clear</a>`}
</form>
<div class="traces" data-live="traces">
${
  traces.length === 0
    ? filtered
      ? nothing('Nothing fits.', html`Only what functions logged in the last hour is here.`)
      : nothing('No requests yet.', html`Call an API, and all that it causes is shown here.`)
    : traces.map((trace) => article(trace, traces.length === 1))
}</div>`;
  return layout({ title: 'Timeline', section: 'timeline', content });
}

function article(trace: Trace, open: boolean): Html {
  const { correlationId, startedAt, spans, duration } = trace;
  const [first] = spans;
  return html`<details class="trace ${worstOf(spans)}" id="t-${correlationId}"${open && html` open`}>
<summary>
${timeOfDay(startedAt)}<span class="what">${first?.operation}<span class="verdict ${first && toneOf(first)}">${first && outcomeText(first)}</span></span>
<span class="sum">${summaryText(trace, durationText(duration))}</span>${overview(trace)}
</summary>
<p class="id"><code>${correlationId}</code><button type="button" class="copy" data-copy="${correlationId}">Copy id</button><a href="/timeline?correlationId=${encodeURIComponent(correlationId)}">Alone</a><a href="/timeline.json?correlationId=${encodeURIComponent(correlationId)}">JSON</a></p>
<ol class="waterfall">
${spans.map((span) => row(span, duration))}</ol>
</details>
`;
}

/** The waterfall in small, for the closed row: each span a strip. */
function overview({ spans, duration }: Trace): Html {
  // Few strips stay thin and in the middle.
  const strip = Math.min(100 / spans.length, 30);
  const top = (100 - strip * spans.length) / 2;
  const place = (i: number) =>
    [`${(top + i * strip).toFixed(2)}%`, `${Math.max(strip * 0.75, 4).toFixed(2)}%`] as const;
  return html`<svg class="overview" aria-hidden="true">${spans.map((span, i) => bars(span, duration, ...place(i)))}</svg>`;
}

/** `bad` when something of ours failed, `warn` when callers alone were at fault. */
function worstOf(spans: readonly Span[]): string {
  const tones = spans.map(toneOf);
  return ['bad', 'warn'].find((tone) => tones.includes(tone)) ?? 'good';
}

function row(span: Span, total: number): Html {
  const { depth, operation, start, duration, coldStart, init, error, notes, attempt, link } = span;
  return html`<li class="span d${Math.min(depth, 9)}">
<span class="name"><span class="operation">${operation}</span> <span class="verdict ${toneOf(span)}">${outcomeText(span)}</span><span class="where">${functionText(span)}${link === 'time' && html` <abbr title="Placed by its time: its log line names no event that it followed.">≈</abbr>`}</span></span>
<span class="times"><span>+${durationText(start)}</span><b>${duration === undefined ? '–' : durationText(duration)}</b></span>
<svg class="bars" role="img" aria-label="from ${durationText(start)}${duration !== undefined && ` for ${durationText(duration)}`}">${bars(span, total, '25%', '50%')}</svg>
${coldStart && html`<span class="note cold">cold start${init !== undefined && ` ${durationText(init)}`}</span>`}${attempt !== undefined && html`<span class="note warn">attempt ${attempt}: it came again</span>`}${notes.map(({ level, message }) => html`<span class="note ${level === 'WARN' ? 'warn' : 'bad'}">${message}</span>`)}${error && html`<span class="note ${toneOf(span)}">${error.name}: ${error.message}${error.stack !== undefined && html`<details><summary>Stack</summary><pre tabindex="0">${error.stack}</pre></details>`}</span>`}</li>
`;
}

/** Work, and the cold start before it. Positions are attributes: inline styles are refused by the page's policy. */
function bars({ start, duration = 0, init = 0, ...span }: Span, total: number, y: string, height: string): Html {
  const percent = (at: number) => `${total === 0 ? 0 : ((at / total) * 100).toFixed(3)}%`;
  return html`${init > 0 && html`<rect class="cold" x="${percent(start - init)}" width="${percent(init)}" y="${y}" height="${height}"/>`}<rect class="${toneOf(span)}" x="${percent(start)}" width="${percent(Math.max(duration, total / 400))}" y="${y}" height="${height}"/>`;
}

/** A caller's fault is a warning, ours an error. */
function toneOf({ outcome, status = 500 }: Pick<Span, 'outcome' | 'status'>): string {
  if (outcome === 'error') return status < 500 ? 'warn' : 'bad';
  return outcome === 'ok' ? 'good' : 'idle';
}
