import type { DiffPart } from '#respond';
import type { ApprovalRow, PublicationRow, ResponseAskRow } from '#respond/service';
import type { CodeState } from '#incidents/service';
import type { ApprovalView } from '../../contract/index.js';
import type { Outcome } from '../form-desk.js';
import { left, when, type Kept } from '../page/layout.js';

/** Everything the page of one text shows to one leader. */
export interface ApproveScene {
  ask: Pick<ResponseAskRow, 'number' | 'dueAt'>;
  view: ApprovalView;
  /** Whoever wrote it, by name, and of which unit. */
  writers: string;
  /** What was sent back before, against what is to be signed now; null for the first version. */
  changes: { from: number; parts: DiffPart[] } | null;
  /** The reader's own signature on this version. */
  mine: Pick<ApprovalRow, 'signedAt'> | null;
  /** The reader wrote it. */
  wrote: boolean;
  publications: Pick<PublicationRow, 'state' | 'owner' | 'publisherName' | 'dueAt' | 'publishedAt'>[];
  /** Clocks set by law or by a superior that still run. */
  clocks: { name: string; dueAt: Date }[];
  code: CodeState;
  /** Of the reader, masked. */
  phone: string;
  form: string;
  publicUrl: string;
  now: Date;
  outcome: Outcome | null;
  kept: Kept;
}

/** How it stands for the reader. */
export interface Stand {
  title: string;
  lines: string[];
  /** They may sign or send back now. */
  acts: boolean;
  /** The words of the text are shown: not while they are being written. */
  shows: boolean;
}

type Facts = Pick<ApproveScene, 'ask' | 'view' | 'mine' | 'wrote' | 'publications' | 'now'>;

/** What is asked of the reader, or why nothing is and what comes next. Pure. */
export function standOf(facts: Facts): Stand {
  const { view, mine, wrote, ask } = facts;
  const hidden = HIDDEN[view.state];
  if (hidden) return { title: hidden.title, lines: hidden.lines(facts), acts: false, shows: false };
  const told = (title: string, ...lines: string[]): Stand => ({
    title,
    lines: [...lines, ...nextWords(facts)],
    acts: false,
    shows: true,
  });
  if (mine) return told('您已审签', `审签时间 ${when(mine.signedAt)}。`);
  if (wrote) return told('请由另一人审签', '您参与了这份回应稿的拟写，拟稿人不能审签。');
  if (!view.may.sign) return told(decided(view));
  const lines = [
    ...(ask.number < view.edition
      ? [`文稿已修改，请看新稿。您收到的是第 ${ask.number} 版的链接，现为第 ${view.edition} 版，以下是新稿。`]
      : []),
    ...(view.emergency
      ? [
          `已按紧急发布先行办理，理由：${view.emergency.reason}。请于 ${when(new Date(view.emergency.dueAt))} 前补签。`,
        ]
      : []),
    '请看完全文后审签；需要修改的，写明意见退回。',
  ];
  return { title: view.emergency ? '请补签' : '请审签', lines, acts: true, shows: true };
}

const HIDDEN: Record<string, { title: string; lines: (facts: Facts) => string[] }> = {
  drafting: {
    title: '文稿正在修改',
    lines: ({ view, ask }) => [
      ...returned(view, ask.number),
      '修改后重新送审，届时另发消息，请从新消息打开。现在无须办理。',
    ],
  },
  aligning: {
    title: '文稿正在会签',
    lines: () => ['文稿已修改，各部门口径一致以后再送审签，届时另发消息。现在无须办理。'],
  },
  withdrawn: { title: '文稿已撤回', lines: () => ['拟稿单位已撤回这份文稿，无须审签。'] },
};

/** 第 1 版已由张三退回：数字有误 */
function returned({ history }: ApprovalView, number: number): string[] {
  const last = history.findLast((row) => row.decision === 'returned' && row.number >= number);
  return last ? [`第 ${last.number} 版已由${last.signer || last.by}退回：${last.note}`] : [];
}

/** 已由张三审签 */
function decided({ seats }: ApprovalView): string {
  const names = seats.flatMap(({ signed }) => signed?.signer ?? []);
  return names.length > 0 ? `已由${[...new Set(names)].join('、')}审签` : '现在无须审签';
}

/** What comes next, so that nobody is left with a page that says nothing. */
export function nextWords({
  view,
  publications,
  now,
}: Pick<Facts, 'view' | 'publications' | 'now'>): string[] {
  const open = view.seats.filter(({ signed }) => !signed);
  if (view.state === 'in_approval')
    return open.length > 0 ? [`还差${open.map(({ words }) => words).join('、')}审签，已经通知。`] : [];
  const lines = publications.flatMap(({ state, owner, publisherName, dueAt, publishedAt }) => {
    const who = owner ?? publisherName ?? '发布单位';
    if (state === 'published' && publishedAt) return [`${who}已于 ${when(publishedAt)} 发布。`];
    if (state !== 'due') return [];
    return [dueAt ? `由${who}于 ${when(dueAt)} 前发布（${left(dueAt, now)}）。` : `由${who}发布。`];
  });
  const late = open.length > 0 ? [`还差${open.map(({ words }) => words).join('、')}补签。`] : [];
  return [...(lines.length > 0 ? lines : ['签字已齐，由发布单位按流程发布。']), ...late];
}
