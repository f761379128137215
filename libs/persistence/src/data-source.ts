import { DataSource, DefaultNamingStrategy, type DataSourceOptions } from 'typeorm';

/** Classes of entities or migrations; named one by one, since globs do not load under jest. */
export type Classes = readonly (new (...args: never[]) => unknown)[];

export interface Schema {
  entities: Classes;
  migrations: Classes;
}

/** `discoveredAt` in code is `discovered_at` in SQL. */
class SnakeCase extends DefaultNamingStrategy {
  override columnName(property: string, given: string | undefined, prefixes: string[]): string {
    return [...prefixes, given ?? property]
      .join('_')
      .replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
}

/** Options for TypeORM on PostgreSQL; the schema comes only from the migrations. */
function dataSourceOptions(url: string, schema: Schema, poolSize = 10): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    entities: [...schema.entities] as never[],
    migrations: [...schema.migrations] as never[],
    migrationsTableName: 'schema_migration',
    namingStrategy: new SnakeCase(),
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    poolSize,
    applicationName: 'huiyin',
  };
}

export const createDataSource = (url: string, schema: Schema, poolSize?: number): DataSource =>
  new DataSource(dataSourceOptions(url, schema, poolSize));
