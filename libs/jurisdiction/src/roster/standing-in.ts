/** What deciding about absence needs to know of a contact. */
export interface Holder<Role extends string> {
  id: string;
  role: Role;
  standby: boolean;
  hasEmail: boolean;
}

/** An absence that covers the day in question. */
export interface Away {
  contactId: string;
  substituteId: string | null;
}

export interface StandIn<Role extends string> {
  id: string;
  /** The role it is told in: that of the absent person where it stands in for one. */
  role: Role;
}

/**
 * Who is told in each role: who holds it; for an absent person the named substitute, else the standby (B 角) of the role;
 * the standby also where nobody present has an address, because mail is the channel. Each person once, in the order of
 * the roles asked for. A role without anybody stays empty, so that escalation goes on to the next.
 */
export function whoStandsIn<Role extends string>(
  holders: readonly Holder<Role>[],
  away: readonly Away[],
  roles: readonly Role[],
): StandIn<Role>[] {
  const absent = new Map(away.map((entry) => [entry.contactId, entry.substituteId]));
  const present = (holder: Holder<Role> | undefined) => holder !== undefined && !absent.has(holder.id);
  const told = new Map<string, StandIn<Role>>();
  for (const role of roles) {
    const inRole = holders.filter((holder) => holder.role === role && !holder.standby);
    const chosen = inRole.flatMap((holder) => {
      if (present(holder)) return [holder];
      const named = holders.find((other) => other.id === absent.get(holder.id));
      return named && present(named) ? [named] : [];
    });
    if (!chosen.some((holder) => holder.hasEmail))
      chosen.push(...holders.filter((holder) => holder.role === role && holder.standby && present(holder)));
    for (const { id } of chosen) if (!told.has(id)) told.set(id, { id, role });
  }
  return [...told.values()];
}
