import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#access';
import { Clock } from '#clock';
import { readPasted, type Pasted } from '#collect';
import type { Item } from '#incidents';
import { addVisibility, Conditions } from '#incidents/service';
import { judge } from '#judge';
import { JudgeStep } from '#judge/service';
import { classifiedWords } from '#jurisdiction';
import { readDirectory } from '#jurisdiction/service';
import { route } from '#route';
import type { ItemDraft } from '../contract/index.js';
import { badInput } from '../http/problem.js';

const LOOK_ALIKES = 5;

/** What a pasted text would become, while somebody is still typing; nothing is stored. */
@Injectable()
export class Drafting {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly judging: JudgeStep,
  ) {}

  async draft(caller: Principal, text: string): Promise<ItemDraft> {
    const read = readPasted(text);
    const directory = await readDirectory(this.database.manager, caller.jurisdictionId);
    if (classifiedWords(directory, `${read.title}\n${read.text}`).length > 0)
      throw badInput('内容可能涉密，请勿录入，通过保密渠道线下转办。');
    const now = this.clock.now();
    const judgement = judge(asItem(read, now), directory);
    const routing = route(judgement, directory, { at: now });
    const { title, url, platform, publishedAt, kind } = read;
    return {
      title,
      text: read.text,
      url,
      platform,
      publishedAt,
      kind,
      duplicates: await this.lookAlikes(caller, read),
      preview: {
        relevant: judgement.relevant,
        places: judgement.places.map((place) => place.name),
        topics: judgement.topics.map((topic) => topic.name),
        opinionLevel: judgement.opinionLevel,
        respondents: routing.respondents,
      },
    };
  }

  private async lookAlikes(caller: Principal, read: Pasted): Promise<ItemDraft['duplicates']> {
    const text = `${read.title}\n${read.text}`;
    const hits = await this.judging.lookup(caller.jurisdictionId, text, read.url ?? undefined);
    if (hits.length === 0) return [];
    const conditions = addVisibility(new Conditions(), caller);
    conditions.add(`incident.id = any(${conditions.value(hits.map((hit) => hit.incidentId))}::uuid[])`);
    const visible: { id: string; number: string; title: string }[] = await this.database.query(
      `select id, number, title from incident where ${conditions.sql}`,
      conditions.values,
    );
    const byId = new Map(visible.map((row) => [row.id, row]));
    return hits.slice(0, LOOK_ALIKES).flatMap(({ incidentId, similarity, sameLink }) => {
      const incident = byId.get(incidentId);
      return incident
        ? [{ incidentId, number: incident.number, title: incident.title, similarity, sameLink }]
        : [];
    });
  }
}

const asItem = (read: Pasted, now: Date): Item => ({
  id: 'draft',
  title: read.title,
  text: read.text,
  source: { name: '人工录入', tier: 'self', scope: 'local' },
  discoveredAt: now.toISOString(),
  engagement: read.engagement,
  ...(read.publishedAt && { publishedAt: read.publishedAt }),
});
