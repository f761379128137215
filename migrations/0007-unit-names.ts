import { MigrationInterface, QueryRunner } from 'typeorm';

/** All names a unit has had and will have, for questions put in SQL: whoever is kept from a unit is kept from it renamed. */
export class UnitNames1795400000007 implements MigrationInterface {
  name = 'UnitNames1795400000007';

  public async up(queryRunner: QueryRunner): Promise<void> {
    // As `Directory.succession`: the units themselves, all that led to them and all that followed, but not what was merged
    // into a successor beside them; with their aliases.
    await queryRunner.query(`
      CREATE OR REPLACE FUNCTION unit_names(city uuid, names text[]) RETURNS text[] LANGUAGE sql STABLE AS $$
        WITH RECURSIVE entry AS (
          SELECT body ->> 'name' AS name, body ->> 'successor' AS successor,
            CASE WHEN jsonb_typeof(body -> 'aliases') = 'array' THEN body -> 'aliases' ELSE '[]'::jsonb END AS aliases
          FROM directory_entry
          WHERE cardinality(names) > 0 AND jurisdiction_id = city AND kind = 'units' AND replaced_at IS NULL
        ), asked AS (
          SELECT name FROM entry WHERE name = ANY(names) OR jsonb_exists_any(aliases, names)
        ), earlier AS (
          SELECT name FROM asked
          UNION
          SELECT entry.name FROM entry JOIN earlier ON entry.successor = earlier.name
        ), later AS (
          SELECT name FROM asked
          UNION
          SELECT entry.successor FROM entry JOIN later ON entry.name = later.name WHERE entry.successor IS NOT NULL
        ), line AS (
          SELECT name FROM earlier UNION SELECT name FROM later
        )
        SELECT array(
          SELECT unnest(names)
          UNION SELECT name FROM line
          UNION SELECT jsonb_array_elements_text(entry.aliases) FROM entry JOIN line USING (name)
        )
      $$
    `);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP FUNCTION unit_names(uuid, text[])');
  }
}
