import { Inject, Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import { InstructionProgressRow } from '#incidents/service';
import type { Keys } from '#secrets';
import { KEYS } from '../../../../worker/src/core/tokens.js';
import { API_SETTINGS, type ApiSettings } from '../../settings.js';
import type { Taken } from '../form-desk.js';
import { newFormToken } from '../form-token.js';
import { matterOf } from '../matter.js';
import { isClosed, sendClosed, sendPage } from '../send.js';
import { InstructDesk } from './instruct-desk.js';
import { InstructLinks, type OpenedTask } from './instruct-links.js';
import { instructPage } from './instruct-page.js';

/** The signed page of a task of a leader's instruction: the unit reads what is asked, and reports how far it is and what came of it. */
@Injectable()
export class InstructPages {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly links: InstructLinks,
    private readonly desk: InstructDesk,
    @Inject(KEYS) private readonly keys: Keys,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  /** @returns false when the token is of another purpose: nothing has been sent then */
  async look(token: string, response: Response): Promise<boolean> {
    const opened = await this.links.open(token);
    return opened ? this.show(opened, response, { status: 200, outcome: null, kept: {} }) : false;
  }

  /** @returns false as `look` */
  async act(token: string, body: unknown, response: Response): Promise<boolean> {
    const opened = await this.links.open(token);
    if (!opened) return false;
    if (isClosed(opened)) return this.show(opened, response, { status: 200, outcome: null, kept: {} });
    const taken = await this.desk.take(opened, body);
    return this.show((await this.links.open(token)) ?? opened, response, taken);
  }

  private async show(
    opened: Awaited<ReturnType<InstructLinks['open']>> & object,
    response: Response,
    { status, ...taken }: Taken,
  ): Promise<true> {
    if (isClosed(opened)) sendClosed(response, opened);
    else sendPage(response, status, instructPage(await this.scene(opened, taken)));
    return true;
  }

  private async scene({ token, ...about }: OpenedTask, taken: Omit<Taken, 'status'>) {
    const { manager } = this.database;
    const { task, incident } = about;
    return {
      ...about,
      ...taken,
      progress: await manager.find(InstructionProgressRow, {
        where: { taskId: task.id },
        order: { at: 'ASC' },
      }),
      items: await matterOf(manager, incident.id),
      form: newFormToken(this.keys.links, token, this.clock.now('real')),
      publicUrl: this.settings.publicUrl,
      now: this.clock.now(timelineOf(incident)),
    };
  }
}
