"""brevo-python 1.x."""

import brevo_python

from .client import access
from .generated import Generated


class BrevoPython1(Generated):
    NAME = "brevo_python"
    PACKAGE = brevo_python
    PARTS = frozenset({"users", "admins"})
    READS_PLAN_DATES = False
    OPTIONS = ("--legacy-responses",)
    ERROR = brevo_python.rest.ApiException

    def __init__(self, base_url, api_key, repeats=True):
        super().__init__(base_url, api_key, repeats)
        self.user, self.master = brevo_python.UserApi(self.api), brevo_python.MasterAccountApi(self.api)

    def activities(self):
        return [log.action for log in brevo_python.AccountApi(self.api).get_account_activity().logs]

    def list_users(self):
        return [(user.email, user.status) for user in self.user.get_invited_users_list().users]

    def invite(self, email, *privileges):
        return self.user.inviteuser(brevo_python.Inviteuser(email=email, **access(*privileges)))

    def update(self, email, *privileges):
        return self.user.edit_user_permission(brevo_python.Inviteuser(email=email, **access(*privileges)))

    def permissions(self, email):
        return {item.feature: item.permissions for item in self.user.get_user_permission(email).privileges}

    def resend(self, email):
        return self.user.putresendcancelinvitation("resend", email)

    def cancel(self, email):
        return self.user.putresendcancelinvitation("cancel", email)

    def revoke(self, email):
        return self.user.put_revoke_user_permission(email)

    def groups(self):
        return [group.id for group in self.master.get_sub_account_groups()]

    def list_admins(self):
        return [(user.email, user.status) for user in self.master.get_corporate_invited_users_list().users]

    def invite_admin(self, email, *privileges, groups=()):
        fields = access(*privileges) | {"group_ids": list(groups)}
        return self.master.invite_admin_user(brevo_python.InviteAdminUser(email=email, **fields))

    def change_admin(self, email, *privileges):
        return self.master.corporate_user_email_permissions_put(email, brevo_python.Body5(**access(*privileges)))

    def admin_permissions(self, email):
        return self.master.get_corporate_user_permission(email).feature_access.to_dict()

    def resend_admin(self, email):
        return self.master.corporate_user_invitation_action_email_put("resend", email)

    def cancel_admin(self, email):
        return self.master.corporate_user_invitation_action_email_put("cancel", email)

    def revoke_admin(self, email):
        return self.master.corporate_user_revoke_email_delete(email)
