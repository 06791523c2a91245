import { Metrics } from '@aws-lambda-powertools/metrics';

/** Domain metrics of this function in CloudWatch's embedded format: namespace and service come from `POWERTOOLS_METRICS_NAMESPACE` and `POWERTOOLS_SERVICE_NAME`. */
export const metrics = new Metrics();

/** Writes what was measured as one line; nothing when nothing was. The presets call it at the end of each invocation. */
export function flushMetrics(): void {
  if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
}
