import { type Engine, RegoEngine } from '@aws/cloudformation-validate';
import { fileOf, packaged, services } from './packaged.ts';
import { rules } from './rules.ts';
import type { Template } from './template.ts';

const templates = new Map<string, Template>();
const templateOf = (service: string) => templates.get(service) ?? { Resources: {} };

let linter: Engine;

beforeAll(async () => {
  linter = new RegoEngine();
  await Promise.all(services.map(async (service) => templates.set(service, await packaged(service, 'prod'))));
}, 180_000);
afterAll(() => linter.free());

/** What AWS's own offline validator says of a template. */
function findings(template: Template): string[] {
  const bytes = Buffer.from(JSON.stringify(template));
  const { diagnostics } = linter.validateStandard(
    { path: 'template.json', readBytes: () => bytes },
    // W3005, a DependsOn that a reference implies: the framework writes them.
    { severityLevel: 'WARN', exclude: { ids: ['W3005'] } },
  );
  return diagnostics.map(({ ruleId, severity, message }) => `${severity} ${ruleId}: ${message}`);
}

describe.each(services)('the packaged template of %s', (service) => {
  it.each(Object.keys(rules))('keeps the rule: %s', (name) => {
    expect(rules[name]?.(templateOf(service))).toEqual([]);
  });

  it('is what CloudFormation takes', () => {
    expect(findings(templateOf(service))).toEqual([]);
  });

  it('is guarded before any other plugin runs', () => {
    const [, first] = /^plugins:\n {2}- ['"]?([^'"\n]+)/m.exec(fileOf(service, 'serverless.yml')) ?? [];
    expect(first).toBe('@libs/local-cloud/stage-guard');
  });
});

it('finds what CloudFormation would refuse', () => {
  const { Table, ...Resources } = templateOf('users').Resources;
  const misspelt = { ...Table, Type: 'AWS::DynamoDB::Table', Properties: { ...Table?.Properties, BillingModus: 'x' } };
  expect(findings({ Resources: { ...Resources, Table: misspelt } }).join()).toContain('BillingModus');
});
