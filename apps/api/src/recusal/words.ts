import type { Role } from '#access';
import type { ContactRow } from '#jurisdiction/service';

/** What an account is called where no name of a post is known. */
export const roleNames: Record<Role, string> = {
  monitor: '宣传部门值守人员',
  office: '市政府办公室人员',
  liaison: '联络人账号',
  leader: '负责人账号',
  administrator: '系统管理员',
  auditor: '审计员',
};

export const contactRoleWords: Record<ContactRow['role'], string> = {
  charge_leader: '分管负责人',
  office: '承办股室',
  handler: '承办人',
  liaison: '联络人',
};
