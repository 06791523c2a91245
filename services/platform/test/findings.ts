import { RegoEngine } from '@aws/cloudformation-validate';
import type { Template } from './template.ts';

/** What AWS's own offline validator says of a template, warnings too; nothing when CloudFormation would take it. */
export function findings(template: Template): string[] {
  const linter = new RegoEngine();
  const bytes = Buffer.from(JSON.stringify(template));
  try {
    const { diagnostics } = linter.validateStandard(
      { path: 'template.json', readBytes: () => bytes },
      // W3005, a DependsOn that a reference implies: the framework writes them.
      { severityLevel: 'WARN', exclude: { ids: ['W3005'] } },
    );
    return diagnostics.map(({ ruleId, severity, message }) => `${severity} ${ruleId}: ${message}`);
  } finally {
    linter.free();
  }
}
