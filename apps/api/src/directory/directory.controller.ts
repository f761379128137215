import { Controller, Get } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import type { Principal } from '#access';
import { Clock } from '#clock';
import { inForce } from '#jurisdiction';
import { ContactRow, readDirectory } from '#jurisdiction/service';
import type { PlaceOption, UnitOption } from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';

/** The directory for choosing: units and places in force today. */
@Controller('api/v1/directory')
export class DirectoryController {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  @Get('units')
  @Endpoint({ summary: 'Units in force', needs: 'directory.read', returns: 'List<UnitOption>' })
  async units(@Caller() caller: Principal): Promise<{ items: UnitOption[] }> {
    const { manager } = this.database;
    const now = this.clock.now();
    const directory = await readDirectory(manager, caller.jurisdictionId);
    const contacts = await manager.find(ContactRow, {
      where: { jurisdictionId: caller.jurisdictionId, endedAt: IsNull() },
      select: { unit: true, emailSealed: true },
    });
    const reachable = new Set(
      contacts.filter((contact) => contact.emailSealed).map((contact) => contact.unit),
    );
    const items = directory.profile.units
      .filter((unit) => inForce(unit, now))
      .map(({ name, kind, vertical, superior, respondent, external }) => ({
        name,
        kind,
        vertical,
        superior,
        respondent: respondent && !external,
        reachable: reachable.has(name),
      }));
    return { items };
  }

  @Get('places')
  @Endpoint({
    summary: 'Townships, zones and villages in force',
    needs: 'directory.read',
    returns: 'List<PlaceOption>',
  })
  async places(@Caller() caller: Principal): Promise<{ items: PlaceOption[] }> {
    const now = this.clock.now();
    const directory = await readDirectory(this.database.manager, caller.jurisdictionId);
    const items = directory.profile.places
      .filter((place) => inForce(place, now))
      .map((place) => ({
        code: place.code,
        name: place.name,
        kind: place.kind,
        township: directory.townshipOf(place, now)?.place.name ?? null,
      }));
    return { items };
  }
}
