import { DOUBLE_SURNAMES, SURNAMES, WORDLIKE } from '#incidents';

const SURNAME = `(${DOUBLE_SURNAMES.join('|')}|[${SURNAMES}])`;
/** Words after which a name must follow, and words after which one often does. */
const STRONG =
  '我叫|我的名字[是叫]|本人姓名|姓名|联系人|投诉人|来电人|反映人|举报人|当事人姓名|名叫|署名|网名|昵称';
const WEAK = '本人|我是';
const AFTER = new RegExp(
  `(?:(${STRONG})|(${WEAK}))([是为叫:：\\s，,（(]{0,3})${SURNAME}([\\u4e00-\\u9fff]{1,4})`,
  'g',
);
const BEFORE_NUMBER = new RegExp(
  `(^|[\\s，。；：,;:、（(])${SURNAME}([\\u4e00-\\u9fff]{1,2})(?=[\\s:：,，(（电话手机]{0,6}1[3-9]\\d\\*{8})`,
  'g',
);
/** A place or body, no person: 高阳镇, 任家庄, 文化局. */
const NO_PERSON = /[镇乡村街道路县市区社局所委院校厂矿站馆办组庄]/;
/** What follows a name and is no part of it. */
const STOP = /[我是在住家现今年系的男女电手联身于向因被来自，、和与及有要想对把曾也原为从到说称]/;
const TITLES = /^(?:先生|女士|某|师傅|老师|同志|医生|大夫|书记|主任)/;

/** `我叫张三` → `我叫张某`; `张三 138********` → `张某 138********`. Places and bodies that begin like a name stay. */
export function maskNames(text: string): string {
  return text
    .replace(
      AFTER,
      (
        found,
        strong: string | undefined,
        weak: string | undefined,
        gap: string,
        surname: string,
        rest: string,
      ) => {
        const length = nameLength(rest);
        if (TITLES.test(rest) || length === 0) return found;
        if (weak !== undefined && (WORDLIKE.has(surname) || !endsThere(rest, length))) return found;
        return `${strong ?? weak}${gap}${surname}某${rest.slice(length)}`;
      },
    )
    .replace(BEFORE_NUMBER, (found, before: string, surname: string, rest: string) =>
      TITLES.test(rest) || NO_PERSON.test(rest) ? found : `${before}${surname}某`,
    );
}

/** Characters of `rest` that belong to the given name; 0 where it is none. */
function nameLength(rest: string): number {
  if (NO_PERSON.test(rest.slice(0, 3))) return 0;
  const stop = rest.slice(0, 2).search(STOP);
  return stop < 0 ? Math.min(2, rest.length) : stop;
}

/** After a weak word the name must be followed by its end or by a word that introduces a person. */
const endsThere = (rest: string, length: number): boolean =>
  rest.length === length || STOP.test(rest.charAt(length));
