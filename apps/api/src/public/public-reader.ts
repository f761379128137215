import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#clock';
import { readDirectory, type JurisdictionRow } from '#jurisdiction/service';
import type { PublicAnswer, PublicFilter } from '#respond';
import {
  allPublic,
  answersOf,
  listPublic,
  onePublic,
  publicChoices,
  type PublicGround,
} from '#respond/service';
import { JURISDICTION } from '../../../worker/src/core/tokens.js';
import { API_SETTINGS, type ApiSettings } from '../settings.js';
import { readAsked, type Asked } from './asked.js';
import type { ListView } from './page/list-view.js';
import { siteOf } from './served.js';
import { ownLinks, type Site } from './site.js';

/** Texts on one page of the list. */
export const PAGE = 20;

/** Milliseconds, as long as a browser keeps the page. */
const CHOICES_KEPT = 60_000;

/** What one request of the public reads from. */
export interface PublicScene {
  ground: PublicGround;
  site: Site;
}

/** Reads published texts for anybody; there is no caller, and nothing else is ever read here. */
@Injectable()
export class PublicReader {
  private readonly known = new Map<string, { choices: ListView['choices']; until: number }>();

  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    @Inject(JURISDICTION) private readonly city: Pick<JurisdictionRow, 'id'>,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  async scene(rehearsal: boolean): Promise<PublicScene> {
    const { manager } = this.database;
    const directory = await readDirectory(manager, this.city.id);
    const now = this.clock.now(rehearsal ? 'rehearsal' : 'real');
    return {
      ground: { manager, jurisdictionId: this.city.id, directory, rehearsal, now },
      site: siteOf(directory, rehearsal, ownLinks(this.settings.publicUrl, rehearsal)),
    };
  }

  asked = ({ ground }: PublicScene, query: unknown): Asked => readAsked(query, ground.directory);

  async list({ ground }: PublicScene, { filter, page }: Asked, drill: string | null): Promise<ListView> {
    const [{ items, total }, choices] = await Promise.all([
      listPublic(ground, filter, { skip: (page - 1) * PAGE, take: PAGE }),
      this.choices(ground),
    ]);
    return { filter, page, pages: Math.ceil(total / PAGE), total, items, choices, drill };
  }

  /** What there is to choose from takes a look at every text, and changes with the days. */
  private async choices(ground: PublicGround): Promise<ListView['choices']> {
    const key = `${ground.rehearsal} ${ground.directory.version}`;
    const known = this.known.get(key);
    if (known && known.until > Date.now()) return known.choices;
    const choices = await publicChoices(ground);
    this.known.set(key, { choices, until: Date.now() + CHOICES_KEPT });
    return choices;
  }

  one({ ground }: PublicScene, id: string): Promise<PublicAnswer | null> {
    return onePublic(ground, id);
  }

  answers(
    { ground }: PublicScene,
    filter: PublicFilter,
    skip: number,
    take: number,
  ): Promise<PublicAnswer[]> {
    return answersOf(ground, filter, { skip, take });
  }

  addresses({ ground }: PublicScene): Promise<{ id: string; publishedAt: Date }[]> {
    return allPublic(ground);
  }

  /** A rehearsal runs here: its sources are switched on. */
  async rehearses(): Promise<boolean> {
    const found: unknown[] = await this.database.query(
      'select 1 from source where jurisdiction_id = $1 and rehearsal and enabled limit 1',
      [this.city.id],
    );
    return found.length > 0;
  }
}
