declare function edgeCode(formats: readonly string[]): string;
export = edgeCode;
