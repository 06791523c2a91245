import { configuration, tracked } from '@libs/data';
import { Entity } from 'electrodb';

/** What was spent on SMS in a month. */
export const BudgetEntity = new Entity(
  {
    model: { service: 'notifications', entity: 'budget', version: '1' },
    attributes: {
      /** `2026-11`, UTC: SNS's own limit of spending is of such a month. */
      month: { type: 'string', required: true, readOnly: true },
      segments: { type: 'number', required: true },
      /** Of these, for codes. */
      codeSegments: { type: 'number' },
      /** Epoch seconds. */
      expiresAt: { type: 'number', required: true },
      ...tracked,
    },
    indexes: { one: { pk: { field: 'pk', composite: ['month'] }, sk: { field: 'sk', composite: [] } } },
  },
  configuration(),
);
