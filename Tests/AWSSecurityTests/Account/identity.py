"""100 users, their keys, passwords and policies, and what the account asks of passwords."""

import datetime
import json

from moto.iam.models import AccessKeyLastUsed, iam_backends

from ledger import ACCOUNT

USERS = [f"user-{number:03}" for number in range(100)]

# Passwords.
NO_MFA = set(range(0, 10))
WITH_MFA = set(range(10, 20))
UNUSED_PASSWORD = set(range(58, 61))
# Keys.
OLD_KEY = set(range(20, 30))
NEVER_USED_KEY = set(range(30, 37))
LONG_UNUSED_KEY = set(range(37, 40))
TWO_KEYS = set(range(40, 45))
INACTIVE_OLD_KEY = set(range(55, 58))
NO_KEY = set(range(61, 65))
# Policies.
ATTACHED = set(range(45, 50))
INLINE = set(range(50, 55))
ADMIN = 65


def user_arn(name):
    return f"arn:aws:iam::{ACCOUNT}:user/{name}"


def days_ago(days):
    return datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None) - datetime.timedelta(days=days)


def document(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


READ = {"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}
EVERYTHING = {"Effect": "Allow", "Action": "*", "Resource": "*"}


def make(iam, number):
    name = USERS[number]
    iam.create_user(UserName=name)
    iam.add_user_to_group(GroupName="people", UserName=name)
    if number in NO_MFA | WITH_MFA | UNUSED_PASSWORD:
        iam.create_login_profile(UserName=name, Password="correct horse battery staple 1A!")
    if number in WITH_MFA | UNUSED_PASSWORD:
        device = iam.create_virtual_mfa_device(VirtualMFADeviceName=name)["VirtualMFADevice"]["SerialNumber"]
        iam.enable_mfa_device(
            UserName=name, SerialNumber=device, AuthenticationCode1="123456", AuthenticationCode2="654321"
        )
    keys = 0 if number in NO_KEY else 2 if number in TWO_KEYS else 1
    ids = [iam.create_access_key(UserName=name)["AccessKey"]["AccessKeyId"] for _ in range(keys)]
    if number in INACTIVE_OLD_KEY:
        iam.update_access_key(UserName=name, AccessKeyId=ids[0], Status="Inactive")
    if number in INLINE:
        iam.put_user_policy(UserName=name, PolicyName="own", PolicyDocument=document(READ))
    return ids


def age(user, number):
    """What takes months in life: key and password get their dates."""
    for key in user.access_keys:
        key.create_date = days_ago(
            120 if number in OLD_KEY | INACTIVE_OLD_KEY else 85 if number in LONG_UNUSED_KEY
            else 60 if number in NEVER_USED_KEY else 10
        )
        if number not in NEVER_USED_KEY:
            used = days_ago(80 if number in LONG_UNUSED_KEY else 1)
            key.last_used = AccessKeyLastUsed(timestamp=used, service="s3", region="us-east-1")
    if user.password:
        user.password_last_used = days_ago(100 if number in UNUSED_PASSWORD else 2)


def plant_users(ledger, keys):
    for numbers, insight in (
        (NO_MFA, "iam_user_mfa"), (UNUSED_PASSWORD, "iam_password_unused"), (TWO_KEYS, "iam_two_access_keys"),
        (ATTACHED | INLINE, "iam_user_policies"),
    ):
        for number in numbers:
            ledger.plant(insight, user_arn(USERS[number]))
    for numbers, insight in ((OLD_KEY, "iam_access_key_age"), (NEVER_USED_KEY | LONG_UNUSED_KEY, "iam_access_key_unused")):
        for number in numbers:
            ledger.plant(insight, f"{user_arn(USERS[number])}/access-key/{keys[number][0]}")


def fill_policies(iam, ledger):
    read = iam.create_policy(PolicyName="read", PolicyDocument=document(READ))["Policy"]["Arn"]
    admin = iam.create_policy(PolicyName="admin", PolicyDocument=document(READ, EVERYTHING))["Policy"]["Arn"]
    # No faults: allowed to nobody, and everything denied.
    iam.create_policy(PolicyName="unattached-admin", PolicyDocument=document(EVERYTHING))
    nothing = iam.create_policy(PolicyName="nothing", PolicyDocument=document(EVERYTHING | {"Effect": "Deny"}))["Policy"]
    iam.attach_group_policy(GroupName="people", PolicyArn=read)
    iam.attach_group_policy(GroupName="people", PolicyArn=nothing["Arn"])
    iam.create_role(RoleName="deploy", AssumeRolePolicyDocument=document(
        {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}))
    iam.attach_role_policy(RoleName="deploy", PolicyArn=admin)
    ledger.plant("iam_admin_policy", admin)
    # A role that anyone may assume.
    iam.create_role(RoleName="open", AssumeRolePolicyDocument=document(
        {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}))
    ledger.plant("iam_open_role", f"arn:aws:iam::{ACCOUNT}:role/open")
    for number in ATTACHED:
        iam.attach_user_policy(UserName=USERS[number], PolicyArn=read)


def fill_identity(cloud, ledger):
    iam = cloud("iam")
    iam.create_group(GroupName="people")
    keys = cloud.each(lambda number: make(iam, number), range(len(USERS)))
    users = {user.name: user for user in iam_backends[ACCOUNT]["aws"].users.values()}
    for number, name in enumerate(USERS):
        age(users[name], number)
    plant_users(ledger, keys)
    fill_policies(iam, ledger)
    # Long enough, but old passwords may come back.
    iam.update_account_password_policy(
        MinimumPasswordLength=14, RequireSymbols=True, RequireNumbers=True, RequireUppercaseCharacters=True,
        RequireLowercaseCharacters=True, PasswordReusePrevention=5,
    )
    root = f"arn:aws:iam::{ACCOUNT}:root"
    ledger.plant("iam_password_reuse", root)
    # moto's root user has no MFA, and no key unless it is told so.
    iam_backends[ACCOUNT]["aws"].account_summary._account_access_keys_present = 1
    ledger.plant("iam_root_mfa", root)
    ledger.plant("iam_root_access_key", root)
