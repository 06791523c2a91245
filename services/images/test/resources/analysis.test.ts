import analysis from '../../resources/analysis.cjs';

/** What the framework passes to a `.cjs` file, of a stage with these parameters. */
const stage = (parameters: Readonly<Record<string, unknown>>) => ({
  resolveVariable: async (variable: string): Promise<unknown> => parameters[variable.replace('param:', '')],
});

describe('what the analysis may do', () => {
  it('is to have pictures looked at where recognition is on', async () => {
    const permissions = await analysis.permissions(stage({ rekognition: 'on', moderationThreshold: 80 }));
    expect(permissions).toEqual([
      {
        Effect: 'Allow',
        Action: ['rekognition:DetectLabels', 'rekognition:DetectModerationLabels', 'rekognition:DetectText'],
        Resource: '*',
      },
    ]);
  });

  it('is nothing more where it is off', async () => {
    expect(await analysis.permissions(stage({ rekognition: 'off', moderationThreshold: 80 }))).toEqual([]);
  });

  it.each([
    [{ rekognition: true, moderationThreshold: 80 }, 'rekognition is true, not on or off'],
    [{ rekognition: 'on', moderationThreshold: 0 }, 'moderationThreshold is 0'],
    [{ rekognition: 'on', moderationThreshold: 101 }, 'moderationThreshold is 101'],
    [{ rekognition: 'on', moderationThreshold: 'high' }, 'moderationThreshold is high'],
  ])('is refused for a stage that says %j', async (parameters, message) => {
    await expect(analysis.permissions(stage(parameters))).rejects.toThrow(message);
  });
});
