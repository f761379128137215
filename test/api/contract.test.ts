import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '#config';
import { contractSchemas as described } from '../../apps/api/src/contract/schemas.js';
import { contractSchemas } from './contract-schemas.js';

/** One line a shape: the file is not read by people. */
const fileOf = (
  schemas: Record<string, object>,
) => `// Made from the files beside it; after a change there: HUIYIN_WRITE=1 npx jest test/api/contract
/** The shapes of the contract, for the OpenAPI document. */
// prettier-ignore
export const contractSchemas = {
${Object.entries(schemas)
  .map(([name, schema]) => `  ${name}: ${JSON.stringify(schema)},`)
  .join('\n')}
};
`;

describe('the contract', () => {
  it('is described in OpenAPI as it stands', () => {
    const now = contractSchemas();
    if (process.env['HUIYIN_WRITE'])
      writeFileSync(join(projectRoot(), 'apps/api/src/contract/schemas.ts'), fileOf(now));
    else expect(described).toEqual(now);
  });

  it('turns unions, references and optional parts into what OpenAPI 3.0 knows', () => {
    const schemas = contractSchemas();
    expect(schemas['OpinionLevel']).toEqual({ type: 'string', enum: ['一般', '较大', '重大', '特别重大'] });
    expect(schemas['IncidentDetail']).toMatchObject({
      allOf: [{ $ref: '#/components/schemas/IncidentSummary' }, {}],
    });
    expect(schemas['Me']).toMatchObject({
      properties: {
        unit: { type: 'string', nullable: true },
        rehearsal: { allOf: [{ $ref: '#/components/schemas/RehearsalClock' }], nullable: true },
      },
    });
    expect(schemas['ItemView']).toMatchObject({
      properties: { engagement: { type: 'object', properties: { likes: { type: 'number' } } } },
    });
    expect(JSON.stringify(schemas['ItemView'])).not.toContain('"likes"]');
    expect(schemas['EnteredItem']).toMatchObject({ oneOf: [{ type: 'object' }, { type: 'object' }] });
  });
});
