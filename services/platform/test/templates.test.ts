import { findings } from './findings.ts';
import { fileOf, packaged, services } from './packaged.ts';
import { rules } from './rules.ts';
import type { Template } from './template.ts';

const templates = new Map<string, Template>();
const templateOf = (service: string) => templates.get(service) ?? { Resources: {} };

beforeAll(async () => {
  await Promise.all(services.map(async (service) => templates.set(service, await packaged(service, 'prod'))));
}, 300_000);

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
