import { createTestDatabase } from '../support/database.js';

it('the migrations make exactly the schema of the entities', async () => {
  const database = await createTestDatabase();
  try {
    const drift = await database.source.driver.createSchemaBuilder().log();
    expect(drift.upQueries.map((query) => query.query)).toEqual([]);
  } finally {
    await database.drop();
  }
});
