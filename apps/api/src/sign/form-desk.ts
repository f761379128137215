import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Clock } from '#clock';
import { IllegalTransition } from '#incidents';
import { RefusedAction, StaleError } from '#incidents/service';
import type { Keys } from '#secrets';
import { KEYS } from '../../../worker/src/core/tokens.js';
import { checkFormToken } from './form-token.js';
import { keptOf } from './forms.js';
import { releaseForm, useForm } from './forms-used.js';
import type { Kept } from './page/layout.js';

/** What the page says of the form just sent. */
export interface Outcome<Step extends string = string> {
  ok: boolean;
  step: Step;
  title: string;
  detail: string;
}

/** What came of a form; null: the same page had been sent before, or the page is only looked at. */
export interface Taken<Step extends string = string> {
  status: 200 | 409;
  outcome: Outcome<Step> | null;
  /** What was filled in, where it was not taken. */
  kept: Kept;
}

/** The forms of one kind of signed page. */
export interface FormPage<Step extends string> {
  steps: readonly [Step, ...Step[]];
  /** What a POST without a form of the page does (interfaces.md: a script that signs); null: nothing, it is refused. */
  bare: Step | null;
  words(step: Step): { failed: string; done: string; next: string };
  /** One transaction. @throws RefusedAction, StaleError, IllegalTransition, ZodError: nothing has been changed then */
  act(step: Step, given: Record<string, unknown>): Promise<void>;
}

/** Takes the forms of signed pages, each once: what a page shows is done by its own button, and by nothing else. */
@Injectable()
export class FormDesk {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /**
   * @param link the token of the link, to which forms are bound
   * @param body of the POST, whatever it is
   */
  async take<Step extends string>(link: string, body: unknown, page: FormPage<Step>): Promise<Taken<Step>> {
    const { manager } = this.database;
    const given = cleaned(body);
    const now = this.clock.now('real');
    const step = z.enum(page.steps).safeParse(given['step'] ?? page.bare);
    const form = given['form'];
    const token = typeof form === 'string' ? form : null;
    const bare = form === undefined && page.bare !== null;
    const good = bare ? 'good' : checkFormToken(this.keys.links, link, form, now);
    if (!step.success || good !== 'good')
      return refused(step.data ?? page.steps[0], good === 'old' ? OLD : NOT_OURS, keptOf(given));
    if (token !== null && !(await useForm(manager, token, now)))
      return { status: 200, outcome: null, kept: {} };
    const release = async () => token !== null && releaseForm(manager, token);
    const words = page.words(step.data);
    try {
      await page.act(step.data, given);
      const outcome = { ok: true, step: step.data, title: words.done, detail: words.next };
      return { status: 200, outcome, kept: {} };
    } catch (error) {
      await release();
      const detail = faultOf(error);
      if (detail === null) throw error;
      return refused(step.data, { title: words.failed, detail }, keptOf(given));
    }
  }
}

const refused = <Step extends string>(
  step: Step,
  said: Pick<Outcome, 'title' | 'detail'>,
  kept: Kept,
): Taken<Step> => ({ status: 409, outcome: { ok: false, step, ...said }, kept });

const OLD = { title: '没有提交', detail: '页面停留时间过长，填写的内容还在，请再点一次按钮。' };
const NOT_OURS = { title: '没有提交', detail: '请在本页点按钮办理。刚才没有改动任何内容。' };

/** Why nothing came of it, in words for the reader; null for what is a fault of ours. */
function faultOf(error: unknown): string | null {
  if (error instanceof z.ZodError) return `${error.issues[0]?.message ?? '填写的内容有误'}。`;
  if (error instanceof RefusedAction) return error.message;
  if (error instanceof StaleError || error instanceof IllegalTransition)
    return '情况刚刚有了变化，请看本页最新内容后再办理。';
  return null;
}

/** PostgreSQL stores no NUL character, and nobody types one. */
function cleaned(body: unknown): Record<string, unknown> {
  if (typeof body !== 'object' || body === null) return {};
  const clean = (value: unknown) => (typeof value === 'string' ? value.replaceAll('\0', '') : value);
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, clean(value)]));
}
