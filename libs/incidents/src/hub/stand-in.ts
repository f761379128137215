import type { Directory } from '#jurisdiction';

/**
 * Who acts as the city office in a matter: the office itself, or where it is not allowed to (recused, or a party) the
 * publicity department, then the city government, then the discipline organ. A matter is never without somebody.
 * @param excluded recused units and parties
 * @returns null when all of them are excluded
 */
export function officeFor(directory: Directory, excluded: readonly string[]): string | null {
  const { office, publicity, government, discipline } = directory.profile.jurisdiction.roles;
  return [office, publicity, government, discipline].find((unit) => !excluded.includes(unit)) ?? null;
}
