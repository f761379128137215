/** Data source of TypeORM's own command line (`migration:generate`); its address comes from DATABASE_URL. */
import 'reflect-metadata';
import { readConfig } from '#config';
import { createDataSource } from '#persistence';
import { schema } from './schema.js';

export default createDataSource(readConfig().databaseUrl ?? 'postgres://127.0.0.1/huiyin', schema);
