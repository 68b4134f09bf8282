"""Words for accounts and for what is noted of access."""

ACCESS = {
    "login": "登录",
    "login_failed": "登录失败",
    "logout": "退出",
    "locked_out": "账号锁定",
    "account_created": "新建账号",
    "account_changed": "修改账号资料",
    "account_disabled": "停用账号",
    "account_enabled": "启用账号",
    "account_unlocked": "解除锁定",
    "role_changed": "变更角色",
    "password_changed": "修改口令",
    "password_reset": "重置口令",
    "totp_set": "启用动态口令",
    "totp_removed": "停用动态口令",
    "file_viewed": "查看受限文件",
    "audit_exported": "导出审计记录",
    "contact_changed": "登记联系人",
}
ACCESS_FIELDS = {
    "address": "来源地址",
    "reason": "原因",
    "until": "锁定至",
    "account": "账号",
    "before": "变更前",
    "after": "变更后",
    "file": "文件散列",
    "name": "名称",
    "of": "所属事项",
    "rows": "行数",
    "of_unit": "所属单位",
    "contact": "联系人编号",
    "change": "变更",
}
LOGIN_REFUSED = {
    "unknown": "没有这个用户",
    "password": "口令不对",
    "code": "动态口令不对",
    "locked": "账号已锁定",
    "disabled": "账号已停用",
    "throttled": "同一来源尝试过于频繁",
}
"""Why a login failed, for the auditor; the person at the door is never told which."""
