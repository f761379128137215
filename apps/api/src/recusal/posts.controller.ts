import { Body, Controller, Get, HttpCode, Param, Put } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Principal } from '#access';
import { AccountRow, assignPost, postHolders } from '#access/service';
import { Clock } from '#clock';
import { inForce, type Portfolio } from '#jurisdiction';
import { readDirectory } from '#jurisdiction/service';
import type { PostView } from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { badInput, notFound } from '../http/problem.js';
import { Valid } from '../http/valid.js';
import { iso } from '../incidents/present.js';

const key = new Valid(z.string().max(20));
const holding = z.object({ login: z.string().trim().min(1).max(100).nullable() });

/** Who holds which post in charge of units (分管): decides whom a report on such a unit is kept from. */
@Controller('api/v1/posts')
export class PostsController {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Endpoint({ summary: 'Posts in charge of units', needs: 'directory.change', returns: 'List<PostView>' })
  async list(@Caller() caller: Principal): Promise<{ items: PostView[] }> {
    return { items: await this.views(caller.jurisdictionId) };
  }

  @Put(':key')
  @HttpCode(200)
  @Endpoint({
    summary: 'Give a post to the holder of an account, from now on',
    needs: 'directory.change',
    body: holding,
    returns: 'PostView',
  })
  async assign(
    @Caller() caller: Principal,
    @Param('key', key) portfolio: string,
    @Body(new Valid(holding)) { login }: z.output<typeof holding>,
  ): Promise<PostView> {
    const { jurisdictionId } = caller;
    const before = await this.views(jurisdictionId);
    if (!before.some((post) => post.key === portfolio)) throw notFound();
    await this.database.transaction(async (manager) => {
      const account = login === null ? null : await manager.findOneBy(AccountRow, { login, jurisdictionId });
      if (login !== null && !account) throw badInput('没有这个登录名，请核对后重新选择。');
      const holder = account && { accountId: account.id, contactId: account.contactId };
      await assignPost(manager, {
        jurisdictionId,
        portfolio,
        holder,
        at: this.clock.now(),
        by: actorOf(caller),
      });
    });
    const after = await this.views(jurisdictionId);
    return after.find((post) => post.key === portfolio) as PostView;
  }

  private async views(jurisdictionId: string): Promise<PostView[]> {
    const { manager } = this.database;
    const [directory, held, accounts] = await Promise.all([
      readDirectory(manager, jurisdictionId),
      postHolders(manager, jurisdictionId),
      manager.findBy(AccountRow, { jurisdictionId }),
    ]);
    const now = this.clock.now();
    const view = (portfolio: Portfolio): PostView => {
      const row = held.find((one) => one.portfolio === portfolio.key);
      const account = accounts.find((one) => one.id === row?.accountId);
      const holder = row && {
        login: account?.login ?? null,
        name: account?.displayName ?? '名册人员',
        since: iso(row.since),
      };
      return { key: portfolio.key, post: portfolio.post, units: portfolio.units, holder: holder ?? null };
    };
    return directory.profile.portfolios.filter((portfolio) => inForce(portfolio, now)).map(view);
  }
}
