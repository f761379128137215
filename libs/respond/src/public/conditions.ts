import { Conditions } from '#incidents/service';
import type { Directory } from '#jurisdiction';
import type { PublicFilter } from './answer.js';

/**
 * Of which texts anybody may know: published, listed by at least one publication, of a matter that is neither restricted
 * nor imported history; a rehearsal apart. The one place that decides it; aliases `response`, `incident`.
 */
export function addPublic(
  conditions: Conditions,
  jurisdictionId: string,
  rehearsal: boolean,
  alias = 'response',
): Conditions {
  const drill = conditions.value(rehearsal);
  return conditions
    .add(`${alias}.jurisdiction_id = ${conditions.value(jurisdictionId)}`)
    .add(`${alias}.state = 'published' and ${alias}.published_at is not null`)
    .add(`${alias}.rehearsal = ${drill}`)
    .add(
      `exists (select 1 from incident heard where heard.id = ${alias}.incident_id and not heard.restricted
        and not heard.historic and heard.rehearsal = ${drill})`,
    )
    .add(
      `exists (select 1 from publication out where out.response_id = ${alias}.id and out.state = 'published'
        and out.listed and out.rehearsal = ${drill})`,
    );
}

/** What a reader narrows the list to. */
export function addFilter(conditions: Conditions, filter: PublicFilter, directory: Directory): void {
  const { field, place, year, words = [] } = filter;
  if (field !== undefined)
    conditions.add(
      `exists (select 1 from incident at where at.id = response.incident_id and ${conditions.value(field)} = any(at.fields))`,
    );
  if (place !== undefined)
    conditions.add(
      `exists (select 1 from incident at, jsonb_array_elements(at.places) hit where at.id = response.incident_id
        and hit ->> 'name' = any(${conditions.value(directory.succession(place))}::text[]) and hit -> 'ambiguous' = '[]')`,
    );
  if (year !== undefined) {
    const [from, to] = [year, year + 1].map((one) => conditions.value(`${one}-01-01T00:00:00+08:00`));
    conditions.add(
      `response.published_at >= ${from}::timestamptz and response.published_at < ${to}::timestamptz`,
    );
  }
  for (const word of words) {
    const like = conditions.value(`%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`);
    // Not `ilike`: it folds the case of every text, which costs several times as much and means nothing in Chinese.
    conditions.add(`text.title like ${like} or text.text like ${like}`);
  }
}
