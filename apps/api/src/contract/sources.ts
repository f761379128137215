/** GET /api/v1/sources, POST /api/v1/sources, PATCH /api/v1/sources/:id, POST /api/v1/sources/:id/test, POST /api/v1/sources/:id/fetch */
export interface SourceView {
  id: string;
  name: string;
  kind: string;
  url: string | null;
  tier: string;
  scope: 'local' | 'open';
  rehearsal: boolean;
  enabled: boolean;
  intervalSeconds: number;
  /** ok 正常 | quiet 有应答但久无新内容 | failing 连续失败 | off 停用 | untested 未测试 */
  health: 'ok' | 'quiet' | 'failing' | 'off' | 'untested';
  lastFetchedAt: string | null;
  lastOkAt: string | null;
  lastNewItemAt: string | null;
  nextDueAt: string | null;
  failures: number;
  lastError: string | null;
  itemCount: number;
}

/** What a source is made of; a change names only what changes, and `enabled` once it has been tested. */
export interface SourceForm {
  name: string;
  kind?: 'feed' | 'web-list' | 'rsshub' | 'newsnow' | 'file-or-webhook' | 'manual';
  url?: string | null;
  tier: 'self' | 'local' | 'municipal' | 'provincial' | 'central';
  scope: 'local' | 'open';
  intervalSeconds?: number;
}
export interface SourceChange {
  name?: string;
  url?: string | null;
  tier?: 'self' | 'local' | 'municipal' | 'provincial' | 'central';
  scope?: 'local' | 'open';
  intervalSeconds?: number;
  enabled?: boolean;
}

/** Result of testing a source: nothing is stored. */
export interface SourceTest {
  ok: boolean;
  message: string;
  title: string | null;
  sample: { title: string; publishedAt: string | null }[];
}
