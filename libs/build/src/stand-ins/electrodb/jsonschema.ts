/**
 * In the place of `jsonschema` in bundles: takes every ElectroDB model as valid. A model is a constant of the source, which the
 * real one checks whenever a test imports it.
 */
export class Validator {
  declare readonly customFormats: Record<string, unknown>;

  addSchema(): void {}

  validate(): { errors: never[] } {
    return { errors: [] };
  }
}

// ElectroDB adds its formats to the prototype, before it makes a validator.
Object.assign(Validator.prototype, { customFormats: {} });
