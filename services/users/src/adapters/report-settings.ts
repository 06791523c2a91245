import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import type { MessageBody } from '@libs/contracts';
import { violations } from '@libs/contracts/validate';
import { ReportSettings } from '../contract/report-settings.ts';

type Settings = MessageBody<typeof ReportSettings>;

/** The report of sign-ins cannot be set up: the message says by which parameter of SSM, `cause` why. */
class ReportSettingsUnusable extends Error {
  override readonly name = 'ReportSettingsUnusable';
}

let client: SSMClient | undefined;

/** How the report of sign-ins is set up, in the parameters of SSM below REPORT_SETTINGS. */
export const reportSettings = { read };

/**
 * As they are at this moment.
 * @throws ReportSettingsUnusable when one cannot be read, or does not hold what contract/report-settings.ts allows
 */
async function read(
  ssm: Pick<SSMClient, 'send'> = (client ??=
    new SSMClient({})),
): Promise<{ readonly enabled: boolean; readonly prefix: string; readonly linesInPart: number }> {
  const path = process.env['REPORT_SETTINGS'];
  if (path === undefined || path === '') throw new Error('REPORT_SETTINGS is not set: see serverless.yml');
  const valueOf = async (name: string) => parameter(ssm, `${path}/${name}`);
  const [enabled, prefix, lines] = await Promise.all([valueOf('enabled'), valueOf('prefix'), valueOf('lines-in-part')]);
  const body: unknown = { enabled, prefix, 'lines-in-part': Number(lines) };
  if (!isSettings(body)) {
    const wrong = violations(ReportSettings.validate.errors).map(
      ({ pointer, message }) => `${path}${pointer.replace('/body', '')} ${message}`,
    );
    throw new ReportSettingsUnusable(`${wrong.join('; ')}: services/users/README.md, "Report of sign-ins"`);
  }
  return { enabled: body.enabled === 'true', prefix: body.prefix, linesInPart: body['lines-in-part'] };
}

const isSettings = (body: unknown): body is Settings => ReportSettings.validate({ body });

async function parameter(ssm: Pick<SSMClient, 'send'>, Name: string): Promise<string> {
  try {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name }));
    return Parameter?.Value ?? '';
  } catch (cause) {
    const why = cause instanceof ParameterNotFound ? 'is not there: deploy the service' : 'could not be read';
    throw new ReportSettingsUnusable(`The parameter ${Name} of SSM ${why}`, { cause });
  }
}
