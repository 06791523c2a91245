import type { Failure } from '../aws/failure.ts';
import type { Answer } from '../aws/http.ts';
import { childOf, parseXml, textsOf, type XmlElement } from '../aws/xml.ts';
import { exceptions } from './exceptions.ts';

/**
 * SNS's codes are the SDK's names without `Exception` (`EndpointDisabled`), but for this one; a code that the SDK does not know is the name.
 * https://docs.aws.amazon.com/sns/latest/api/API_Publish.html#API_Publish_Errors
 */
const IRREGULAR: Readonly<Record<string, string>> = { ParameterValueInvalid: 'InvalidParameterValueException' };

/** What SNS says in `<ErrorResponse>` of a call that it did not do. */
export function snsFailure({ text, status }: Answer): Failure {
  const root = parsed(text);
  const error = childOf(root, 'Error') ?? childOf(childOf(root, 'Errors'), 'Error');
  const { Type, Code = status === 404 ? 'NotFound' : 'Unknown', Message } = textsOf(error, 'Type', 'Code', 'Message');
  const name = IRREGULAR[Code] ?? (`${Code}Exception` in exceptions ? `${Code}Exception` : Code);
  const message = Message ?? 'Unknown';
  return {
    name,
    message,
    fields: { Type, Code, Error: { Type, Code, Message: message }, ...textsOf(root, 'RequestId') },
  };
}

function parsed(text: string): XmlElement | undefined {
  try {
    return parseXml(text);
  } catch {
    // A proxy's page, or nothing: what matters is in the status.
    return undefined;
  }
}
