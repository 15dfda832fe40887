"""The addresses of accounts: ours, and of django-allauth's only those without a password."""

from allauth.account.views import (
    AccountInactiveView,
    ConfirmLoginCodeView,
    ConfirmReauthenticationCodeView,
    LogoutView,
    RequestReauthenticationCodeView,
)
from allauth.mfa.base.views import AuthenticateView, ReauthenticateView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    EditWebAuthnView,
    LoginWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.urls import include, path

from booklet.service.accounts import inviting, log, own, partners, people
from booklet.service.accounts.entering import SignIn

OURS = "service/accounts/"

ours = [
    path("", own.show, name="own"),
    path("sessions/<int:number>/end/", own.end_session, name="end-session"),
    path("sessions/end-others/", own.end_others, name="end-others"),
    path("invitations/", inviting.index, name="invitations"),
    path("invitations/<int:number>/revoke/", inviting.revoke, name="revoke"),
    path("invited/<str:secret>/", inviting.link, name="invitation"),
    path("people/", people.index, name="people"),
    path("people/<int:number>/", people.person, name="person"),
    path("people/<int:number>/give/", people.give, name="give"),
    path("people/<int:number>/take/<int:role>/", people.take, name="take"),
    path("people/<int:number>/switch/", people.switch, name="switch"),
    path("partners/", partners.index, name="partners"),
    path("partners/<int:number>/close/", partners.close, name="close"),
    path("log/", log.show, name="log"),
]

sign_in = SignIn.as_view(template_name=f"{OURS}sign_in.html")
keys = "passkeys/<int:pk>/"

urlpatterns = [
    path("", include((ours, "accounts"))),
    path("", own.show, name="mfa_index"),
    path("", own.show, name="mfa_list_webauthn"),
    path("login/", sign_in, name="account_login"),
    path("login/", sign_in, name="account_request_login_code"),
    path(
        "login/code/",
        ConfirmLoginCodeView.as_view(template_name=f"{OURS}code.html"),
        name="account_confirm_login_code",
    ),
    path("login/passkey/", LoginWebAuthnView.as_view(), name="mfa_login_webauthn"),
    path("login/second/", AuthenticateView.as_view(template_name=f"{OURS}second.html"), name="mfa_authenticate"),
    path("logout/", LogoutView.as_view(template_name=f"{OURS}sign_out.html"), name="account_logout"),
    path("closed/", AccountInactiveView.as_view(template_name=f"{OURS}closed.html"), name="account_inactive"),
    path(
        "again/",
        RequestReauthenticationCodeView.as_view(template_name=f"{OURS}again.html"),
        name="account_request_reauthentication_code",
    ),
    path(
        "again/code/",
        ConfirmReauthenticationCodeView.as_view(template_name=f"{OURS}again_code.html"),
        name="account_confirm_reauthentication_code",
    ),
    path(
        "again/recovery/",
        ReauthenticateView.as_view(template_name=f"{OURS}again_recovery.html"),
        name="mfa_reauthenticate",
    ),
    path(
        "again/passkey/",
        ReauthenticateWebAuthnView.as_view(template_name=f"{OURS}again_passkey.html"),
        name="mfa_reauthenticate_webauthn",
    ),
    path("passkeys/add/", AddWebAuthnView.as_view(template_name=f"{OURS}passkey_add.html"), name="mfa_add_webauthn"),
    path(f"{keys}edit/", EditWebAuthnView.as_view(template_name=f"{OURS}passkey_edit.html"), name="mfa_edit_webauthn"),
    path(
        f"{keys}remove/",
        RemoveWebAuthnView.as_view(template_name=f"{OURS}passkey_remove.html"),
        name="mfa_remove_webauthn",
    ),
    path(
        "recovery/",
        ViewRecoveryCodesView.as_view(template_name=f"{OURS}recovery.html"),
        name="mfa_view_recovery_codes",
    ),
    path(
        "recovery/new/",
        GenerateRecoveryCodesView.as_view(template_name=f"{OURS}recovery_new.html"),
        name="mfa_generate_recovery_codes",
    ),
]
