import type {
  CommitmentState,
  NewCommitmentForm,
  ProofState,
  PublicationForm,
  PublicationState,
  PublicationView,
  TextNature,
} from '../../../../api/src/contract/index.js';

export const formWords: Record<PublicationForm, string> = {
  authoritative: '权威信息',
  press_conference: '新闻发布会',
  briefing: '吹风会',
  interview: '采访',
  graphic: '图解',
};

export const stateWords: Record<PublicationState, string> = {
  due: '待发布',
  held: '暂缓发布',
  published: '已发布',
  withdrawn: '已撤回',
};

export const proofWords: Record<ProofState, string> = {
  waiting: '正在核对页面',
  same: '与审签稿一致',
  differs: '与审签稿不一致',
  unreachable: '页面未能打开',
  given_up: '页面未能打开，请补充截图',
  kept: '已留存页面',
  paper: '已留存截图',
};

/** Whether somebody must look at the proof. */
export const isWrong = (state: ProofState): boolean =>
  state === 'differs' || state === 'unreachable' || state === 'given_up';

export const natureWords: Record<TextNature, string> = {
  answer: '正式回应',
  holding: '阶段性回应（调查、处置中）',
  activity: '工作动态',
  placeholder: '没有实质内容',
};

export const commitmentWords: Record<CommitmentState, string> = {
  open: '待兑现',
  kept: '已兑现',
  broken: '未兑现',
  withdrawn: '已撤销',
};

/** 在市政府门户网站发布权威信息; 省应急管理厅发布. */
export function placeWords(one: PublicationView): string {
  const body = one.publisherName ?? one.outlet?.name ?? one.owner ?? '';
  return one.forwarded ? `${one.outlet?.name ?? ''}转载${one.publisherName ?? ''}` : body;
}

/** Filled in whole: what, when and by whom. */
export const isPromise = (one: Partial<NewCommitmentForm>): one is NewCommitmentForm =>
  (one.what ?? '').trim().length >= 4 && !!one.dueAt && !!one.unit;
