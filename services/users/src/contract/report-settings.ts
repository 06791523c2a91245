import { message, Type } from '@libs/contracts';

/** Letters, digits, `-` and `_`, in up to some folders; no slash at either end. */
const Prefix = Type.String({ maxLength: 64, pattern: '^[a-z0-9_-]+(/[a-z0-9_-]+)*$' });

/** The parameters of SSM under `/longhouse/<stage>/users/sign-in-report/`, by their last names. */
const settings = {
  enabled: Type.Union([Type.Literal('true'), Type.Literal('false')]),
  /** What the keys of its files begin with. */
  prefix: Prefix,
  /** Sign-ins in a file at most: 50,000 have some 6 MB. */
  'lines-in-part': Type.Integer({ minimum: 1, maximum: 50_000 }),
};

export const ReportSettings = message('ReportSettings', settings);
